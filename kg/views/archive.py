"""The archive for readers: what is kept, what holds, and where quotations differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.archive.entries import Copy
from kg.archive.model import (
    BROKEN,
    STATUSES,
    Added,
    Change,
    CopyCheck,
    Finding,
    Imported,
    Kept,
    QuotationCheck,
    Verification,
)
from kg.graph import Graph
from kg.views.blocks import Block

_BROKEN_WORDS = {
    "changed": "its bytes are not those that were kept",
    "truncated": "it is shorter than what was kept",
    "missing-file": "the file is gone",
    "not-a-file": "a link or a folder lies in its place, which is not followed",
    "unreadable-file": "it may not be read",
}
_UNREAD_WORDS = {
    "not-text": "neither text nor a page nor a PDF; only its hash is checked",
    "unreadable": "damaged, or not what it seems; its text cannot be read",
    "encrypted": "a PDF with a password",
    "undecodable": "no charset fits its bytes; add it again with --charset",
    "no-text": "holds no text: pictures of pages, or a page that a script fills",
    "too-large": "too large to read",
    "too-slow": "reading it took too long",
}
_REASONS = {
    "copy-broken": "no copy holds",
    "copy-unread": "the text of no copy can be read",
    "excerpt": "not in the copies, which are excerpts",
    "read-elsewhere": "not in the copies; it was read at another address, of which none is kept",
    "no-words": "the quotation has no words",
}
_SHOWN_DIGITS = 12
_ORDER = ("missing", "near", "unchecked")


def verification_blocks(graph: Graph, checked: Verification) -> tuple[Block, ...]:
    """Return what was checked: what does not hold first, the sum last."""
    blocks = [
        _broken(graph, [check for check in checked.copies if check.status in BROKEN]),
        *(_quotations(graph, checked, status) for status in _ORDER),
        _unread(graph, checked.copies),
        _findings(graph, checked.findings),
        _sum(graph, checked),
    ]
    return tuple(block for block in blocks if block)


def kept_blocks(graph: Graph, kept: Kept, *, missing: bool) -> tuple[Block, ...]:
    """Return what is kept; with ``missing``, also the sources without a copy by name."""
    quotations = sum(number for _, number in kept.missing)
    notes = [
        f"{_count(len(kept.missing), 'source')} with {_count(quotations, 'quotation')} "
        + ("have" if len(kept.missing) != 1 else "has")
        + " no copy"
        + ("." if missing or not kept.missing else ": --missing names them.")
    ]
    blocks = [
        Block(
            title=f"{kept.folder}: {_count(len(kept.copies), 'copy', 'copies')} of "
            f"{_count(len({copy.source for copy in kept.copies}), 'source')}",
            columns=("source", "accessed", "type", "bytes", "sha256", "file"),
            rows=tuple(
                (
                    graph.short(copy.source),
                    copy.accessed,
                    copy.media_type,
                    str(copy.size),
                    copy.sha256[:_SHOWN_DIGITS],
                    copy.name + (" (excerpt)" if copy.excerpt else ""),
                )
                for copy in kept.copies
            ),
            below=("file",),
            notes=tuple(notes),
        ),
        Block(
            title=f"{_count(len(kept.remote), 'copy', 'copies')} elsewhere",
            columns=("source", "archived", "hash", "where"),
            rows=tuple(
                (
                    graph.short(remote.source),
                    remote.accessed or "",
                    _digest(remote.digest),
                    remote.where,
                )
                for remote in kept.remote
            ),
            below=("where",),
        )
        if kept.remote
        else None,
        Block(
            title="Without a copy",
            columns=("source", "quotations", "title"),
            rows=tuple(
                (graph.short(source), str(number), _title(graph, source))
                for source, number in kept.missing
            ),
            below=("title",),
        )
        if missing and kept.missing
        else None,
        _findings(graph, kept.findings),
    ]
    return tuple(block for block in blocks if block)


def added_lines(graph: Graph, added: Added) -> tuple[str, ...]:
    """Return what became of a file that was added."""
    copy = added.copy
    if added.recorded and added.written:
        done = "kept"
    elif added.recorded:
        done = "the same bytes were there; recorded"
    elif added.written:
        done = "its file was gone; kept again"
    else:
        done = f"kept already, accessed {copy.accessed}; nothing was changed"
    lines = [
        f"{graph.short(copy.source)}: {done}",
        f"  {copy.path} ({copy.media_type}, {copy.size} bytes, accessed {copy.accessed})",
    ]
    if added.matches_graph is not None:
        lines.append(
            "  The hash is the one that the data states."
            if added.matches_graph
            else "  The data states another hash for the copy of this source."
        )
    return tuple(lines)


def imported_blocks(graph: Graph, done: Imported) -> tuple[Block, ...]:
    """Return what became of the rows of another archiver's list."""
    lines = [
        f"{_count(done.matched, 'row')} of sources"
        + (f", {done.empty} with nothing archived" if done.empty else ""),
        f"{_count(done.recorded, 'copy', 'copies')} elsewhere recorded"
        + (f", {done.known} known before" if done.known else ""),
        f"{_count(done.kept, 'file')} kept",
    ]
    found = _findings(graph, done.findings)
    blocks = [
        Block(title=f"{done.file}: {_count(done.rows, 'row')}", lines=tuple(lines)),
        Block(
            title=f"{_count(len(done.unmatched), 'row')} of no source",
            lines=tuple(
                f"{done.file}:{line}: {address or 'no address'}" for line, address in done.unmatched
            ),
        )
        if done.unmatched
        else None,
        found,
    ]
    return tuple(block for block in blocks if block)


