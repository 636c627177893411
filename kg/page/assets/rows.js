// What is shown, as rows: the table and the CSV files are made from them.

const rows = (() => {
  const first = (span) => (span ? span[0] : Infinity);
  const number = (measure) => `${measure.independence} of ${measure.origins}`;

  // A column: its title, a cell's text, and, where the text does not sort, what to sort by.
  const RESULTS = [
    { title: "Verdict", text: (pair) => words.verdict(pair), sort: (pair) => scene.vocabulary[scene.verdicts(pair)].findIndex((each) => each.code === pair.verdict) },
    { title: "Coverage", text: (pair) => words.code("coverage", pair.coverage) },
    { title: "Denial or claim", text: (pair) => words.label(pair.denial), node: (pair) => pair.denial },
    { title: "Said", text: (pair) => dates.brief(scene.nodes.get(pair.denial)), sort: (pair) => first(dates.happened(scene.nodes.get(pair.denial))) },
    { title: "Incident", text: (pair) => words.label(pair.incident), node: (pair) => pair.incident },
    { title: "Happened", text: (pair) => dates.brief(scene.nodes.get(pair.incident)), sort: (pair) => first(dates.happened(scene.nodes.get(pair.incident))) },
    { title: "Party", text: (pair) => words.label(pair.party), node: (pair) => pair.party },
    { title: "For", text: (pair) => number(pair.for), sort: (pair) => pair.for.independence },
    { title: "Against", text: (pair) => number(pair.against), sort: (pair) => pair.against.independence },
    { title: "Public since", text: (pair) => pair.published || "" },
  ];
  const NODES = [
    { title: "Name", text: (node) => node.label, node: (node) => node.id },
    { title: "What", text: (node) => words.kind(node.kind) },
    { title: "Class", text: (node) => words.sort(node) || (node.kinds || []).map((each) => words.code("statements", each)).join(", ") },
    { title: "Party", text: (node) => (node.parties || []).map(words.label).join(", ") },
    { title: "Date", text: (node) => (node.happened || {}).text || "", sort: (node) => first(dates.happened(node)) },
    { title: "Public since", text: (node) => (node.published || {}).day || "" },
    { title: "Name in commands", text: (node) => node.id },
  ];
  const LINES = [
    { title: "From", text: (edge) => words.label(edge.from), node: (edge) => edge.from },
    { title: "Line", text: (edge) => words.verb(edge), edge: (edge) => edge },
    { title: "To", text: (edge) => words.label(edge.to), node: (edge) => edge.to },
    { title: "Public since", text: (edge) => edge.published || "" },
  ];

  const verdictsOf = (view) => view.edges.filter((edge) => edge.kind === "verdict").map((edge) => scene.pairs[edge.pair]);

  const LISTS = {
    results: { title: "Results", columns: RESULTS, of: verdictsOf, target: (pair) => ({ pair: pair.id }) },
    nodes: { title: "Nodes", columns: NODES, of: (view) => [...view.nodes].map((id) => scene.nodes.get(id)), target: (node) => ({ node: node.id }) },
    lines: { title: "Lines", columns: LINES, of: (view) => view.edges, target: (edge) => ({ edge: edge.place }) },
  };

  function sorted(list, view, order) {
    const items = LISTS[list].of(view);
    const column = order && LISTS[list].columns[order.column];
    if (!column) return items;
    const key = column.sort || ((item) => column.text(item).toLocaleLowerCase("en"));
    const way = order.down ? -1 : 1;
    return items
      .map((item, place) => [key(item), place, item])
      .sort((a, b) => (a[0] < b[0] ? -way : a[0] > b[0] ? way : a[1] - b[1]))
      .map(([, , item]) => item);
  }

  return { LISTS, sorted };
})();
