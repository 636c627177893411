"""Queries with limits: what stops them, what they say, and that nothing stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from support import Kg, command, environment

import kg
from kg import child
from kg.errors import InputError, LimitError, UnknownNameError, UsageError
from kg.graph import Graph, LoadedFile
from kg.merged import MergedStore
from kg.queries import NamedQuery, QueryResult, parse_query, run

ENGINES = ["oxigraph", "rdflib"]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
EVERYTHING = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
BUILT = "CONSTRUCT { ?a ?h ?l } { ?a ?b ?c . ?g ?h ?i . ?j ?k ?l }"
SORTED = EVERYTHING + " ORDER BY ?a ?l"


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The ids of the processes that the test starts; none of them may be left."""
    started: list[int] = []
    fork = os.fork

    def recorded() -> int:
        pid = fork()
        if pid:
            started.append(pid)
        return pid

    monkeypatch.setattr(os, "fork", recorded)
    yield started
    assert [pid for pid in started if alive(pid)] == []


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def made(size: int) -> Graph:
    """Make a graph with terms of every kind."""
    number = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    predicate = ox.NamedNode("http://x.example/p")
    quads = []
    for index in range(size):
        name = f"http://x.example/{index}"
        subject = ox.NamedNode(name) if index % 3 else ox.BlankNode(f"b{index}")
        values = [
            ox.Literal(f"line\n{index}\u2028'\"\\"),
            ox.Literal(f"{index:06}", datatype=number),
            ox.Literal("same"),
            ox.Literal("ähnlich", language="de-AT"),
        ]
        quads.append(ox.Quad(subject, predicate, values[index % 4]))
    return Graph([LoadedFile("made.nt", b"", "ntriples", tuple(quads))])


@pytest.fixture(scope="module")
def many() -> Graph:
    """More rows than go into one block."""
    return made(12_000)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_query_without_end_is_ended(small: Graph, children: list[int], engine: str) -> None:
    with pytest.raises(LimitError, match=r"0\.2 seconds \(--timeout\)") as raised:
        run(small, ENDLESS, engine=engine, timeout=0.2)
    assert raised.value.exit_code == 4
    assert len(children) == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_named_queries_have_limits_as_well(small: Graph, children: list[int], engine: str) -> None:
    with pytest.raises(LimitError, match="seconds"):
        run(small, "denials", engine=engine, timeout=1e-6)
    with pytest.raises(LimitError, match="more than 0 rows"):
        run(small, "incidents", engine=engine, max_rows=0)
    assert len(children) == 2


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("query", "what"), [(EVERYTHING, "rows"), (BUILT, "triples")])
def test_an_answer_with_too_many_rows_is_refused_whole(
    small: Graph, engine: str, query: str, what: str
) -> None:
    if engine == "rdflib" and query == BUILT:  # it makes all triples before the first
        query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    with pytest.raises(LimitError, match=rf"more than 7 {what} \(--max-rows\)"):
        run(small, query, engine=engine, max_rows=7, timeout=60)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_answer_may_have_as_many_rows_as_allowed(small: Graph, engine: str) -> None:
    text = "SELECT ?i { ?i a cev:Incident } ORDER BY ?i"
    assert len(run(small, text, engine=engine, max_rows=2).rows) == 2
    with pytest.raises(LimitError, match="more than 1 rows"):
        run(small, text, engine=engine, max_rows=1)
    # An answer is counted as it is given: what a query meets on its way does not count.
    counted = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert len(run(small, counted, engine=engine, max_rows=1).rows) == 1
    built = "CONSTRUCT { <a:a> <a:b> <a:c> } { ?s ?p ?o }"
    assert len(run(small, built, engine=engine, max_rows=1).triples) == 1
    assert run(small, "ASK {}", engine=engine, max_rows=0).boolean is True


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to limits of memory")
@pytest.mark.parametrize("query", [SORTED, EVERYTHING, BUILT])
def test_memory_is_limited(many: Graph, children: list[int], query: str) -> None:
    with pytest.raises(LimitError, match=r"more than 100 MiB of memory \(--max-memory\)"):
        run(many, query, max_memory=100)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to limits of memory")
