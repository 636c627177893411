"""A SPARQL endpoint in the place of the engine's own store, as far as reading goes."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import pyoxigraph as ox

from kg.errors import InputError, LimitError
from kg.queries.guard import dataset_clauses
from kg.stores import virtuoso
from kg.stores.binding import bound, construct
from kg.stores.http import Client

JSON = "application/sparql-results+json"
TRIPLES = "application/n-triples"
FORM = "application/x-www-form-urlencoded"
# Fewer rows than any endpoint is known to cut an answer off at.
_FEW = 500
_CACHED = 100_000
_ROW, _OWN = "urn:row:", "row_of_the_answer"
_PROLOGUE = re.compile(r"(?:\s+|#[^\n]*|PREFIX\s+[^\s:]*:\s*<[^>]*>|BASE\s+<[^>]*>)*", re.I)
_ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.DefaultGraph


class RemoteStore:
    """What the rest of kg asks of a store, answered by an endpoint.

    Parameters
    ----------
    client
        Whom to ask.
    graphs
        The named graphs that are one graph to queries; none: what the endpoint takes for it.
    data
        The one of them that stands for the default graph of files.
    """

    def __init__(self, client: Client, graphs: Sequence[str] = (), data: str | None = None) -> None:
        self._client = client
        self._graphs = tuple(graphs)
        self._data = data
        self._matches = lru_cache(_CACHED)(self._ask_for_matches)

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[ox.Variable, object] | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Ask the endpoint; the parameters are those of ``pyoxigraph.Store.query``.

        Raises
        ------
        SyntaxError
            If it is no query.
        InputError
            If there is no answer, or not all of it.
        LimitError
            If it takes too long or is too large.
        """
        kind, names = _kind(query, dict(prefixes or {}), dict(substitutions or {}))
        terms = {variable.value: term for variable, term in (substitutions or {}).items()}
        text = bound(query, terms)
        start = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in (prefixes or {}).items())
        text = f"{start}\n{text}"
        if kind is ox.QueryTriples:
            return self._triples(text)
        if kind is ox.QuerySolutions:
            return self._rows(text, names)
        return self._truth(text)

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """Return the named graphs."""
        if self._graphs:
            return iter([ox.NamedNode(each) for each in self._graphs if each != self._data])
        return (
            row["g"]
            for row in self.solutions("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
            if isinstance(row["g"], ox.NamedNode)
        )

    def quads_for_pattern(
        self,
        subject: Node | ox.Triple | None,
        predicate: Node | None,
        value: Node | ox.Triple | None,
        graph_name: Node | None = None,
    ) -> Iterator[ox.Quad]:
        """Return the quads that match, None matching any."""
        if any(isinstance(each, ox.BlankNode) for each in (subject, predicate, value)):
            return iter(())  # no endpoint knows it by that name
        return iter(self._matches(subject, predicate, value, graph_name))

    def __contains__(self, quad: ox.Quad) -> bool:
        found = self.quads_for_pattern(quad.subject, quad.predicate, quad.object, quad.graph_name)
        return next(found, None) is not None

    def __len__(self) -> int:
        rows = self.solutions("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
        number = next(rows)["n"]
        return int(number.value) if isinstance(number, ox.Literal) else 0

    def _ask_for_matches(
        self, subject: object, predicate: object, value: object, graph: object
    ) -> tuple[ox.Quad, ...]:
        if isinstance(graph, ox.DefaultGraph):
            graph = ox.NamedNode(self._data) if self._data else None
        parts = {"s": subject, "p": predicate, "o": value}
        if self._graphs:
            parts["g"] = graph
        pattern = " ".join(
            f"?{name}" if parts[name] is None else str(parts[name]) for name in "spo"
        )
        if self._graphs:
            pattern = f"GRAPH {'?g' if graph is None else graph} {{ {pattern} }}"
        wanted = [name for name, term in parts.items() if term is None]
        if not wanted:
            found = bool(self._truth(f"ASK {{ {pattern} }}"))
            rows: Iterable[Mapping[str, object]] = [{}] if found else []
        else:
            names = " ".join(f"?{name}" for name in wanted)
            rows = self.solutions(f"SELECT {names} {{ {pattern} }}")
        return tuple(self._quad({**parts, **row}) for row in rows)

    def _quad(self, parts: Mapping[str, object]) -> ox.Quad:
        graph = parts.get("g")
        named = graph if graph is not None and str(graph) != f"<{self._data}>" else None
        return ox.Quad(parts["s"], parts["p"], parts["o"], named)  # type: ignore[arg-type]

    def _truth(self, text: str) -> ox.QueryBoolean:
        content = self._ask(text)
        answer: object = None
        try:
            answer = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
            if isinstance(answer, ox.QueryBoolean):
                return answer
            raise self._no_results("no answer of yes or no")
        except (SyntaxError, ValueError) as error:
            raise self._no_results(str(error)) from None
        finally:
            del answer

    def solutions(self, text: str) -> Iterator[dict[str, object]]:
        """Yield each row of a SELECT, terms by column."""
        names = _kind(text, {}, {})[1]
        for solution in self._rows(text, names):
            yield {name: solution[name] for name in names}

    def _rows(self, text: str, names: Sequence[str]) -> ox.QuerySolutions:
        content = self._ask(text)
        count = self._counted(content, names)
        if count >= _FEW:
            whole = self._count(text)
            if whole is None:
                raise LimitError(
                    f"{self._client.url}: Whether {count} rows are all cannot be told of a query "
                    "with FROM. Leave it out, or end the query with LIMIT."
                )
            if whole > count:
                content = self._pages(text, names, count, whole)
        answer = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
        if not isinstance(answer, ox.QuerySolutions):
            raise self._no_results("no rows")
        return answer

    def _counted(self, content: bytes, names: Sequence[str]) -> int:
        """Return the number of rows; all of them have to be there and well formed."""
        answer: object = None
        try:
            answer = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
            if not isinstance(answer, ox.QuerySolutions):
                raise self._no_results("no rows")
            # Of SELECT * engines give the columns in an order of their own.
            if {variable.value for variable in answer.variables} != set(names):
                raise self._no_results("other columns than were asked for")
            count = 0
            for _ in answer:  # no generator: a traceback would keep it
                count += 1
        except (SyntaxError, ValueError, EOFError) as error:
            raise self._no_results(str(error)) from None
        else:
            return count
        finally:
            del answer  # it must end in this thread, and a traceback would carry it away

    def _count(self, text: str) -> int | None:
        if dataset_clauses(text):
            return None
        match = _PROLOGUE.match(text)
        end = match.end() if match else 0
        counting = f"{text[:end]}\nSELECT (COUNT(*) AS ?n) {{ {{ {text[end:]}\n}} }}"
        content = self._ask(counting)
        self._counted(content, ["n"])
        answer = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
        if isinstance(answer, ox.QuerySolutions):
            for row in answer:
                if isinstance(row["n"], ox.Literal) and row["n"].value.isdigit():
                    return int(row["n"].value)
        raise self._no_results("no number where rows were counted")

    def _pages(self, text: str, names: Sequence[str], most: int, whole: int) -> bytes:
        """Ask for all rows, some at a time, in an order of our own."""
        if _ORDERED.search(text):
            raise LimitError(
                f"{self._client.url}: The endpoint gives {most} rows of {whole}, and a query with "
                "ORDER BY cannot be asked in parts. End it with LIMIT, or have the endpoint allow "
                "more (Virtuoso: ResultSetMaxRows)."
            )
        match = _PROLOGUE.match(text)
        end = match.end() if match else 0
        columns = " ".join(f"?{name}" for name in names)
        rows: list[tuple[object, ...]] = []
        while len(rows) < whole:
            # Virtuoso orders no more than 10,000 rows where the order is that of the answer.
            page = (
                f"{text[:end]}\nSELECT {columns} {{ {{ SELECT {columns} {{ {{ {text[end:]}\n}} }} "
                f"ORDER BY {columns} }} }} LIMIT {most} OFFSET {len(rows)}"
                if virtuoso.is_it(self._client.program)
                else f"{text[:end]}\nSELECT {columns} {{ {{ {text[end:]}\n}} }} "
                f"ORDER BY {columns} LIMIT {most} OFFSET {len(rows)}"
            )
            content = self._ask(page)
            count = self._counted(content, names)
            answer = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
            if not count or not isinstance(answer, ox.QuerySolutions):
                break
            rows += [tuple(row) for row in answer]
        if any(isinstance(term, ox.BlankNode) for row in rows for term in row):
            raise LimitError(
                f"{self._client.url}: The endpoint gives {most} rows of {whole}, and those with "
                "blank nodes cannot be asked in parts: they have other names in each. Ask for "
                "less, or have the endpoint allow more (Virtuoso: ResultSetMaxRows)."
            )
        if len(rows) != whole or len(set(rows)) != self._distinct(text, end, columns, rows):
            raise InputError(
                f"The endpoint says that there are {whole} rows and gives {len(rows)}. "
                "Its data may be changing; try again.",
                file=self._client.url,
            )
        return _as_json(names, rows)

    def _distinct(self, text: str, end: int, columns: str, rows: Sequence[object]) -> int:
        """Return how many rows differ: a page come twice would make up for one that misses."""
        different = self._count(
            f"{text[:end]}\nSELECT DISTINCT {columns} {{ {{ {text[end:]}\n}} }}"
        )
        return len(set(rows)) if different is None else different

    def _triples(self, text: str) -> ox.QueryTriples:
        store = ox.Store()
        try:
            content = self._ask(text, TRIPLES)
            store.load(content, format=ox.RdfFormat.N_TRIPLES)
        except SyntaxError as error:
            raise self._no_results(str(error)) from None
        if len(store) >= _FEW:
            store = self._built(text)
        answer = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
        if not isinstance(answer, ox.QueryTriples):
            raise TypeError("A CONSTRUCT gives triples.")
        return answer

    def _built(self, text: str) -> ox.Store:
        """Build the triples of a CONSTRUCT here, of its rows: those can be counted."""
        parts = construct(text)
        if parts is None:
            raise LimitError(
                f"{self._client.url}: Whether these triples are all cannot be told of a DESCRIBE, "
                "or of a query with FROM. Ask for less, or with CONSTRUCT."
            )
        prologue, template, rest = parts
        names = _kind(f"{prologue} SELECT * {rest}", {}, {})[1]
        columns = " ".join(f"?{name}" for name in names)
        rows = ox.Store()
        for number, row in enumerate(self._rows(f"{prologue} SELECT {columns} {rest}", names)):
            node = ox.NamedNode(f"{_ROW}{number}")
            rows.add(ox.Quad(node, ox.NamedNode(_ROW), node))
            rows.extend(
                ox.Quad(node, ox.NamedNode(f"{_ROW}{name}"), row[name])
                for name in names
                if row[name] is not None
            )
        cells = " ".join(f"OPTIONAL {{ ?{_OWN} <{_ROW}{name}> ?{name} }}" for name in names)
        answer = rows.query(
            f"{prologue} CONSTRUCT {template} WHERE {{ ?{_OWN} <{_ROW}> ?{_OWN} {cells} }}"
        )
        if not isinstance(answer, ox.QueryTriples):
            raise TypeError("A CONSTRUCT gives triples.")
        store = ox.Store()
        store.extend(ox.Quad(each.subject, each.predicate, each.object) for each in answer)
        return store

    def _ask(self, text: str, accept: str = JSON) -> bytes:
        fields = [("query", text)]
        if not dataset_clauses(text):
            fields += [("default-graph-uri", graph) for graph in self._graphs]
            fields += [("named-graph-uri", graph) for graph in self._graphs]
        content = urllib.parse.urlencode(fields).encode()
        answer = self._client.post(content, FORM, accept)
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        with answer.body as body:
            if kind not in _TYPES[accept]:
                start = body.read(80).decode("utf-8", "replace").split("\n")[0]
                raise self._no_results(f"it is {kind or 'of no type'}: {start}")
            whole = body.read()
        return virtuoso.as_sent(whole) if virtuoso.is_it(self._client.program) else whole

    def _no_results(self, why: str) -> InputError:
        return InputError(
            f"What the endpoint answers are no results of SPARQL ({why}). Is this the address "
            "that takes queries?",
            file=self._client.url,
        )


def _kind(
    query: str, prefixes: dict[str, str], substitutions: dict[ox.Variable, object]
) -> tuple[type, list[str]]:
    """Parse a query here, so that errors in it have the same words as with any other store.

    Returns
    -------
    tuple
        The type of its answer, and the columns.
    """
    answer: object = None
    try:
        answer = ox.Store().query(query, prefixes=prefixes, substitutions=substitutions)  # type: ignore[arg-type]
        names = answer.variables if isinstance(answer, ox.QuerySolutions) else []
        return type(answer), [variable.value for variable in names]
    finally:
        del answer  # it must end in this thread, and a traceback would carry it away


_TYPES = {
    JSON: frozenset((JSON, "application/json")),
    TRIPLES: frozenset((TRIPLES, "text/plain")),
}


def _as_json(names: Sequence[str], rows: Iterable[tuple[object, ...]]) -> bytes:
    """Write rows as the results that an endpoint would have given."""
    import json  # noqa: PLC0415 (few endpoints need it)

    return json.dumps(
        {
            "head": {"vars": list(names)},
            "results": {
                "bindings": [
                    {
                        name: _term(term)
                        for name, term in zip(names, row, strict=True)
                        if term is not None
                    }
                    for row in rows
                ]
            },
        }
    ).encode()


def _term(term: object) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    raise TypeError("An endpoint gave a term of RDF 1.2.")
