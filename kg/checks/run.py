"""Run all checks over a graph or over files, and give each problem its place."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike

import pyoxigraph as ox

from kg.checks.data import Data
from kg.checks.registry import checks
from kg.checks.result import CheckResult, Finding, Problem
from kg.checks.rules import SYNTAX
from kg.graph import Graph, LoadedFile
from kg.loaders.locator import Locator, Place
from kg.loaders.opening import assemble, file_names
from kg.loaders.parsing import ParseError, read_file


def check_graph(graph: Graph) -> CheckResult:
    """Check the data of a graph against the shapes and the cross-checks.

    Parameters
    ----------
    graph
        With its files; the places of the findings come from their text.

    Returns
    -------
    CheckResult
        Sorted by file, line, severity and rule.
    """
    return CheckResult.of(_findings(graph), (file.name for file in graph.files))


def check_files(files: Sequence[str | PathLike[str]] = ()) -> CheckResult:
    """Read files and check what is in them together.

    A file that is read but cannot be parsed gives a finding of the rule ``syntax``; the other
    files are then checked without it only for their own syntax, since every reference to the
    broken one would dangle.

    Parameters
    ----------
    files
        Paths; ``-`` is standard input. None: the case that ships.

    Raises
    ------
    InputError
        If a file cannot be read at all.
    LimitError
        If a file is too large.
    """
    names = file_names(files)
    loaded: list[LoadedFile] = []
    broken: list[Finding] = []
    for number, name in enumerate(names):
        try:
            loaded.append(read_file(name, number))
        except ParseError as error:
            broken.append(_syntax(name, error))
    if broken:
        return CheckResult.of(broken, names)
    return check_graph(assemble(loaded))


def _syntax(name: str, error: ParseError) -> Finding:
    message = f"{error.message} In: {error.text.strip()}" if error.text else error.message
    return Finding(SYNTAX.severity, SYNTAX.name, None, message, name, error.line, error.column)


def _findings(graph: Graph) -> list[Finding]:
    data = Data(graph)
    places = _Places(graph)
    groups = [list(check.run(data)) for check in checks()]
    said = {_triple(p) for problems in groups[1:] for p in problems if p.severity == "error"}
    # The shapes come first. What another check says of the same triple it says better.
    kept = [problem for problem in groups[0] if _triple(problem) not in said]
    return [
        _placed(data, places, problem) for problems in (kept, *groups[1:]) for problem in problems
    ]


def _triple(problem: Problem) -> tuple[object, object, object]:
    return problem.node, problem.predicate, problem.value


def _placed(data: Data, places: _Places, problem: Problem) -> Finding:
    node = data.owner(problem.node) if problem.node is not None else None
    place = places.find(problem, node)
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


class _Places:
    """Finds the file that says something, and the place in it."""

    def __init__(self, graph: Graph) -> None:
        self._locators = [(file, Locator(file)) for file in graph.files]
        self._subjects = [{quad.subject for quad in file.quads} for file in graph.files]

    def find(self, problem: Problem, owner: object) -> Place | None:
        """Return the place of a problem's triple, else of its node, else of the owner's."""
        if problem.node is None:
            return None
        triple = (problem.node, problem.predicate, problem.value)
        for file, locator in self._locators:
            place = locator.find(*triple) if triple in file else None
            if place is not None:
                return place
        best: Place | None = None
        for (_, locator), subjects in zip(self._locators, self._subjects, strict=True):
            for node in (problem.node, owner):
                if best is None and node in subjects:
                    best = locator.find(node, problem.predicate, problem.value)
        return best
