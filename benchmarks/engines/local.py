"""Engines that run as a process for each task: kg, Oxigraph, rdflib, SHACL."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engines.model import Answer, AnswerError, Kind, Outcome, Task, Work
from engines.process import KG, ROOT, Ended, must, run, step

MATCH = Path(__file__).with_name("match.rq")


def query_file(name: str) -> Path:
    """Return the file of a named query."""
    return ROOT / "queries" / f"{name}.rq"


def digest(work: Work, form: str, *arguments: object) -> Answer:
    """Read an answer, in a process of its own: this one has to stay small."""
    ended = step("digest", (form, *arguments), work.limit, work.folder)
    if ended.code:
        raise AnswerError(f"Its answer cannot be read: {ended.last_words}")
    found = json.loads(ended.output)
    return Answer(int(str(found["rows"])), str(found["sha256"]), str(found["note"]))


def outcome(
    ended: Ended,
    work: Work,
    form: str = "",
    *arguments: object,
    inside: bool = True,
    codes: Sequence[int] = (0,),
) -> Outcome:
    """Return what a process gave.

    Parameters
    ----------
    ended
        The process.
    work
        The data.
    form, arguments
        How the answer is read; none: there is none.
    inside
        Whether it says itself how long the step took, rather than being one as a whole.
    codes
        Exit codes that mean success.
    """
    if ended.late:
        return Outcome("not done", why=f"not done within {work.limit:g} s")
    if ended.code not in codes:
        return Outcome("failed", why=ended.last_words)
    said = json.loads(ended.output) if inside else {}
    if "count" in said:
        counted = work.folder / "count.txt"
        counted.write_text(str(said["count"]), encoding="ascii")
    return Outcome(
        "done",
        seconds=said.get("seconds", ended.wall),
        whole=ended.wall,
        cpu=ended.cpu,
        memory=ended.memory,
        answer=digest(work, form, *arguments) if form else None,
    )


@dataclass(frozen=True)
class Process:
    """An engine without anything to close; see `engines.model.Engine`."""

    name: str
    kinds: frozenset[Kind]
    module: str = "kg"

    def missing(self) -> str:
        """Say that its module is not installed."""
        if importlib.util.find_spec(self.module) is None:
            return f"The Python package {self.module} is not installed."
        return ""

    def close(self) -> None:
        """Nothing is left running."""


class Kg(Process):
    """The commands, as a user runs them, on a store."""

    def run(self, task: Task, work: Work) -> Outcome:
        """Run a command."""
        output = work.folder / "kg.json"
        store = ("--quiet", "--store", str(work.store))
        if task.kind == "load":
            shutil.rmtree(work.store, ignore_errors=True)
            ended = self._kg(work, "load", str(work.data), "--store", str(work.store))
            if not ended.code:
                count = must("stored", (work.store,), work.folder)["count"]
                (work.folder / "count.txt").write_text(str(count), encoding="ascii")
            return outcome(ended, work, "count", work.folder / "count.txt", inside=False)
        if task.kind == "match":
            ended = self._kg(work, *store, "assess", "--format", "json", "-o", str(output))
            return outcome(ended, work, "assessed", output, inside=False)
        if task.kind == "check":
            ended = self._kg(work, "check", str(work.faulty), "--format", "json", "-o", str(output))
            shapes = work.folder / "shapes.nt"
            return outcome(
                ended, work, "checked", output, work.faulty, shapes, inside=False, codes=(0, 1)
            )
        if task.kind == "start":
            return outcome(self._kg(work, "--help"), work, inside=False)
        ended = self._kg(work, *store, "query", task.name, "--format", "json", "-o", str(output))
        return outcome(ended, work, "results", output, query_file(task.name), inside=False)

    @staticmethod
    def _kg(work: Work, *arguments: str) -> Ended:
        return run((*KG, *arguments), work.limit, work.folder)


class KgInMemory(Process):
    """The library on a file: reading it stands outside the clock."""

    def run(self, task: Task, work: Work) -> Outcome:
        """Ask a named query."""
        output = work.folder / "memory.json"
        ended = step("query_kg", (work.data, task.name, output), work.limit, work.folder)
        return outcome(ended, work, "results", output, query_file(task.name))


class Oxigraph(Process):
    """Pyoxigraph alone, on a store in a folder."""

    def run(self, task: Task, work: Work) -> Outcome:
        """Do a task."""
        if task.kind == "start":
            return _import(self.module, work)
        folder = work.folder / "oxigraph"
        if task.kind == "load":
            shutil.rmtree(folder, ignore_errors=True)
            ended = step("load_oxigraph", (work.data, folder), work.limit, work.folder)
            return outcome(ended, work, "count", work.folder / "count.txt")
        whole = work.folder / "oxigraph-whole"
        if not whole.exists():
            must("load_oxigraph", (work.data, whole), work.folder)
            must("extend_oxigraph", (whole, *work.given), work.folder)
        return _ask(task, work, "query_oxigraph", whole)


class OxigraphInOrder(Process):
    """Pyoxigraph alone, whose store is left as ``kg load`` leaves its own: put in order."""

    def run(self, task: Task, work: Work) -> Outcome:
        """Load."""
        del task
        folder = work.folder / "oxigraph-in-order"
        shutil.rmtree(folder, ignore_errors=True)
        ended = step("load_oxigraph_in_order", (work.data, folder), work.limit, work.folder)
        return outcome(ended, work, "count", work.folder / "count.txt")


class Rdflib(Process):
    """rdflib on a graph in memory."""

    def run(self, task: Task, work: Work) -> Outcome:
        """Do a task."""
        if task.kind == "start":
            return _import(self.module, work)
        if task.kind == "load":
            ended = step("load_rdflib", (work.data,), work.limit, work.folder)
            return outcome(ended, work, "count", work.folder / "count.txt")
        output, query = work.folder / "rdflib.json", query_file(task.name)
        files = (work.data, work.folder / "rest.nt")
        ended = step("query_rdflib", (query, output, *files), work.limit, work.folder)
        return outcome(ended, work, "results", output, query)


class Shacl(Process):
    """A SHACL engine on the shapes of the project."""

    def run(self, task: Task, work: Work) -> Outcome:
        """Validate the data with faults."""
        if task.kind == "start":
            return _import(self.module, work)
        output = work.folder / "shacl.json"
        name = {"pyshacl": "check_pyshacl", "pyrudof": "check_rudof"}[self.module]
        data = (work.faulty, work.folder / "ontology.nt", work.folder / "shapes.nt")
        ended = step(name, (*data, output), work.limit, work.folder)
        return outcome(ended, work, "reported", output, work.faulty)


class Bare(Process):
    """Python that starts and ends."""

    def run(self, task: Task, work: Work) -> Outcome:
        """Start."""
        del task
        return outcome(run((sys.executable, "-c", ""), work.limit, work.folder), work, inside=False)


def _import(module: str, work: Work) -> Outcome:
    command = (sys.executable, "-c", f"import {module}")
    return outcome(run(command, work.limit, work.folder), work, inside=False)


def _ask(task: Task, work: Work, name: str, folder: Path) -> Outcome:
    output = work.folder / f"{name}.json"
    query = MATCH if task.kind == "match" else query_file(task.name)
    ended = step(name, (folder, query, output), work.limit, work.folder)
    if task.kind == "match":
        return outcome(ended, work, "matched", output)
    return outcome(ended, work, "results", output, query)


KG_STORE = Kg("kg", frozenset({"start", "load", "query", "match", "check"}))
LOCAL = (
    KG_STORE,
    KgInMemory("kg in memory", frozenset({"query"})),
    Bare("Python alone", frozenset({"start"}), "sys"),
    Oxigraph("Oxigraph", frozenset({"start", "load", "query", "match"}), "pyoxigraph"),
    OxigraphInOrder("Oxigraph, in order", frozenset({"load"}), "pyoxigraph"),
    Rdflib("rdflib", frozenset({"start", "load", "query"}), "rdflib"),
    Shacl("pyshacl", frozenset({"start", "check"}), "pyshacl"),
    Shacl("pyrudof", frozenset({"start", "check"}), "pyrudof"),
)
