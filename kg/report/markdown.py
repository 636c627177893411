"""A report as Markdown: headings, tables, ``[n]`` behind what rests on statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.provenance import Quotation
from kg.report.model import (
    Block,
    Definitions,
    Document,
    Figure,
    Listing,
    Paragraph,
    Quoted,
    Reference,
    Run,
    Section,
    Source,
    Table,
)
from kg.report.phrases import day
from kg.report.shown import behalf, dated, hedged, kinds_of, origin, seen, spans, where
from kg.text import markdown_escape as escape

_DEEPEST = 6
_WRAPS = {"strong": "**", "gone": "~~", "new": "**"}


def write(document: Document) -> bytes:
    """Return the report as Markdown; text from the data cannot become markup."""
    meta = document.meta
    lines = [f"# {escape(meta.title)}", "", escape(meta.subtitle), ""]
    made = f"Made by {meta.program} {meta.version} from data {meta.sha256[:12]}."
    lines += [escape(f"{dated(meta)} {made}".lstrip()), ""]
    for section in document.sections:
        lines += _section(document, section, 2)
    lines += ["## Statements", ""]
    lines += [line for each in document.references for line in _reference(document, each)]
    lines += ["## Sources", ""]
    lines += [line for each in document.sources for line in _source(document, each)]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _section(document: Document, section: Section, level: int) -> Iterator[str]:
    yield f"{'#' * min(level, _DEEPEST)} {_runs(document, section.title)}"
    yield ""
    for block in section.blocks:
        yield from _block(document, block)
    for each in section.sections:
        yield from _section(document, each, level + 1)


def _block(document: Document, block: Block) -> Iterator[str]:
    match block:
        case Paragraph(runs=runs):
            yield _runs(document, runs)
        case Quoted():
            yield from _quoted(document, block)
        case Table():
            yield from _table(document, block)
        case Definitions(items=items):
            for item in items:
                yield f"- {_runs(document, item.term)}: {_runs(document, item.runs)}"
        case Listing(items=lines, ordered=ordered):
            for place, runs in enumerate(lines, start=1):
                yield f"{f'{place}.' if ordered else '-'} {_runs(document, runs)}"
        case Figure(alt=alt, caption=caption):
            yield f"*{escape(caption)}* {escape(alt)}"
    yield ""


def _quoted(document: Document, block: Quoted) -> Iterator[str]:
    number = document.numbers[block.statement]
    yield f"> “{escape(block.quotation.exact)}”  "
    yield f"> {_where(block.quotation)} [{number}]"
    if block.marked is not None:
        yield ">"
        yield f"> {_runs(document, block.marked)}"
    if block.remark:
        yield ">"
        yield f"> {escape(block.remark)}"


def _table(document: Document, table: Table) -> Iterator[str]:
    yield f"*{escape(table.caption)}*"
    yield ""
    yield f"| {' | '.join(escape(column.title) for column in table.columns)} |"
    marks = (" ---: " if column.align == "end" else " --- " for column in table.columns)
    yield f"|{'|'.join(marks)}|"
    for row in table.rows:
        yield f"| {' | '.join(_runs(document, cell.runs) for cell in row.cells)} |"


def _runs(document: Document, runs: Iterable[Run]) -> str:
    return "".join(_run(document, run) for run in runs).strip()


def _run(document: Document, run: Run) -> str:
    text = run.text
    inner = text.strip()
    if inner:
        # What escape makes of a text begins and ends where the text does; blanks stay around it.
        before = " " if text[:1].isspace() else ""
        after = " " if text[-1:].isspace() else ""
        wrap = _WRAPS.get(run.style, "")
        text = f"{before}{wrap}{escape(inner)}{wrap}{after}"
    numbers = _numbers(document.numbers_of(run))
    return f"{text} {numbers}" if numbers else text


def _numbers(numbers: Iterable[int]) -> str:
    return "".join(
        f"[{first}]" if first == last else f"[{first}-{last}]" for first, last in spans(numbers)
    )


def _where(quotation: Quotation) -> str:
    link = where(quotation)
    text = escape(origin(quotation))
    return f"[{text}](<{link}>)" if link else text


def _reference(document: Document, reference: Reference) -> Iterator[str]:
    yield f"**[{reference.number}]** {escape(reference.label)}  "
    who = f"{reference.speaker}{behalf(reference)}, {day(reference.stated_on)}"
    medium = f", {reference.medium}" if reference.medium else ""
    yield escape(f"{who}{medium}. {kinds_of(reference)}{hedged(reference)}") + "  "
    for quotation in reference.quotations:
        yield f"“{escape(quotation.exact)}” ({_where(quotation)})  "
    names = [document.by_source[source].name for source in reference.sources]
    read = f"In {', '.join(names)}." if names else "In no source that counts."
    yield f"{escape(read)} Name in the data: {escape(reference.name)}"
    yield ""


def _source(document: Document, source: Source) -> Iterator[str]:
    publisher = f"{source.publisher}: " if source.publisher else ""
    title = escape(f"{publisher}{source.title}")
    shown = f"[{title}](<{source.url}>)" if source.url else title
    when = escape(day(source.issued))
    yield f"- **{escape(source.name)}** {shown}, {when}. {escape(seen(source))}"
    if source.derived_from:
        names = ", ".join(document.by_source[each].name for each in source.derived_from)
        yield f"  - has it from {escape(names)}"
    if source.copied_by:
        names = ", ".join(document.by_source[each].name for each in source.copied_by)
        yield f"  - passed on by {escape(names)}"
    numbers = sorted(document.numbers[statement] for statement in source.statements)
    if numbers:
        yield f"  - statements {_numbers(numbers)}"
