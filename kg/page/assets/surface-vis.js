// The drawing surface over vis-network.
//
// A surface is made by surfaces[name](element, heard) and has:
//   size()                width and height in CSS pixels
//   draw(drawing)         shows a drawing (see drawing.js): boxes, lines, captions, cursor
//   fit(ids, gently)      brings nodes into sight; without ids the whole drawing
//   zoom(factor)          nearer or farther
//   reveal(id, below)     brings a node into sight; `below`: covered pixels at the bottom
//   physics(on)           lets springs move what is not pinned, and stops them
//   settle()              the next drawing undoes what springs have moved
//   moved()               places of all nodes, as they stand now: Map of id to [x, y]
//   at(id)                where a node stands on the element, in CSS pixels
// and tells, through `heard`: choose({node}|{edge}|null), open(id), point({node}|{edge}|null),
// move(id, x, y) when a node was dragged, resize().
// Nothing outside the surface knows what library draws it.

const surfaces = {};

surfaces.vis = (element, heard) => {
  const made = embedded("vis");
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const lines = new Map(made.edges.map((edge) => [edge.id, edge]));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let drawing = { boxes: new Map(), lines: [], captions: [], cursor: null };
  let signs = new Map();
  let lineSigns = new Map();

  const network = new vis.Network(
    element,
    { nodes, edges },
    {
      ...made.options,
      autoResize: false,
      physics: { enabled: false, solver: "repulsion", repulsion: { nodeDistance: 130, springLength: 170 } },
      interaction: {
        ...made.options.interaction,
        multiselect: false,
        hover: true,
        keyboard: false,
        selectConnectedEdges: false,
        hoverConnectedEdges: false,
        tooltipDelay: 1e9,
        zoomSpeed: 0.6,
      },
      nodes: { ...made.options.nodes, shape: "custom", chosen: false, labelHighlightBold: false },
      edges: { ...made.options.edges, chosen: false, selectionWidth: 0, hoverWidth: 0 },
    },
  );

  // --- drawing -----------------------------------------------------------------------------------

  const renderer = ({ ctx, id, x, y }) => ({
    drawNode() {
      const box = drawing.boxes.get(id);
      if (box) paint.box(ctx, box, x, y, { cursor: drawing.cursor === id, scale: network.getScale() });
    },
    nodeDimensions: drawing.boxes.has(id)
      ? { width: drawing.boxes.get(id).width, height: drawing.boxes.get(id).height }
      : { width: 1, height: 1 },
  });

  network.on("beforeDrawing", (ctx) => drawing.captions.forEach((caption) => paint.caption(ctx, caption)));

  function nodeOf(box) {
    return {
      id: box.id,
      x: box.x,
      y: box.y,
      // The size is told at once: a click right after must find the whole box.
      size: box.height / 2,
      fixed: box.pinned && drawing.physics ? { x: true, y: true } : false,
      ctxRenderer: renderer,
    };
  }

  function edgeOf(line) {
    return {
      ...lines.get(line.place),
      id: line.place,
      from: line.from,
      to: line.to,
      width: line.width,
      dashes: line.dashes.length ? line.dashes : false,
      color: { color: line.color, opacity: line.opacity, inherit: false },
      arrows: { to: { enabled: line.arrow, scaleFactor: 0.45 } },
      label: line.label || undefined,
      font: { size: 11, face: look.FONT, color: look.color("ink-2"), strokeWidth: 4, strokeColor: look.color("paper"), align: "horizontal" },
      smooth: line.curved
        ? { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: paint.BEND }
        : { enabled: false },
    };
  }

  /** Give the library only what differs from what it has. */
  function pass(set, known, wanted, sign, item) {
    const next = new Map();
    const changed = [];
    for (const each of wanted) {
      const key = each.id === undefined ? each.place : each.id;
      const text = sign(each);
      if (known.get(key) !== text) changed.push(item(each));
      next.set(key, text);
    }
    const gone = [...known.keys()].filter((key) => !next.has(key));
    if (gone.length) set.remove(gone);
    if (changed.length) set.update(changed);
    return next;
  }

  // --- what the reader does ----------------------------------------------------------------------

  const edgeAt = (point) => {
    const found = network.getEdgeAt(point);
    return found === undefined ? null : { edge: found };
  };

  network.on("click", ({ pointer }) => {
    const id = network.getNodeAt(pointer.DOM);
    heard.choose(id === undefined ? edgeAt(pointer.DOM) : { node: id });
  });
  network.on("doubleClick", ({ pointer }) => {
    const id = network.getNodeAt(pointer.DOM);
    if (id !== undefined) heard.open(id);
  });
  network.on("hoverNode", ({ node }) => heard.point({ node }));
  network.on("hoverEdge", ({ edge }) => heard.point({ edge }));
  network.on("blurNode", () => heard.point(null));
  network.on("blurEdge", () => heard.point(null));
  network.on("dragEnd", ({ nodes: dragged }) => {
    if (dragged.length !== 1) return;
    const { x, y } = network.getPosition(dragged[0]);
    heard.move(dragged[0], x, y);
  });

  let known = "";
  new ResizeObserver(() => {
    const now = `${element.clientWidth} ${element.clientHeight}`;
    if (now === known || !element.clientWidth) return;
    known = now;
    network.setSize("100%", "100%");
    network.redraw();
    heard.resize();
  }).observe(element);

  // --- the camera --------------------------------------------------------------------------------

  function fit(ids, gently) {
    const boxes = ids ? ids.map((id) => drawing.boxes.get(id)).filter(Boolean) : [...drawing.boxes.values()];
    if (!boxes.length) return;
    const [width, height] = [element.clientWidth, element.clientHeight];
    const { left, top, right, bottom } = paint.bounds(boxes, drawing.captions);
    const pad = 14;
    const across = (width - 2 * pad) / (right - left);
    // What is much taller than the surface is shown from the top, in letters that can be read.
    const scale = Math.min(1, across, Math.max((height - 2 * pad) / (bottom - top), drawing.least));
    const y = (bottom - top) * scale > height - 2 * pad ? top + (height / 2 - pad) / scale : (top + bottom) / 2;
    const position = { x: (left + right) / 2, y };
    const animation = gently && !calm.matches ? { duration: 250, easingFunction: "easeInOutQuad" } : false;
    network.moveTo({ position, scale, animation });
  }

  return {
    size: () => [element.clientWidth, element.clientHeight],
    draw(next) {
      drawing = next;
      const sign = (box) => `${paint.sign(box)} ${box.pinned && drawing.physics}`;
      signs = pass(nodes, signs, drawing.boxes.values(), sign, nodeOf);
      lineSigns = pass(edges, lineSigns, drawing.lines, (line) => JSON.stringify(line), edgeOf);
      network.redraw();
    },
    fit,
    zoom: (factor) => network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 6) }),
    /** Bring a node into sight if it is out of it; `below`: pixels at the bottom that are covered. */
    reveal(id, below = 0) {
      const box = drawing.boxes.get(id);
      if (!box) return;
      const { x, y } = network.canvasToDOM({ x: box.x, y: box.y });
      const [width, height] = [element.clientWidth, element.clientHeight - below];
      if (x > 40 && y > 20 && x < width - 40 && y < height - 20) return;
      network.moveTo({ position: { x: box.x, y: box.y + below / 2 / network.getScale() } });
    },
    physics(on) {
      network.setOptions({ physics: { enabled: on } });
      if (!on) return;
      if (calm.matches) network.stabilize(200);
      else network.startSimulation();
    },
    settle() {
      // The next drawing puts every node in its place again, also where springs have moved it.
      signs = new Map([...signs.keys()].map((id) => [id, ""]));
    },
    moved: () =>
      new Map(Object.entries(network.getPositions([...drawing.boxes.keys()])).map(([id, { x, y }]) => [id, [x, y]])),
    at(id) {
      const { x, y } = network.canvasToDOM(network.getPosition(id));
      return [x, y];
    },
  };
};
