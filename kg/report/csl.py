"""The sources of a report as CSL-JSON, for reference managers and citation processors."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.dates import day_bounds

if TYPE_CHECKING:
    import datetime

    from kg.report.model import Document, Source

_Json = dict[str, object]
_TYPES = {
    "article": "article-newspaper",
    "report": "report",
    "statement": "document",
    "un-letter": "document",
    "caption": "graphic",
}
_PLAIN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
# What makes an EDTF date uncertain, approximate, one of several, or not known in each digit.
_DOUBT = re.compile(r"[?~%X\[{]")
_OPEN = {"", ".."}
_DECEMBER = 12
_NOTES = {
    "excerpt": "Seen in part.",
    "quoted": "Not seen: known through quotations in others.",
    "not-seen": "Not seen.",
}


def write(document: Document) -> bytes:
    """Return every source of the report as a CSL-JSON array, in order of the names."""
    names = Counter(source.name for source in document.sources)
    items = [
        item(source, source.name if names[source.name] == 1 else source.source)
        for source in document.sources
    ]
    return f"{json.dumps(items, ensure_ascii=False, indent=1)}\n".encode()


def item(source: Source, name: str) -> _Json:
    """Return a source as an item of CSL-JSON.

    When somebody last looked at an address is not on record, and so it is left out.

    Parameters
    ----------
    source
        The source.
    name
        Its id, unique in the file.
    """
    kind = _TYPES.get(source.type or "", "document")
    found: _Json = {"id": name, "type": kind, "title": source.title}
    if source.creator:
        found["author"] = [{"literal": source.creator}]
    if source.publisher:
        if kind == "article-newspaper":
            found["container-title"] = source.publisher
        found["publisher"] = source.publisher
    if source.issued:
        found["issued"] = date(source.issued)
    if source.url:
        found["URL"] = source.url
    if source.language:
        found["language"] = source.language
    note = " ".join(filter(None, (_NOTES.get(source.access or ""), source.access_note)))
    if note:
        found["note"] = note
    return found


def date(text: str) -> _Json:
    """Return an EDTF date as CSL-JSON has dates.

    A date that is inferred, approximate or one of several is marked ``circa``; of one with
    unknown digits the first and last day that it allows are given. What is no date stays as it is
    written.

    Parameters
    ----------
    text
        EDTF, or ISO 8601 with a time of day, which is left out.
    """
    begin, slash, end = text.partition("/")
    sides = [each.partition("T")[0] for each in ((begin, end) if slash else (begin,))]
    parts = [_parts(each) for each in sides if each not in _OPEN]
    if not parts or any(each is None for each in parts):
        return _bounded(text)
    found: _Json = {"date-parts": parts}
    if _DOUBT.search(text) or len(parts) < len(sides):
        found["circa"] = True
    return found


def _parts(text: str) -> list[int] | None:
    plain = _PLAIN.fullmatch(text.rstrip("?~%"))
    if not plain or day_bounds(text) is None:
        return None
    parts = [int(part) for part in plain.groups() if part]
    # EDTF writes seasons as months beyond the twelfth.
    return None if len(parts) > 1 and parts[1] > _DECEMBER else parts


def _bounded(text: str) -> _Json:
    bounds = day_bounds(text)
    days = [day for day in bounds or () if day]
    if not days:
        return {"literal": text}
    return {"date-parts": [_of(day) for day in dict.fromkeys(days)], "circa": True}


def _of(day: datetime.date) -> list[int]:
    return [day.year, day.month, day.day]
