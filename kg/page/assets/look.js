// How nodes and lines look: colours from the style sheet, text cut to its box.
// The canvas, the SVG file and the legend all draw from what is said here.

const look = (() => {
  const canvas = document.createElement("canvas").getContext("2d");
  const FONT = '"Inter", "Segoe UI", system-ui, -apple-system, "Noto Sans", "Noto Sans Arabic", sans-serif';
  const PLAIN = { color: "line", width: 1, dashes: [] };
  const LINES = {
    affirms: { color: "ink-2", width: 1.4, dashes: [], arrow: true },
    denies: { color: "ink-2", width: 1.4, dashes: [7, 4], arrow: true },
    "leaves-open": { color: "ink-2", width: 1.2, dashes: [2, 4], arrow: true },
    sponsorship: { color: "ink-3", width: 1.8, dashes: [], arrow: true },
    identity: { color: "ink-3", width: 1.8, dashes: [3, 3], arrow: true },
    renders: { color: "ink-3", width: 1, dashes: [5, 3], arrow: true },
    "reported-in": { color: "line", width: 1, dashes: [1, 4] },
  };
  let colors = new Map();
  let shapes = new Map();
  let styles = new Map();
  let version = 0;

  /** A colour of the style sheet by its name there. */
  function color(name) {
    if (!colors.has(name)) {
      const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
      colors.set(name, value || "#888888");
    }
    return colors.get(name);
  }

  const font = (size, strong = false) => `${strong ? 600 : 400} ${size}px ${FONT}`;

  const measured = new Map();
  function wide(text, size) {
    const key = `${size} ${text}`;
    if (!measured.has(key)) {
      canvas.font = font(size);
      measured.set(key, canvas.measureText(text).width);
    }
    return measured.get(key);
  }

  function cut(text, room, size) {
    if (wide(text, size) <= room) return text;
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (wide(`${text.slice(0, middle).trimEnd()}…`, size) <= room) low = middle;
      else high = middle - 1;
    }
    return `${text.slice(0, low).trimEnd()}…`;
  }

  /** Text in as many lines as may be, the last one cut. */
  function wrapped(text, room, size, most) {
    // Marks that turn the reading direction or break lines have no place in a box.
    const plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, " ");
    const lines = [];
    let line = "";
    for (const word of plain.slice(0, 400).split(/\s+/).filter(Boolean)) {
      const longer = line ? `${line} ${word}` : word;
      if (lines.length === most - 1 || !line || wide(longer, size) <= room) line = longer;
      else {
        lines.push(line);
        line = word;
      }
      if (lines.length === most - 1 && wide(line, size) > room) break;
    }
    if (line) lines.push(line);
    return lines.map((each) => cut(each, room, size));
  }

  const written = new Map();
  /** The text in a node's box: a date where the box stands in a column, and the lines. */
  function text(node, box) {
    const key = `${node.id} ${box.width} ${box.size} ${box.lines}`;
    if (!written.has(key)) {
      const date = box.lines === 1 || plan.inColumn(node) ? dates.brief(node) : "";
      const room = box.width - 16;
      const dated = date && plan.inColumn(node);
      const taken = dated && box.lines === 1 ? Math.max(wide(date, box.size - 1), wide("0000-00-00", box.size - 1)) + 9 : 0;
      const full = dated && box.lines > 1 ? `${date} ${node.label}` : node.label || node.id;
      written.set(key, { date: dated && box.lines === 1 ? date : "", indent: taken, lines: wrapped(full, room - taken, box.size, box.lines) });
    }
    return written.get(key);
  }

  const rounded = { denial: 9, claim: 9, rendering: 9, statement: 9, actor: 40, persona: 40, place: 3, link: 0, source: 2, incident: 2 };
  const dashed = new Set(["rendering", "persona"]);

  /** How the box of a kind of node is drawn: the same object until the colours change. */
  function shape(kind) {
    if (!shapes.has(kind)) shapes.set(kind, shapeOf(kind));
    return shapes.get(kind);
  }

  const shapeOf = (kind) => ({
    radius: rounded[kind] === undefined ? 3 : rounded[kind],
    dashes: dashed.has(kind) ? [4, 3] : [],
    fill: color(`k-${kind}`),
    stroke: color(`s-${kind}`),
    bar: kind === "denial" || kind === "claim" || kind === "rendering" ? "left" : kind === "incident" ? "right" : kind === "source" ? "top" : "",
    cut: kind === "link",
  });

  /** How a line is drawn: one object for all that look alike, until the colours change. */
  function line(edge) {
    const pair = edge.kind === "verdict" ? scene.pairs[edge.pair] : null;
    const key = pair ? `${pair.kind} ${pair.verdict} ${edge.coverage}` : edge.kind;
    if (!styles.has(key)) {
      styles.set(key, pair
        ? verdict(scene.code(scene.verdicts(pair), pair.verdict), edge.coverage)
        : { ...PLAIN, ...LINES[edge.kind], color: color((LINES[edge.kind] || PLAIN).color) });
    }
    return styles.get(key);
  }

  function verdict(entry, coverage) {
    const covered = scene.code("coverage", coverage).width || 1;
    return {
      color: color(`v-${scene.isCode("verdicts", entry.code) || scene.isCode("claim_verdicts", entry.code) ? entry.code : "other"}`),
      width: covered > 1 ? 2.4 : 1.2,
      dashes: entry.dashes || [],
    };
  }

  return {
    FONT,
    color,
    font,
    text,
    shape,
    line,
    verdict,
    cut,
    /** Read the colours anew: light has become dark, or the other way round. */
    refresh() {
      colors = new Map();
      shapes = new Map();
      styles = new Map();
      version += 1;
    },
    /** How often the colours have changed: what was drawn with older ones is to be drawn anew. */
    version: () => version,
  };
})();
