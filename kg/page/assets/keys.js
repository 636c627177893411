// The keyboard: walking over the nodes of the graph, and short cuts.

const keys = (() => {
  const graph = dom.id("graph");
  const help = dom.id("help");
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let cursor = null;
  let line = -1; // place among the lines of the node that the cursor stands on

  /** The nearest box in a direction: as far as it is, and twice as far as it is aside. */
  function nearest([dx, dy]) {
    const { boxes } = app.drawn();
    const here = boxes.get(cursor);
    let best = null;
    for (const box of boxes.values()) {
      if (box === here) continue;
      const along = (box.x - here.x) * dx + (box.y - here.y) * dy;
      const aside = Math.abs((box.x - here.x) * dy) + Math.abs((box.y - here.y) * dx);
      if (along <= 1 || aside > along * 3) continue;
      const far = along + 2 * aside;
      if (!best || far < best.far) best = { far, id: box.id };
    }
    return best && best.id;
  }

  function stand(id) {
    cursor = id;
    line = -1;
    app.redraw();
    if (!id) return;
    app.reveal(id);
    const node = scene.nodes.get(id);
    const number = app.view().edges.filter((edge) => edge.from === id || edge.to === id).length;
    app.tell({ node: id });
    dom.say(`${words.kind(node.kind)}: ${node.label}${dates.brief(node) ? `, ${dates.brief(node)}` : ""}. ${words.count(number, "line", "lines")}.`);
  }

  /** The first node to stand on: what is chosen, or the topmost box on the left. */
  function begin() {
    const { boxes } = app.drawn();
    const { selected } = store.get();
    if (selected && selected.node && boxes.has(selected.node)) return selected.node;
    if (cursor && boxes.has(cursor)) return cursor;
    let best = null;
    for (const box of boxes.values()) if (!best || box.x + box.y * 0.5 < best.x + best.y * 0.5) best = box;
    return best && best.id;
  }

  function along(step) {
    const lines = app.view().edges.filter((edge) => edge.from === cursor || edge.to === cursor);
    if (!lines.length) return;
    line = (line + step + lines.length) % lines.length;
    const edge = lines[line];
    app.point({ edge: edge.place });
    dom.say(`Line ${line + 1} of ${lines.length}: ${words.edge(edge)}.`);
  }

  function enter() {
    if (line < 0) return actions.choose({ node: cursor });
    const lines = app.view().edges.filter((edge) => edge.from === cursor || edge.to === cursor);
    return actions.choose({ edge: lines[line].place });
  }

  const subject = () => (document.activeElement === graph && cursor) || (store.get().selected || {}).node || cursor;
  const onSubject = (act) => () => {
    const id = subject();
    if (id) act(id);
    else dom.say("No node is chosen.");
  };

  // Keys of the whole page; those of the graph come before them.
  const SHORT = {
    "/": () => search.input.focus(),
    "?": () => help.showModal(),
    z: actions.undo,
    y: actions.redo,
    e: onSubject(actions.expand),
    f: onSubject(actions.fold),
    h: onSubject(actions.hide),
    p: onSubject((id) => actions.pin(id)),
    w: actions.whole,
    r: actions.reset,
    t: () => app.turn(store.get().view === "graph" ? "table" : "graph"),
    l: () => app.theme(),
    s: () => app.physics(),
    d: () => panel.element.focus(),
    0: () => app.fit(),
    "+": () => app.zoom(1.25),
    "-": () => app.zoom(0.8),
  };

  function onGraph(event) {
    if (WAYS[event.key]) {
      if (!cursor || !app.drawn().boxes.has(cursor)) stand(begin());
      else {
        const next = nearest(WAYS[event.key]);
        if (next) stand(next);
      }
    } else if (event.key === "Enter" || event.key === " ") {
      if (cursor) enter();
    } else if ((event.key === "." || event.key === ",") && dom.id("letters").checked) {
      if (cursor) along(event.key === "." ? 1 : -1);
    } else return false;
    event.preventDefault();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const { target } = event;
    if (target.matches("input:not([type=checkbox]), select, textarea")) return;
    if (target === graph && onGraph(event)) return;
    if (event.key === "Escape") {
      if (app.closeSheets()) return;
      if (store.get().selected) actions.choose(null);
      else if (document.body.classList.contains("panel-open")) app.sheet("panel", false);
      return;
    }
    if (!dom.id("letters").checked) return;
    const act = SHORT[event.key] || SHORT[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });

  graph.addEventListener("focus", () => {
    // Only who comes by key is shown where he stands.
    if (graph.matches(":focus-visible") && !cursor) stand(begin());
    else app.redraw();
  });
  graph.addEventListener("blur", () => app.redraw());

  return {
    cursor: () => (document.activeElement === graph && graph.matches(":focus-visible") ? cursor : null),
    /** A click moves where the keys go on from. */
    at(id) {
      cursor = id;
      line = -1;
    },
  };
})();
