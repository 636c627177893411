"""Large files: put into the store and let go, read again for the few things that need them.

The quads of a file as Python values take as much memory as the store that holds them, and its
bytes a third of that; a small file keeps both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph import fill
from kg.loaders.formats import FORMATS, detect
from kg.loaders.parsing import explained, has_directions, parsed, readable
from kg.loaders.reading import STANDARD_INPUT, decode, read_bytes
from kg.loaders.unpacking import unpack

LARGE = 32 * 1024 * 1024
"""Bytes from which on a file is not kept in memory beside the store (32 MiB)."""

# The engine reads them by itself, several times as fast as one quad after the other: they have no
# prefixes to keep, and without blank nodes there is nothing to rename.
_FLAT = ("ntriples", "nquads")


class LargeFile:
    """A large file of the data; `kg.graph.DataFile` says what each part of it is.

    Parameters
    ----------
    name
        As the user named it.
    content
        Its bytes, unpacked. They are held until `fill` has put them into a store.
    number
        Which file of the graph it is: keeps the blank nodes of several files apart.

    Attributes
    ----------
    only
        N-Triples, some at a time, that `fill` takes in place of everything, and then keeps the
        bytes; None: everything.
    """

    only: Iterable[bytes] | None = None

    def __init__(self, name: str, content: bytes, number: int) -> None:
        self.name = name
        self.prefixes: dict[str, str] = {}
        self._number = number
        self._held: bytes | None = content

    @cached_property
    def sha256(self) -> str:
        """Hash of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def format(self) -> str:
        """Key of the loader registry, such as ``turtle``."""
        return readable(self.name, self.content)[1]

    @cached_property
    def is_lines(self) -> bool:
        """Whether it can be read line by line: N-Triples without blank nodes.

        Raises
        ------
        InputError
            If it is no text, or of no format that is known.
        """
        content = self.content
        key = detect(self.name, decode(self.name, content))
        if key in _FLAT:
            self.__dict__["format"] = key  # what the property would find out by reading again
        return key == "ntriples" and b"_:" not in content

    @property
    def content(self) -> bytes:
        """The bytes, unchanged.

        Raises
        ------
        InputError
            If they have changed since the file was read.
        """
        held = self._held  # another thread may let go of it meanwhile
        if held is not None:
            return held
        content = unpack(self.name, read_bytes(self.name))
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise InputError("This changed while it was in use. Start again.", file=self.name)
        return content

    @property
    def quads(self) -> Iterator[ox.Quad]:
        """What it says, in the order of the file, parsed anew each time."""
        text, key = readable(self.name, self.content)
        return parsed(self.name, text, key, self._number, {})

    def fill(self, store: ox.Store) -> None:
        """Put the quads into a store, and let go of the bytes.

        Raises
        ------
        ParseError
            With line, column and the offending line, where the parser tells.
        """
        if self.only is not None:
            for some in self.only:
                store.load(some, format=ox.RdfFormat.N_TRIPLES)
            return
        content = self.content
        text, key = readable(self.name, content)
        self.__dict__["format"] = key  # what the property would find out by reading again
        if key in _FLAT and b"_:" not in content and not has_directions(text):
            try:
                store.load(content, format=FORMATS[key][1])
            except SyntaxError as error:
                raise explained(self.name, text, error) from None
        else:
            fill(store, parsed(self.name, text, key, self._number, self.prefixes))
        if self.name != STANDARD_INPUT:  # which cannot be read a second time
            _ = self.sha256  # of the bytes that go
            self._held = None

    def __contains__(self, triple: tuple[object, object, object]) -> bool:
        return any((quad.subject, quad.predicate, quad.object) == triple for quad in self.quads)
