"""The triples of the files as they stand there, one after the other, as text.

The store forgets in which order triples were written and rewrites literals (``"01"`` becomes
``1``); checks need both as the file has them.
"""

from __future__ import annotations

import io
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, islice
from typing import NamedTuple

import pyoxigraph as ox

from kg.checks.feed import Feed
from kg.checks.keys import Key
from kg.graph import DERIVED_GRAPH, ONTOLOGY_GRAPH, DataFile
from kg.loaders.large import LargeFile
from kg.loaders.parsing import ParseError, parsed

RESERVED_GRAPHS = frozenset({DERIVED_GRAPH, ONTOLOGY_GRAPH})

# What is written exactly as keys are; all else is left to the parser.
_IRI = r"<[^>\\\n]*>"
_TEXT = r'[^"\\\x00-\x1f\x7f\ufffe\uffff]*'
_LITERAL = rf'"{_TEXT}(?:\\["\\nrt]{_TEXT})*"(@[a-z]+(?:-[a-z0-9]+)*|\^\^{_IRI})?'
_PLAIN_TERM = re.compile(rf"{_IRI}|{_LITERAL}")
_PLAIN_LINE = re.compile(rf"{_IRI} {_IRI} (?:{_IRI}|{_LITERAL}) \.\n")
_END = " .\n"
_BLOCK = 1 << 16  # bytes: what is split stays near the processor


class Columns(NamedTuple):
    """Subjects and values, as many of the one as of the other."""

    subjects: list[Key]
    values: list[Key]


_NONE = Columns([], [])


class Rows:
    """Triples in the order of their files; a triple that is written twice is two rows.

    A row of a graph that is kept for kg itself has an empty predicate: it is no data, but it
    counts where places are sought.

    Attributes
    ----------
    subjects, predicates, values
        A column each.
    starts
        The first row of each file, and the number of all rows.
    terms
        Every term once.
    reserved
        The graphs that are kept for kg itself and yet used, for each file.
    """

    def __init__(self) -> None:
        self.subjects: list[Key] = []
        self.predicates: list[Key] = []
        self.values: list[Key] = []
        self.starts = [0]
        self.terms: dict[Key, Key] = {}
        self.reserved: list[tuple[str, ...]] = []
        self._right_endings: set[str | None] = {None}

    @classmethod
    def of(cls, files: Iterable[DataFile]) -> Rows:
        """Return the rows of files."""
        rows = cls()
        for file in files:
            rows.read(file)
        return rows

    def read(self, file: DataFile, feed: Feed | None = None) -> None:
        """Add the triples of a file.

        Parameters
        ----------
        file
            The file.
        feed
            Gets the lines of a large file that is read by lines.

        Raises
        ------
        ParseError
            If it is large, so that nobody has parsed it before, and cannot be parsed.
        """
        reserved: set[str] = set()
        if isinstance(file, LargeFile) and file.is_lines:
            self._read_lines(file, feed)
        else:
            self._read_quads(file, reserved)
        self.starts.append(len(self.subjects))
        self.reserved.append(tuple(sorted(reserved)))

    def _read_quads(self, file: DataFile, reserved: set[str]) -> None:
        same = self.terms.setdefault
        add_subject, add_value = self.subjects.append, self.values.append
        add_predicate = self.predicates.append
        for quad in file.quads:
            subject, predicate, value = str(quad.subject), str(quad.predicate), str(quad.object)
            if quad.graph_name in RESERVED_GRAPHS:
                reserved.add(str(quad.graph_name)[1:-1])
                add_subject(subject)
                add_predicate("")
                add_value(value)
                continue
            add_subject(same(subject, subject))
            add_predicate(same(predicate, predicate))
            add_value(same(value, value))

    def _read_lines(self, file: LargeFile, feed: Feed | None) -> None:
        """Read N-Triples without blank nodes in blocks of lines, many times as fast as quads."""
        for block in _blocks(file.content):
            if self._add(block, feed):
                continue
            # The triples stay in order: their numbers lead to their places.
            for plain, lines in groupby(io.StringIO(block, newline="\n"), _is_plain):
                some = list(lines)
                if not (plain and self._add("".join(some), feed)):
                    for line in some:
                        self._add_parsed(file, line, feed)

    def _add(self, block: str, feed: Feed | None) -> bool:
        """Add the triples of lines if each of them is plain and right, else nothing.

        What is right is asked once for each term that is new: the parser need not see the lines.
        """
        lines = block.split(_END)
        if lines.pop():
            return False
        try:
            subjects, predicates, values = zip(*[x.split(" ", 2) for x in lines], strict=True)
        except ValueError:
            return False
        terms, count = self.terms, len(self.subjects)
        known = len(terms)
        same = terms.setdefault
        columns = self.subjects, self.predicates, self.values
        for column, some in zip(columns, (subjects, predicates, values), strict=True):
            column.extend(map(same, some, some))
        new = list(islice(reversed(terms), len(terms) - known))
        nodes = {*subjects, *predicates}
        if not (all(key[:1] == "<" for key in nodes) and self._are_right(new)):
            for column in columns:
                del column[count:]
            for key in new:
                del terms[key]
            return False
        if feed is not None:
            feed.offer(lines, predicates, _END)
        return True

    def _are_right(self, terms: Sequence[Key]) -> bool:
        """Whether terms are plain, and such as the parser takes."""
        found = list(map(_PLAIN_TERM.fullmatch, terms))
        if not all(found):
            return False
        try:
            for key in terms:
                if key[0] == "<":
                    ox.NamedNode(key[1:-1])
        except ValueError:
            return False
        endings = {match[1] for match in found if match} - self._right_endings
        if not all(map(_is_right_ending, endings)):
            return False
        self._right_endings |= endings
        return True

    def _add_parsed(self, file: LargeFile, line: str, feed: Feed | None) -> None:
        same = self.terms.setdefault
        for triple in _parsed_line(file, line):
            if feed is not None:
                feed.offer((line,), triple[1:2])
            for column, key in zip(
                (self.subjects, self.predicates, self.values), triple, strict=True
            ):
                column.append(same(key, key))

    @cached_property
    def by_predicate(self) -> Mapping[Key, Columns]:
        """The subjects and values of each predicate, in order."""
        found = _ByPredicate()
        for predicate, subject, value in zip(
            self.predicates, self.subjects, self.values, strict=True
        ):
            add_subject, add_value = found[predicate]
            add_subject(subject)
            add_value(value)
        found.columns.pop("", None)
        return found.columns

    def columns(self, predicate: Key) -> Columns:
        """Return the subjects and the values of a predicate, of each row one."""
        return self.by_predicate.get(predicate, _NONE)

    def pairs(self, predicate: Key) -> Iterator[tuple[Key, Key]]:
        """Return subject and value of each row of a predicate."""
        return zip(*self.columns(predicate), strict=True)


