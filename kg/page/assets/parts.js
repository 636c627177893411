// Pieces that panel, table and legend are put together from.

const parts = (() => {
  const { el, svg, bdi, link, button } = dom;

  /** A node's name that leads to it; a name without a node is only shown. */
  function node(id, properties = {}) {
    if (!scene.nodes.has(id)) return bdi(id);
    return el(
      "button",
      { type: "button", class: "name", ...properties, on: { click: () => actions.choose({ node: id }) } },
      bdi(words.label(id)),
    );
  }

  const nodes = (ids) => (ids || []).map((id, index) => [index ? ", " : "", node(id)]);

  /** Names one below the other, where there are several. */
  const list = (ids) =>
    ids && ids.length > 1 ? el("ul", { class: "plain" }, ids.map((id) => el("li", {}, node(id)))) : nodes(ids);

  /** A sentence of the data, in which names of nodes lead to them. */
  const sentence = (text) =>
    text.split(/([\s,;()]+)/).map((word) => (scene.nodes.has(word) ? node(word) : word));

  /** Parts of a sentence, of which the first begins with a capital. */
  const opening = ([first, ...rest]) => [typeof first === "string" ? first.charAt(0).toUpperCase() + first.slice(1) : first, ...rest];

  /** A short piece of line as a verdict has it: the same colour, width and pattern. */
  function sample(entry, coverage = "covered", length = 36) {
    const style = look.verdict(entry, coverage);
    return stroke(style, length);
  }

  function stroke(style, length = 36) {
    return svg(
      "svg",
      { class: "sample", width: length, height: 10, viewBox: `0 0 ${length} 10`, "aria-hidden": "true" },
      svg("line", {
        x1: 0, y1: 5, x2: length, y2: 5, stroke: style.color,
        "stroke-width": Math.max(style.width, 1.6), "stroke-dasharray": style.dashes.join(" ") || null,
      }),
    );
  }

  /** A result in one line: its pattern and its verdict. */
  const verdict = (pair) => [
    sample(scene.code(scene.verdicts(pair), pair.verdict), pair.coverage, 28),
    el("span", {}, el("strong", {}, words.verdict(pair)), pair.coverage === "covered" ? ": the words cover it" : pair.coverage === "possible" ? ", if the words cover it" : `, ${words.code("coverage", pair.coverage)}`),
  ];

  /** A term and what belongs to it, for <dl>; nothing if there is nothing. */
  function fact(term, ...values) {
    const found = values.flat(3).filter((value) => value !== undefined && value !== null && value !== "");
    return found.length ? [el("dt", {}, term), el("dd", {}, found)] : [];
  }

  /** The exact words, with where they stand. */
  function quotation(quote) {
    const source = scene.nodes.get(quote.source);
    const details = scene.detailsOf(quote.source);
    const url = quote.url || details.url;
    return el(
      "figure",
      { class: quote.beside ? "quote beside" : "quote" },
      el("blockquote", { lang: quote.language || null, dir: quote.direction || "auto" }, ["“", quote.exact, "”"]),
      el(
        "figcaption",
        {},
        quote.beside ? "Beside it, in " : "",
        source ? node(quote.source) : quote.source ? bdi(quote.source) : "",
        details.publisher && source && !source.label.includes(details.publisher) ? [" · ", bdi(details.publisher)] : "",
        details.published ? [" · ", details.published] : "",
        url ? [" · ", link(url, "open the source")] : details.url_text ? [" · ", bdi(details.url_text)] : "",
      ),
    );
  }

  /** Words compared: what is struck out stands only in the original, what is underlined only here. */
  const compared = (tokens) =>
    tokens.map(([sign, text], index) => [
      index ? " " : "",
      sign === "=" ? text : el(sign === "-" ? "del" : "ins", {}, el("span", { class: "sr" }, sign === "-" ? "[left out: " : "[put in: "), text, el("span", { class: "sr" }, "]")),
    ]);

  function fold(title, open, ...children) {
    return el("details", { class: "fold", open: open || null }, el("summary", {}, title), ...children);
  }

  const section = (title, ...children) => el("section", {}, el("h3", {}, title), ...children);

  return { node, nodes, list, sentence, opening, sample, stroke, verdict, fact, quotation, compared, fold, section, button };
})();
