"""The graph that everything else reads: one SPARQL store, and the files that it came from.

Three layers of named graphs keep apart what was curated, what it means and what was derived:
the data is the default graph (and whatever named graphs its files bring), the ontology and the
derived kinds of statements have a graph each. Queries see the union, a triple once (`kg.merged`).
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg.errors import AmbiguousNameError, UnknownNameError
from kg.merged import MergedStore
from kg.rdflib_options import careful_rdflib

if TYPE_CHECKING:
    import rdflib

CEV = "https://w3id.org/claims-evidence/ontology#"
CODE = "https://w3id.org/claims-evidence/codes#"
CASE = "https://w3id.org/claims-evidence/case/iraq-2021/"
ONTOLOGY_GRAPH = ox.NamedNode("https://w3id.org/claims-evidence/graph/ontology")
DERIVED_GRAPH = ox.NamedNode("https://w3id.org/claims-evidence/graph/derived")
RDFS_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")

PREFIXES: Mapping[str, str] = {
    "cev": CEV,
    "code": CODE,
    "case": CASE,
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

Term = ox.NamedNode | ox.BlankNode | ox.Literal


class DataFile(Protocol):
    """A file of the data: in memory as it was read, or, if it is large, read again when needed."""

    @property
    def name(self) -> str:
        """As the user named it (``-`` is standard input); goes into messages."""

    @property
    def format(self) -> str:
        """Key of the loader registry, such as ``turtle``."""

    @property
    def sha256(self) -> str:
        """Hash of the bytes, in hexadecimal."""

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that the file declares; known once it was put into a store."""

    @property
    def quads(self) -> Iterable[ox.Quad]:
        """What it says, in the order of the file."""

    @property
    def content(self) -> bytes:
        """The bytes, unchanged."""

    def fill(self, store: ox.Store) -> None:
        """Put the quads into a store."""

    def __contains__(self, triple: tuple[object, object, object]) -> bool:
        """Whether the file states a triple."""


