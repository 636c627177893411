// Puts the page together: the state on one side, the surface and the parts on the other.

const app = (() => {
  const graph = dom.id("graph");
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  let surface = null;
  let view = null;
  let drawn = null;
  let over = null;
  let moving = false;
  let touched = false; // whether the reader has moved the camera

  function make(state, size = surface.size()) {
    return drawing.of(state, view, size, { cursor: keys.cursor(), over, physics: moving });
  }

  function redraw(state = store.get()) {
    if (!surface || state.view === "table") return;
    drawn = make(state);
    surface.draw(drawn);
  }

  function show(state, cause) {
    view = shown.of(state);
    const onTable = state.view === "table";
    dom.id("graph-view").hidden = onTable;
    dom.id("table-view").hidden = !onTable;
    for (const each of document.querySelectorAll("[data-view]")) {
      each.setAttribute("aria-pressed", String(each.dataset.view === state.view));
    }
    redraw(state);
    strip.show(view);
    counted(view);
    notice.show(state, view);
    if (cause === "preview") return;
    if (onTable) table.show(state, view);
    panel.show(state);
    legend.show(state, view);
    filters.show(state);
    sliders.show(state);
    dom.id("undo").disabled = !store.canUndo();
    dom.id("redo").disabled = !store.canRedo();
    dom.id("whole").setAttribute("aria-pressed", String(state.whole));
    document.body.classList.toggle("panel-open", Boolean(state.selected));
    dom.id("about").setAttribute("aria-expanded", "false");
  }

  function counted({ nodes, edges }) {
    const results = edges.filter((edge) => edge.kind === "verdict").length;
    dom.id("count").textContent = `${words.count(nodes.size, "node", "nodes")}, ${words.count(results, "result", "results")} shown${scene.meta.as_of ? `, as of ${scene.meta.as_of}` : ""}`;
  }

  /** Say in the line below the graph what the pointer is over. */
  function tell(target) {
    const line = dom.id("told");
    if (!target) dom.replace(line);
    else if (target.node) {
      const node = scene.nodes.get(target.node);
      dom.replace(line, dom.el("strong", {}, words.kind(node.kind)), dom.bdi(` ${dates.brief(node)} `), dom.bdi(node.label));
    } else {
      const edge = scene.edges[target.edge];
      dom.replace(line, dom.el("strong", {}, words.verb(edge)), " ", dom.bdi(words.label(edge.from)), " → ", dom.bdi(words.label(edge.to)));
    }
  }

  function point(target) {
    over = target;
    graph.style.cursor = target ? "pointer" : "";
    tell(target);
    redraw();
  }

  let chain = "";
  let form = "";
  let stood = null; // the node that was chosen last
  /** The camera goes along when the choice leads out of sight, or the drawing changes its form. */
  function follow(state) {
    const { selected } = state;
    if (scene.large) {
      followLarge(selected);
      return;
    }
    const now = selected && selected.pair ? selected.pair : "";
    const { narrow, many } = drawn.sizes;
    const formed = formOf();
    const set = [...view.near].filter((id) => drawn.boxes.has(id));
    if ((now !== chain && narrow) || (formed !== form && !many)) surface.fit(null, true);
    else if ((now && now !== chain && !set.every(inSight)) || (formed !== form && set.length)) surface.fit(set, true);
    else if (selected && selected.node) reveal(selected.node);
    chain = now;
    form = formed;
    if (selected) stood = selected.node || null;
  }

  /** What makes a drawing another one: how wide its columns are, and how far apart. */
  const formOf = () => (drawn ? [drawn.sizes.many, drawn.sizes.column, drawn.sizes.kx].join(" ") : "");

  function inSight(id) {
    const [x, y] = surface.at(id);
    const [right, bottom] = surface.size();
    const { width } = drawn.boxes.get(id);
    return x > width * 0.4 && x < right - width * 0.4 && y > 10 && y < bottom - 10;
  }

  let overview = null; // where the reader looked before he asked for a part of a large scene
  let asked = null;

  /** A part of a large scene fills the window; from it the reader comes back to where he was. */
  function followLarge(selected) {
    if (!drawn) return;
    const { boxes, sizes } = drawn;
    const was = asked;
    asked = sizes.local ? boxes : null;
    if (sizes.local) {
      if (!was) overview = touched ? surface.camera() : null;
      const same = was && was.size === boxes.size && [...boxes.keys()].every((id) => was.has(id));
      if (!same) surface.fit(null, Boolean(was));
      else if (selected && selected.node) reveal(selected.node);
    } else if (was) {
      if (overview) surface.camera(overview);
      else surface.fit(null, true);
    } else if (selected && selected.node) reveal(selected.node);
  }

  /** Bring a node into sight, clear of the sheet that a narrow page lays over the graph. */
  function reveal(id) {
    const lies = getComputedStyle(panel.element).position === "fixed" && panel.element.offsetHeight;
    const below = lies ? graph.getBoundingClientRect().bottom - panel.element.getBoundingClientRect().top : 0;
    surface.reveal(id, Math.max(below, 0));
  }

  function fit() {
    touched = false;
    redraw();
    surface.fit(null, true);
  }

  function theme(wanted) {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    const next = wanted || (now === "dark" ? "light" : "dark");
    document.documentElement.dataset.theme = next;
    recolor();
    dom.say(next === "dark" ? "Dark." : "Light.");
  }

  function recolor() {
    look.refresh();
    legend.draw();
    show(store.get());
  }

  function physics() {
    if (!surface.physics) {
      dom.say("This graph is too large for springs.");
      return;
    }
    moving = !moving;
    dom.id("physics").setAttribute("aria-pressed", String(moving));
    redraw();
    surface.physics(moving);
    dom.say(moving ? "Springs are on." : "Springs are off.");
  }

  /** Springs off, and everything where it was before them. */
  function settle() {
    if (moving) physics();
    surface.settle();
  }

  function sheet(id, open) {
    const inside = dom.id(id).contains(document.activeElement);
    document.body.classList.toggle(`${id}-open`, open);
    const opener = document.querySelector(`.bar [aria-controls="${id}"]`);
    opener.setAttribute("aria-expanded", String(open));
    if (open) dom.id(id).querySelector(".close").focus();
    else if (inside) opener.focus();
  }

  /** Close what lies over the graph. Whether there was anything to close. */
  function closeSheets() {
    const open = document.body.classList.contains("side-open");
    if (open) sheet("side", false);
    const menu = dom.id("save");
    const menuOpen = menu.open;
    menu.open = false;
    return open || menuOpen;
  }

  /** A page about one node begins with it; where it has no result, with what is around it. */
  function focused(id) {
    const open = scene.pairs.length ? {} : { [id]: 3 };
    store.restore({ selected: { node: id }, open }, true);
  }

  /** Sigma draws large scenes, where the browser has WebGL; else there is the table. */
  function surfaceName() {
    if (!scene.large) return "vis";
    const drawable = typeof Sigma !== "undefined" && document.createElement("canvas").getContext("webgl2");
    if (drawable) drawable.getExtension("WEBGL_lose_context")?.loseContext(); // a page may have few of them
    return drawable ? "sigma" : "none";
  }

  function start() {
    const name = surfaceName();
    document.documentElement.dataset.surface = name;
    surface = surfaces[name](graph, {
      choose(target) {
        if (target && target.node) keys.at(target.node);
        if (target || store.get().selected) actions.choose(target);
      },
      open: actions.expand,
      point,
      move: (id, x, y) => actions.pin(id, plan.unplace(drawn.sizes, x, y)),
      resize() {
        redraw();
        strip.show(view);
        // A sheet that comes and goes on a narrow page must not shrink what is drawn.
        if (!touched || (drawn && drawn.sizes.narrow)) surface.fit();
        if (drawn && drawn.boxes.has(stood)) reveal(stood);
      },
    });
    dom.id("physics").hidden = !surface.physics;
    legend.draw();
    filters.draw();
    store.listen(show);
    store.listen((state, cause) => cause !== "preview" && state.view === "graph" && follow(state));
    permalink.follow();
    if (!location.hash && scene.meta.focus) focused(scene.meta.focus);
    show(store.get());
    surface.fit();
    form = formOf();
    document.documentElement.dataset.ready = "yes";
  }

  return {
    start,
    redraw,
    reveal,
    fit,
    zoom(factor) {
      touched = true;
      surface.zoom(factor);
    },
    touch: () => {
      touched = true;
    },
    physics,
    settle,
    theme,
    recolor,
    sheet,
    closeSheets,
    point,
    tell,
    turn(to) {
      store.change({ view: to });
      if (to === "graph") fit();
    },
    view: () => view,
    drawn: () => drawn || make(store.get(), [1200, 800]),
    /** Where a node stands now, in the places of the scene. */
    placeOf(id) {
      const at = surface && surface.moved().get(id);
      return at && drawn ? plan.unplace(drawn.sizes, ...at) : null;
    },
    surface: () => surface,
    calm,
  };
})();
