"""Sources that do not agree with what they rest on, or with themselves; circular reporting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.conflicts.details import Given, number_of, time_of
from kg.conflicts.intervals import disjoint, excluding
from kg.conflicts.model import Conflict, Side
from kg.conflicts.sides import beside, side_of
from kg.origins import Voice
from kg.provenance import first
from kg.weekdays import find_slips

if TYPE_CHECKING:
    from kg.conflicts.evidence import Evidence

_TITLE = "http://purl.org/dc/terms/title"
_PUBLISHER = "http://purl.org/dc/terms/publisher"


def differs_from_origin(evidence: Evidence) -> Iterator[Conflict]:
    """Find sources that give another value than a source which they carry or credit.

    Only where the source gives none of the other's values, and speaks itself or of the same giver:
    who reports a second opinion beside the first has not changed the first.
    """
    behind = _Behind(evidence)
    for group in evidence.aspects:
        by_source = _by_source(evidence, group)
        for source in sorted(by_source):
            mine = by_source[source]
            for origin in behind.of(source):
                theirs = by_source.get(origin)
                if theirs and not {e.detail for e in mine} & {e.detail for e in theirs}:
                    yield from _differing(evidence, (source, mine), (origin, theirs))


def denied_by_origin(evidence: Evidence) -> Iterator[Conflict]:
    """Find sources that give in their own voice what a source behind them has somebody deny."""
    behind = _Behind(evidence)
    reports = evidence.reported_in
    for group in evidence.aspects:
        denying: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for each in group:
            for statement in each.denied:
                for source in reports.get(statement, ()):
                    denying[each.words][source].add(statement)
        for each in group:
            if not denying or each.words not in denying or not _own(each):
                continue
            for source in each.sources:
                for origin in behind.of(source):
                    statements = denying[each.words].get(origin, set())
                    if statements and source not in denying[each.words]:
                        yield _conflict(
                            evidence,
                            "denied-by-origin",
                            (source, origin),
                            each,
                            f"gives “{each.value}”, which {_named(evidence, origin)}, on which it "
                            "rests, reports as denied",
                            sides=[
                                _side(evidence, [each], source),
                                evidence.side(f"not “{each.value}”", statements),
                            ],
                        )


def against_itself(evidence: Evidence) -> Iterator[Conflict]:
    """Find sources that give in their own voice several values of one thing."""
    for group in evidence.aspects:
        by_source: dict[str, list[Given]] = defaultdict(list)
        for each in group:
            if _own(each) and each.asserted:
                for source in each.sources:
                    by_source[source].append(each)
        for source in sorted(by_source):
            values = {each.words: each for each in reversed(by_source[source])}
            given = sorted(values.values(), key=lambda each: (each.words, each.value, each.detail))
            measured = [each for each in given if _measured([each])]
            if _apart_among(measured):
                given = [each for each in given if not _measured([each])]
                yield _conflict(
                    evidence,
                    "against-itself",
                    (source,),
                    measured[0],
                    "gives values that exclude each other",
                    sides=[_side(evidence, [each], source) for each in measured],
                    beside=beside(given),
                )
            if len(given) > 1 and not _measured(given):
                yield _conflict(
                    evidence,
                    "two-wordings",
                    (source,),
                    given[0],
                    "gives it in two ways; whether they exclude each other is for the reader",
                    sides=[_side(evidence, [each], source) for each in given],
                )


def inherited_slip(evidence: Evidence) -> Iterator[Conflict]:
    """Find weekdays that do not fit their date, in a source and in one that it rests on."""
    behind = _Behind(evidence)
    for each in evidence.details:
        for slip in find_slips(each.value) if each.asserted else ():
            held = set(each.sources)
            passed = sorted(
                (source, origin)
                for source in held
                for origin in behind.of(source)
                if origin in held
            )
            if passed:
                source, origin = passed[0]
                yield _conflict(
                    evidence,
                    "inherited-slip",
                    (source, origin),
                    each,
                    f"repeats a slip of {_named(evidence, origin)}, on which it rests",
                    sides=[
                        side_of(evidence, [each]),
                        evidence.side(f"calendar: {slip.describe()}", ()),
                    ],
                    inherited=[[one, other] for one, other in passed],
                )


def circular_reporting(evidence: Evidence) -> Iterator[Conflict]:
    """Find sources, or statements, that rest on one another: none of them is a root."""
    counting = _counting(evidence)
    for circle in evidence.origins.circles():
        members = circle.members
        if not evidence.without.isdisjoint(members):
            continue
        if counting is not None and not counting.issuperset(members):
            continue  # on that day it had not closed yet
        names = " and ".join(_named(evidence, member) for member in members[:2])
        more = f" and {len(members) - 2} more" if len(members) > 2 else ""  # noqa: PLR2004
        yield Conflict(
            kind="source",
            about=members[0],
            rule="circular-reporting",
            summary=f"{names}{more} rest on one another, so that none of them is a root.",
            sides=tuple(
                evidence.side(_named(evidence, member), [member])
                if circle.kind == "statement"
                else evidence.side(
                    _named(evidence, member), (), voices=[Voice(member, None, (member,))]
                )
                for member in members
            ),
            facts={"circle": list(members)},
            touches=members[1:],
        )


def _counting(evidence: Evidence) -> set[str] | None:
    """Return the sources that were out on the day and the statements known; None: all count."""
    if evidence.as_of is None:
        return None
    rows = evidence.rows(
        """
        SELECT statement AS node FROM known
        UNION ALL
        SELECT source FROM source CROSS JOIN setting WHERE source.issued_day <= setting.as_of
        """
    )
    return {str(row["node"]) for row in rows}


class _Behind:
    """The sources behind each source, at once and further back; a circle has nothing behind it."""

    def __init__(self, evidence: Evidence) -> None:
        self._sources = evidence.origins.sources
        self._found: dict[str, tuple[str, ...]] = {}

    def of(self, source: str) -> tuple[str, ...]:
        if source not in self._found:
            start = self._sources.group(source)
            stack = list(self._sources.further(start))
            seen = set(stack)
            while stack:
                for lead in self._sources.further(stack.pop()):
                    if lead not in seen:
                        seen.add(lead)
                        stack.append(lead)
            self._found[source] = tuple(
                sorted(member for group in seen for member in self._sources.members(group))
            )
        return self._found[source]


def _differing(
    evidence: Evidence, mine: tuple[str, Sequence[Given]], theirs: tuple[str, Sequence[Given]]
) -> Iterator[Conflict]:
    source, origin = mine[0], theirs[0]
    for each in mine[1]:
        against = [other for other in theirs[1] if _own(each) or _givers(each) == _givers(other)]
        if not against or each.words in {other.words for other in against}:
            continue
        measured = [other for other in against if _comparable(each, other)]
        if measured and not all(_exclude(each, other) for other in measured):
            continue
        rule = "differs-from-origin" if measured else "words-differ-from-origin"
        yield _conflict(
            evidence,
            rule,
            (source, origin),
            each,
            f"gives another value than {_named(evidence, origin)}, on which it rests",
            sides=[
                _side(evidence, [each], source),
                _side(evidence, measured or against, origin),
            ],
        )


def _by_source(evidence: Evidence, group: Sequence[Given]) -> Mapping[str, list[Given]]:
    """Return what each source gives, itself or through a statement that it passes on."""
    reports = evidence.reported_in
    found: dict[str, list[Given]] = {}
    for each in group:
        if not each.asserted:
            continue
        passed = {source for one in each.affirmed for source in reports.get(one, ())}
        for source in sorted(passed.union(each.sources)):
            found.setdefault(source, []).append(each)
    return found


def _own(given: Given) -> bool:
    """Whether sources give it in their own voice."""
    return bool(given.sources) and not (given.givers or given.credited or given.affirmed)


def _givers(given: Given) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return given.givers, given.credited, given.affirmed


def _comparable(one: Given, other: Given) -> bool:
    return any(get(one) is not None and get(other) is not None for get in (number_of, time_of))


def _exclude(one: Given, other: Given) -> bool:
    return any(disjoint(get(one), get(other)) for get in (number_of, time_of))


def _measured(given: Sequence[Given]) -> bool:
    return any(all(get(each) is not None for each in given) for get in (number_of, time_of))


def _apart_among(given: Sequence[Given]) -> bool:
    for get in (number_of, time_of):
        intervals = [interval for each in given if (interval := get(each)) is not None]
        if excluding(sorted(intervals, key=lambda interval: interval.order)):
            return True
    return False


def _side(evidence: Evidence, given: Sequence[Given], source: str) -> Side:
    """Return a side as one source alone has it."""
    values = " / ".join(dict.fromkeys(each.value for each in given))
    statements = {
        one
        for each in given
        for one in each.affirmed
        if source in evidence.reported_in.get(one, ())
    }
    voices = [Voice(each.detail, None, (source,)) for each in given if source in each.sources]
    return evidence.side(
        values,
        statements,
        voices=[] if statements else voices,
        sources=[source],
        givers=[giver for each in given for giver in each.givers],
        credited=[words for each in given for words in each.credited],
    )


def _conflict(
    evidence: Evidence,
    rule: str,
    sources: tuple[str, ...],
    given: Given,
    what: str,
    *,
    sides: Sequence[Side],
    **facts: object,
) -> Conflict:
    source = sources[0]
    return Conflict(
        kind="source",
        about=source,
        rule=rule,
        summary=(
            f"{_named(evidence, source)} {what}: {given.aspect} of "
            f"“{_label(evidence, given.about)}”."
        ),
        sides=tuple(sides),
        facts={"aspect": given.aspect, "of": given.about, **facts},
        touches=tuple(dict.fromkeys((*sources[1:], given.about))),
    )


def _label(evidence: Evidence, node: str) -> str:
    return first(evidence.graph, node, _TITLE) or evidence.graph.label(node)


def _named(evidence: Evidence, node: str) -> str:
    publisher = first(evidence.graph, node, _PUBLISHER)
    name = evidence.graph.short(node)
    return f"{publisher} ({name})" if publisher else f"“{_label(evidence, node)}”"
