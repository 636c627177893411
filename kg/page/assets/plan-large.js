// Where the nodes of a large scene stand. The scene has them in blocks that fit a window from afar;
// what was asked for stands close together: what was said left, incidents right, the rest between.

const planOfMany = () => {
  const { box: BOX, cell: CELL = [164, 30], groups, years } = scene.meta.layout;
  const DOWN = 50; // from box to box where things stand close together
  const BETWEEN = 20; // columns of one group
  const GAP = 170; // between what was said, what is between, and incidents: room for lines
  const [TIGHT, LEAST] = [96, 150]; // the same, and the least width of a box, where there is little room
  const FORM = 1.5;
  const NARROW = 560;

  const isFirst = (node) => node.level === 0;
  const isBlocked = (node) => isFirst(node) || node.kind === "rendering";

  function fitting(width, height, number, { state, view }) {
    const { local } = view;
    const whole = { large: true, local, narrow: false, many: !local, width, height };
    return local ? { ...whole, ...close(grouped(view, state), whole) } : whole;
  }

  function box(node, sizes) {
    if (sizes.local) return { width: sizes.column, height: 36, size: 12, lines: 2 };
    if (isBlocked(node)) return { width: BOX[0], height: BOX[1], size: 12, lines: 1 };
    return { width: CELL[0] - 14, height: CELL[1] - 8, size: 10.5, lines: 1 };
  }

  // --- what was asked for ------------------------------------------------------------------------

  const SIDES = { denial: 0, claim: 0, rendering: 0, incident: 2 };

  /** Left, middle or right: of a chosen result its denial and its incident are the two ends. */
  function side(node, pair) {
    if (pair) return node.id === pair.denial ? 0 : node.id === pair.incident ? 2 : 1;
    return SIDES[node.kind] === undefined ? 1 : SIDES[node.kind];
  }

  /** What is shown, in up to three groups from left to right; a chain in its own order. */
  function grouped(view, state) {
    const { selected } = state;
    const pair = selected && selected.pair ? scene.pairNamed(selected.pair) : null;
    const groups = [[], [], []];
    const order = new Map((pair ? pair.chain.nodes : []).map((id, place) => [id, place]));
    for (const id of view.nodes) groups[side(scene.nodes.get(id), pair)].push(scene.nodes.get(id));
    const place = (node) => (order.has(node.id) ? order.get(node.id) : Number.MAX_SAFE_INTEGER);
    for (const group of groups) {
      group.sort((a, b) => place(a) - place(b) || a.x - b.x || a.y - b.y || (a.id < b.id ? -1 : 1));
    }
    return { pair, groups: groups.filter((group) => group.length) };
  }

  /** Each group in as many columns as give all of them together the form of a window. */
  function close({ groups, pair }, { width, height }) {
    const number = groups.reduce((sum, group) => sum + group.length, 0);
    const form = height ? Math.min(width / height, FORM) : FORM;
    const rows = Math.max(Math.ceil(Math.sqrt((number * BOX[0] * 1.3) / (DOWN * form))), Math.floor(height / DOWN) - 2, 8);
    const columns = groups.reduce((sum, group) => sum + Math.ceil(group.length / rows), 0);
    const gaps = groups.length - 1;
    const room = (gap) => (width - 40 - gap * gaps - BETWEEN * (columns - groups.length)) / columns;
    const gap = room(GAP) < BOX[0] ? TIGHT : GAP;
    return { groups, rows, gap, paired: Boolean(pair), column: room(gap) < LEAST ? BOX[0] : Math.min(room(gap), BOX[0]) };
  }

  function local({ groups, rows, gap, column, width, paired }) {
    if (width < NARROW) return stacked(groups.flat());
    const found = new Map();
    let x = 0;
    // The two ends of a result stand above what is between them, so that their line is seen.
    const raised = paired && groups.length > 2 ? (Math.min(groups[1].length, rows) + 1) * 0.5 * DOWN : 0;
    for (const group of groups) {
      const columns = Math.ceil(group.length / rows);
      const tall = Math.ceil(group.length / columns);
      group.forEach((node, index) => {
        const inColumn = Math.min(tall, group.length - Math.floor(index / tall) * tall);
        const y = ((index % tall) - (inColumn - 1) / 2) * DOWN - (group === groups[1] ? 0 : raised);
        found.set(node.id, [x + Math.floor(index / tall) * (column + BETWEEN), y]);
      });
      x += columns * (column + BETWEEN) - BETWEEN + gap;
    }
    return found;
  }

  /** One below the other, to and fro, so that no line lies behind a box. */
  const stacked = (nodes) =>
    new Map(nodes.map((node, index) => [node.id, [(index % 2 ? 0.14 : -0.14) * BOX[0], index * 62]]));

  // --- all of it ---------------------------------------------------------------------------------

  function places(view, state, sizes) {
    const found = sizes.local ? local(sizes) : new Map();
    for (const id of view.nodes) {
      if (Object.hasOwn(state.pinned, id)) found.set(id, state.pinned[id]);
      else if (!sizes.local) {
        const node = scene.nodes.get(id);
        found.set(id, [node.x, node.y]);
      }
    }
    return found;
  }

  function captions(places_, sizes) {
    if (sizes.local) return sizes.width < NARROW ? [] : [note(places_)];
    const named = [
      ...groups.map(({ parties, x, y }) => ({ x, y, text: parties.map(words.label).join(", ") })),
      ...years.map(({ year, x, y }) => ({ x, y, text: year })),
    ];
    const seen = new Set();
    return [...heads(), ...named].map((each) => {
      // A column that goes on with a party has its name again, to be read from near.
      const again = seen.has(each.text);
      seen.add(each.text);
      return { strong: false, size: 13, again, ...each, x: each.x - BOX[0] / 2, y: each.y + 8 };
    });
  }

  function note(places_) {
    const [left, top] = [0, 1].map((axis) => Math.min(...[...places_.values()].map((place) => place[axis])));
    return { x: left - BOX[0] / 3, y: top - DOWN, size: 12, text: "Only what was asked for. Start again: all denials and incidents." };
  }

  /** What stands in the two blocks. */
  function heads() {
    const { columns, row } = scene.meta.layout;
    return [
      { x: columns.denials, y: -2 * row, text: "Denials, by party and date", strong: true, size: 15 },
      { x: columns.incidents, y: -2 * row, text: "Incidents, by date", strong: true, size: 15 },
    ];
  }

  return {
    fitting,
    box,
    places,
    captions,
    inColumn: isFirst,
    unplace: (sizes, x, y) => [x, y],
  };
};

const plan = scene.large ? planOfMany() : planOfFew();
