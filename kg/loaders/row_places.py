"""Where the n-th triple of a file stands, for a few of very many.

`kg.loaders.locator` knows the place of every triple. In a large file that takes long, and few are
asked for: those of which a check has something to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from kg.graph import DataFile
from kg.loaders.locator import LIST, Place, list_words, may_be
from kg.loaders.positions import Lines
from kg.loaders.walker import Written, walk

_FLAT = frozenset({"ntriples", "nquads"})
_LIST_KEYS = frozenset(f"<{iri}>" for iri in LIST)


class RowPlace(NamedTuple):
    """Where the parts of a triple begin."""

    subject: Place
    predicate: Place
    value: Place


def row_places(
    file: DataFile, predicates: Sequence[str], wanted: Set[int]
) -> Mapping[int, RowPlace]:
    """Return the places of some triples of a file in Turtle, TriG, N-Triples or N-Quads.

    Parameters
    ----------
    file
        The file.
    predicates
        The predicate of every triple in the order of the file, as N-Triples has it; empty where it
        is not known.
    wanted
        Numbers of triples, from 0.

    Returns
    -------
    mapping
        From number to places. Triples that tie collections together have none, and none has one if
        the text cannot be told apart into the triples: a wrong line is worse than none.
    """
    if not wanted:
        return {}
    text = file.content.decode("utf-8-sig")
    if file.format in _FLAT:
        found = _in_lines(file.name, text, wanted, len(predicates))
        if found is not None:
            return found
    return _in_text(file, text, predicates, wanted)


def _in_lines(name: str, text: str, wanted: Set[int], count: int) -> dict[int, RowPlace] | None:
    """Return the places where each line is a triple; None if a line is more or less than that."""
    if text.count("\r") != text.count("\r\n"):
        return None  # which ends a triple, too
    lines = text.split("\n")
    numbers: Sequence[int] = range(len(lines))
    if len(lines) - (not lines[-1]) != count:
        # Not worth the time where every line is a triple.
        numbers = [n for n, line in enumerate(lines) if line.lstrip()[:1] not in {"", "#"}]
        if len(numbers) != count:
            return None
    found: dict[int, RowPlace] = {}
    for row in wanted:
        written = list(walk(lines[numbers[row]]))
        if len(written) != 1:
            return None
        (one,) = written
        offsets = (one.subject, one.predicate, one.value)
        found[row] = RowPlace(*(Place(name, numbers[row] + 1, offset + 1) for offset in offsets))
    return found


def _in_text(
    file: DataFile, text: str, predicates: Sequence[str], wanted: Set[int]
) -> dict[int, RowPlace]:
    words = list_words(file.prefixes)
    written = (each for each in walk(text) if each.word not in words)
    found: dict[int, Written] = {}
    for row, predicate in _outside_lists(predicates):
        one = next(written, None)
        if one is None or not (may_be(one.word, predicate[1:-1]) if predicate else True):
            return {}
        if row in wanted:
            found[row] = one
    if next(written, None) is not None:
        return {}
    lines = Lines(text)

    def place(offset: int) -> Place:
        return Place(file.name, *lines.place(offset))

    return {
        row: RowPlace(place(one.subject), place(one.predicate), place(one.value))
        for row, one in found.items()
    }


def _outside_lists(predicates: Sequence[str]) -> Iterator[tuple[int, str]]:
    for row, predicate in enumerate(predicates):
        if predicate not in _LIST_KEYS:
            yield row, predicate
