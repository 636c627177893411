"""What a report is made of: every result about the denials, gathered over one database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kg.assessment import Assessment, Explanation, History, Pair
from kg.assessment.assess import assess_with_tables
from kg.assessment.choice import chosen
from kg.assessment.history import histories
from kg.assessment.model import OUTSIDE_ORDER, SILENT
from kg.assessment.why import explanations, unrelated
from kg.conflicts import Conflict, conflicts
from kg.errors import UsageError
from kg.graph import Graph
from kg.origins import Origins, Trace
from kg.origins.trace import trace
from kg.projection import project

if TYPE_CHECKING:
    import duckdb

# Beyond so many pairs nobody reads a list of those that nobody speaks of: they are counted.
_MOST_PAIRS = 20_000


@dataclass(frozen=True)
class Told:
    """A denial and everything that the report says of it.

    Attributes
    ----------
    denial, number
        The denial, and its number in the report.
    original
        The statement that it renders; itself, if it is no rendering.
    family
        The original, if it counts, and every other wording of it that counts, earliest first.
    explanations
        Its pairs with a verdict to speak of, by date of the incident.
    quiet
        Pairs that the words cover or may cover and in which nobody names the party; empty where
        there are too many to list.
    covered, possible
        How many incidents the words cover, and may cover, in all.
    outside
        How many lie outside, by dimension.
    history
        How its results changed.
    trace
        How its words came to the reader.
    conflicts
        What touches it, or another wording of it, and does not fit together.
    """

    denial: str
    number: int
    original: str
    family: tuple[str, ...]
    explanations: tuple[Explanation, ...] = field(repr=False)
    quiet: tuple[Pair, ...] = field(repr=False)
    covered: int
    possible: int
    outside: Mapping[str, int]
    history: History | None = field(repr=False)
    trace: Trace = field(repr=False)
    conflicts: tuple[Conflict, ...] = field(repr=False)

    @property
    def anchor(self) -> str:
        """Anchor of its section."""
        return f"d{self.number}"


@dataclass(frozen=True)
class Material:
    """Everything that a report says, before it is put into words.

    Attributes
    ----------
    graph
        The graph; labels, words and dates come from it.
    assessment
        The pairs and what they were made from.
    told
        The denials, in the order of the report: by date, a rendering after its original.
    every
        Whether they are all denials of the case.
    conflicts
        What touches them, or the incidents that they reach, and does not fit together.
    origins
        Where statements come from.
    sides
        The statements for and against by denial, incident, party and side.
    """

    graph: Graph
    assessment: Assessment
    told: tuple[Told, ...]
    every: bool
    conflicts: tuple[Conflict, ...]
    origins: Origins
    sides: Mapping[tuple[str, str, str, str], tuple[str, ...]] = field(repr=False)

    @cached_property
    def anchors(self) -> Mapping[tuple[str, str, str], str]:
        """Where each pair is told, by denial, incident and party.

        A rendering's pair is told with its original's where result and reasons are the same.
        """
        found: dict[tuple[str, str, str], str] = {}
        results: dict[tuple[str, str, str], tuple[object, ...]] = {}
        for told in self.told:
            for place, each in enumerate(told.explanations, start=1):
                pair = each.pair
                key = (pair.denial, pair.incident, pair.party)
                above = (told.original, pair.incident, pair.party)
                results[key] = _result(pair)
                found[key] = (
                    found[above]
                    if results.get(above) == results[key] and above in found
                    else f"{told.anchor}-i{place}"
                )
        return found

    def anchor(self, pair: Pair) -> str:
        """Return where a pair is told."""
        return self.anchors[pair.denial, pair.incident, pair.party]

    def of(self, denial: str) -> Told | None:
        """Return a denial of the report, None if it is not in it."""
        return next((told for told in self.told if told.denial == denial), None)

    def read_in(self, statement: str) -> tuple[str, ...]:
        """Return the sources in which a statement's own words can be read, as of the day."""
        wordings = self.origins.wordings(statement)
        return tuple(sorted(source for source, names in wordings.items() if statement in names))


def _result(pair: Pair) -> tuple[object, ...]:
    """Return what must be the same for two pairs to be told as one."""
    return (
        pair.coverage,
        tuple(pair.dimensions.items()),
        pair.verdict,
        pair.charge,
        pair.composed_charge,
        pair.decided_by,
        pair.attributed_to,
    )


