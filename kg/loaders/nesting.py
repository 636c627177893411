"""Refuse what would crash the parser: deep nesting and RDF 1.2 triple terms.

The parser recurses where a document nests; some thousand levels end the whole process without a
message. So brackets are counted before the parser sees the text.
"""

from __future__ import annotations

import re

from kg.errors import InputError
from kg.loaders.positions import Lines
from kg.loaders.tokens import BRACKET_TOKEN, JSON_TOKEN, TOKEN

MAX_DEPTH = 200
"""How deep brackets may nest. Real data stays below ten."""

_OPENING = frozenset("[({")
_CLOSING = frozenset("])}")
# A line each and nothing to nest but triple terms, which are refused by themselves.
_FLAT = frozenset(("ntriples", "nquads"))

# A tilde that names a reifier; one that an address goes on after, up to its end, does not.
_TILDE = re.compile(r'~(?![^<>\s"~]*[>~])')
_ESCAPED = re.compile(r"\\.")


def refuse_deep_nesting(name: str, text: str, format_key: str) -> None:
    """Raise if brackets nest deeper than ``MAX_DEPTH``.

    Raises
    ------
    InputError
        With the place of the first bracket that is too deep.
    """
    if format_key in _FLAT or sum(text.count(bracket) for bracket in _OPENING) <= MAX_DEPTH:
        return
    depth = 0
    token = JSON_TOKEN if format_key == "jsonld" else BRACKET_TOKEN
    for match in token.finditer(text):
        if match.lastgroup != "mark":
            continue
        mark = match.group()
        if mark in _OPENING:
            depth += 1
            if depth > MAX_DEPTH:
                line, column = Lines(text).place(match.start())
                raise InputError(
                    f"Brackets nest more than {MAX_DEPTH} deep, which is not read. "
                    "Give the inner nodes names of their own.",
                    file=name,
                    line=line,
                    column=column,
                )
        elif mark in _CLOSING:
            depth -= 1


def find_triple_term(text: str, format_key: str) -> int | None:
    """Return the offset of the first RDF 1.2 triple term or annotation, None if there is none."""
    if format_key == "jsonld" or not ("<<" in text or "{|" in text or _tilde(text, format_key)):
        return None
    for match in TOKEN.finditer(text):
        if match.lastgroup == "star":
            return match.start()
        if match.lastgroup == "word" and "~" in match.group():
            # In a name of RDF 1.1 it stands after a backslash.
            tilde = _ESCAPED.sub("  ", match.group()).find("~")
            if tilde >= 0:
                return match.start() + tilde
    return None


def _tilde(text: str, format_key: str) -> bool:
    # Only formats with short names have annotations of this kind; elsewhere it stands in dates.
    return format_key not in _FLAT and _TILDE.search(text) is not None
