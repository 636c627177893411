// A drawing as an SVG file: the shown places, with title, legend and what it was made from.

const picture = (() => {
  const { svg } = dom;
  const PAD = 28;

  function path({ from, to, curved }) {
    if (!curved) return `M${from.x} ${from.y}L${to.x} ${to.y}`;
    const bend = (to.x - from.x) * paint.BEND;
    return `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
  }

  function line(each, boxes) {
    const ends = { from: boxes.get(each.from), to: boxes.get(each.to), curved: each.curved };
    const found = [svg("path", {
      d: path(ends), fill: "none", stroke: each.color, "stroke-width": each.width, "stroke-opacity": each.opacity,
      "stroke-dasharray": each.dashes.join(" ") || null, "data-line": String(each.place),
    }, svg("title", {}, words.edge(scene.edges[each.place])))];
    if (each.arrow) found.push(head(each, ends));
    if (each.label) found.push(svg("text", {
      x: (ends.from.x + ends.to.x) / 2, y: (ends.from.y + ends.to.y) / 2, "font-size": 11, "text-anchor": "middle",
      fill: look.color("ink-2"), stroke: look.color("paper"), "stroke-width": 4, "paint-order": "stroke",
    }, each.label));
    return found;
  }

  /** The head of an arrow, where a straight line meets the box that it leads to. */
  function head(each, { from, to }) {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy) || 1;
    const inside = Math.min(to.width / 2 / (Math.abs(dx) || 1e-9), to.height / 2 / (Math.abs(dy) || 1e-9), 1);
    const [x, y] = [to.x - dx * inside, to.y - dy * inside];
    const [ux, uy] = [dx / length, dy / length];
    const corner = (along, aside) => `${(x - ux * along - uy * aside).toFixed(1)},${(y - uy * along + ux * aside).toFixed(1)}`;
    return svg("polygon", { points: `${corner(0, 0)} ${corner(8, 3.2)} ${corner(8, -3.2)}`, fill: each.color, "fill-opacity": each.opacity });
  }

  function box(each) {
    const { shape, x, y, width, height, size, text } = each;
    const [left, top] = [x - width / 2, y - height / 2];
    const nose = Math.min(9, height / 2);
    const style = {
      fill: shape.fill, stroke: each.strong ? look.color("accent") : shape.stroke,
      "stroke-width": each.strong ? 2.4 : 1.1, "stroke-dasharray": each.strong ? null : shape.dashes.join(" ") || null,
    };
    const outline = shape.cut
      ? svg("polygon", { ...style, points: `${left + nose},${top} ${left + width - nose},${top} ${left + width},${y} ${left + width - nose},${top + height} ${left + nose},${top + height} ${left},${y}` })
      : svg("rect", { ...style, x: left, y: top, width, height, rx: Math.min(shape.radius, height / 2) });
    const bars = { left: [left + 1, top + 3, 3, height - 6], right: [left + width - 4, top + 1, 3, height - 2], top: [left + 1, top + 1, width - 2, 3] }[shape.bar];
    const step = size * 1.2;
    const begin = y - ((text.lines.length - 1) * step) / 2 + size * 0.36;
    const ground = outline.cloneNode();
    ground.setAttribute("fill", look.color("paper"));
    ground.setAttribute("stroke", "none");
    return svg("g", { "data-node": each.id }, ground, svg("g", { opacity: each.opacity === 1 ? null : each.opacity },
      svg("title", {}, scene.nodes.get(each.id).label),
      outline,
      bars ? svg("rect", { x: bars[0], y: bars[1], width: bars[2], height: bars[3], fill: shape.stroke }) : null,
      text.date ? svg("text", { x: left + 9, y: begin, "font-size": size - 1, fill: look.color("ink-2") }, text.date) : null,
      text.lines.map((each_, index) => svg("text", { x: left + 9 + text.indent, y: begin + index * step, "font-size": size, fill: look.color("ink") }, each_))));
  }

  /** The verdicts that are drawn. */
  function verdicts(drawn) {
    const seen = new Map();
    for (const each of drawn.lines) {
      const edge = scene.edges[each.place];
      if (edge.kind !== "verdict") continue;
      const list = scene.verdicts(scene.pairs[edge.pair]);
      seen.set(edge.verdict, scene.code(list, edge.verdict));
    }
    return [...seen.values()];
  }

  /** Their names with their patterns, in as many rows as the width needs. */
  function key(drawn, x, y, width) {
    const found = [];
    let [left, top] = [x, y];
    for (const entry of verdicts(drawn)) {
      const room = 46 + entry.label.length * 6.4 + 18;
      if (left > x && left + room > x + width) [left, top] = [x, top + 18];
      const style = look.verdict(entry, "covered");
      found.push(
        svg("line", { x1: left, y1: top, x2: left + 38, y2: top, stroke: style.color, "stroke-width": style.width, "stroke-dasharray": style.dashes.join(" ") || null }),
        svg("text", { x: left + 44, y: top + 4, "font-size": 11.5, fill: look.color("ink") }, entry.label),
      );
      left += room;
    }
    return { marks: found, bottom: top };
  }

  function bounds(drawn) {
    let [left, top, right, bottom] = [0, 0, 320, 0];
    for (const { x, y, width, height } of drawn.boxes.values()) {
      left = Math.min(left, x - width / 2);
      right = Math.max(right, x + width / 2);
      top = Math.min(top, y - height / 2);
      bottom = Math.max(bottom, y + height / 2);
    }
    for (const { y, size } of drawn.captions) top = Math.min(top, y - size);
    return [left, top, right, bottom];
  }

  /** What the picture was made from, and what it does not say. */
  function made() {
    const { meta } = scene;
    return `${meta.data.files.join(", ")}, SHA-256 ${meta.data.sha256.slice(0, 12)}; ${meta.program.name} ${meta.program.version}${meta.as_of ? `; as of ${meta.as_of}` : ""}. ${meta.note}`;
  }

  /** Return a drawing as an <svg> element. */
  function of(drawn, size) {
    const [left, top, right, bottom] = bounds(drawn);
    const { marks, bottom: end } = key(drawn, left, bottom + 34, right - left);
    const head = 46;
    const foot = end + 22;
    const width = right - left + 2 * PAD;
    const height = foot + 16 + PAD - (top - head - PAD);
    const box_ = [left - PAD, top - head - PAD, width, height];
    const { meta } = scene;
    return svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: box_.map((n) => Math.round(n * 10) / 10).join(" "), width: Math.round(width), height: Math.round(height), "font-family": look.FONT.replaceAll('"', "'"), role: "img" },
      svg("title", {}, meta.title),
      svg("rect", { x: box_[0], y: box_[1], width, height, fill: look.color("paper") }),
      svg("text", { x: left, y: top - head + 12, "font-size": 18, "font-weight": 600, fill: look.color("ink") }, meta.title),
      drawn.lines.map((each) => line(each, drawn.boxes)),
      drawn.captions.map((each) => svg("text", { x: each.x, y: each.y, "font-size": each.size, "font-weight": each.strong ? 600 : 400, fill: look.color(each.strong ? "ink" : "ink-2") }, each.text)),
      [...drawn.boxes.values()].map(box),
      marks,
      svg("text", { x: left, y: foot, "font-size": 10.5, fill: look.color("ink-2") }, made()));
  }

  // --- the same on a canvas, where an SVG file would have more parts than a browser can bear ---------

  const MANY = 4000; // boxes and lines
  const LARGEST = 8000; // pixels of the longer side
  const many = (drawn) => drawn.boxes.size + drawn.lines.length > MANY;

  function stroke(ctx, each, boxes) {
    const [from, to] = [boxes.get(each.from), boxes.get(each.to)];
    ctx.globalAlpha = each.opacity;
    ctx.strokeStyle = each.color;
    ctx.lineWidth = each.width;
    ctx.setLineDash(each.dashes);
    ctx.stroke(new Path2D(path({ from, to, curved: each.curved })));
    ctx.globalAlpha = 1;
  }

  /** The verdicts with their patterns, in one row. */
  function signs(ctx, drawn, y, letter) {
    let x = PAD;
    ctx.font = look.font(letter);
    for (const entry of verdicts(drawn)) {
      const style = look.verdict(entry, "covered");
      const size = letter / 12;
      ctx.strokeStyle = style.color;
      ctx.lineWidth = style.width * size;
      ctx.setLineDash(style.dashes.map((length) => length * size));
      ctx.beginPath();
      ctx.moveTo(x, y - letter * 0.35);
      ctx.lineTo(x + letter * 3.4, y - letter * 0.35);
      ctx.stroke();
      ctx.fillText(entry.label, x + letter * 4, y);
      x += letter * 6 + ctx.measureText(entry.label).width;
    }
    ctx.setLineDash([]);
  }

  /** Return a drawing as a <canvas>, as large as it is or as large as may be. */
  function painted(drawn) {
    const [left, top, right, bottom] = bounds(drawn);
    const [width, height] = [right - left + 2 * PAD, bottom - top];
    // Words about the picture have one size on it, however much of it there is.
    const letter = Math.max(13, Math.min(width, height) / 60);
    const [head, foot] = [PAD + 2 * letter, PAD + 3.5 * letter];
    const scale = Math.min(2, LARGEST / Math.max(width, height + head + foot));
    const canvas = dom.el("canvas", { width: String(Math.round(width * scale)), height: String(Math.round((height + head + foot) * scale)) });
    const ctx = canvas.getContext("2d");
    ctx.fillStyle = look.color("paper");
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.scale(scale, scale);
    ctx.fillStyle = look.color("ink");
    ctx.font = look.font(letter * 1.2, true);
    ctx.fillText(scene.meta.title, PAD, PAD + letter);
    ctx.font = look.font(letter * 0.7);
    ctx.fillText(made(), PAD, height + head + foot - PAD * 0.6, width - 2 * PAD);
    signs(ctx, drawn, height + head + 1.6 * letter, letter * 0.8);
    ctx.translate(PAD - left, head - top);
    drawn.lines.forEach((each) => stroke(ctx, each, drawn.boxes));
    ctx.setLineDash([]);
    for (const each of drawn.boxes.values()) paint.box(ctx, each, each.x, each.y, { scale });
    drawn.captions.forEach((each) => paint.caption(ctx, each));
    return canvas;
  }

  /** A drawing to print: an <svg>, or an <img> where there is much of it. */
  function printed(drawn) {
    if (!many(drawn)) return of(drawn);
    return dom.el("img", { src: painted(drawn).toDataURL("image/png"), alt: scene.meta.title });
  }

  return { of, painted, printed, many };
})();
