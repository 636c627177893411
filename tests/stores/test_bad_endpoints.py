"""Endpoints that fail in every way: an error each time, never a wrong result."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from support import Kg

from kg.errors import InputError, KgError, LimitError, UsageError
from kg.stores import http
from kg.stores.binding import bound
from kg.stores.endpoint import JSON, RemoteStore
from kg.stores.http import Client
from kg.stores.remote import update_address

Handle = Callable[[BaseHTTPRequestHandler, str], None]
QUERY = "SELECT ?n { ?s ?p ?n }"


class Faulty:
    """A server on this machine that answers as it is told, and what it was asked."""

    def __init__(self) -> None:
        self.handle: Handle = lambda handler, _: reply(handler, rows(1))
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"])).decode()
                query = parse_qs(content).get("query", [content])[0]
                outer.asked.append(query)
                outer.headers.append(dict(self.headers.items()))
                outer.handle(self, query)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/query"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Faulty]:
    monkeypatch.setattr(http, "_FIRST_WAIT", 0.001)
    server = Faulty()
    yield server
    server.server.shutdown()
    server.server.server_close()


def rows(count: int, start: int = 0) -> bytes:
    bindings = [{"n": {"type": "literal", "value": f"{n:06}"}} for n in range(start, start + count)]
    return json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": bindings}}).encode()


def reply(
    handler: BaseHTTPRequestHandler,
    content: bytes,
    status: int = 200,
    kind: str = JSON,
    length: int | None = None,
    **more: str,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content) if length is None else length))
    for name, value in more.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(content)


def ask(faulty: Faulty, **limits: float) -> list[str]:
    client = Client(faulty.url, **limits)  # type: ignore[arg-type]
    answer = RemoteStore(client).query(QUERY)
    assert isinstance(answer, ox.QuerySolutions)
    return [row["n"].value for row in answer]


def test_an_answer(faulty: Faulty) -> None:
    assert ask(faulty) == ["000000"]


WHOLE = rows(30)
BAD: dict[str, Handle] = {
    "cut off": lambda h, _: reply(h, WHOLE[:-20]),
    "cut off within its length": lambda h, _: reply(h, WHOLE[:50], length=len(WHOLE)),
    "no rows in it": lambda h, _: reply(h, b'{"head": {"vars": ["n"]}}'),
    "empty": lambda h, _: reply(h, b""),
    "a page": lambda h, _: reply(h, b"<html>Welcome</html>", kind="text/html"),
    "another language": lambda h, _: reply(h, b"\xff\xfe\x00"),
    "other columns": lambda h, _: reply(h, WHOLE.replace(b'"n"', b'"m"')),
    "yes": lambda h, _: reply(h, b'{"head": {}, "boolean": true}'),
    "a part": lambda h, _: reply(h, WHOLE, 206),
    "a refusal": lambda h, _: reply(h, b"Virtuoso 37000 Error\nmore", 400, "text/plain"),
    "elsewhere": lambda h, _: reply(h, b"", 302, Location="http://127.0.0.1:1/x"),
    "busy": lambda h, _: reply(h, b"", 503),
    "gone": lambda h, _: h.connection.close(),
}


@pytest.mark.parametrize("how", BAD)
def test_a_bad_answer_is_an_error(faulty: Faulty, how: str) -> None:
    faulty.handle = BAD[how]
    with pytest.raises(InputError) as error:
        ask(faulty)
    assert faulty.url in str(error.value)


@pytest.mark.parametrize("at", range(0, len(rows(5)), 7))
def test_an_answer_that_ends_anywhere_is_an_error(faulty: Faulty, at: int) -> None:
    faulty.handle = lambda handler, _: reply(handler, rows(5)[:at])
    with pytest.raises(InputError):
        ask(faulty)


def test_an_endless_answer_reaches_a_limit(faulty: Faulty) -> None:
    def endless(handler: BaseHTTPRequestHandler, _: str) -> None:
        reply(handler, b'{"head": {"vars": ["n"]}, "results": {"bindings": [', length=1 << 40)
        try:
            while True:
                handler.wfile.write(b'{"n": {"type": "literal", "value": "x"}},' * 1000)
        except OSError:
            handler.close_connection = True

    faulty.handle = endless
    with pytest.raises(LimitError, match="longer than 1 MiB"):
        ask(faulty, most=1 << 20)


def test_a_slow_answer_reaches_a_limit(faulty: Faulty) -> None:
    def slow(handler: BaseHTTPRequestHandler, _: str) -> None:
        reply(handler, b"", length=1000)
        try:
            for _number in range(500):
                handler.wfile.write(b" ")
                handler.wfile.flush()
                time.sleep(0.02)
        except OSError:
            handler.close_connection = True

    faulty.handle = slow
    with pytest.raises(LimitError, match="not done after"):
        ask(faulty, seconds=0.3)


@pytest.mark.parametrize("status", [429, 502, 503])
def test_what_passes_is_tried_again(faulty: Faulty, status: int) -> None:
    def busy(handler: BaseHTTPRequestHandler, _: str) -> None:
        if len(faulty.asked) < 3:
            reply(handler, b"", status, Retry_After="0")
        else:
            reply(handler, rows(2))

    faulty.handle = busy
    assert len(ask(faulty)) == 2
    assert len(faulty.asked) == 3


def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "_FIRST_WAIT", 0.001)
    with pytest.raises(InputError, match="does not answer"):
        RemoteStore(Client("http://127.0.0.1:1/query")).query(QUERY)


# Endpoints that cut off


def capped(most: int, whole: int, *, honest: bool = True) -> Handle:
    def handle(handler: BaseHTTPRequestHandler, query: str) -> None:
        if "COUNT(*)" in query:
            content = json.dumps(
                {
                    "head": {"vars": ["n"]},
                    "results": {"bindings": [{"n": {"type": "literal", "value": str(whole)}}]},
                }
            ).encode()
        elif "OFFSET" in query:
            start = int(query.split("OFFSET")[1]) if honest else 0
            content = rows(min(most, whole - start), start)
        else:
            content = rows(min(most, whole))
        reply(handler, content)

    return handle


@pytest.mark.parametrize(("most", "whole"), [(1000, 1001), (600, 2000), (700, 700), (900, 800)])
def test_an_endpoint_that_cuts_off_is_asked_for_the_rest(
    faulty: Faulty, most: int, whole: int
) -> None:
    faulty.handle = capped(most, whole)
    assert ask(faulty) == [f"{n:06}" for n in range(whole)]


def test_pages_that_repeat_are_an_error(faulty: Faulty) -> None:
    faulty.handle = capped(600, 1200, honest=False)
    with pytest.raises(InputError, match="there are 1200 rows"):
        ask(faulty)


@pytest.mark.parametrize("end", ["ORDER BY ?n", "order  by ?n"])
def test_an_order_cannot_be_asked_in_parts(faulty: Faulty, end: str) -> None:
    faulty.handle = capped(600, 1200)
    with pytest.raises(LimitError, match="ORDER BY"):
        RemoteStore(Client(faulty.url)).query(f"{QUERY} {end}")


# Credentials


def test_credentials_come_from_the_environment_and_stand_in_no_message(
    faulty: Faulty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_USER", "curator")
    monkeypatch.setenv("KG_STORE_PASSWORD", "s3cret")
    faulty.handle = lambda handler, _: reply(handler, b"s", 401)
    with pytest.raises(InputError, match="KG_STORE_USER") as error:
        ask(faulty)
    assert "s3cret" not in str(error.value)
    assert faulty.headers[0]["Authorization"] == "Basic Y3VyYXRvcjpzM2NyZXQ="
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
    faulty.handle = lambda handler, _: reply(handler, rows(1))
    ask(faulty)
    assert faulty.headers[-1]["Authorization"] == "Bearer t0ken"
    with pytest.raises(UsageError, match="others can read"):
        Client("http://store.example/query")
    Client("https://store.example/query")


@pytest.mark.parametrize(
    "url", ["ftp://x.example/", "http:///query", "https://me:word@x.example/", "file:///etc/passwd"]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(KgError) as error:
        Client(url)
    assert "word" not in str(error.value).replace("password", "").replace("PASSWORD", "")


def test_a_store_that_is_being_loaded_is_not_read(faulty: Faulty, kg_process: Kg) -> None:
    graph = {"type": "uri", "value": "https://w3id.org/claims-evidence/graph/store"}
    row = {"o": {"type": "literal", "value": "loading"}, "g": graph}
    loading = {"head": {"vars": ["o", "g"]}, "results": {"bindings": [row]}}
    faulty.handle = lambda handler, _: reply(handler, json.dumps(loading).encode())
    done = kg_process("--store", faulty.url, "info")
    assert done.code == 3
    assert "not finished" in done.err


def test_where_updates_go() -> None:
    assert update_address("http://x.example/ds/query?a=b") == "http://x.example/ds/update"
    assert update_address("http://x.example/sparql") == "http://x.example/sparql"


# Parameters


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("SELECT ?a ?b { ?a ?p ?b }", "SELECT ?a ?b { <https://x.example/> ?p ?b }"),
        ("ASK { FILTER(!BOUND($a) || ?a) }", "ASK { FILTER(!true || <https://x.example/>) }"),
        ('SELECT * { ?b ?p "?a" . # ?a\n }', 'SELECT * { ?b ?p "?a" . # ?a\n }'),
        ("SELECT ?b { ?b ?p ?ab } ORDER BY ?a", "SELECT ?b { ?b ?p ?ab } ORDER BY ?a"),
        ("SELECT (STR(?a) AS ?c) {}", "SELECT (STR(<https://x.example/>) AS ?c) {}"),
        ("SELECT * { VALUES ?a { 1 } }", "SELECT * { VALUES ?a { 1 } }"),
        (
            "SELECT * { VALUES (?b ?a) { (1 2) } ?a ?b 1}",
            "SELECT * { VALUES (?b ?a) { (1 2) } <https://x.example/> ?b 1}",
        ),
        ("SELECT * { BIND(1 AS ?a) }", "SELECT * { BIND(1 AS ?a) }"),
    ],
)
def test_terms_stand_where_values_may(query: str, written: str) -> None:
    assert bound(query, {"a": ox.NamedNode("https://x.example/")}) == written


@pytest.mark.parametrize("value", ['"', "\\", '" } DROP ALL #', "\n", "'''", "?a", "<x>"])
def test_a_value_stays_a_value(value: str) -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("https://x.example/"), RDFS_LABEL, ox.Literal(value)))
    query = bound("SELECT ?s { ?s ?p ?v }", {"v": ox.Literal(value)})
    answer = store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    assert len(list(answer)) == 1


RDFS_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
