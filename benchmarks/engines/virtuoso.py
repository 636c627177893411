"""Virtuoso, as Debian packages it: a server in a folder of its own, on loopback."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from engines.local import MATCH, digest, query_file
from engines.model import Answer, Kind, Outcome, Task, Work
from engines.process import run

_GRAPH = "http://localhost/graph"
_BUFFERS = 170_000  # pages of 8 KiB and some
_START = 60.0  # seconds that a server may take to start
_TRIES = 3
# FILTER(COALESCE(?party = ?only, true)), with or without calls within
_UNSET = re.compile(r"FILTER\(COALESCE\((?:[^()]|\([^()]*\))*, true\)\)")
_CONFIGURATION = """\
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
DirsAllowed = {data}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
ThreadsPerQuery = 2
CaseMode = 2
CheckpointInterval = 0
ShutdownTimeout = 5
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
"""


class _NotStartedError(Exception):
    """The server ended, or does not answer."""


@dataclass
class Virtuoso:
    """A server for each load; the last one answers the queries. See `engines.model.Engine`."""

    name: str = "Virtuoso"
    kinds: frozenset[Kind] = frozenset({"start", "load", "query", "match"})
    _server: subprocess.Popen[bytes] | None = None
    _home: Path | None = None
    _ports: tuple[int, int] = (0, 0)
    _whole: bool = field(default=False)

    def missing(self) -> str:
        """Say that the server is not installed."""
        if all(map(shutil.which, ("virtuoso-t", "isql-vt"))) and Path("/proc/self").exists():
            return ""
        return "Virtuoso is not installed (Debian's package virtuoso-opensource-7)."

    def run(self, task: Task, work: Work) -> Outcome:
        """Do a task."""
        try:
            return self._run(task, work)
        except _NotStartedError as error:
            return Outcome("failed", why=str(error))

    def _run(self, task: Task, work: Work) -> Outcome:
        if task.kind == "start":
            seconds = self._start(work)
            done = Outcome("done", seconds, seconds, memory=self._memory())
            self.close()
            return done
        if task.kind == "load":
            self._start(work)
            return self._load(work, (work.data,))
        if not self._alive():
            self._start(work)
            self._load(work, (work.data,))
        if not self._whole:
            given = self._load(work, work.given)
            if given.status != "done":
                return given
            self._whole = True
        return self._ask(task, work)

    def close(self) -> None:
        """End the server and remove its files."""
        if self._server is not None:
            self._server.terminate()
            try:
                self._server.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self._server.pid, signal.SIGKILL)
                self._server.wait()
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
        self._server = self._home = None

    def _alive(self) -> bool:
        return self._server is not None and self._server.poll() is None

    def _start(self, work: Work) -> float:
        for _ in range(_TRIES - 1):
            try:
                return self._start_once(work)
            except _NotStartedError:
                continue  # somebody else may have taken a port meanwhile
        return self._start_once(work)

    def _start_once(self, work: Work) -> float:
        self.close()
        self._home, self._whole, self._ports = work.folder / "virtuoso", False, _free_ports()
        self._home.mkdir()
        configuration = self._home / "virtuoso.ini"
        configuration.write_text(
            _CONFIGURATION.format(
                home=self._home,
                data=work.folder,
                sql=self._ports[0],
                http=self._ports[1],
                buffers=_BUFFERS,
                dirty=_BUFFERS * 3 // 4,
            ),
            encoding="utf-8",
        )
        start = time.perf_counter()
        self._server = subprocess.Popen(
            (_server(), "+foreground", "+configfile", str(configuration)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while not self._answers():
            if not self._alive() or time.perf_counter() - start > _START:
                raise _NotStartedError(f"It does not start: {self._last_words()}")
            time.sleep(0.02)
        return time.perf_counter() - start

    def _last_words(self) -> str:
        if self._home is None or not (self._home / "virtuoso.log").is_file():
            return "no log."
        log = (self._home / "virtuoso.log").read_text(encoding="utf-8", errors="replace")
        return (log.strip().splitlines() or ["an empty log."])[-1]

    def _answers(self) -> bool:
        for port in self._ports:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except OSError:
                return False
        return True

    def _memory(self) -> float | None:
        if self._server is None:
            return None
        try:
            status = Path(f"/proc/{self._server.pid}/status").read_text(encoding="ascii")
        except OSError:
            return None
        peak = [line for line in status.splitlines() if line.startswith("VmHWM")]
        return int(peak[0].split()[1]) / 1024 if peak else None

    def _load(self, work: Work, files: tuple[Path, ...]) -> Outcome:
        listed = "".join(f"ld_dir('{work.folder}', '{file.name}', '{_GRAPH}'); " for file in files)
        where = ("isql-vt", f"127.0.0.1:{self._ports[0]}", "dba", "dba")
        ended = run(
            (*where, f"exec={listed}rdf_loader_run(); checkpoint;"), work.limit, work.folder
        )
        if ended.late:
            self.close()
            return Outcome("not done", why=f"not done within {work.limit:g} s")
        if ended.code:
            return Outcome("failed", why=ended.last_words)
        answer = self._count(work)
        return Outcome("done", ended.wall, ended.wall, memory=self._memory(), answer=answer)

    def _count(self, work: Work) -> Answer | None:
        body = self._send("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", work.limit)
        found = json.loads(body)["results"]["bindings"][0]["n"]["value"]
        counted = work.folder / "count.txt"
        counted.write_text(str(found), encoding="ascii")
        return digest(work, "count", counted)

    def _ask(self, task: Task, work: Work) -> Outcome:
        query = MATCH if task.kind == "match" else query_file(task.name)
        start = time.perf_counter()
        try:
            body = self._send(open_parameters(query.read_text(encoding="utf-8")), work.limit)
        except urllib.error.HTTPError as error:
            lines = error.read().decode(errors="replace").strip().splitlines()
            return Outcome("failed", why=f"refused: {' '.join(lines)[:200]}")
        except TimeoutError:
            self.close()
            return Outcome("not done", why=f"not done within {work.limit:g} s")
        except (OSError, urllib.error.URLError):
            self.close()
            return Outcome("failed", why="The server ended, or closed the connection.")
        seconds = time.perf_counter() - start
        output = work.folder / "virtuoso.json"
        output.write_bytes(body)
        memory = self._memory()
        if task.kind == "match":
            answer = digest(work, "matched", output)
        else:
            answer = digest(work, "results", output, query)
        return Outcome("done", seconds, seconds, memory=memory, answer=answer)

    def _send(self, query: str, limit: float) -> bytes:
        form = {
            "query": query,
            "default-graph-uri": _GRAPH,
            "format": "application/sparql-results+json",
        }
        request = urllib.request.Request(
            f"http://127.0.0.1:{self._ports[1]}/sparql", urllib.parse.urlencode(form).encode()
        )
        with urllib.request.urlopen(request, timeout=limit) as answer:  # noqa: S310 (loopback)
            content: bytes = answer.read()
            return content


def open_parameters(query: str) -> str:
    """Leave out the filters of parameters, none of which is set.

    They let everything pass where the parameter has no value, and are errors to Virtuoso.
    """
    return _UNSET.sub("", query)


def _server() -> str:
    return shutil.which("virtuoso-t") or "virtuoso-t"


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])
