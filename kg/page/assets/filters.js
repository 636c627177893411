// Filters by party, class and source.

const filters = (() => {
  const { el, button } = dom;
  const selects = {};
  const MANY = 500; // more choices are searched, not listed

  const byLabel = (a, b) => a[1].localeCompare(b[1], "en");

  /** Parties that results are about, with how many, before those who only say something. */
  function parties() {
    const results = new Map();
    for (const { party } of scene.pairs) results.set(party, (results.get(party) || 0) + 1);
    const others = new Set();
    for (const node of scene.nodes.values()) for (const id of node.parties || []) if (!results.has(id)) others.add(id);
    const groups = [
      ["With results", [...results].map(([id, number]) => [id, `${words.label(id)} (${number})`])],
      ["Without results", [...others].map((id) => [id, words.label(id)])],
    ];
    return groups.filter(([, each]) => each.length).map(([label, each]) => el("optgroup", { label }, each.sort(byLabel).map(option)));
  }

  /** Classes by kind of node: of incidents their kind, of actors and sources their class. */
  function sorts() {
    const found = new Map();
    for (const node of scene.nodes.values()) {
      const classes = node.kinds || (node.class ? [node.class] : []);
      for (const each of classes) {
        if (!found.has(node.kind)) found.set(node.kind, new Map());
        const label = node.kinds ? words.code("statements", each) : words.sort(node);
        found.get(node.kind).set(`${node.kind}:${each}`, label);
      }
    }
    return found;
  }

  const sources = () =>
    [...scene.nodes.values()].filter((node) => node.kind === "source").map((node) => [node.id, node.label]).sort(byLabel);

  const option = ([value, label]) => el("option", { value }, label.length > 70 ? `${label.slice(0, 69)}…` : label);

  function field(key, title, choices) {
    const select = el("select", { id: `by-${key}`, on: { change: () => store.change({ [key]: select.value }, "a filter") } },
      el("option", { value: "" }, "all"), choices);
    selects[key] = select;
    return el("p", { class: "field" }, el("label", { for: `by-${key}` }, title), select);
  }

  /** A field for sources: a list, or where there are too many to look through, a search. */
  function ofSources() {
    const all = sources();
    if (all.length <= MANY) return field("source", "Source", all.map(option));
    selects.source = picker.make("by-source", all, (source) => store.change({ source }, "a filter"));
    return el("p", { class: "field" }, el("label", { for: "by-source" }, "Source"), selects.source.element);
  }

  function draw() {
    const groups = [...sorts()].map(([kind, classes]) =>
      el("optgroup", { label: words.kinds(kind) }, [...classes].sort(byLabel).map(option)));
    dom.replace(
      dom.id("filters"),
      field("party", "Party", parties()),
      field("sort", "Class", groups),
      ofSources(),
      el("p", { class: "tools" }, button("Clear all filters", () => store.change({ off: {}, party: "", sort: "", source: "", happened: null, published: null }, "clear the filters"), { id: "clear" })),
      el("p", { id: "hidden-count", class: "quiet" }),
    );
  }

  return {
    draw,
    show(state) {
      for (const [key, select] of Object.entries(selects)) select.value = state[key];
      const number = state.hidden.length;
      dom.replace(
        dom.id("hidden-count"),
        number ? [`${words.count(number, "node is", "nodes are")} hidden. `, button("Show again", () => store.change({ hidden: [] }, "show what was hidden"), { class: "name" })] : [],
      );
    },
  };
})();
