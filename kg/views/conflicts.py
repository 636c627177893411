"""Conflicts for readers: one line each, or every side with its words."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from kg.conflicts import KINDS, Conflict, Side
from kg.graph import CEV, Graph
from kg.provenance import first
from kg.views.blocks import Block

_DCTERMS = "http://purl.org/dc/terms/"
_WIDE = 34  # characters of a value in the list
_NARROW = 20  # the same where there are many
_FEW = 4
_MANY = 8
_LONG = 300  # characters of a line
_QUOTED = 3  # quotations of one side
# Rules that claim no exclusion.
_SOFT = frozenset({"words-differ", "same-number-words-differ", "two-wordings"})
_SAYS = {
    "same_source": "on several sides in one source",
    "left_open_by": "left open by",
}
_LEGEND = (
    "A conflict names a relation between what is said, not the truth. docs/conflicts.md explains "
    "each rule.",
    "origins: documents and utterances that stand behind each side, in order; with +n? those "
    "among them of which nobody recorded how they came to the sources.",
)


def conflicts_blocks(
    graph: Graph,
    conflicts: Sequence[Conflict],
    *,
    full: bool,
    whole: bool = False,
    as_of: str | None = None,
    without: Iterable[str] = (),
) -> tuple[Block, ...]:
    """Return the conflicts as blocks, and a count.

    Parameters
    ----------
    graph
        The graph in which they were found; names and dates come from it.
    conflicts
        What was found.
    full
        Every side of every conflict, not a line for each.
    whole
        For Markdown: sides in a table, and nothing is cut. Otherwise sides are short lines.
    as_of, without
        What was asked for, to be said again below.
    """
    if full:
        shown = _table if whole else _lines
        blocks = [shown(graph, conflict) for conflict in conflicts]
    else:
        blocks = [
            _list(graph, kind, list(group), whole=whole)
            for kind, group in groupby(conflicts, key=lambda conflict: conflict.kind)
        ]
    return (*blocks, _sum(conflicts, full=full, as_of=as_of, without=without))


def _list(graph: Graph, kind: str, conflicts: Sequence[Conflict], *, whole: bool) -> Block:
    rows = [
        _row(graph, conflict, whole=whole) for conflict in conflicts if conflict.rule not in _SOFT
    ]
    soft: dict[tuple[str, str], list[Conflict]] = {}
    for conflict in conflicts:
        if conflict.rule in _SOFT:
            soft.setdefault((conflict.about, conflict.rule), []).append(conflict)
    # Where only the words differ, what they differ in is enough for a list.
    rows += [
        (
            _when(graph, about),
            graph.short(about),
            rule,
            "; ".join(f"{_aspect(each) or 'said'} in {len(each.sides)} ways" for each in group),
            "",
        )
        for (about, rule), group in soft.items()
    ]
    return Block(
        title=f"{kind}: {len(conflicts)}",
        columns=("when", "about", "rule", "sides", "origins"),
        rows=tuple(rows),
        below=("sides",),
    )


def _row(graph: Graph, conflict: Conflict, *, whole: bool) -> tuple[str, ...]:
    values = [_flat(side.value) for side in conflict.sides]
    origins = [_origins(side) for side in conflict.sides]
    return (
        _when(graph, conflict.about),
        graph.short(conflict.about),
        _rule(conflict),
        " | ".join(values if whole else _cut(values, ordered=_ordered(conflict))),
        " : ".join(origins if whole else _ends(origins, "…", ordered=_ordered(conflict))),
    )


def _rule(conflict: Conflict) -> str:
    aspect = _aspect(conflict)
    return f"{conflict.rule} ({aspect})" if aspect else conflict.rule


def _aspect(conflict: Conflict) -> str:
    aspect = conflict.facts.get("aspect")
    return aspect if isinstance(aspect, str) else ""


def _ordered(conflict: Conflict) -> bool:
    """Whether the sides are numbers or times in order, so that the first and the last tell most."""
    return conflict.kind == "detail" or "aspect" in conflict.facts


def _cut(values: Sequence[str], *, ordered: bool) -> list[str]:
    """Return values shortened; of many only some, and how many more there are."""
    wide = _WIDE if len(values) <= _FEW else _NARROW
    short = [value if len(value) <= wide else f"{value[: wide - 1].rstrip()}…" for value in values]
    more = f"{len(values) - 2} between" if ordered else f"{len(values) - _MANY + 1} more"
    return _ends(short, more, ordered=ordered)


def _ends(items: Sequence[str], rest: str, *, ordered: bool) -> list[str]:
    """Return items; of many the lowest and the highest, or where they have no order the first."""
    if len(items) <= _MANY:
        return list(items)
    return [items[0], rest, items[-1]] if ordered else [*items[: _MANY - 1], rest]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _origins(side: Side) -> str:
    unknown = f"+{side.measure.unknown}?" if side.measure.unknown else ""
    known = side.measure.origins - side.measure.unknown
    return f"{known}{unknown}"


def _title(graph: Graph, conflict: Conflict) -> str:
    return f"{conflict.kind}: {_rule(conflict)}, {graph.short(conflict.about)}"


def _head(graph: Graph, conflict: Conflict) -> list[str]:
    label = graph.label(conflict.about)
    named = [
        label if label != graph.short(conflict.about) else "",
        _when(graph, conflict.about),
    ]
    about = ", ".join(filter(None, named))
    return [*([about] if about else []), conflict.summary, *_facts(graph, conflict)]


def _lines(graph: Graph, conflict: Conflict) -> Block:
    """Return a conflict with what each side is on lines of its own."""
    lines = _head(graph, conflict)
    for number, side in enumerate(conflict.sides, start=1):
        lines.append(f"{number}: {_flat(side.value)} (origins {_origins(side)})")
        lines += [f"    {name}: {value}" for name, value in _told(graph, side).items() if value]
        quoted = _words(side)
        lines += [f"    {words}" for words in quoted[:_QUOTED]]
        rest = len(quoted) - _QUOTED
        if rest > 0:
            lines.append(f"    {rest} more quotations")
    return Block(
        title=_title(graph, conflict), lines=tuple(part for line in lines for part in _parts(line))
    )


def _parts(line: str) -> list[str]:
    """Return a line as lines that are not too long; no word is broken."""
    if len(line) <= _LONG:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(
        line,
        width=_LONG,
        subsequent_indent=f"{indent}    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _told(graph: Graph, side: Side) -> dict[str, str]:
    return {
        "who": ", ".join(_who(graph, side)),
        "statements": ", ".join(graph.short(statement) for statement in side.statements),
        "sources": ", ".join(graph.short(source) for source in side.sources),
    }


def _table(graph: Graph, conflict: Conflict) -> Block:
    """Return a conflict with its sides as a table, and every word that is quoted."""
    return Block(
        title=_title(graph, conflict),
        lines=tuple(_head(graph, conflict)),
        columns=("side", "origins", "value", "who", "statements", "sources"),
        rows=tuple(
            (str(number), _origins(side), side.value, *_told(graph, side).values())
            for number, side in enumerate(conflict.sides, start=1)
        ),
        notes=tuple(
            f"{number}: {words}"
            for number, side in enumerate(conflict.sides, start=1)
            for words in _words(side)
        ),
    )


def _who(graph: Graph, side: Side) -> list[str]:
    """Return who says it: speakers, who is credited, else who publishes it."""
    people = [graph.label(actor) for actor in (*side.speakers, *side.givers)]
    named = list(dict.fromkeys((*people, *side.credited)))
    if named:
        return named
    publishers = [
        first(graph, source, f"{_DCTERMS}publisher") or graph.short(source)
        for source in side.sources
    ]
    return list(dict.fromkeys(publishers))


def _words(side: Side) -> list[str]:
    return list(
        dict.fromkeys(
            f"“{quotation.exact}” ({quotation.publisher or quotation.source_title or 'no source'})"
            for quotation in side.quotations
        )
    )


def _when(graph: Graph, node: str) -> str:
    for predicate in (f"{CEV}when", f"{CEV}statedOn", f"{_DCTERMS}issued"):
        date = first(graph, node, predicate)
        if date:
            return date
    return ""


def _facts(graph: Graph, conflict: Conflict) -> list[str]:
    """Return what the sides and the summary do not say, a line for each."""
    facts = conflict.facts
    lines = [_revised(graph, each) for each in _dicts(facts.get("revised"))]
    for name, says in _SAYS.items():
        nodes = facts.get(name)
        if isinstance(nodes, list) and nodes:
            lines.append(f"{says}: {', '.join(graph.short(str(node)) for node in nodes)}")
    lines += [
        f"Also denied, though nobody names it as the doer: {graph.label(str(each['actor']))} "
        f"({', '.join(graph.short(node) for node in _texts(each['statements']))})"
        for each in _dicts(facts.get("denied_unnamed"))
    ]
    beside = [str(each["value"]) for each in _dicts(facts.get("beside"))]
    if beside:
        lines.append(f"beside them: {' | '.join(beside)}")
    hours = facts.get("least_hours_between")
    if isinstance(hours, float) and hours:
        lines.append(f"at least {hours:g} hours between the two, by the words")
    lines += [
        f"{graph.short(str(each['statement']))}: {each['marked']}"
        for each in _dicts(facts.get("words"))
        if each.get("marked")
    ]
    return lines + _changed_results(graph, _dicts(facts.get("incidents")))


def _revised(graph: Graph, revised: Mapping[str, object]) -> str:
    giver = str(revised["by"])
    listed = [f"{each['value']} ({each['date']})" for each in _dicts(revised["values"])]
    name = graph.label(giver) if "://" in giver else giver
    return f"revised by {name}: {', then '.join(listed)}"


def _changed_results(graph: Graph, incidents: Iterable[Mapping[str, object]]) -> list[str]:
    """Return which incidents change their result, those with the same change in one line."""
    changes: dict[str, list[str]] = {}
    for each in incidents:
        results = [
            f"{name} {value['coverage']}, {value['verdict'] or 'no verdict'}"
            for name, value in each.items()
            if isinstance(value, dict)
        ]
        names = changes.setdefault("; ".join(results), [])
        name = graph.short(str(each["incident"]))
        if name not in names:
            names.append(name)
    return [f"{change}: {', '.join(names)}" for change, names in changes.items()]


def _dicts(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _sum(
    conflicts: Sequence[Conflict], *, full: bool, as_of: str | None, without: Iterable[str]
) -> Block:
    rules = Counter((conflict.kind, conflict.rule) for conflict in conflicts)
    notes = ["Nothing was found."] if not conflicts else []
    if as_of:
        notes.append(f"As of {as_of}: only what was public by the end of that day.")
    if left_out := list(without):
        notes.append(f"Without {', '.join(left_out)}.")
    if conflicts and not full:
        notes.append("Every side with its words: kg conflicts NODE, or --full")
    return Block(
        title="In sum",
        columns=("kind", "rule", "found"),
        rows=tuple(
            (kind, rule, str(count))
            for (kind, rule), count in sorted(
                rules.items(), key=lambda item: (KINDS.index(item[0][0]), item[0][1])
            )
        ),
        notes=(*notes, *_LEGEND),
    )
