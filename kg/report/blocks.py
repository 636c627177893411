"""What a report is written in: runs of words, blocks of them, sections of these.

A run carries the statements that it rests on. Nothing here knows a format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.provenance import Quotation

STYLES = ("plain", "strong", "name", "label", "quoted", "gone", "new", "verdict", "coverage")


@dataclass(frozen=True)
class Run:
    """A piece of a line of text.

    Attributes
    ----------
    text
        The words. A writer escapes them; they are never markup.
    style
        One of `STYLES`. ``name`` is the short name of a node, ``label`` a curator's label;
        ``quoted`` are words of a source; neither is the report's own voice. ``gone`` and ``new``
        mark words that a wording lacks or adds; ``verdict`` and ``coverage`` are codes of the
        assessment.
    statements
        IRIs of the statements that the words rest on: shown as ``[n]`` behind them.
    source
        IRI of a source that the words name; shown as a way to its entry in the list of sources.
    anchor
        Anchor of a section or figure in this document to which the words lead.
    href
        An address outside; http or https, nothing else.
    language
        Language tag of the words, None for the document's own.
    """

    text: str
    style: str = "plain"
    statements: tuple[str, ...] = ()
    source: str | None = None
    anchor: str | None = None
    href: str | None = None
    language: str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `role` is ``text``, ``lead`` (says the most in the fewest words) or ``note``."""

    runs: Runs
    role: str = "text"


@dataclass(frozen=True)
class Quoted:
    """Exact words of a source, to the letter.

    Attributes
    ----------
    statement
        The statement whose words they are.
    quotation
        The words, their language and their source.
    marked
        The same words with what another wording lacks or adds, None where nothing is compared.
    remark
        What must be said of the words beside their source; empty for nothing.
    """

    statement: str
    quotation: Quotation
    marked: Runs | None = None
    remark: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a table. `tone` is a coverage or verdict code that a writer may show, else empty.

    Whatever a tone says stands in the words too.
    """

    runs: Runs
    tone: str = ""


@dataclass(frozen=True)
class Column:
    """The head of a column. `align` is ``start`` or ``end`` (numbers)."""

    title: str
    align: str = "start"


@dataclass(frozen=True)
class Row:
    """A row; its first cell is the row's head where the table says so."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes
    ----------
    caption
        What it shows.
    columns, rows
        Every row has a cell for each column.
    row_heads
        Whether the first cell of each row is its head.
    kind
        ``matrix`` for the table of denials and incidents, ``plain`` for any other.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_heads: bool = True
    kind: str = "plain"


@dataclass(frozen=True)
class Definition:
    """A term and what belongs to it."""

    term: Runs
    runs: Runs


@dataclass(frozen=True)
class Definitions:
    """A list of terms, each with what belongs to it."""

    items: tuple[Definition, ...]


@dataclass(frozen=True)
class Listing:
    """A list of lines. `ordered` where their order says something."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Figure:
    """A picture. Writers that show no pictures give the words.

    Attributes
    ----------
    name
        File name without ending and anchor, unique in the document.
    alt
        What it shows, in words that can stand in its place.
    caption
        A line below it.
    svg
        The picture: SVG without scripts and without references to anything outside.
    """

    name: str
    alt: str
    caption: str
    svg: str = field(repr=False)


Block = Paragraph | Quoted | Table | Definitions | Listing | Figure


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it.

    Attributes
    ----------
    anchor
        Letters, digits and hyphens; unique in the document, the same in every run.
    title
        The heading.
    blocks
        What stands before the sections within.
    sections
        The sections within.
    kind
        What it is about, for writers that lay it out in a way of their own: ``summary``,
        ``matrix``, ``denial``, ``pair``, ``conflicts``, ``references``, ``sources``, ``method``,
        ``made-from``; empty for any other.
    node
        IRI of the denial or incident that it is about, None for none.
    """

    anchor: str
    title: Runs
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    kind: str = ""
    node: str | None = None


def walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    """Yield every section in the order in which it is read."""
    for section in sections:
        yield section
        yield from walk(section.sections)


def runs_of(block: Block) -> Iterator[Run]:
    """Yield every run of a block in the order in which it is read."""
    match block:
        case Paragraph(runs=runs):
            yield from runs
        case Quoted(marked=marked):
            yield from marked or ()
        case Table(rows=rows):
            for row in rows:
                for cell in row.cells:
                    yield from cell.runs
        case Definitions(items=items):
            for item in items:
                yield from item.term
                yield from item.runs
        case Listing(items=lines):
            for line in lines:
                yield from line
        case Figure():
            pass


def statements_of(sections: tuple[Section, ...]) -> tuple[str, ...]:
    """Return every statement that sections rest on, once, in the order in which it is met."""
    found: dict[str, None] = {}
    for section in walk(sections):
        for run in section.title:
            found.update(dict.fromkeys(run.statements))
        for block in section.blocks:
            if isinstance(block, Quoted):
                found[block.statement] = None
            for run in runs_of(block):
                found.update(dict.fromkeys(run.statements))
    return tuple(found)


def sources_of(sections: tuple[Section, ...]) -> tuple[str, ...]:
    """Return every source that sections name, once, in the order in which it is met."""
    found: dict[str, None] = {}
    for section in walk(sections):
        for block in section.blocks:
            found.update(dict.fromkeys(run.source for run in runs_of(block) if run.source))
    return tuple(found)
