// Where nodes stand on a surface of a certain size, and how large their boxes are.
// The scene has the order and the places; here they are drawn together or apart to fit.

const plan = (() => {
  const { row, columns } = scene.meta.layout;
  const REACH = columns.incidents - columns.denials;
  const CELL = [190, 66];
  const first = [...scene.nodes.values()].filter((node) => node.level === 0);
  const inColumn = (node) =>
    node.level === 0 && (node.x === columns.denials || node.x === columns.incidents);
  const top = Math.min(...first.map((node) => node.y), Infinity);
  const rows = first.length ? (Math.max(...first.map((node) => node.y)) - top) / row + 1 : 1;
  const NARROW = 560;

  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  /** Measures for a surface of so many CSS pixels. */
  function measures(width, height) {
    const narrow = width < NARROW;
    const column = narrow ? Math.floor((width - 24 - 48) / 2) : clamp(width * 0.29, 170, 340);
    const tall = narrow ? 46 : clamp((height - 74) / rows, 22, row);
    const kx = Math.max((width - 32 - column) / REACH, narrow ? 0.1 : 0.42);
    return { narrow, column, tall, kx, ky: tall / row, cell: [narrow ? 104 : CELL[0] * kx, CELL[1] * (tall / row)] };
  }

  /** The box of a node: its size, its font, and how many lines its text may have. */
  function box(node, sizes) {
    if (inColumn(node)) {
      const size = sizes.narrow ? 11 : clamp(sizes.tall * 0.52, 11.5, 13);
      const height = Math.min(sizes.tall - 4, sizes.narrow ? 42 : 30);
      return { width: sizes.column, height, size, lines: sizes.narrow ? 3 : Math.max(1, Math.floor((height - 2) / (size * 1.2))) };
    }
    const height = Math.max(sizes.cell[1] - 5, 27);
    return { width: Math.max(sizes.cell[0] - 6, 96), height, size: 10.5, lines: Math.max(2, Math.floor((height - 2) / 12.6)) };
  }

  const place = (sizes, x, y) => [(x - columns.denials) * sizes.kx, (y - top) * sizes.ky];
  const unplace = (sizes, x, y) => [x / sizes.kx + columns.denials, y / sizes.ky + top];

  /** Places of everything that is shown. The chain behind a result stands between its two ends. */
  function places(view, state, sizes) {
    const found = new Map();
    for (const id of view.nodes) {
      const node = scene.nodes.get(id);
      const at = Object.hasOwn(state.pinned, id) ? state.pinned[id] : [node.x, node.y];
      found.set(id, place(sizes, ...at));
    }
    const { selected } = state;
    if (selected && selected.pair) chain(found, scene.pairNamed(selected.pair), state, sizes);
    return found;
  }

  function chain(found, pair, state, sizes) {
    const free = (id) =>
      id !== pair.denial && id !== pair.incident && !Object.hasOwn(state.pinned, id) &&
      !inColumn(scene.nodes.get(id));
    const middle = pair.chain.nodes.filter(free);
    const from = found.get(pair.denial);
    const to = found.get(pair.incident);
    if (sizes.narrow) {
      // No room between the columns: the chain reads from top to bottom, and stands alone.
      const x = (columns.incidents - columns.denials) * sizes.kx / 2;
      const listed = [pair.denial, ...middle, pair.incident];
      listed.forEach((id, index) => found.set(id, [x, index * 64]));
      return;
    }
    const step = 46;
    const down = to[1] >= from[1] ? 1 : -1;
    const length = Math.max(middle.length - 1, 0);
    const center = (from[1] + to[1]) / 2;
    const low = (length * step) / 2;
    const last = (rows - 1) * sizes.tall;
    const mid = clamp(center, Math.min(low, last / 2), Math.max(last - low, last / 2));
    middle.forEach((id, index) => {
      const part = (index + 1) / (middle.length + 1);
      // Nearer to the middle than even steps would be, so that nothing lies under a column.
      const x = from[0] + (to[0] - from[0]) * (0.5 + (part - 0.5) * 0.62);
      found.set(id, [x, mid + down * (index - length / 2) * step]);
    });
  }

  /** Headings above the columns, and the name of a party above its denials. */
  function captions(places, sizes) {
    const found = [];
    const head = (x, text) =>
      found.push({ x: x * sizes.kx - sizes.column / 2, y: -sizes.tall / 2 - 12, text, size: 12.5, strong: true });
    const columned = first.filter((node) => inColumn(node) && places.has(node.id));
    const said = columned.filter((node) => node.x === columns.denials && node.kind !== "incident");
    const left = said.length > 0;
    const topOf = (x) => {
      const all = columned.filter((node) => node.x === x).map((node) => places.get(node.id)[1]);
      return all.length ? Math.min(...all) : 0;
    };
    if (left) head(0, sizes.narrow ? "Denials" : "Denials, by party and date");
    if (columned.some((node) => node.kind === "incident")) {
      head(REACH, sizes.narrow ? "Incidents" : "Incidents, by date");
    }
    found.forEach((heading, index) => {
      const x = index === 0 && left ? columns.denials : columns.incidents;
      heading.y = topOf(x) - sizes.tall / 2 - (x === columns.denials ? 24 : 10);
    });
    let party = null;
    for (const node of said.sort((a, b) => a.y - b.y)) {
      const name = (node.parties || []).map(words.label).join(", ");
      if (name && name !== party) {
        const [x, y] = places.get(node.id);
        found.push({ x: x - sizes.column / 2, y: y - sizes.tall / 2 - 1, text: name, size: 10.5 });
      }
      party = name;
    }
    return found;
  }

  return { measures, box, places, unplace, captions, inColumn, NARROW };
})();
