"""The meaning of the assessment a second time: plain Python, every pair by brute force.

Written from the documents alone (the model and the method), before its author had read the rules
in SQL, so that the two can disagree. It is slow and says each rule once, in the order in which
the method gives them. None is *unknown*, as NULL is in the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from itertools import product
from typing import TypeVar

from worlds import Incident, Involvement, Link, Place, Scope, Statement, World

from kg.dates import Bounds, bounds

Truth = bool | None
STRENGTH = {"carried-out": 3, "directed": 2, "supported": 1}
MODE = {strength: mode for mode, strength in STRENGTH.items()}
AMOUNTS_TO = {"directs": 2, "arms": 1, "funds": 1, "trains": 1, "supports": 1, "umbrella": 0}
BROADER = {
    "ballistic-missile-strike": "missile-strike",
    "cruise-missile-strike": "missile-strike",
    "drone-strike": "air-strike",
    "missile-strike": "armed-attack",
    "rocket-attack": "armed-attack",
    "drone-attack": "armed-attack",
    "air-strike": "armed-attack",
}
DIMENSIONS = ("involvement", "kind", "target", "place", "time")
_COVERAGE = {True: "covered", None: "possible", False: "outside"}
_VALUE = {True: "yes", None: "unknown", False: "no"}


@dataclass(frozen=True)
class Result:
    """What the oracle says of a pair."""

    coverage: str
    dimensions: tuple[str, ...]
    verdict: str
    charge: tuple[str, str, bool] | None
    for_: int
    against: int


@dataclass(frozen=True)
class Reach:
    """How far one thing that is said reaches an incident, by name or by its scope."""

    covers: Truth
    named: bool
    values: dict[str, Truth]
    involvement: Involvement


@dataclass(frozen=True)
class Charge:
    """One way in which a statement puts the party into the incident."""

    statement: Statement
    modes: frozenset[int]
    own: bool
    through: bool
    composed: bool
    certain: bool


@dataclass(frozen=True)
class Met:
    """A charge in the weakest mode that the words of a denial touch."""

    charge: Charge
    strength: int
    denied: bool
    finding: bool


def any_of(values: Iterable[Truth]) -> Truth:
    """Join by Kleene's OR: of nothing, no."""
    seen = list(values)
    return True if True in seen else None if None in seen else False


def all_of(values: Iterable[Truth]) -> Truth:
    """Join by Kleene's AND: of nothing, yes."""
    seen = list(values)
    return False if False in seen else None if None in seen else True


