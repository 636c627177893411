"""Bad input and bad outlets, through the whole command: one message, the exit code, no loss.

What each loader and each check refuses is tested beside it; here it is what a user sees.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import Done, Kg, command, environment

TINY = "<http://x/s> <http://x/p> <http://x/o> .\n"
CONTEXT = '{"@context": "http://ADDRESS/context", "@id": "http://x/s", "http://x/p": "v"}'
IMPORT = '{"@context": {"@import": "http://ADDRESS/c"}, "@id": "http://x/s", "http://x/p": "v"}'


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.ttl"
    path.write_text(TINY)
    return path


def assert_refused(done: Done, code: int, *words: str) -> None:
    """One message that says what is wrong, the exit code, nothing on standard output."""
    assert done.code == code, done.err
    assert done.out == ""
    assert done.err.startswith(("kg: ", "Usage: ")), done.err
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


# --- files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["info"],
        ["assess"],
        ["why", "a", "b"],
        ["query", "SELECT * {?s ?p ?o}"],
        ["check"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_missing_file_in_every_command(
    kg_process: Kg, tmp_path: Path, arguments: list[str]
) -> None:
    if arguments[0] == "query":
        query = tmp_path / "q.rq"
        query.write_text(arguments[1])
        arguments = ["query", str(query)]
    done = kg_process("--data", "gone.ttl", *arguments, cwd=tmp_path)
    assert_refused(done, 3, "gone.ttl", "no such file")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.ttl", b"", ["empty.ttl", "empty"]),
        ("binary.ttl", bytes(range(256)), ["binary.ttl"]),
        ("packed.ttl", b"\x1f\x8b\x08\x00rest", ["packed.ttl", "gzip"]),
        ("half.ttl", (TINY + TINY[:-9]).encode(), ["half.ttl:2:", "<http://x/s>"]),
        ("latin.ttl", TINY.replace("/o", "/ö").encode("latin-1"), ["latin.ttl:1:", "0xF6"]),
        ("wide.ttl", TINY.encode("utf-16"), ["wide.ttl", "UTF-16"]),
        ("deep.ttl", b"<a:b> <a:b> " + b"[ <a:b> " * 100_000, ["deep.ttl"]),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_unreadable_content(
    kg_process: Kg, tmp_path: Path, name: str, content: bytes, words: list[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    done = kg_process("--data", name, "info", cwd=tmp_path)
    assert_refused(done, 3, *words)


def test_huge_file_is_refused_before_it_is_read(kg_process: Kg, tmp_path: Path) -> None:
    path = tmp_path / "huge.nt"
    path.touch()
    os.truncate(path, 1 << 40)  # a terabyte, of which nothing is on the disk
    assert_refused(kg_process("--data", str(path), "info"), 4, "huge.nt", "MiB")


@pytest.mark.parametrize("content", ["", "not RDF at all", "{"])
def test_standard_input(kg_process: Kg, content: str) -> None:
    assert_refused(kg_process("--data", "-", "info", stdin=content), 3, "-:")


# --- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["assess", "st-rendering-pressTV"], ["'st-rendering-pressTV'", "st-rendering-presstv"]),
        (["assess", "--without", "st-iran-s-2020-91"], ["st-iran-s-2020-19"]),
        (["why", "st-rendering-presstv", "erbil-2021"], ["'erbil-2021'", "erbil-2021-02-15"]),
        (["why", "st-rendering-prestv", "erbil-2021-02-15"], ["st-rendering-presstv"]),
        (["why", "erbil-2021-02-15", "st-rendering-presstv"], ["is no incident"]),
        (["assess", "st-pompeo-20201220"], ["neither denies nor affirms"]),
        (["assess", "--as-of", "yesterday"], ["'yesterday' is no date"]),
        (["assess", "--kind", "rumour"], ["rumour", "denial", "claim"]),
        (["query", "denails"], ["'denails'", "denials"]),
        (["query", "denials", "-p", "nonsense=1"], ["nonsense"]),
        (["query", "denials", "-p", "nonsense"], ["NAME=VALUE"]),
        (["query"], ["kg query --list"]),
        (["assess", "--nonsense"], ["--nonsense"]),
        (["nonsense"], ["nonsense"]),
        (["info", "--format", "yaml"], ["yaml", "json"]),
    ],
    ids=" ".join,
)
def test_names_that_mean_nothing(kg_here: Kg, arguments: list[str], words: list[str]) -> None:
    assert_refused(kg_here(*arguments), 2, *words)


def test_ambiguous_name_lists_its_matches(kg_process: Kg, tmp_path: Path) -> None:
    path = tmp_path / "two.ttl"
    path.write_text("@prefix x: <http://x/> .\n@prefix y: <http://y/> .\nx:n x:p y:n . y:n x:p 1 .")
    done = kg_process("--data", str(path), "assess", "n")
    assert_refused(done, 2, "<http://x/n>", "<http://y/n>")


# --- nothing reaches out ---------------------------------------------------------------------


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server that would notice a connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def address(server: socket.socket) -> str:
    host, port = server.getsockname()
    return f"{host}:{port}"


def assert_nobody_called(server: socket.socket) -> None:
    with pytest.raises(BlockingIOError):
        server.accept()


def test_the_listener_would_notice(listener: socket.socket) -> None:
    with socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        connection.close()


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT * { SERVICE <http://ADDRESS/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { SERVICE SILENT <http://ADDRESS/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { service#\n<http://ADDRESS/>{ ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { VALUES ?e { <http://ADDRESS/> } SERVICE ?e { ?s ?p ?o } }", "SERVICE"),
        ("PREFIX e: <http://ADDRESS/> SELECT * { SERVICE e:x { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { \\u0053ERVICE <http://ADDRESS/> { ?s ?p ?o } }", "escape"),
        ("ASK { FILTER EXISTS { SERVICE SILENT <http://ADDRESS/> {} } }", "SERVICE"),
        ("LOAD <http://ADDRESS/data.ttl>", "LOAD"),
        ("LOAD SILENT <file:///etc/passwd> INTO GRAPH <http://x/g>", "LOAD"),
        ("SELECT * FROM <http://ADDRESS/data.ttl> { ?s ?p ?o }", "not in the data"),
        ("SELECT * FROM NAMED <http://ADDRESS/d.ttl> { GRAPH ?g { ?s ?p ?o } }", "not in the data"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "not in the data"),
        ("PREFIX e: <http://ADDRESS/> SELECT * FROM e:x { ?s ?p ?o }", "not in the data"),
        ("DELETE WHERE { ?s ?p ?o }", "only reads"),
    ],
)
def test_query_that_would_reach_out_is_refused(
    kg_here: Kg, tiny: Path, listener: socket.socket, engine: str, query: str, word: str
) -> None:
    text = query.replace("ADDRESS", address(listener))
    done = kg_here("--data", str(tiny), "query", "-", "--engine", engine, stdin=text)
    assert_refused(done, 2, word)
    assert_nobody_called(listener)


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_graph_names_only_what_is_in_the_data(
    kg_here: Kg, tiny: Path, listener: socket.socket, engine: str
) -> None:
    query = f"ASK {{ GRAPH <http://{address(listener)}/data.ttl> {{ ?s ?p ?o }} }}"
    done = kg_here("--data", str(tiny), "query", "-", "--engine", engine, stdin=query)
    assert (done.code, done.out, done.err) == (1, "false\n", "")
    assert_nobody_called(listener)


@pytest.mark.parametrize("text", [CONTEXT, IMPORT])
def test_remote_context_is_not_fetched(
    kg_process: Kg, tmp_path: Path, listener: socket.socket, text: str
) -> None:
    path = tmp_path / "remote.jsonld"
    path.write_text(text.replace("ADDRESS", address(listener)))
    assert_refused(kg_process("--data", str(path), "info"), 3, "remote.jsonld")
    assert_nobody_called(listener)


@pytest.mark.parametrize("opening", ["{", "(", "!", "[", "FILTER("])
def test_deeply_nested_query_does_not_take_the_process_down(
    kg_process: Kg, tiny: Path, opening: str
) -> None:
    query = "SELECT * { " + opening * 5_000
    done = kg_process("--data", str(tiny), "query", "-", stdin=query)
    assert done.code in (2, 3)
    assert_refused(done, done.code)


# --- where results go ------------------------------------------------------------------------

WRITERS: list[list[str]] = [
    ["info", "--format", "json"],
    ["check"],
    ["query", "q.rq", "--format", "csv"],
    ["assess", "--format", "json"],
]


@pytest.fixture
def at_work(tiny: Path) -> Callable[[list[str]], list[str]]:
    (tiny.parent / "q.rq").write_text("SELECT * { ?s ?p ?o }")
    return lambda arguments: ["--data", "tiny.ttl", *arguments]


@pytest.mark.parametrize("arguments", WRITERS, ids=lambda arguments: arguments[0])
def test_folder_that_is_not_there(
    kg_process: Kg, tmp_path: Path, at_work: Callable[[list[str]], list[str]], arguments: list[str]
) -> None:
    done = kg_process(*at_work(arguments), "-o", "gone/out.txt", cwd=tmp_path)
    assert_refused(done, 3, "gone/out.txt", "no folder")
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("arguments", WRITERS, ids=lambda arguments: arguments[0])
def test_full_device(
    kg_process: Kg, tmp_path: Path, at_work: Callable[[list[str]], list[str]], arguments: list[str]
) -> None:
    done = kg_process(*at_work(arguments), "-o", "/dev/full", cwd=tmp_path)
    assert_refused(done, 3, "/dev/full", "No space left")


@pytest.mark.parametrize("arguments", [*WRITERS, ["--help"], ["query", "--help"]], ids=" ".join)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_full_device_as_standard_output(
    tmp_path: Path,
    at_work: Callable[[list[str]], list[str]],
    arguments: list[str],
    unbuffered: str,
) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command(*at_work(arguments)),
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(PYTHONUNBUFFERED=unbuffered),
            cwd=tmp_path,
            check=False,
        )
    assert ended.returncode == 3
    message = ended.stderr.decode()
    assert message.startswith("kg: Standard output cannot be written: No space left")
    assert len(message.splitlines()) == 1


def test_full_disk_leaves_no_half_file(kg_process: Kg, tmp_path: Path) -> None:
    """The result has 300 kB, the disk takes 64."""
    done = kg_process("assess", "--format", "json", "-o", "new.json", cwd=tmp_path, limit=128)
    assert_refused(done, 3, "new.json", "Nothing was written")
    assert list(tmp_path.iterdir()) == []


def test_full_disk_leaves_the_old_file(kg_process: Kg, tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_text("precious")
    done = kg_process("assess", "--format", "json", "-o", "old.json", cwd=tmp_path, limit=128)
    assert_refused(done, 3, "old.json", "Nothing was written")
    assert list(tmp_path.iterdir()) == [old]
    assert old.read_text() == "precious"


@pytest.mark.parametrize(
    "arguments",
    [["assess"], ["assess", "--format", "json"], ["query", "--list"], ["info"], ["--help"]],
    ids=" ".join,
)
@pytest.mark.parametrize("lines", [0, 1])
def test_reader_that_goes_away(arguments: list[str], lines: int) -> None:
    """As with `kg assess | head -1`: quiet, and no failure."""
    child = subprocess.Popen(
        command(*arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert child.stdout is not None
    assert child.stderr is not None
    for _ in range(lines):
        assert child.stdout.readline()
    child.stdout.close()
    message = child.stderr.read().decode()
    child.stderr.close()
    assert (child.wait(), message) == (0, "")


@pytest.mark.parametrize("closed", [">&-", "<&-", ">&- 2>&-"])
def test_closed_streams(tiny: Path, closed: str) -> None:
    source = "-" if closed.startswith("<") else str(tiny)
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", *command("--data", source, "info")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == (0 if "2>" in closed else 1)


def test_stopped_by_the_user(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.ttl"
    os.mkfifo(pipe)
    child = subprocess.Popen(
        command("--data", str(pipe), "info"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    with pipe.open("wb"):  # opens when the command has begun to read
        child.send_signal(signal.SIGINT)
        out, err = child.communicate()
    assert (child.returncode, out.decode(), err.decode().strip()) == (130, "", "kg: Stopped.")
