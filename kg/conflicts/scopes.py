"""What the words of a statement reach, as values that can be compared dimension by dimension."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.conflicts.parties import Parties
from kg.graph import CEV, Graph
from kg.provenance import objects, proposition

if TYPE_CHECKING:
    from kg.conflicts.tables import Tables

MODES = ("carried-out", "directed", "supported")
UNTOUCHED = "untouched"
_STANCES = {"affirms": "affirmed", "denies": "denied", "leavesOpen": "left-open"}
Values = tuple[str, ...]


@dataclass(frozen=True, order=True)
class Part:
    """One proposition of a statement, by what it says and not by its node.

    Attributes
    ----------
    subject
        What kind of proposition it is, and about whom or what: the party of an involvement, the
        two parties of a link, the node and aspect of a detail.
    dimensions
        Name and values of each dimension, in a fixed order. Of modes: ``affirmed``, ``denied``,
        ``left-open`` or ``untouched``; of the rest nodes, codes, dates; empty: not restricted.
    """

    subject: Values
    dimensions: tuple[tuple[str, Values], ...]

    @property
    def nodes(self) -> frozenset[str]:
        """About whom or what it is, and the incidents that it names."""
        named = dict(self.dimensions)
        return frozenset(
            value
            for value in (
                *self.subject[1:],
                *named.get("incident", ()),
                *named.get("incident-read", ()),
            )
            if "://" in value
        )


@dataclass(frozen=True)
class Difference:
    """A dimension in which two statements differ.

    Attributes
    ----------
    dimension
        ``carried-out``, ``directed``, ``supported`` (what the words say of the mode), ``stance``,
        ``kind``, ``target``, ``place``, ``from``, ``until``, ``incident``, ``incident-read``,
        ``mode`` (of a link), ``value`` (of a detail), or ``subject``: about whom or what.
    one, other
        The values; empty: not restricted, or nothing of the kind.
    """

    dimension: str
    one: Values
    other: Values

    def to_dict(self, one: str = "original", other: str = "rendering") -> dict[str, object]:
        """Return a JSON object, the two sides under the names that are given."""
        return {"dimension": self.dimension, one: list(self.one), other: list(self.other)}


class Scopes:
    """What statements reach, read once.

    Parameters
    ----------
    tables
        The case; what it leaves out is left out here.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._parties = Parties(tables)
        self._read: dict[str, frozenset[Part]] = {}

    def parts(self, statement: str) -> frozenset[Part]:
        """Return what a statement affirms, denies and leaves open."""
        if statement not in self._read:
            self._read[statement] = frozenset(self._parts(statement))
        return self._read[statement]

    def _parts(self, statement: str) -> Iterator[Part]:
        graph = self._tables.graph
        for predicate, stance in _STANCES.items():
            for node in objects(graph, statement, f"{CEV}{predicate}"):
                if node not in self._tables.without:
                    yield self._part(graph, node, stance)

    def _part(self, graph: Graph, node: str, stance: str) -> Part:
        said = proposition(graph, node)
        kind = str(said["type"])
        if kind == "involvement":
            return Part((kind, self._root(said["actor"])), _involvement(said, stance))
        if kind == "detail":
            return Part(
                (kind, str(said["about"]), str(said["aspect"])),
                (("stance", (stance,)), ("value", _values(said["value"]))),
            )
        low, high = ("persona", "actor") if kind == "identity" else ("proxy", "principal")
        return Part(
            (kind, self._root(said[low]), self._root(said[high])),
            (
                ("stance", (stance,)),
                ("mode", _values(said.get("modes"))),
                ("from", _values(said["from"])),
                ("until", _values(said["until"])),
            ),
        )

    def _root(self, actor: object) -> str:
        return self._parties.root(str(actor))


def differences(one: Iterable[Part], other: Iterable[Part]) -> tuple[Difference, ...]:
    """Return in what two statements differ.

    What only one of them speaks of at all is a difference of the ``subject`` if the other has
    something else of the kind in its place, or if only the other adds to it: who passes on a part
    of what was said has not changed it.

    Parameters
    ----------
    one, other
        What they say (`Scopes.parts`): the original and its rendering, the earlier statement and
        the one that cites it.
    """
    left = sorted(set(one) - set(other))
    added = sorted(set(other) - set(one))
    found: list[Difference] = []
    # First what is about the same, then what stands in place of something else of the kind.
    for length in (None, 1):
        for part in list(added):
            near = [old for old in left if old.subject[:length] == part.subject[:length]]
            if near:
                _, nearest = min((len(_changed(old, part)), old) for old in near)
                found += _changed(nearest, part)
                left.remove(nearest)
                added.remove(part)
    found += [Difference("subject", (), part.subject) for part in added]
    return tuple(dict.fromkeys(found))


def _changed(one: Part, other: Part) -> list[Difference]:
    found = []
    if one.subject != other.subject:
        found.append(Difference("subject", one.subject, other.subject))
    values = dict(other.dimensions)
    return found + [
        Difference(name, mine, values[name])
        for name, mine in one.dimensions
        if mine != values[name]
    ]


def _involvement(said: Mapping[str, object], stance: str) -> tuple[tuple[str, Values], ...]:
    meant, left_open = _values(said["modes"]), _values(said["modes_left_open"])
    scope = said["scope"]
    reach: Mapping[str, object] = scope if isinstance(scope, dict) else {}
    modes = [
        (mode, (stance if mode in meant else "left-open" if mode in left_open else UNTOUCHED,))
        for mode in MODES
    ]
    return (
        *modes,
        ("incident", _values(said["incidents"])),
        ("incident-read", _values(said["incidents_read"])),
        ("kind", _values(reach.get("kinds"))),
        ("target", _values(reach.get("targets"))),
        ("place", _values(reach.get("places"))),
        ("from", _values(reach.get("from"))),
        ("until", _values(reach.get("until"))),
    )


def _values(value: object) -> Values:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
