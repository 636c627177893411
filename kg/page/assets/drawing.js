// A drawing: what a surface shows of a state. Boxes with places and text, lines, captions.

const drawing = (() => {
  let last = null; // what was drawn, and from what

  /**
   * Return the drawing of a state.
   * cursor: the node that the keyboard stands on; over: what the pointer is over.
   */
  function of(state, view, size, { cursor = null, over = null, physics = false } = {}) {
    // A large surface sets off by itself what the pointer is over.
    const pointed = scene.large ? null : over;
    const from = [view, state.pinned, state.selected, pointed, size.join(" "), look.version()];
    if (!last || last.from.some((each, index) => each !== from[index])) {
      last = { from, drawn: drawn(state, view, size, pointed) };
    }
    return { ...last.drawn, cursor, physics };
  }

  function drawn(state, view, size, over) {
    const sizes = measured(state, view, size);
    const places = plan.places(view, state, sizes);
    const alone = sizes.narrow && state.selected && state.selected.pair;
    const boxes = new Map();
    const near = over && over.node && !view.dimmed ? beside(view, over.node) : null;
    for (const [id, [x, y]] of places) {
      if (alone && !view.chain.has(id)) continue;
      boxes.set(id, boxOf(id, x, y, state, view, sizes, near));
    }
    const lines = view.edges
      .filter((edge) => edge.from !== edge.to && boxes.has(edge.from) && boxes.has(edge.to))
      .filter((edge) => !(alone && edge.kind === "verdict"))
      .map((edge) => lineOf(edge, state, view, over, near, sizes.many));
    for (const line of lines) if (line.label && !(over && over.edge === line.place) && covered(line, boxes)) line.label = "";
    const captions = alone ? [] : plan.captions(places, sizes);
    return { boxes, lines, captions, sizes, alone: Boolean(alone || sizes.local), least: least(sizes) };
  }

  function measured(state, view, size) {
    let loose = 0;
    for (const id of view.nodes) if (!plan.inColumn(scene.nodes.get(id)) && !view.chain.has(id)) loose += 1;
    return plan.fitting(...size, loose, { state, view });
  }

  /** How small a drawing may become to fit: large ones are looked at from afar. */
  function least(sizes) {
    if (sizes.large) return sizes.local ? 0.5 : 0.005;
    return sizes.many ? 0.1 : 0.9;
  }

  /** Whether the words of a line would lie behind a box, or seem to belong to another line. */
  function covered({ from, to }, boxes) {
    const [a, b] = [boxes.get(from), boxes.get(to)];
    const at = (part) => [a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part];
    const over = (box, [x, y], aside, above) => Math.abs(box.x - x) < box.width / 2 + aside && Math.abs(box.y - y) < box.height / 2 + above;
    const between = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map(at);
    return [...boxes.values()].some((box) =>
      over(box, at(0.5), 24, 6) || (box !== a && box !== b && between.some((point) => over(box, point, 0, 0))));
  }

  function beside(view, id) {
    const found = new Set([id]);
    for (const edge of view.edges) {
      if (edge.from === id) found.add(edge.to);
      if (edge.to === id) found.add(edge.from);
    }
    return found;
  }

  function boxOf(id, x, y, state, view, sizes, near) {
    const node = scene.nodes.get(id);
    const box = plan.box(node, sizes);
    const chosen = view.chain.has(id);
    const dim = (view.dimmed && !view.near.has(id)) || (near && !near.has(id));
    return {
      id,
      x,
      y,
      ...box,
      // Measuring letters takes long: only what is seen near is measured.
      get text() {
        return look.text(node, box);
      },
      shape: look.shape(node.kind),
      pinned: Object.hasOwn(state.pinned, id),
      strong: chosen,
      opacity: dim ? (view.dimmed ? 0.38 : 0.5) : 1,
    };
  }

  /** Lines that are not in question: results that only may be ones, and what is drawn by the hundred. */
  function calm(edge, many) {
    if (edge.kind === "verdict") return edge.coverage === "covered" ? 1 : 0.7;
    return many ? 0.45 : 1;
  }

  function lineOf(edge, state, view, over, near, many) {
    const style = look.line(edge);
    const lit = view.lit.has(edge.place);
    const pointed = over && over.edge === edge.place;
    const of = over && over.node && near && (edge.from === over.node || edge.to === over.node);
    const dim = (view.dimmed && !lit) || (near && !of);
    const single = lit && state.selected && !state.selected.node;
    return {
      place: edge.place,
      from: edge.from,
      to: edge.to,
      color: style.color,
      width: style.width + (pointed ? 1.4 : lit && edge.kind === "verdict" ? 0.8 : 0),
      dashes: style.dashes,
      arrow: Boolean(style.arrow),
      curved: edge.kind === "verdict",
      opacity: dim ? (view.dimmed ? 0.1 : 0.15) : lit || pointed ? 1 : calm(edge, many),
      // Another wording stands so near to its original that there is no room for words.
      label: pointed || (single && edge.kind !== "verdict" && edge.kind !== "renders") ? words.verb(edge) : "",
    };
  }

  return { of };
})();
