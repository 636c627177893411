"""Find the line of a subject, predicate and object in the text of a file.

The parser gives triples without places. But it gives them in the order of the text, so walking the
tokens once and noting where each triple's parts begin gives the place of every triple, however it
is abbreviated. Only the first and rest of collections come in an order of the parser's own; those
are left out on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.graph import DataFile
from kg.loaders.json_places import identifier_places
from kg.loaders.positions import Lines
from kg.loaders.walker import Written, walk

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LIST = (_RDF + "first", _RDF + "rest")
"""The IRIs that tie collections together."""

Key = tuple[object, ...]


@dataclass(frozen=True)
class Place:
    """Where something stands: file as named, line and column from 1."""

    file: str
    line: int
    column: int


class Locator:
    """Places in one file. The text is walked when the first place is asked for.

    Parameters
    ----------
    file
        A parsed file.
    """

    def __init__(self, file: DataFile) -> None:
        self._file = file

    def find(self, subject: object, predicate: object = None, value: object = None) -> Place | None:
        """Return the place of an object, else of its predicate, else of the subject.

        Parameters
        ----------
        subject, predicate, value
            Terms of pyoxigraph. What is not given, or not in the file, is left out: the place is
            the nearest one that exists.

        Returns
        -------
        Place or None
            None if the subject is not in the file.
        """
        places = self._places
        offset = places.get((subject, predicate, value))
        if offset is None:
            offset = places.get((subject, predicate))
        if offset is None:
            offset = places.get((subject,))
        if offset is None:
            return None
        line, column = self._lines.place(offset)
        return Place(self._file.name, line, column)

    @cached_property
    def _text(self) -> str:
        return self._file.content.decode("utf-8-sig")

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    @cached_property
    def _places(self) -> dict[Key, int]:
        if self._file.format == "jsonld":
            return {
                (ox.NamedNode(iri),): offset
                for iri, offset in identifier_places(self._text, self._file.prefixes).items()
            }
        places: dict[Key, int] = {}
        for quad, written in self._paired():
            places.setdefault((quad.subject,), written.subject)
            places.setdefault((quad.subject, quad.predicate), written.predicate)
            places.setdefault((quad.subject, quad.predicate, quad.object), written.value)
        return places

    def _paired(self) -> Iterable[tuple[ox.Quad, Written]]:
        quads = [quad for quad in self._file.quads if quad.predicate.value not in LIST]
        words = list_words(self._file.prefixes)
        written = [w for w in walk(self._text) if w.word not in words]
        fits = len(quads) == len(written) and all(
            may_be(w.word, quad.predicate.value) for quad, w in zip(quads, written, strict=True)
        )
        # A wrong line is worse than none.
        return zip(quads, written, strict=True) if fits else ()


def list_words(prefixes: Mapping[str, str]) -> frozenset[str]:
    """Return how the first and rest of collections can be written in a file with these prefixes."""
    names = [f"<{iri}>" for iri in LIST]
    for prefix, namespace in prefixes.items():
        if namespace == _RDF:
            names += [f"{prefix}:{iri.removeprefix(_RDF)}" for iri in LIST]
    return frozenset(names)


def may_be(word: str, predicate: str) -> bool:
    """Whether a word of the text can be the predicate, an IRI; guards against counting wrongly."""
    if word == "a":
        return predicate == _RDF + "type"
    if "\\" in word:
        return True
    if word.startswith("<"):
        return predicate.endswith(word[1:-1].rpartition("/")[2])
    return predicate.endswith(word.partition(":")[2])
