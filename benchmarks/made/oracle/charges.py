"""Who puts a party into an incident: by name, or through links that somebody affirms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from made.model import Incident, Link, Statement, World
from made.oracle.coverage import STRENGTH, Coverage
from made.oracle.logic import Truth, in_period

AMOUNTS_TO = {"directs": 2, "arms": 1, "funds": 1, "trains": 1, "supports": 1, "umbrella": 0}
LONGEST_CHAIN = 4


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


class Charges(Coverage):
    """Answers who charges whom; parameters as for `Standing`."""

    def __init__(self, world: World, as_of: date | None = None) -> None:
        super().__init__(world, as_of)
        self._affirmations: dict[tuple[str, str], list[Charge]] = {}
        self._above: dict[str, list[Link]] = defaultdict(list)
        for link in world.links:
            for lower in self.roots[link.low]:
                self._above[lower].append(link)

    def _affirmers(self, link: Link, incident: Incident) -> list[Statement]:
        """Return who affirms a link whose period does not exclude the incident."""
        if in_period(self.when(incident), link.since, link.until) is False:
            return []
        return self.affirmers.get(link.id, [])

    def _own_persona(self, persona: str, party: str, incident: Incident) -> bool:
        """Whether the party itself affirms that it stands behind the name."""
        return any(
            link.modes is None
            and party in self.roots[link.high]
            and any(party in self.parties(s) for s in self._affirmers(link, incident))
            for link in self._above.get(persona, ())
        )

    def _itself(self, voice: str, actors: frozenset[str], party: str, incident: Incident) -> bool:
        """Whether the words are about the party itself.

        That is also so where the party, or the name itself, speaks of a name that the party owns
        up to.
        """
        return party in actors or any(
            self.actors[actor].kind == "Persona"
            and voice in {party, actor}
            and self._own_persona(actor, party, incident)
            for actor in actors
        )

    def chains(
        self, start: frozenset[str], party: str, incident: Incident, seen: frozenset[str]
    ) -> Iterator[tuple[Link, ...]]:
        """Yield the simple chains of affirmed links from an actor up to the party.

        Longer ones than four links nobody could follow.
        """
        yield from self._chains(start, party, incident, seen, LONGEST_CHAIN)

    def _chains(
        self,
        start: frozenset[str],
        party: str,
        incident: Incident,
        seen: frozenset[str],
        most: int,
    ) -> Iterator[tuple[Link, ...]]:
        if not most:
            return
        above = {link.id: link for actor in sorted(start) for link in self._above.get(actor, ())}
        for link in above.values():
            upper = self.roots[link.high]
            if upper & seen or not self._affirmers(link, incident):
                continue
            if party in upper:
                yield (link,)
            else:
                for rest in self._chains(upper, party, incident, seen | upper, most - 1):
                    yield (link, *rest)

    def affirmations(self, party: str, incident: Incident) -> list[Charge]:
        """Return every way in which current statements put the party into the incident.

        Several modes in one affirmed involvement are a choice: the words do not tell which.
        """
        key = (party, incident.id)
        if key not in self._affirmations:
            self._affirmations[key] = list(self._affirming(party, incident))
        return self._affirmations[key]

    def _affirming(self, party: str, incident: Incident) -> Iterator[Charge]:
        for statement, node in self.naming(incident):
            modes = frozenset(STRENGTH[mode] for mode in node.modes)
            certain = incident.id in node.concerns
            actors = self.roots[node.actor]
            for voice in self.parties(statement):
                if self._itself(voice, actors, party, incident):
                    own = voice == party or party not in actors
                    yield Charge(statement, modes, own, False, False, certain)
                # Others may say that another stands behind the name, whom the party supports.
                if voice != party and party not in actors:
                    for limit, composed in self._through(voice, actors, party, incident):
                        limited = frozenset(min(mode, limit) for mode in modes)
                        yield Charge(statement, limited, False, True, composed, certain)

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
