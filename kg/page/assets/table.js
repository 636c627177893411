// The same content as a table: everything that the graph shows, to read, sort and choose from.

const table = (() => {
  const { el, bdi, button } = dom;
  const place = dom.id("table-body");
  const MOST = 300; // rows of a page
  let from = 0; // the first row of it
  let last = null;

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
    const name = `${JSON.stringify(target)} ${at}`;
    if (at === 0) {
      const inner = target.pair ? [parts.sample(scene.code(scene.verdicts(item), item.verdict), item.coverage, 28), text] : [bdi(text)];
      return el("th", { scope: "row", "data-cell": name },
        el("button", { type: "button", class: "name", "aria-pressed": String(chosen), on: { click: () => actions.choose(target) } }, inner));
    }
    return el("td", { "data-cell": name, class: column.node || text.length > 24 ? "long" : null }, column.node ? parts.node(column.node(item)) : bdi(text));
  }

  /** Ways to the other pages of a list, and which one this is. */
  function pages(number, state, view) {
    const turn = (to) => () => {
      from = to;
      show(store.get(), view);
      dom.say(`Rows ${from + 1} to ${Math.min(from + MOST, number)} of ${number}.`);
      place.querySelector(".scroll").scrollTop = 0;
      dom.id(dom.id("rows-later").disabled ? "rows-earlier" : "rows-later").focus();
    };
    return el("p", { class: "tools pages", role: "group", "aria-label": "Pages of the list" },
      button("First rows", turn(0), { id: "rows-first", disabled: from === 0 }),
      button("Earlier", turn(Math.max(from - MOST, 0)), { id: "rows-earlier", disabled: from === 0 }),
      el("span", {}, ` ${from + 1} to ${Math.min(from + MOST, number)} of ${number} `),
      button("Later", turn(from + MOST), { id: "rows-later", disabled: from + MOST >= number }));
  }

  /** Where the reader is in the table; calling it puts him there again. */
  function held() {
    const old = place.querySelector(".scroll");
    const [top, left] = old ? [old.scrollTop, old.scrollLeft] : [0, 0];
    const cell = place.contains(document.activeElement) && document.activeElement.closest("[data-cell]");
    return () => {
      place.querySelector(".scroll").scrollTo(left, top);
      const same = cell && [...place.querySelectorAll("[data-cell]")].find((each) => each.dataset.cell === cell.dataset.cell);
      if (same && same.querySelector("button")) same.querySelector("button").focus({ preventScroll: true });
    };
  }

  let here = "";
  function show(state, view) {
    const before = here;
    here = JSON.stringify([state.list, state.order]);
    const back = before === here ? held() : null;
    const spec = rows.LISTS[state.list];
    const items = rows.sorted(state.list, view, state.order);
    // Another list, another order or other rows begin at their beginning.
    const now = JSON.stringify([state.list, state.order, view.nodes.size, view.edges.length]);
    if (now !== last || from >= items.length) from = 0;
    last = now;
    const listed = items.slice(from, from + MOST);
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
        items.length > MOST ? pages(items.length, state, view) : null),
    );
    if (back) back();
  }

  return { show };
})();
