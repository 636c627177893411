// Where nodes stand on a surface of a certain size, and how large their boxes are.
// The scene has the order and the places; here they are drawn together or apart to fit.
// plan-large.js is the same for large scenes.

const planOfFew = () => {
  const { row, columns } = scene.meta.layout;
  const REACH = columns.incidents - columns.denials;
  const CELL = [190, 66]; // what a node beside the columns takes in the scene
  const NARROW = 560;
  const LEAST_ROW = 22;
  const SHARE = 0.335;
  const LOOSE = { width: 128, height: 33, stepX: 138, stepY: 40 };
  const first = [...scene.nodes.values()].filter((node) => node.level === 0);
  const inColumn = (node) =>
    node.level === 0 && (node.x === columns.denials || node.x === columns.incidents);
  const top = Math.min(...first.map((node) => node.y), Infinity);
  const rows = first.length ? (Math.max(...first.map((node) => node.y)) - top) / row + 1 : 1;

  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  /** Rows without the air between dates: half a row more where the party changes. */
  const dense = (() => {
    const found = new Map();
    for (const x of [columns.denials, columns.incidents]) {
      let at = -1;
      let before = null;
      for (const node of first.filter((each) => inColumn(each) && each.x === x).sort((a, b) => a.y - b.y)) {
        const said = (node.parties || []).join(" ");
        at += before !== null && said !== before ? 1.6 : 1;
        before = said;
        found.set(node.id, at);
      }
    }
    return found;
  })();
  const denseRows = Math.max(...dense.values(), 0) + 1;

  /**
   * Measures for a surface of so many CSS pixels.
   * share: of its width that a column takes; many: more is shown than has room between them.
   */
  function measures(width, height, share = SHARE, many = false) {
    const narrow = width < NARROW && !many;
    const column = narrow
      ? Math.floor((width - 24 - 48) / 2)
      : many ? 250 : clamp(width * share, 150, 380);
    const airy = (height - 74) / rows;
    const tight = narrow || (!many && airy < LEAST_ROW);
    // Beside the columns the scene has rows of 40 and 66: as many pixels as two lines need.
    const tall = many ? row * 0.85 : narrow ? 50 : tight ? clamp((height - 70) / denseRows, 20, row) : clamp(airy, LEAST_ROW, row);
    const kx = many ? 0.8 : Math.max((width - 32 - column) / REACH, 0.1);
    const last = ((tight ? denseRows : rows) - 1) * tall;
    return { narrow, many, column, tight, tall, kx, ky: tall / row, last };
  }

  /** The box of a node: its size, its font, and how many lines its text may have. */
  function box(node, sizes) {
    if (inColumn(node)) {
      const size = sizes.narrow ? 11 : clamp(sizes.tall * 0.52, 11.5, 13);
      const height = Math.min(sizes.tall - 4, sizes.narrow ? 46 : 30);
      const lines = sizes.narrow ? 3 : Math.max(1, Math.floor((height - 2) / (size * 1.2)));
      return { width: sizes.column, height, size, lines };
    }
    return { width: sizes.narrow ? sizes.column : LOOSE.width, height: LOOSE.height, size: 10.5, lines: 2 };
  }

  const place = (sizes, x, y) => [(x - columns.denials) * sizes.kx, (y - top) * sizes.ky];
  const unplace = (sizes, x, y) => [x / sizes.kx + columns.denials, y / sizes.ky + top];

  // --- between the columns -----------------------------------------------------------------------

  /** Cells of the room between the columns, or below them where there is no room. */
  function cells(sizes) {
    const gap = REACH * sizes.kx - sizes.column - 16;
    const across = Math.floor((gap + LOOSE.stepX - LOOSE.width) / LOOSE.stepX);
    const found = [];
    if (across > 0) {
      const left = (REACH * sizes.kx - (across - 1) * LOOSE.stepX) / 2;
      for (let y = 0; y <= Math.max(sizes.last, 8 * LOOSE.stepY); y += LOOSE.stepY) {
        for (let at = 0; at < across; at += 1) found.push([left + at * LOOSE.stepX, y]);
      }
      return found;
    }
    for (let y = 0; y < 60 * LOOSE.stepY; y += LOOSE.stepY) {
      for (const x of [0, REACH * sizes.kx]) found.push([x, sizes.last + sizes.tall + 24 + y]);
    }
    return found;
  }

  /** Measures with room for so many nodes between the columns, which then are less wide. */
  function fitting(width, height, number) {
    for (const share of [SHARE, 0.26, 0.2]) {
      const sizes = measures(width, height, share);
      if (number <= cells(sizes).length * 0.8) return sizes;
    }
    return measures(width, height, SHARE, true);
  }

  const covers = (a, b) => Math.abs(a[0] - b[0]) < LOOSE.stepX - 4 && Math.abs(a[1] - b[1]) < LOOSE.stepY - 4;

  /** Give each node the free cell nearest to its place in the scene; who came first stays. */
  function settle(found, loose, taken, sizes) {
    const free = cells(sizes).filter((cell) => !taken.some((other) => covers(cell, other)));
    for (const id of loose) {
      const node = scene.nodes.get(id);
      const [x, y] = place(sizes, node.x, node.y);
      let best = -1;
      let least = Infinity;
      free.forEach((cell, index) => {
        const far = Math.abs(cell[0] - x) * 0.6 + Math.abs(cell[1] - y);
        if (far < least) [least, best] = [far, index];
      });
      found.set(id, best < 0 ? [x, y] : free.splice(best, 1)[0]);
    }
  }

  /** The chain behind a result, step by step between its two ends. */
  function chained(found, pair, state, sizes) {
    const ends = [pair.denial, pair.incident];
    const between = pair.chain.nodes.filter(
      (id) => !ends.includes(id) && !Object.hasOwn(state.pinned, id) && !inColumn(scene.nodes.get(id)),
    );
    // An end that is no part of the first look, as another wording of a denial, is the first or
    // the last step, at the height of what it renders.
    const [denial, incident] = ends.map((id) => (found.has(id) ? [] : [id]));
    const middle = [...denial, ...between, ...incident];
    const original = found.get(pair.rendering_of) || [0, sizes.last / 2];
    const from = found.get(pair.denial) || [0, original[1]];
    const to = found.get(pair.incident) || [REACH * sizes.kx, sizes.last / 2];
    if (sizes.narrow) {
      // No room between the columns: the chain reads from top to bottom, and stands alone.
      const x = (REACH * sizes.kx) / 2;
      const aside = sizes.column * 0.45; // to and fro, so that no line lies behind a box
      [pair.denial, ...between, pair.incident].forEach((id, index) =>
        found.set(id, [x + (index % 2 ? aside : -aside), index * 60]));
      return middle;
    }
    const step = 54;
    const length = Math.max(middle.length - 1, 0);
    const low = (length * step) / 2;
    const down = to[1] >= from[1] ? 1 : -1;
    const center = clamp((from[1] + to[1]) / 2, Math.min(low, sizes.last / 2), Math.max(sizes.last - low, sizes.last / 2));
    const inner = sizes.many ? 0.4 * Math.abs(to[0] - from[0]) : REACH * sizes.kx - sizes.column - LOOSE.width - 24;
    const wide = Math.max(inner, 0) * Math.sign(to[0] - from[0] || 1);
    middle.forEach((id, index) => {
      const part = length ? index / length - 0.5 : 0;
      found.set(id, [(from[0] + to[0]) / 2 + part * wide, center + down * (index - length / 2) * step]);
    });
    return middle;
  }

  /** Places of everything that is shown: a Map of id to [x, y]. */
  function places(view, state, sizes) {
    const found = new Map();
    const loose = [];
    for (const id of view.nodes) {
      const node = scene.nodes.get(id);
      if (Object.hasOwn(state.pinned, id)) found.set(id, place(sizes, ...state.pinned[id]));
      else if (sizes.tight && dense.has(id)) found.set(id, [place(sizes, node.x, 0)[0], dense.get(id) * sizes.tall]);
      else if (sizes.many || inColumn(node)) found.set(id, place(sizes, node.x, node.y));
      else loose.push(id);
    }
    const { selected } = state;
    const pair = selected && selected.pair ? scene.pairNamed(selected.pair) : null;
    const middle = pair ? chained(found, pair, state, sizes) : [];
    const taken = [...middle, ...Object.keys(state.pinned)].filter((id) => found.has(id)).map((id) => found.get(id));
    settle(found, order(loose, state).filter((id) => !found.has(id)), taken, sizes);
    return found;
  }

  /** What was fetched first stands first. */
  function order(loose, state) {
    const wanted = new Set([...state.extra, ...Object.keys(state.open)]);
    const there = new Set(loose);
    return [...[...wanted].filter((id) => there.has(id)), ...loose.filter((id) => !wanted.has(id))];
  }

  // --- words above the columns -------------------------------------------------------------------

  function captions(places, sizes) {
    const found = [];
    for (const [x, title, short] of [
      [columns.denials, "Denials, by party and date", "Denials"],
      [columns.incidents, "Incidents, by date", "Incidents"],
    ]) {
      const kind = x === columns.incidents ? "incident" : "denial";
      const ys = first
        .filter((node) => inColumn(node) && node.x === x && (node.kind === kind || (kind === "denial" && node.kind === "rendering")) && places.has(node.id))
        .map((node) => places.get(node.id)[1]);
      if (!ys.length) continue;
      const y = Math.min(...ys) - sizes.tall / 2 - (kind === "denial" ? 22 : 10);
      found.push({ x: place(sizes, x, 0)[0] - sizes.column / 2, y, text: sizes.narrow ? short : title, size: 12.5, strong: true });
    }
    // Two heads at almost one height stand at one height.
    const height = Math.min(...found.map((each) => each.y));
    for (const each of found) if (each.y - height < 30) each.y = height;
    return [...found, ...parties(places, sizes)];
  }

  /** The name of a party above its denials. */
  function parties(places, sizes) {
    const found = [];
    let party = null;
    const said = first.filter((node) => inColumn(node) && node.x === columns.denials && node.kind !== "incident" && places.has(node.id));
    for (const node of said.sort((a, b) => a.y - b.y)) {
      const name = (node.parties || []).map(words.label).join(", ");
      if (name && name !== party) {
        const [x, y] = places.get(node.id);
        const text = look.cut(name, sizes.column, 10.5);
        found.push({ x: x - sizes.column / 2, y: y - sizes.tall / 2 - 1, text, size: 10.5 });
      }
      party = name;
    }
    return found;
  }

  return { fitting, box, places, unplace, captions, inColumn };
};
