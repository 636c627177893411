"""Run all checks over a graph or over files, and give each problem its place."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from os import PathLike

import pyoxigraph as ox

from kg.checks.data import SUBCLASS, Data
from kg.checks.feed import Feed
from kg.checks.places import find_places
from kg.checks.queries import load_checks
from kg.checks.registry import checks
from kg.checks.result import CheckResult, Finding, Problem
from kg.checks.rows import Rows
from kg.checks.rules import SYNTAX
from kg.checks.shacl import ENGINES
from kg.graph import DataFile, Graph
from kg.loaders.asked import asked_for
from kg.loaders.large import LargeFile
from kg.loaders.locator import Place
from kg.loaders.opening import assemble, file_names, load_file, read_ontology
from kg.loaders.parsing import ParseError

_TURN = 0.0005  # seconds


def check_graph(graph: Graph, engine: str = ENGINES[0]) -> CheckResult:
    """Check the data of a graph against the shapes and the cross-checks.

    Parameters
    ----------
    graph
        With its files; the places of the findings come from their text.
    engine
        What validates the shapes, one of `kg.checks.shacl.ENGINES`; all find the same.

    Returns
    -------
    CheckResult
        Sorted by file, line, severity and rule.
    """
    return _result(Data(graph), graph.files, engine)


def check_files(files: Sequence[str | PathLike[str]] = (), engine: str = ENGINES[0]) -> CheckResult:
    """Read files and check what is in them together.

    A file that is read but cannot be parsed gives a finding of the rule ``syntax``; the other
    files are then checked without it only for their own syntax, since every reference to the
    broken one would dangle.

    Parameters
    ----------
    files
        Paths, of packed files too; ``-`` is standard input. None: the case that ships.
    engine
        As for `check_graph`.

    Raises
    ------
    InputError
        If a file cannot be read at all.
    LimitError
        If a file is too large.
    """
    with _without_collector():
        return _check_files(file_names(files), engine)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from looking for circles: none are made, and of rows there may be millions."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _check_files(names: Sequence[str], engine: str) -> CheckResult:
    loaded: list[DataFile] = []
    broken: list[Finding] = []
    for number, name in enumerate(names):
        try:
            loaded.append(load_file(name, number, packed=True))
        except ParseError as error:
            broken.append(_syntax(name, error))
    if broken:
        broken += _errors(loaded, Rows(), {})
        return CheckResult.of(broken, names)
    feeds = _feeds(loaded)
    rows = Rows()
    # The engine fills its store beside Python: of a large file both take their time.
    with ThreadPoolExecutor(1) as beside, _taking_turns():
        graph = beside.submit(assemble, loaded)
        try:
            broken += _errors(loaded, rows, feeds)
        finally:
            for feed in feeds.values():  # else the other thread would wait for ever
                feed.close()
        if broken:
            return CheckResult.of(broken, names)
        # Most checks need no store, and the rules may still derive what it lacks.
        return _result(Data(graph, rows, read_ontology()), loaded, engine)


@contextmanager
def _taking_turns() -> Iterator[None]:
    """Let threads change places more often: the engine needs Python only for a moment each time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _errors(files: Sequence[DataFile], rows: Rows, feeds: Mapping[int, Feed]) -> Iterator[Finding]:
    """Read files, and yield what keeps one from being read."""
    for number, file in enumerate(files):
        feed = feeds.get(number)
        try:
            rows.read(file, feed)
        except ParseError as error:
            yield _syntax(file.name, error)
        if feed is not None:
            feed.close()


def _feeds(files: Sequence[DataFile]) -> dict[int, Feed]:
    """Let the store take of the large files, by their numbers, only what the checks ask it for."""
    feeds: dict[int, Feed] = {}
    large = [
        (number, file)
        for number, file in enumerate(files)
        if isinstance(file, LargeFile) and file.is_lines
    ]
    if not large:  # to find out what the checks ask for takes half a second
        return feeds
    asked = asked_for(query.text for query in load_checks())
    if asked is not None:
        asked |= {str(SUBCLASS)}
    for number, file in large:
        file.only = feeds[number] = Feed(asked)
    return feeds


def _syntax(name: str, error: ParseError) -> Finding:
    message = f"{error.message} In: {error.text.strip()}" if error.text else error.message
    return Finding(SYNTAX.severity, SYNTAX.name, None, message, name, error.line, error.column)


def _result(data: Data, files: Sequence[DataFile], engine: str) -> CheckResult:
    return CheckResult.of(_findings(data, engine), (file.name for file in files))


def _findings(data: Data, engine: str) -> list[Finding]:
    tried: dict[int, list[Problem]] = {}
    for number, check in sorted(enumerate(checks(engine)), key=lambda each: each[1].asks_graph):
        tried[number] = list(check.run(data))
    groups = [tried[number] for number in sorted(tried)]
    said = {_triple(p) for problems in groups[1:] for p in problems if p.severity == "error"}
    # The shapes come first. What another check says of the same triple it says better.
    kept = [problem for problem in groups[0] if _triple(problem) not in said]
    problems = [problem for group in (kept, *groups[1:]) for problem in group]
    places = find_places(data, problems)
    return [_placed(data, *each) for each in zip(problems, places, strict=True)]


def _triple(problem: Problem) -> tuple[object, object, object]:
    return problem.node, problem.predicate, problem.value


def _placed(data: Data, problem: Problem, place: Place | None) -> Finding:
    node = data.owner(problem.node) if problem.node is not None else None
    first = data.graph.files[0].name if data.graph.files else None
    return Finding(
        severity=problem.severity,
        rule=problem.rule,
        node=node.value if isinstance(node, ox.NamedNode) else None,
        message=f"{data.name(node)}: {problem.message}" if node is not None else problem.message,
        file=place.file if place else first,
        line=place.line if place else None,
        column=place.column if place else None,
    )
