"""From text to quads, with syntax errors that say where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph import LoadedFile
from kg.loaders.characters import neutralise
from kg.loaders.formats import FORMATS, detect
from kg.loaders.nesting import find_triple_term, refuse_deep_nesting
from kg.loaders.positions import Lines
from kg.loaders.reading import decode, read_bytes

_PLACE = re.compile(r"^Parser error (?:at|between) .*?(?:columns? \d+(?: and \d+)?|\d+): ")
_SHOWN = 160
_RDF_12 = "RDF 1.2 triple terms and annotations are not read: write a node of its own instead."
# Other tools cannot read them back.
_RDF_12_DIRECTION = "A language tag with a direction (--ltr, --rtl) is RDF 1.2 and not read."
_DIRECTION = re.compile(r"@[A-Za-z-]+--")
_HINTS = {
    "No LoadDocumentCallback": (
        "The @context is an address; nothing is fetched. Put the context itself into the file."
    ),
    "No scheme found": (
        "The address is relative and the file has no @base, so it names nothing. Write it in full."
    ),
    "Unexpected end": "The file ends in the middle of a statement. Is it only half there?",
}


class ParseError(InputError):
    """A file that was read but is not what its format asks for."""


def read_file(name: str, number: int = 0) -> LoadedFile:
    """Read and parse one file.

    Parameters
    ----------
    name
        Path, or ``-`` for standard input.
    number
        Which file of the graph this is; keeps the blank nodes of several files apart.

    Raises
    ------
    InputError
        If it cannot be read; `ParseError` if it can be read but not parsed.
    LimitError
        If it is too large.
    """
    return parse(name, read_bytes(name), number=number)


def parse(
    name: str, content: bytes, format_key: str | None = None, *, number: int = 0
) -> LoadedFile:
    """Parse content that is already in memory.

    Parameters
    ----------
    name
        What to call it in messages; its extension tells the format unless that is given.
    content
        The bytes.
    format_key
        A key of ``FORMATS``; None: found out.
    number
        See `read_file`.

    Raises
    ------
    ParseError
        With line, column and the offending line, where the parser tells.
    """
    text, key = readable(name, content, format_key)
    prefixes: dict[str, str] = {}
    quads = tuple(parsed(name, text, key, number, prefixes))
    return LoadedFile(name, content, key, quads, prefixes)


def readable(name: str, content: bytes, format_key: str | None = None) -> tuple[str, str]:
    """Return the text of a file and the key of its format, if the parser may be let at it.

    Raises
    ------
    InputError
        If it is no text, or of no format that is known, or brackets nest too deep.
    ParseError
        If it uses RDF 1.2.
    """
    text = decode(name, content)
    key = format_key or detect(name, text)
    refuse_deep_nesting(name, text, key)
    offset = find_triple_term(text, key)
    if offset is not None:
        line, column = Lines(text).place(offset)
        raise ParseError(
            _RDF_12, file=name, line=line, column=column, text=_shown(Lines(text), line, column)
        )
    return text, key


def parsed(
    name: str, text: str, format_key: str, number: int, prefixes: dict[str, str]
) -> Iterator[ox.Quad]:
    """Yield the quads of a text in its order.

    Parameters
    ----------
    name, text, format_key, number
        As `readable` gave them, and as for `read_file`.
    prefixes
        Filled, by the end, with the prefixes that the text declares.

    Raises
    ------
    ParseError
        With line, column and the offending line, where the parser tells.
    """
    parser = ox.parse(text, format=FORMATS[format_key][1])
    directions = has_directions(text)
    count = 0
    try:
        for quad in _renamed(parser, f"f{number}b"):
            if directions and _has_direction(quad):
                raise ParseError(_RDF_12_DIRECTION, file=name)
            count += 1
            yield quad
    except SyntaxError as error:
        raise explained(name, text, error) from None
    except (ValueError, OSError) as error:
        raise ParseError(str(error), file=name) from None
    if format_key == "jsonld" and not count:
        raise ParseError(
            "There is no triple in it. Keys without an @context mean nothing in JSON-LD.",
            file=name,
        )
    prefixes.update(parser.prefixes)


def careful(quads: Iterable[ox.Quad], name: str, number: int) -> Iterator[ox.Quad]:
    """Yield quads of a text that nobody has looked at before: named anew, RDF 1.2 refused.

    Parameters
    ----------
    quads
        As a parser of Oxigraph gives them.
    name, number
        As for `read_file`.

    Raises
    ------
    ParseError
        If there is a term of RDF 1.2.
    """
    for quad in _renamed(quads, f"f{number}b"):
        if isinstance(quad.object, ox.Triple):
            raise ParseError(_RDF_12, file=name)
        if _has_direction(quad):
            raise ParseError(_RDF_12_DIRECTION, file=name)
        yield quad


def _renamed(quads: Iterable[ox.Quad], stem: str) -> Iterator[ox.Quad]:
    """Name blank nodes after the file and their order in it.

    Nodes of different files stay apart, and, unlike the parser's random names, results that come
    out in the order of the names are the same every time.
    """
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def name(node: ox.BlankNode) -> ox.BlankNode:
        if node not in names:
            names[node] = ox.BlankNode(f"{stem}{len(names)}")
        return names[node]

    for quad in quads:
        subject, value, graph = quad.subject, quad.object, quad.graph_name
        blank = (
            isinstance(subject, ox.BlankNode)
            or isinstance(value, ox.BlankNode)
            or isinstance(graph, ox.BlankNode)
        )
        yield (
            ox.Quad(
                name(subject) if isinstance(subject, ox.BlankNode) else subject,
                quad.predicate,
                name(value) if isinstance(value, ox.BlankNode) else value,
                name(graph) if isinstance(graph, ox.BlankNode) else graph,
            )
            if blank
            else quad
        )


def explained(name: str, text: str, error: SyntaxError) -> ParseError:
    """Return what the parser found wrong, in words for people and with the line itself."""
    raw = error.msg or str(error)
    message = _PLACE.sub("", raw).rstrip(".") + "."
    for start, hint in _HINTS.items():
        if start in message:
            message = hint if start == "No LoadDocumentCallback" else f"{message} {hint}"
            break
    lines = Lines(text)
    shown = _shown(lines, error.lineno, error.offset) if error.lineno else None
    return ParseError(
        neutralise(message), file=name, line=error.lineno, column=error.offset, text=shown
    )


def _shown(lines: Lines, line: int, column: int | None) -> str:
    """Return the line, or of a long line the part around the column."""
    text = lines.text(line)
    if len(text) > _SHOWN:
        start = max(0, (column or 1) - _SHOWN // 2)
        end = start + _SHOWN
        text = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    return neutralise(text)


def has_directions(text: str) -> bool:
    """Whether something in a text looks like an RDF 1.2 language tag with a direction."""
    return _DIRECTION.search(text) is not None


def _has_direction(quad: ox.Quad) -> bool:
    return isinstance(quad.object, ox.Literal) and quad.object.direction is not None
