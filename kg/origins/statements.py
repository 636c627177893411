"""Which statements rest on which, about the same matter, and what lies at the root."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

Group = int


class Statements:
    """The graph of what statements rest on; renderings count as their original.

    Parameters
    ----------
    originals
        For each statement its original (itself, if it is no rendering).
    based
        Pairs of a statement and another that it rests on (``cev:isBasedOn``).
    matters
        For each original what it takes a stance on.
    """

    def __init__(
        self,
        originals: Mapping[str, str],
        based: Iterable[tuple[str, str]],
        matters: Mapping[str, Collection[str]],
    ) -> None:
        self._originals = originals
        self._matters = matters
        self._known_components: dict[str | None, dict[str, tuple[str, ...]]] = {}
        self._based: dict[str, set[str]] = {}
        for statement, other in based:
            one, rests_on = self.original(statement), self.original(other)
            if one != rests_on and self._shared(one, rests_on):
                self._based.setdefault(one, set()).add(rests_on)

    def original(self, statement: str) -> str:
        """Return the statement that a rendering passes on, the statement itself if it is none."""
        return self._originals.get(statement, statement)

    def _shared(self, one: str, other: str) -> set[str]:
        return set(self._matters.get(one, ())) & set(self._matters.get(other, ()))

    def rests_on_others(self, statement: str) -> bool:
        """Whether a statement rests on any other, about whatever matter."""
        return self.original(statement) in self._based

    def rests_on(self, statement: str, matter: str | None) -> list[str]:
        """Return what an original rests on at once, as far as both speak of the matter."""
        return sorted(
            other
            for other in self._based.get(statement, ())
            if matter is None or matter in self._shared(statement, other)
        )

    def _components(self, matter: str | None) -> dict[str, tuple[str, ...]]:
        """Return for each statement those that rest on one another with it, about the matter."""
        if matter not in self._known_components:
            import networkx as nx  # noqa: PLC0415 (a tenth of a second that few commands need)

            graph: nx.DiGraph[str] = nx.DiGraph(
                (statement, other)
                for statement in self._based
                for other in self.rests_on(statement, matter)
            )
            self._known_components[matter] = {
                member: circle
                for circle in map(tuple, map(sorted, nx.strongly_connected_components(graph)))
                if len(circle) > 1
                for member in circle
            }
        return self._known_components[matter]

    def circles(self) -> list[tuple[str, ...]]:
        """Return the statements that rest on one another about one matter, each circle sorted."""
        knots = set(self._components(None).values())
        matters = {matter for knot in knots for each in knot for matter in self._matters[each]}
        return sorted({each for m in matters for each in self._components(m).values()})

    def circle(self, statement: str, matter: str | None = None) -> tuple[str, ...]:
        """Return the statements that rest on one another with this one, itself included."""
        # Only what is in a circle at all can be in one about the matter.
        if statement not in self._components(None):
            return (statement,)
        return self._components(matter).get(statement, (statement,))

    def roots(self, statement: str, matter: str | None = None) -> list[tuple[str, ...]]:
        """Return the roots of a statement: each a statement, or a circle of them.

        Parameters
        ----------
        statement
            Name of a statement or rendering.
        matter
            What it is about; None: whatever it shares with those that it rests on.
        """
        start = self.original(statement)
        found: set[tuple[str, ...]] = set()
        seen = {start}
        stack = [start]
        while stack:
            circle = self.circle(stack.pop(), matter)
            leads = {other for member in circle for other in self.rests_on(member, matter)} - set(
                circle
            )
            if not leads:
                found.add(circle)
            stack += sorted(leads - seen)
            seen |= leads
        return sorted(found)
