"""Runs a query: guard, parameters, engine, limits, each in its own module."""

from __future__ import annotations

import re
import threading
import traceback
from collections.abc import Callable, Mapping
from typing import TypeVar

from kg.errors import UnknownNameError, UsageError
from kg.graph import Graph
from kg.queries import guard, parameters, registry
from kg.queries.engines import ENGINES, graph_names
from kg.queries.headers import NamedQuery, parse_query
from kg.queries.limited import Limits, in_child
from kg.queries.results import QueryResult

_NAME = re.compile(r"[\w-]*+")
# The parser of Oxigraph recurses: 16,000 `!` in a row overflow the usual 8 MB and kill the
# process. With a gigabyte (of addresses; memory is taken as it is touched) nothing that the
# guard lets through comes near the end.
_STACK_BYTES = 1 << 30
# A store in a folder takes a third of a gigabyte of addresses when it is opened, and next to no
# memory.
_OPENING_BYTES = 1 << 29

T = TypeVar("T")


def run(
    graph: Graph,
    query: str | NamedQuery,
    values: Mapping[str, str] | None = None,
    *,
    as_of: str | None = None,
    engine: str = "oxigraph",
    timeout: float | None = None,
    max_rows: int | None = None,
    max_memory: int | None = None,
    reopen: Callable[[], Graph] | None = None,
) -> QueryResult:
    """Run a query on a graph.

    With any limit it runs in a process of its own, which is killed when it reaches one or when
    this one ends; without, it runs here and costs nothing more.

    Parameters
    ----------
    graph
        The data.
    query
        Name of a query in ``queries/``, the text of one, or one that was parsed before.
    values
        Values of its parameters as a person types them; they are bound, never pasted.
    as_of
        Date for queries that take one (ISO 8601 or EDTF).
    engine
        ``oxigraph`` or ``rdflib``.
    timeout
        Seconds after which to give up; None: wait.
    max_rows
        Most rows (or triples) of the answer; one that has more is refused whole.
    max_memory
        MiB that the query may take beyond the data; on Linux alone.
    reopen
        How a process with limits gets at the data, where it cannot use the graph as it is in
        memory, such as a directory that is opened to read; None: it has the graph's copy.

    Raises
    ------
    kg.errors.UsageError
        If the query is refused, or a name or value means nothing.
    kg.errors.InputError
        If it does not parse; with line and column.
    kg.errors.LimitError
        If it takes too long or too much, or the answer is too large; it says which.
    """
    limits = Limits(timeout, max_rows, max_memory)
    if engine not in ENGINES:
        raise UnknownNameError("engine", engine, list(ENGINES))

    def task() -> QueryResult:
        data = reopen() if reopen and limits.asked else graph
        chosen = _find(query)
        if chosen in registry.named():  # they ask for what the ontology means and the rules derive
            data.demand_derived()
        guard.check(chosen.text, graph_names(data))
        terms = parameters.bind(data, chosen, values or {}, as_of)
        try:
            return ENGINES[engine](data, chosen, terms, max_rows)
        except OSError as error:
            raise UsageError(
                f"The query '{chosen.name}' reached for something beyond the data, and that failed "
                f"({error}). Queries run on the loaded data alone."
            ) from None

    if not limits.asked:
        return _with_room(task)
    if engine == "rdflib" and reopen is None:
        _ = graph.rdflib  # made here and once: it is no part of what the query takes
    room = _STACK_BYTES + (_OPENING_BYTES if reopen else 0)
    return in_child(lambda: _with_room(task), limits, room=room)


def _find(query: str | NamedQuery) -> NamedQuery:
    if isinstance(query, NamedQuery):
        return query
    bare = query.strip()
    return registry.find(bare) if _NAME.fullmatch(bare) else parse_query(query, "query")


def _with_room(task: Callable[[], T]) -> T:
    """Run a task on a thread with a large stack; the caller stays open to Ctrl-C."""
    results: list[T] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            results.append(task())
        except BaseException as error:  # raised again below
            # What Oxigraph gives must be dropped in this thread; a traceback would carry it away.
            traceback.clear_frames(error.__traceback__)
            errors.append(error)

    before = threading.stack_size(_STACK_BYTES)
    try:
        thread = threading.Thread(target=work, daemon=True, name="kg-query")
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    if errors:
        raise errors[0]
    return results[0]
