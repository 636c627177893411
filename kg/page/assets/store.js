// What the reader has done with the page: one plain object, never changed, only replaced.

const store = (() => {
  const START = Object.freeze({
    whole: false, // everything, not only the first look
    open: {}, // by node: how many levels of what is near it are shown
    extra: [], // nodes that were fetched
    hidden: [],
    pinned: {}, // by node: its place; it stays there, and stays shown
    off: {}, // by filter: codes that are switched off
    party: "",
    sort: "",
    source: "",
    happened: null, // [first day, last day]; null: no limit
    published: null,
    selected: null, // {pair: id} or {node: id} or {edge: place}
    view: "graph",
    list: "results",
    order: null, // {column, down}
  });
  // A choice is no change of what is shown: undo passes over it.
  const LOOKS = new Set(["selected", "view", "list", "order"]);
  const FAR = 200;

  let state = START;
  let past = [];
  let future = [];
  const heard = [];

  const tell = (cause) => heard.forEach((listener) => listener(state, cause));

  /** Change what is shown or chosen. `what` names the change, for undo. */
  function change(patch, what = "") {
    const before = state;
    state = Object.freeze({ ...state, ...patch });
    if (!Object.keys(patch).every((key) => LOOKS.has(key))) {
      past = [...past.slice(-FAR), { state: before, what }];
      future = [];
    }
    tell("change");
  }

  /** Show what a change would show, without keeping it: while a slider is moved. */
  function preview(patch) {
    heard.forEach((listener) => listener({ ...state, ...patch }, "preview"));
  }

  const looks = () => Object.fromEntries([...LOOKS].map((key) => [key, state[key]]));

  function step(from, to) {
    const taken = from.pop();
    if (!taken) return null;
    to.push({ state, what: taken.what });
    state = Object.freeze({ ...taken.state, ...looks() });
    tell("change");
    return taken.what;
  }

  return {
    START,
    get: () => state,
    change,
    preview,
    listen: (listener) => heard.push(listener),
    undo: () => step(past, future),
    redo: () => step(future, past),
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
    /** What the next step back or forth would change, in words. */
    undoes: () => (past.length ? past[past.length - 1].what : ""),
    redoes: () => (future.length ? future[future.length - 1].what : ""),
    /** Take over a state from the address: at the start, or a step back in the browser. */
    restore(found, first = false) {
      if (!first) past = [...past.slice(-FAR), { state, what: "a step in the browser" }];
      state = Object.freeze({ ...START, ...found });
      tell("restore");
    },
  };
})();
