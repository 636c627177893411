"""An explanation for readers: the pair, then every statement behind it with its words."""

from __future__ import annotations

from collections.abc import Mapping

from kg.assessment import DIMENSIONS, Explanation, Step, Tally
from kg.graph import Graph
from kg.provenance import Quotation
from kg.views.assessment import reason, scope_words, tally, who_and_when

_MODES = {"carried-out": "carried out", "directed": "directed", "supported": "supported"}
_VERBS = {"affirms": "affirms", "denies": "denies", "leaves-open": "leaves open"}


def explanation_lines(graph: Graph, explanation: Explanation) -> tuple[str, ...]:
    """Return the explanation as lines of plain text."""
    pair = explanation.pair
    lines = [
        f"{graph.short(pair.denial)}  and  {graph.short(pair.incident)}",
        f"  {graph.label(pair.denial)}",
        f"  {pair.incident_label}, {pair.incident_when}",
        "",
        f"coverage   {pair.coverage}",
        "           " + "   ".join(f"{name}: {pair.dimensions[name]}" for name in DIMENSIONS),
        f"verdict    {pair.verdict}"
        + ("" if pair.coverage != "outside" else ", but the words do not reach this incident"),
        f"because    {pair.decided_by}",
        f"in short   {reason(graph, pair)}",
        f"dating     {pair.dating}",
        *(
            f"           dated “{other.value}” ({', '.join(other.publishers)}) the time would be "
            f"'{other.time}'"
            for other in pair.other_datings
        ),
        f"for        {_side(pair.for_)}",
        *_counted(graph, pair.for_),
        f"against    {_side(pair.against)}",
        *_counted(graph, pair.against),
    ]
    if explanation.as_of:
        lines.append(f"as of      {explanation.as_of}")
    lines += _hinges(graph, explanation)
    lines += _part(graph, "What decided", [s for s in explanation.steps if s.deciding])
    lines += _part(graph, "Beside it", [s for s in explanation.steps if not s.deciding])
    lines += [
        "",
        "A verdict names the relation between statements, not the truth.",
    ]
    return tuple(lines)


def _side(side: Tally) -> str:
    grades = (
        "not graded"
        if (side.reliability, side.credibility) == ("F", 6)
        else f"best grades {side.reliability} and {side.credibility}"
    )
    return f"{tally(side)}; {origins(side)}; {grades}"


def _counted(graph: Graph, side: Tally) -> list[str]:
    names = ", ".join(graph.short(statement) for statement in side.counted)
    return [f"           {names}"] if names else []


def origins(side: Tally) -> str:
    """Return in words from how many origins, and how independent they can be."""
    if side.origins == 0:
        return "no origin"
    count = "one origin" if side.origins == 1 else f"{side.origins} origins"
    if side.unknown:
        which = "it" if side.origins == 1 else f"{side.unknown} of them"
        count += f" (how {which} came to the reports is not on record)"
    bound = "" if side.origins == 1 else f", at most {side.independence} independent"
    return f"from {count}{bound}"


def _hinges(graph: Graph, explanation: Explanation) -> list[str]:
    """Return what the result hangs on, what makes the same difference on one line."""
    lines = ["", "What it hangs on"]
    same: dict[str, list[str]] = {}
    for hinge in explanation.hinges:
        same.setdefault(hinge.changes, []).append(graph.short(hinge.node))
    lines += [f"  without {' or '.join(nodes)}: {changes}" for changes, nodes in same.items()]
    tried = ", ".join(
        f"{count} {kind}{'' if count == 1 else 's'}"
        for kind, count in explanation.tried.items()
        if count
    )
    if same:
        lines.append(f"  (left out one at a time: {tried})")
    else:
        lines.append(
            "  no single statement, source or link: with any one left out the result is the same "
            f"({tried or 'there is none'} tried)"
        )
    return lines


def _part(graph: Graph, title: str, steps: list[Step]) -> list[str]:
    if not steps:
        return []
    lines = ["", title]
    for step in steps:
        lines += ["", f"  {step.role:12} {graph.short(step.statement)}"]
        lines += [f"    {line}" for line in who_and_when(graph, step.statement)]
        hedged = f", hedged: {step.hedging}" if step.hedging not in {None, "asserted"} else ""
        lines.append(f"    {_VERBS[step.stance]} {describe(graph, step.proposition)}{hedged}")
        lines += [f"    {line}" for quote in step.quotations for line in _words(graph, quote)]
        if not step.quotations:
            lines.append(f"    not quoted; in our words: {step.label}")
            listed = ", ".join(graph.short(source) for source in step.sources)
            lines.append(f"    reported in: {listed or 'no source'}")
    return lines


def _words(graph: Graph, quotation: Quotation) -> list[str]:
    source = graph.short(quotation.source) if quotation.source else "no source"
    published = f", {quotation.published}" if quotation.published else ""
    lines = [
        f"“{quotation.exact}”",
        f"  {quotation.publisher or 'no publisher'}: {quotation.source_title or source}"
        f"{published} [{source}]",
    ]
    if not quotation.carries_stance:
        lines.append("  (these words do not themselves say it; it stands around them)")
    address = quotation.read_at or quotation.url
    if address:
        lines.append(f"  {address}")
    return lines


def describe(graph: Graph, proposition: Mapping[str, object]) -> str:
    """Return a proposition in words."""
    if proposition["type"] == "involvement":
        return _involvement(graph, proposition)
    if proposition["type"] == "sponsorship":
        return (
            f"that {_label(graph, proposition['principal'])} {_listed(proposition['modes'])} "
            f"{_label(graph, proposition['proxy'])}{_period(proposition)}"
        )
    if proposition["type"] == "identity":
        return (
            f"that {_label(graph, proposition['actor'])} stands behind the name "
            f"{_label(graph, proposition['persona'])}{_period(proposition)}"
        )
    return (
        f"of {_label(graph, proposition['about'])}: {proposition['aspect']} is "
        f"“{proposition['value']}”"
    )


def _involvement(graph: Graph, proposition: Mapping[str, object]) -> str:
    actor = _label(graph, proposition["actor"])
    modes = [_MODES.get(mode, mode) for mode in _items(proposition["modes"])]
    left = [_MODES.get(mode, mode) for mode in _items(proposition["modes_left_open"])]
    text = (
        f"that {actor} was involved ({' or '.join(modes)})"
        if modes
        else f"an accusation that {actor} was involved ({', '.join(left)} left open)"
    )
    incidents = [graph.short(node) for node in _items(proposition["incidents"])]
    read = [graph.short(node) for node in _items(proposition["incidents_read"])]
    if incidents:
        text += f" in {', '.join(incidents)}"
    if read:
        text += f", by our reading in {', '.join(read)}"
    scope = proposition.get("scope")
    return f"{text} in {scope_words(graph, scope)}" if isinstance(scope, dict) else text


def _label(graph: Graph, node: object) -> str:
    return graph.label(str(node)) if node else "somebody"


def _items(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _listed(value: object) -> str:
    return ", ".join(_items(value)) or "sponsors"


def _period(proposition: Mapping[str, object]) -> str:
    start, end = proposition.get("from"), proposition.get("until")
    if not start and not end:
        return ""
    return f" ({start or '…'} to {end or '…'})"
