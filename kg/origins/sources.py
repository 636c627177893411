"""Where sources have their words from: derivation, its circles, and what lies at the bottom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Group = int  # a source, or the sources of a circle, as one vertex


class Sources:
    """The derivation graph of sources, with every circle drawn together into one vertex.

    Parameters
    ----------
    derived
        Pairs of a source and another that it carries or credits (``prov:wasDerivedFrom``). What is
        merely cited or answered (``dcterms:references``) is no derivation.
    first_hand
        Sources whose type says that they are the published text of the words themselves.
    left_out
        Sources that do not count.
    """

    def __init__(
        self,
        derived: Iterable[tuple[str, str]],
        first_hand: Collection[str],
        left_out: Collection[str] = (),
    ) -> None:
        self.first_hand = frozenset(first_hand)
        self._derived = sorted(
            (source, origin)
            for source, origin in set(derived)
            if source != origin and source not in left_out and origin not in left_out
        )

    @cached_property
    def graph(self) -> nx.DiGraph[str]:
        """Sources with an edge to each source that they have their words from."""
        import networkx as nx  # noqa: PLC0415 (a tenth of a second that few commands need)

        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_edges_from(self._derived)
        return graph

    @cached_property
    def _components(self) -> list[list[str]]:
        import networkx as nx  # noqa: PLC0415

        return [sorted(members) for members in nx.strongly_connected_components(self.graph)]

    @cached_property
    def _group_of(self) -> dict[str, Group]:
        return {
            source: number for number, members in enumerate(self._components) for source in members
        }

    @cached_property
    def _further(self) -> Mapping[Group, tuple[Group, ...]]:
        """Each group of the derivation graph with those that it leads to at once."""
        found: dict[Group, set[Group]] = {number: set() for number in range(len(self._components))}
        for source, origin in self._derived:
            one, other = self._group_of[source], self._group_of[origin]
            if one != other:
                found[one].add(other)
        return {group: tuple(sorted(leads)) for group, leads in found.items()}

    def circles(self) -> list[tuple[str, ...]]:
        """Return the sources that derive from one another, each circle sorted."""
        return sorted(tuple(members) for members in self._components if len(members) > 1)

    def group(self, source: str) -> Group | str:
        """Return the vertex of a source; a source without derivation is its own."""
        return self._group_of.get(source, source)

    def further(self, group: Group | str) -> tuple[Group, ...]:
        """Return the vertices that a vertex has its words from at once."""
        return self._further[group] if isinstance(group, int) else ()

    def members(self, group: Group | str) -> tuple[str, ...]:
        """Return the sources of a vertex."""
        return tuple(self._components[group]) if isinstance(group, int) else (group,)

    def bottoms(self, sources: Iterable[str]) -> set[Group | str]:
        """Return the vertices at the bottom of what the sources carry."""
        found: set[Group | str] = set()
        stack = [self.group(source) for source in sources]
        seen = set(stack)
        while stack:
            group = stack.pop()
            leads = self.further(group)
            if not leads:
                found.add(group)
            for lead in leads:
                if lead not in seen:
                    seen.add(lead)
                    stack.append(lead)
        return found

    def is_first_hand(self, group: Group | str) -> bool:
        """Whether one of the sources of a vertex is the published text of the words."""
        return not self.first_hand.isdisjoint(self.members(group))

    def copies(self, source: str) -> tuple[str, ...]:
        """Return the sources that carry a source's words at once, sorted."""
        if source not in self.graph:
            return ()
        return tuple(sorted(self.graph.predecessors(source)))
