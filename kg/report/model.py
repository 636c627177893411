"""The report as a plain document: sections of blocks, and what they rest on.

Every writer (`kg.report.registry`) turns the same document into bytes. A run carries the
statements that it rests on; the document numbers them in the order in which a reader meets them,
and a writer shows ``[n]`` with a way to the entry of that number. Nothing here knows a format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kg.report.blocks import (
    STYLES,
    Block,
    Cell,
    Column,
    Definition,
    Definitions,
    Figure,
    Listing,
    Paragraph,
    Quoted,
    Row,
    Run,
    Runs,
    Section,
    Table,
    runs_of,
    sources_of,
    statements_of,
    walk,
)

if TYPE_CHECKING:
    from kg.assessment import Explanation, History
    from kg.conflicts import Conflict
    from kg.origins import Trace
    from kg.provenance import Quotation

__all__ = [
    "STYLES",
    "Block",
    "Cell",
    "Column",
    "Definition",
    "Definitions",
    "Document",
    "Figure",
    "Listing",
    "Meta",
    "Paragraph",
    "Quoted",
    "Reference",
    "Results",
    "Row",
    "Run",
    "Runs",
    "Section",
    "Source",
    "Table",
    "runs_of",
    "sources_of",
    "statements_of",
    "walk",
]


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
    last_publication
        When the last publication came out that the report rests on, as exactly as it is known
        (EDTF); None where no day is known.
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
    last_publication: str | None
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