@dataclass(frozen=True)
class LoadedFile:
    """One file as it was read.

    Attributes
    ----------
    name
        As the user named it (``-`` is standard input); goes into messages.
    content
        The bytes, unchanged: hashes and line numbers come from them.
    format
        Key of the loader registry, such as ``turtle``.
    quads
        What was parsed, in the order of the file.
    prefixes
        The prefixes that the file declares.
    """

    name: str
    content: bytes = field(repr=False)
    format: str
    quads: tuple[ox.Quad, ...] = field(repr=False)
    prefixes: Mapping[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def sha256(self) -> str:
        """Hash of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    def fill(self, store: ox.Store) -> None:
        """Put the quads into a store."""
        fill(store, self.quads)

    @cached_property
    def _triples(self) -> frozenset[tuple[object, object, object]]:
        return frozenset((q.subject, q.predicate, q.object) for q in self.quads)

    def __contains__(self, triple: tuple[object, object, object]) -> bool:
        return triple in self._triples


class Graph:
    """A store with the data, the ontology and what was derived, and the files behind the data.

    Parameters
    ----------
    files
        The data, already parsed.
    ontology
        The ontology's files; they go into a graph of their own. Gone through when first needed.
    store
        What to put both into; None: a new store in memory.

    Attributes
    ----------
    store
        What is asked. Its default graph is the union, for queries.
    """

    reopen: Callable[[], Graph] | None = None
    """How another process gets at the same data; None: it needs the graph's copy in memory."""

    def __init__(
        self,
        files: Iterable[DataFile],
        ontology: Iterable[LoadedFile] = (),
        store: MergedStore | None = None,
    ) -> None:
        self.files = tuple(files)
        self._ontology = ontology
        self.store = store if store is not None else MergedStore(ox.Store())
        self._fill()

    def _fill(self) -> None:
        if self.files:
            self.store.take(file.fill for file in self.files)
        for file in self.ontology:
            self.store.put(file.quads, ONTOLOGY_GRAPH)

    @cached_property
    def ontology(self) -> tuple[LoadedFile, ...]:
        """The ontology's files."""
        return tuple(self._ontology)

    @cached_property
    def sha256(self) -> str:
        """One hash for all data: of the only file, or of the files' hashes in order."""
        if len(self.files) == 1:
            return self.files[0].sha256
        return hashlib.sha256("\n".join(f.sha256 for f in self.files).encode()).hexdigest()

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The project's prefixes and those that the files declare (theirs win)."""
        merged = dict(PREFIXES)
        for file in self.files:
            merged.update(file.prefixes)
        return merged

    @property
    def triples(self) -> int:
        """Number of distinct triples in the data, without ontology and derived ones."""
        return len({(q.subject, q.predicate, q.object) for f in self.files for q in f.quads})

    def file_of(self, subject: object, predicate: object, value: object) -> DataFile | None:
        """Return the first file that states the triple, None if no file does (it was derived)."""
        triple = (subject, predicate, value)
        return next((file for file in self.files if triple in file), None)

    def add_derived(self, triples: Iterable[ox.Triple]) -> None:
        """Add derived triples to the graph that is kept for them."""
        self.store.put(triples, DERIVED_GRAPH)

    @property
    def place(self) -> str | None:
        """The store that it lies in, as the user named it; None: files were read."""
        return None

    def demand_derived(self) -> None:
        """Refuse where results would lack parts: without ontology and derived kinds.

        Raises
        ------
        kg.errors.InputError
            If they are missing; it says what to do.
        """

    def has_node(self, iri: str) -> bool:
        """Whether the IRI is the subject of anything."""
        node = ox.NamedNode(iri)
        return next(self.store.quads_for_pattern(node, None, None), None) is not None

    def label(self, node: str) -> str:
        """Return a node's ``rdfs:label``, else its short name.

        Of several, an English one comes first, then one without a language, then the least.
        """
        labels = sorted(
            (_LANGUAGES.get(quad.object.language, len(_LANGUAGES)), quad.object.value)
            for quad in self.store.quads_for_pattern(subject_of(node), RDFS_LABEL, None)
            if isinstance(quad.object, ox.Literal)
        )
        return labels[0][1] if labels else self.short(node)

    def short(self, iri: str) -> str:
        """Return the local name of an IRI in a data namespace, a prefixed name, or the IRI."""
        best = ("", "")
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace) and len(namespace) > len(best[1]):
                best = (prefix, namespace)
        if not best[1]:
            return iri
        local = iri[len(best[1]) :]
        return local if best[1] not in _WELL_KNOWN else f"{best[0]}:{local}"

    def resolve(self, name: str) -> str:
        """Return the IRI of a node given by local name, prefixed name or IRI.

        Raises
        ------
        UnknownNameError
            If no node has the name; it carries the nearest names.
        AmbiguousNameError
            If a local name fits nodes in several namespaces.
        """
        bare = name[1:-1] if name.startswith("<") and name.endswith(">") else name
        found = [iri for iri in self._candidates(bare) if _is_iri(iri) and self.has_node(iri)]
        if len(found) > 1:
            raise AmbiguousNameError(name, [f"<{iri}>" for iri in found])
        if not found:
            raise UnknownNameError("node", name, self._nearest(bare))
        return found[0]

    def _candidates(self, name: str) -> list[str]:
        prefix, colon, local = name.partition(":")
        if colon and local.startswith("//"):
            return [name]
        if colon and prefix in self.prefixes:
            return [self.prefixes[prefix] + local]
        return sorted({ns + name for ns in self.prefixes.values()} | ({name} if colon else set()))

    def _nearest(self, name: str) -> list[str]:
        local = name.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2].casefold()
        names = sorted(set(self._names_like(local)))
        # What contains the text, shortest first; then by the words of labels; then by spelling.
        containing = sorted((n for n in names if local and local in n.casefold()), key=len)
        labelled = sorted(map(self.short, self._labelled(name)))
        similar = difflib.get_close_matches(local, names, n=_NEAREST, cutoff=0.5)
        return list(dict.fromkeys([*labelled, *containing[:_NEAREST], *similar]))[:_NEAREST]

    def _names_like(self, local: str) -> Iterable[str]:
        """Yield the names that a misspelt one may have meant, and any others."""
        for file in self.files:
            for quad in file.quads:
                if isinstance(quad.subject, ox.NamedNode):
                    yield self.short(quad.subject.value)

    def _labelled(self, text: str) -> Iterable[str]:
        """Yield the nodes that have a text as their label, whatever its case."""
        for quad in self.store.quads_for_pattern(None, RDFS_LABEL, None):
            if (
                quad.graph_name != ONTOLOGY_GRAPH
                and isinstance(quad.subject, ox.NamedNode)
                and isinstance(quad.object, ox.Literal)
                and quad.object.value.casefold() == text.casefold()
            ):
                yield quad.subject.value

    @cached_property
    def rdflib(self) -> rdflib.Dataset:
        """The same graph for scripts that speak rdflib: data, ontology and derived triples.

        The default graph of the dataset is the union, as it is for queries here. Literals keep
        the lexical form that they have in the files. rdflib would change the form of those that
        your script makes ("01" of an integer becomes "1") and then not find them: make them with
        ``rdflib.Literal(..., normalize=False)``. Queries that you run on the dataset yourself are
        not guarded: rdflib follows SERVICE and FROM to the network; `Case.query` does not.
        """
        import rdflib  # noqa: PLC0415 (a third of a second that most commands do not need)

        dataset = rdflib.Dataset(default_union=True)
        for prefix, namespace in self.prefixes.items():
            dataset.bind(prefix, namespace)
        content = ox.serialize(self._all_quads(), format=ox.RdfFormat.N_QUADS)
        with careful_rdflib():  # lexical forms are evidence: "01" stays "01"
            dataset.parse(data=content, format="nquads")
        return dataset

    def _all_quads(self) -> Iterator[ox.Quad]:
        for file in self.files:
            yield from file.quads
        for quad in self.store.quads_for_pattern(None, None, None, ONTOLOGY_GRAPH):
            yield quad
        for quad in self.store.quads_for_pattern(None, None, None, DERIVED_GRAPH):
            yield quad


def fill(store: ox.Store, quads: Iterable[ox.Quad]) -> None:
    """Put quads into a store, some at a time: it needs as much memory again while it takes them."""
    remaining = iter(quads)
    while some := tuple(islice(remaining, _AT_ONCE)):
        store.extend(some)


def subject_of(node: str) -> ox.NamedNode | ox.BlankNode:
    """Return the term of a node that is given as text: an IRI, or ``_:`` and a blank node's id."""
    return ox.BlankNode(node[2:]) if node.startswith("_:") else ox.NamedNode(node)


_NEAREST = 5
_AT_ONCE = 100_000  # quads
_LANGUAGES: Mapping[str | None, int] = {"en": 0, None: 1}
_WELL_KNOWN = frozenset(PREFIXES.values()) - {CASE}


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True
