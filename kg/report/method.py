"""What a report was made from, how, and what it cannot say."""

from __future__ import annotations

from kg.graph import Graph
from kg.report.model import Definition, Definitions, Listing, Meta, Paragraph, Run, Section
from kg.report.phrases import day, line

_METHOD = (
    (
        "Coverage.",
        "A denial is held against each incident in five dimensions: involvement, kind, target, "
        "place and time. Each is yes, no or unknown. Covered is yes in all, outside is no in one, "
        "possible is anything else.",
    ),
    (
        "What others say.",
        "A verdict names how other statements stand to the denial: the first that holds of "
        "withdrawn, self-contradicted, contradicted-by-finding, contested, "
        "contested-through-proxy, attributed-elsewhere, unattributed.",
    ),
    (
        "Party.",
        "A ministry, an army or an ambassador is the party itself. Members of an umbrella and "
        "what a state owns are not. Officials whom a source leaves unnamed are a group of their "
        "own.",
    ),
    (
        "Chains.",
        "Affirmed links of sponsorship and identity are followed from whoever is named, four at "
        "most. Where they come from several parties the chain is called composed: no single "
        "party said it.",
    ),
    (
        "Counts.",
        "A rendering counts as its original. Origins are documents or utterances; those whose way "
        "to the reports is not on record are told apart. Independent is a bound from above: the "
        "least number of statements, sources and speakers without which nothing would have been "
        "heard.",
    ),
    (
        "Hangs on.",
        "Every statement, link and source that could matter is left out, one at a time, and the "
        "result compared.",
    ),
    (
        "Over time.",
        "A statement counts from the day by which it was public, not from the day on which it was "
        "made.",
    ),
)
_LIMITS = (
    "The result is as good as the curation. Whether words deny a mode or leave it open is a "
    "reading; each reading is one line of the data and can be changed.",
    "Silence in the data is no evidence. That nobody names a party means that no statement in "
    "these data does.",
    "A chain is put together by rules. It is not anybody's finding.",
    "Hedged statements count as affirmations; how they are hedged is shown, not weighed.",
    "Statements are counted, not weighed.",
    "Quotations are short and exact. What stands around them is to be read at the source; sources "
    "that the curator did not see are marked.",
)


def method_section() -> Section:
    """Return method and limits, in short."""
    return Section(
        "method",
        line("Method and limits"),
        (
            Paragraph(
                line(
                    "The tool relates statements to one another by rules that a reader can check. "
                    "It does not say who did it. docs/method.md of the program has every rule, "
                    "docs/conflicts.md those of what does not fit together, docs/model.md the "
                    "terms."
                )
            ),
            Listing(tuple(line(Run(name, "strong"), f" {text}") for name, text in _METHOD)),
            Paragraph(line(Run("Limits", "strong"))),
            Listing(tuple(line(text) for text in _LIMITS)),
        ),
        kind="method",
    )


def made_from_section(graph: Graph, meta: Meta) -> Section:
    """Return what the report was made from."""
    which = "all denials of the data" if meta.every else ", ".join(map(graph.short, meta.denials))
    without = ", ".join(map(graph.short, meta.without)) or "nothing"
    date = "none on record" if meta.date is None else day(meta.date)
    last = meta.last_publication
    how = "as given" if meta.date_given else "the last publication that it rests on"
    if last and not meta.date_given and last != meta.date:
        how = f"the end of {day(last)}, when the last publication came out that it rests on"
    items = [
        ("Denials", line(which)),
        ("Data", line(", ".join(meta.files))),
        ("SHA-256 of the data", line(Run(meta.sha256, "name"))),
        *(
            (
                ("Judgements", line(Run(meta.judgements[0], "name"))),
                ("SHA-256 of the judgements", line(Run(meta.judgements[1], "name"))),
            )
            if meta.judgements
            else ()
        ),
        ("Program", line(f"{meta.program} {meta.version}")),
        ("Ontology", line(meta.ontology)),
        ("As of", line(day(meta.as_of) if meta.as_of else "everything in the data")),
        ("Left out", line(without)),
        ("Date of the report", line(f"{date} ({how})" if meta.date else date)),
        ("Command", line(Run(meta.command, "name"))),
    ]
    return Section(
        "made-from",
        line("What it was made from"),
        (
            Definitions(tuple(Definition(line(term), runs) for term, runs in items)),
            Paragraph(
                line("The same data, program and command give the same report, byte for byte."),
                "note",
            ),
        ),
        kind="made-from",
    )