def _broken(graph: Graph, checks: Sequence[CopyCheck]) -> Block | None:
    if not checks:
        return None
    lines: list[str] = []
    for check in checks:
        lines += [
            f"{check.status}: {graph.short(check.copy.source)}",
            f"  {check.copy.path}: {_BROKEN_WORDS[check.status]}",
            f"  {_kept(check.copy)}",
        ]
    return Block(title="Copies that do not hold", lines=tuple(lines))


def _quotations(graph: Graph, checked: Verification, status: str) -> Block | None:
    chosen = [check for check in checked.quotations if check.status == status]
    if not chosen:
        return None
    titles = {
        "missing": "Quotations that are in no copy",
        "near": "Quotations that differ from the copy",
        "unchecked": "Quotations that could not be checked",
    }
    lines = [line for check in chosen for line in _quotation(graph, check)]
    return Block(title=titles[status], lines=tuple(lines))


def _quotation(graph: Graph, check: QuotationCheck) -> list[str]:
    names = ", ".join(graph.short(node) for node in check.statements) or "no statement"
    lines = [f"{check.status}: {names}, in {graph.short(check.source)}"]
    found = check.found
    if found is None or not found.difference:
        lines.append(f"  “{check.exact}”")
    if check.reason:
        lines.append(f"  {_REASONS[check.reason]}")
    if found is None:
        return lines
    if not found.in_order:
        lines.append("  its parts are there, but not in this order")
    elif found.parts:
        lines += [f"  {part.status}: “{part.exact}”" for part in found.parts]
    if found.difference:
        lines += _difference(found.difference)
        lines.append(f"  alike: {found.score} of 100; in {_name(check.copy)}")
    return lines


def _difference(changes: Iterable[Change]) -> list[str]:
    """Return the words on both sides, with those that only one side has marked."""
    quoted, copied, only_quoted, only_copied = [], [], [], []
    for change in changes:
        differs = change.op not in {"equal", "gap"}
        if change.quoted:
            quoted.append(f"[-{change.quoted}-]" if differs else change.quoted)
        if change.copy:
            copied.append(f"{{+{change.copy}+}}" if differs else change.copy)
        if differs:
            only_quoted += [change.quoted] if change.quoted else []
            only_copied += [change.copy] if change.copy else []
    return [
        f"  quoted  “{' '.join(quoted)}”",
        f"  copy    “{' '.join(copied)}”",
        f"  only quoted: {' | '.join(only_quoted) or 'nothing'}",
        f"  only in the copy: {' | '.join(only_copied) or 'nothing'}",
    ]


def _unread(graph: Graph, checks: Iterable[CopyCheck]) -> Block | None:
    lines = [
        line
        for check in checks
        if check.text in _UNREAD_WORDS
        for line in (
            f"{check.text}: {graph.short(check.copy.source)}",
            f"  {check.copy.path}: {_UNREAD_WORDS[check.text]}",
        )
    ]
    return Block(title="Copies whose text was not read", lines=tuple(lines)) if lines else None


def _findings(graph: Graph, findings: Sequence[Finding]) -> Block | None:
    if not findings:
        return None
    lines = []
    for finding in findings:
        place = ":".join(str(part) for part in (finding.file, finding.line) if part is not None)
        about = graph.short(finding.source) if finding.source else ""
        where = ", ".join(part for part in (place, about) if part)
        lines.append(f"{finding.kind}: {where}: {finding.message}")
    return Block(title="Findings", lines=tuple(lines))


def _sum(graph: Graph, checked: Verification) -> Block:
    sources: dict[str, list[str]] = {}
    for copy in checked.copies:
        sources.setdefault(copy.copy.source, [])
    for check in checked.quotations:
        sources[check.source].append(check.status)
    copies = [copy.copy.source for copy in checked.copies]
    counts = checked.counts
    notes = [
        ", ".join(f"{counts[status]} {status}" for status in STATUSES) + ".",
    ]
    if checked.quotations_without_copy:
        notes.append(
            f"{_count(checked.quotations_without_copy, 'quotation')} of "
            f"{_count(checked.sources_without_copy, 'source')} without a copy: "
            "kg archive list --missing names them."
        )
    if checked.remote:
        notes.append(
            f"{_count(checked.remote, 'copy', 'copies')} elsewhere; they cannot be checked here."
        )
    if not checked.copies:
        notes.append("No copy was checked.")
    else:
        notes.append(
            "All that could be checked holds." if checked.holds else "Something does not hold."
        )
    return Block(
        title=f"{checked.folder}: {_count(len(copies), 'copy', 'copies')} of "
        f"{_count(len(sources), 'source')}",
        columns=("source", "copies", *STATUSES),
        rows=tuple(
            (
                graph.short(source),
                str(copies.count(source)),
                *(str(found.count(status)) if status in found else "" for status in STATUSES),
            )
            for source, found in sorted(sources.items())
        ),
        notes=tuple(notes),
    )


def _kept(copy: Copy) -> str:
    address = f" from {copy.address}" if copy.address else ""
    return f"kept as {copy.name}, {copy.size} bytes, accessed {copy.accessed}{address}"


def _name(copy: Copy | None) -> str:
    if copy is None:
        return "no copy"
    return f"{copy.name}, accessed {copy.accessed}, sha256 {copy.sha256[:_SHOWN_DIGITS]}"


def _digest(digest: str | None) -> str:
    if digest is None:
        return "not recorded"
    name, _, digits = digest.partition(":")
    return f"{name}:{digits[:_SHOWN_DIGITS]}"


def _title(graph: Graph, source: str) -> str:
    from kg.provenance import first  # noqa: PLC0415

    return first(graph, source, "http://purl.org/dc/terms/title") or ""


def _count(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
