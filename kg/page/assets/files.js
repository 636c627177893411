// What is shown, as files: PNG, SVG, JSON, CSV.

const files = (() => {
  const DENSE = 2; // pixels of a picture to one of the screen
  const LARGEST = 16000; // as wide or as tall as browsers let a canvas be

  function save(name, content, type) {
    const blob = content instanceof Blob ? content : new Blob([content], { type });
    const url = URL.createObjectURL(blob);
    const link = dom.el("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    dom.say(`Saved: ${name}.`);
  }

  const stem = () => `kg-graph${scene.meta.focus ? `-${scene.meta.focus.replace(/[^\w.-]+/g, "-")}` : ""}`;

  const svgText = () => new XMLSerializer().serializeToString(picture.of(app.drawn()));

  /** The picture as PNG: the SVG file drawn on a canvas. */
  async function png() {
    if (picture.many(app.drawn())) {
      return new Promise((done) => picture.painted(app.drawn()).toBlob(done, "image/png"));
    }
    const text = svgText();
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const scale = Math.min(DENSE, LARGEST / Math.max(image.width, image.height));
    const canvas = dom.el("canvas", { width: String(Math.round(image.width * scale)), height: String(Math.round(image.height * scale)) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  /** The part of the scene that is shown, in the scene's own form. */
  function json() {
    const view = app.view();
    const plain = ({ place, ...rest }) => rest;
    const pairs = view.edges.filter((edge) => edge.kind === "verdict").map((edge) => scene.pairs[edge.pair]);
    const nodes = [...view.nodes].map((id) => scene.nodes.get(id));
    return `${JSON.stringify(
      {
        meta: scene.meta,
        state: permalink.write(store.get()),
        nodes,
        edges: view.edges.map(plain),
        pairs: pairs.map(({ place, edge, chain, ...rest }) => ({ ...rest, chain: chain.nodes })),
        details: Object.fromEntries(nodes.map(({ id }) => [id, scene.detailsOf(id)])),
      },
      null,
      1,
    )}\n`;
  }

  // A spreadsheet takes a cell that begins so for a formula.
  const cell = (text) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  /** The columns of the table, and beside each name the one that commands take. */
  const named = (list) =>
    list === "nodes"
      ? rows.LISTS.nodes.columns
      : rows.LISTS[list].columns.flatMap((column) =>
          column.node ? [column, { title: `${column.title}: name in commands`, text: column.node }] : [column]);

  /** A list of what is shown, as the table has it, so that each row leads back to its statements. */
  function csv(list) {
    const columns = named(list);
    const lines = [columns.map((column) => column.title)];
    for (const item of rows.sorted(list, app.view(), null)) lines.push(columns.map((column) => column.text(item)));
    return `${lines.map((line) => line.map((text) => cell(String(text))).join(",")).join("\r\n")}\r\n`;
  }

  const writers = {
    png: async () => save(`${stem()}.png`, await png()),
    svg: () => save(`${stem()}.svg`, svgText(), "image/svg+xml"),
    json: () => save(`${stem()}.json`, json(), "application/json"),
    "csv-results": () => save(`${stem()}-results.csv`, csv("results"), "text/csv"),
    "csv-nodes": () => save(`${stem()}-nodes.csv`, csv("nodes"), "text/csv"),
    "csv-lines": () => save(`${stem()}-lines.csv`, csv("lines"), "text/csv"),
    link: async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        dom.say("The link is copied.");
      } catch {
        // Without the right to write there: the address bar has the same link.
        dom.say("The link is in the address bar.");
      }
    },
  };

  return { writers };
})();
