// What the page says of itself: that filters are on, that nothing is left, what undo would undo.

const notice = (() => {
  const { el, button } = dom;
  const EMPTY = { off: {}, party: "", sort: "", source: "", happened: null, published: null };

  const filtered = ({ off, party, sort, source, happened, published }) =>
    Boolean(party || sort || source || happened || published || Object.values(off).some((codes) => codes.length));

  const clear = () => {
    store.change(EMPTY, "clear the filters");
    // The button that was pressed is gone.
    dom.id(store.get().view === "table" ? "table-body" : "graph").focus();
    dom.say("All filters are cleared.");
  };

  /** Beside the count: that not everything is shown, and the way back. */
  function beside(state) {
    const place = dom.id("filtered");
    place.hidden = !filtered(state);
  }

  /** Instead of a blank surface: why it is blank. */
  function blank(state, view) {
    const place = dom.id("nothing");
    const empty = view.nodes.size === 0;
    if (place.hidden === !empty) return;
    place.hidden = !empty;
    if (!empty) return;
    const filters = filtered(state);
    dom.replace(
      place,
      el("p", {}, filters ? "Nothing passes the filters." : state.hidden.length ? "Everything is hidden." : "There is nothing to show."),
      filters ? button("Clear all filters", clear) : state.hidden.length ? button("Start again", actions.reset) : null,
    );
    if (filters) dom.say("Nothing passes the filters.");
  }

  function steps() {
    for (const [id, word, what] of [["undo", "Undo", store.undoes()], ["redo", "Redo", store.redoes()]]) {
      dom.id(id).title = what ? `${word}: ${what}` : word;
    }
  }

  dom.id("filtered").addEventListener("click", clear);

  return {
    show(state, view) {
      beside(state);
      blank(state, view);
      steps();
    },
  };
})();