def test_the_data_does_not_count_as_memory_of_the_query(many: Graph) -> None:
    held = bytearray(300 * 1024**2)
    for engine in ENGINES:
        result = run(many, "SELECT * { ?s ?p ?o } LIMIT 10", engine=engine, max_memory=100)
        assert len(result.rows) == 10
    del held


@pytest.mark.parametrize("text", ["{" * 5_000 + "}" * 5_000, "(" * 20_000, "[ <a:b> " * 20_000])
def test_deep_nesting_is_refused(small: Graph, text: str) -> None:
    with pytest.raises(UsageError, match=r"deep|bytes"):
        run(small, f"SELECT * {{ ?s ?p ?o {text} }}", timeout=60)


def test_nesting_that_the_guard_did_not_see_is_no_crash(
    small: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.queries.guard.check", lambda *_: None)
    monkeypatch.setattr("kg.queries.execute._STACK_BYTES", 256 * 1024)
    deep = "SELECT * " + "{" * 40_000 + "}" * 40_000
    with pytest.raises(LimitError, match=r"crash.*SIG(SEGV|BUS)"):
        run(small, deep, timeout=60)


Fake = Callable[..., QueryResult]


def instead(monkeypatch: pytest.MonkeyPatch, engine: Fake) -> None:
    monkeypatch.setattr("kg.queries.execute.ENGINES", {"oxigraph": engine})


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (signal.SIGKILL, "killed from outside.*SIGKILL"),
        (signal.SIGTERM, "killed from outside.*SIGTERM"),
        (signal.SIGSEGV, "crash.*SIGSEGV"),
        (signal.SIGABRT, "crash.*SIGABRT"),
        (signal.SIGFPE, "crash.*SIGFPE"),
    ],
)
def test_a_child_that_dies_is_an_error(
    small: Graph,
    children: list[int],
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
    message: str,
) -> None:
    def engine(*_: object) -> QueryResult:
        os.kill(os.getpid(), number)
        raise AssertionError

    instead(monkeypatch, engine)
    with pytest.raises(LimitError, match=message):
        run(small, "ASK {}", timeout=60)


def test_a_child_that_dies_in_the_middle_of_its_answer_gives_none(
    small: Graph, children: list[int]
) -> None:
    def task(send: child.Send) -> None:
        send(b"first")
        os.kill(os.getpid(), signal.SIGKILL)

    frames = child.answers(task)
    assert next(frames) == b"first"
    with pytest.raises(child.ChildError, match="killed"):
        next(frames)


def test_what_the_child_started_ends_with_it(
    small: Graph, children: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    note = tmp_path / "pid"

    def engine(*_: object) -> QueryResult:
        started = subprocess.Popen(["sleep", "600"])
        note.write_text(str(started.pid))
        time.sleep(600)
        raise AssertionError

    instead(monkeypatch, engine)
    with pytest.raises(LimitError, match="seconds"):
        run(small, "ASK {}", timeout=1)
    pid = int(note.read_text())
    for _ in range(500):  # who has lost its parent is buried by the system, a little later
        if not running(pid):
            break
        time.sleep(0.01)
    assert not running(pid)


def running(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_child_ends_with_its_parent(sent: signal.Signals, tmp_path: Path) -> None:
    query = tmp_path / "endless.rq"
    query.write_text(ENDLESS)
    parent = subprocess.Popen(
        command("query", str(query), "--timeout", "600"),
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    listed = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    for _ in range(3_000):
        if pids := [int(pid) for pid in listed.read_text().split()]:
            break
        time.sleep(0.01)
    assert len(pids) == 1
    parent.send_signal(sent)
    _, said = parent.communicate(timeout=60)
    assert parent.returncode == (130 if sent == signal.SIGINT else -sent)
    assert said.strip() == ("kg: Stopped." if sent == signal.SIGINT else "")
    for _ in range(3_000):
        if not running(pids[0]):
            break
        time.sleep(0.01)
    assert not running(pids[0])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o } ORDER BY STR(?s) STR(?o)",
        "SELECT ?o ?none { ?s ?p ?o OPTIONAL { ?s <http://x.example/q> ?none } } ORDER BY STR(?o)",
        "SELECT ?none { ?s ?p ?o } ORDER BY STR(?s) LIMIT 10001",
        "CONSTRUCT { ?s <http://x.example/q> ?o } { ?s ?p ?o }",
        "DESCRIBE <http://x.example/1>",
        "SELECT * { ?s <http://x.example/nothing> ?o }",
        "CONSTRUCT { ?s ?p ?o } { ?s <http://x.example/nothing> ?o }",
        "ASK { ?s ?p 5 }",
        "ASK { ?s ?p ?o }",
    ],
)
def test_answers_are_the_same_with_limits(many: Graph, engine: str, text: str) -> None:
    data = many if engine == "oxigraph" else made(400)
    there = run(data, text, engine=engine, timeout=600, max_rows=10**6)
    assert there == run(data, text, engine=engine)


