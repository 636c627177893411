"""Measure every task on every engine, side by side, and hold the answers together."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import subprocess
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from engines.model import AnswerError, Engine, Outcome, Row, Task, Work, row
from engines.process import must

QUERIES = (
    "incidents",
    "unclaimed-incidents",
    "sources-by-statements",
    "statements-by-basis-and-hedging",
    "anonymous-speakers",
    "denials",
    "parties-and-their-voices",
    "rival-attributions",
)
START = Task("start", "start")
TASKS = (
    START,
    Task("load", "load"),
    *(Task("query", name) for name in QUERIES),
    Task("match", "match"),
    Task("check", "check"),
)
PACKAGES = ("duckdb", "pyoxigraph", "pyrudof", "pyshacl", "rdflib")
Say = Callable[[str], None]


def measure(
    engines: Sequence[Engine],
    tasks: Sequence[Task],
    sizes: Sequence[int],
    *,
    denials: int,
    seed: int,
    runs: int,
    limit: float,
    folder: Path,
    say: Say,
) -> Generator[Row]:
    """Measure tasks on engines, size by size, and yield what was found as soon as it is.

    The engines take turns, run by run, so that what else the machine does falls on all of them.
    What was not done at a size is not tried at a larger one.

    Parameters
    ----------
    engines
        The first that gives an answer is the one that others are compared with.
    tasks
        What is measured; start-up at the first size alone.
    sizes
        Numbers of incidents, growing.
    denials, seed
        As of ``generate.py``.
    runs
        How often each is run; medians are kept.
    limit
        Seconds for one run.
    folder
        Where data may lie; what was made is removed, size by size.
    say
        Told what is going on.
    """
    rows: list[Row] = []
    for place, size in enumerate(sizes):
        home = folder / str(size)
        home.mkdir(parents=True)
        made = must("generate", (size, denials, seed, home), home)
        work = Work(size, denials, int(str(made["triples"])), home, limit)
        say(f"{size:,} incidents, {denials:,} denials: {work.triples:,} triples")
        prepared = False
        try:
            for task in tasks:
                if task == START and place:
                    continue
                if task.kind in {"query", "match"} and not prepared:
                    must("prepare", (home,), home)
                    prepared = True
                found = _side_by_side(engines, task, work, runs, rows)
                rows.extend(found)
                for each in found:
                    say(f"  {task.name} on {each.engine}: {short(each)}")
                yield from found
        finally:
            for engine in engines:
                engine.close()
            shutil.rmtree(home)


def _side_by_side(
    engines: Sequence[Engine], task: Task, work: Work, runs: int, before: Sequence[Row]
) -> list[Row]:
    """Run a task on all engines in turns; return their rows, held together."""
    able = [engine for engine in engines if task.kind in engine.kinds]
    outcomes: dict[str, list[Outcome]] = {engine.name: [] for engine in able}
    for _ in range(runs):
        for engine in able:
            sofar = outcomes[engine.name]
            if sofar and sofar[-1].status != "done":
                continue
            sofar.append(_once(engine, task, work, before))
    return compared([row(task, name, work, found) for name, found in outcomes.items()])


def _once(engine: Engine, task: Task, work: Work, before: Sequence[Row]) -> Outcome:
    why = engine.missing()
    if why:
        return Outcome("missing", why=why)
    smaller = [
        each
        for each in before
        if each.task == task and each.engine == engine.name and each.status == "not done"
    ]
    if smaller:
        why = f"not tried: {smaller[-1].incidents:,} incidents took longer than {work.limit:g} s"
        return Outcome("not done", why=why)
    try:
        return engine.run(task, work)
    except AnswerError as error:
        return Outcome("failed", why=str(error))


def compared(rows: Sequence[Row]) -> list[Row]:
    """Say of each answer whether it is that of the first engine that gave one."""
    answers = [(each.rows, each.sha256) for each in rows if each.sha256]
    if len(answers) < 2:
        return list(rows)
    return [
        replace(each, agrees=(each.rows, each.sha256) == answers[0]) if each.sha256 else each
        for each in rows
    ]


def short(found: Row) -> str:
    """Return a row in a few words."""
    if found.status != "done" or found.seconds is None:
        return found.why
    answer = f", {found.rows:,} rows" if found.rows is not None and found.sha256 else ""
    differs = ", AN ANSWER THAT DIFFERS" if found.agrees is False else ""
    memory = f", {found.memory:,.0f} MiB" if found.memory is not None else ""
    return f"{found.seconds:.3f} s{memory}{answer}{differs}"


def machine() -> dict[str, str]:
    """Say what the figures were measured on, and how busy it was before."""
    about = {
        "day": datetime.now(UTC).date().isoformat(),
        "system": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load before": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
    }
    for name in PACKAGES:
        try:
            about[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            about[name] = "missing"
    about["virtuoso"] = _virtuoso()
    return about


def _virtuoso() -> str:
    server = shutil.which("virtuoso-t")
    if server is None:
        return "missing"
    said = subprocess.run(
        [server, "-?"], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    words = (said.stdout + said.stderr).split()
    return words[words.index("Version") + 1] if "Version" in words else "installed"
