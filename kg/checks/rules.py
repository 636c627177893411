"""What a rule of `kg check` is: a name, how grave it is, and what a curator should know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.checks.data import Data, Node
from kg.checks.result import Problem
from kg.graph import Term


@dataclass(frozen=True)
class Rule:
    """A rule of `kg check`.

    Attributes
    ----------
    name
        In kebab-case; stands in every finding.
    severity
        ``error``, ``warning`` or ``info``.
    summary
        One line.
    help
        Why it matters and how to mend it.
    """

    name: str
    severity: str
    summary: str
    help: str

    def broken(
        self,
        message: str,
        node: Node | None = None,
        predicate: ox.NamedNode | None = None,
        value: Term | None = None,
        *,
        severity: str | None = None,
    ) -> Problem:
        """Return a problem under this rule; a severity overrules the rule's own."""
        return Problem(severity or self.severity, self.name, message, node, predicate, value)


@dataclass(frozen=True)
class Check:
    """A group of rules, and the function that tries them on the data.

    Attributes
    ----------
    rules
        The rules.
    run
        The function.
    asks_graph
        Whether it asks the graph even where nothing is wrong. The others are tried first, while a
        large graph is still being made.
    """

    rules: tuple[Rule, ...]
    run: Callable[[Data], Iterable[Problem]]
    asks_graph: bool = False


SYNTAX = Rule(
    "syntax",
    "error",
    "The file is not what its format asks for.",
    "Nothing of the file was read. Mend the line that is named and check again.",
)
