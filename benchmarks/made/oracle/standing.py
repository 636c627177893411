"""Whose words they are, and which of them count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cached_property

from kg.dates import bounds
from made.model import Incident, Involvement, Statement, World
from made.oracle.logic import closure


class Standing:
    """Parties, and the statements that are known and current on a day.

    What is asked again for every pair is kept by name; nothing else depends on that.

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
        self._parties: dict[str, frozenset[str]] = {}
        self._originals: dict[str, str] = {}
        self._following: dict[str, frozenset[str]] = {}
        self._successors: dict[str, frozenset[str]] = {}
        self.known = [s for s in world.statements if self._is_known(s)]
        self.current = [s for s in self.known if not self._is_superseded(s)]

    # Parties

    def _roots(self, actor: str) -> frozenset[str]:
        """Follow organs up to the party itself."""
        reached = closure(actor, lambda node: self.actors[node].organ_of)
        return frozenset(node for node in reached if not self.actors[node].organ_of)

    def parties(self, statement: Statement) -> frozenset[str]:
        """Return whom the statement speaks for: whom it is made for, else the speaker."""
        if statement.id not in self._parties:
            voices = statement.made_for or (statement.speaker,)
            found = frozenset(root for voice in voices for root in self.roots[voice])
            self._parties[statement.id] = found
        return self._parties[statement.id]

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
        if statement.id not in self._originals:
            seen = [statement.id]
            while (following := self.statements[seen[-1]].rendering_of) and following not in seen:
                seen.append(following)
            self._originals[statement.id] = seen[-1]
        return self._originals[statement.id]

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
        if statement.id not in self._following:
            reached: set[str] = set()
            for node in above.get(statement.id, ()):
                reached |= closure(node, lambda item: above.get(item, ()))
            self._following[statement.id] = frozenset(reached)
        return self._following[statement.id]

    def successors(self, statement: Statement) -> frozenset[str]:
        """Return what is later than a statement: not what its own words replace in turn."""
        if statement.id not in self._successors:
            original = self.original(statement)
            self._successors[statement.id] = frozenset(
                later
                for later in self.following(statement)
                if original
                not in {
                    self.original(self.statements[name])
                    for name in self.following(self.statements[later])
                }
            )
        return self._successors[statement.id]

    def _is_superseded(self, statement: Statement) -> bool:
        return bool(self.replacing.get(statement.id, set()) & self.successors(statement))

    # What current statements say of an incident or a link

    def names(self, involvement: Involvement, incident: Incident) -> bool:
        """Whether the words, or the curator's reading, name the incident."""
        return incident.id in involvement.concerns + involvement.may_concern

    @cached_property
    def _naming(self) -> dict[str, list[tuple[Statement, Involvement]]]:
        """Return by incident what statements affirm of it, in the order of the statements."""
        found = defaultdict(list)
        for statement in self.current:
            for name in statement.affirms:
                node = self.involvements.get(name)
                if node and node.modes:
                    for incident in dict.fromkeys(node.concerns + node.may_concern):
                        found[incident].append((statement, node))
        return found

    def naming(self, incident: Incident) -> list[tuple[Statement, Involvement]]:
        """Return what current statements affirm of an incident."""
        return self._naming.get(incident.id, [])

    def affirmed(self, statement: Statement, incident: Incident) -> Iterator[Involvement]:
        """Yield what a statement affirms of an incident; general accusations are of none."""
        for name in statement.affirms:
            node = self.involvements.get(name)
            if node and node.modes and self.names(node, incident):
                yield node

    @cached_property
    def affirmers(self) -> dict[str, list[Statement]]:
        """Return by link the current statements that affirm it."""
        found = defaultdict(list)
        for statement in self.current:
            for name in dict.fromkeys(statement.affirms):
                if name in self.links:
                    found[name].append(statement)
        return found
