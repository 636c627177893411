"""Quotations: how long they are, whose they are, and what they hide."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

import pyoxigraph as ox

from kg.checks.data import Data, term
from kg.checks.keys import Key, is_literal, text_of
from kg.checks.result import Problem
from kg.checks.rules import Check, Rule
from kg.loaders.characters import SPELLING_MARKS, is_invisible

MAX_WORDS = 40
"""A quotation longer than this is no longer a quotation but a copy."""

LONG_QUOTATION = Rule(
    "long-quotation",
    "error",
    f"A quotation is longer than {MAX_WORDS} words.",
    "Quote only the words that the statement rests on. Longer copies are not ours to publish.",
)
SAME_QUOTATION = Rule(
    "same-quotation",
    "info",
    "Several statements rest on the same words.",
    "That is right where one sentence says two things. It is wrong where one utterance was "
    "entered twice: it would count as two statements.",
)
INVISIBLE_CHARACTER = Rule(
    "invisible-character",
    "warning",
    "A text holds a character that nobody sees.",
    "Controls of text direction, zero-width and control characters make a text look different "
    "from what it is, and keep searches from finding it. Delete them. Joiners and direction "
    "marks in Arabic, Persian and Hebrew texts are left alone.",
)

EXACT = term("oa:exact")
_SELECTOR = term("oa:hasSelector")
_QUOTATION = term("cev:hasQuotation")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def check(data: Data) -> Iterator[Problem]:
    """Check every quotation, and every text for invisible characters."""
    for subject, value in data.pairs(EXACT):
        words = count_words(value.value) if isinstance(value, ox.Literal) else 0
        if words > MAX_WORDS:
            message = f"The quotation has {words} words; at most {MAX_WORDS} may be quoted."
            yield LONG_QUOTATION.broken(message, subject, EXACT, value)
    yield from _same(data)
    yield from _invisible(data)


def count_words(text: str) -> int:
    """Return the number of words: runs of letters or digits between spaces, dashes left out."""
    return sum(any(c.isalnum() for c in word) for word in text.split())


def _same(data: Data) -> Iterator[Problem]:
    statements: dict[str, list[Key]] = defaultdict(list)
    selectors, exact = data.forward(str(_SELECTOR)), data.forward(str(EXACT))
    for statement, quotation in data.keys(str(_QUOTATION)):
        for selector in selectors.get(quotation, ()):
            for literal in filter(is_literal, exact.get(selector, ())):
                statements[" ".join(text_of(literal).split())].append(statement)
    for keys in statements.values():
        first, *others = map(data.node, dict.fromkeys(keys))
        if others:
            message = f"The same words are quoted for {data.names(others)}."
            yield SAME_QUOTATION.broken(message, first, _QUOTATION)


def _invisible(data: Data) -> Iterator[Problem]:
    literals = chain.from_iterable(data.literals_by_ending.values())
    odd = [key for key in literals if not (key.isascii() and key.isprintable()) or "\\" in key]
    found = {key: marks for key in odd if (marks := _marks(key))}
    for subject, predicate, value in data.triples(found):
        if str(value) in found:
            shown = ", ".join(map(_describe, found[str(value)]))
            message = f"{data.name(predicate)} holds {shown}."
            yield INVISIBLE_CHARACTER.broken(message, subject, predicate, value)


def _marks(key: Key) -> list[str]:
    """Return the characters of a literal that nobody sees, without those that belong there."""
    text = text_of(key)
    allowed = SPELLING_MARKS if _is_right_to_left(text) else frozenset()
    return sorted({c for c in text if is_invisible(c)} - allowed)


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)


def _describe(character: str) -> str:
    name = unicodedata.name(character, "a control character").lower()
    return f"U+{ord(character):04X} ({name})"


CHECK = Check((LONG_QUOTATION, SAME_QUOTATION, INVISIBLE_CHARACTER), check)
