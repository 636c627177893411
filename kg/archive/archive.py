"""The archive of a case: keep copies, list them, check them, take over another archiver's list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from kg.archive import manifest
from kg.archive.addresses import normal_address
from kg.archive.folder import Folder
from kg.archive.keeping import keep
from kg.archive.media import known_charset
from kg.archive.model import Added, Imported, Kept, Verification
from kg.archive.moments import moment
from kg.archive.wanted import quotations, source_named
from kg.errors import InputError, UsageError
from kg.loaders.reading import read_bytes

if TYPE_CHECKING:
    from kg.graph import Graph


class Archive:
    """Copies of the sources of a case, in a folder of the user's.

    Parameters
    ----------
    graph
        The case.
    folder
        Where copies are kept; made with the first of them.
    must_exist
        Whether it is an error if there is no such folder yet.

    Raises
    ------
    kg.errors.InputError
        If it must exist and does not, or is no folder, or the graph lacks what it needs.
    """

    def __init__(
        self, graph: Graph, folder: str | PathLike[str], *, must_exist: bool = False
    ) -> None:
        graph.demand_derived()
        self.graph = graph
        self.name = str(folder)
        self.folder = Folder(Path(folder))
        if not self.folder.exists() and (must_exist or self.folder.path.exists()):
            raise InputError("There is no folder of this name.", file=self.name)

    def add(
        self,
        source: str,
        file: str | PathLike[str],
        *,
        accessed: str | None = None,
        address: str | None = None,
        charset: str | None = None,
        excerpt: bool = False,
    ) -> Added:
        """Keep a byte-for-byte copy of what was read.

        Parameters
        ----------
        source
            Name of the source.
        file
            What was saved.
        accessed
            When it was read: an ISO 8601 date or moment, UTC if it has no offset; None: now.
        address
            Where it was read, if that is known.
        charset
            How its text is encoded, if the file does not say and it is not UTF-8.
        excerpt
            Whether it is only a part of the source: words that are not in it are then not missing.

        Raises
        ------
        kg.errors.UsageError
            If there is no such source, or the time, address or charset means nothing.
        kg.errors.InputError
            If the file cannot be read, or is there already but has changed.
        kg.errors.LimitError
            If it is too large.
        kg.errors.OutputError
            If it cannot be kept.
        """
        node = source_named(self.graph, source)
        when = moment(accessed) if accessed is not None else None
        if charset is not None and known_charset(charset) is None:
            raise UsageError(f"'{charset}' is no charset that is known here, such as windows-1256.")
        if address and not normal_address(address):
            raise UsageError(
                f"'{address}' is no address of a page, such as https://paper.example/a."
            )
        return keep(
            self.graph,
            self.folder,
            node,
            read_bytes(str(file)),
            name=Path(file).name or str(file),
            accessed=when or moment(datetime.now(UTC).isoformat(timespec="seconds")),
            anew=when is not None,
            address=address or None,
            charset=known_charset(charset) if charset is not None else None,
            excerpt=excerpt,
        )

    def kept(self) -> Kept:
        """Return what is kept, and which sources have quotations and no copy."""
        listed = manifest.read(self.folder)
        have = {copy.source for copy in listed.copies}
        missing: dict[str, int] = {}
        for wanted in quotations(self.graph):
            if wanted.source not in have:
                missing[wanted.source] = missing.get(wanted.source, 0) + 1
        return Kept(
            self.name,
            tuple(sorted(listed.copies, key=lambda copy: (copy.source, copy.accessed, copy.path))),
            tuple(
                sorted(
                    listed.remote,
                    key=lambda remote: (remote.source, remote.accessed or "", remote.where),
                )
            ),
            tuple(sorted(missing.items())),
            listed.findings,
        )

    def verify(self, sources: Iterable[str] = ()) -> Verification:
        """Check every hash against its file, and every quotation against its source's copies.

        Parameters
        ----------
        sources
            Names of the sources to check; none: all.
        """
        from kg.archive.verify import verify  # noqa: PLC0415 (only checking reads texts)

        nodes = [source_named(self.graph, name) for name in sources]
        return verify(self.graph, self.folder, self.name, nodes)

    def import_csv(
        self, file: str | PathLike[str], *, files: str | PathLike[str] | None = None
    ) -> Imported:
        """Take over what auto-archiver recorded in its CSV output.

        Parameters
        ----------
        file
            The CSV: of auto-archiver's ``csv_db``, or its sheet saved as CSV.
        files
            Folder that the paths in it start from; None: the folder of the CSV.

        Raises
        ------
        kg.errors.InputError
            If it cannot be read, is no CSV, or lacks columns; it says where.
        """
        from kg.archive.importing import take_over  # noqa: PLC0415 (only importing reads CSV)

        base = Path(files) if files is not None else Path(file).parent
        return take_over(self.graph, self.folder, str(file), base)
