"""What the graph page shows, as plain values. docs/page-format.md explains the keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# What a JSON object of the scene is made of; what is empty is left out by `filled`.
Values = dict[str, object]

Kind = Literal[
    "denial",
    "claim",
    "statement",
    "rendering",
    "incident",
    "actor",
    "persona",
    "link",
    "source",
    "place",
]
SAID = frozenset(("denial", "claim", "statement", "rendering"))

# Above so many nodes vis-network is slow to draw.
LARGE = 1_500
FIRST_LOOK, BEHIND, SOURCES, THE_REST = range(4)


def filled(values: Mapping[str, object]) -> Values:
    """Return the values without those that say nothing: None, False, empty texts and lists."""
    return {
        key: value
        for key, value in values.items()
        if value is not None and value is not False and value not in ("", [], (), {})
    }


@dataclass(frozen=True)
class Node:
    """Something that is drawn.

    Attributes
    ----------
    id, iri
        Its name in the scene, and its IRI.
    kind
        What it is.
    label
        Its whole name.
    sort
        The class of an actor, the kind of an incident, the type of a source.
    kinds, parties
        Of statements: derived kinds, and ids of whom they speak for.
    happened, published
        JSON values: date and bounds; the day since which it was public.
    level
        When it is shown: `FIRST_LOOK`, `BEHIND`, `SOURCES`, `THE_REST`.
    x, y
        Where it stands.
    """

    id: str
    iri: str
    kind: Kind
    label: str
    sort: str = ""
    kinds: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    happened: Mapping[str, str] = field(default_factory=dict)
    published: Mapping[str, str] = field(default_factory=dict)
    level: int = THE_REST
    x: int = 0
    y: int = 0

    @property
    def short(self) -> str:
        """The label cut to fit a box; of what happened or was said with the date before it."""
        day = self.happened.get("text", "").partition("/")[0].partition("T")[0]
        dated = self.kind in SAID or self.kind == "incident"
        return brief(f"{day} {self.label}" if dated and day else self.label)

    def to_dict(self, base: str) -> Values:
        """Return the JSON object; ``base`` is what stands before the id in most IRIs."""
        return filled(
            {
                "id": self.id,
                "iri": self.iri if self.iri != base + self.id else None,
                "kind": self.kind,
                "label": self.label,
                "short": self.short if self.short != self.label else None,
                "class": self.sort,
                "kinds": list(self.kinds),
                "parties": list(self.parties),
                "happened": dict(self.happened),
                "published": dict(self.published),
            }
        ) | {"level": self.level, "x": self.x, "y": self.y}


@dataclass(frozen=True)
class Edge:
    """A line between two nodes.

    Attributes
    ----------
    source, target
        Ids of its ends.
    kind
        What it says.
    more
        What the kind has to say beyond that: JSON values.
    published
        Day since which what it says was public; empty if not known.
    level
        When it is shown.
    """

    source: str
    target: str
    kind: str
    more: Mapping[str, object] = field(default_factory=dict)
    published: str = ""
    level: int = THE_REST

    def to_dict(self) -> Values:
        """Return the JSON object."""
        return {
            "from": self.source,
            "to": self.target,
            "kind": self.kind,
            "level": self.level,
            **filled({**self.more, "published": self.published}),
        }


@dataclass(frozen=True)
class Scene:
    """Everything that a page shows; JSON values but for nodes and edges."""

    meta: Mapping[str, object]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    pairs: tuple[Values, ...]
    details: Mapping[str, Values]
    conflicts: tuple[Values, ...]
    renderings: tuple[Values, ...]
    vocabulary: Mapping[str, object]

    def to_dict(self) -> Values:
        """Return the JSON object of docs/page-format.md."""
        return {
            "schema": "scene/1",
            "meta": dict(self.meta),
            "nodes": [node.to_dict(str(self.meta["base"])) for node in self.nodes],
            "edges": [edge.to_dict() for edge in self.edges],
            "pairs": [dict(pair) for pair in self.pairs],
            "details": {name: dict(values) for name, values in self.details.items()},
            "conflicts": [dict(conflict) for conflict in self.conflicts],
            "renderings": [dict(group) for group in self.renderings],
            "vocabulary": dict(self.vocabulary),
        }


_BRIEF = 46


def brief(label: str) -> str:
    """Return a label cut to fit a box, at the end of a word where there is one."""
    flat = " ".join(label.split())
    if len(flat) <= _BRIEF:
        return flat
    cut = flat[: _BRIEF - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{(head if len(head) > _BRIEF // 2 else cut).rstrip(',;: ')}…"
