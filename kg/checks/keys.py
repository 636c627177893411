"""Terms as text: what N-Triples writes for them, which is quick to compare and to look up.

A million triples are looked at a few times over; text that Python has hashed once is several times
as fast for that as terms of the store's library, and keeps literals as they are written.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pyoxigraph as ox

from kg.graph import Term

Key = str
"""A term as N-Triples has it: ``<iri>``, ``_:name``, ``"text"``, with ``@en`` or ``^^<iri>``."""

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.S)
_CHARACTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Literal(NamedTuple):
    """The parts of a literal; datatype and language are empty where it has none."""

    text: str
    datatype: str
    language: str


def key_of(term: object) -> Key:
    """Return the key of a term of pyoxigraph."""
    return str(term)


def is_iri(key: Key) -> bool:
    """Whether a key is that of an IRI."""
    return key[0] == "<"


def is_literal(key: Key) -> bool:
    """Whether a key is that of a literal."""
    return key[0] == '"'


def iri_of(key: Key) -> str:
    """Return the IRI of a key."""
    return key[1:-1]


def datatype_of(key: Key) -> str:
    """Return the IRI of a literal's datatype; empty for plain text and for text in a language."""
    return key[key.rindex('"') + 4 : -1] if key[-1] == ">" else ""


def literal_of(key: Key) -> Literal:
    """Return the parts of a literal."""
    end = key.rindex('"')
    text, rest = key[1:end], key[end + 1 :]
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    if rest.startswith("@"):
        return Literal(text, "", rest[1:])
    return Literal(text, rest[3:-1], "")


def text_of(key: Key) -> str:
    """Return the text of a literal."""
    text = key[1 : key.rindex('"')]
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(match: re.Match[str]) -> str:
    short, long, character = match.groups()
    if character is not None:
        return _CHARACTERS.get(character, character)
    return chr(int(short or long, 16))


def term_of(key: Key) -> Term:
    """Return the term of pyoxigraph that a key stands for."""
    if key[0] == "<":
        return ox.NamedNode(key[1:-1])
    if key[0] == "_":
        return ox.BlankNode(key[2:])
    text, datatype, language = literal_of(key)
    if language:
        return ox.Literal(text, language=language)
    return ox.Literal(text, datatype=ox.NamedNode(datatype) if datatype else None)
