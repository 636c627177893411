// What of the scene a state shows: which nodes, which lines, and what is set off among them.

const shown = (() => {
  const STANCES = new Set(["affirms", "denies", "leaves-open"]);
  const SAID = new Set(["denial", "claim", "statement", "rendering"]);
  // In the first look a denial or an incident stands for its results, and goes with them.
  const inResults = new Set();
  for (const edge of scene.edges) {
    if (edge.kind === "verdict" && edge.level === 0) inResults.add(edge.from).add(edge.to);
  }

  const off = (state, filter, code) => (state.off[filter] || []).includes(code);

  /** Ids of the sources in which a node's words can be read. */
  const sourcesOf = (id) => scene.detailsOf(id).sources || [];

  function kept(state, node) {
    if (off(state, "kind", node.kind)) return false;
    if (state.happened && node.kind === "incident" && !dates.within(dates.happened(node), state.happened)) return false;
    if (state.published && !dates.within(dates.published(node), state.published)) return false;
    const said = SAID.has(node.kind);
    if (state.party && said && !(node.parties || []).includes(state.party)) return false;
    if (state.sort) {
      const [kind, name] = state.sort.split(":");
      if (node.kind === kind && (node.class || (node.kinds || []).find((k) => k === name)) !== name) return false;
    }
    if (state.source) {
      if (node.kind === "source") return node.id === state.source;
      if (said || node.kind === "incident") return sourcesOf(node.id).includes(state.source);
    }
    return true;
  }

  /** Whether a result passes the filters: its verdict, its coverage, its party, its days. */
  function pairKept(state, pair) {
    if (off(state, "verdict", pair.verdict) || off(state, "coverage", pair.coverage)) return false;
    if (state.party && pair.party !== state.party) return false;
    if (state.published && !dates.within(dates.published(pair), state.published)) return false;
    const nodes = [scene.nodes.get(pair.denial), scene.nodes.get(pair.incident)];
    if (!state.source) return nodes.every((node) => kept(state, node));
    // A source counts for a result if anything behind the result stands in it.
    const behind = [pair.denial, ...pair.steps.map((step) => step.statement)];
    const open = { ...state, source: "" };
    return (
      nodes.every((node) => kept(open, node)) &&
      behind.some((id) => sourcesOf(id).includes(state.source))
    );
  }

  function edgeKept(state, edge) {
    if (edge.kind === "verdict") return pairKept(state, scene.pairs[edge.pair]);
    if (STANCES.has(edge.kind) && off(state, "stance", edge.kind)) return false;
    return !state.published || dates.within(dates.published(edge), state.published);
  }

  /** What the choice sets off: the chain behind a result, or a node and what is next to it. */
  function chosen(state) {
    const { selected } = state;
    const nodes = new Set();
    const edges = new Set();
    if (!selected) return { nodes, edges };
    if (selected.pair) {
      const { chain, edge, denial, rendering_of } = scene.pairNamed(selected.pair);
      chain.nodes.forEach((id) => nodes.add(id));
      chain.edges.forEach((place) => edges.add(place));
      edges.add(edge);
      for (const each of rendering_of ? scene.edgesOf(denial) : []) if (each.to === rendering_of) edges.add(each.place);
    } else if (selected.node) {
      nodes.add(selected.node);
    } else {
      const edge = scene.edges[selected.edge];
      edges.add(edge.place);
      nodes.add(edge.from).add(edge.to);
    }
    return { nodes, edges };
  }

  /** Nodes that a state fetches, beyond the first look, with the lines that led to them. */
  function fetched(state, chain) {
    const nodes = new Set([...state.extra, ...Object.keys(state.pinned), ...chain.nodes]);
    const edges = new Set(chain.edges);
    const open = local(state) ? { ...beginnings(state), ...state.open } : state.open;
    for (const [id, far] of Object.entries(open)) {
      nodes.add(id);
      for (const edge of scene.edgesOf(id)) {
        if (edge.level > far || !edgeKept(state, edge)) continue;
        const other = scene.nodes.get(scene.other(edge, id));
        if (!kept(state, other)) continue;
        nodes.add(other.id);
        edges.add(edge.place);
      }
    }
    return { nodes, edges };
  }

  /**
   * Whether only what was asked for is shown. In a large scene that is so as soon as anything is
   * asked for: among thousands of boxes nobody would find what belongs to it.
   */
  function local(state) {
    if (!scene.large || state.whole) return false;
    return Boolean(
      state.extra.length || Object.keys(state.open).length || (state.selected && state.selected.pair),
    );
  }

  const FEW = 60;

  /** What is fetched alone brings its nearest neighbours, if these are few. */
  function beginnings(state) {
    const found = {};
    for (const id of state.extra) {
      const level = [0, 1, 2, 3].find((far) => scene.edgesOf(id).some((edge) => edge.level <= far));
      if (level === undefined) continue;
      if (scene.edgesOf(id).filter((edge) => edge.level <= level).length <= FEW) found[id] = level;
    }
    return found;
  }

  function firstLook(state) {
    if (local(state)) return () => false;
    const held = new Set();
    for (const edge of scene.edges) {
      if (edge.kind !== "verdict" || edge.level !== 0) continue;
      if (pairKept(state, scene.pairs[edge.pair])) held.add(edge.from).add(edge.to);
    }
    return (node) =>
      inResults.has(node.id) ? held.has(node.id) : (state.whole || node.level === 0) && kept(state, node);
  }

  /**
   * Return what a state shows: ids of nodes, places of edges, and what is set off.
   * `near`: nodes beside the chosen ones, which stay clear while the rest steps back.
   */
  function of(state) {
    // Asked for several times a step: the same state is looked through once.
    if (!views.has(state)) views.set(state, looked(state));
    return views.get(state);
  }

  const views = new WeakMap();

  function looked(state) {
    const chain = chosen(state);
    const more = fetched(state, chain);
    const look = firstLook(state);
    const hidden = new Set(state.hidden);
    const nodes = new Set();
    const alone = local(state);
    for (const node of alone ? [...more.nodes].map((id) => scene.nodes.get(id)) : scene.nodes.values()) {
      if (hidden.has(node.id) && !chain.nodes.has(node.id)) continue;
      if (more.nodes.has(node.id) || look(node)) nodes.add(node.id);
    }
    const joined = new Set([...state.extra, ...Object.keys(state.pinned)]);
    if (state.selected && state.selected.node) joined.add(state.selected.node);
    const edges = [];
    for (const edge of alone ? among(nodes) : scene.edges) {
      if (!nodes.has(edge.from) || !nodes.has(edge.to)) continue;
      const wanted =
        edge.level === 0 || state.whole || joined.has(edge.from) || joined.has(edge.to);
      if (more.edges.has(edge.place) || (wanted && edgeKept(state, edge))) edges.push(edge);
    }
    const near = new Set(chain.nodes);
    const lit = new Set(chain.edges);
    // Beside another wording its original stays clear.
    const { rendering_of } = state.selected && state.selected.pair ? scene.pairNamed(state.selected.pair) : {};
    if (nodes.has(rendering_of)) near.add(rendering_of);
    if (state.selected && state.selected.node) {
      for (const edge of edges) {
        if (edge.from !== state.selected.node && edge.to !== state.selected.node) continue;
        lit.add(edge.place);
        near.add(edge.from).add(edge.to);
      }
    }
    // The chain alone needs nothing to step back.
    const dimmed = near.size > 0 && !(alone && near.size === nodes.size);
    return { nodes, edges, chain: chain.nodes, near, lit, dimmed, local: alone };
  }

  /** Lines of a few nodes, in their order. */
  function among(nodes) {
    const places = new Set();
    for (const id of nodes) for (const edge of scene.edgesOf(id)) if (edge.from === id) places.add(edge.place);
    return [...places].sort((a, b) => a - b).map((place) => scene.edges[place]);
  }

  /** How many more levels of a node there are to show: the next level with something new. */
  function next(state, id) {
    const far = Object.hasOwn(state.open, id) ? state.open[id] : 0;
    const now = of(state).nodes;
    for (let level = far + 1; level <= 3; level += 1) {
      if (scene.edgesOf(id).some((edge) => edge.level <= level && !now.has(scene.other(edge, id)))) {
        return level;
      }
    }
    return null;
  }

  return { of, next, pairKept, kept, SAID };
})();
