// The panel beside the graph: what stands behind what is chosen, or how to begin.

const panel = (() => {
  const { el, bdi, button } = dom;
  const place = dom.id("panel");
  const body = dom.id("panel-body");
  let last = null;

  function resultItem(pair, other) {
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "item", on: { click: () => actions.choose({ pair: pair.id }) } },
        el("span", { class: "line" }, parts.verdict(pair)),
        other ? bdi(words.label(other)) : [bdi(words.label(pair.denial)), el("span", { class: "quiet" }, " / "), bdi(words.label(pair.incident))],
      ),
    );
  }

  /** Results worth a look first: the strongest, two of each verdict, no incident twice. */
  let best = null;
  function strongest() {
    if (best) return best;
    const seen = new Map();
    best = scene.pairs
      .filter((pair) => pair.kind === "denial" && !pair.rendering_of)
      .map((pair) => [wordings.strength(pair), pair])
      .sort((a, b) => a[0] - b[0] || a[1].place - b[1].place)
      .map(([, pair]) => pair)
      .filter((pair) => {
        const often = seen.get(pair.verdict) || 0;
        if (often === 2 || seen.has(`incident ${pair.incident}`)) return false;
        seen.set(pair.verdict, often + 1).set(`incident ${pair.incident}`, true);
        return true;
      })
      .slice(0, 8);
    return best;
  }

  function welcome() {
    const { counts } = scene.meta;
    const drift = wordings.first();
    const first = strongest();
    return [
      el("p", { class: "eyebrow" }, "How to read this page"),
      el("h2", {}, "Who denies what, and who says otherwise"),
      el("p", {}, "On the left stand denials, on the right incidents. A line between them says how other statements stand to that denial. Colour and pattern name the verdict. Thick: the words of the denial cover the incident. Thin: they may."),
      el("p", {}, "Choose a line, and read what stands behind it: the exact words, who said them, when, and where."),
      el("p", { class: "hint" }, scene.meta.note),
      drift,
      first.length ? parts.section(drift ? "Or begin with one of these" : "Begin here", el("ul", { class: "results" }, first.map((pair) => resultItem(pair)))) : null,
      parts.section(
        "What there is",
        el("p", {}, `${counts.nodes} nodes, ${counts.edges} lines, ${counts.pairs} results, ${counts.conflicts} conflicts. Shown at first: denials with a result, and the incidents of those results.`),
        el("p", {}, button(store.get().whole ? "Back to the first look" : "Show the whole graph", actions.whole, { id: "whole-2" })),
      ),
      parts.section(
        "Made from",
        el("dl", {},
          parts.fact("Data", bdi(scene.meta.data.files.join(", "))),
          parts.fact("SHA-256", el("code", {}, scene.meta.data.sha256)),
          parts.fact("As of", scene.meta.as_of),
          parts.fact("Program", `${scene.meta.program.name} ${scene.meta.program.version}`),
          parts.fact("Ontology", scene.meta.ontology && scene.meta.ontology.version)),
      ),
    ];
  }

  function content({ selected }) {
    if (!selected) return welcome();
    if (selected.pair) return panelOfPair(scene.pairNamed(selected.pair));
    if (selected.node) return panelOfNode.of(selected.node);
    return panelOfNode.ofEdge(scene.edges[selected.edge]);
  }

  function show(state) {
    const key = JSON.stringify(state.selected);
    const same = key === last;
    const top = place.scrollTop;
    const inside = body.contains(document.activeElement);
    const focused = same && inside ? document.activeElement.id : "";
    const open = same ? [...body.querySelectorAll("details")].map((each) => each.open) : [];
    dom.replace(body, content(state));
    place.classList.toggle("chosen", Boolean(state.selected));
    if (same) {
      [...body.querySelectorAll("details")].forEach((each, index) => { if (open[index] !== undefined) each.open = open[index]; });
    }
    if (inside) {
      // What was pressed is gone or stands elsewhere: who uses keys goes on from there, or from the head.
      const head = body.querySelector("h2");
      head.tabIndex = -1;
      ((focused && dom.id(focused)) || head).focus({ preventScroll: true });
    }
    place.scrollTop = same ? top : 0;
    last = key;
  }

  return { show, resultItem, element: place };
})();
