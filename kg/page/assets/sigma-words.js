// What stands above the graphics card's boxes and lines on a large surface, on a canvas: letters of
// what is near enough to read, what is chosen or pointed at in a size that can be read, and names.

const sigmaWords = (() => {
  const LEGIBLE = 0.52; // so many pixels to a unit, and the letters in boxes can be read
  const MOST = 1500; // boxes to be written in at once
  const NEAR = 0.3; // from here on names are told again in every column
  const CELL = 512;
  const READABLE = 0.92;
  const LINES = 400; // of a node pointed at

  /** Boxes by the cell of the plane that they begin in. */
  function index(boxes) {
    const cells = new Map();
    for (const box of boxes.values()) {
      const key = `${Math.floor(box.x / CELL)} ${Math.floor(box.y / CELL)}`;
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(box);
    }
    return cells;
  }

  /** Boxes within a part of the plane; null if there are too many to write in. */
  function within(cells, [left, top, right, bottom]) {
    const found = [];
    for (let x = Math.floor((left - 200) / CELL); x <= Math.floor((right + 200) / CELL); x += 1) {
      for (let y = Math.floor((top - 30) / CELL); y <= Math.floor((bottom + 30) / CELL); y += 1) {
        found.push(...(cells.get(`${x} ${y}`) || []));
        if (found.length > MOST) return null;
      }
    }
    return found;
  }

  /** Draw a box at its place, but never smaller than can be read. */
  function readable(ctx, box, at, scale, cursor = false) {
    const [x, y] = at(box.x, box.y);
    const size = scale >= LEGIBLE ? scale : READABLE;
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(size, size);
    paint.box(ctx, box, 0, 0, { cursor, scale: size });
    ctx.restore();
  }

  function letters(ctx, boxes, at, scale) {
    for (const box of boxes) {
      const [x, y] = at(box.x, box.y);
      ctx.save();
      ctx.translate(x, y);
      ctx.scale(scale, scale);
      ctx.globalAlpha = box.opacity;
      paint.lettering(ctx, box, 0, 0);
      ctx.restore();
    }
  }

  function pin(ctx, box, at, scale) {
    const [x, y] = at(box.x + box.width / 2, box.y - box.height / 2);
    ctx.fillStyle = look.color("accent");
    ctx.beginPath();
    ctx.arc(x - 3 * scale, y + 3 * scale, Math.max(4 * scale, 2.5), 0, 7);
    ctx.fill();
  }

  /** Names in a size that can be read; what would stand upon another is left out. */
  function captions(ctx, all, at, scale, [width, height]) {
    const taken = [];
    for (const each of all) {
      if (each.again && scale < NEAR) continue;
      const [column, y] = at(each.x, each.y);
      const size = each.size * Math.min(Math.max(scale, each.strong ? 0.95 : 0.85), 1.2);
      if (column > width || y < 0 || y > height + size) continue;
      ctx.font = look.font(size, each.strong);
      const wide = ctx.measureText(each.text).width;
      const x = Math.min(column, Math.max(width - wide - 6, column - wide));
      const box = [x - 2, y - size, x + wide + 2, y + 3];
      if (box[2] < 0 || taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      taken.push(box);
      outlined(ctx, each.text, x, y, look.color(each.strong ? "ink" : "ink-2"));
    }
  }

  function outlined(ctx, text, x, y, color) {
    ctx.lineWidth = 4;
    ctx.lineJoin = "round";
    ctx.strokeStyle = look.color("paper");
    ctx.strokeText(text, x, y);
    ctx.fillStyle = color;
    ctx.fillText(text, x, y);
  }

  function trace(ctx, line, [from, to], at) {
    const [x1, y1] = at(...from);
    const [x2, y2] = at(...to);
    ctx.beginPath();
    ctx.moveTo(x1, y1);
    if (line.curved) {
      const bend = (x2 - x1) * paint.BEND;
      ctx.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
    } else ctx.lineTo(x2, y2);
    ctx.strokeStyle = line.color;
    ctx.lineWidth = line.width + 1.4;
    ctx.setLineDash(line.dashes);
    ctx.stroke();
    ctx.setLineDash([]);
  }

  function label(ctx, text, [from, to], at) {
    const [x1, y1] = at(...from);
    const [x2, y2] = at(...to);
    ctx.font = look.font(11);
    ctx.textAlign = "center";
    outlined(ctx, text, (x1 + x2) / 2, (y1 + y2) / 2 + 4, look.color("ink-2"));
    ctx.textAlign = "left";
  }

  /** What the pointer is over: the line, or the node with its lines and what they lead to. */
  function pointed(ctx, over, drawing, ends, at, scale) {
    if (over.line) {
      trace(ctx, over.line, ends(over.line), at);
      label(ctx, words.verb(scene.edges[over.line.place]), ends(over.line), at);
    }
    const box = over.node && drawing.boxes.get(over.node);
    if (!box) return;
    for (const line of over.lines.slice(0, LINES)) trace(ctx, line, ends(line), at);
    readable(ctx, { ...box, text: box.text, opacity: 1 }, at, scale);
  }

  return { LEGIBLE, index, within, readable, letters, pin, captions, label, pointed };
})();
