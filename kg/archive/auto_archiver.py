"""auto-archiver's CSV: rows of what it archived, in either of the forms that it writes.

``csv_db`` writes the columns ``status``, ``metadata`` and ``media``, the latter two as Python
prints them. The sheet that ``gsheet_db`` fills has columns with names for people; saved as CSV it
is read too. Hashes have the form ``SHA-256:<hex>`` (or ``SHA3-512:<hex>``).
"""

from __future__ import annotations

import csv
import io
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.archive.literals import MAX_CHARACTERS, literal
from kg.errors import InputError
from kg.loaders.reading import decode, read_bytes

_DATABASE = ("status", "metadata", "media")
_SHEET_ADDRESS, _SHEET_WHERE = "link", "archive location"
_DIGEST = re.compile(r"(SHA-256:[0-9a-f]{64}|SHA3-512:[0-9a-f]{128})", re.IGNORECASE)
# What auto-archiver writes where it has no hash.
_NO_DIGEST = frozenset(("", "not-calculated", "none"))
_MOST_MEDIA = 10_000
_DEEPEST = 20
# The csv module has one limit for the whole process.
_LIMIT = threading.Lock()


@dataclass(frozen=True)
class Item:
    """One archived file: its hash, the places where it lies, and its media type."""

    digest: str | None
    places: tuple[str, ...]
    media_type: str | None


@dataclass(frozen=True)
class Row:
    """One row of the list.

    Attributes
    ----------
    line
        Where it begins, from 1.
    address
        What was archived.
    accessed
        When, as it was written; None where it was not.
    items
        The files that were archived.
    problems
        What is wrong with the row, in words.
    """

    line: int
    address: str
    accessed: str | None
    items: tuple[Item, ...]
    problems: tuple[str, ...] = ()


def read(file: str) -> tuple[Row, ...]:
    """Return the rows of a list.

    Raises
    ------
    kg.errors.InputError
        If the file cannot be read, is no UTF-8, no CSV, or lacks columns; it says where.
    """
    content = read_bytes(file)
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise InputError(
            "A byte 0 stands here; this is no CSV, or it is damaged. Export it again as UTF-8.",
            file=file,
            line=line,
        )
    rows = _rows(file, decode(file, content))
    line, header = next(rows, (1, []))
    names = [name.strip().lower() for name in header]
    for name in set(names) - {""}:
        if names.count(name) > 1:
            raise InputError(f"The column '{name}' stands here twice.", file=file, line=line)
    if set(_DATABASE) <= set(names):
        parse = _of_database
    elif {_SHEET_ADDRESS, _SHEET_WHERE} <= set(names):
        parse = _of_sheet
    else:
        raise InputError(
            "This is no list of auto-archiver: it needs the columns status, metadata and media "
            "(csv_db), or link and archive location (the sheet, saved as CSV).",
            file=file,
            line=line,
        )
    found = []
    for number, cells in rows:
        if len(cells) != len(names):
            problem = f"The row has {len(cells)} cells, the head {len(names)}."
            found.append(Row(number, "", None, (), (problem,)))
        else:
            found.append(parse(number, dict(zip(names, cells, strict=True))))
    return tuple(found)


def _rows(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield rows that are not empty, each with the line on which it begins."""
    with _LIMIT:
        before = csv.field_size_limit(MAX_CHARACTERS)
        try:
            reader = csv.reader(io.StringIO(text, newline=""), strict=True)
            rows, line = [], 1
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    rows.append((line, cells))
                line = reader.line_num + 1
        except csv.Error as error:
            raise InputError(
                f"This is no CSV: {error}. Export it again.", file=file, line=reader.line_num
            ) from None
        finally:
            csv.field_size_limit(before)
    yield from rows


def _of_database(line: int, cells: Mapping[str, str]) -> Row:
    try:
        metadata, media = literal(cells["metadata"]), literal(cells["media"])
    except ValueError as error:
        problem = f"A cell of the columns 'metadata' and 'media' cannot be read: {error}."
        return Row(line, "", None, (), (problem,))
    if not isinstance(metadata, dict) or not isinstance(media, list):
        return Row(line, "", None, (), ("'metadata' is no dictionary, or 'media' no list.",))
    problems: list[str] = []
    items: list[Item] = []
    for value in _media(media):
        properties = value.get("properties")
        stated = properties.get("hash") if isinstance(properties, dict) else None
        places = [value.get("urls"), value.get("filename")]
        digest = _digest(stated if isinstance(stated, str) else "", problems)
        urls = places[0] if isinstance(places[0], list) else []
        texts = [text for text in (*urls, places[1]) if isinstance(text, str) and text]
        kind = value.get("_mimetype")
        if texts:
            items.append(Item(digest, tuple(texts), kind if isinstance(kind, str) else None))
    address, when = metadata.get("url"), metadata.get("_processed_at")
    return Row(
        line,
        address.strip() if isinstance(address, str) else "",
        when if isinstance(when, str) else None,
        tuple(items),
        tuple(problems),
    )


def _media(values: list[object]) -> Iterator[Mapping[object, object]]:
    """Yield archived files, those that belong to another one (a preview) after it."""
    waiting = [(value, 0) for value in reversed(values)]
    number = 0
    while waiting and number < _MOST_MEDIA:
        value, depth = waiting.pop()
        number += 1
        if isinstance(value, list):
            inner = value
        elif isinstance(value, dict):
            if "filename" in value or "urls" in value:
                yield value
            properties = value.get("properties")
            inner = list(properties.values()) if isinstance(properties, dict) else []
        else:
            continue
        if depth < _DEEPEST:
            waiting += [(each, depth + 1) for each in reversed(inner)]


def _of_sheet(line: int, cells: Mapping[str, str]) -> Row:
    problems: list[str] = []
    digest = _digest(cells.get("hash", ""), problems)
    places = tuple(place.strip() for place in cells[_SHEET_WHERE].splitlines() if place.strip())
    return Row(
        line,
        cells[_SHEET_ADDRESS].strip(),
        cells.get("archive date", "").strip() or None,
        (Item(digest, places, None),) if places else (),
        tuple(problems),
    )


def _digest(text: str, problems: list[str]) -> str | None:
    stated = text.strip()
    if stated.lower() in _NO_DIGEST:
        return None
    if not _DIGEST.fullmatch(stated):
        shown = stated if len(stated) <= 80 else f"{stated[:80]}…"  # noqa: PLR2004 (a line)
        problems.append(f"The hash '{shown}' has not the form SHA-256:<64 hexadecimal digits>.")
        return None
    name, _, digits = stated.partition(":")
    return f"{name.upper()}:{digits.lower()}"
