"""No query reaches the network: a listener on this machine is never called, on either engine."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.errors import InputError, UsageError
from kg.graph import Graph
from kg.queries import engines, guard, parse_query, run

ENGINES = ["oxigraph", "rdflib"]
# The ranges of PN_CHARS_BASE in the grammar of SPARQL 1.1, beyond ASCII.
RANGES = [
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0x2FF),
    (0x370, 0x37D),
    (0x37F, 0x1FFF),
    (0x200C, 0x200D),
    (0x2070, 0x218F),
    (0x2C00, 0x2FEF),
    (0x3001, 0xD7FF),
    (0xF900, 0xFDCF),
    (0xFDF0, 0xFFFD),
    (0x10000, 0xEFFFF),
]
EDGES = [chr(code) for pair in RANGES for code in (pair[0], sum(pair) // 2, pair[1])]
# Letters of the grammar that Python takes for spaces, signs or marks.
ODD = ["\u3001", "\u2e80", "\u2100", "\u1680", "\ufeff", "\u3000", "\u180e", "\u2028", "\u2160"]


class Listener:
    """A server that takes connections and answers nothing."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.iri = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def was_called(self) -> bool:
        try:
            self._socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


def ways(iri: str) -> list[str]:
    """Queries that ask the listener, if nobody stops them."""
    prefixes = [*EDGES, *ODD, "", "a", "a.b", "a..b", "a-1", "a\u1680b", "é", "SILENT", "a\u00b7"]
    bodies = [f"SERVICE SILENT {name}:x {{?s ?p ?o}}" for name in prefixes]
    queries = [
        f"PREFIX {name}: <{iri}> SELECT * {{ {body} }}"
        for name, body in zip(prefixes, bodies, strict=True)
    ]
    glued = [
        f"SERVICE<{iri}>{{?s ?p ?o}}",
        f"SERVICE SILENT<{iri}>{{?s ?p ?o}}",
        f"SERVICE#\n#SERVICE\n \t SILENT #<\r\n<{iri}>{{?s ?p ?o}}",
        f"?s ?p 1SERVICE<{iri}>{{?s ?p ?o}}",
        f"?s ?p 1.SERVICE<{iri}>{{?s ?p ?o}}",
        f"FILTER(1)SERVICE<{iri}>{{?s ?p ?o}}",
        f"{{}}service<{iri}>{{?s ?p ?o}}",
        f"?s ?p ()SERVICE<{iri}>{{?s ?p ?o}}",
        f"FILTER EXISTS {{ SERVICE <{iri}> {{?s ?p ?o}} }}",
        f"VALUES ?x {{ <{iri}> }} SERVICE ?x {{?s ?p ?o}}",
        f"VALUES ?x {{ <{iri}> }} SERVICE$x {{?s ?p ?o}}",
        f"{{ SELECT * {{ SERVICE <{iri}> {{?s ?p ?o}} }} }}",
    ]
    queries += [f"SELECT * {{ {body} }}" for body in glued]
    queries += [
        # A comment ends at the carriage return for Oxigraph and at the line feed for rdflib.
        'SELECT * { #c\r?s ?p """\nSERVICE #\r""" . GRAPH \n' + f"<{iri}> {{?s ?p ?o}} }}",
        "SELECT * FROM <IRI> { ?s ?p ?o }".replace("IRI", iri),
        "SELECT * FROM NAMED <IRI> { ?s ?p ?o }".replace("IRI", iri),
        f"LOAD <{iri}>",
    ]
    return queries


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_called(small: Graph, listener: Listener, engine: str) -> None:
    for query in ways(listener.iri):
        with pytest.raises((UsageError, InputError)):
            run(small, query, engine=engine, timeout=20)
        assert not listener.was_called(), query


def test_every_prefix_that_the_engine_takes_is_seen() -> None:
    """Where the parser would fetch, the text alone is enough to refuse."""
    taken = 0
    for name in [*EDGES, *ODD]:
        for prefix in (name, f"a{name}", f"{name}.b", f"a.{name}"):
            query = f"PREFIX {prefix}: <http://x.example/> ASK {{ SERVICE {prefix}:x {{}} }}"
            with pytest.raises(UsageError, match="SERVICE"):
                guard.check(query)
            taken += parses(query.replace("SERVICE", "GRAPH"))
    assert taken > 3 * len(EDGES)


def parses(query: str) -> bool:
    try:
        ox.Store().query(query)
    except SyntaxError:
        return False
    return True


@pytest.mark.parametrize(
    "body",
    [
        "SERVICE <%s> { ?s ?p ?o }",
        "FILTER NOT EXISTS { { SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } } } }",
        "OPTIONAL { { ?s ?p ?o } UNION { SERVICE ?s { ?s ?p ?o } } }",
    ],
)
def test_rdflib_is_stopped_by_what_it_parsed_too(
    small: Graph, listener: Listener, body: str
) -> None:
    text = "SELECT * { " + body.replace("%s", listener.iri) + " }"
    with pytest.raises(UsageError, match="SERVICE"):
        engines.run_rdflib(small, parse_query(text, "test"), {})
    assert not listener.was_called()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_failing_engine_is_no_traceback(
    small: Graph, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    def fail(*_: object) -> None:
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr("kg.queries.execute.ENGINES", {engine: fail})
    with pytest.raises(UsageError, match=r"beyond the data.*nobody listens"):
        run(small, "ASK {}", engine=engine)
