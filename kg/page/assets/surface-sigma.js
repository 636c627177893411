// The drawing surface over sigma and graphology, for large scenes. What a surface has and tells:
// see surface-vis.js. This one has no springs, and beside that:
//   camera()              where the reader looks; camera(state) looks there again
// Boxes and lines are drawn by the graphics card (sigma-boxes.js, sigma-lines.js), letters and what
// the pointer is over on a canvas above them (sigma-words.js).

surfaces.sigma = (element, heard) => {
  const SIDE = 1000; // units of the drawing to one of sigma
  const [NEAREST, FARTHEST] = [3, 0.003]; // pixels to a unit
  const MANY = 5000; // lines
  const SLOW = 90; // milliseconds between two pictures, and so many lines are left out while moving
  const CLOSE = 0.9;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const ids = [...scene.nodes.keys()];
  const keys = new Map(ids.map((id, place) => [id, String(place)]));

  let drawing = { boxes: new Map(), lines: [], captions: [], cursor: null, least: 1 };
  let cells = new Map();
  let over = {}; // {node, lines} or {line}
  let linesAt = new Map(); // by place
  let frame = 0;

  // --- colours and measures, as the programs ask for them ------------------------------------------

  const resolver = document.createElement("canvas").getContext("2d");
  const numbers = new Map();

  /** Any colour of the style sheet as #rrggbb or rgba(). */
  function resolved(color) {
    resolver.fillStyle = "#888888";
    resolver.fillStyle = color;
    return resolver.fillStyle;
  }

  function packed(color) {
    if (!numbers.has(color)) numbers.set(color, Sigma.utils.floatColor(resolved(color)));
    return numbers.get(color);
  }

  const parts = (name) => {
    const { r, g, b } = Sigma.utils.parseColor(resolved(look.color(name)));
    return [r / 255, g / 255, b / 255];
  };

  const now = { scale: 1, paper: [1, 1, 1], accent: [0, 0, 0], packed, normal: { x: (x) => x / SIDE, y: (y) => -y / SIDE } };
  const told = () => now;

  // --- sigma -------------------------------------------------------------------------------------

  const programs = sigmaLines();
  class Nothing extends Sigma.rendering.NodeCircleProgram {
    process() {}

    render() {}
  }
  const sigma = new Sigma(new graphology({ multi: true, type: "directed" }), element, {
    allowInvalidContainer: true,
    stagePadding: 0,
    renderLabels: false,
    enableEdgeEvents: true,
    enableCameraRotation: false,
    minCameraRatio: 0.1,
    maxCameraRatio: 400,
    zoomDuration: calm.matches ? 0 : 150,
    inertiaDuration: calm.matches ? 0 : 200,
    defaultNodeType: "box",
    defaultEdgeType: "straight",
    nodeProgramClasses: { box: sigmaBoxes()(told) },
    nodeHoverProgramClasses: { box: Nothing },
    edgeProgramClasses: { straight: programs.straight(told), bow: programs.bow(told) },
    defaultDrawNodeHover: () => {},
  });
  const camera = sigma.getCamera();
  sigma.setCustomBBox({ x: [0, SIDE], y: [0, SIDE] });
  sigma.createCanvasContext("words", { beforeLayer: "mouse" });
  sigma.resize(true);
  const canvas = sigma.getCanvases().words;
  const ctx = canvas.getContext("2d");

  const shorter = () => Math.min(element.clientWidth, element.clientHeight) || 1;
  const scaleOf = (ratio) => shorter() / (ratio * SIDE);
  const ratioOf = (scale) => shorter() / (Math.min(Math.max(scale, FARTHEST), NEAREST) * SIDE);
  const middle = (x, y) => ({ x: x / SIDE, y: -y / SIDE });

  function measure() {
    now.scale = scaleOf(camera.getState().ratio);
  }

  sigma.on("beforeRender", measure);
  sigma.on("resize", measure);

  /** Where a place of the drawing is on the element. */
  function at(x, y) {
    const state = camera.getState();
    const scale = scaleOf(state.ratio);
    return [
      element.clientWidth / 2 + (x - state.x * SIDE) * scale,
      element.clientHeight / 2 + (y + state.y * SIDE) * scale,
    ];
  }

  /** What place of the drawing is there on the element. */
  function under(x, y) {
    const state = camera.getState();
    const scale = scaleOf(state.ratio);
    return [(x - element.clientWidth / 2) / scale + state.x * SIDE, (y - element.clientHeight / 2) / scale - state.y * SIDE];
  }

  // --- what stands above -------------------------------------------------------------------------

  const ends = (line) => programs.ends(line, drawing.boxes.get(line.from), drawing.boxes.get(line.to));

  function write() {
    const [width, height] = [element.clientWidth, element.clientHeight];
    const { scale } = now;
    ctx.clearRect(0, 0, width, height);
    ctx.textBaseline = "alphabetic";
    ctx.textAlign = "left";
    if (scale >= sigmaWords.LEGIBLE) {
      const seen = sigmaWords.within(cells, [...under(0, 0), ...under(width, height)]);
      if (seen) sigmaWords.letters(ctx, seen.filter((box) => !box.strong), at, scale);
    }
    ctx.textBaseline = "alphabetic";
    sigmaWords.captions(ctx, drawing.captions, at, scale, [width, height]);
    for (const line of drawing.lines) {
      if (line.label) sigmaWords.label(ctx, line.label, ends(line), at);
    }
    for (const box of special) {
      if (box.strong) sigmaWords.readable(ctx, box, at, scale);
      else sigmaWords.pin(ctx, box, at, scale);
    }
    sigmaWords.pointed(ctx, over, drawing, ends, at, scale);
    const stood = drawing.cursor && drawing.boxes.get(drawing.cursor);
    if (stood) sigmaWords.readable(ctx, stood, at, scale, true);
  }

  let special = []; // boxes that are always written in, or pinned

  function writeSoon() {
    if (!frame) frame = requestAnimationFrame(() => {
      frame = 0;
      write();
    });
  }

  // Where a picture takes long, above all without a graphics card, lines are left out while moving.
  let slow = false;
  if (drawnBySoftware()) hasten();
  let before = 0;
  sigma.on("afterRender", () => {
    write();
    const moment = performance.now();
    const moving = camera.isAnimated() || sigma.getMouseCaptor().isMoving;
    if (moving && drawing.lines.length > MANY && moment - before > SLOW && moment - before < 2000) hasten();
    before = moment;
  });

  function drawnBySoftware() {
    const gl = element.querySelector(".sigma-nodes").getContext("webgl2");
    const told_ = gl && gl.getExtension("WEBGL_debug_renderer_info");
    return /swiftshader|llvmpipe|softpipe|software/i.test(told_ ? gl.getParameter(told_.UNMASKED_RENDERER_WEBGL) : "");
  }

  function hasten() {
    if (slow) return;
    slow = true;
    sigma.setSetting("hideEdgesOnMove", true);
  }


  // --- drawing -----------------------------------------------------------------------------------

  const attributesOf = (box) => ({ x: box.x, y: -box.y, box });
  const typeOf = (line) => (line.curved ? "bow" : "straight");

  function graphOf({ boxes, lines }) {
    const graph = new graphology({ multi: true, type: "directed" });
    for (const box of boxes.values()) graph.addNode(keys.get(box.id), attributesOf(box));
    for (const line of lines) {
      graph.addEdgeWithKey(String(line.place), keys.get(line.from), keys.get(line.to), { type: typeOf(line), line });
    }
    return graph;
  }

  const sameBox = (a, b) =>
    a.x === b.x && a.y === b.y && a.opacity === b.opacity && a.strong === b.strong &&
    a.shape === b.shape && a.width === b.width && a.height === b.height;
  const sameLine = (a, b) =>
    a.color === b.color && a.width === b.width && a.opacity === b.opacity && a.dashes === b.dashes;

  /** Whether two drawings have the same boxes and lines, however these look. */
  function alike(next) {
    return next.boxes.size === drawing.boxes.size && next.lines.length === drawing.lines.length &&
      [...next.boxes.keys()].every((id) => drawing.boxes.has(id)) &&
      next.lines.every((line, index) => line.place === drawing.lines[index].place);
  }

  /** Give sigma only what looks otherwise than it did. */
  function update(next) {
    const graph = sigma.getGraph();
    const nodes = [];
    const edges = [];
    const moved = new Set();
    for (const box of next.boxes.values()) {
      const was = drawing.boxes.get(box.id);
      // Told by itself below: sigma would otherwise work out everything anew for each.
      Object.assign(graph.getNodeAttributes(keys.get(box.id)), attributesOf(box));
      if (sameBox(box, was)) continue;
      nodes.push(keys.get(box.id));
      if (box.x !== was.x || box.y !== was.y) moved.add(box.id);
    }
    next.lines.forEach((line, index) => {
      graph.getEdgeAttributes(String(line.place)).line = line;
      if (sameLine(line, drawing.lines[index]) && !moved.has(line.from) && !moved.has(line.to)) return;
      edges.push(String(line.place));
    });
    return { nodes, edges };
  }

  function draw(next) {
    now.paper = parts("paper");
    now.accent = parts("accent");
    const same = next.boxes === drawing.boxes && next.lines === drawing.lines;
    const partial = !same && alike(next) ? update(next) : null;
    drawing = next;
    if (same) {
      writeSoon();
      return;
    }
    cells = sigmaWords.index(drawing.boxes);
    linesAt = new Map(drawing.lines.map((line) => [line.place, line]));
    special = [...drawing.boxes.values()].filter((box) => box.strong || box.pinned);
    over = {};
    if (partial) sigma.refresh({ partialGraph: partial, skipIndexation: true, schedule: true });
    else replace(graphOf(drawing));
  }

  /** Give sigma another graph, with one picture of it at the next frame and none before. */
  function replace(graph) {
    sigma.render = () => sigma.scheduleRender();
    try {
      sigma.setGraph(graph);
    } finally {
      delete sigma.render;
    }
  }

  // --- what the reader does ----------------------------------------------------------------------

  function point(target) {
    over = {};
    if (target && target.node) {
      over = { node: target.node, lines: drawing.lines.filter((line) => line.from === target.node || line.to === target.node) };
    } else if (target) over = { line: linesAt.get(target.edge) };
    writeSoon();
    heard.point(target);
  }

  let dragged = null;
  let dropped = 0;

  sigma.on("enterNode", ({ node }) => dragged || point({ node: ids[node] }));
  sigma.on("leaveNode", () => dragged || point(null));
  sigma.on("enterEdge", ({ edge }) => dragged || point({ edge: Number(edge) }));
  sigma.on("leaveEdge", () => dragged || point(null));

  // What ends a drag is no click.
  const clicked = (target) => performance.now() - dropped > 80 && heard.choose(target);
  sigma.on("clickNode", ({ node }) => clicked({ node: ids[node] }));
  sigma.on("clickEdge", ({ edge }) => clicked({ edge: Number(edge) }));
  sigma.on("clickStage", () => clicked(null));
  sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
    preventSigmaDefault();
    heard.open(ids[node]);
  });

  const FAR = 4; // pixels that make a drag of a click
  sigma.on("downNode", ({ node, event }) => {
    const box = drawing.boxes.get(ids[node]);
    dragged = { box, node, from: [event.x, event.y], place: [box.x, box.y], moved: false };
  });
  sigma.on("moveBody", ({ event, preventSigmaDefault }) => {
    if (!dragged) return;
    preventSigmaDefault();
    const [dx, dy] = [event.x - dragged.from[0], event.y - dragged.from[1]];
    if (!dragged.moved && Math.hypot(dx, dy) < FAR) return;
    dragged.moved = true;
    const { box, node, place } = dragged;
    Object.assign(box, { x: place[0] + dx / now.scale, y: place[1] + dy / now.scale });
    const graph = sigma.getGraph();
    Object.assign(graph.getNodeAttributes(node), attributesOf(box));
    sigma.refresh({ partialGraph: { nodes: [node], edges: graph.edges(node) }, skipIndexation: true, schedule: true });
  });

  function drop() {
    const was = dragged;
    dragged = null;
    if (!was || !was.moved) return;
    dropped = performance.now();
    heard.move(was.box.id, was.box.x, was.box.y);
  }

  sigma.on("upNode", drop);
  sigma.on("upEdge", drop);
  sigma.on("upStage", drop);

  let known = "";
  new ResizeObserver(() => {
    const size = `${element.clientWidth} ${element.clientHeight}`;
    if (size === known || !element.clientWidth) return;
    known = size;
    sigma.resize();
    sigma.scheduleRender();
    heard.resize();
  }).observe(element);

  // --- the camera --------------------------------------------------------------------------------

  function go(state, gently) {
    const smooth = gently && !calm.matches && !(slow && drawing.lines.length > MANY);
    if (smooth) camera.animate(state, { duration: 250, easing: "quadraticInOut" });
    else camera.setState(state);
  }

  function fit(wanted, gently) {
    const boxes = wanted ? wanted.map((id) => drawing.boxes.get(id)).filter(Boolean) : [...drawing.boxes.values()];
    const [width, height] = [element.clientWidth, element.clientHeight];
    if (!boxes.length || !width) return;
    const { left, top, right, bottom } = paint.bounds(boxes, drawing.captions);
    const pad = 18;
    const scale = Math.min(1.1, Math.max(Math.min((width - 2 * pad) / (right - left), (height - 2 * pad) / (bottom - top)), drawing.least));
    const y = (bottom - top) * scale > height - 2 * pad ? top + (height / 2 - pad) / scale : (top + bottom) / 2;
    go({ ...middle((left + right) / 2, y), ratio: ratioOf(scale) }, gently);
  }

  return {
    size: () => [element.clientWidth, element.clientHeight],
    draw,
    fit,
    zoom(factor) {
      go({ ratio: ratioOf(scaleOf(camera.getState().ratio) * factor) }, false);
    },
    /** Bring a node into sight, and near enough to be read. */
    reveal(id, below = 0) {
      const box = drawing.boxes.get(id);
      if (!box) return;
      const scale = scaleOf(camera.getState().ratio);
      const [x, y] = at(box.x, box.y);
      const [width, height] = [element.clientWidth, element.clientHeight - below];
      const legible = scale >= sigmaWords.LEGIBLE;
      if (legible && x > 40 && y > 20 && x < width - 40 && y < height - 20) return;
      const next = legible ? scale : CLOSE;
      go({ ...middle(box.x, box.y + below / 2 / next), ratio: ratioOf(next) }, true);
    },
    settle() {},
    moved: () => new Map([...drawing.boxes.values()].map((box) => [box.id, [box.x, box.y]])),
    at(id) {
      const box = drawing.boxes.get(id);
      return at(box.x, box.y);
    },
    camera(state) {
      if (!state) return camera.getState();
      go(state, true);
      return state;
    },
    /** Draw at once what would be drawn at the next frame: for who reads the picture. */
    now: () => sigma.refresh({ partialGraph: {}, skipIndexation: true }),
  };
};
