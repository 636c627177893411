"""The report as a plain document: sections of blocks, and the words that they are made of.

Every writer (`kg.report.registry`) turns the same document into bytes. A run carries the
statements that it rests on; the document numbers them in the order in which a reader meets them,
and a writer shows ``[n]`` with a way to the entry of that number. Nothing here knows a format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.assessment import Explanation, History
    from kg.conflicts import Conflict
    from kg.origins import Trace
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


@dataclass(frozen=True)
class Reference:
    """A statement that the report rests on, as its list of statements shows it.

    Attributes
    ----------
    number
        Counted from 1, in the order in which the document first names the statement.
    statement, name
        IRI and short name.
    label
        What it says, in the curator's words.
    speaker, behalf
        Labels of who speaks, and for whom.
    speaker_iri
        IRI of who speaks, None where nobody is recorded.
    stated_on, medium, hedging
        When (EDTF), where and how firmly; None where not recorded.
    kinds
        The kinds of statement that the rules derived: ``Denial``, ``Admission``, ...
    rendering_of
        IRI of the statement whose words it passes on, None if it is no rendering.
    quotations
        Its exact words.
    sources
        IRIs of every source in which it can be read, sorted.
    """

    number: int
    statement: str
    name: str
    label: str
    speaker: str
    behalf: tuple[str, ...]
    speaker_iri: str | None
    stated_on: str | None
    medium: str | None
    hedging: str | None
    kinds: tuple[str, ...]
    rendering_of: str | None
    quotations: tuple[Quotation, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A source that the report rests on, as its list of sources shows it.

    Attributes
    ----------
    source, name
        IRI and short name.
    title, publisher, creator, url, issued, language
        As recorded; None where not recorded. `issued` is EDTF. `url` is http or https, else None.
    type
        Code of its type: ``article``, ``report``, ``statement``, ``un-letter``, ``caption``.
    first_hand
        Whether its type is the published text of the words themselves.
    access, access_note
        What the curator saw: ``full``, ``excerpt``, ``quoted``, ``not-seen``, and the remark.
    date_note
        How the date is known.
    reliability
        Grade A to F; F is ungraded.
    sha256
        Hash of the archived copy, None where there is none.
    derived_from
        IRIs of the sources whose words it carries or that it credits, sorted.
    copied_by
        IRIs of the sources that carry its words or credit it, sorted.
    statements
        IRIs of the statements of this report that can be read in it, sorted.
    """

    source: str
    name: str
    title: str
    publisher: str | None
    creator: str | None
    url: str | None
    issued: str | None
    language: str | None
    type: str | None
    first_hand: bool
    access: str | None
    access_note: str | None
    date_note: str | None
    reliability: str
    sha256: str | None
    derived_from: tuple[str, ...]
    copied_by: tuple[str, ...]
    statements: tuple[str, ...]

    @property
    def seen(self) -> bool:
        """Whether the curator had the source itself in hand, whole or in part."""
        return self.access in {"full", "excerpt"}


@dataclass(frozen=True)
class Meta:
    """What a report was made from. Two reports with equal values are equal byte for byte.

    Attributes
    ----------
    title, subtitle
        What the report is called.
    program, version
        What made it.
    ontology
        Version of the ontology.
    files, sha256
        The data, and their hash.
    as_of
        The day up to whose end statements count; None: all.
    without
        IRIs of what was left out.
    denials
        IRIs of the denials, in order.
    every
        Whether these are all denials of the case.
    command
        The command line that makes it again, without the output's name.
    date
        The date that the report bears: the one that was given, else the last day on which a
        statement in it became public; None where no day is known.
    date_given
        Whether the date was given.
    language
        Language tag of the report's own words.
    judgements
        Name and SHA-256 of the user's file with judgements on hypotheses, None for none.
    """

    title: str
    subtitle: str
    program: str
    version: str
    ontology: str
    files: tuple[str, ...]
    sha256: str
    as_of: str | None
    without: tuple[str, ...]
    denials: tuple[str, ...]
    every: bool
    command: str
    date: str | None
    date_given: bool
    language: str = "en"
    judgements: tuple[str, str] | None = None


@dataclass(frozen=True)
class Results:
    """The results behind the words, for writers that give data rather than pages.

    Attributes
    ----------
    explanations
        Every pair with its steps and hinges, in the order of the document.
    histories
        How the results of each denial changed.
    conflicts
        What touches the denials and does not fit together.
    traces
        How the words of each denial came to the reader.
    labels
        Labels of every node that the results name, by IRI.
    """

    explanations: tuple[Explanation, ...] = ()
    histories: tuple[History, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    traces: tuple[Trace, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """A report.

    Attributes
    ----------
    meta
        What it was made from.
    sections
        What it says.
    references
        The statements that it rests on, by number.
    sources
        The sources in which they can be read, in order of their names.
    results
        The results behind the words.
    """

    meta: Meta
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    sources: tuple[Source, ...]
    results: Results = field(default_factory=Results, repr=False)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each statement, by IRI."""
        return {reference.statement: reference.number for reference in self.references}

    @cached_property
    def by_source(self) -> Mapping[str, Source]:
        """The sources by IRI."""
        return {source.source: source for source in self.sources}

    def numbers_of(self, run: Run) -> tuple[int, ...]:
        """Return the numbers of the statements that a run rests on, ascending."""
        return tuple(sorted({self.numbers[statement] for statement in run.statements}))


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
