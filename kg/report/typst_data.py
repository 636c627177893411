"""A report as plain values for the layout of the PDF: every text a string, every link decided.

The layout (``templates/report.typ``) shows strings as text and follows no address of its own, so
that nothing in the data can become markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kg.provenance import Quotation
from kg.report.html import shown as visible
from kg.report.lists import address
from kg.report.model import (
    Block,
    Definitions,
    Document,
    Figure,
    Listing,
    Paragraph,
    Quoted,
    Reference,
    Row,
    Run,
    Section,
    Source,
    Table,
    walk,
)
from kg.report.phrases import day
from kg.report.shown import behalf, dated, hedged, kinds_of, seen, spans, where

_Json = dict[str, object]
# What typst takes for a language; of a tag such as zh-Hant only the first part is used.
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9-]+)?")
_NO_BREAK = re.compile(r"[^\s\-/]+")
# So many letters fit a line, a cell, and a line of names without a place to break.
_LINE, _CELL, _NAME = 45, 18, 70
_WIDE, _FEW = 9, 5
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
# Around text of another direction (Unicode, UAX 9).
_ISOLATE, _POP = "\u2068", "\u2069"
# Millimetres for a point of a picture, so that its letters are as large as those around it.
_SCALE = 0.235


def data(document: Document) -> _Json:
    """Return what the layout shows.

    Parameters
    ----------
    document
        The report.
    """
    return _Data(document).all()


class _Data:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbers = {each.source: n for n, each in enumerate(document.sources, start=1)}
        self._anchors = {section.anchor for section in walk(document.sections)} | {
            block.name
            for section in walk(document.sections)
            for block in section.blocks
            if isinstance(block, Figure)
        }

    def all(self) -> _Json:
        document = self._document
        meta = document.meta
        return {
            "meta": {
                "title": meta.title,
                "subtitle": visible(meta.subtitle),
                "heading": self._runs((Run(meta.subtitle, "label"),)),
                "program": meta.program,
                "version": meta.version,
                "sha256": meta.sha256,
                "language": meta.language,
                "day": _day(meta.date),
                "made": self._made(),
                "missing": False,
            },
            "sections": [self._section(section) for section in document.sections],
            "statements": [self._reference(each) for each in document.references],
            "sources": [self._source(each) for each in document.sources],
        }

    def _made(self) -> str:
        meta = self._document.meta
        made = f"Made by {meta.program} {meta.version} from data {meta.sha256[:12]}."
        return f"{dated(meta)} {made}".lstrip()

    def _section(self, section: Section) -> _Json:
        return {
            "anchor": section.anchor,
            "kind": section.kind,
            "title": self._runs(section.title),
            "blocks": [self._block(block) for block in section.blocks],
            "sections": [self._section(each) for each in section.sections],
        }

    def _block(self, block: Block) -> _Json:
        match block:
            case Paragraph(runs=runs, role=role):
                return {"block": "paragraph", "role": role, "runs": self._runs(runs)}
            case Quoted():
                return {
                    "block": "quoted",
                    **self._quotation(block.quotation),
                    "marked": None if block.marked is None else self._runs(block.marked),
                    "remark": visible(block.remark),
                    "refs": spans([self._document.numbers[block.statement]]),
                }
            case Table():
                return self._table(block)
            case Definitions(items=items):
                return {
                    "block": "definitions",
                    "items": [
                        {"term": self._runs(item.term), "runs": self._runs(item.runs)}
                        for item in items
                    ],
                }
            case Listing(items=lines, ordered=ordered):
                listed = [self._runs(runs) for runs in lines]
                return {"block": "listing", "ordered": ordered, "items": listed}
            case Figure():
                size = _SIZE.search(block.svg)
                width, height = map(float, size.groups()) if size else (1000.0, 1000.0)
                return {
                    "block": "figure",
                    "name": block.name,
                    "alt": visible(block.alt),
                    "caption": visible(block.caption),
                    "svg": block.svg,
                    "width": width * _SCALE,
                    "height": height * _SCALE,
                }

    def _table(self, table: Table) -> _Json:
        return {
            "block": "table",
            "kind": table.kind,
            "wide": table.kind == "matrix" and len(table.columns) > _WIDE,
            "caption": visible(table.caption),
            "columns": [
                {"title": _breakable(visible(each.title), _CELL), "align": each.align}
                for each in table.columns
            ],
            "widths": _widths(table),
            "rows": [self._row(row) for row in table.rows],
        }

    def _row(self, row: Row) -> list[_Json]:
        return [
            {"tone": cell.tone, "runs": self._runs(cell.runs, longest=_CELL)} for cell in row.cells
        ]

    def _runs(self, runs: Iterable[Run], longest: int = _LINE) -> list[_Json]:
        return [self._run(run, longest) for run in runs]

    def _run(self, run: Run, longest: int) -> _Json:
        to = None
        if run.anchor in self._anchors:
            to = run.anchor
        elif run.source in self._numbers:
            to = f"q-{self._numbers[run.source]}"
        longest = _NAME if run.style == "name" and longest == _LINE else longest
        text = _breakable(visible(run.text), longest)
        return {
            "text": _apart(text) if run.style in {"label", "quoted"} else text,
            "style": run.style,
            "refs": spans(self._document.numbers_of(run)),
            "to": to,
            "href": address(run.href),
            **_turned(run.text, run.language),
        }

    def _quotation(self, quotation: Quotation) -> _Json:
        source = self._document.by_source.get(quotation.source or "")
        return {
            "exact": _breakable(visible(quotation.exact), _LINE),
            **_turned(quotation.exact, quotation.language),
            "origin": _origin(quotation),
            "href": where(quotation),
            "source": None if source is None else {**self._way(source.source), "seen": source.seen},
        }

    def _way(self, source: str) -> _Json:
        name = visible(self._document.by_source[source].name)
        return {"to": f"q-{self._numbers[source]}", "name": _breakable(name, _LINE)}

    def _reference(self, each: Reference) -> _Json:
        about = f"{each.speaker}{behalf(each)}, {day(each.stated_on)}"
        about += f", {each.medium}" if each.medium else ""
        return {
            "number": each.number,
            "name": _breakable(visible(each.name), _LINE),
            "label": self._runs((Run(each.label, "label"),)),
            "about": _breakable(visible(f"{about}. {kinds_of(each)}{hedged(each)}"), _LINE),
            "quotations": [self._quotation(quotation) for quotation in each.quotations],
            "sources": [self._way(source) for source in each.sources],
        }

    def _source(self, each: Source) -> _Json:
        names = (each.publisher, each.title)
        return {
            **self._way(each.source),
            "title": ": ".join(_apart(_breakable(visible(name), _LINE)) for name in names if name),
            "href": each.url,
            "issued": day(each.issued),
            "seen": each.seen,
            "remark": _breakable(visible(seen(each)), _LINE),
            "from": [self._way(source) for source in each.derived_from],
            "by": [self._way(source) for source in each.copied_by],
            "refs": spans(sorted(self._document.numbers[name] for name in each.statements)),
        }


def _turned(text: str, language: str | None) -> _Json:
    """Return the language and direction in which words are set."""
    strong = (unicodedata.bidirectional(each) for each in text)
    first = next((each for each in strong if each in {"L", "R", "AL"}), "L")
    tag = _LANGUAGE.fullmatch(language or "")
    return {"lang": tag[1].lower() if tag else None, "dir": "ltr" if first == "L" else "rtl"}


def _origin(quotation: Quotation) -> str:
    names = (quotation.publisher, quotation.source_title)
    shown = (_apart(_breakable(visible(name), _LINE)) for name in names if name)
    return f"{': '.join(shown) or 'no source'}, {day(quotation.published)}"


def _apart(text: str) -> str:
    """Return text that is written from right to left so that it does not reorder its line."""
    if any(unicodedata.bidirectional(each) in {"R", "AL"} for each in text):
        return f"{_ISOLATE}{text}{_POP}"
    return text


def _breakable(text: str, longest: int) -> str:
    """Return text in which a word too long for a line may be broken; no sign shows it."""

    def broken(found: re.Match[str]) -> str:
        word = found.group()
        parts = (word[begin : begin + longest] for begin in range(0, len(word), longest))
        return "\u200b".join(parts)

    shown = _NO_BREAK.sub(broken, text)
    return shown.replace("/", "/\u200b") if longest == _CELL else shown


def _widths(table: Table) -> list[float]:
    """Return how wide columns are beside one another: by the root of the longest text in each."""
    most = [len(column.title) for column in table.columns]
    for row in table.rows:
        for place, cell in enumerate(row.cells):
            most[place] = max(most[place], sum(len(run.text) for run in cell.runs))
    if table.kind == "matrix":
        return [2.6 if len(most) > _FEW else 1.3, *(1.0 for _ in most[1:])]
    return [round(max(count, 4) ** 0.5, 2) for count in most]


def _day(date: str | None) -> _Json | None:
    if date is None:
        return None
    year, month, of_month = (int(part) for part in date.split("-"))
    return {"year": year, "month": month, "day": of_month}
