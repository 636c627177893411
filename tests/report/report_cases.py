"""A small case of the tests' own, its report, and what may be asked of any report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import kg
from kg.case import Case
from kg.report import Document, write
from kg.report.model import Block, Definitions, Listing, Paragraph, Run, Section, Table, walk

HERE = Path(__file__).resolve().parent
SMALL = HERE / "small.ttl"
GOLDEN = HERE / "golden"
MY = "https://example.org/case/"
# What a report never says in words of its own.
JUDGING = re.compile(
    r"\b(refut|guilt|prov(?:e[sdn]?|ing)\b|proof|fals(?:e|ity|ehood)|lie[sd]?\b|lying|liar|"
    r"culprit|innocen|debunk|expos(?:e|ed)\b|caught|admits? guilt|truth is)",
    re.IGNORECASE,
)
FOREIGN = frozenset({"quoted", "label", "name", "gone", "new"})


@cache
def case() -> Case:
    """The small case."""
    return kg.open(SMALL)


@cache
def small() -> Document:
    """Its report."""
    document: Document = case().report()
    return document


def golden(ending: str) -> str:
    """What a writer makes of the report of the small case, whatever the program's version."""
    text = write(small(), ending).decode()
    return text.replace(small().meta.version, "VERSION")


def lines(block: Block) -> Iterator[tuple[Run, ...]]:
    """Everything that a block says, sentence or cell by sentence or cell."""
    match block:
        case Paragraph(runs=runs):
            yield runs
        case Definitions(items=items):
            yield from (item.runs for item in items)
        case Listing(items=listed):
            yield from listed
        case Table(rows=rows):
            yield from (tuple(run for cell in row.cells for run in cell.runs) for row in rows)
        case _:
            return


def voice(runs: tuple[Run, ...]) -> str:
    """What of a line is the report's own voice."""
    return "".join(run.text for run in runs if run.style not in FOREIGN)


def everything(document: Document) -> Iterator[tuple[Section, tuple[Run, ...]]]:
    """Every line of a report with its section, headings included."""
    for section in walk(document.sections):
        yield section, section.title
        for block in section.blocks:
            for line in lines(block):
                yield section, line
