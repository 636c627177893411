"""What shapes look at: the data with the ontology beside it, by predicate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import chain

from kg.checks.data import Data, gathered, grouped
from kg.checks.keys import Key
from kg.checks.shacl.model import RDF, Path, Targets

_TYPE = f"<{RDF}type>"
_SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
_NOTHING: Mapping[Key, Sequence[Key]] = {}

Reached = Mapping[Key, Collection[Key]]
"""Of each focus node the nodes at the end of a path; nodes that reach nothing are left out."""


class Facts:
    """Data and ontology together.

    The ontology is laid beside the data because shapes ask for its classes; what it says counts as
    if the data said it.

    Parameters
    ----------
    data
        The data.
    beside
        The triples of the ontology.
    """

    def __init__(self, data: Data, beside: Iterable[tuple[Key, Key, Key]] = ()) -> None:
        self._data = data
        self._beside: dict[Key, list[tuple[Key, Key]]] = defaultdict(list)
        for subject, predicate, value in beside:
            self._beside[predicate].append((subject, value))
        self._forward: dict[Key, Mapping[Key, Sequence[Key]]] = {}
        self._backward: dict[Key, Mapping[Key, Sequence[Key]]] = {}
        self._instances: dict[Key, frozenset[Key]] = {}

    def forward(self, predicate: Key) -> Mapping[Key, Sequence[Key]]:
        """Return the values of every subject of a predicate."""
        found = self._forward.get(predicate)
        if found is None:
            found = self._data.forward(predicate)
            if predicate in self._beside:
                more = grouped(self._beside[predicate])
                merged = {s: list(dict.fromkeys((*found.get(s, ()), *more[s]))) for s in more}
                found = {**found, **merged}
            self._forward[predicate] = found
        return found

    def backward(self, predicate: Key) -> Mapping[Key, Sequence[Key]]:
        """Return the subjects of every value of a predicate."""
        found = self._backward.get(predicate)
        if found is None:
            forward = self.forward(predicate)
            values = list(chain.from_iterable(forward.values()))
            if len(values) == len(forward):
                subjects = list(forward)
            else:
                subjects = [s for s, several in forward.items() for _ in several]
            found = self._backward[predicate] = gathered(values, subjects)
        return found

    def instances(self, top: Key) -> frozenset[Key]:
        """Return the instances of a class and of all classes below it."""
        found = self._instances.get(top)
        if found is None:
            below = _reached(self.backward(_SUBCLASS), top) | {top}
            typed = self.backward(_TYPE)
            found = frozenset(chain.from_iterable(typed.get(each, ()) for each in below))
            self._instances[top] = found
        return found

    def targets(self, targets: Targets) -> frozenset[Key]:
        """Return the focus nodes of a shape that the data describes."""
        found: set[Key] = set(targets.nodes)
        for each in targets.classes:
            found |= self.instances(each)
        for each in targets.subjects_of:
            found |= self.forward(each).keys()
        for each in targets.objects_of:
            found |= self.backward(each).keys()
        # Of the ontology beside the data nobody wants to know.
        return self._data.subjects & found

    def reach(self, path: Path, focus: Set[Key]) -> Reached:
        """Return the nodes that a path leads to from each of the focus nodes."""
        if path.kind == "predicate":
            return _among(self.forward(path.predicate), focus)
        if path.kind == "inverse":
            return _among(self.backward(path.predicate), focus)
        if path.kind == "sequence":
            return self._sequence(path.parts, focus)
        if path.kind == "alternative":
            return _united(self.reach(part, focus) for part in path.parts)
        (part,) = path.parts
        if path.kind == "zeroOrOne":
            return _united((self.reach(part, focus), {node: (node,) for node in focus}))
        found = self._closure(part, focus)
        return _united((found, {n: (n,) for n in focus})) if path.kind == "zeroOrMore" else found

    def _sequence(self, parts: Sequence[Path], focus: Set[Key]) -> Reached:
        found = self.reach(parts[0], focus)
        for part in parts[1:]:
            steps = self.reach(part, set(chain.from_iterable(found.values())))
            ends = {
                node: set(chain.from_iterable(steps.get(middle, ()) for middle in middles))
                for node, middles in found.items()
            }
            found = {node: each for node, each in ends.items() if each}
        return found

    def _closure(self, part: Path, focus: Set[Key]) -> Reached:
        """Return what is reached by one step or more; from the nodes that are reached, too."""
        steps: dict[Key, Collection[Key]] = {}
        looked: set[Key] = set()
        new = set(focus)
        while new:
            looked |= new
            some = self.reach(part, new)
            steps.update(some)
            new = set(chain.from_iterable(some.values())) - looked
        return {node: _reached(steps, node) for node in focus if node in steps}


def _among(index: Mapping[Key, Sequence[Key]], focus: Set[Key]) -> Mapping[Key, Sequence[Key]]:
    if index.keys() <= focus:
        return index
    if len(focus) < len(index):
        return {node: index[node] for node in focus if node in index}
    return {node: values for node, values in index.items() if node in focus}


def _united(several: Iterable[Reached]) -> Reached:
    found: dict[Key, set[Key]] = {}
    for each in several:
        for node, values in each.items():
            found.setdefault(node, set()).update(values)
    return found


def _reached(steps: Mapping[Key, Collection[Key]], start: Key) -> set[Key]:
    found: set[Key] = set()
    waiting = list(steps.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(steps.get(node, ()))
    return found
