"""The two engines that run queries, and how their answers become the same `QueryResult`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from kg.errors import InputError, LimitError, UsageError
from kg.graph import Graph, Term
from kg.queries import guard
from kg.queries.headers import NamedQuery
from kg.queries.names import WrittenName, place, undeclared_prefix
from kg.queries.results import QueryResult, Row
from kg.rdflib_options import careful_rdflib

if TYPE_CHECKING:
    import rdflib
    import rdflib.plugins.sparql.sparql
    import rdflib.query
    import rdflib.term

Engine = Callable[[Graph, NamedQuery, Mapping[str, Term], int | None], QueryResult]

_NO_PREFIX = "Prefix not found"  # in the words of Oxigraph
T = TypeVar("T")

# The data has none (the loaders refuse them), so only a query that writes these makes some.
_MAKES_RDF_12 = re.compile("TRIPLE|<<|LANGDIR", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def run_oxigraph(
    graph: Graph, query: NamedQuery, terms: Mapping[str, Term], most: int | None = None
) -> QueryResult:
    """Run a query on the store; names without GRAPH mean the union of all graphs.

    Parameters
    ----------
    graph, query
        The data and the question.
    terms
        What to bind, by the name of the variable.
    most
        Rows or triples after which to give up; None: take all.

    Raises
    ------
    kg.errors.InputError
        If it does not parse; with line and column.
    kg.errors.UsageError
        If it cannot be run.
    kg.errors.LimitError
        If there are more rows.
    """
    substitutions: dict[ox.Variable, Term | ox.Triple] = {
        ox.Variable(name): term for name, term in terms.items()
    }
    try:
        answer = graph.store.query(
            query.text,
            prefixes=dict(graph.prefixes),
            substitutions=substitutions,
        )
    except SyntaxError as error:
        raise _syntax_error(query, str(error), graph.prefixes) from None
    except RuntimeError as error:
        raise _not_projected(query, error) from None
    if isinstance(answer, ox.QueryBoolean):
        return QueryResult("ask", boolean=bool(answer))
    if isinstance(answer, ox.QueryTriples):
        result = _graph_result(answer, most)
    else:
        names = [variable.value for variable in answer.variables]
        result = _select_result(names, [tuple(row) for row in _up_to(most, answer)], query)
    if _MAKES_RDF_12.search(query.text):
        _refuse_rdf_12(result)
    return result


def run_rdflib(
    graph: Graph, query: NamedQuery, terms: Mapping[str, Term], most: int | None = None
) -> QueryResult:
    """Run a query on rdflib, the reference: slow, and right. See `run_oxigraph`."""
    # Lexical forms stay, and FROM <file:///...> and <http://...> are not read.
    with careful_rdflib():
        return _run_rdflib(graph, query, terms, most)


def _run_rdflib(
    graph: Graph, query: NamedQuery, terms: Mapping[str, Term], most: int | None
) -> QueryResult:
    from rdflib.plugins import sparql  # noqa: PLC0415 (slow, and the other engine does without)
    from rdflib.plugins.sparql.sparql import SPARQLError  # noqa: PLC0415

    try:
        prepared = sparql.prepareQuery(query.text, initNs=dict(graph.prefixes))
    except RecursionError:
        raise UsageError("The query is nested too deeply for rdflib. Flatten it.") from None
    except Exception as error:  # pyparsing and rdflib raise many kinds
        check_syntax(query, graph.prefixes)  # it knows line and column
        raise InputError(f"rdflib cannot parse the query: {error}", file=query.name) from None
    if _calls_service(prepared.algebra):
        raise guard.refuse_reach("SERVICE")
    # rdflib takes some texts that are no SPARQL; the engines shall take the same.
    check_syntax(query, graph.prefixes)
    dataset = _dataset(graph, prepared)
    bindings = {name: _to_rdflib(term) for name, term in terms.items()}
    try:
        if most is not None:
            _stop_after(prepared, most + 1)
        return _read(dataset.query(prepared, initBindings=bindings), query, most)
    except RecursionError:
        raise UsageError("The query is nested too deeply for rdflib. Flatten it.") from None
    except (TypeError, ValueError, ArithmeticError, SPARQLError) as error:
        # It cannot sort by expressions that fail, for one; `ORDER BY STR(?unbound)` is enough.
        raise UsageError(
            f"rdflib cannot run the query '{query.name}' ({error}); --engine oxigraph may."
        ) from None


def _calls_service(part: object) -> bool:
    """Whether rdflib, having read the query its own way, would ask another machine."""
    from rdflib.plugins.sparql.parserutils import CompValue  # noqa: PLC0415

    waiting = [part]
    while waiting:
        each = waiting.pop()
        if isinstance(each, CompValue):
            if each.name == "ServiceGraphPattern":
                return True
            waiting.extend(each.values())
        elif isinstance(each, list | tuple | set):
            waiting.extend(each)
    return False


def _stop_after(prepared: rdflib.plugins.sparql.sparql.Query, rows: int) -> None:
    """Put a LIMIT around a SELECT: rdflib makes all rows before it hands out the first."""
    from rdflib.plugins.sparql.parserutils import CompValue  # noqa: PLC0415

    if prepared.algebra.name == "SelectQuery":
        within = prepared.algebra.p
        prepared.algebra["p"] = CompValue("Slice", p=within, start=0, length=rows)


def _read(answer: rdflib.query.Result, query: NamedQuery, most: int | None) -> QueryResult:
    if answer.type == "ASK":
        return QueryResult("ask", boolean=bool(answer.askAnswer))
    if answer.type in ("CONSTRUCT", "DESCRIBE"):
        content = answer.serialize(format="nt") or b""
        triples = (
            ox.Triple(quad.subject, quad.predicate, quad.object)
            for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES)
        )
        return _graph_result(triples, most)
    names = [str(variable) for variable in answer.vars or ()]
    rows = [
        tuple(_from_rdflib(binding.get(name)) for name in answer.vars or ())
        for binding in _up_to(most, answer.bindings)
    ]
    return _select_result(names, rows, query)


ENGINES: Mapping[str, Engine] = MappingProxyType({"oxigraph": run_oxigraph, "rdflib": run_rdflib})


def check_syntax(query: NamedQuery, prefixes: Mapping[str, str]) -> None:
    """Parse a query without running it on data.

    Raises
    ------
    kg.errors.InputError
        If it is no SPARQL query; with line and column.
    kg.errors.UsageError
        If it would reach beyond the data: Oxigraph parses only what it also begins to run.
    """
    guard.check_reach(query.text)
    try:
        ox.Store().query(query.text, prefixes=dict(prefixes))
    except SyntaxError as error:
        raise _syntax_error(query, str(error), prefixes) from None


def _syntax_error(query: NamedQuery, message: str, prefixes: Mapping[str, str]) -> InputError:
    stranger = undeclared_prefix(query.text, prefixes) if _NO_PREFIX in message else None
    if stranger:
        return _no_prefix(query, stranger)
    found = _PLACE.search(message)
    if not found:
        return InputError(f"This is no SPARQL query: {message}.", file=query.name)
    line, column = int(found[1]), int(found[2])
    lines = query.text.splitlines()
    return InputError(
        f"This is no SPARQL query: {found[3]}.",
        file=query.name,
        line=line,
        column=column,
        text=lines[line - 1] if line <= len(lines) else None,
    )


def _no_prefix(query: NamedQuery, name: WrittenName) -> InputError:
    line, column = place(query.text, name.offset)
    return InputError(
        f"The prefix {name.prefix}: is not declared. Put PREFIX {name.prefix}: <…> on top of the "
        "query, or write the name in full between < and >.",
        file=query.name,
        line=line,
        column=column,
        text=query.text.split("\n")[line - 1],
    )


def _not_projected(query: NamedQuery, error: RuntimeError) -> UsageError:
    found = re.search(r"variable \?(\w+)", str(error))
    if not found:
        return UsageError(f"The query '{query.name}' cannot be run: {error}.")
    return UsageError(
        f"The parameter '{found[1]}' of '{query.name}' can be bound only if the query is a SELECT "
        f"that names ?{found[1]} among its columns (the results leave it out)."
    )


def _dataset(graph: Graph, prepared: rdflib.plugins.sparql.sparql.Query) -> rdflib.Dataset:
    """Return the data, or what FROM chooses of it.

    rdflib would add the triples of FROM to the default graph of the data itself, for good.
    """
    import rdflib  # noqa: PLC0415

    clauses = prepared.algebra.datasetClause
    if not clauses:
        return graph.rdflib
    prepared.algebra["datasetClause"] = None
    known = graph_names(graph)
    chosen = rdflib.Dataset(default_union=False)
    for clause in clauses:
        iri = clause.default or clause.named
        guard.check_graph(str(iri), known)
        target = chosen.default_graph if clause.default else chosen.graph(iri)
        for triple in graph.rdflib.graph(iri):
            target.add(triple)
    return chosen


def graph_names(graph: Graph) -> frozenset[str]:
    """Return the IRIs of the named graphs: those of the data, the ontology, what was derived."""
    return frozenset(
        name.value for name in graph.store.named_graphs() if isinstance(name, ox.NamedNode)
    )


def _select_result(names: list[str], rows: list[Row], query: NamedQuery) -> QueryResult:
    """Leave the parameters out: every row would repeat what the user typed."""
    kept = [index for index, name in enumerate(names) if query.parameter(name) is None]
    return QueryResult(
        "select",
        variables=tuple(names[index] for index in kept),
        rows=tuple(tuple(row[index] for index in kept) for row in rows),
    )


def _graph_result(triples: Iterable[ox.Triple], most: int | None) -> QueryResult:
    found: set[ox.Triple] = set()
    for triple in triples:
        found.add(triple)
        if most is not None and len(found) > most:
            raise _too_many("triples", most)
    return QueryResult("graph", triples=tuple(sorted(found, key=str)))


def _up_to(most: int | None, rows: Iterable[T]) -> Iterator[T]:
    for number, row in enumerate(rows):
        if number == most:
            raise _too_many("rows", most)
        yield row


def _too_many(what: str, most: int) -> LimitError:
    # Some of the rows would read as all of them: nobody else said so.
    return LimitError(
        f"The query gives more than {most} {what} (--max-rows), so none is shown. "
        "Narrow it, end it with LIMIT, or allow more."
    )


def _refuse_rdf_12(result: QueryResult) -> None:
    """Refuse terms that no format here can write."""
    objects: Iterable[object] = (triple.object for triple in result.triples)
    for term in chain(objects, chain.from_iterable(result.rows)):
        if isinstance(term, ox.Triple) or (isinstance(term, ox.Literal) and term.direction):
            raise UsageError(
                f"The query makes a term of RDF 1.2 ({term}), which no format here can hold. "
                "Select subject, predicate and object as columns of their own."
            )


def _to_rdflib(term: Term) -> rdflib.term.Identifier:
    import rdflib  # noqa: PLC0415

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == "http://www.w3.org/2001/XMLSchema#string":
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))


def _from_rdflib(term: object) -> Term | None:
    import rdflib  # noqa: PLC0415

    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
        return ox.Literal(str(term), datatype=datatype)
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    return None
