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
    left_out
        Sources that do not count.
    """

    def __init__(
        self,
        derived: Iterable[tuple[str, str]],
        left_out: Collection[str] = (),
    ) -> None:
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

    def further(self, group: Group | str, carrying: Collection[str] = ()) -> tuple[Group, ...]:
        """Return the vertices that a vertex has its words from at once.

        Parameters
        ----------
        group
            The vertex.
        carrying
            Sources in which the words can be read: where a source rests on one of these, it has
            the words from there and not from the others that it rests on.
        """
        leads = self._further[group] if isinstance(group, int) else ()
        if not carrying:
            return leads
        told = tuple(
            lead for lead in leads if any(member in carrying for member in self.members(lead))
        )
        return told or leads

    def members(self, group: Group | str) -> tuple[str, ...]:
        """Return the sources of a vertex."""
        return tuple(self._components[group]) if isinstance(group, int) else (group,)

    def has_it_from(self, source: str, carrying: Collection[str] = ()) -> tuple[str, ...]:
        """Return the sources that a source carries or credits, sorted; `carrying` as above."""
        origins = self._neighbours[0].get(source, ())
        return tuple(origin for origin in origins if origin in carrying) or origins

    def copies(self, source: str) -> tuple[str, ...]:
        """Return the sources that carry or credit a source, sorted."""
        return self._neighbours[1].get(source, ())

    @cached_property
    def _neighbours(self) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        behind: dict[str, list[str]] = {}
        before: dict[str, list[str]] = {}
        for source, origin in self._derived:
            behind.setdefault(source, []).append(origin)
            before.setdefault(origin, []).append(source)
        return (
            {source: tuple(origins) for source, origins in behind.items()},
            {origin: tuple(sorted(copies)) for origin, copies in before.items()},
        )

    @property
    def copied(self) -> tuple[str, ...]:
        """Sources that others carry or credit, sorted."""
        return tuple(sorted(self._neighbours[1]))
