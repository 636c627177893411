"""A case as a scene: everything that the graph page shows, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.conflicts import Conflict
from kg.conflicts.find import found_in
from kg.dates import as_of_day
from kg.errors import UsageError
from kg.graph import Graph
from kg.page.choice import near, public
from kg.page.details import details, says
from kg.page.edges import edges
from kg.page.layout import placed
from kg.page.levels import with_levels
from kg.page.material import Material
from kg.page.meta import meta
from kg.page.model import SAID, Edge, Node, Scene, Values, filled
from kg.page.nodes import nodes
from kg.page.pairs import Result, pair_values, results
from kg.page.renderings import renderings
from kg.page.vocabulary import vocabulary

DEPTH = 1


def scene(
    graph: Graph,
    *,
    focus: str | None = None,
    depth: int = DEPTH,
    as_of: str | None = None,
) -> Scene:
    """Gather what the page of a case shows.

    Parameters
    ----------
    graph
        The graph.
    focus
        Name or IRI of a node: only what is near it; None: everything.
    depth
        How many steps from the focus still count as near. The results in which the focus has a
        part stay whole, whatever the depth.
    as_of
        EDTF or ISO date; only what had been made public by its end (UTC).

    Raises
    ------
    kg.errors.UsageError
        If a name or date means nothing, if the focus was not public by the day, or if there is
        nothing to show.
    """
    chosen = graph.resolve(focus) if focus is not None else None
    if depth < 0:
        raise UsageError(f"--depth {depth} is less than nothing; 0 shows the node alone.")
    material = Material(graph, as_of_day(as_of) if as_of is not None else None)
    if chosen is not None and chosen not in material.ids:
        raise UsageError(_not_shown(material, chosen))
    drawn = nodes(material)
    if not any(node.kind in SAID or node.kind == "incident" for node in drawn.values()):
        raise UsageError(_nothing(material))
    return _Maker(material, drawn, chosen, depth).scene()


def _not_shown(material: Material, chosen: str) -> str:
    name = material.graph.short(chosen)
    if material.as_of is not None:
        return f"'{name}' was not public by {material.as_of}, or it is no node of the page."
    return (
        f"'{name}' is no node of the page. Name a statement, an incident, an actor, a link, a "
        "source or a place."
    )


def _nothing(material: Material) -> str:
    if material.as_of is not None:
        return f"Nothing to show: no statement and no incident was public by {material.as_of}."
    return "Nothing to show: the data has no statement and no incident. `kg info` counts them."


class _Maker:
    """Puts the parts of one scene together."""

    def __init__(
        self, material: Material, drawn: Mapping[str, Node], focus: str | None, depth: int
    ) -> None:
        self._material = material
        self._focus = material.id(focus) if focus is not None else None
        self._depth = depth
        self._said = says(material)
        self._results = results(material)
        self._vocabulary = vocabulary(material.graph)
        plain = edges(material)
        kept = public(drawn, plain, everything=material.as_of is None)
        if self._focus is not None:
            names, self._results = near(material, plain, self._results, self._focus, depth)
            kept = {name: node for name, node in drawn.items() if name in names}
        linked = [edge for edge in plain if edge.source in kept and edge.target in kept]
        labels = {
            str(entry["code"]): str(entry["label"])
            for name in ("claim_verdicts", "verdicts")
            for entry in _listed(self._vocabulary[name])
        }
        verdicts = [
            self._verdict(place, result, labels) for place, result in enumerate(self._results)
        ]
        levelled, self._edges = with_levels(
            kept,
            [*verdicts, *linked],
            [
                (
                    result.pair.kind,
                    material.id(result.pair.denial),
                    material.id(result.pair.incident),
                    sorted(self._ids(result.nodes)),
                )
                for result in self._results
            ],
            self._focus,
        )
        self._nodes = placed(levelled, self._edges)

    def _ids(self, iris: Iterable[str]) -> set[str]:
        return {self._material.id(iri) for iri in iris}

    def _verdict(self, place: int, result: Result, labels: Mapping[str, str]) -> Edge:
        pair = result.pair
        return Edge(
            self._material.id(pair.denial),
            self._material.id(pair.incident),
            "verdict",
            {
                "pair": place,
                "coverage": pair.coverage,
                "verdict": pair.verdict,
                "label": labels.get(pair.verdict, pair.verdict),
            },
            result.published,
        )

    def scene(self) -> Scene:
        """Return the scene."""
        conflicts = [
            conflict
            for conflict in found_in(self._material.evidence)
            if self._focus is None or self._ids(_said_in(conflict)) & self._nodes.keys()
        ]
        groups = [
            (original, group)
            for original, group in renderings(self._material)
            if self._focus is None or self._material.id(original) in self._nodes
        ]
        return Scene(
            meta=self._meta(len(conflicts), len(groups)),
            nodes=tuple(self._nodes.values()),
            edges=tuple(self._edges),
            pairs=tuple(self._pairs()),
            details=self._details(conflicts, [group for _, group in groups]),
            conflicts=tuple(self._conflict(conflict) for conflict in conflicts),
            renderings=tuple(group for _, group in groups),
            vocabulary=self._vocabulary,
        )

    def _pairs(self) -> list[Values]:
        between: dict[tuple[str, str], list[int]] = {}
        for place, edge in enumerate(self._edges):
            if edge.kind in _CHAINED:
                between.setdefault((edge.source, edge.target), []).append(place)
        found = []
        for place, result in enumerate(self._results):
            chain = [self._material.id(node) for node in result.chain]
            inside = [
                edge for one in chain for other in chain for edge in between.get((one, other), ())
            ]
            found.append(
                pair_values(self._material, result, self._said)
                | {"chain": {"nodes": chain, "edges": [place, *inside]}, "edge": place}
            )
        return found

    def _details(
        self, conflicts: Iterable[Conflict], groups: Iterable[Values]
    ) -> dict[str, Values]:
        touching: dict[str, list[int]] = {}
        for place, conflict in enumerate(conflicts):
            for name in sorted(self._ids(conflict.nodes)):
                touching.setdefault(name, []).append(place)
        taking_part: dict[str, list[int]] = {}
        for place, result in enumerate(self._results):
            for name in (result.pair.denial, result.pair.incident):
                taking_part.setdefault(self._material.id(name), []).append(place)
        rendered = {
            str(member["node"]): place
            for place, group in enumerate(groups)
            for member in _listed(group["members"])
        }
        found = {}
        for iri, values in details(self._material, self._said).items():
            name = self._material.id(iri)
            if name in self._nodes:
                found[name] = filled(
                    {
                        **values,
                        "conflicts": touching.get(name),
                        "pairs": taking_part.get(name),
                        "rendering": rendered.get(name),
                    }
                )
        return dict(sorted(found.items()))

    def _conflict(self, conflict: Conflict) -> Values:
        ids = self._material.id
        return filled(
            {
                "kind": conflict.kind,
                "rule": conflict.rule,
                "about": ids(conflict.about),
                "aspect": conflict.facts.get("aspect"),
                "summary": conflict.summary,
                "sides": [
                    filled(
                        {
                            "value": side.value,
                            "statements": [ids(node) for node in side.statements],
                            "sources": [ids(node) for node in side.sources],
                            "givers": [ids(node) for node in side.givers],
                            "credited": list(side.credited),
                        }
                    )
                    | {
                        "origins": side.measure.origins,
                        "unknown": side.measure.unknown,
                        "independence": side.measure.independence,
                    }
                    for side in conflict.sides
                ],
            }
        )

    def _meta(self, conflicts: int, groups: int) -> Values:
        return meta(
            self._material,
            self._nodes,
            focus=self._focus,
            depth=self._depth,
            counts={
                "edges": len(self._edges),
                "pairs": len(self._results),
                "conflicts": conflicts,
                "renderings": groups,
            },
        )


def _said_in(conflict: Conflict) -> set[str]:
    """Return what a conflict is about and who has a side in it, not whom it touches beside."""
    return {conflict.about, *(node for side in conflict.sides for node in side.statements)}


_CHAINED = frozenset(
    (
        "affirms",
        "denies",
        "leaves-open",
        "speaks",
        "made-for",
        "organ",
        "sponsorship",
        "identity",
        "supersedes",
    )
)


def _listed(value: object) -> list[Values]:
    return value if isinstance(value, list) else []
