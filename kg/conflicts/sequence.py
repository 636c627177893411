"""Things that came too early: before what they speak of, report, carry or answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.conflicts.details import Given
from kg.conflicts.intervals import moment
from kg.conflicts.model import Conflict, Side
from kg.conflicts.recorded import Recorded, recorded_times
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
    """Find what is dated before something that must have come first, by recorded civil days."""
    for row in _rows(evidence, "SELECT * FROM dated_pair ORDER BY ALL"):
        between = gap(str(row["one_date"]), str(row["other_date"]))
        if between is None:
            continue
        relation, verb = str(row["relation"]), _VERBS.get(str(row["verb"]), "")
        one, other = str(row["one"]), str(row["other"])
        says = _SAYS[relation].format(verb)
        days = "one day" if between.days == 1 else f"{between.days} days"
        zones = "; time zones may explain the day" if between.may_be_zones else ""
        yield Conflict(
            kind="order",
            about=one,
            rule=_ONE_DAY if between.may_be_zones else relation,
            summary=(
                f"“{_name(evidence, one)}” ({between.earlier}) {says}, "
                f"“{_name(evidence, other)}” ({between.later}): {days} too early{zones}."
            ),
            sides=(
                _side(evidence, one, between.earlier),
                _side(evidence, other, between.later),
            ),
            facts={"relation": relation, "days": between.days},
            touches=(other,),
        )


def dated_before_event(evidence: Evidence) -> Iterator[Conflict]:
    """Find datings that put a statement before the incident that it speaks of."""
    recorded = recorded_times(evidence)
    spoken = _spoken(evidence)
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
                        _side(evidence, incident, happened.text),
                    ),
                    facts={"relation": "statement-before-event"},
                    touches=(incident,),
                )


def dated_after_words(evidence: Evidence) -> Iterator[Conflict]:
    """Find datings of an incident by which others had spoken of it before it happened."""
    recorded = recorded_times(evidence)
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

        def earlier(node: str, begin: object = begin) -> bool:
            known = recorded.get(node)
            return (
                known is not None
                and known.time.most is not None
                and isinstance(begin, type(known.time.most))
                and known.time.most < begin
            )

        statements = sorted(filter(earlier, speaking.get(given.about, ())))
        sources = sorted(filter(earlier, reporting.get(given.about, ())))
        if not statements and not sources:
            continue
        first_day = min(recorded[node].text for node in (*statements, *sources))
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


def _side(evidence: Evidence, node: str, date: str) -> Side:
    """Return the side of a statement, a source or an incident with its date."""
    value = f"{date}: {_name(evidence, node)}"
    if evidence.rows("SELECT 1 FROM statement WHERE statement = ?", [node]):
        return evidence.side(value, [node])
    if evidence.rows("SELECT 1 FROM source WHERE source = ?", [node]):
        return evidence.side(value, (), voices=[Voice(node, None, (node,))])
    reports = evidence.rows(
        """
        SELECT source FROM incident_report
        WHERE incident = ? AND source NOT IN (SELECT node FROM without) ORDER BY source
        """,
        [node],
    )
    return evidence.side(value, (), sources=[str(row["source"]) for row in reports])


def _name(evidence: Evidence, node: str) -> str:
    label = evidence.graph.label(node)
    return first(evidence.graph, node, _TITLE) or label


def _rows(evidence: Evidence, query: str) -> list[Row]:
    """Read the tables of sequence.sql, which are made when they are first asked for."""
    evidence.rows((Path(__file__).parent / "sequence.sql").read_text(encoding="utf-8"))
    return evidence.rows(query)
