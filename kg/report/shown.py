"""How entries of statements and sources are put, whatever the format."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.provenance import Quotation
from kg.report.lists import address
from kg.report.model import Meta, Reference, Run, Source
from kg.report.phrases import day

_SEEN = {
    "full": "Seen in full.",
    "excerpt": "Seen in part.",
    "quoted": "Not seen: known through quotations in others.",
    "not-seen": "Not seen.",
}
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def where(quotation: Quotation) -> str | None:
    """Return the address at which words can be read, None where there is none to follow."""
    return address(quotation.read_at) or address(quotation.url)


def origin(quotation: Quotation) -> str:
    """Return where words stand: publisher, title, date."""
    names = (quotation.publisher, quotation.source_title)
    title = ": ".join(name for name in names if name) or "no source"
    return f"{title}, {day(quotation.published)}"


def behalf(reference: Reference) -> str:
    """Return for whom a statement is made, as it follows the speaker."""
    return f", for {', '.join(reference.behalf)}" if reference.behalf else ""


def kinds_of(reference: Reference) -> str:
    """Return the kinds of a statement in words."""
    kinds = [_CAPITAL.sub(" ", kind).lower() for kind in reference.kinds]
    text = ", ".join(kinds) or "statement"
    return text[:1].upper() + text[1:] + "."


def hedged(reference: Reference) -> str:
    """Return how firmly a statement is put, where it is not asserted outright."""
    if reference.hedging in {None, "asserted"}:
        return ""
    return f" Hedged: {reference.hedging}."


def seen(source: Source) -> str:
    """Return what the curator saw of a source, and what is remarked on it."""
    text = _SEEN.get(source.access or "", "It is not recorded whether it was seen.")
    if source.access_note:
        text += f" {source.access_note.rstrip('.')}."
    if source.reliability != "F":
        text += f" Reliability {source.reliability}."
    return text


def dated(meta: Meta) -> str:
    """Return the date that a report bears, and as of when it tells, as its head has them."""
    parts = []
    if meta.date_given:
        parts.append(f"{day(meta.date)}.")
    elif meta.last_publication:
        parts.append(f"Rests on publications up to {day(meta.last_publication)}.")
    if meta.as_of:
        parts.append(f"As of {day(meta.as_of)}.")
    return " ".join(parts)


def spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return ascending numbers as first and last of each run of three or more, else alone."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    alone = 2
    return [
        span
        for run in found
        for span in (
            [(run[0], run[-1])] if len(run) > alone else [(number, number) for number in run]
        )
    ]


def own_words(runs: Iterable[Run]) -> str:
    """Return what of a line is the report's own voice: neither quoted nor a curator's label."""
    return "".join(run.text for run in runs if run.style not in {"quoted", "label", "name"})
