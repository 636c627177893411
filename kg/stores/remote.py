"""A graph at an endpoint: opened to be read, and written there by ``kg load --store URL``.

What a folder keeps in its manifest stands there in a graph of its own. While a load is under way
or was broken off, that graph says so and nothing is read: an endpoint cannot swap.
"""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn, cast

import pyoxigraph as ox

from kg.errors import InputError, UsageError
from kg.graph import Graph
from kg.loaders.opening import file_names, read_ontology
from kg.merged import MergedStore
from kg.rules import derive
from kg.stores import virtuoso
from kg.stores.directory import FileInStore
from kg.stores.endpoint import FORM, JSON, RemoteStore
from kg.stores.http import Client, RefusedError
from kg.stores.layout import LAYOUT, StoredFile, rules_hash

if TYPE_CHECKING:
    from kg.graph import LoadedFile
    from kg.stores.build import Progress

DATA_GRAPH = ox.NamedNode("https://w3id.org/claims-evidence/graph/data")
STORE_GRAPH = ox.NamedNode("https://w3id.org/claims-evidence/graph/store")
_HAS = ox.NamedNode("https://w3id.org/claims-evidence/graph/store#manifest")
_BLANK = "https://w3id.org/claims-evidence/.well-known/genid/"
_LOADING = "loading"
_UPDATE = "application/sparql-update"
_AT_ONCE = 5_000  # triples
# What an endpoint says to an update that is too long for it; Virtuoso takes some 600 triples.
_TOO_LONG = frozenset((400, 413))
_UNKNOWN = "unknown"


class RemoteGraph(Graph):
    """A graph at an endpoint.

    Parameters
    ----------
    url
        The address that takes queries.
    store
        What answers.
    manifest
        What `load_remote` wrote there; None: somebody else filled it.
    ontology
        The ontology's files.
    """

    def __init__(
        self,
        url: str,
        store: RemoteStore | MergedStore,
        manifest: dict[str, object] | None,
        ontology: Iterable[LoadedFile],
    ) -> None:
        self.url = url
        self._manifest = manifest
        files = (
            [StoredFile(**each) for each in cast(list[dict[str, object]], manifest["files"])]  # type: ignore[arg-type]
            if manifest
            else [StoredFile(url, _UNKNOWN, _UNKNOWN, 0)]
        )
        super().__init__(
            [FileInStore(each.name, each.format, each.sha256, each.prefixes) for each in files],
            ontology,
            cast(MergedStore, store),
        )
        self.reopen = lambda: open_remote(url)

    def _fill(self) -> None:
        """Leave it: all is at the endpoint."""

    @property
    def place(self) -> str:
        """Its address."""
        return self.url

    @property
    def unread(self) -> tuple[tuple[str, str, int | None], ...]:
        """Terms of our namespaces that the ontology does not declare: IRI, file, line."""
        found = cast(list[list[object]], self._manifest["unread"]) if self._manifest else []
        return tuple(cast(tuple[str, str, int | None], tuple(each)) for each in found)

    @property
    def triples(self) -> int:
        """Number of distinct triples in the data, without ontology and derived ones."""
        return int(str(self._manifest["triples"])) if self._manifest else len(self.store)

    def _names_like(self, local: str) -> Iterable[str]:
        query = (
            "SELECT DISTINCT ?node { ?node a ?class . "
            f"FILTER(ISIRI(?node) && CONTAINS(LCASE(STR(?node)), {ox.Literal(local[:4])})) }} "
            "LIMIT 400"
        )
        answer = self.store.query(query)
        if isinstance(answer, ox.QuerySolutions):
            for row in answer:
                yield self.short(str(row["node"].value))

    def _labelled(self, text: str) -> Iterable[str]:
        return ()

    def _all_quads(self) -> Iterator[ox.Quad]:
        self._here_only("rdflib")

    def _here_only(self, what: str) -> NoReturn:
        raise UsageError(
            f"{what} needs the data on this machine. Name the files with --data, or a store in a "
            "folder."
        )


class ForeignGraph(RemoteGraph):
    """A graph at an endpoint that somebody else filled: it takes queries, and no more.

    What our results are made of, the ontology and the derived kinds of statements, is not there,
    and without it they would be empty or lack parts.
    """

    def demand_derived(self) -> None:
        """Refuse.

        Raises
        ------
        InputError
            Always.
        """
        raise InputError(
            "This endpoint was not filled by kg load: the ontology and the kinds of statements "
            "that kg derives are missing, without which results would lack parts. Load the files "
            "there (kg load FILE --store URL) or name them (--data FILE). Queries of your own "
            "work: kg query FILE.rq.",
            file=self.url,
        )


def open_remote(url: str) -> RemoteGraph:
    """Open an endpoint to read it.

    Parameters
    ----------
    url
        The address that takes queries.

    Raises
    ------
    InputError
        If it does not answer, a load was not finished, or it has to be loaded again.
    UsageError
        If the address is none.
    """
    client = Client(url)
    manifest = _manifest(client)
    if manifest is None:
        return ForeignGraph(url, RemoteStore(client), None, read_ontology())
    graphs = cast(list[str], manifest["graphs"])
    remote = RemoteStore(client, graphs, DATA_GRAPH.value)
    store = (
        virtuoso.copied(remote, url, graphs, DATA_GRAPH.value)
        if virtuoso.is_it(client.program)
        else remote
    )
    return RemoteGraph(url, store, manifest, read_ontology())


