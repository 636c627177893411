"""An order of events that the dates exclude: what words claim, and what came too early."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.conflicts.details import Given
from kg.conflicts.durations import least_seconds
from kg.conflicts.intervals import Interval, Point
from kg.conflicts.model import Conflict, Side
from kg.conflicts.recorded import Recorded
from kg.conflicts.sides import in_several, side_of

if TYPE_CHECKING:
    from kg.conflicts.evidence import Evidence

_TIMED = frozenset({"time", "dating"})


@dataclass(frozen=True)
class _Dating:
    """A time of something: given by somebody, or the one that the graph records."""

    time: Interval
    given: Given | None
    recorded: Recorded | None


@dataclass(frozen=True)
class _Claim:
    """That one thing came before another, by at least so many seconds."""

    given: Given
    first: str
    second: str
    lead: Point
    sources: frozenset[str]


def claimed_order(evidence: Evidence) -> Iterator[Conflict]:
    """Find claims that one thing came before another, which datings of the two exclude.

    Compared first with datings by the same source (and the recorded date where it gives none of
    the other one), then with everybody's.
    """
    datings = _datings(evidence)
    for claim in _claims(evidence):
        first, second = datings.get(claim.first, []), datings.get(claim.second, [])
        own = _by_own_datings(first, second, claim)
        if own:
            yield _conflict(evidence, claim, own, "order-against-own-dating")
        others = _impossible(
            [each for each in first if not _is_own(each, claim)],
            [each for each in second if not _is_own(each, claim)],
            claim.lead,
        )
        if others:
            yield _conflict(evidence, claim, others, "order-against-datings")


def _by_own_datings(
    first: Sequence[_Dating], second: Sequence[_Dating], claim: _Claim
) -> tuple[list[_Dating], list[_Dating]] | None:
    """Return the datings by the same source that exclude its order, if it dates either thing."""
    own_first = [each for each in first if _is_own(each, claim)]
    own_second = [each for each in second if _is_own(each, claim)]
    if not own_first and not own_second:
        return None
    return _impossible(
        own_first or [each for each in first if each.recorded],
        own_second or [each for each in second if each.recorded],
        claim.lead,
    )


def _is_own(dating: _Dating, claim: _Claim) -> bool:
    return dating.given is not None and not claim.sources.isdisjoint(dating.given.sources)


def _claims(evidence: Evidence) -> Iterator[_Claim]:
    placings: dict[str, list[tuple[str, str, str | None]]] = {}
    for row in evidence.rows(
        """
        SELECT DISTINCT detail, side, other, lead FROM placement
        WHERE other NOT IN (SELECT node FROM without) ORDER BY ALL
        """
    ):
        lead = None if row["lead"] is None else str(row["lead"])
        placings.setdefault(str(row["detail"]), []).append(
            (str(row["side"]), str(row["other"]), lead)
        )
    for given in evidence.details:
        if not given.asserted:
            continue
        for side, other, lead in placings.get(given.detail, ()):
            first, second = (given.about, other) if side == "before" else (other, given.about)
            heard = (evidence.origins.voice(statement) for statement in given.affirmed)
            sources = {source for voice in heard for source in voice.sources}
            yield _Claim(
                given, first, second, least_seconds(lead), frozenset(sources.union(given.sources))
            )


def _datings(evidence: Evidence) -> dict[str, list[_Dating]]:
    """Return every time of each node: those given, then the recorded one."""
    found: dict[str, list[_Dating]] = {}
    for given in evidence.details:
        if given.time is not None and given.asserted and given.aspect in _TIMED:
            found.setdefault(given.about, []).append(_Dating(given.time, given, None))
    for node, recorded in evidence.recorded.items():
        found.setdefault(node, []).append(_Dating(recorded.time, None, recorded))
    return found


def _impossible(
    first: Sequence[_Dating], second: Sequence[_Dating], lead: Point
) -> tuple[list[_Dating], list[_Dating]] | None:
    """Return the datings with which the first cannot have come before the second."""
    ends = [each.time.most for each in second if each.time.most is not None]
    begins = [each.time.least for each in first if each.time.least is not None]
    if not ends or not begins:
        return None
    late = [each for each in first if _after(each.time.least, lead, min(ends))]
    early = [each for each in second if _after(max(begins), lead, each.time.most)]
    return (late, early) if late and early else None


def _after(begin: Point | None, lead: Point, end: Point | None) -> bool:
    """Whether what begins at a time, and has to wait, comes too late for an end."""
    return begin is not None and end is not None and begin + lead > end


def _conflict(
    evidence: Evidence,
    claim: _Claim,
    impossible: tuple[list[_Dating], list[_Dating]],
    rule: str,
) -> Conflict:
    graph = evidence.graph
    late, early = impossible
    sides = [
        side_of(evidence, [claim.given]),
        *(_side(evidence, each, claim.first) for each in late),
        *(_side(evidence, each, claim.second) for each in early),
    ]
    whose = "of the same source" if rule == "order-against-own-dating" else "that are given"
    return Conflict(
        kind="order",
        about=claim.given.about,
        rule=rule,
        summary=(
            f"“{claim.given.value}”: that “{graph.label(claim.first)}” came before "
            f"“{graph.label(claim.second)}” cannot hold with the datings {whose}."
        ),
        sides=tuple(sides),
        facts={
            "first": claim.first,
            "second": claim.second,
            "least_hours_between": float(claim.lead / 3600),
            "same_source": in_several(sides),
        },
        touches=tuple(sorted({claim.first, claim.second} - {claim.given.about})),
    )


def _side(evidence: Evidence, dating: _Dating, node: str) -> Side:
    name = evidence.graph.label(node)
    if dating.given is not None:
        return side_of(evidence, [dating.given], value=f"{dating.given.value} (“{name}”)")
    recorded = dating.recorded.text if dating.recorded else ""
    sources = dating.recorded.sources if dating.recorded else ()
    return evidence.side(f"{recorded}, as recorded (“{name}”)", (), sources=sources)
