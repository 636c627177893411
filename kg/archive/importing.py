"""Take over another archiver's list: which source each row belongs to, and what it recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kg.archive import auto_archiver, manifest
from kg.archive.addresses import normal_address
from kg.archive.auto_archiver import Item, Row
from kg.archive.entries import Remote
from kg.archive.folder import Folder
from kg.archive.keeping import keep
from kg.archive.model import Finding, Imported
from kg.archive.moments import moment
from kg.archive.wanted import by_address
from kg.errors import InputError, KgError, OutputError, UsageError
from kg.loaders.reading import read_bytes

if TYPE_CHECKING:
    from kg.graph import Graph

_HASHES = {"SHA-256": hashlib.sha256, "SHA3-512": hashlib.sha3_512}


def take_over(graph: Graph, folder: Folder, file: str, base: Path) -> Imported:
    """Record what a list of auto-archiver says of the sources of a case.

    Parameters
    ----------
    graph, folder
        The case, and where its copies are.
    file
        The list.
    base
        Folder below which the files that it names are looked for; nothing outside it is read.
    """
    rows = auto_archiver.read(file)
    known = set(manifest.read(folder).remote)
    addresses = by_address(graph)
    count = _Count(graph, folder, file, base, known)
    unmatched: list[tuple[int, str]] = []
    matched = empty = 0
    for row in rows:
        count.problems(row)
        sources = addresses.get(normal_address(row.address), ())
        if sources:
            matched += 1
            empty += not row.items
            count.take(row, sources)
        elif not row.problems or row.address:
            unmatched.append((row.line, row.address))
    return Imported(
        file=file,
        rows=len(rows),
        matched=matched,
        empty=empty,
        recorded=count.recorded,
        known=count.known,
        kept=count.kept,
        unmatched=tuple(unmatched),
        findings=tuple(count.findings),
    )


class _Count:
    """What has been taken over so far."""

    def __init__(
        self, graph: Graph, folder: Folder, file: str, base: Path, have: set[Remote]
    ) -> None:
        self._graph, self._folder, self._file, self._base = graph, folder, file, base
        self._have = have
        self.recorded = self.known = self.kept = 0
        self.findings: list[Finding] = []

    def problems(self, row: Row) -> None:
        """Note what is wrong with a row."""
        for problem in row.problems:
            self._note("bad-row", f"{problem} It was left out.", row)

    def take(self, row: Row, sources: Iterable[str]) -> None:
        """Record the files of a row for each of the sources that have its address."""
        accessed = self._accessed(row)
        for source in sources:
            for item in row.items:
                self._record(row, source, item, accessed)

    def _record(self, row: Row, source: str, item: Item, accessed: str | None) -> None:
        content = self._local(row, source, item)
        remote = Remote(source, item.digest, item.places[0], accessed, row.address, item.media_type)
        if remote in self._have:
            self.known += 1
        else:
            try:
                manifest.append(self._folder, remote)
            except OSError as error:
                raise OutputError(
                    f"{self._folder.path}/{manifest.NAME}: This cannot be written: "
                    f"{error.strerror or error}. The rows before line {row.line} were recorded."
                ) from None
            self._have.add(remote)
            self.recorded += 1
        if content is not None:
            self._keep(row, source, content, accessed)

    def _keep(self, row: Row, source: str, local: tuple[Path, bytes], accessed: str | None) -> None:
        path, content = local
        try:
            keep(
                self._graph,
                self._folder,
                source,
                content,
                name=path.name,
                accessed=accessed or _written(path),
                anew=False,
                address=row.address,
            )
        except InputError as error:
            self._note("changed-copy", str(error), row, source)
        else:
            self.kept += 1

    def _local(self, row: Row, source: str, item: Item) -> tuple[Path, bytes] | None:
        """Return name and content of the archived file, if it lies below the base and holds."""
        path = next((path for place in item.places if (path := self._below(place))), None)
        if path is None or item.digest is None:
            return None
        try:
            content = read_bytes(str(path))
        except KgError as error:
            self._note("unread-file", f"{error} It was not kept.", row, source)
            return None
        name, _, digits = item.digest.partition(":")
        if _HASHES[name](content).hexdigest() != digits:
            self._note(
                "changed-file",
                f"{path}: This file has not the hash that the list states for it; it has changed "
                "since it was archived. It was not kept.",
                row,
                source,
            )
            return None
        return path, content

    def _below(self, place: str) -> Path | None:
        """Return the file that a place names, if it is one below the base, links included."""
        if "://" in place or "\0" in place:
            return None
        try:
            path = (self._base / place).resolve()
            inside = path.is_relative_to(self._base.resolve()) and path.is_file()
        except (OSError, ValueError, RuntimeError):
            return None  # too long, a circle of links: no file of ours
        return path if inside else None

    def _accessed(self, row: Row) -> str | None:
        if row.accessed is None:
            return None
        try:
            return moment(row.accessed)
        except UsageError as error:
            self._note("bad-row", f"{error} The time was left out.", row)
            return None

    def _note(self, kind: str, message: str, row: Row, source: str | None = None) -> None:
        self.findings.append(
            Finding(kind, message, fails=True, source=source, file=self._file, line=row.line)
        )


def _written(path: Path) -> str:
    """Return the day on which a file was last written; it was archived by then."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
