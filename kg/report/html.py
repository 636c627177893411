"""A report as one HTML file: nothing outside is fetched, no script, it prints.

The template is filled by jinja2 with autoescape. Addresses become links only if they are http or
https. The policy in its head allows one style sheet, by its hash, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.report.lists import address
from kg.report.model import Document, Run, Section
from kg.report.phrases import day
from kg.report.shown import behalf, dated, hedged, kinds_of, origin, seen, spans, where
from kg.text import is_invisible

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).parent / "templates"
_DEEPEST = 6
# What spelling needs stays; what reorders the text around it, or shows nothing, is written out.
_KEPT = frozenset("\u200c\u200d\u200e\u200f\u061c\ufe0e\ufe0f\n\t")


def write(document: Document) -> bytes:
    """Return the report as a HTML file in UTF-8."""
    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    text = (
        _environment()
        .get_template("report.html.j2")
        .render(document=document, meta=document.meta, style=style, digest=digest)
    )
    return f"{text.rstrip()}\n".encode()


@cache
def _environment() -> jinja2.Environment:
    import jinja2  # noqa: PLC0415 (only this writer needs it)

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "address": address,
        "behalf": behalf,
        "dated": dated,
        "day": day,
        "hedged": hedged,
        "kind": lambda block: type(block).__name__,
        "kinds_of": kinds_of,
        "level": lambda depth: min(depth, _DEEPEST),
        "origin": origin,
        "plain": plain,
        "safe_text": shown,
        "seen": seen,
        "short": short_title,
        "spans": spans,
        "where": where,
    }
    return environment


def shown(text: str) -> str:
    r"""Return text with what shows nothing, or reorders what is around it, as ``\uXXXX``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"\\u{ord(each):04X}"
        if each not in _KEPT and (is_invisible(each) or unicodedata.category(each) in {"Cn", "Co"})
        else each
        for each in text
    )


def plain(runs: tuple[Run, ...]) -> str:
    """Return the text of runs, without what they rest on."""
    return "".join(run.text for run in runs)


def short_title(section: Section) -> str:
    """Return the heading of a section as the table of contents has it."""
    return plain(section.title)