def test_rows_whose_columns_are_all_parameters_are_counted(small: Graph) -> None:
    text = "#+ params:\n#+   - name: i\n#+     type: node\nSELECT ?i { ?i a cev:Incident }"
    assert run(small, text, {"i": "raid"}, timeout=60).rows == ((),)


def test_errors_are_the_same_with_limits(small: Graph) -> None:
    """Their types, their texts and what they carry."""
    bad = parse_query("SELECT *\n{ ?s ?p }", "bad.rq")
    asked: list[tuple[str | NamedQuery, dict[str, str]]] = [
        (bad, {}),
        ("denails", {}),
        ("statements-on-incident", {"incident": "riad"}),
        ("SELECT * { SERVICE <http://x.example/> {} }", {}),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", {}),
    ]
    for query, values in asked:
        seen = []
        for timeout in (None, 60):
            with pytest.raises((UsageError, InputError)) as raised:
                run(small, query, values, timeout=timeout)
            error = raised.value
            seen.append((type(error), str(error), error.args, vars(error)))
        assert seen[0] == seen[1]
    with pytest.raises(UnknownNameError) as unknown:
        run(small, "denails", timeout=60)
    assert "denials" in unknown.value.nearest


def test_a_fault_in_the_child_has_its_traceback(
    small: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def engine(*_: object) -> QueryResult:
        raise ZeroDivisionError("made for this test")

    instead(monkeypatch, engine)
    with pytest.raises(RuntimeError, match=r"(?s)Traceback.*made for this test"):
        run(small, "ASK {}", timeout=60)


def test_the_child_says_nothing(
    small: Graph, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def engine(*_: object) -> QueryResult:
        os.write(1, b"out")
        os.write(2, b"err")
        return QueryResult("ask", boolean=True)

    instead(monkeypatch, engine)
    sys.stdout.write("once")
    assert run(small, "ASK {}", timeout=60).boolean is True
    assert capfd.readouterr() == ("once", "")


def test_no_process_is_started_without_a_limit(
    small: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> int:
        raise AssertionError("a process was started")

    monkeypatch.setattr(os, "fork", refuse)
    assert run(small, "ASK {}").boolean is True
    with pytest.raises(AssertionError):
        run(small, "ASK {}", timeout=60)


def test_data_is_opened_again_where_that_is_asked_for(small: Graph, tmp_path: Path) -> None:
    """A directory: the child opens it to read, while the parent has it open or not."""
    folder = tmp_path / "store"
    store = ox.Store(folder)
    MergedStore(store).extend(small.store)
    store.flush()
    del store

    def reopen() -> Graph:
        graph = Graph(())
        graph.store = MergedStore(ox.Store.read_only(str(folder)))
        return graph

    text = "SELECT ?i { ?i a cev:Incident } ORDER BY ?i"
    expected = run(small, text)
    empty = Graph(())
    assert run(empty, text, timeout=60, reopen=reopen) == expected
    held = reopen()
    assert run(held, text) == expected
    assert run(held, text, timeout=60, reopen=reopen) == expected
    with pytest.raises(LimitError, match="seconds"):
        run(held, ENDLESS, timeout=0.5, reopen=reopen)


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ({"timeout": 0}, "no time"),
        ({"timeout": float("nan")}, "no time"),
        ({"max_rows": -1}, "0 or more"),
        ({"max_memory": 0}, "no memory"),
    ],
)
def test_limits_that_mean_nothing(small: Graph, limit: dict[str, float], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run(small, "ASK {}", **limit)  # type: ignore[arg-type]


def test_a_time_beyond_what_systems_take_is_no_error(small: Graph) -> None:
    for timeout in (1e12, float("inf")):
        assert run(small, "ASK {}", timeout=timeout).boolean is True


def test_other_systems_are_told(small: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sys, "platform", "darwin")
        with pytest.raises(UsageError, match="Linux alone"):
            run(small, "ASK {}", max_memory=100)
        assert run(small, "ASK {}", timeout=60).boolean is True
    monkeypatch.delattr(os, "fork")
    with pytest.raises(UsageError, match="Windows"):
        run(small, "ASK {}", timeout=60)


def test_the_child_sends_terms_alone() -> None:
    """Bytes that would call something when they are read are refused."""
    from kg.queries import limited  # noqa: PLC0415

    harmful = b"cos\nsystem\n(S'true'\ntR."
    with pytest.raises(Exception, match="no term"):
        limited._unpacked(harmful, 1)


def test_the_reference_is_made_before_the_limits_hold(small: Graph) -> None:
    """So that it is made once, and not by every query with a limit."""
    fresh = Graph(small.files)
    run(fresh, "ASK {}", engine="rdflib", timeout=60)
    assert "rdflib" in vars(fresh)


def test_the_command_says_which_limit(kg_process: Kg, tmp_path: Path) -> None:
    data = tmp_path / "small.nt"
    data.write_text("".join(f"<a:{n}> <a:p> <a:{n % 7}> .\n" for n in range(300)))
    target = tmp_path / "out.csv"
    for query, option, value, word in [
        (ENDLESS, "--timeout", "0.3", "0.3 seconds (--timeout)"),
        (EVERYTHING, "--max-rows", "9", "more than 9 rows (--max-rows)"),
        (SORTED, "--max-memory", "100", "100 MiB of memory (--max-memory)"),
    ]:
        arguments = ("--data", str(data), "query", "-", option, value, "-o", str(target))
        done = kg_process(*arguments, stdin=query)
        assert (done.code, done.out) == (4, "")
        assert word in done.err
        assert len(done.err.strip().splitlines()) == 1
        assert not target.exists()


def test_limits_hold_where_other_threads_run(small: Graph, children: list[int]) -> None:
    """Each has its child; a thread that asks the same store all the time is in nobody's way."""
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            run(small, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")

    def limited(number: int) -> object:
        if number % 2:
            return len(run(small, "SELECT * { ?s ?p ?o }", timeout=120).rows)
        with pytest.raises(LimitError, match="seconds") as raised:
            run(small, ENDLESS, timeout=0.3)
        return raised.type

    busy = threading.Thread(target=ask)
    busy.start()
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(limited, range(8)))
    finally:
        done.set()
        busy.join()
    rows = len(run(small, "SELECT * { ?s ?p ?o }").rows)
    assert found == [LimitError, rows] * 4
    assert len(children) == 8


def test_a_case_takes_limits(tmp_path: Path) -> None:
    file = tmp_path / "small.ttl"
    file.write_text("<http://x.example/s> <http://x.example/p> 1 , 2 .")
    case = kg.open(file)
    text = "SELECT ?o { <http://x.example/s> ?p ?o }"
    assert len(case.query(text, timeout=60, max_rows=2).rows) == 2
    for limit in ({"timeout": 1e-6}, {"max_rows": 1}):
        with pytest.raises(LimitError):
            case.query(text, **limit)
