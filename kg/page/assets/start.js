// Buttons, menus and the printer; then the page begins.

{
  const on = (id, act) => dom.id(id).addEventListener("click", act);
  on("undo", actions.undo);
  on("redo", actions.redo);
  on("whole", actions.whole);
  on("reset", actions.reset);
  on("fit", () => app.fit());
  on("nearer", () => app.zoom(1.25));
  on("farther", () => app.zoom(0.8));
  on("physics", app.physics);
  on("theme", () => app.theme());
  on("help-open", () => dom.id("help").showModal());
  on("help-close", () => dom.id("help").close());
  on("about", () => {
    const open = document.body.classList.contains("panel-open") && !store.get().selected;
    if (store.get().selected) actions.choose(null);
    app.sheet("panel", !open);
  });
  on("panel-close", () => {
    actions.choose(null);
    dom.id("graph").focus();
  });
  for (const each of document.querySelectorAll("[data-view]")) each.addEventListener("click", () => app.turn(each.dataset.view));
  for (const each of document.querySelectorAll("[data-sheet]")) {
    each.addEventListener("click", () => app.sheet(each.dataset.sheet, !document.body.classList.contains(`${each.dataset.sheet}-open`)));
  }
  for (const each of document.querySelectorAll("[data-save]")) {
    each.addEventListener("click", () => {
      files.writers[each.dataset.save]();
      dom.id("save").open = false;
    });
  }
  for (const each of document.querySelectorAll("[data-skip]")) {
    each.addEventListener("click", (event) => {
      event.preventDefault(); // the fragment of the address holds the state
      if (each.dataset.skip === "graph" || each.dataset.skip === "table") app.turn(each.dataset.skip);
      const target = { graph: "graph", table: "table-body", panel: "panel", search: "search" }[each.dataset.skip];
      dom.id(target).focus();
    });
  }
  document.addEventListener("click", (event) => {
    const menu = dom.id("save");
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  dom.id("graph").addEventListener("wheel", app.touch, { passive: true });
  dom.id("graph").addEventListener("pointerdown", app.touch);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", app.recolor);

  // On paper: the picture and the results, whatever the screen shows.
  window.addEventListener("beforeprint", () => {
    document.documentElement.dataset.paper = "yes";
    look.refresh();
    const state = store.get();
    const drawn = drawing.of(state, app.view(), [1200, 860]);
    const { columns } = rows.LISTS.results;
    dom.replace(
      dom.id("paper"),
      picture.printed(drawn),
      dom.el("table", {},
        dom.el("caption", {}, "Results shown"),
        dom.el("thead", {}, dom.el("tr", {}, columns.map((column) => dom.el("th", { scope: "col" }, column.title)))),
        dom.el("tbody", {}, rows.sorted("results", app.view(), null).map((pair) =>
          dom.el("tr", {}, columns.map((column) => dom.el("td", {}, dom.bdi(column.text(pair)))))))),
    );
  });
  window.addEventListener("afterprint", () => {
    delete document.documentElement.dataset.paper;
    look.refresh();
    dom.replace(dom.id("paper"));
    app.redraw();
  });

  // Where there is little room the graph has it.
  if (innerHeight < 820 || innerWidth < 760) dom.id("strip").open = false;
  dom.id("strip").addEventListener("toggle", () => app.view() && strip.show(app.view()));

  app.start();
}
