"""Queries that are not trusted: in a process of their own, with limits of time, memory and rows.

Rows cross the pipe in blocks, each with its distinct terms and their numbers row by row: terms
repeat, and making them is what costs.
"""

from __future__ import annotations

import io
import json
import pickle
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import LimitError, UsageError
from kg.queries.results import QueryResult, Row

if TYPE_CHECKING:
    from kg.child import ChildError

MIB = 1024 * 1024
_BLOCK = 10_000  # rows
_TERMS = frozenset(("NamedNode", "BlankNode", "Literal", "Triple", "BaseDirection"))


@dataclass(frozen=True)
class Limits:
    """What a query may take; None: as much as it wants.

    Attributes
    ----------
    timeout
        Seconds from the question to the last row.
    max_rows
        Most rows, or triples of CONSTRUCT and DESCRIBE. An answer that has more is refused.
    max_memory
        MiB beyond those that the data takes.
    """

    timeout: float | None = None
    max_rows: int | None = None
    max_memory: int | None = None

    def __post_init__(self) -> None:
        # Written so that nan, which is neither more nor less, is refused as well.
        if self.timeout is not None and not self.timeout > 0:
            raise UsageError(f"A limit of {self.timeout:g} seconds leaves no time at all.")
        if self.max_rows is not None and self.max_rows < 0:
            raise UsageError(f"A limit of {self.max_rows} rows means nothing; give 0 or more.")
        if self.max_memory is not None and self.max_memory < 1:
            raise UsageError(f"A limit of {self.max_memory} MiB leaves no memory at all.")

    @property
    def asked(self) -> bool:
        """Whether there is any."""
        return any(each is not None for each in (self.timeout, self.max_rows, self.max_memory))


def in_child(task: Callable[[], QueryResult], limits: Limits, *, room: int = 0) -> QueryResult:
    """Run a task in a process of its own and bring its result back.

    Parameters
    ----------
    task
        Runs the query; it keeps to ``max_rows`` itself.
    limits
        What it may take.
    room
        Bytes of addresses that it needs before it begins, and that do not count.

    Raises
    ------
    kg.errors.LimitError
        If it reached a limit or died; it says which.
    kg.errors.KgError
        What the task raised.
    """
    from kg.child import ChildError, answers  # noqa: PLC0415 (who sets no limit does without)

    memory = None if limits.max_memory is None else limits.max_memory * MIB + room
    try:
        with closing(
            answers(lambda send: _send(task(), send), seconds=limits.timeout, memory=memory)
        ) as frames:
            return _received(frames)
    except ChildError as error:
        raise _explained(error, limits) from None


def _explained(error: ChildError, limits: Limits) -> LimitError:
    if error.cause == "time":
        return LimitError(
            f"The query was not done after {limits.timeout:g} seconds (--timeout). "
            "Narrow it, or allow more time."
        )
    if error.cause == "memory":
        return LimitError(
            f"The query needs more than {limits.max_memory} MiB of memory (--max-memory). "
            "Narrow it, or allow more."
        )
    if error.cause == "killed":
        return LimitError(
            f"The process that ran the query was killed from outside ({error.signal}), perhaps by "
            "the system for want of memory. Narrow the query, or limit it with --max-memory."
        )
    return LimitError(
        f"The query made its engine crash ({error.signal}); there is no answer. Write it in "
        "another way, with less nesting."
    )


# In the child


def _send(result: QueryResult, send: Callable[[bytes], None]) -> None:
    rows: Sequence[tuple[object, ...]] = result.rows
    if result.kind == "graph":
        rows = [(each.subject, each.predicate, each.object) for each in result.triples]
    head = {
        "kind": result.kind,
        "variables": result.variables,
        "boolean": result.boolean,
        "rows": len(rows),
    }
    send(json.dumps(head).encode())
    for start in range(0, len(rows), _BLOCK):
        send(_packed(rows[start : start + _BLOCK]))


def _packed(rows: Sequence[tuple[object, ...]]) -> bytes:
    numbers: dict[object, int] = {}
    cells = array(
        "I", [numbers.setdefault(each, len(numbers)) for each in chain.from_iterable(rows)]
    )
    return pickle.dumps((len(rows), list(numbers), cells.tobytes()), protocol=5)


# In the parent


class _Terms(pickle.Unpickler):
    """Reads terms and nothing else, whatever the bytes say."""

    def find_class(self, module: str, name: str) -> object:
        if module != "pyoxigraph" or name not in _TERMS:
            raise pickle.UnpicklingError(f"{module}.{name} is no term")
        return super().find_class(module, name)


def _received(frames: Iterator[bytes]) -> QueryResult:
    head = json.loads(next(frames))
    graph = head["kind"] == "graph"
    width = len(("subject", "predicate", "object")) if graph else len(head["variables"])
    rows: list[Any] = []
    for frame in frames:
        rows.extend(_unpacked(frame, width))
    if len(rows) != head["rows"]:
        raise RuntimeError(f"Of {head['rows']} rows {len(rows)} came.")
    if graph:
        return QueryResult("graph", triples=tuple(ox.Triple(*row) for row in rows))
    return QueryResult(
        head["kind"],
        variables=tuple(head["variables"]),
        rows=tuple(rows),
        boolean=head["boolean"],
    )


def _unpacked(frame: bytes, width: int) -> Iterator[Row]:
    count, terms, content = _Terms(io.BytesIO(frame)).load()
    numbers = array("I")
    numbers.frombytes(content)
    if len(numbers) != count * width:
        raise RuntimeError(f"{count} rows of {width} came as {len(numbers)} terms.")
    if not width:
        return iter([()] * count)
    cells = iter([terms[number] for number in numbers])
    return zip(*[cells] * width, strict=True)
