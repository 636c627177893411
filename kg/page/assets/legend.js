// The legend: it says what colours, patterns and shapes mean, and switches them on and off.

const legend = (() => {
  const { el, svg } = dom;
  const boxes = [];

  function toggle(filter, code) {
    const { off } = store.get();
    const codes = off[filter] || [];
    const next = codes.includes(code) ? codes.filter((each) => each !== code) : [...codes, code];
    const rest = Object.fromEntries(Object.entries(off).filter(([key]) => key !== filter));
    store.change({ off: next.length ? { ...rest, [filter]: next } : rest }, "a filter");
  }

  function entry(filter, code, mark, label, definition, number) {
    const input = el("input", { type: "checkbox", on: { change: () => toggle(filter, code) } });
    const count = el("span", { class: "number" });
    boxes.push({ input, filter, code, count, all: number });
    return el(
      "li",
      {},
      el("label", { title: definition || null }, input, mark, el("span", { class: "what" }, label),
        count),
    );
  }

  const group = (title, entries, hint) =>
    entries.length ? el("fieldset", {}, el("legend", {}, title), hint ? el("p", { class: "note" }, hint) : null, el("ul", {}, entries)) : null;

  function verdicts() {
    const counts = new Map();
    for (const pair of scene.pairs) counts.set(pair.verdict, (counts.get(pair.verdict) || 0) + 1);
    const listed = new Map([...scene.vocabulary.verdicts, ...scene.vocabulary.claim_verdicts].map((each) => [each.code, each]));
    for (const code of counts.keys()) if (!listed.has(code)) listed.set(code, scene.code("verdicts", code));
    return [...listed.values()]
      .filter((each) => counts.has(each.code))
      .map((each) => entry("verdict", each.code, parts.sample(each, "covered", 30), each.label, each.definition, counts.get(each.code)));
  }

  const coverages = () =>
    scene.vocabulary.coverage
      .filter((each) => scene.pairs.some((pair) => pair.coverage === each.code))
      .map((each) =>
        entry("coverage", each.code,
          parts.stroke({ color: look.color("ink-2"), width: (each.width || 1) > 1 ? 3 : 1.6, dashes: [] }),
          each.label, each.definition));

  /** A small box as a kind of node has it. */
  function mark(kind) {
    const shape = look.shape(kind);
    const outline = shape.cut
      ? svg("polygon", { points: "5,1 23,1 27,7 23,13 5,13 1,7" })
      : svg("rect", { x: 1, y: 1, width: 26, height: 12, rx: Math.min(shape.radius, 6) });
    outline.setAttribute("fill", shape.fill);
    outline.setAttribute("stroke", shape.stroke);
    if (shape.dashes.length) outline.setAttribute("stroke-dasharray", "3 2");
    const bars = { left: [1, 1, 4, 12], right: [23, 1, 4, 12], top: [1, 1, 26, 3] }[shape.bar];
    const bar = bars && svg("rect", { x: bars[0], y: bars[1], width: bars[2], height: bars[3], fill: shape.stroke });
    return svg("svg", { class: "mark", width: 28, height: 14, viewBox: "0 0 28 14", "aria-hidden": "true" }, outline, bar);
  }

  const kinds = () =>
    scene.vocabulary.nodes
      .filter((each) => (scene.meta.counts.kinds || {})[each.code])
      .map((each) => entry("kind", each.code, mark(each.code), words.kinds(each.code), each.definition, scene.meta.counts.kinds[each.code]));

  const stances = () =>
    scene.vocabulary.stances.map((each) =>
      entry("stance", each.code, parts.stroke(look.line({ kind: each.code })), each.label, each.definition));

  /** How many of each are shown. */
  function counts({ nodes, edges }) {
    const found = new Map();
    const add = (key) => found.set(key, (found.get(key) || 0) + 1);
    for (const id of nodes) add(`kind ${scene.nodes.get(id).kind}`);
    for (const edge of edges) if (edge.kind === "verdict") add(`verdict ${edge.verdict}`);
    return found;
  }

  function draw() {
    boxes.length = 0;
    dom.replace(
      dom.id("legend"),
      group("Verdict", verdicts(), "Results shown / there."),
      group("Do the words cover it", coverages()),
      group("What is drawn", kinds(), "Shown / there. Choose a box and open it to see more."),
      group("Stance of a statement", stances()),
    );
  }

  return {
    draw,
    show(state, view) {
      const now = counts(view);
      for (const { input, filter, code, count, all } of boxes) {
        input.checked = !(state.off[filter] || []).includes(code);
        if (all !== undefined) count.textContent = `${now.get(`${filter} ${code}`) || 0}/${all}`;
      }
    },
  };
})();
