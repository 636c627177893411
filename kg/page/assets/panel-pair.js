// The panel of a result: what was denied, what stands against it, in which words.

const panelOfPair = (() => {
  const { el, bdi } = dom;
  const { fact, section, fold } = parts;
  const SIGNS = { yes: "✓", no: "✕", unknown: "?" };

  function dimensions(pair) {
    return el(
      "ul",
      { class: "dimensions" },
      Object.entries(pair.dimensions || {}).map(([name, value]) =>
        el(
          "li",
          { class: `is-${value}`, title: scene.code("dimensions", name).definition },
          el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[value] || "·"),
          words.code("dimensions", name),
          el("span", { class: "sr" }, `: ${words.code("values", value)}`),
        ),
      ),
    );
  }

  function side(title, measure) {
    const grade = (list, code) => `${code} (${words.code(list, code)})`;
    return el(
      "div",
      { class: "measure" },
      el("h4", {}, title),
      el("p", { class: "large" }, words.count(measure.statements, "statement", "statements")),
      el("p", {}, `from ${words.count(measure.origins, "origin", "origins")}, at most ${measure.independence} independent`),
      measure.unknown
        ? el("p", {}, `how ${measure.unknown} of them came to the reports is not on record`)
        : null,
      el("p", {}, words.count(measure.parties, "party", "parties")),
      measure.reliability && measure.reliability !== "F" ? el("p", {}, `best source ${grade("reliability", measure.reliability)}`) : null,
      measure.credibility && measure.credibility !== 6 ? el("p", {}, `best item ${grade("credibility", String(measure.credibility))}`) : null,
    );
  }

  function step(entry) {
    const details = scene.detailsOf(entry.statement);
    const said = (details.says || [])[entry.says];
    const party = (details.for || []).filter((id) => id !== details.who);
    return el(
      "li",
      { class: "step" },
      el(
        "p",
        { class: "eyebrow" },
        el("span", { class: "role", title: scene.code("roles", entry.role).definition }, words.code("roles", entry.role)),
        details.when ? ` · ${dates.told(details.when)}` : "",
        details.hedging && details.hedging !== "asserted" ? ` · ${words.code("hedging", details.hedging)}` : "",
      ),
      el("p", {}, details.who ? parts.node(details.who) : "", party.length ? [", for ", parts.nodes(party)] : "", details.medium ? [" · ", bdi(details.medium)] : ""),
      said ? el("p", { class: "says" }, el("strong", {}, words.code("stances", said.stance)), " ", parts.sentence(said.words)) : null,
      details.quotations
        ? details.quotations.filter((quote) => !quote.beside).map(parts.quotation)
        : el("p", { class: "quiet" }, "No words are recorded. In our words: ", parts.node(entry.statement)),
      details.quotations ? el("p", { class: "more" }, "Statement: ", parts.node(entry.statement)) : null,
    );
  }

  function behind(pair) {
    const decided = pair.steps.filter((entry) => entry.decides);
    const beside = pair.steps.filter((entry) => !entry.decides);
    const roles = [...new Set(beside.map((entry) => entry.role))];
    return [
      section("What decided", el("ol", { class: "steps" }, decided.map(step))),
      beside.length
        ? section(
            "Beside it",
            roles.map((role) => {
              const of = beside.filter((entry) => entry.role === role);
              return fold(`${words.code("roles", role)} (${of.length})`, false, el("ol", { class: "steps" }, of.map(step)));
            }),
          )
        : null,
    ];
  }

  function facts(pair) {
    return el(
      "dl",
      {},
      fact("For", parts.node(pair.party)),
      fact("Wording of", pair.rendering_of ? parts.node(pair.rendering_of) : null),
      fact("Dated by", pair.dating ? bdi(dates.told(pair.dating)) : null),
      fact(
        "Other datings",
        (pair.other_datings || []).map((other) =>
          el("p", {}, bdi(dates.told(other.value)), ` (${(other.publishers || []).join(", ")}): in time: ${words.code("values", other.time)}`),
        ),
      ),
      fact("Attributed to", parts.list(pair.attributed_to)),
      fact("Answered by", parts.list(pair.answered_by)),
      fact("Said not to have happened by", parts.list(pair.event_denied_by)),
      fact("Public since", pair.published),
    );
  }

  function charge(pair) {
    const composed = pair.composed_charge;
    if (!composed) return null;
    return el(
      "p",
      { class: "hint" },
      `Put together from the words of ${words.count(composed.parties.length, "party", "parties")}, somebody could also read “${words.code("modes", composed.mode)}”. No single party says so.`,
    );
  }

  return (pair) => {
    const entry = scene.code(scene.verdicts(pair), pair.verdict);
    const coverage = scene.code("coverage", pair.coverage);
    const claim = pair.kind === "claim";
    return [
      el("p", { class: "eyebrow" }, claim ? "Claim of responsibility and incident" : "Denial and incident"),
      el("h2", { class: "result" }, parts.sample(entry, pair.coverage, 44), el("span", {}, entry.label)),
      el("p", { class: "quiet" }, entry.definition || ""),
      el(
        "div",
        { class: "ends" },
        el("p", {}, el("span", { class: "eyebrow" }, claim ? "Claim" : "Denial"), parts.node(pair.denial)),
        el("p", {}, el("span", { class: "eyebrow" }, "Incident"), parts.node(pair.incident)),
      ),
      section(
        "Why",
        el("p", {}, parts.opening([pair.because])),
        pair.brief ? el("p", { class: "quiet" }, parts.opening(parts.sentence(pair.brief))) : null,
        charge(pair),
        el("p", { class: "hint" }, scene.meta.note),
      ),
      wordings.outcomes(pair),
      section("Do the words cover it?", el("p", {}, el("strong", {}, coverage.label), coverage.definition ? `: ${coverage.definition}` : ""), dimensions(pair)),
      section(
        "For and against",
        el("div", { class: "measures" }, side("Say that the party had a part", pair.for), side("Deny that it had", pair.against)),
      ),
      behind(pair),
      facts(pair),
      panelWords.conflicts([...new Set([...(scene.detailsOf(pair.denial).conflicts || []), ...(scene.detailsOf(pair.incident).conflicts || [])])]),
    ];
  };
})();