def _is_plain(line: str) -> bool:
    return _PLAIN_LINE.fullmatch(line) is not None


class _ByPredicate(dict[Key, tuple[Callable[[Key], None], Callable[[Key], None]]]):
    """What adds to the columns of a predicate, which are made when it first comes."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: dict[Key, Columns] = {}

    def __missing__(self, predicate: Key) -> tuple[Callable[[Key], None], Callable[[Key], None]]:
        subjects, values = self.columns[predicate] = Columns([], [])
        found = self[predicate] = (subjects.append, values.append)
        return found


def _blocks(content: bytes) -> Iterator[str]:
    """Yield a text in blocks of whole lines."""
    start = len(BOM_UTF8) if content.startswith(BOM_UTF8) else 0
    while start < len(content):
        end = content.find(b"\n", start + _BLOCK) + 1 or len(content)
        block = content[start:end].decode()
        if "\r" in block:
            block = block.replace("\r\n", "\n")
        yield block if block.endswith("\n") else f"{block}\n"
        start = end


def _is_right_ending(ending: str | None) -> bool:
    """Whether the parser takes what follows the text of a literal, and leaves it as it is."""
    line = f'<x:x> <x:x> ""{ending or ""} .'
    try:
        return [str(quad.object) for quad in ox.parse(line, format=ox.RdfFormat.N_TRIPLES)] == [
            f'""{ending or ""}'
        ]
    except SyntaxError:
        return False


def _parsed_line(file: LargeFile, line: str) -> Iterator[tuple[Key, Key, Key]]:
    try:
        for quad in parsed(file.name, line, "ntriples", 0, {}):
            yield str(quad.subject), str(quad.predicate), str(quad.object)
    except ParseError:
        for _ in file.quads:  # says the same, with the right line
            pass
        raise
