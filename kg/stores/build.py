"""Build a store in a folder: files, ontology and derived kinds, and the projected tables."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from os import PathLike, fspath
from pathlib import Path
from traceback import clear_frames

import pyoxigraph as ox

from kg.checks.unread import declared_terms
from kg.errors import KgError, OutputError, UsageError
from kg.graph import ONTOLOGY_GRAPH, Graph
from kg.loaders.opening import file_names, read_ontology
from kg.merged import MergedStore, merge_named
from kg.stores.aside import Aside
from kg.stores.beside import both
from kg.stores.layout import (
    BUILT,
    IN_USE,
    TRIPLES,
    Manifest,
    StoredFile,
    new_manifest,
    part,
    sync,
    write_manifest,
)
from kg.stores.locks import clean, writing
from kg.stores.packed import size
from kg.stores.streaming import Uses, put

_SCRATCH = "scratch"
_FULL = "No space left on device"


@dataclass(frozen=True)
class Step:
    """How far a load has come.

    Attributes
    ----------
    name
        What is being done: ``reading``, ``deriving``, ``tables``; ``sending`` to an endpoint.
    bytes
        Of all files, read so far, as they lie on the disk; of ``sending``, triples.
    of
        How many in all; None: not known.
    triples
        Read so far, each as often as it stands there; of N-Triples and N-Quads every line counts.
    """

    name: str
    bytes: int = 0
    of: int | None = None
    triples: int = 0


Progress = Callable[[Step], None]


def load(
    files: Sequence[str | PathLike[str]],
    home: str | PathLike[str],
    progress: Progress | None = None,
) -> Manifest:
    """Build a store of files in a folder, in place of the one that is there.

    The earlier store stays whole and readable until the new one is, and if the load fails or is
    killed.

    Parameters
    ----------
    files
        Paths, packed with gzip, bzip2 or zstd or not; ``-`` is standard input.
    home
        The store's folder: missing, empty, or a store.
    progress
        Told now and then how far it has come.

    Raises
    ------
    InputError
        If a file cannot be read or parsed, or the folder is one of something else.
    LimitError
        If a file is too large for its format.
    OutputError
        If another load is under way, or the store cannot be written.
    UsageError
        If there is no file, or standard input is named twice.
    """
    if not files:
        raise UsageError("Which files? kg load FILE --store DIR.")
    names = file_names(files)
    with writing(Path(fspath(home))) as held:
        built = held / f"{BUILT}{secrets.token_hex(6)}"
        try:
            with _explained(held):
                manifest = _build(built, names, progress or (lambda _: None))
                _sync_all(built)
                write_manifest(held, manifest)
        except BaseException as error:
            _let_go(error)
            clean(held, None)  # all that the manifest does not name
            raise
        clean(held, manifest.folder)
    return manifest


def _build(built: Path, names: Sequence[str], progress: Progress) -> Manifest:
    built.mkdir()
    (built / IN_USE).touch()
    store = ox.Store(str(built / TRIPLES))
    ontology = read_ontology()
    with Aside(built / _SCRATCH, built) as aside:
        for file in ontology:
            aside.take(file.quads)
        read = read_files_into(store, names, progress, aside)
        progress(Step("deriving"))
        merge_named(store)
        graph = Graph((), ontology, MergedStore(store))
        unread = unread_of(graph, read.uses)
        derived = aside.derived()
        progress(Step("tables"))
        triples = both(partial(derived.put_into, store), read.distinct)
        store.optimize()  # queries take a fifth to a third less then
        tables = aside.tables()
    store.flush()
    del graph, store  # closes it
    parts = sorted(path for path in (built / TRIPLES).iterdir() if path.suffix == ".sst")
    return new_manifest(
        built.name,
        files=read.files,
        triples=triples,
        unread=unread,
        tables=tables,
        parts={path.name: part(path) for path in parts},
    )


@dataclass(frozen=True)
class Read:
    """What was put into a store.

    Attributes
    ----------
    files
        The files, in order.
    distinct
        Counts the distinct triples, once; what the store takes in meanwhile makes no difference.
    uses
        Terms of our namespaces with file and line.
    """

    files: tuple[StoredFile, ...]
    distinct: Callable[[], int]
    uses: Uses


def read_files_into(
    store: ox.Store, names: Sequence[str], progress: Progress, aside: Aside | None = None
) -> Read:
    """Put files into a store that is empty, and aside what tables are made of."""
    uses: Uses = {}
    files: list[StoredFile] = []
    sizes = [size(name) for name in names]
    of = None if None in sizes else sum(each or 0 for each in sizes)
    step = Step("reading", 0, of)
    for number, name in enumerate(names):

        def passed(count: int, triples: int, before: Step = step) -> None:
            nonlocal step
            step = replace(before, bytes=before.bytes + count, triples=before.triples + triples)
            progress(step)

        last = number == len(names) - 1
        files.append(put(store, name, number, uses, passed, aside=aside, last=last))
        if aside is not None:
            aside.check()  # the parser has found nothing wrong
    if aside is not None:
        aside.finish()
    return Read(tuple(files), _counting(store), uses)


def _counting(store: ox.Store) -> Callable[[], int]:
    """Return what counts the triples that a store has now, however many graphs have one.

    An answer is of what was there when it was asked for. With another part beside it, the engine
    counts when the rows are fetched and not before; and it leaves Python to others then.
    """
    among = next(store.named_graphs(), None) is not None
    triples = "SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }" if among else "?s ?p ?o"
    answer = store.query(
        f"SELECT ?count {{ {{ SELECT (COUNT(*) AS ?count) {{ {triples} }} }} UNION {{ }} }}",
        use_default_graph_as_union=among,
    )
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError("A count is a SELECT.")
    asked = [answer]  # emptied, for while there is an answer its store cannot be closed
    return lambda: sum(int(row["count"].value) for row in asked.pop() if row["count"] is not None)


def unread_of(graph: Graph, uses: Uses) -> tuple[tuple[str, str, int | None], ...]:
    """Return the terms that the ontology does not declare and that the triples do use."""
    declared = declared_terms(graph)
    return tuple(
        (iri, file, line)
        for iri, (file, line) in uses.items()
        if iri not in declared and (line is None or _is_used(graph.store, iri))
    )


def _is_used(store: MergedStore, iri: str) -> bool:
    """Whether it is more than a part of some text."""
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return False
    found = (
        next(
            (q for q in store.quads_for_pattern(None, *pattern) if q.graph_name != ONTOLOGY_GRAPH),
            None,
        )
        for pattern in ((node, None), (None, node))
    )
    return any(found)


def _let_go(error: BaseException | None) -> None:
    """Clear the frames that an error came through.

    The engine has no other way to close a store than to forget it; and as long as one is open, the
    disk has no use of its files being removed.
    """
    while error is not None:
        clear_frames(error.__traceback__)
        error = error.__context__


def _sync_all(built: Path) -> None:
    for folder, _, names in os.walk(built):
        for name in names:
            sync(Path(folder) / name)
        sync(Path(folder))


@contextmanager
def _explained(home: Path) -> Iterator[None]:
    """Say in words that a store cannot be written."""
    import duckdb  # noqa: PLC0415 (its errors)

    try:
        yield
    except KgError:
        raise
    except (OSError, RuntimeError, duckdb.Error) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        full = getattr(error, "errno", None) == errno.ENOSPC or _FULL in reason
        raise OutputError(
            f"{home}: The store cannot be written: "
            f"{'the disk is full' if full else reason.splitlines()[0]}. "
            "What was there before is as it was."
        ) from None
