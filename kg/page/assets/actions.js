// What a reader can do, by mouse, by key, or from the panel.

const actions = (() => {
  const without = (list, id) => list.filter((each) => each !== id);
  const omit = (object, id) => Object.fromEntries(Object.entries(object).filter(([key]) => key !== id));
  const name = (id) => words.label(id);

  return {
    /** Choose a node, a result or a line; a node that is not shown is fetched. */
    choose(target) {
      if (target && target.edge !== undefined && scene.edges[target.edge].kind === "verdict") {
        target = { pair: scene.pairs[scene.edges[target.edge].pair].id };
      }
      const state = store.get();
      if (target && target.node && !shown.of(state).nodes.has(target.node)) {
        store.change(
          { selected: target, extra: [...without(state.extra, target.node), target.node], hidden: without(state.hidden, target.node) },
          `fetch ${name(target.node)}`,
        );
      } else store.change({ selected: target });
      if (!target) dom.say("Nothing is chosen.");
      else if (target.pair) dom.say(`Chosen: ${words.pair(scene.pairNamed(target.pair))}`);
      else dom.say(`Chosen: ${target.node ? name(target.node) : words.edge(scene.edges[target.edge])}`);
    },

    /** Show the next level around a node. */
    expand(id) {
      const state = store.get();
      const before = shown.of(state).nodes.size;
      const level = shown.next(state, id);
      if (level === null) {
        dom.say(`Nothing more around ${name(id)}.`);
        return;
      }
      store.change({ open: { ...state.open, [id]: level } }, `show more around ${name(id)}`);
      dom.say(`${words.count(shown.of(store.get()).nodes.size - before, "node", "nodes")} more around ${name(id)}.`);
    },

    fold(id) {
      store.change({ open: omit(store.get().open, id) }, `fold back ${name(id)}`);
      dom.say(`Folded back: ${name(id)}.`);
    },

    hide(id) {
      const state = store.get();
      const { selected } = state;
      store.change(
        {
          hidden: [...without(state.hidden, id), id],
          extra: without(state.extra, id),
          pinned: omit(state.pinned, id),
          open: omit(state.open, id),
          selected: selected && selected.node === id ? null : selected,
        },
        `hide ${name(id)}`,
      );
      dom.say(`Hidden: ${name(id)}.`);
    },

    /** Keep a node where it is, and shown whatever the filters say; or let go of it. */
    pin(id, at) {
      const { pinned } = store.get();
      const node = scene.nodes.get(id);
      if (at || !Object.hasOwn(pinned, id)) {
        store.change({ pinned: { ...pinned, [id]: (at || app.placeOf(id) || [node.x, node.y]).map(Math.round) } }, `pin ${name(id)}`);
        dom.say(`Pinned: ${name(id)}.`);
      } else {
        store.change({ pinned: omit(pinned, id) }, `unpin ${name(id)}`);
        dom.say(`No longer pinned: ${name(id)}.`);
      }
    },

    whole() {
      const { whole } = store.get();
      store.change({ whole: !whole }, whole ? "back to the first look" : "show the whole graph");
      app.fit();
      dom.say(whole ? "The first look." : "The whole graph.");
    },

    /** Everything as it was when the page was opened. */
    reset() {
      const { view, list, order } = store.get();
      app.settle();
      store.change({ ...store.START, view, list, order }, "start again");
      app.fit();
      dom.say("Everything is as it was at the start.");
    },

    undo() {
      const what = store.undo();
      dom.say(what ? `Undone: ${what}.` : "Nothing to undo.");
    },

    redo() {
      const what = store.redo();
      dom.say(what ? `Done again: ${what}.` : "Nothing to do again.");
    },
  };
})();
