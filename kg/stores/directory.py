"""Open a store that lies in a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from os import PathLike, fspath
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph import Graph, LoadedFile
from kg.merged import MergedStore
from kg.projection import Prepared
from kg.stores import names
from kg.stores.layout import TRIPLES, Manifest, checksum, damaged, end_of, read_manifest
from kg.stores.locks import hold
from kg.stores.tables import StoredTables

_TRIES = 10
# Bytes of triples that are held against their checksums first: some 50 ms.
_READ_BEFORE = 256 * 1024 * 1024
_WORTH_THREADS = 32 * 1024 * 1024
_CORRUPT = re.compile("Corruption: ")  # as RocksDB says it


@dataclass(frozen=True)
class FileInStore:
    """A file that went into a store: what is known of it without the file itself."""

    name: str
    format: str
    sha256: str
    prefixes: Mapping[str, str] = field(repr=False)

    @property
    def quads(self) -> Iterable[ox.Quad]:
        """Not there.

        Raises
        ------
        InputError
            Always.
        """
        raise self._missing()

    @property
    def content(self) -> bytes:
        """Not there.

        Raises
        ------
        InputError
            Always.
        """
        raise self._missing()

    def fill(self, store: ox.Store) -> NoReturn:
        """Refuse: it is in a store.

        Raises
        ------
        InputError
            Always.
        """
        raise self._missing()

    def __contains__(self, triple: tuple[object, object, object]) -> bool:
        raise self._missing()

    def _missing(self) -> InputError:
        return InputError(
            "A store keeps what a file says and not its lines. Name the file itself, with --data "
            "(or kg check FILE).",
            file=self.name,
        )


class StoredGraph(Graph):
    """A graph that lies in a folder: opened to be read, in no time and whatever its size.

    Parameters
    ----------
    home
        The store's folder.
    manifest
        Its manifest.
    ontology
        The ontology's files, as they are in the store too.
    store
        The triples.
    held
        The lock that keeps its folder from being removed.
    """

    def __init__(
        self,
        home: Path,
        manifest: Manifest,
        ontology: Iterable[LoadedFile],
        store: ox.Store,
        held: int,
    ) -> None:
        self.home = home
        self.manifest = manifest
        self._held = held
        files = [
            FileInStore(each.name, each.format, each.sha256, each.prefixes)
            for each in manifest.files
        ]
        super().__init__(files, ontology, MergedStore(store))
        self.reopen = lambda: open_store(home)
        self._tables = StoredTables(home, home / manifest.folder, manifest.tables)

    def __del__(self) -> None:
        os.close(self._held)

    def _fill(self) -> None:
        """Leave it: all is in the store."""

    @property
    def place(self) -> str:
        """Its folder."""
        return str(self.home)

    @property
    def tables(self) -> Prepared:
        """The projected tables, as they were when it was loaded."""
        return self._tables

    @property
    def unread(self) -> tuple[tuple[str, str, int | None], ...]:
        """Terms of our namespaces that the ontology does not declare: IRI, file, line."""
        return self.manifest.unread

    @property
    def triples(self) -> int:
        """Number of distinct triples in the data, without ontology and derived ones."""
        return self.manifest.triples

    def _all_quads(self) -> Iterator[ox.Quad]:
        return iter(self.store)

    def _names_like(self, local: str) -> Iterable[str]:
        return names.like(self, self._tables, local)

    def _labelled(self, text: str) -> Iterable[str]:
        return names.labelled(self._tables, text)


def open_store(home: str | PathLike[str]) -> StoredGraph:
    """Open a store to read it.

    Parameters
    ----------
    home
        Its folder.

    Raises
    ------
    InputError
        If there is none, it is damaged, or it was made with another layout, ontology or rules.
    """
    folder = Path(fspath(home))
    for _ in range(_TRIES):
        manifest = read_manifest(folder)
        held = hold(folder / manifest.folder)
        if held is not None:
            break
    else:
        raise damaged(folder, f"{manifest.folder} (missing)")
    triples = folder / manifest.folder / TRIPLES
    try:
        _verify_parts(folder, triples, manifest)
        store = ox.Store.read_only(str(triples))
    except (OSError, RuntimeError) as error:
        os.close(held)
        raise InputError(
            f"This store cannot be opened ({str(error).splitlines()[0]}). Load the files again.",
            file=str(folder),
        ) from None
    except InputError:
        os.close(held)
        raise
    return StoredGraph(folder, manifest, _Ontology(), store, held)


class _Ontology(Iterable[LoadedFile]):
    """The ontology's files, read each time they are asked for: most questions do not."""

    def __iter__(self) -> Iterator[LoadedFile]:
        from kg.loaders.opening import read_ontology  # noqa: PLC0415 (reading files: the same)

        return iter(read_ontology())


def damage(error: BaseException) -> InputError | None:
    """Return what an error of the engine means that stumbles over a damaged store.

    Checksums are looked at where something is read, which may be in the midst of an answer.

    Returns
    -------
    InputError
        To raise in its place; None: it is another error.
    """
    if isinstance(error, (RuntimeError, OSError)) and _CORRUPT.match(str(error)):
        return InputError("The store is damaged. Load the files again: kg load.")
    return None


def _verify_parts(home: Path, triples: Path, manifest: Manifest) -> None:
    """Hold the files of the triples against the manifest.

    The engine has a checksum for each block, but does not always say so when it meets a wrong one:
    some queries then go on for ever and take all memory. Up to some size all bytes are looked at
    before; of larger stores the ends of files, where the indexes are that every query goes through.
    """
    size = sum(each.bytes for each in manifest.parts.values())

    def is_as_written(name: str) -> bool:
        path, stored = triples / name, manifest.parts[name]
        if not path.is_file() or path.stat().st_size != stored.bytes:
            return False
        if size <= _READ_BEFORE:
            return checksum(path) == stored.crc32
        return end_of(path) == stored.end

    for name, fine in zip(manifest.parts, _each(is_as_written, manifest.parts, size), strict=True):
        if not fine:
            raise damaged(home, f"{TRIPLES}/{name}")


def _each(check: Callable[[str], bool], names: Iterable[str], size: int) -> Iterable[bool]:
    if size < _WORTH_THREADS:
        return map(check, names)
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 (takes longer than small ones)

    with ThreadPoolExecutor(min(4, os.cpu_count() or 1), "kg-checksums") as beside:
        return beside.map(check, names)
