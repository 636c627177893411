"""Where problems stand: the rows that state them, and from these the places in their files.

Rows are looked for all at once, and only those of which there is something to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import compress, pairwise
from typing import NamedTuple

from kg.checks.data import Data
from kg.checks.keys import Key
from kg.checks.result import Problem
from kg.graph import DataFile
from kg.loaders.locator import LIST, Locator, Place
from kg.loaders.row_places import row_places

Parts = tuple[Key, ...]
"""A subject; or with a predicate; or with a value, too."""

_LIST_KEYS = frozenset(f"<{iri}>" for iri in LIST)


def find_places(data: Data, problems: Sequence[Problem]) -> list[Place | None]:
    """Return the place of the triple of each problem, else of its node, else of the node's owner.

    Parameters
    ----------
    data
        The data, with the files that it came from.
    problems
        What was found.

    Returns
    -------
    list
        As long as the problems; None where nothing of it stands in a file.
    """
    asked = [_asked(data, problem) for problem in problems]
    subjects = {node for each in asked for node in each.nodes}
    several = [
        _FilePlaces(data, file, span, subjects)
        for file, span in zip(data.graph.files, pairwise(data.rows.starts), strict=True)
    ]
    chosen = [_choose(several, each) for each in asked]
    wanted: dict[int, set[Parts]] = {}
    for each in filter(None, chosen):
        wanted.setdefault(each[0], set()).add(each[1])
    found = {number: several[number].places(some) for number, some in wanted.items()}
    return [found[each[0]].get(each[1]) if each else None for each in chosen]


class _Asked(NamedTuple):
    """What a place is sought of: a triple, and the nodes that will do in its stead."""

    triple: Parts
    nodes: tuple[Key, ...]


def _asked(data: Data, problem: Problem) -> _Asked:
    if problem.node is None:
        return _Asked((), ())
    parts = tuple(
        str(each) for each in (problem.node, problem.predicate, problem.value) if each is not None
    )
    whole = parts if problem.predicate is not None or problem.value is None else parts[:1]
    return _Asked(whole, (parts[0], str(data.owner(problem.node))))


def _choose(several: Sequence[_FilePlaces], asked: _Asked) -> tuple[int, Parts] | None:
    """Return the number of a file and what of it is nearest to the triple."""
    if len(asked.triple) == _WHOLE:
        for number, file in enumerate(several):
            parts = file.nearest(asked.triple) if file.states(asked.triple) else None
            if parts:
                return number, parts
    for number, file in enumerate(several):
        for node in asked.nodes:
            parts = file.nearest((node, *asked.triple[1:2]))
            if parts:
                return number, parts
    return None


class _FilePlaces:
    """The rows of one file that have a place, of the subjects that are asked for."""

    def __init__(
        self, data: Data, file: DataFile, span: tuple[int, int], subjects: Set[Key]
    ) -> None:
        self._file = file
        self._predicates = data.rows.predicates
        self._span = span
        self._rows: dict[Parts, int] = {}
        self._stated: set[Parts] = set()
        for row, parts in _rows_of(data, span, subjects):
            self._stated.add(parts)
            if parts[1] not in _LIST_KEYS:
                for many in range(1, _WHOLE + 1):
                    self._rows.setdefault(parts[:many], row)
        self._named: dict[Parts, Place] = {}
        if file.format == "jsonld" and self._rows:
            self._named = dict(self._names(data, subjects))
            self._rows = dict.fromkeys(self._named, 0)

    def _names(self, data: Data, subjects: Set[Key]) -> Iterator[tuple[Parts, Place]]:
        """Yield the nodes that JSON-LD names; of its triples nothing is known."""
        locator = Locator(self._file)
        for subject in subjects:
            place = locator.find(data.term(subject))
            if place is not None:
                yield (subject,), place

    def states(self, triple: Parts) -> bool:
        """Whether the file states a triple."""
        return triple in self._stated

    def nearest(self, parts: Parts) -> Parts | None:
        """Return as many of the parts as there is a place for, None if there is none at all."""
        for many in range(len(parts), 0, -1):
            if parts[:many] in self._rows:
                return parts[:many]
        return None

    def places(self, wanted: Set[Parts]) -> Mapping[Parts, Place]:
        """Return the places of what `nearest` gave."""
        if self._named:
            return self._named
        start, end = self._span
        numbers = {parts: self._rows[parts] - start for parts in wanted}
        predicates = self._predicates[start:end]
        found = row_places(self._file, predicates, frozenset(numbers.values()))
        return {
            parts: found[number][len(parts) - 1]
            for parts, number in numbers.items()
            if number in found
        }


def _rows_of(data: Data, span: tuple[int, int], subjects: Set[Key]) -> Iterator[tuple[int, Parts]]:
    rows = data.rows
    among = map(subjects.__contains__, rows.subjects[slice(*span)])
    for row in compress(range(*span), among):
        if rows.predicates[row]:
            yield row, (rows.subjects[row], rows.predicates[row], rows.values[row])


_WHOLE = 3
