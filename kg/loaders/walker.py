"""Walk the tokens of Turtle, TriG, N-Triples or N-Quads and note where each triple is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.loaders.tokens import TOKEN

# Directives written as words, and how many tokens follow them.
_DIRECTIVES = {"prefix": 2, "base": 1, "version": 1, "graph": 1}


@dataclass(frozen=True, slots=True)
class Written:
    """The offsets at which the parts of one triple begin, and the predicate as it is written."""

    subject: int
    predicate: int
    value: int
    word: str


@dataclass(slots=True)
class _Frame:
    """What is open: the document, a blank node in brackets, or a collection."""

    kind: str
    expects: str = "subject"
    subject: int = 0
    predicate: int = 0
    word: str = ""


def walk(text: str) -> Iterator[Written]:
    """Yield the triples in the order in which the parser gives them, without those of lists.

    Parameters
    ----------
    text
        A document that a parser has accepted; for others the result is meaningless.
    """
    stack = [_Frame("document")]
    waiting: list[Written] = []  # a literal that may still get a language or a datatype
    skip = 0
    for match in TOKEN.finditer(text):
        kind, start = match.lastgroup, match.start()
        if kind in {"space", "comment"}:
            continue
        if skip:
            skip -= 1
            continue
        frame = stack[-1]
        if kind == "datatype":
            skip = 1
            yield from waiting
            waiting = []
            continue
        triples: list[Written] = []
        if kind == "at":
            # Else it is a language tag, which belongs to the literal before it.
            skip = _at_directive(match) if frame.expects == "subject" else 0
        elif kind == "mark":
            triples = list(_MARKS.get(match.group(), _nothing)(stack, start))
        elif _is_directive(frame, match):
            skip = _DIRECTIVES[match.group().lower()]
        else:
            triples = list(_term(frame, start, match.group()))
        if kind == "string":
            waiting = triples
            continue
        # The parser sees at the next token that a literal is complete, and gives what one token
        # completed last things first: of ``[ x:p "v" ]`` the triple that leads to the bracket.
        yield from triples
        yield from waiting
        waiting = []
    yield from waiting


def _is_directive(frame: _Frame, match: re.Match[str]) -> bool:
    return (
        frame.expects == "subject"
        and match.lastgroup == "word"
        and match.group().lower() in _DIRECTIVES
    )


def _at_directive(match: re.Match[str]) -> int:
    """Return how many tokens belong to ``@prefix`` or ``@base``, its dot included."""
    return _DIRECTIVES.get(match.group()[1:], 0) + 1


def _term(frame: _Frame, start: int, word: str) -> Iterator[Written]:
    if frame.expects == "subject":
        frame.subject, frame.expects = start, "predicate"
    elif frame.expects == "predicate":
        frame.predicate, frame.word, frame.expects = start, word, "object"
    elif frame.expects == "object":
        frame.expects = "more"
        yield Written(frame.subject, frame.predicate, start, frame.word)


def _open_bracket(stack: list[_Frame], start: int) -> Iterator[Written]:
    stack.append(_Frame("bracket", "predicate", subject=start))
    yield from ()


def _close_bracket(stack: list[_Frame], start: int) -> Iterator[Written]:
    # The triple that leads to a bracketed node comes after those inside.
    opened = stack.pop()
    yield from _term(stack[-1], opened.subject, "")


def _open_list(stack: list[_Frame], start: int) -> Iterator[Written]:
    # The triple that leads to a collection comes before what is inside.
    yield from _term(stack[-1], start, "")
    stack.append(_Frame("list", "items"))


def _close_list(stack: list[_Frame], start: int) -> Iterator[Written]:
    stack.pop()
    yield from ()


def _next_object(stack: list[_Frame], start: int) -> Iterator[Written]:
    stack[-1].expects = "object"
    yield from ()


def _next_predicate(stack: list[_Frame], start: int) -> Iterator[Written]:
    stack[-1].expects = "predicate"
    yield from ()


def _next_subject(stack: list[_Frame], start: int) -> Iterator[Written]:
    """After a dot, and after the braces of a named graph, whose name was read as a subject."""
    stack[-1].expects = "subject"
    yield from ()


def _nothing(stack: list[_Frame], start: int) -> Iterator[Written]:
    yield from ()


_MARKS: dict[str, Callable[[list[_Frame], int], Iterator[Written]]] = {
    "[": _open_bracket,
    "]": _close_bracket,
    "(": _open_list,
    ")": _close_list,
    ",": _next_object,
    ";": _next_predicate,
    ".": _next_subject,
    "{": _next_subject,
    "}": _next_subject,
}
