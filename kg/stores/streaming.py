"""Files into a store: N-Triples and N-Quads block by block, natively, whatever their size.

The engine reads lines by itself. Python looks over each block for what the engine would let pass:
blank nodes, which are to have the same names as in memory; terms of RDF 1.2, which are refused.
From the first such block on the quads go through Python, which takes a fifth more time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BufferedReader
from itertools import islice
from typing import IO, TYPE_CHECKING, BinaryIO, cast

import pyoxigraph as ox

from kg.checks.unread import is_ours
from kg.errors import InputError, LimitError
from kg.graph import CEV, CODE
from kg.loaders.formats import FORMATS, detect
from kg.loaders.parsing import ParseError, careful, explained, parsed, readable
from kg.loaders.reading import MAX_BYTES, STANDARD_INPUT, decode
from kg.stores.feeding import feed
from kg.stores.layout import StoredFile
from kg.stores.packed import plain_name, unpacked

if TYPE_CHECKING:
    from kg.stores.aside import Aside

LINES = ("ntriples", "nquads")
"""Formats that are read line by line, so that a file may be larger than the memory."""

Uses = dict[str, tuple[str, int | None]]
"""Terms of our namespaces with the file and the line where each was met first."""

_BLOCK = 1024 * 1024
_TOO_LONG = (
    "A line is longer than 16 MiB, which the parser does not take. A text of that length is a "
    "document: give its address."
)
_MARK = b"\xef\xbb\xbf"
# To look for two bytes `re` takes half as long as `in`.
_MARKS = re.compile(rb"_:"), re.compile(rb"<<")
_DASHES = re.compile(rb"--")
_DIRECTION = re.compile(rb"@[A-Za-z-]+--")
_OURS = re.compile(rb"<((?:%s|%s)[^<>\s]*)>" % (re.escape(CEV).encode(), re.escape(CODE).encode()))


def _nothing() -> None:
    """Do nothing."""


class Lines:
    """A stream of lines that ends before the first that the engine must not read by itself.

    Parameters
    ----------
    name
        Name of the file.
    reader
        Its unpacked bytes.
    uses
        Filled with the terms of our namespaces that stand in it.
    passed
        Told the number of lines so far.
    aside
        Where the lines that the engine reads are kept too; None: nowhere.

    Attributes
    ----------
    ended
        Called where the file ends, if the engine reads all of it.
    """

    def __init__(
        self,
        name: str,
        reader: BinaryIO,
        uses: Uses,
        passed: Callable[[int], None],
        aside: Aside | None = None,
    ) -> None:
        self.lines = 0
        self.native = 0  # lines that the engine read by itself
        self.ended: Callable[[], None] = _nothing
        self._name = name
        self._reader = reader
        self._uses = uses
        self._passed = passed
        self._aside = aside
        self._block = memoryview(b"")
        self._begun = False

    def blocks(self) -> Iterator[bytes]:
        """Yield what the engine may read."""
        while True:
            self.native = self.lines
            content = self._next()
            if not content:
                self.ended()
                return
            if not _is_native(content):
                self._block = memoryview(content)
                return
            if self._aside is not None:
                self._aside.keep(content)
            yield content

    def take_rest(self, size: int) -> bytes:
        """Return some bytes of the rest, none at the end of the file."""
        if not self._block:
            self._block = memoryview(self._next())
        return self._take(size)

    def _take(self, size: int) -> bytes:
        part = self._block if size < 0 else self._block[:size]
        self._block = self._block[len(part) :]
        return bytes(part)

    def _next(self) -> bytes:
        content = self._reader.read(_BLOCK)
        content += self._reader.readline() if content else b""
        if not self._begun:
            self._begun = True
            if not content.strip():
                raise InputError("This is empty; there is no data in it.", file=self._name)
            decode(self._name, content)  # says what it is if it is no text
            content = content.removeprefix(_MARK)
        self._note(content)
        self.lines += content.count(b"\n")
        self._passed(self.lines)
        return content

    def _note(self, content: bytes) -> None:
        # Most blocks use the same terms: what is new is looked up, with its line.
        for term in set(_OURS.findall(content)):
            iri = term.decode("utf-8", "replace")
            if iri not in self._uses:
                before = content.count(b"\n", 0, content.find(b"<%s>" % term))
                self._uses[iri] = (self._name, self.lines + before + 1)


def _is_native(content: bytes) -> bool:
    # One expression for all of them takes five times as long as one after the other. U+0001 is what
    # the database takes for the end of a column.
    if b"\x01" in content or b"\0" in content or any(each.search(content) for each in _MARKS):
        return False
    return _DASHES.search(content) is None or _DIRECTION.search(content) is None


class Rest:
    """The lines of a file that go through Python."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    def read(self, size: int = -1) -> bytes:
        """Return some bytes, none at the end."""
        return self._lines.take_rest(size)


