"""From rows to pairs, a few thousand at a time: a large case has more than fit into memory.

The rules leave tables; `placed.sql` numbers what is listed. No rule lives here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.assessment.model import DIMENSIONS, Charge, OtherDating, Pair, Tally
from kg.assessment.tables import enough_memory, rule
from kg.assessment.wording import decided_by
from kg.origins import Origins

if TYPE_CHECKING:
    import duckdb

# So many pairs take some 20 MiB on their way; fewer at a time make more queries.
BATCH = 5_000
# Tallies are kept for pairs to come, until they count so many statements together: some 50 MiB.
_KEPT = 200_000
_MODES = {3: "carried-out", 2: "directed", 1: "supported"}
_VALUES = {True: "yes", False: "no", None: "unknown"}
_COVERAGE = {True: "covered", False: "outside", None: "possible"}
_NOTHING = Tally()
# Names of columns that put the rows of one pair in order.
_ORDER = ("place", "name", "value", "publishers")


class _Row(NamedTuple):
    """A row of `placed`."""

    place: int
    kind: str
    subject: str
    incident: str
    party: str
    proposition: str | None
    verdict: str
    by_name: bool
    outright: bool
    sole_doer: bool
    covers: bool | None
    involvement: bool | None
    fits_kind: bool | None
    target: bool | None
    fits_place: bool | None
    time: bool | None
    subject_label: str | None
    stated: str | None
    rendering_of: str | None
    incident_label: str | None
    incident_when: str
    earliest_text: str | None
    latest_text: str | None


class _TallyRow(NamedTuple):
    """A row of `placed_tally`."""

    place: int
    side: str
    statements: list[str]
    parties: int
    reliability: str
    credibility: int


class _ChargeRow(NamedTuple):
    """A row of `placed_charge`."""

    place: int
    role: str
    strength: int
    denied: bool
    parties: list[str]
    composed: bool
    statement: str
    doer: str
    links: list[str]
    certain: bool
    hedging: str | None


_COLUMNS = {
    "placed": _Row._fields,
    "placed_tally": _TallyRow._fields,
    "placed_charge": _ChargeRow._fields,
    "placed_name": ("place", "role", "name"),
    "placed_dating": ("place", "value", "publishers", "time"),
}


class Pairs:
    """Reads the pairs of one assessment.

    Parameters
    ----------
    connection
        The database after the rules have run. Tables for reading are made in it, so that who
        reads a second time reads from the first pair on.
    origins
        Where statements come from.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, origins: Origins) -> None:
        self._connection = connection
        self._origins = origins
        self._unhappened: dict[str, list[str]] = {}
        for incident, statement in self._all(
            "SELECT DISTINCT incident, statement FROM unhappened ORDER BY ALL"
        ):
            self._unhappened.setdefault(incident, []).append(statement)
        agreeing: dict[str, set[str]] = {}
        for denial, publishers in self._all("SELECT denial, publishers FROM dating_agrees"):
            agreeing.setdefault(denial, set()).update(_names(publishers))
        self._dated_by = {
            denial: f" ({', '.join(sorted(names))})" for denial, names in agreeing.items() if names
        }
        # What each denied proposition says of each mode.
        self._says: dict[str, dict[str, str]] = {}
        for proposition, strength, denied in self._all(
            "SELECT proposition, strength, denied FROM says"
        ):
            said = self._says.setdefault(proposition, {})
            said[_MODES[strength]] = "denied" if denied else "left-open"
        self._decided: dict[tuple[object, ...], str] = {}
        self._tallies: dict[tuple[object, ...], Tally] = {}
        self._counted = 0

    def read(self, kinds: Iterable[str], *, batch: int | None = None) -> Iterator[Pair]:
        """Yield the pairs of denials or claims, or both, that are listed.

        They come in the order of denial, date of the incident, incident; a partial admission is a
        denial before it is a claim.

        Parameters
        ----------
        kinds
            ``denial``, ``claim`` or both.
        batch
            How many pairs are in memory at a time; None: `BATCH`.
        """
        with enough_memory():
            for statement in self._connection.extract_statements(rule("placed")):
                asked = {"kinds": list(kinds)} if "kinds" in statement.named_parameters else None
                self._connection.execute(statement, asked)
        ((count,),) = self._all("SELECT count(*) FROM placed")
        return self._pairs(count, batch or BATCH)

    def _pairs(self, count: int, batch: int) -> Iterator[Pair]:
        for first in range(1, count + 1, batch):
            yield from self._batch((first, first + batch))

    def _batch(self, places: tuple[int, int]) -> list[Pair]:
        rows = [_Row._make(row) for row in self._some("placed", places)]
        tallies = {
            (row.place, row.side): self._tally(rows[row.place - places[0]].incident, row)
            for row in map(_TallyRow._make, self._some("placed_tally", places))
        }
        charges = {
            (row.place, row.role): _charge(row)
            for row in map(_ChargeRow._make, self._some("placed_charge", places))
        }
        names: dict[tuple[int, str], list[str]] = {}
        for place, role, name in self._some("placed_name", places):
            names.setdefault((place, role), []).append(name)
        datings: dict[int, list[OtherDating]] = {}
        for place, value, publishers, time in self._some("placed_dating", places):
            dating = OtherDating(value or "", _names(publishers), _VALUES[time])
            datings.setdefault(place, []).append(dating)
        return [
            self._pair(
                row,
                charge=charges.get((row.place, "deciding")),
                composed_charge=charges.get((row.place, "composed")),
                answered_by=tuple(names.get((row.place, "answer"), ())),
                attributed_to=tuple(names.get((row.place, "rival"), ())),
                datings=datings.get(row.place, ()),
                for_=tallies.get((row.place, "for"), _NOTHING),
                against=tallies.get((row.place, "against"), _NOTHING),
            )
            for row in rows
        ]

    def _pair(
        self,
        row: _Row,
        *,
        charge: Charge | None,
        composed_charge: Charge | None,
        answered_by: tuple[str, ...],
        attributed_to: tuple[str, ...],
        datings: Iterable[OtherDating],
        for_: Tally,
        against: Tally,
    ) -> Pair:
        fits = (row.involvement, row.fits_kind, row.target, row.fits_place, row.time)
        time = _VALUES[row.time]
        denied_by = self._unhappened.get(row.incident, ())
        return Pair(
            kind=row.kind,
            denial=row.subject,
            denial_label=row.subject_label or "",
            rendering_of=row.rendering_of,
            party=row.party,
            incident=row.incident,
            incident_label=row.incident_label or "",
            incident_when=row.incident_when,
            coverage=_COVERAGE[row.covers],
            dimensions=_dimensions(fits),
            verdict=row.verdict,
            charge=charge,
            composed_charge=composed_charge,
            answered_by=answered_by,
            attributed_to=attributed_to,
            event_denied_by=tuple(name for name in denied_by if name != row.subject),
            decided_by=self._decided_by(row, fits, charge),
            dating=self._dating(row),
            other_datings=tuple(other for other in datings if other.time != time),
            for_=for_,
            against=against,
        )

    def _decided_by(self, row: _Row, fits: tuple[bool | None, ...], charge: Charge | None) -> str:
        """Return what settled it, in words; there are few that differ."""
        says = self._says.get(row.proposition or "", {}) if row.kind == "denial" else {}
        key = (
            *(row.kind, row.covers, row.verdict, row.by_name, row.sole_doer, row.outright),
            *fits,
            tuple(says.items()),
            charge
            and (charge.mode, charge.words, charge.composed, charge.certain, len(charge.parties)),
        )
        if key not in self._decided:
            self._decided[key] = decided_by(
                coverage=_COVERAGE[row.covers],
                dimensions=_dimensions(fits),
                verdict=row.verdict,
                charge=charge,
                by_name=row.by_name,
                sole_doer=row.sole_doer,
                says=says,
                claim=row.kind == "claim",
                outright=row.outright,
            )
        return self._decided[key]

    def _dating(self, row: _Row) -> str:
        by = self._dated_by.get(row.subject, "")
        finer = [text for text in (row.earliest_text, row.latest_text) if text]
        when = "/".join(finer) or row.incident_when or "undated"
        return f"{row.stated or 'undated'}{by}; incident {when}"

    def _tally(self, incident: str, row: _TallyRow) -> Tally:
        """Return a tally with its origins; many denials of an incident share it.

        What rests on nothing else has the same origins in every incident.
        """
        statements = tuple(row.statements)
        matter = incident if any(map(self._origins.rests_on_others, statements)) else None
        key = (matter, statements, row.parties, row.reliability, row.credibility)
        found = self._tallies.get(key)
        if found is None:
            measure = self._origins.measure(map(self._origins.voice, statements), matter=incident)
            found = Tally(
                statements=len(statements),
                origins=measure.origins,
                unknown=measure.unknown,
                parties=row.parties,
                independence=measure.independence,
                reliability=row.reliability,
                credibility=row.credibility,
                counted=statements,
            )
            if self._counted > _KEPT:
                self._tallies.clear()
                self._counted = 0
            self._tallies[key] = found
            self._counted += len(statements)
        return found

    def _some(self, table: str, places: tuple[int, int]) -> list[tuple[Any, ...]]:
        """Return the rows of a table for the places from the first to before the last."""
        columns = _COLUMNS[table]
        order = ", ".join(column for column in columns if column in _ORDER)
        return self._all(
            f"SELECT {', '.join(columns)} FROM {table} "  # noqa: S608 (constants of this module)
            f"WHERE place >= ? AND place < ? ORDER BY {order}",
            places,
        )

    def _all(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with enough_memory():
            return self._connection.execute(query, values).fetchall()


def _dimensions(fits: Iterable[bool | None]) -> dict[str, str]:
    return {name: _VALUES[fit] for name, fit in zip(DIMENSIONS, fits, strict=True)}


def _names(publishers: str | None) -> tuple[str, ...]:
    return tuple(publishers.split("|")) if publishers else ()


def _charge(row: _ChargeRow) -> Charge:
    return Charge(
        mode=_MODES[row.strength],
        words="denied" if row.denied else "left-open",
        parties=tuple(row.parties),
        composed=row.composed,
        statement=row.statement,
        doer=row.doer,
        links=tuple(row.links),
        certain=row.certain,
        hedging=row.hedging or "",
    )
