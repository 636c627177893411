"""Origins for readers: who says it, from how many roots, and the tree of sources that carry it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph import CEV, Graph
from kg.origins import Carrier, Measure, OriginsResult, Stance, Trace
from kg.provenance import codes, first
from kg.views.assessment import who_and_when

_DCTERMS = "http://purl.org/dc/terms/"
_STANCES = {"affirms": "affirm", "denies": "deny", "leaves-open": "leave open"}
_NOT_SEEN = {"not-seen": "not seen", "quoted": "known through quotations"}


def origins_lines(graph: Graph, result: OriginsResult) -> tuple[str, ...]:
    """Return the result as lines of plain text."""
    lines: list[str] = []
    if result.as_of is not None:
        lines += [f"As of {result.as_of}: only what was public by the end of that day (UTC).", ""]
    if result.node is not None and result.stances:
        lines += [f"{graph.short(result.node)}  {graph.label(result.node)}", ""]
        for stance in result.stances:
            lines += _stance(graph, stance, result.node)
        lines += [
            f"  no longer counted: {graph.short(statement)}, replaced by {graph.short(successor)}"
            for statement, successor in result.replaced
        ]
        lines.append("")
    for trace in result.traces:
        lines += [*_trace(graph, trace), ""]
    if result.circles:
        lines.append("Circular reporting: these rest on one another, so none of them is a root")
        for circle in result.circles:
            names = ", ".join(graph.short(member) for member in circle.members)
            lines.append(f"  {circle.kind}s  {names}")
        lines.append("")
    lines += [
        "on record: a way of derivation leads down to the text of the words themselves. Of other",
        "sources nobody recorded where they have it from; together they count as one. What is only",
        "credited may have given other words of the same article.",
    ]
    return tuple(lines)


def count(measure: Measure) -> str:
    """Return a count in words: ``4 origins (1 not on record), at most 3 independent``."""
    origins = "one origin" if measure.origins == 1 else f"{measure.origins} origins"
    if measure.unknown:
        alone = measure.unknown == measure.origins == 1
        origins += " (not on record)" if alone else f" ({measure.unknown} not on record)"
    if measure.origins <= 1:
        return origins
    return f"{origins}, at most {measure.independence} independent"


def _stance(graph: Graph, stance: Stance, node: str) -> list[str]:
    about = "" if stance.about == node else f" a part of {graph.label(stance.about)}"
    number = len(stance.statements)
    who = "1 statement" if number == 1 else f"{number} statements"
    verb = _STANCES[stance.stance]
    if number == 1:
        verb = verb.replace("leave", "leaves") if " " in verb else stance.stance
    lines = [f"  {who} {verb}{about}: {count(stance.measure)}"]
    lines.append(f"    {', '.join(graph.short(statement) for statement in stance.statements)}")
    if stance.bottleneck:
        narrow = ", ".join(graph.short(name) for name in stance.bottleneck)
        lines.append(f"    all of it came through: {narrow}")
    return lines


def _trace(graph: Graph, trace: Trace) -> list[str]:
    lines = [f"{graph.short(trace.statement)}  {graph.label(trace.statement)}"]
    lines += [f"  {line}" for line in who_and_when(graph, trace.statement)]
    rests_on = [graph.short(root) for root in trace.roots if root != trace.statement]
    if rests_on:
        lines.append(f"  rests on {', '.join(rests_on)}")
    read_in = sum(bool(carrier.wordings) for carrier in trace.carriers)
    where = "no source" if not read_in else "1 source" if read_in == 1 else f"{read_in} sources"
    lines.append(f"  {count(trace.measure)}; can be read in {where}")
    bottoms = [carrier for carrier in trace.carriers if not carrier.has_it_from]
    tree = _Tree(graph, trace)
    for bottom in _by_date(graph, [bottom for bottom in bottoms if bottom.on_record]):
        lines += tree.lines(bottom, 1)
    unknown = [bottom for bottom in bottoms if not bottom.on_record]
    if unknown:
        lines.append("  not on record where these have it from:")
        for bottom in _by_date(graph, unknown):
            lines += tree.lines(bottom, 2)
    circular = [carrier for carrier in trace.carriers if carrier.source not in tree.shown]
    if circular:
        lines.append("  in a circle:")
        lines += [f"    {_carrier(graph, trace, carrier)}" for carrier in circular]
    return lines


class _Tree:
    """Draws the sources that carry a text, each below the one from which it has it."""

    def __init__(self, graph: Graph, trace: Trace) -> None:
        self._graph = graph
        self._trace = trace
        self.shown: set[str] = set()
        self._copies: dict[str, list[Carrier]] = {}
        for carrier in trace.carriers:
            for origin in carrier.has_it_from:
                self._copies.setdefault(origin, []).append(carrier)

    def lines(self, bottom: Carrier, depth: int) -> list[str]:
        lines = []
        stack = [(bottom, depth)]
        while stack:
            carrier, level = stack.pop()
            indent = "  " * level
            if carrier.source in self.shown:
                lines.append(f"{indent}{self._graph.short(carrier.source)}  (above)")
                continue
            self.shown.add(carrier.source)
            lines.append(f"{indent}{_carrier(self._graph, self._trace, carrier)}")
            copies = _by_date(self._graph, self._copies.get(carrier.source, ()))
            stack += [(copy, level + 1) for copy in reversed(copies)]
        return lines


def _carrier(graph: Graph, trace: Trace, carrier: Carrier) -> str:
    source = carrier.source
    access = next(iter(codes(graph, source, f"{CEV}hasAccess")), "")
    parts = [
        first(graph, source, f"{_DCTERMS}publisher") or graph.label(source),
        first(graph, source, f"{_DCTERMS}issued"),
        _NOT_SEEN.get(access),
    ]
    renderings = [name for name in carrier.wordings if name != trace.statement]
    if renderings:
        parts.append(f"in the words of {', '.join(map(graph.short, renderings))}")
    elif not carrier.wordings:
        parts.append("credited by what follows")
    return f"{graph.short(source)}  {' · '.join(part for part in parts if part)}"


def _by_date(graph: Graph, carriers: Iterable[Carrier]) -> list[Carrier]:
    return sorted(
        carriers,
        key=lambda carrier: (
            first(graph, carrier.source, f"{_DCTERMS}issued") or "9999",
            carrier.source,
        ),
    )
