"""Whether what is said reaches an incident: five dimensions, each yes, no or unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.dates import Bounds, bounds
from made.model import Incident, Involvement, Names, Place, Scope, Statement, World
from made.oracle.logic import (
    Truth,
    all_of,
    any_of,
    at_most_unknown,
    closure,
    greatest,
    in_period,
    least,
    not_after,
)
from made.oracle.standing import Standing

STRENGTH = {"carried-out": 3, "directed": 2, "supported": 1}
MODE = {strength: mode for mode, strength in STRENGTH.items()}
BROADER = {
    "ballistic-missile-strike": "missile-strike",
    "cruise-missile-strike": "missile-strike",
    "drone-strike": "air-strike",
    "missile-strike": "armed-attack",
    "rocket-attack": "armed-attack",
    "mortar-attack": "armed-attack",
    "drone-attack": "armed-attack",
    "roadside-bomb": "armed-attack",
    "air-strike": "armed-attack",
    "storming": "armed-attack",
    "sabotage-of-ships": "armed-attack",
    "naval-mine": "armed-attack",
}
DIMENSIONS = ("involvement", "kind", "target", "place", "time")


@dataclass(frozen=True)
class Reach:
    """How far one thing that is said reaches an incident, by name or by its scope."""

    covers: Truth
    named: bool
    values: dict[str, Truth]
    involvement: Involvement


class Coverage(Standing):
    """Answers how far words reach; parameters as for `Standing`."""

    def __init__(self, world: World, as_of: date | None = None) -> None:
        super().__init__(world, as_of)
        self._when: dict[str, Bounds] = {}
        self._stated: dict[str, Bounds] = {}
        self._doers: dict[str, list[frozenset[str]]] = {}
        self._wholes: dict[str, frozenset[str]] = {}
        self._reach: dict[tuple[str, str, str, Names], list[Reach]] = {}

    def reach(
        self, statement: Statement, party: str, incident: Incident, stance: Names
    ) -> list[Reach]:
        """Return how far what is said of the party reaches the incident, the furthest first."""
        key = (statement.id, party, incident.id, stance)
        if key not in self._reach:
            self._reach[key] = self._reaches(statement, party, incident, stance)
        return self._reach[key]

    def forget(self) -> None:
        """Drop what is kept of how far words reach, which is as large as all pairs together."""
        self._reach.clear()

    def _reaches(
        self, statement: Statement, party: str, incident: Incident, stance: Names
    ) -> list[Reach]:
        found = [
            Reach(all_of(values.values()), named, values, node)
            for node in (self.involvements.get(name) for name in stance)
            if node and party in self.roots[node.actor]
            for named, values in self.dimensions(statement, node, party, incident)
        ]
        best = {True: 0, None: 1, False: 2}
        shown = {True: 0, False: 1, None: 2}
        return sorted(
            found,
            key=lambda reach: (
                best[reach.covers],
                not reach.named,
                [shown[reach.values[name]] for name in DIMENSIONS],
            ),
        )

    def says(self, involvement: Involvement, strength: int) -> Truth:
        """Say of a mode whether the words deny it, leave it open (unknown) or do not touch it."""
        mode = MODE[strength]
        return True if mode in involvement.modes else None if mode in involvement.open else False

    def dimensions(
        self, statement: Statement, involvement: Involvement, party: str, incident: Incident
    ) -> Iterator[tuple[bool, dict[str, Truth]]]:
        """Yield the five dimensions by name, and by scope; True marks those by name."""
        if self.names(involvement, incident):
            sure = True if incident.id in involvement.concerns else None
            part = self._involved(involvement, party, incident)
            yield (
                True,
                dict.fromkeys(DIMENSIONS, sure) | {"involvement": part if part else None},
            )
        scope = involvement.scope
        if scope is not None:
            yield (
                False,
                {
                    "involvement": self._involved(involvement, party, incident),
                    "kind": self._kind(scope, incident),
                    "target": self._target(scope, incident),
                    "place": self._place(scope, incident),
                    "time": self._time(scope, statement, incident),
                },
            )

    def _involved(self, involvement: Involvement, party: str, incident: Incident) -> Truth:
        """Whether the words deny the mode at issue."""
        if incident.id not in self._doers:
            self._doers[incident.id] = [
                self.roots[node.actor]
                for _, node in self.naming(incident)
                if node.modes == ("carried-out",)
            ]
        doers = self._doers[incident.id]
        if doers and all(party in doer for doer in doers):
            return self.says(involvement, 3)
        return any_of(self.says(involvement, strength) for strength in MODE)

    def _kind(self, scope: Scope, incident: Incident) -> Truth:
        if not scope.kinds:
            return True
        if not incident.kinds:
            return None

        def wider(kind: str) -> frozenset[str]:
            return closure(kind, lambda node: (BROADER[node],) if node in BROADER else ())

        return any_of(
            True if wanted in wider(kind) else None if kind in wider(wanted) else False
            for kind in incident.kinds
            for wanted in scope.kinds
        )

    def _target(self, scope: Scope, incident: Incident) -> Truth:
        if not scope.targets:
            return True
        if not incident.strikes:
            return None
        values: list[Truth] = []
        for wanted in scope.targets:
            for struck in incident.strikes:
                values.append(self._is_part(struck, wanted))
                if struck in self.places:
                    hosted = self.places[struck].hosts
                    values += [at_most_unknown(self._is_part(guest, wanted)) for guest in hosted]
            values += [
                at_most_unknown(self._is_part(touched, wanted)) for touched in incident.touches
            ]
        return any_of(values)

    def _is_part(self, node: str, whole: str) -> Truth:
        """Whether a target is, or is part of, another; unknown if it is the larger of the two."""
        return True if whole in self.wholes(node) else None if node in self.wholes(whole) else False

    def wholes(self, start: str) -> frozenset[str]:
        """Return a target with whatever it is an organ or a part of."""

        def above(item: str) -> tuple[str, ...]:
            if item in self.places:
                return ()
            return self.actors[item].organ_of + self.actors[item].part_of

        if start not in self._wholes:
            self._wholes[start] = closure(start, above)
        return self._wholes[start]

    def _place(self, scope: Scope, incident: Incident) -> Truth:
        if not scope.places:
            return True
        if not incident.places:
            return None
        return any_of(
            self._is_within(self.places[place], self.places[wanted])
            for place in incident.places
            for wanted in scope.places
        )

    def _is_within(self, place: Place, wanted: Place) -> Truth:
        if wanted.vague:
            return None
        if wanted.id in self._around(place.id):
            return True
        return None if place.vague or place.id in self._around(wanted.id) else False

    def _around(self, place: str) -> frozenset[str]:
        return closure(place, lambda node: self.places[node].within)

    def _zones(self, place: str) -> frozenset[str | None]:
        """Return the zones of a place, those of the nearest places that have one."""
        node = self.places[place]
        if node.zone:
            return frozenset({node.zone})
        return frozenset().union(*(self._zones(wider) for wider in node.within)) or frozenset(
            {None}
        )

    def when(self, incident: Incident) -> Bounds:
        """Return the bounds of an incident: the civil day at its place or places."""
        if incident.id not in self._when:
            zones = frozenset().union(*(self._zones(place) for place in incident.places))
            found = [bounds(incident.when, zone) for zone in zones - {None} or {None}]
            self._when[incident.id] = Bounds(
                bounds(incident.earliest).earliest or least(b.earliest for b in found),
                bounds(incident.latest).latest or greatest(b.latest for b in found),
            )
        return self._when[incident.id]

    def stated(self, statement: Statement) -> Bounds:
        """Return the bounds of the moment at which it was stated."""
        if statement.id not in self._stated:
            zones = self._zones(statement.stated_at) if statement.stated_at else {None}
            found = [bounds(statement.stated, zone) for zone in zones]
            self._stated[statement.id] = Bounds(
                least(b.earliest for b in found), greatest(b.latest for b in found)
            )
        return self._stated[statement.id]

    def _time(self, scope: Scope, statement: Statement, incident: Incident) -> Truth:
        """Perfect tense: not after the moment of stating; and in the period, ends included."""
        when = self.when(incident)
        return all_of(
            [not_after(when, self.stated(statement)), in_period(when, scope.since, scope.until)]
        )