class Oracle:
    """Answers for one world.

    Parameters
    ----------
    world
        The world.
    as_of
        Only what had been made public by the end of that day, UTC; None: everything.
    """

    def __init__(self, world: World, as_of: date | None = None) -> None:
        self.world = world
        self.as_of = as_of
        self.actors = {actor.id: actor for actor in world.actors}
        self.places = {place.id: place for place in world.places}
        self.sources = {source.id: source for source in world.sources}
        self.involvements = {node.id: node for node in world.involvements}
        self.links = {link.id: link for link in world.links}
        self.statements = {statement.id: statement for statement in world.statements}
        self.roots = {actor: self._roots(actor) for actor in self.actors}
        self.known = [s for s in world.statements if self._is_known(s)]
        self.current = [s for s in self.known if not self._is_superseded(s)]

    # Parties

    def _roots(self, actor: str) -> frozenset[str]:
        """Follow organs up to the party itself."""
        reached = closure(actor, lambda node: self.actors[node].organ_of)
        return frozenset(node for node in reached if not self.actors[node].organ_of)

    def parties(self, statement: Statement) -> frozenset[str]:
        """Return whom the statement speaks for: whom it is made for, else the speaker."""
        voices = statement.made_for or (statement.speaker,)
        return frozenset(root for voice in voices for root in self.roots[voice])

    # What is known and current

    def _is_known(self, statement: Statement) -> bool:
        if self.as_of is None:
            return True
        end = datetime.combine(self.as_of, time.max, UTC)
        dates = [statement.made_public] + [
            self.sources[source].issued for source in statement.reported_in
        ]
        latest = [bounds(text, "UTC").latest for text in dates if text]
        return any(moment is not None and moment <= end for moment in latest)

    def original(self, statement: Statement) -> str:
        """Follow renderings to what they render."""
        seen = [statement.id]
        while (following := self.statements[seen[-1]].rendering_of) and following not in seen:
            seen.append(following)
        return seen[-1]

    def group(self, statement: Statement) -> list[Statement]:
        """Return the known statements with the same original, itself included."""
        original = self.original(statement)
        return [s for s in self.known if self.original(s) == original]

    def origins(self, statement: Statement) -> frozenset[str]:
        """Follow renderings and what rests on what down to the statements at the root."""

        def below(name: str) -> tuple[str, ...]:
            found = (self.statements[other] for other in self.statements[name].based_on)
            return tuple(self.original(other) for other in found)

        reached = closure(self.original(statement), below)
        return frozenset(name for name in reached if not self.statements[name].based_on)

    @cached_property
    def replacing(self) -> dict[str, set[str]]:
        """Return by statement the known statements of its party that replace it.

        Whoever replaces an original replaces its renderings; whoever replaces a rendering only
        mends that rendering.
        """
        result: dict[str, set[str]] = {}
        for successor in self.known:
            for earlier in successor.supersedes:
                for statement in self.world.statements:
                    if earlier not in {statement.id, self.original(statement)}:
                        continue
                    if (
                        statement is not successor
                        and self.original(successor) != earlier
                        and self.parties(statement) & self.parties(successor)
                    ):
                        result.setdefault(statement.id, set()).add(successor.id)
        return result

    def following(self, statement: Statement) -> frozenset[str]:
        """Return what replaces a statement, at once or in several steps."""
        above = self.replacing
        reached: set[str] = set()
        for node in above.get(statement.id, ()):
            reached |= closure(node, lambda item: tuple(above.get(item, ())))
        return frozenset(reached)

    def successors(self, statement: Statement) -> frozenset[str]:
        """Return what is later than a statement: not what its own words replace in turn."""
        original = self.original(statement)
        return frozenset(
            later
            for later in self.following(statement)
            if original
            not in {
                self.original(self.statements[name])
                for name in self.following(self.statements[later])
            }
        )

    def _is_superseded(self, statement: Statement) -> bool:
        return bool(self.replacing.get(statement.id, set()) & self.successors(statement))

    # Coverage

    def says(self, involvement: Involvement, strength: int) -> Truth:
        """Say of a mode whether the words deny it, leave it open (unknown) or do not touch it."""
        mode = MODE[strength]
        return True if mode in involvement.modes else None if mode in involvement.open else False

    def names(self, involvement: Involvement, incident: Incident) -> bool:
        """Whether the words, or the curator's reading, name the incident."""
        return incident.id in involvement.concerns + involvement.may_concern

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
        doers = [
            self.roots[node.actor]
            for statement in self.current
            for node in self._affirmed(statement, incident)
            if node.modes == ("carried-out",)
        ]
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
                    values += [_at_most_unknown(self._is_part(guest, wanted)) for guest in hosted]
            values += [
                _at_most_unknown(self._is_part(touched, wanted)) for touched in incident.touches
            ]
        return any_of(values)

    def _is_part(self, node: str, whole: str) -> Truth:
        """Whether a target is, or is part of, another; unknown if it is the larger of the two."""

        def wholes(start: str) -> frozenset[str]:
            def above(item: str) -> tuple[str, ...]:
                if item in self.places:
                    return ()
                return self.actors[item].organ_of + self.actors[item].part_of

            return closure(start, above)

        return True if whole in wholes(node) else None if node in wholes(whole) else False

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
        zones = frozenset().union(*(self._zones(place) for place in incident.places))
        found = [bounds(incident.when, zone) for zone in zones - {None} or {None}]
        return Bounds(
            bounds(incident.earliest).earliest or _least(b.earliest for b in found),
            bounds(incident.latest).latest or _greatest(b.latest for b in found),
        )

    def stated(self, statement: Statement) -> Bounds:
        """Return the bounds of the moment at which it was stated."""
        zones = self._zones(statement.stated_at) if statement.stated_at else {None}
        found = [bounds(statement.stated, zone) for zone in zones]
        return Bounds(_least(b.earliest for b in found), _greatest(b.latest for b in found))

    def _time(self, scope: Scope, statement: Statement, incident: Incident) -> Truth:
        """Perfect tense: not after the moment of stating; and in the period, ends included."""
        when = self.when(incident)
        return all_of(
            [
                _not_after(when, self.stated(statement)),
                _in_period(when, scope.since, scope.until),
            ]
        )

    # Charges

    def _affirmed(self, statement: Statement, incident: Incident) -> Iterator[Involvement]:
        """Yield what a statement affirms of an incident; general accusations are of none."""
        for name in statement.affirms:
            node = self.involvements.get(name)
            if node and node.modes and self.names(node, incident):
                yield node

    def _affirmers(self, link: Link, incident: Incident) -> list[Statement]:
        """Return who affirms a link whose period does not exclude the incident."""
        if _in_period(self.when(incident), link.since, link.until) is False:
            return []
        return [s for s in self.current if link.id in s.affirms]

    def _own_persona(self, persona: str, party: str, incident: Incident) -> bool:
        """Whether the party itself affirms that it stands behind the name."""
        return any(
            link.modes is None
            and persona in self.roots[link.low]
            and party in self.roots[link.high]
            and any(party in self.parties(s) for s in self._affirmers(link, incident))
            for link in self.world.links
        )

    def own(self, statement: Statement, party: str, incident: Incident) -> bool:
        """Whether a statement is the party's own, if only under a name that it owns up to."""
        parties = self.parties(statement)
        return party in parties or any(
            self.actors[name].kind == "Persona" and self._own_persona(name, party, incident)
            for name in parties
        )

    def chains(
        self, start: frozenset[str], party: str, incident: Incident, seen: frozenset[str]
    ) -> Iterator[tuple[Link, ...]]:
        """Yield the simple chains of affirmed links from an actor up to the party."""
        for link in self.world.links:
            lower, upper = self.roots[link.low], self.roots[link.high]
            if not lower & start or upper & seen or not self._affirmers(link, incident):
                continue
            if party in upper:
                yield (link,)
            else:
                for rest in self.chains(upper, party, incident, seen | upper):
                    yield (link, *rest)

    def affirmations(self, party: str, incident: Incident) -> Iterator[Charge]:
        """Yield every way in which current statements put the party into the incident.

        Several modes in one affirmed involvement are a choice: the words do not tell which.
        """
        for statement in self.current:
            for node in self._affirmed(statement, incident):
                modes = frozenset(STRENGTH[mode] for mode in node.modes)
                if not modes:
                    continue
                certain = incident.id in node.concerns
                actors = self.roots[node.actor]
                for voice in self.parties(statement):
                    if self._itself(voice, actors, party, incident):
                        own = voice == party or party not in actors
                        yield Charge(statement, modes, own, False, False, certain)
                    elif voice != party:
                        for limit, composed in self._through(voice, actors, party, incident):
                            limited = frozenset(min(mode, limit) for mode in modes)
                            yield Charge(statement, limited, False, True, composed, certain)

    def _is_persona(self, actor: str) -> bool:
        return self.actors[actor].kind == "Persona"

    def _itself(self, voice: str, actors: frozenset[str], party: str, incident: Incident) -> bool:
        """Whether the words are about the party itself.

        That is also so where the party, or the name itself, speaks of a name that the party owns
        up to.
        """
        return party in actors or any(
            self._is_persona(actor)
            and voice in {party, actor}
            and self._own_persona(actor, party, incident)
            for actor in actors
        )

    def _through(
        self, voice: str, actors: frozenset[str], party: str, incident: Incident
    ) -> Iterator[tuple[int, bool]]:
        """Yield the weakest mode of each chain of links, and whether several parties speak."""
        for chain in self.chains(actors, party, incident, actors):
            options = [[AMOUNTS_TO[m] for m in link.modes or ()] or [3] for link in chain]
            composed = any(
                voice not in {p for s in self._affirmers(link, incident) for p in self.parties(s)}
                for link in chain
            )
            for modes in product(*options):
                if min(modes):  # an umbrella carries nothing
                    yield min(modes), composed

    def charges(
        self, denial: Statement, words: dict[int, Truth], party: str, incident: Incident
    ) -> list[Met]:
        """Return the charges that meet what the words deny or leave open, by their weakest mode."""
        others = [
            charge
            for charge in self.affirmations(party, incident)
            if self.original(charge.statement) != self.original(denial)
        ]
        accusers = {
            voice
            for charge in others
            for voice in self.parties(charge.statement)
            if voice != party and self.actors[voice].kind != "InvestigativeBody"
        }
        found = []
        for charge in others:
            touched = [mode for mode in charge.modes if words.get(mode, False) is not False]
            if touched:
                denied = words[min(touched)] is True
                settles = (
                    denied
                    and not charge.own
                    and not charge.composed
                    and self.settles(charge.statement, party, incident, accusers)
                )
                found.append(Met(charge, min(touched), denied, settles))
        return found

    def settles(
        self, statement: Statement, party: str, incident: Incident, accusers: Iterable[str]
    ) -> bool:
        """Whether it is a finding of a body that others than those at odds have mandated."""
        speaker = self.actors[statement.speaker]
        if speaker.kind != "InvestigativeBody":
            return False
        mandators = {root for name in speaker.mandated_by for root in self.roots[name]}
        mandators |= self.parties(statement) - {speaker.id}  # for whom it speaks
        struck = {name for name in incident.strikes if name in self.actors}
        guests = {
            name
            for base in incident.strikes
            if base in self.places
            for name in self.places[base].hosts
        }
        near = struck | guests | set(incident.touches) | set(incident.hosts)
        interested = {root for name in near for root in self.roots[name]}
        interested |= {party} | set(accusers)
        return not mandators or not mandators <= interested

    # Denials

    def denials(self) -> dict[tuple[str, str, str], Result]:
        """Return every pair of denial, incident and party."""
        results = {}
        for denial, incident in product(self.known, self.world.incidents):
            for party in self.parties(denial):
                result = self._denial(denial, party, incident)
                if result:
                    results[denial.id, incident.id, party] = result
        return results

    def reach(
        self, statement: Statement, party: str, incident: Incident, stance: Names
    ) -> list[Reach]:
        """Return how far what is said of the party reaches the incident, the furthest first."""
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

    def _denial(self, denial: Statement, party: str, incident: Incident) -> Result | None:
        reached = self.reach(denial, party, incident, denial.denies)
        if not reached:
            return None
        covers, values = reached[0].covers, reached[0].values
        words: dict[int, Truth] = {
            strength: any_of(
                self.says(reach.involvement, strength)
                for reach in reached
                if (reach.covers is False) == (covers is False)
            )
            for strength in MODE
        }
        charges = self.charges(denial, words, party, incident)
        verdict, deciding = self._verdict(denial, words, party, incident, charges)
        for_ = {
            self.original(charge.statement)
            for charge in self.affirmations(party, incident)
            if self.original(charge.statement) != self.original(denial)
        }
        against = {self.original(denial)} | {
            self.original(s) for s in self._deniers(party, incident)
        }
        return Result(
            _COVERAGE[covers],
            tuple(_VALUE[values[name]] for name in DIMENSIONS),
            verdict,
            (
                MODE[deciding.strength],
                "denied" if deciding.denied else "left-open",
                deciding.charge.composed,
            )
            if deciding
            else None,
            len(for_),
            len(against),
        )

    def _deniers(self, party: str, incident: Incident) -> Iterator[Statement]:
        """Yield the current statements that deny the party's involvement in the incident.

        By name whosever they are; in general words the party's own that cover the incident.
        """
        for statement in self.current:
            for reach in self.reach(statement, party, incident, statement.denies):
                if reach.named or (reach.covers and party in self.parties(statement)):
                    yield statement

    def _verdict(
        self,
        denial: Statement,
        words: dict[int, Truth],
        party: str,
        incident: Incident,
        charges: list[Met],
    ) -> tuple[str, Met | None]:
        ways = {
            "self-contradicted": [met for met in charges if met.charge.own],
            "contradicted-by-finding": [met for met in charges if met.finding],
            "contested": [met for met in charges if not met.charge.through],
            "contested-through-proxy": charges,
        }
        taken_back = {mode for mode, says in words.items() if says is True} or {
            mode for mode, says in words.items() if says is None
        }
        if self._withdrawn(denial, party, incident, taken_back, ("affirms", "leaves_open")):
            return "withdrawn", min(charges, key=_weight, default=None)
        for verdict, found in ways.items():
            if found:
                return verdict, min(found, key=_weight)
        if self._rivals(denial, party, incident):
            return "attributed-elsewhere", None
        return "unattributed", None

    def _withdrawn(
        self,
        statement: Statement,
        party: str,
        incident: Incident,
        modes: set[int],
        stances: Names,
    ) -> bool:
        """Whether later words of the party, which stand, say something else of these modes."""
        for successor in self.current:
            if (
                successor.id not in self.successors(statement)
                or self.original(successor) == self.original(statement)
                or party not in self.parties(successor)
            ):
                continue
            for stance in stances:
                for reach in self.reach(successor, party, incident, getattr(successor, stance)):
                    node = reach.involvement
                    meant = node.modes if stance == "affirms" else node.modes + node.open
                    outside = any(reach.values[name] is False for name in DIMENSIONS[1:])
                    if not outside and {STRENGTH[mode] for mode in meant} & modes:
                        return True
        return False

    def _is_author(self, actor: str) -> bool:
        """Described groups and persons are never rival authors."""
        return self.actors[actor].kind not in {"DescribedGroup", "Person"}

    def _weakest(self, node: Involvement) -> int:
        return min((STRENGTH[mode] for mode in node.modes), default=0)

    def _rivals(self, statement: Statement, party: str, incident: Incident) -> list[Statement]:
        """Return the words of others who say that a rival author carried it out."""
        found = []
        for other in self.current:
            if self.original(other) == self.original(statement):
                continue
            for node in self._affirmed(other, incident):
                rivals = filter(self._is_author, self.roots[node.actor] - {party})
                others = self.parties(other) - {party}
                if others and any(rivals) and self._weakest(node) == STRENGTH["carried-out"]:
                    found.append(other)
        return found

    # Claims

    def claims(self) -> dict[tuple[str, str, str], Result]:
        """Return every pair of claim of responsibility, incident and party."""
        results = {}
        for claim, incident in product(self.known, self.world.incidents):
            for party in self.parties(claim):
                nodes = [
                    node
                    for node in self._affirmed(claim, incident)
                    if party in self.roots[node.actor]
                ]
                if nodes:
                    results[claim.id, incident.id, party] = self._claim(
                        claim, nodes, party, incident
                    )
        return results

    def _claim(
        self, claim: Statement, nodes: list[Involvement], party: str, incident: Incident
    ) -> Result:
        certain = any(incident.id in node.concerns for node in nodes)
        value = "yes" if certain else "unknown"
        modes = {self._weakest(node) for node in nodes} - {0}
        others = [s for s in self.current if self.original(s) != self.original(claim)]
        own = [s for s in others if self._disowns(s, party, incident, modes, own=True)]
        denying = [s for s in others if self._disowns(s, party, incident, modes, own=False)]
        rivals = self._rivals_of_claim(claim, modes, party, incident)
        bearing = [
            s
            for s in others
            if self._bears_out(s, modes, party, incident)
            and self.original(claim) not in self.origins(s)  # who only repeats bears nothing out
        ]
        accusers = {p for s in rivals for p in self.parties(s)}
        if self._withdrawn(claim, party, incident, modes, ("denies", "leaves_open")):
            verdict = "withdrawn"
        elif own:
            verdict = "self-contradicted"
        elif any(self.settles(s, party, incident, accusers) for s in denying):
            verdict = "contradicted-by-finding"
        elif denying or rivals:
            verdict = "contested"
        else:
            verdict = "corroborated" if bearing else "uncontested"
        for_ = {self.original(claim)} | {self.original(s) for s in bearing}
        for_ |= {self.original(c.statement) for c in self.affirmations(party, incident)}
        against = {self.original(s) for s in [*own, *denying, *rivals]}
        return Result(
            "covered" if certain else "possible",
            ("yes", value, value, value, value),
            verdict,
            None,
            len(for_),
            len(against),
        )

    def _disowns(
        self, statement: Statement, party: str, incident: Incident, modes: set[int], *, own: bool
    ) -> bool:
        """Whether words deny (or reject) the claimed mode.

        The party's own do where they reach the incident, those of others where they name it.
        """
        if not (party in self.parties(statement) if own else self.parties(statement) - {party}):
            return False
        nodes = [
            reach.involvement
            for reach in self.reach(statement, party, incident, statement.denies)
            if (reach.covers is not False if own else reach.named)
        ]
        return any(STRENGTH[mode] in modes for node in nodes for mode in node.modes + node.open)

    def _rivals_of_claim(
        self, claim: Statement, modes: set[int], party: str, incident: Incident
    ) -> list[Statement]:
        """Return who names a rival of somebody who says that he carried it out."""
        if STRENGTH["carried-out"] not in modes or not self._is_author(party):
            return []
        return [
            other
            for other in self._rivals(claim, party, incident)
            for node in self._affirmed(other, incident)
            for rival, voice in product(self.roots[node.actor], self.parties(other))
            if party not in {rival, voice}
            and self._is_author(rival)
            and self._weakest(node) == STRENGTH["carried-out"]
            and not self._behind(party, rival, voice)
        ]

    def _behind(self, persona: str, actor: str, voice: str) -> bool:
        """Whether somebody affirms that an actor stands behind a name."""
        return any(
            link.modes is None
            and persona in self.roots[link.low]
            and actor in self.roots[link.high]
            and link.id in s.affirms
            and voice in self.parties(s)
            for link in self.world.links
            for s in self.current
        )

    def _bears_out(
        self, statement: Statement, modes: set[int], party: str, incident: Incident
    ) -> bool:
        """Whether another party affirms the claimant's part, and nothing weaker."""
        return any(
            self._weakest(node) >= min(modes, default=4)
            and any(
                party in self.roots[node.actor]
                or any(self._behind(party, actor, voice) for actor in self.roots[node.actor])
                for voice in self.parties(statement) - {party}
            )
            for node in self._affirmed(statement, incident)
        )


