// The same content as a table: everything that the graph shows, to read, sort and choose from.

const table = (() => {
  const { el, bdi, button } = dom;
  const place = dom.id("table-body");
  const MOST = 300;
  let most = MOST;
  let last = "";

  function order(column) {
    const now = store.get().order;
    const down = Boolean(now && now.column === column && !now.down);
    store.change({ order: { column, down } });
    dom.say(`Sorted by ${rows.LISTS[store.get().list].columns[column].title}, ${down ? "descending" : "ascending"}.`);
    const heads = place.querySelectorAll("th button");
    if (heads[column]) heads[column].focus();
  }

  function head(columns, state) {
    return el("tr", {}, columns.map((column, at) => {
      const here = state.order && state.order.column === at;
      const way = here ? (state.order.down ? "descending" : "ascending") : "none";
      return el("th", { scope: "col", "aria-sort": way },
        button([column.title, el("span", { class: "arrow", "aria-hidden": "true" }, here ? (state.order.down ? " ↓" : " ↑") : "")], () => order(at)));
    }));
  }

  function cell(column, item, target, at) {
    const text = column.text(item);
    const chosen = JSON.stringify(store.get().selected) === JSON.stringify(target);
    if (at === 0) {
      const inner = target.pair ? [parts.sample(scene.code(scene.verdicts(item), item.verdict), item.coverage, 28), text] : [bdi(text)];
      return el("th", { scope: "row" },
        el("button", { type: "button", class: "name", "aria-pressed": String(chosen), on: { click: () => actions.choose(target) } }, inner));
    }
    return el("td", { class: column.node || text.length > 24 ? "long" : null }, column.node ? parts.node(column.node(item)) : bdi(text));
  }

  function show(state, view) {
    const spec = rows.LISTS[state.list];
    const items = rows.sorted(state.list, view, state.order);
    if (state.list !== last) most = MOST;
    last = state.list;
    const listed = items.slice(0, most);
    const chosen = JSON.stringify(state.selected);
    dom.replace(
      place,
      el("div", { class: "lists", role: "group", "aria-label": "What to list" },
        Object.entries(rows.LISTS).map(([name, each]) =>
          button(`${each.title} (${each.of(view).length})`, () => store.change({ list: name, order: null }), { "aria-pressed": String(name === state.list), id: `list-${name}` }))),
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": spec.title },
        el("table", {},
          el("caption", {}, `${spec.title} that the graph shows: ${items.length}${state.list === "results" ? ". For and against: how many origins are at most independent, of how many there are" : ""}`),
          el("thead", {}, head(spec.columns, state)),
          el("tbody", {}, listed.map((item) => {
            const target = spec.target(item);
            return el("tr", { class: JSON.stringify(target) === chosen ? "chosen" : null }, spec.columns.map((column, at) => cell(column, item, target, at)));
          }))),
        items.length > most ? button(`Show ${Math.min(items.length - most, 1000)} more of ${items.length - most}`, () => { most += 1000; show(store.get(), view); }) : null),
    );
  }

  return { show };
})();
