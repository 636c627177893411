// The panel of a node or of a plain line.

const panelOfNode = (() => {
  const { el, bdi, link } = dom;
  const { fact, section, fold } = parts;

  const coded = (list, codes) => (codes || []).map((code, index) => [index ? ", " : "", words.code(list, code)]);

  function facts(node, d) {
    const happened = node.happened || {};
    return el(
      "dl",
      {},
      fact("What", node.kind === "incident" ? coded("incidents", d.what) : words.sort(node)),
      fact("Kind", node.kinds ? coded("statements", node.kinds) : ""),
      fact("Who", d.who ? parts.node(d.who) : ""),
      fact("For", parts.list(d.for)),
      fact("To", parts.list(d.to)),
      fact("When", dates.told((node.kind === "incident" && happened.text) || d.when || happened.text || ""), d.when_note ? el("span", { class: "quiet" }, " (", bdi(d.when_note), ")") : ""),
      fact("Where", typeof d.where === "string" ? parts.node(d.where) : parts.list(d.where)),
      fact("Position", d.position ? `${d.position.join(", ")}` : "", d.position_basis ? el("span", { class: "quiet" }, " (", bdi(d.position_basis), ")") : ""),
      fact("Struck", parts.list(d.struck)),
      fact("Touched", parts.list(d.touched)),
      fact(node.kind === "place" ? "Hosts" : "On the ground of", parts.list(d.hosts)),
      fact("Phase", d.phase ? words.code("phases", d.phase) : ""),
      fact("Public since", d.published || (node.published || {}).day, d.published_note ? el("span", { class: "quiet" }, " (", bdi(d.published_note), ")") : ""),
      fact("Medium", d.medium ? bdi(d.medium) : ""),
      fact("How it is said", d.hedging ? words.code("hedging", d.hedging) : "", d.hedging_words ? [": ", bdi(d.hedging_words.join("; "))] : ""),
      fact("On what basis", d.basis ? words.code("bases", d.basis) : ""),
      fact("Also does", coded("acts", d.acts)),
      fact("Answer", d.answer ? words.code("answers", d.answer) : ""),
      fact("Credibility", d.credibility ? `${d.credibility}: ${words.code("credibility", String(d.credibility))}` : ""),
      fact("Reliability", d.reliability ? [d.reliability].flat().map((code) => `${code}: ${words.code("reliability", code)}`).join(", ") : ""),
      fact("Title", d.title ? bdi(d.title) : ""),
      fact("Publisher", d.publisher ? bdi(d.publisher) : ""),
      fact("Author", d.creator ? bdi([d.creator].flat().join(", ")) : ""),
      fact("Address", d.url ? link(d.url, d.url) : d.url_text ? bdi(d.url_text) : ""),
      fact("Language", d.language),
      fact("Seen", d.access ? words.code("access", [d.access].flat()[0]) : "", d.access_note ? el("span", { class: "quiet" }, " (", bdi(d.access_note), ")") : ""),
      fact("Carries the words of", parts.list(d.carries)),
      fact("Cites", parts.list(d.cites)),
      fact("SHA-256 of the copy", d.sha256 ? el("code", {}, d.sha256) : ""),
      fact("Other names", d.names ? bdi(d.names.join("; ")) : ""),
      fact("Organ of", parts.list(d.organ_of)),
      fact("Part of", parts.list(d.part_of)),
      fact("Mandated by", parts.list(d.mandated_by)),
      fact("On the web", (d.urls || []).map((url, index) => [index ? ", " : "", link(url, url)])),
      fact("Above", parts.list(d.upper)),
      fact("Below", parts.list(d.lower)),
      fact("How", coded("sponsorship", d.modes)),
      fact("From", d.from ? dates.told(d.from) : ""),
      fact("Until", d.until ? dates.told(d.until) : ""),
      fact("Affirmed by", parts.list(d.affirmed_by)),
      fact("Denied by", parts.list(d.denied_by)),
      fact("Left open by", parts.list(d.left_open_by)),
      fact("Within", parts.list(d.within)),
      fact("Bounds", d.vague ? "vague" : ""),
      fact("Name in commands", el("code", {}, node.id)),
    );
  }

  /** Who said it, for whom, when and where, in one line. */
  function uttered(d) {
    if (!d.who) return null;
    const party = (d.for || []).filter((id) => id !== d.who);
    return el("p", {},
      parts.node(d.who), party.length ? [", for ", parts.nodes(party)] : "",
      d.when ? [" · ", dates.told(d.when)] : "", scene.nodes.has(d.where) ? [" · ", parts.node(d.where)] : "", d.medium ? [" · ", bdi(d.medium)] : "");
  }

  function says(d) {
    if (!d.says) return null;
    return section(
      "What it says",
      d.says.map((each) => el("p", { class: "says" }, el("strong", {}, words.code("stances", each.stance)), " ", parts.sentence(each.words))),
    );
  }

  function origins(d) {
    if (!d.origins) return null;
    const { origins: number, unknown, independence, roots } = d.origins;
    return section(
      "Where it comes from",
      el("p", {}, `${words.count(number, "origin", "origins")}, at most ${independence} independent${unknown ? `; how ${unknown} came to the reports is not on record` : ""}.`),
      roots ? el("p", { class: "quiet" }, "It goes back to ", parts.nodes(roots), ".") : null,
    );
  }

  function results(node, d) {
    const pairs = (d.pairs || []).map((place) => scene.pairs[place]);
    if (!pairs.length) return null;
    return section(
      `Results (${pairs.length})`,
      el("ul", { class: "results" }, pairs.map((pair) => panel.resultItem(pair, pair.incident === node.id ? pair.denial : pair.incident))),
    );
  }

  function beside(node) {
    const groups = new Map();
    for (const edge of scene.edgesOf(node.id)) {
      if (edge.kind === "verdict") continue;
      const title = edge.from === node.id ? words.verb(edge) : words.back(edge);
      if (!groups.has(title)) groups.set(title, new Set());
      groups.get(title).add(scene.other(edge, node.id));
    }
    if (!groups.size) return null;
    const number = [...groups.values()].reduce((sum, ids) => sum + ids.size, 0);
    return fold(`Beside it in the graph (${number})`, false, el("dl", {}, [...groups].map(([title, ids]) => fact(title, el("ul", { class: "plain" }, [...ids].map((id) => el("li", {}, parts.node(id))))))));
  }

  function tools(node) {
    const state = store.get();
    const pinned = Object.hasOwn(state.pinned, node.id);
    const open = Object.hasOwn(state.open, node.id);
    const next = shown.next(state, node.id);
    return el(
      "div",
      { class: "tools" },
      next ? parts.button(open ? "Show more around it" : "Show what is around it", () => actions.expand(node.id), { id: "expand" }) : null,
      open ? parts.button("Fold back", () => actions.fold(node.id), { id: "fold" }) : null,
      parts.button(pinned ? "Unpin" : "Pin", () => actions.pin(node.id), { "aria-pressed": String(pinned), id: "pin" }),
      parts.button("Hide", () => actions.hide(node.id), { id: "hide" }),
    );
  }

  function of(id) {
    const node = scene.nodes.get(id);
    const d = scene.detailsOf(id);
    return [
      el("p", { class: "eyebrow" }, words.kind(node.kind), node.class && node.kind !== "incident" ? ` · ${words.sort(node)}` : ""),
      el("h2", {}, bdi(node.label)),
      uttered(d),
      tools(node),
      d.quotations ? section("In these words", d.quotations.map(parts.quotation)) : null,
      d.rendering === undefined ? null : panelWords.renderings(id, id, node.kind === "rendering"),
      says(d),
      d.words ? section("What is said of it", el("p", {}, parts.sentence(d.words))) : null,
      // Of a statement the line above has said who and when; of the rest that comes first.
      d.who ? [results(node, d), facts(node, d)] : [facts(node, d), results(node, d)],
      d.sources ? fold(`Sources (${d.sources.length})`, d.sources.length < 4, el("ul", { class: "plain" }, d.sources.map(source))) : null,
      origins(d),
      panelWords.values(d.values),
      panelWords.conflicts(d.conflicts),
      d.notes ? section("Remarks of the curator", d.notes.map((note) => el("p", {}, bdi(note)))) : null,
      beside(node),
    ];
  }

  function source(id) {
    const d = scene.detailsOf(id);
    return el("li", {}, parts.node(id), d.published ? ` · ${d.published}` : "", d.url ? [" · ", link(d.url, "open")] : "");
  }

  function ofEdge(edge) {
    return [
      el("p", { class: "eyebrow" }, "Line"),
      el("h2", {}, words.verb(edge)),
      el("p", { class: "quiet" }, scene.code("edges", edge.kind).definition || ""),
      el("dl", {},
        fact("From", parts.node(edge.from)),
        fact("To", parts.node(edge.to)),
        fact("How", coded("modes", edge.modes)),
        fact("About", coded("aspects", edge.aspects)),
        fact("Actors", parts.list(edge.actors)),
        fact("Read into it", edge.read ? "only the curator reads the incident into the words" : ""),
        fact("Public since", edge.published)),
    ];
  }

  return { of, ofEdge };
})();