Names = tuple[str, ...]
_T = TypeVar("_T")


def closure(start: str, above: object) -> frozenset[str]:
    """Return a node with everything above it."""
    reached = {start}
    ahead = [start]
    while ahead:
        for node in above(ahead.pop()):  # type: ignore[operator]
            if node not in reached:
                reached.add(node)
                ahead.append(node)
    return frozenset(reached)


def _weight(met: Met) -> tuple[bool, bool, bool, int]:
    """One party's words first, then what is denied, what is named, and the strongest mode."""
    return met.charge.composed, not met.denied, not met.charge.certain, -met.strength


def _at_most_unknown(value: Truth) -> Truth:
    return False if value is False else None


def _least(moments: Iterable[datetime | None]) -> datetime | None:
    found = list(moments)
    return None if None in found else min(moment for moment in found if moment)


def _greatest(moments: Iterable[datetime | None]) -> datetime | None:
    found = list(moments)
    return None if None in found else max(moment for moment in found if moment)


def _not_after(when: Bounds, limit: Bounds) -> Truth:
    if when.latest and limit.earliest and when.latest <= limit.earliest:
        return True
    if when.earliest and limit.latest and when.earliest > limit.latest:
        return False
    return None


def _in_period(when: Bounds, since: str | None, until: str | None) -> Truth:
    """Whether a moment lies in a period; where it overlaps with an end, that is unknown."""
    values: list[Truth] = [True]
    if since:
        begin = bounds(since)
        if when.latest and begin.earliest and when.latest < begin.earliest:
            values.append(False)
        elif not (when.earliest and begin.latest and when.earliest >= begin.latest):
            values.append(None)
    if until:
        values.append(_not_after(when, bounds(until)))
    return all_of(values)
