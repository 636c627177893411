// Boxes and captions on a canvas. picture.js draws the same as SVG.

const paint = (() => {
  const BEND = 0.75; // how far the curve of a line runs level before it turns

  function outline(ctx, shape, x, y, width, height) {
    const [left, top] = [x - width / 2, y - height / 2];
    ctx.beginPath();
    if (shape.cut) {
      const nose = Math.min(9, height / 2);
      ctx.moveTo(left + nose, top);
      ctx.lineTo(left + width - nose, top);
      ctx.lineTo(left + width, y);
      ctx.lineTo(left + width - nose, top + height);
      ctx.lineTo(left + nose, top + height);
      ctx.lineTo(left, y);
      ctx.closePath();
    } else {
      ctx.roundRect(left, top, width, height, Math.min(shape.radius, height / 2));
    }
  }

  function bar(ctx, shape, x, y, width, height) {
    const [left, top] = [x - width / 2, y - height / 2];
    ctx.save();
    ctx.clip();
    ctx.fillStyle = shape.stroke;
    if (shape.bar === "left") ctx.fillRect(left, top, 4, height);
    if (shape.bar === "right") ctx.fillRect(left + width - 4, top, 4, height);
    if (shape.bar === "top") ctx.fillRect(left, top, width, 3);
    ctx.restore();
  }

  /** Draw a box and its text about a point. */
  function box(ctx, each, x, y, { cursor = false, scale = 1 } = {}) {
    const { shape, width, height, size } = each;
    ctx.save();
    outline(ctx, shape, x, y, width, height);
    // What steps back still covers the lines below it.
    ctx.fillStyle = look.color("paper");
    ctx.fill();
    ctx.globalAlpha = each.opacity;
    ctx.fillStyle = shape.fill;
    ctx.fill();
    if (shape.bar) bar(ctx, shape, x, y, width, height);
    outline(ctx, shape, x, y, width, height);
    ctx.lineWidth = each.strong ? 2.4 : 1.1;
    ctx.strokeStyle = each.strong ? look.color("accent") : shape.stroke;
    ctx.setLineDash(each.strong ? [] : shape.dashes);
    ctx.stroke();
    ctx.setLineDash([]);
    if (size * scale > 4.5) lettering(ctx, each, x, y);
    if (each.pinned) {
      ctx.fillStyle = look.color("accent");
      ctx.beginPath();
      ctx.arc(x + width / 2 - 3, y - height / 2 + 3, 4, 0, 7);
      ctx.fill();
    }
    ctx.globalAlpha = 1;
    if (cursor) {
      outline(ctx, { ...shape, radius: shape.radius + 4 }, x, y, width + 8, height + 8);
      ctx.lineWidth = 2.5;
      ctx.strokeStyle = look.color("focus");
      ctx.stroke();
    }
    ctx.restore();
  }

  function lettering(ctx, each, x, y) {
    const { text, size, width } = each;
    const left = x - width / 2 + 9;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.direction = "ltr";
    if (text.date) {
      ctx.font = look.font(size - 1);
      ctx.fillStyle = look.color("ink-2");
      ctx.fillText(text.date, left, y + 0.5);
    }
    ctx.font = look.font(size);
    ctx.fillStyle = look.color("ink");
    const step = size * 1.2;
    const begin = y - ((text.lines.length - 1) * step) / 2 + 0.5;
    text.lines.forEach((line, index) => ctx.fillText(line, left + text.indent, begin + index * step));
  }

  function caption(ctx, each) {
    ctx.save();
    ctx.font = look.font(each.size, each.strong);
    ctx.fillStyle = look.color(each.strong ? "ink" : "ink-2");
    ctx.textBaseline = "alphabetic";
    ctx.fillText(each.text, each.x, each.y);
    ctx.restore();
  }

  /** What boxes and the captions above them take up. */
  function bounds(boxes, captions) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const each of boxes) {
      left = Math.min(left, each.x - each.width / 2);
      right = Math.max(right, each.x + each.width / 2);
      top = Math.min(top, each.y - each.height / 2);
      bottom = Math.max(bottom, each.y + each.height / 2);
    }
    for (const each of captions) top = Math.min(top, each.y - each.size);
    return { left, top, right, bottom };
  }

  /** A text that differs when a box has to be given to the library anew. */
  const sign = (each) => `${each.x} ${each.y} ${each.width} ${each.height} ${each.pinned}`;

  return { BEND, bounds, box, lettering, caption, sign };
})();
