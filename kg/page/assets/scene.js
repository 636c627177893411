// The data of the page, and what is looked up in it. docs/page-format.md says what it holds.

const scene = (() => {
  const data = embedded("scene");
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const beside = new Map(data.nodes.map((node) => [node.id, []]));
  data.edges.forEach((edge, place) => {
    edge.place = place;
    beside.get(edge.from).push(edge);
    if (edge.to !== edge.from) beside.get(edge.to).push(edge);
  });
  data.pairs.forEach((pair, place) => {
    pair.place = place;
  });
  const pairs = new Map(data.pairs.map((pair) => [pair.id, pair]));
  const codes = new Map(
    Object.entries(data.vocabulary).map(([list, entries]) => [
      list,
      new Map(entries.map((entry) => [entry.code, entry])),
    ]),
  );

  return {
    meta: data.meta,
    nodes,
    edges: data.edges,
    pairs: data.pairs,
    conflicts: data.conflicts || [],
    renderings: data.renderings || [],
    vocabulary: data.vocabulary,
    /** Whether there is more than vis-network draws quickly: sigma draws it, and plan-large.js places it. */
    large: document.getElementById("vis") === null,

    /** The lines of a node. */
    edgesOf: (id) => beside.get(id) || [],
    other: (edge, id) => (edge.from === id ? edge.to : edge.from),
    detailsOf: (id) => (data.details || {})[id] || {},
    pairNamed: (id) => pairs.get(id),

    /** The entry of a code in a list; a code that no list has stands for itself. */
    code(list, code) {
      const found = codes.get(list) && codes.get(list).get(code);
      return found || { code, label: String(code).replaceAll("-", " ") };
    },
    isCode: (list, code) => codes.has(list) && codes.get(list).has(code),
    verdicts: (pair) => (pair.kind === "claim" ? "claim_verdicts" : "verdicts"),
  };
})();