def put(
    store: ox.Store,
    name: str,
    number: int,
    uses: Uses,
    passed: Callable[[int, int], None],
    *,
    aside: Aside | None = None,
    last: bool = False,
) -> StoredFile:
    """Put a file into a store.

    Parameters
    ----------
    store
        The store.
    name
        Path, or ``-`` for standard input.
    number
        Which file of the store it is; keeps the blank nodes of several files apart.
    uses
        Filled with the terms of our namespaces that it uses.
    passed
        Told the bytes and the triples so far.
    aside
        Where the triples are kept too; None: nowhere.
    last
        Whether nothing comes after it: what is kept aside is finished as soon as all is read,
        while the engine sorts.

    Returns
    -------
    StoredFile
        What there is to say of the file.

    Raises
    ------
    InputError
        If it cannot be read or unpacked; `ParseError` if it cannot be parsed.
    LimitError
        If it is of another format than N-Triples or N-Quads and too large for the memory.
    """
    done = [0, 0]

    def bytes_passed(count: int) -> None:
        done[0] = count
        passed(*done)

    def triples_passed(count: int) -> None:
        done[1] = count
        passed(*done)

    prefixes: dict[str, str] = {}
    with unpacked(name, bytes_passed) as (counted, reader):
        key = _format(name, reader)
        if key in LINES:
            lines = Lines(name, reader, uses, triples_passed, aside)
            if aside is not None and last:
                lines.ended = aside.finish
            _put_lines(store, lines, name, key, number, aside=aside)
        else:
            quads = _small(name, reader, key, number, prefixes)
            _put_quads(store, name, quads, uses, triples_passed, aside=aside)
    return StoredFile(name, key, counted.sha256, counted.bytes, prefixes)


def _format(name: str, reader: BinaryIO) -> str:
    start = cast(BufferedReader, reader).peek(_BLOCK)
    # A character may be cut off at the end; what else is no text is said where it is read.
    return detect(plain_name(name), start.decode("utf-8-sig", "replace"))


def _put_lines(
    store: ox.Store, lines: Lines, name: str, key: str, number: int, *, aside: Aside | None
) -> None:
    rdf_format = FORMATS[key][1]
    before = 0
    try:
        feed(lambda path: store.bulk_load(path=path, format=rdf_format), lines.blocks())
        before = lines.native
        rest = cast(IO[bytes], Rest(lines))
        quads = careful(ox.parse(rest, format=rdf_format), name, number)
        store.bulk_extend(aside.passing(quads) if aside is not None else quads)
    except SyntaxError as error:
        raise _explained(name, error, before) from None
    except MemoryError:  # so the parser says it
        raise LimitError(f"{name}: {_TOO_LONG}") from None
    except (ValueError, OSError) as error:
        if isinstance(error, OSError) and (error.errno is not None or _OF_DISK in str(error)):
            raise  # of the disk
        raise ParseError(str(error), file=name) from None


def _explained(name: str, error: SyntaxError, before: int) -> ParseError:
    """Say where a parser stopped, with the line, which is read again where it can be."""
    if error.lineno is None:
        return explained(name, "", error)
    line = before + error.lineno
    text = b""
    if name != STANDARD_INPUT:
        with unpacked(name, lambda _: None) as (_, reader):
            text = next(islice(reader, line - 1, None), b"")
    # As if all of the file were that one line.
    error.lineno = 1
    found = explained(name, text.decode("utf-8", "replace").rstrip("\r\n"), error)
    shown = found.text or None
    return ParseError(found.message, file=name, line=line, column=found.column, text=shown)


def _small(
    name: str, reader: BinaryIO, key: str, number: int, prefixes: dict[str, str]
) -> Iterator[ox.Quad]:
    content = reader.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise LimitError(
            f"{name}: This is larger than {MAX_BYTES // 1024**2} MiB. Only N-Triples and N-Quads "
            "(.nt, .nq) may be larger: they are read line by line. Convert it, or split it."
        )
    if not content.strip():
        raise InputError("This is empty; there is no data in it.", file=name)
    text, key = readable(name, content, key)
    del content
    return parsed(name, text, key, number, prefixes)


def _put_quads(
    store: ox.Store,
    name: str,
    quads: Iterator[ox.Quad],
    uses: Uses,
    passed: Callable[[int], None],
    *,
    aside: Aside | None,
) -> None:
    def watched() -> Iterator[ox.Quad]:
        count = 0
        for count, quad in enumerate(quads, start=1):
            value = quad.object
            if isinstance(value, ox.Literal):
                _note_use(uses, name, value.datatype.value)
            elif isinstance(value, ox.NamedNode):
                _note_use(uses, name, value.value)
            _note_use(uses, name, quad.predicate.value)
            if not count % _SOME:
                passed(count)
            yield quad
        passed(count)

    store.bulk_extend(aside.passing(watched()) if aside is not None else watched())


_SOME = 10_000  # triples between two words of progress
_OF_DISK = "IO error"  # in the words of the engine


def _note_use(uses: Uses, name: str, iri: str) -> None:
    if iri not in uses and is_ours(iri):
        uses[iri] = (name, None)
