"""Shapes as Python values, read from a graph of shapes.

What is not known here is said to be not known (`NotUnderstoodError`) and never passed over: such
shapes go to the reference engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.checks.keys import Key

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


class NotUnderstoodError(Exception):
    """A shape says something that only the reference engine knows."""


@dataclass(frozen=True)
class Path:
    """A property path.

    Attributes
    ----------
    kind
        ``predicate``, ``inverse`` (of a predicate), ``sequence``, ``alternative``,
        ``zeroOrMore``, ``oneOrMore`` or ``zeroOrOne``.
    predicate
        Of the first two kinds.
    parts
        Of the others.
    """

    kind: str
    predicate: Key = ""
    parts: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Constraint:
    """A parameter of a shape, such as ``minCount``, and its value.

    Attributes
    ----------
    name
        The local name of the parameter.
    value
        A term, or a shape.
    members
        The terms or shapes of a list.
    flags
        Those of ``pattern``.
    """

    name: str
    value: Key = ""
    members: tuple[Key, ...] = ()
    flags: str = ""

    @property
    def component(self) -> str:
        """The local name of the constraint component."""
        return f"{self.name[0].upper()}{self.name[1:]}ConstraintComponent"


@dataclass(frozen=True)
class Shape:
    """A shape with what it asks for.

    Attributes
    ----------
    key
        Its name.
    path
        Of a property shape.
    constraints
        What it asks for.
    severity, messages
        What its results say.
    deactivated
        Whether it asks for nothing after all.
    """

    key: Key
    path: Path | None
    constraints: tuple[Constraint, ...]
    severity: str
    messages: tuple[str, ...]
    deactivated: bool = False


@dataclass(frozen=True)
class Targets:
    """Which nodes a shape is about."""

    nodes: tuple[Key, ...] = ()
    classes: tuple[Key, ...] = ()
    subjects_of: tuple[Key, ...] = ()
    objects_of: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Shapes:
    """The shapes of a graph.

    Attributes
    ----------
    targets
        Of every shape that has some.
    understood
        Every shape that the shapes with targets lead to, by its name.
    others
        The shapes with targets that only the reference engine knows, each with the reason.
    """

    targets: Mapping[Key, Targets]
    understood: Mapping[Key, Shape]
    others: Mapping[Key, str]
