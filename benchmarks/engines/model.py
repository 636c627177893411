"""Tasks, what one run of a task gave, and the rows that are made of several runs."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

Kind = Literal["start", "load", "query", "match", "check"]
Status = Literal["done", "not done", "failed", "missing"]
KINDS: tuple[Kind, ...] = ("start", "load", "query", "match", "check")


class AnswerError(Exception):
    """An answer is not in the form that its engine should give."""


@dataclass(frozen=True)
class Task:
    """What is to be done.

    Attributes
    ----------
    kind
        Which sort of work.
    name
        Of a query: its name; of the others: the kind.
    """

    kind: Kind
    name: str


@dataclass(frozen=True)
class Answer:
    """What came out, so that two engines can be compared.

    Attributes
    ----------
    rows
        How many rows.
    sha256
        Hash of the sorted rows.
    note
        What else is worth saying, such as how many pairs were stated.
    """

    rows: int
    sha256: str
    note: str = ""


@dataclass(frozen=True)
class Outcome:
    """One run of a task.

    Attributes
    ----------
    status
        ``done``; ``not done`` within the limit; ``failed``; ``missing``: there is no such engine.
    seconds
        What is compared. Of a command: the whole process; of a library: the step alone, its
        answer made into text.
    whole
        Wall time of the whole process, in seconds; of a server: of its answer.
    cpu
        Processor time, user and system, in seconds; None where a server did the work.
    memory
        The most memory that the process had, in MiB; of a server: since it was started.
    answer
        What came out; None if nothing did.
    why
        Why it is not done, in words.
    """

    status: Status
    seconds: float | None = None
    whole: float | None = None
    cpu: float | None = None
    memory: float | None = None
    answer: Answer | None = None
    why: str = ""


@dataclass(frozen=True)
class Work:
    """The data of one size, and where it lies.

    Attributes
    ----------
    incidents, denials, triples
        How large it is.
    folder
        Where everything lies.
    limit
        Seconds after which a process is ended.
    """

    incidents: int
    denials: int
    triples: int
    folder: Path
    limit: float

    @property
    def data(self) -> Path:
        """The graph, as N-Triples."""
        return self.folder / "data.nt"

    @property
    def faulty(self) -> Path:
        """The same graph with faults planted in it, for checks to find."""
        return self.folder / "faulty.nt"

    @property
    def given(self) -> tuple[Path, ...]:
        """What the other engines are given beside the data, outside the clock."""
        return self.folder / "rest.nt", self.folder / "given.nt"

    @property
    def store(self) -> Path:
        """The store that ``kg load`` made."""
        return self.folder / "kg.store"


class Engine(Protocol):
    """Something that can do tasks."""

    @property
    def name(self) -> str:
        """Return what it is called in tables."""

    @property
    def kinds(self) -> frozenset[Kind]:
        """Return what it can be asked to do."""

    def missing(self) -> str:
        """Return why it cannot run here; empty if it can."""

    def run(self, task: Task, work: Work) -> Outcome:
        """Do a task once."""

    def close(self) -> None:
        """End what it started for a size."""


@dataclass(frozen=True)
class Row:
    """A task on an engine at a size: medians of several runs.

    Attributes
    ----------
    task, engine
        What was done, and by what.
    incidents, triples
        How large the data was.
    status, why
        As in `Outcome`; of several runs the worst.
    runs
        How many came to their end.
    seconds, whole, cpu, memory
        Medians; of memory the most.
    rows, sha256, note
        The answer.
    agrees
        Whether the answer is that of the first engine that gave one; None: nothing to compare.
    """

    task: Task
    engine: str
    incidents: int
    triples: int
    status: Status
    why: str
    runs: int
    seconds: float | None
    whole: float | None
    cpu: float | None
    memory: float | None
    rows: int | None
    sha256: str | None
    note: str
    agrees: bool | None = field(default=None)

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        plain = {name: value for name, value in vars(self).items() if name != "task"}
        return {"kind": self.task.kind, "task": self.task.name, **plain}


def row(task: Task, engine: str, work: Work, outcomes: Sequence[Outcome]) -> Row:
    """Return the medians of several runs."""
    worst = next((each for each in outcomes if each.status != "done"), outcomes[0])
    done = [each for each in outcomes if each.status == "done"]
    answers = {each.answer for each in done}
    answer = done[0].answer if done else None
    if len(answers) > 1:
        worst = Outcome("failed", why="Its runs gave different answers.")
    return Row(
        task=task,
        engine=engine,
        incidents=work.incidents,
        triples=work.triples,
        status=worst.status,
        why=worst.why,
        runs=len(done),
        seconds=_median([each.seconds for each in done]),
        whole=_median([each.whole for each in done]),
        cpu=_median([each.cpu for each in done]),
        memory=max((each.memory for each in done if each.memory is not None), default=None),
        rows=answer.rows if answer else None,
        sha256=answer.sha256 if answer else None,
        note=answer.note if answer else "",
    )


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(statistics.median(known), 4) if known else None