def gather(
    graph: Graph,
    denials: Iterable[str] = (),
    *,
    as_of: str | None = None,
    without: Iterable[str] = (),
) -> Material:
    """Assess denials and gather what else there is to say of them.

    Parameters
    ----------
    graph
        The graph.
    denials
        Names or IRIs of denials; none: every one.
    as_of
        EDTF or ISO date; only what had been made public by its end (UTC) counts.
    without
        Names or IRIs of statements, sources or links that are left out.

    Raises
    ------
    kg.errors.UsageError
        If a name or date means nothing, a statement is no denial, or no denial counts.
    """
    focus = chosen(graph, denials)
    left_out = tuple(without)
    tables = project(graph)
    incidents = len(set(tables["incident"].columns["incident"]))
    many = (len(focus) or len(tables["statement"])) * incidents > _MOST_PAIRS
    assessment, connection = assess_with_tables(
        graph, focus, kind="denial", as_of=as_of, without=left_out, all_pairs=not many
    )
    found = _denials(connection)
    if not found:
        raise UsageError(
            unrelated(graph, assessment, "")
            if assessment.absent
            else "There is no denial to report on in these data."
        )
    day = date.fromisoformat(assessment.as_of) if assessment.as_of else None
    origins = Origins(tables, as_of=day, without=assessment.without)
    reached = [pair for pair in assessment.pairs if pair.coverage != "outside"]
    spoken = [pair for pair in reached if pair.verdict not in SILENT]
    explained = explanations(graph, assessment, connection, origins, spoken)
    changed = {each.denial: each for each in histories(graph, assessment, connection)}
    apart = conflicts(graph, as_of=as_of, without=left_out)
    counts = _counts(assessment, many=many)
    families = _families(connection)
    told = tuple(
        Told(
            denial=denial,
            number=number,
            original=original,
            family=families.get(original, (denial,)),
            explanations=tuple(each for each in explained if each.pair.denial == denial),
            quiet=tuple(p for p in reached if p.denial == denial and p.verdict in SILENT),
            covered=counts[denial][0],
            possible=counts[denial][1],
            outside=counts[denial][2],
            history=changed.get(denial),
            trace=trace(origins, denial),
            conflicts=_touching(apart, families.get(original, (denial,)), original),
        )
        for number, (denial, original) in enumerate(found, start=1)
    )
    about = {*(pair.incident for pair in spoken), *(each for one in told for each in one.family)}
    return Material(
        graph=graph,
        assessment=assessment,
        told=told,
        every=not focus,
        conflicts=tuple(c for c in apart if c.about in about or not about.isdisjoint(c.nodes)),
        origins=origins,
        sides=_sides(connection),
    )


def _denials(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Return the denials that count, each with its original: by date, renderings after it."""
    rows = connection.execute(
        """
        SELECT denial, original
        FROM (
            SELECT DISTINCT denial.denial, original.original
            FROM denial
            JOIN focus ON focus.statement = denial.denial
            JOIN original ON original.statement = denial.denial
        ) AS found
        JOIN statement ON statement.statement = found.denial
        LEFT JOIN statement AS whole ON whole.statement = found.original
        ORDER BY whole.earliest NULLS LAST, original, denial <> original,
                 statement.earliest NULLS LAST, denial
        """
    ).fetchall()
    return [(str(denial), str(original)) for denial, original in rows]


def _families(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """Return the wordings of each original that count, the original first, then by date."""
    found: dict[str, list[str]] = {}
    for original, statement in connection.execute(
        """
        SELECT original.original, original.statement
        FROM original
        JOIN known ON known.statement = original.statement
        ORDER BY original.original, original.statement <> original.original,
                 known.known_since NULLS LAST, original.statement
        """
    ).fetchall():
        found.setdefault(str(original), []).append(str(statement))
    return {original: tuple(wordings) for original, wordings in found.items()}


def _sides(
    connection: duckdb.DuckDBPyConnection,
) -> dict[tuple[str, str, str, str], tuple[str, ...]]:
    rows = connection.execute(
        "SELECT weighed.subject, incident, party, side, tally.statements "
        "FROM weighed JOIN tally USING (kind, incident, party, side, own) WHERE kind = 'denial'"
    ).fetchall()
    return {(*map(str, key),): tuple(sorted(statements)) for *key, statements in rows}  # type: ignore[misc]


def _counts(assessment: Assessment, *, many: bool) -> dict[str, tuple[int, int, Mapping[str, int]]]:
    """Return how many incidents each denial covers, may cover, and leaves outside."""
    covered: dict[str, set[str]] = {}
    possible: dict[str, set[str]] = {}
    outside: dict[str, dict[str, int]] = {}
    for pair in assessment.pairs:
        if pair.coverage != "outside":
            side = covered if pair.coverage == "covered" else possible
            side.setdefault(pair.denial, set()).add(pair.incident)
        else:
            first = next(n for n in OUTSIDE_ORDER if pair.dimensions[n] == "no")
            counts = outside.setdefault(pair.denial, {})
            counts[first] = counts.get(first, 0) + 1
    quiet = {each.denial: each for each in assessment.unspoken if many}
    names = {pair.denial for pair in assessment.pairs} | {e.denial for e in assessment.unspoken}
    found: dict[str, tuple[int, int, Mapping[str, int]]] = {}
    for name in sorted(names):
        rest = quiet.get(name)
        sure = covered.get(name, set())
        unsure = possible.get(name, set()) - sure
        found[name] = (
            len(sure) + (rest.covered if rest else 0),
            len(unsure) + (rest.possible if rest else 0),
            {
                each: counts[each]
                for counts in (rest.outside if rest else outside.get(name, {}),)
                for each in OUTSIDE_ORDER
                if each in counts
            },
        )
    return found


def _touching(
    found: Sequence[Conflict], family: Sequence[str], original: str
) -> tuple[Conflict, ...]:
    own = {original, *family}
    return tuple(each for each in found if each.about in own or not own.isdisjoint(each.nodes))
