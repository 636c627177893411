"""Check copies against their hashes, and quotations against the copies that hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.archive import manifest
from kg.archive.addresses import normal_address
from kg.archive.entries import Copy
from kg.archive.folder import Folder, NotAFileError
from kg.archive.manifest import Manifest
from kg.archive.match import find
from kg.archive.media import READABLE
from kg.archive.model import BROKEN, CopyCheck, Finding, Found, QuotationCheck, Verification
from kg.archive.normal import Text
from kg.archive.reader import MAX_BYTES, Reader
from kg.archive.wanted import Wanted, quotations, sources, stated_hash

if TYPE_CHECKING:
    from kg.graph import Graph


@dataclass(frozen=True)
class _Page:
    """A copy whose text was read."""

    copy: Copy
    text: Text


def verify(graph: Graph, folder: Folder, name: str, only: Sequence[str]) -> Verification:
    """Check copies and quotations.

    Parameters
    ----------
    graph, folder
        The case, and where its copies are.
    name
        Of the folder, as the user gave it.
    only
        IRIs of the sources to check; none: all.
    """
    listed = manifest.read(folder)
    chosen = set(only)
    entries: dict[str, list[Copy]] = defaultdict(list)
    for copy in listed.copies:
        if not chosen or copy.source in chosen:
            entries[copy.source].append(copy)
    wanted: dict[str, list[Wanted]] = defaultdict(list)
    for each in quotations(graph):
        if not chosen or each.source in chosen:
            wanted[each.source].append(each)
    copies: list[CopyCheck] = []
    found: list[QuotationCheck] = []
    findings = [*listed.findings]
    with Reader() as reader:
        for source in sorted(entries):
            checks, pages = _copies(folder, reader, entries[source], needed=source in wanted)
            copies += checks
            findings += _guesses(checks, pages)
            found += [_quotation(each, checks, pages) for each in wanted.get(source, ())]
    findings += _strangers(graph, folder, listed, chosen)
    findings += _other_hashes(graph, entries, chosen)
    without = [each for source, all_ in wanted.items() if source not in entries for each in all_]
    return Verification(
        folder=name,
        copies=tuple(copies),
        quotations=tuple(found),
        findings=tuple(findings),
        sources_with_copy=len(wanted.keys() & entries.keys()),
        sources_without_copy=len(wanted.keys() - entries.keys()),
        quotations_without_copy=len(without),
        remote=sum(not chosen or remote.source in chosen for remote in listed.remote),
    )


def _copies(
    folder: Folder, reader: Reader, entries: Iterable[Copy], *, needed: bool
) -> tuple[list[CopyCheck], list[_Page]]:
    """Check the copies of one source; read those that hold if a quotation asks for it."""
    checks: list[CopyCheck] = []
    pages: list[_Page] = []
    for copy in sorted(entries, key=lambda each: (each.accessed, each.sha256, each.address or "")):
        status = _holds(folder, copy)
        if status in BROKEN:
            checks.append(CopyCheck(copy, status))
            continue
        if not needed:
            checks.append(CopyCheck(copy, status, "not-needed"))
            continue
        if copy.media_type not in READABLE or copy.size > MAX_BYTES:
            problem = "not-text" if copy.media_type not in READABLE else "too-large"
            checks.append(CopyCheck(copy, status, problem))
            continue
        try:
            content = folder.read(manifest.parts_of(copy), MAX_BYTES)
        except OSError:  # it was there a moment ago
            checks.append(CopyCheck(copy, "unreadable-file"))
            continue
        reading = reader.read(content, copy.media_type, copy.charset)
        checks.append(
            CopyCheck(
                copy,
                status,
                reading.problem or "read",
                f"{reading.charset} (guessed)" if reading.guessed else reading.charset,
            )
        )
        if reading.text is not None:
            pages.append(_Page(copy, Text(reading.text)))
    return checks, pages


def _holds(folder: Folder, copy: Copy) -> str:
    """Return ``ok``, or how the file differs from what was kept."""
    parts = manifest.parts_of(copy)
    try:
        size = folder.size(parts)
        if size != copy.size:
            return "truncated" if size < copy.size else "changed"
        return "ok" if folder.measure(parts).sha256 == copy.sha256 else "changed"
    except FileNotFoundError:
        return "missing-file"
    except NotAFileError:
        return "not-a-file"
    except OSError:
        return "unreadable-file"


def _quotation(
    wanted: Wanted, checks: Sequence[CopyCheck], pages: Sequence[_Page]
) -> QuotationCheck:
    """Look a quotation up in all copies of its source that hold; the best result counts."""
    best: Found | None = None
    copy: Copy | None = None
    for page in pages if wanted.exact.strip() else ():
        found = find(wanted.quoted, page.text)
        if best is None or found.rank > best.rank:
            best, copy = found, page.copy
    reason = None
    if best is None:
        reason = _unread(wanted, checks)
    elif best.status == "missing":
        reason = _excuse(wanted, [page.copy for page in pages])
        if reason:
            best, copy = None, None
    return QuotationCheck(
        quotation=wanted.node or None,
        statements=wanted.statements,
        source=wanted.source,
        exact=wanted.exact,
        language=wanted.language,
        read_at=wanted.read_at,
        found=best,
        copy=copy,
        reason=reason,
    )


def _unread(wanted: Wanted, checks: Sequence[CopyCheck]) -> str:
    if not wanted.exact.strip():
        return "no-words"
    if all(check.status in BROKEN for check in checks):
        return "copy-broken"
    return "copy-unread"


def _excuse(wanted: Wanted, copies: Sequence[Copy]) -> str | None:
    """Return why words that are in no copy need not be missing from the source."""
    if wanted.read_at:
        # They were read on another page; is it among the copies?
        address = normal_address(wanted.read_at)
        if all(copy.address and normal_address(copy.address) != address for copy in copies):
            return "read-elsewhere"
    if all(copy.excerpt for copy in copies):
        return "excerpt"
    return None


def _guesses(checks: Iterable[CopyCheck], pages: Sequence[_Page]) -> list[Finding]:
    read = {id(page.copy) for page in pages}
    return [
        Finding(
            "guessed-charset",
            f"Nothing says how the text of this copy is encoded; it was read as {check.charset}. "
            "If words are missing, add it again with --charset.",
            fails=False,
            source=check.copy.source,
            file=check.copy.path,
        )
        for check in checks
        if id(check.copy) in read and check.charset and check.charset.endswith("(guessed)")
    ]


def _strangers(graph: Graph, folder: Folder, listed: Manifest, chosen: set[str]) -> list[Finding]:
    """Return entries whose source the data lacks, and files that no entry lists."""
    if chosen:
        return []
    known = sources(graph)
    findings = [
        Finding(
            "unknown-source",
            f"No source of the data is named <{source}>; its copies belong to nothing.",
            fails=False,
            source=source,
        )
        for source in sorted(
            {copy.source for copy in listed.copies} | {each.source for each in listed.remote}
        )
        if source not in known
    ]
    paths = {copy.path for copy in listed.copies}
    if not manifest.exists(folder) and any(folder.files(manifest.STORE)):
        findings.append(
            Finding(
                "missing-list",
                "Copies lie here, but the list of them is gone, so that none can be checked. "
                "Bring the list back, or add the files again.",
                fails=True,
                file=manifest.NAME,
            )
        )
    findings += [
        Finding(
            "unlisted-file",
            "No entry of the list names this file; it is not checked.",
            fails=False,
            file="/".join(parts),
        )
        for parts in folder.files(manifest.STORE)
        if "/".join(parts) not in paths
    ]
    return findings


def _other_hashes(graph: Graph, entries: dict[str, list[Copy]], chosen: set[str]) -> list[Finding]:
    """Return sources of which no copy has the hash that the data states."""
    findings = []
    for source in sorted(chosen or sources(graph)):
        stated = stated_hash(graph, source)
        have = [copy.sha256 for copy in entries.get(source, ())]
        if stated and have and stated not in have:
            findings.append(
                Finding(
                    "other-hash",
                    f"The data states the hash {stated} for the copy of this source; no copy that "
                    "is kept has it.",
                    fails=True,
                    source=source,
                )
            )
    return findings
