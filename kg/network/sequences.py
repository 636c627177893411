"""Sequences of attack, denial, attack in a graph, compared with what chance would give."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.graph import Graph
from kg.network.chance import MOST_WORK, Chance, Trial, compare
from kg.network.reader import Reading, read
from kg.network.times import Around, Attack, Gap, Occasion, Sort, placed, sequence

if TYPE_CHECKING:
    import duckdb

WITHIN = "24h"
PERMUTATIONS = 1_999
_MOST_PERMUTATIONS = 1_000_000
_LONGEST = timedelta(days=3660)
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(h|hours?|d|days?)?", re.ASCII)


@dataclass(frozen=True)
class DenialInTime:
    """A denial and the attacks around it.

    Attributes
    ----------
    denials, parties, stated
        The statements (those of one letter together), whose they are, their date (EDTF).
    words
        ``general`` words that speak of a sort of attack, or ``named`` incidents only.
    attacks
        How many attacks of its sort there are, before and after.
    before, after
        The last attack of its sort certainly before it and the next certainly after it, with the
        least and most hours between.
    undecided
        Attacks of its sort of which the dates do not tell whether they came before or after.
    within
        Whether one followed within the time asked for: ``certainly``, ``possibly``, ``no``,
        ``unknown``.
    """

    denials: tuple[str, ...]
    parties: tuple[str, ...]
    stated: str | None
    words: str
    attacks: int
    before: Gap | None
    after: Gap | None
    undecided: tuple[Gap, ...]
    within: str

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {
            "denials": list(self.denials),
            "parties": list(self.parties),
            "stated": self.stated,
            "words": self.words,
            "attacks": self.attacks,
            "before": self.before.to_dict() if self.before else None,
            "after": self.after.to_dict() if self.after else None,
            "undecided": [each.to_dict() for each in self.undecided],
            "within": self.within,
        }


@dataclass(frozen=True)
class Sequences:
    """Denials in time, and how that compares with chance.

    Attributes
    ----------
    party
        Whose denials; None: everybody's.
    as_of, without, within_hours, permutations, seed
        What was asked for.
    denials
        In order of time; undated ones last.
    vague_attacks
        Incidents that are not dated finely enough to stand in an order of days.
    chance
        The comparison.
    """

    party: str | None
    as_of: str | None
    without: tuple[str, ...]
    within_hours: float
    permutations: int
    seed: int
    denials: tuple[DenialInTime, ...]
    vague_attacks: int
    chance: Chance

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        return {
            "schema": "sequences/1",
            "party": self.party,
            "as_of": self.as_of,
            "without": list(self.without),
            "within_hours": self.within_hours,
            "permutations": self.permutations,
            "seed": self.seed,
            "denials": [denial.to_dict() for denial in self.denials],
            "vague_attacks": self.vague_attacks,
            "chance": self.chance.to_dict(),
        }


def sequences(
    graph: Graph,
    *,
    party: str | None = None,
    within: str = WITHIN,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
    as_of: str | None = None,
    without: Iterable[str] = (),
) -> Sequences:
    """Measure what happened before and after each denial, and compare it with chance.

    Parameters
    ----------
    graph
        The graph.
    party
        Name or IRI of an actor: only denials of its party.
    within
        ``24h``, ``2d``; a bare number is hours.
    permutations, seed
        Most arrangements of the dates to compare with, and the seed of the random draws.
    as_of
        EDTF or ISO date; only what had been made public by its end (UTC) counts.
    without
        Names or IRIs of statements, sources or links that are left out.

    Raises
    ------
    kg.errors.UsageError
        If a name, a date, a duration or a number means nothing.
    """
    time = duration(within)
    if not 1 <= permutations <= _MOST_PERMUTATIONS:
        raise UsageError(f"Permutations: a number from 1 to {_MOST_PERMUTATIONS:,}.")
    actor = graph.resolve(party) if party is not None else None
    reading = read(graph, as_of, without)
    roots = _roots(reading, actor, party)
    shapes, attacks, vague = _attacks(reading)
    occasions = [
        occasion
        for occasion in _occasions(reading, shapes)
        if roots is None or roots & set(occasion.parties)
    ]
    sorts = {number: Sort(placed(group)) for number, group in attacks.items()}
    by_name = {a.incident: a for group in sorts.values() for a in group.by_earliest}
    found = [sequence(occasion, sorts, by_name, time) for occasion in occasions]
    return Sequences(
        party=actor,
        as_of=reading.day.isoformat() if reading.day else None,
        without=reading.without,
        within_hours=time.total_seconds() / 3600,
        permutations=permutations,
        seed=seed,
        denials=tuple(_in_time(each) for each in found),
        vague_attacks=vague,
        chance=_chance(found, sorts, time, permutations, seed),
    )


def duration(text: str) -> timedelta:
    """Return a duration that a user typed: ``24h``, ``1d``, or a number of hours.

    Raises
    ------
    kg.errors.UsageError
        If it is none, or not more than nothing and less than ten years.
    """
    parts = _DURATION.fullmatch(text.strip().lower())
    found = None
    # Twelve digits are more than any time that makes sense, and timedelta would overflow.
    if parts and len(parts[1]) < 12:  # noqa: PLR2004
        unit = 24.0 if (parts[2] or "h").startswith("d") else 1.0
        hours = float(parts[1]) * unit
        found = timedelta(hours=hours) if hours * 3600 <= _LONGEST.total_seconds() else None
    if not found:
        raise UsageError(
            f"'{text}' is no time to look ahead. Give hours or days, up to ten years: 24h, 2d."
        )
    return found


def _in_time(found: Around) -> DenialInTime:
    occasion = found.occasion
    return DenialInTime(
        denials=occasion.statements,
        parties=occasion.parties,
        stated=occasion.stated,
        words="general" if occasion.sorts else "named",
        attacks=found.attacks,
        before=found.before,
        after=found.after,
        undecided=found.undecided,
        within=found.within,
    )


def _roots(reading: Reading, actor: str | None, name: str | None) -> set[str] | None:
    if actor is None:
        return None
    if actor not in reading.rows.actors:
        raise UsageError(f"'{name}' is no actor. `kg network` lists those who are spoken of.")
    return set(reading.rows.roots(actor))


_Shape = tuple[int, int, int]


def _attacks(
    reading: Reading,
) -> tuple[Mapping[_Shape, int], Mapping[int, list[Attack]], int]:
    """Return numbers of how incidents look, the dated incidents of each, and how many are vague.

    As of a day, what certainly happened later does not exist yet.
    """
    rows = reading.connection.execute(
        """
        SELECT kinds, places, targets, incident, earliest, latest FROM signature
        WHERE earliest IS NULL OR $day IS NULL OR earliest < CAST($day AS DATE) + INTERVAL 1 DAY
        ORDER BY kinds, places, targets, incident
        """,
        {"day": reading.day},
    ).fetchall()
    numbers: dict[_Shape, int] = {}
    attacks: dict[int, list[Attack]] = defaultdict(list)
    vague = 0
    for kinds, places, targets, incident, earliest, latest in rows:
        number = numbers.setdefault((kinds, places, targets), len(numbers))
        if earliest is None or latest is None:
            vague += 1
            continue
        attack = Attack(incident, earliest, latest)
        vague += not placed([attack])
        attacks[number].append(attack)
    return numbers, attacks, vague


def _occasions(reading: Reading, shapes: Mapping[_Shape, int]) -> list[Occasion]:
    """Return denials with what their words are about; those of one time and party together."""
    connection = reading.connection
    general = _sorts(connection, shapes)
    named = _named(connection)
    parties: dict[str, set[str]] = defaultdict(set)
    rows = connection.execute("SELECT denial, party FROM denial ORDER BY ALL").fetchall()
    for denial, party in rows:
        parties[denial].add(party)
    chosen: dict[str, str] = {}
    statements = reading.rows.statements
    for denial in sorted(parties, key=lambda iri: (statements[iri].original != iri, iri)):
        chosen.setdefault(statements[denial].original, denial)
    together: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for denial in sorted(chosen.values()):
        said = statements[denial]
        dated = said.earliest is not None and said.latest is not None
        own = tuple(sorted(parties[denial]))
        together[(said.earliest, said.latest, own) if dated else (denial,)].append(denial)
    occasions = [
        Occasion(
            statements=tuple(denials),
            parties=tuple(sorted(parties[denials[0]])),
            stated=statements[denials[0]].stated,
            earliest=statements[denials[0]].earliest,
            latest=statements[denials[0]].latest,
            sorts=frozenset().union(*(general.get(denial, frozenset()) for denial in denials)),
            named=frozenset().union(*(named.get(denial, frozenset()) for denial in denials)),
        )
        for denials in together.values()
    ]
    return sorted(occasions, key=_when)


def _when(occasion: Occasion) -> tuple[object, ...]:
    return (
        occasion.earliest or datetime.max,
        occasion.latest or datetime.max,
        occasion.statements,
    )


def _sorts(
    connection: duckdb.DuckDBPyConnection, shapes: Mapping[_Shape, int]
) -> Mapping[str, frozenset[int]]:
    rows = connection.execute(
        """
        SELECT DISTINCT denial.denial, shape.kinds, shape.places, shape.targets
        FROM denial
        JOIN fit_place ON fit_place.scope = denial.scope
        JOIN fit_kind ON fit_kind.scope = denial.scope
        JOIN fit_target ON fit_target.scope = denial.scope
        JOIN (SELECT DISTINCT kinds, places, targets FROM signature) AS shape
          ON shape.places = fit_place.places
         AND shape.kinds = fit_kind.kinds
         AND shape.targets = fit_target.targets
        """
    ).fetchall()
    found: dict[str, set[int]] = defaultdict(set)
    for denial, kinds, places, targets in rows:
        # As of a day, there may be no incident that looks so.
        if (number := shapes.get((kinds, places, targets))) is not None:
            found[denial].add(number)
    return {denial: frozenset(numbers) for denial, numbers in found.items()}


def _named(connection: duckdb.DuckDBPyConnection) -> Mapping[str, frozenset[str]]:
    rows = connection.execute(
        """
        SELECT DISTINCT denial.denial, involvement_incident.incident
        FROM denial
        JOIN involvement_incident ON involvement_incident.proposition = denial.proposition
        """
    ).fetchall()
    found: dict[str, set[str]] = defaultdict(set)
    for denial, incident in rows:
        found[denial].add(incident)
    return {denial: frozenset(names) for denial, names in found.items()}


def _chance(
    found: Sequence[Around],
    sorts: Mapping[int, Sort],
    within: timedelta,
    permutations: int,
    seed: int,
) -> Chance:
    """Compare what followed the denials that speak of a sort of attack with chance."""
    tried = [around for around in found if around.occasion.placed and around.attacks]
    tried = [around for around in tried if around.occasion.sorts]
    # Looked at before anything is laid out: broad words times many incidents fill any memory.
    if permutations * sum(around.attacks for around in tried) > MOST_WORK:
        numbers = {number for around in tried for number in around.occasion.sorts}
        followed = sum(around.within in {"certainly", "possibly"} for around in tried)
        attacks = sum(len(sorts[number]) for number in numbers if number in sorts)
        return Chance(len(tried), attacks, followed, (), None, "many")
    trials, pool = _pool([around.occasion for around in tried], sorts)
    return compare(trials, pool, within=within, permutations=permutations, seed=seed)


def _pool(
    occasions: Sequence[Occasion], sorts: Mapping[int, Sort]
) -> tuple[list[Trial], list[Attack]]:
    """Return the denials and attacks of the test, in an order that does not depend on names."""
    tried: list[tuple[Occasion, dict[str, Attack]]] = []
    for occasion in occasions:
        own = {
            attack.incident: attack
            for number in occasion.sorts
            if number in sorts
            for attack in sorts[number].by_earliest
            if attack.incident not in occasion.named
        }
        if own:
            tried.append((occasion, own))
    tried.sort(key=_nameless)
    member: dict[str, list[int]] = defaultdict(list)
    attacks: dict[str, Attack] = {}
    for place, (_, own) in enumerate(tried):
        attacks |= own
        for incident in own:
            member[incident].append(place)
    ordered = sorted(
        attacks.values(), key=lambda a: (a.earliest, a.latest, member[a.incident], a.incident)
    )
    position = {attack.incident: place for place, attack in enumerate(ordered)}
    trials = [
        Trial(
            occasion.earliest or datetime.min,
            occasion.latest or datetime.max,
            frozenset(position[incident] for incident in own),
        )
        for occasion, own in tried
    ]
    return trials, ordered


def _nameless(tried: tuple[Occasion, Mapping[str, Attack]]) -> tuple[object, ...]:
    occasion, own = tried
    return (
        occasion.earliest,
        occasion.latest,
        sorted((attack.earliest, attack.latest) for attack in own.values()),
    )
