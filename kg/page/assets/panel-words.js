// Other wordings of the same words, and what does not fit together.

const panelWords = (() => {
  const { el, bdi } = dom;

  function member(group, each, here) {
    return el(
      "li",
      { class: each.node === here ? "here" : null },
      el("p", {}, parts.node(each.node), each.node === group.original ? " (the original)" : ""),
      (each.quotations || []).map((quote) =>
        quote.tokens
          ? el("blockquote", { class: "compared", lang: quote.language || null, dir: quote.direction || "auto" }, parts.compared(quote.tokens))
          : el("blockquote", { lang: quote.language || null, dir: quote.direction || "auto" }, quote.exact),
      ),
      each.changes
        ? el(
            "details",
            { class: "inner" },
            el("summary", {}, `Other results in these words: ${each.changes.length}`),
            el("ul", {}, each.changes.map((change) =>
              el("li", {}, parts.node(change.incident), `: ${words.code("coverage", change.coverage)}, not ${words.code("coverage", change.original)}`))),
          )
        : null,
    );
  }

  /** The wordings of a statement: the original, `here`, and the others. */
  function renderings(original, here, open = false) {
    const place = [scene.detailsOf(original).rendering, scene.detailsOf(here).rendering].find((found) => found !== undefined);
    const group = scene.renderings[place];
    if (!group) return null;
    const order = ({ node }) => (node === group.original ? 0 : node === here ? 1 : 2);
    const members = [...group.members].sort((a, b) => order(a) - order(b));
    return parts.fold(
      `Other wordings (${group.members.length - 1})`,
      open,
      el("p", { class: "quiet" }, el("del", {}, "Struck out"), ": only in the original. ", el("ins", {}, "Underlined"), ": only in this wording."),
      el("ul", { class: "wordings" }, members.map((each) => member(group, each, here))),
    );
  }

  function conflict(place) {
    const found = scene.conflicts[place];
    if (!found) return null;
    return el(
      "li",
      {},
      el("p", {}, el("span", { class: "role" }, found.kind), " ", bdi(found.summary)),
      el(
        "ul",
        { class: "sides" },
        (found.sides || []).map((side) =>
          el(
            "li",
            {},
            side.value ? bdi(side.value) : "",
            el("span", { class: "quiet" },
              side.statements || side.sources ? [" · ", parts.nodes([...(side.statements || []), ...(side.sources || [])])] : "",
              side.credited ? ` · credited to ${side.credited.join(", ")}` : "",
              ` · ${words.count(side.origins, "origin", "origins")}`),
          ),
        ),
      ),
    );
  }

  function conflicts(places) {
    if (!places || !places.length) return null;
    return parts.fold(`What does not fit together (${places.length})`, false, el("ul", { class: "conflicts" }, places.map(conflict)));
  }

  function values(found) {
    if (!found) return null;
    return parts.fold(
      `Details (${found.length})`,
      false,
      el("dl", {}, found.map((each) =>
        parts.fact(
          words.code("aspects", each.aspect),
          el("ul", { class: "plain" }, each.given.map((given) =>
            el("li", {}, bdi(given.value),
              el("span", { class: "quiet" },
                given.statements || given.sources ? [" · ", parts.nodes([...(given.statements || []), ...(given.sources || [])])] : "",
                given.who ? [" · according to ", parts.nodes(given.who)] : "",
                given.credited ? ` · credited to ${[given.credited].flat().join(", ")}` : "",
                given.denied_by ? [" · denied by ", parts.nodes(given.denied_by)] : "")))),
        ))),
    );
  }

  return { renderings, conflicts, values };
})();