def _manifest(client: Client) -> dict[str, object] | None:
    store = RemoteStore(client, [STORE_GRAPH.value])
    found = [
        quad.object.value
        for quad in store.quads_for_pattern(STORE_GRAPH, _HAS, None)
        if isinstance(quad.object, ox.Literal)
    ]
    if not found:
        return None
    again = "Load the files again: kg load FILE --store URL."
    if _LOADING in found:
        raise InputError(
            f"A load into this store is under way or was not finished. {again}", file=client.url
        )
    try:
        (text,) = found
        manifest = dict(json.loads(text))
        layout, rules = manifest["layout"], manifest["rules"]
    except (ValueError, KeyError, TypeError):
        raise InputError(f"The store's manifest is damaged. {again}", file=client.url) from None
    if layout != LAYOUT or rules != rules_hash():
        raise InputError(
            "This store was made with another version of the ontology, the rules or the tables. "
            f"{again}",
            file=client.url,
        )
    return manifest


def load_remote(
    files: Sequence[str | PathLike[str]],
    url: str,
    progress: Progress | None = None,
    *,
    update: str | None = None,
) -> int:
    """Write files, the ontology and the derived kinds to an endpoint, in place of earlier ones.

    Blank nodes become addresses, since an endpoint has no other names for them.

    Parameters
    ----------
    files
        As for `kg.stores.load`.
    url
        The address that takes queries.
    progress
        Told now and then how far it has come.
    update
        The address that takes updates; None: `update_address` knows it.

    Returns
    -------
    int
        The number of distinct triples of the data.

    Raises
    ------
    InputError
        If a file cannot be read, or the endpoint refuses or does not take all.
    """
    from kg.stores.build import Step, read_files_into, unread_of  # noqa: PLC0415 (for loading alone)

    if not files:
        raise UsageError("Which files? kg load FILE --store URL.")
    told = progress or (lambda _: None)
    reader = Client(url)
    reader.post(b"query=ASK%7B%7D", FORM, JSON).body.close()  # what is it?
    writer = Client(update or update_address(url, reader.program))
    with TemporaryDirectory(prefix="kg-") as folder:
        store = ox.Store(str(Path(folder) / "triples"))
        read = read_files_into(store, file_names(files), told)
        triples = read.distinct()
        here = MergedStore(store)
        here.merge()
        graph = Graph((), read_ontology(), here)
        unread = unread_of(graph, read.uses)
        derive(graph)
        names = [_graph_of(each) for each in here.named_graphs()]
        graphs = [DATA_GRAPH.value, *sorted(names)]
        _say(writer, _LOADING)
        for name in graphs:
            _update(writer, f"DROP SILENT GRAPH <{name}>")
        total = len(here)
        for sent in _send(writer, _for(reader.program, here)):
            told(Step("sending", sent, total, triples))
        expected = total
        del graph, here
    stored = RemoteStore(reader, graphs)
    if len(stored) != expected:
        raise InputError(
            f"Of {expected} triples the endpoint holds {len(stored)}. Either it takes different "
            "values for one (Virtuoso: 1 and true), or another store than this one takes the "
            "updates.",
            file=url,
        )
    manifest = {
        "layout": LAYOUT,
        "rules": rules_hash(),
        "files": [asdict(each) for each in read.files],
        "triples": triples,
        "unread": unread,
        "graphs": graphs,
    }
    _say(writer, json.dumps(manifest))
    return triples


def update_address(url: str, program: str = "") -> str:
    """Return the address for updates that goes with one for queries.

    Parameters
    ----------
    url
        The address that takes queries.
    program
        What answers there, as it calls itself.
    """
    parts = urllib.parse.urlsplit(url)
    start, slash, last = parts.path.rpartition("/")
    path = f"{start}{slash}update" if last == "query" else parts.path
    if last == "sparql" and virtuoso.is_it(program):
        path += "-auth"  # the other address takes no password
    return urllib.parse.urlunsplit(parts._replace(path=path, query="", fragment=""))


def _say(writer: Client, text: str) -> None:
    """Replace the manifest."""
    _update(
        writer,
        f"DROP SILENT GRAPH {STORE_GRAPH} ;\n"
        f"INSERT DATA {{ GRAPH {STORE_GRAPH} {{ {STORE_GRAPH} {_HAS} {ox.Literal(text)} }} }}",
    )


def _send(writer: Client, quads: Iterable[ox.Quad]) -> Iterator[int]:
    """Write quads, and yield how many were; fewer at a time where so many are refused."""
    remaining = iter(quads)
    size, done = _AT_ONCE, 0
    while some := list(islice(remaining, size)):
        while some:
            try:
                _update(writer, _insertion(some[:size]))
            except RefusedError as error:
                if error.code not in _TOO_LONG or size == 1:
                    raise
                size = max(1, size // 4)
                continue
            done += len(some[:size])
            some = some[size:]
            yield done


def _for(program: str, quads: Iterable[ox.Quad]) -> Iterable[ox.Quad]:
    return map(virtuoso.kept, quads) if virtuoso.is_it(program) else quads


def _insertion(quads: Iterable[ox.Quad]) -> str:
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        default = isinstance(quad.graph_name, ox.DefaultGraph)
        name = DATA_GRAPH.value if default else _graph_of(quad.graph_name)
        triple = f"{_named(quad.subject)} {quad.predicate} {_named(quad.object)} ."
        graphs.setdefault(name, []).append(triple)
    parts = (f"GRAPH <{name}> {{\n{chr(10).join(each)}\n}}" for name, each in graphs.items())
    return "INSERT DATA {\n" + "\n".join(parts) + "\n}"


def _update(writer: Client, text: str) -> None:
    writer.post(text.encode(), _UPDATE, "*/*").body.close()


def _graph_of(name: object) -> str:
    if not isinstance(name, ox.NamedNode | ox.BlankNode):
        raise TypeError("A triple of the default graph is in none that has a name.")
    return str(_named(name))[1:-1]


def _named(term: object) -> object:
    return ox.NamedNode(f"{_BLANK}{term.value}") if isinstance(term, ox.BlankNode) else term
