"""A report as PDF, laid out by typst.

The layout is a template of the project's own; what it says goes to it as JSON, and no text from
the data is ever read as markup. Fonts are those within typst and the one for Arabic letters that
ships, never the system's: the same report is the same file everywhere.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import OutputError
from kg.report.typst_data import data

if TYPE_CHECKING:
    from kg.report.model import Document

_HERE = Path(__file__).parent
_NO_GLYPH = "could not be displayed"
# Archives take PDF/A: fonts within, letters that can be copied out, and every letter has a shape.
_STANDARD = "a-2u"


def write(document: Document) -> bytes:
    """Return the report as PDF.

    Raises
    ------
    kg.errors.OutputError
        If it cannot be laid out.
    """
    said = data(document)
    try:
        # An archive asks for a date; where no day is known none is made up.
        return _compiled(document, said, _STANDARD if document.meta.date else None)
    except _MissingGlyphError:
        meta = said["meta"]
        if isinstance(meta, dict):
            meta["missing"] = True
        return _compiled(document, said, None)


class _MissingGlyphError(Exception):
    """Letters for which no font has a shape."""


def _compiled(document: Document, said: dict[str, object], standard: str | None) -> bytes:
    import typst  # noqa: PLC0415 (40 MB that only PDFs need)

    files = {
        "main.typ": (_HERE / "templates" / "report.typ").read_bytes(),
        "report.json": json.dumps(said, ensure_ascii=False).encode(),
    }
    try:
        made = typst.compile(
            files,  # type: ignore[call-overload]  # its types leave out files by name
            font_paths=[str(_HERE / "fonts")],
            ignore_system_fonts=True,
            pdf_standards=standard or [],
            timestamp=_moment(document.meta.date),
        )
    except typst.TypstError as error:
        if _NO_GLYPH in error.message:
            raise _MissingGlyphError from None
        raise OutputError(
            f"The PDF could not be laid out ({error.message}). The report can be written as .html, "
            "which a browser prints."
        ) from error
    if not isinstance(made, bytes):
        raise OutputError("The PDF could not be laid out: typst gave no file.")
    return made


def _moment(date: str | None) -> datetime.datetime:
    """Return the moment that the file bears: midnight of the report's date."""
    day = datetime.date.fromisoformat(date) if date else datetime.date(1970, 1, 1)
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
