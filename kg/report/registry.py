"""The writers of a report by the ending of the file: one line a writer."""

from __future__ import annotations

import importlib
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol, cast

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.report.model import Document

# ending: module with `write(document) -> bytes`. It is imported when it is called for.
WRITERS: dict[str, str] = {
    "html": "kg.report.html",
    "md": "kg.report.markdown",
    "json": "kg.report.json",
    "pdf": "kg.report.typst",
    "jsonld": "kg.report.jsonld",
    "ttl": "kg.report.turtle",
    "csl.json": "kg.report.csl",
}

# Those whose bytes are no text.
BINARY = frozenset({"pdf"})


class _Writer(Protocol):
    def write(self, document: Document) -> bytes: ...


def write(document: Document, ending: str) -> bytes:
    """Return a report as the bytes of a file.

    Parameters
    ----------
    document
        The report.
    ending
        One of `WRITERS`.

    Raises
    ------
    kg.errors.UsageError
        If nothing writes files with that ending.
    """
    return cast("_Writer", importlib.import_module(WRITERS[known(ending)])).write(document)


def known(ending: str) -> str:
    """Return an ending without its dot and in small letters, if there is a writer for it.

    Raises
    ------
    kg.errors.UsageError
        If there is none; it names those that there are.
    """
    plain = ending.removeprefix(".").lower()
    if plain not in WRITERS:
        listed = ", ".join(f".{each}" for each in WRITERS)
        what = f"'.{plain}'" if plain else "a name without an ending"
        raise UsageError(f"Nothing writes {what}. A report can be written as {listed}.")
    return plain


def ending_of(name: str) -> str:
    """Return the ending of a file's name: the longest that is written, else the last.

    Parameters
    ----------
    name
        A name, with or without folders: ``letter.csl.json`` ends in ``csl.json``.
    """
    path = PurePath(name)
    several = "".join(path.suffixes[-2:]).removeprefix(".").lower()
    return several if several in WRITERS else path.suffix
