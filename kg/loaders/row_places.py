"""Where the n-th triple of a file stands, for a few of very many.

`kg.loaders.locator` knows the place of every triple. In a large file that takes long, and few are
asked for: those of which a check has something to say.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from kg.graph import DataFile
from kg.loaders.locator import LIST, Place, list_words, may_be
from kg.loaders.positions import Lines
from kg.loaders.walker import Written, walk

_FLAT = frozenset({"ntriples", "nquads"})
_BLOCK = 1 << 16  # bytes
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
    content = file.content
    if file.format in _FLAT:
        found = _in_lines(file.name, content, wanted, len(predicates))
        if found is not None:
            return found
    return _in_text(file, content.decode("utf-8-sig"), predicates, wanted)


def _in_lines(
    name: str, content: bytes, wanted: Set[int], count: int
) -> dict[int, RowPlace] | None:
    """Return the places where each line is a triple; None if a line is more or less than that."""
    if b"\r" in content and content.count(b"\r") != content.count(b"\r\n"):
        return None  # which ends a triple, too
    lines = content.count(b"\n") + (not content.endswith(b"\n"))
    rows: Iterable[tuple[int, int]] = ((row, row) for row in sorted(wanted))
    if lines != count:
        # Not worth the time where every line is a triple.
        numbers = [
            number
            for number, line in enumerate(content.decode("utf-8-sig").split("\n"))
            if line.lstrip()[:1] not in {"", "#"}
        ]
        if len(numbers) != count:
            return None
        rows = ((row, numbers[row]) for row in sorted(wanted))
    found: dict[int, RowPlace] = {}
    texts = _Lines(content)
    for row, line in rows:
        written = list(walk(texts.line(line)))
        if len(written) != 1:
            return None
        (one,) = written
        offsets = (one.subject, one.predicate, one.value)
        found[row] = RowPlace(*(Place(name, line + 1, offset + 1) for offset in offsets))
    return found


class _Lines:
    """Some lines of a long text, asked for from the first to the last."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._start = len(BOM_UTF8) if content.startswith(BOM_UTF8) else 0
        self._first = 0
        self._some: list[bytes] = []

    def line(self, number: int) -> str:
        """Return a line by its number, from 0; it is none of those before the last one's block."""
        while number >= self._first + len(self._some):
            self._first += len(self._some)
            end = self._content.find(b"\n", self._start + _BLOCK) + 1 or len(self._content)
            # The last one is what is left after the last newline, and no line of this block.
            self._some = self._content[self._start : end].split(b"\n")
            if end < len(self._content):
                del self._some[-1]
            self._start = end
        return self._some[number - self._first].decode()


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
