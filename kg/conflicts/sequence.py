"""Things that came too early: before what they speak of, report, carry or answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.conflicts.details import Given
from kg.conflicts.intervals import Point, disjoint, moment
from kg.conflicts.model import Conflict, Side
from kg.conflicts.recorded import Recorded
from kg.conflicts.sides import side_of
from kg.dates import gap
from kg.origins import Voice
from kg.provenance import first

if TYPE_CHECKING:
    from kg.conflicts.evidence import Evidence, Row

_TITLE = "http://purl.org/dc/terms/title"
_ONE_DAY = "one-day-off"
_SAYS = {
    "statement-before-event": "was made before what it speaks of happened",
    "source-before-event": "was published before what it reports happened",
    "source-before-statement": "was published before the statement that it reports was made",
    "source-before-origin": "was published before the source that it rests on",
    "statement-before-other": "was made before the statement that it {}",
}
_VERBS = {
    "answers": "answers",
    "repeats": "says that it repeats",
    "renders": "renders",
    "supersedes": "replaces",
    "based-on": "rests on",
}


def too_early(evidence: Evidence) -> Iterator[Conflict]:
    """Find what is dated before something that must have come first, by recorded civil days.

    Two days that follow each other can be one moment in two zones: that is no conflict.
    """
    recorded = evidence.recorded
    sides = _Sides(evidence)
    for row in _rows(evidence, "SELECT * FROM dated_pair ORDER BY ALL"):
        between = gap(str(row["one_date"]), str(row["other_date"]))
        if between is None:
            continue
        relation, verb = str(row["relation"]), _VERBS.get(str(row["verb"]), "")
        one, other = str(row["one"]), str(row["other"])
        if between.may_be_zones and _can_meet(recorded.get(one), recorded.get(other)):
            continue
        says = _SAYS[relation].format(verb)
        days = "one day" if between.days == 1 else f"{between.days} days"
        zones = " by the time zones on record" if between.may_be_zones else ""
        yield Conflict(
            kind="order",
            about=one,
            rule=_ONE_DAY if between.may_be_zones else relation,
            summary=(
                f"“{_name(evidence, one)}” ({between.earlier}) {says}, "
                f"“{_name(evidence, other)}” ({between.later}): {days} too early{zones}."
            ),
            sides=(
                sides.of(one, between.earlier),
                sides.of(other, between.later),
            ),
            facts={"relation": relation, "days": between.days},
            touches=(other,),
        )


def dated_before_event(evidence: Evidence) -> Iterator[Conflict]:
    """Find datings that put a statement before the incident that it speaks of."""
    recorded = evidence.recorded
    spoken = _spoken(evidence)
    sides = _Sides(evidence)
    for given in _timed(evidence):
        for incident in spoken.get(given.about, ()):
            happened = recorded.get(incident)
            if happened is not None and _before(given, happened):
                yield Conflict(
                    kind="order",
                    about=given.about,
                    rule="dated-before-event",
                    summary=(
                        f"“{given.value}” dates “{_name(evidence, given.about)}” before "
                        f"“{_name(evidence, incident)}” ({happened.text}), of which it speaks."
                    ),
                    sides=(
                        side_of(evidence, [given]),
                        sides.of(incident, happened.text),
                    ),
                    facts={"relation": "statement-before-event"},
                    touches=(incident,),
                )


def dated_after_words(evidence: Evidence) -> Iterator[Conflict]:
    """Find datings of an incident by which others had spoken of it before it happened."""
    recorded = evidence.recorded
    speaking: dict[str, list[str]] = {}
    for statement, incidents in _spoken(evidence).items():
        for incident in incidents:
            speaking.setdefault(incident, []).append(statement)
    reporting: dict[str, list[str]] = {}
    for row in _rows(evidence, "SELECT * FROM reporting ORDER BY ALL"):
        reporting.setdefault(str(row["incident"]), []).append(str(row["source"]))
    for given in _timed(evidence):
        begin = given.time.least if given.time else None
        if begin is None:
            continue

        statements = _earlier(recorded, speaking.get(given.about, ()), begin)
        sources = _earlier(recorded, reporting.get(given.about, ()), begin)
        if not statements and not sources:
            continue
        first_day = min(
            (recorded[node] for node in (*statements, *sources)),
            key=lambda each: (each.time.order, each.text),
        ).text
        yield Conflict(
            kind="order",
            about=given.about,
            rule="dated-after-words",
            summary=(
                f"“{given.value}” dates “{_name(evidence, given.about)}” after words about it: "
                f"{len(statements) + len(sources)} statements and sources are earlier, the first "
                f"of {first_day}."
            ),
            sides=(
                side_of(evidence, [given]),
                evidence.side(
                    f"spoken of by {first_day}",
                    statements,
                    voices=[Voice(source, None, (source,)) for source in sources],
                ),
            ),
            facts={"dated": moment(begin)},
        )


def _can_meet(one: Recorded | None, other: Recorded | None) -> bool:
    return one is not None and other is not None and not disjoint(one.time, other.time)


def _earlier(recorded: Mapping[str, Recorded], nodes: Iterable[str], begin: Point) -> list[str]:
    """Return the nodes whose recorded date lies before a time, sorted."""
    known = ((node, recorded[node].time.most) for node in nodes if node in recorded)
    return sorted(node for node, most in known if most is not None and most < begin)


def _timed(evidence: Evidence) -> Iterator[Given]:
    for given in evidence.details:
        if given.time is not None and given.asserted and given.aspect in {"time", "dating"}:
            yield given


def _before(given: Given, happened: Recorded) -> bool:
    if given.time is None or given.time.most is None or happened.time.least is None:
        return False
    return given.time.most < happened.time.least


def _spoken(evidence: Evidence) -> dict[str, list[str]]:
    """Return the incidents that each statement names, in an involvement or a detail."""
    found: dict[str, list[str]] = {}
    for row in _rows(evidence, "SELECT * FROM spoken_of ORDER BY ALL"):
        found.setdefault(str(row["statement"]), []).append(str(row["incident"]))
    return found


class _Sides:
    """Sides of statements, sources and incidents with a date; which is which is read once."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._statements = {
            str(row["statement"]) for row in evidence.rows("SELECT statement FROM statement")
        }
        self._reports: dict[str, list[str]] = {}
        for row in _rows(evidence, "SELECT * FROM reporting ORDER BY ALL"):
            self._reports.setdefault(str(row["incident"]), []).append(str(row["source"]))
        self._incidents = {
            str(row["incident"]) for row in evidence.rows("SELECT incident FROM incident")
        }

    def of(self, node: str, date: str) -> Side:
        """Return the side of a node."""
        value = f"{date}: {_name(self._evidence, node)}"
        if node in self._statements:
            return self._evidence.side(value, [node])
        if node in self._incidents:
            return self._evidence.side(value, (), sources=self._reports.get(node, ()))
        return self._evidence.side(value, (), voices=[Voice(node, None, (node,))])


def _name(evidence: Evidence, node: str) -> str:
    label = evidence.graph.label(node)
    return first(evidence.graph, node, _TITLE) or label


def _rows(evidence: Evidence, query: str) -> list[Row]:
    """Read the tables of sequence.sql, which are made when they are first asked for."""
    evidence.rows((Path(__file__).parent / "sequence.sql").read_text(encoding="utf-8"))
    return evidence.rows(query)
