// The same words in several wordings, and what follows from each: the results side by side.

const wordings = (() => {
  const { el, bdi } = dom;

  /** The result of a statement about the incident of a result, for the same party. */
  const alike = (node, pair) =>
    (scene.detailsOf(node).pairs || [])
      .map((place) => scene.pairs[place])
      .find((each) => each.denial === node && each.incident === pair.incident && each.party === pair.party && each.kind === pair.kind);

  const outcome = (pair) => (pair ? `${pair.verdict} ${pair.coverage}` : "");

  function groupOf(pair) {
    const place = [pair.rendering_of, pair.denial].filter(Boolean).map((id) => scene.detailsOf(id).rendering).find((found) => found !== undefined);
    return scene.renderings[place];
  }

  /** How many letters differ from the original; of words that cannot be compared, more than any. */
  function changed(member) {
    const tokens = (member.quotations || []).flatMap((quote) => quote.tokens || []);
    return tokens.length ? tokens.reduce((sum, [sign, text]) => sum + (sign === "=" ? 0 : text.length), 0) : Number.MAX_SAFE_INTEGER;
  }

  // --- how to begin ------------------------------------------------------------------------------

  /** The strongest verdicts first, as the ontology orders them, and words that cover before words that may. */
  function strength(pair) {
    const order = scene.vocabulary.verdicts.findIndex((each) => each.code === pair.verdict);
    return (order < 0 ? scene.vocabulary.verdicts.length : order) * 2 + (pair.coverage === "covered" ? 0 : 1);
  }

  /** Of each original the rendering whose result differs from its own: the strongest, then the least change of words. */
  let known = null;
  function drifts() {
    if (known) return known;
    const found = [];
    for (const group of scene.renderings) {
      for (const member of group.members) {
        for (const place of scene.detailsOf(member.node).pairs || []) {
          const pair = scene.pairs[place];
          if (pair.denial !== member.node || pair.kind !== "denial" || member.node === group.original) continue;
          const original = alike(group.original, pair);
          if (original && outcome(original) !== outcome(pair)) found.push({ pair, original, by: [strength(pair), changed(member), pair.place] });
        }
      }
    }
    found.sort((a, b) => a.by[0] - b.by[0] || a.by[1] - b.by[1] || a.by[2] - b.by[2]);
    known = found.filter((each, at) => found.findIndex((other) => other.original.denial === each.original.denial) === at);
    return known;
  }

  function result(pair, title) {
    const { medium } = scene.detailsOf(pair.denial);
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "item", on: { click: () => actions.choose({ pair: pair.id }) } },
        el("span", { class: "eyebrow" }, title, medium ? [": ", bdi(medium)] : ""),
        el("span", { class: "name" }, bdi(words.label(pair.denial))),
        el("span", { class: "line" }, parts.verdict(pair)),
      ),
    );
  }

  /** What is best looked at first: one statement in two wordings, and two results. */
  function first() {
    const [drift] = drifts();
    if (!drift) return null;
    const { pair, original } = drift;
    return parts.section(
      "One statement in two wordings, and two results",
      el("p", {}, "About: ", parts.node(pair.incident)),
      el("ul", { class: "results" }, result(original, "The original"), result(pair, "Another wording")),
      against(pair),
    );
  }

  /** What stands against the words of a result, in a line. */
  function against({ verdict, charge, brief }) {
    if (verdict !== "self-contradicted" || !charge || !charge.statement) {
      return brief ? el("p", { class: "quiet" }, parts.opening(parts.sentence(brief))) : null;
    }
    const { when } = scene.detailsOf(charge.statement);
    return el("p", {}, "Against it stand words of the same party: ", parts.node(charge.statement), when ? ` (${when})` : "");
  }

  // --- beside a result ---------------------------------------------------------------------------

  function words_(member) {
    return (member.quotations || []).map((quote) =>
      el("blockquote", { class: quote.tokens ? "compared" : null, lang: quote.language || null, dir: quote.direction || "auto" },
        quote.tokens ? parts.compared(quote.tokens) : quote.exact));
  }

  function one(member, group, pair, open) {
    const here = member.node === pair.denial;
    const { medium } = scene.detailsOf(member.node);
    const other = alike(member.node, pair);
    const label = bdi(words.label(member.node));
    return el(
      "li",
      { class: here ? "here" : null },
      el(
        "p",
        {},
        here || !other
          ? el("strong", {}, label)
          : el("button", { type: "button", class: "name", on: { click: () => actions.choose({ pair: other.id }) } }, label),
        el("span", { class: "quiet" }, medium ? [" · ", bdi(medium)] : "",
          member.node === group.original ? " · the original" : "", here ? " · this one" : ""),
      ),
      open ? words_(member) : null,
    );
  }

  /** How each wording of the same words comes out for the incident of a result. */
  function outcomes(pair) {
    const group = groupOf(pair);
    if (!group) return null;
    const groups = new Map();
    for (const member of group.members) {
      const found = alike(member.node, pair);
      // A page about one node has not the results of all.
      if (!found && scene.meta.focus) continue;
      const key = outcome(found);
      if (!groups.has(key)) groups.set(key, { found, members: [] });
      groups.get(key).members.push(member);
    }
    const number = [...groups.values()].reduce((sum, each) => sum + each.members.length, 0);
    if (number < 2) return null;
    // Of each result one wording is quoted: the original, this one, or the first.
    const quoted = (members) => {
      const ends = members.filter(({ node }) => node === pair.denial || node === group.original);
      return new Set((ends.length ? ends : members.slice(0, 1)).map(({ node }) => node));
    };
    // The original's result, then this one's, then others.
    const rank = ({ members }) =>
      members.some(({ node }) => node === group.original) ? 0 : members.some(({ node }) => node === pair.denial) ? 1 : 2;
    return parts.section(
      `The same words in ${number} wordings`,
      el("p", {}, groups.size > 1 ? "They do not come out alike for this incident:" : "All come out alike for this incident."),
      groups.size > 1
        ? el("p", { class: "quiet" }, el("del", {}, "Struck out"), ": only in the original. ", el("ins", {}, "Underlined"), ": only in this wording.")
        : null,
      [...groups.values()].sort((a, b) => rank(a) - rank(b)).map(({ found, members }) => {
        const open = quoted(members);
        const listed = members.map((member) => one(member, group, pair, groups.size > 1 || !open.has(member.node)));
        const shown = members.map((member, at) => (open.has(member.node) ? listed[at] : null));
        const rest = members.map((member, at) => (open.has(member.node) ? null : listed[at])).filter(Boolean);
        return el(
          "div",
          { class: "outcome" },
          el("p", { class: "line" }, found ? parts.verdict(found) : el("span", {}, "no result for this incident")),
          el("ul", { class: "wordings" }, shown),
          rest.length
            ? el("details", { class: "inner" }, el("summary", {}, `${words.count(rest.length, "more wording", "more wordings")} with this result`), el("ul", { class: "wordings" }, rest))
            : null,
        );
      }),
    );
  }

  return { first, outcomes, strength };
})();
