"""Data that go into stores, small, with all that is hard to store; and servers to put them in."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.resources import shipped_case

HARD = """\
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://my.example/> .
my:raid a cev:Incident ; rdfs:label "" ; cev:note "a,\\"b\\nc", "«é»"@fr, "01"^^xsd:integer .
my:flood a cev:Incident ; rdfs:label "flood, \\"great\\"\\r\\nand long" ; cev:occurredOn "2021-02" .
[] a cev:Incident ; rdfs:label "nameless" .
"""


@pytest.fixture
def hard(tmp_path: Path) -> Path:
    """Return a file with blank nodes, an empty text, quotes, line ends and strange terms."""
    path = tmp_path / "hard.ttl"
    path.write_text(HARD, encoding="utf-8")
    return path


@pytest.fixture
def case_file() -> Path:
    """Return the file of the case that ships."""
    return shipped_case()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def missing(what: str) -> None:
    """Fail where everything has to be there, and skip elsewhere."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@contextmanager
def running(start: Callable[[Sequence[int]], list[str | Path]], ports: int) -> Iterator[list[int]]:
    """Run a server on free ports of this machine, and end it."""
    for last in (False, False, True):
        chosen = [free_port() for _ in range(ports)]
        process = subprocess.Popen(
            start(chosen),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            if all(answers(process, port) for port in chosen):
                yield chosen
                return
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if last:
            pytest.fail("The server does not start.")


def answers(process: subprocess.Popen[bytes], port: int) -> bool:
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False  # somebody else may have taken the port meanwhile


@contextmanager
def running_oxigraph(folder: Path) -> Iterator[str]:
    """Run an Oxigraph server; the address is that for queries."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        missing("The package oxigraph is missing; pip install -e .[dev] brings it.")

    def start(ports: Sequence[int]) -> list[str | Path]:
        return [program, "serve", "--location", folder, "--bind", f"127.0.0.1:{ports[0]}"]

    try:
        with running(start, 1) as ports:
            yield f"http://127.0.0.1:{ports[0]}/query"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of an Oxigraph server."""
    with running_oxigraph(tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture(scope="session")
def another_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a second one."""
    with running_oxigraph(tmp_path_factory.mktemp("another")) as url:
        yield url


VIRTUOSO = """\
[Database]
DatabaseFile = {home}/virtuoso.db
ErrorLogFile = {home}/virtuoso.log
LockFile = {home}/virtuoso.lck
TransactionFile = {home}/virtuoso.trx
xa_persistent_file = {home}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {home}/temp.db
TransactionFile = {home}/temp.trx
FileExtend = 200
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
CaseMode = 2
CheckpointInterval = 0
ShutdownTimeout = 5
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 1000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
"""


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a Virtuoso that gives 1,000 rows at most, and return the address for queries."""
    program = shutil.which("virtuoso-t")
    if program is None:
        missing("Virtuoso is missing: Debian's package virtuoso-opensource-7-bin.")
    home = tmp_path_factory.mktemp("virtuoso")

    def start(ports: Sequence[int]) -> list[str | Path]:
        settings = home / "virtuoso.ini"
        settings.write_text(VIRTUOSO.format(home=home, sql=ports[0], http=ports[1]))
        return [str(program), "+foreground", "+configfile", settings]

    try:
        with running(start, 2) as ports:
            yield f"http://127.0.0.1:{ports[1]}/sparql"
    finally:
        shutil.rmtree(home, ignore_errors=True)
