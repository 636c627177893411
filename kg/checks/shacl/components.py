"""The constraint components: which values of a set, or which focus nodes, do not hold.

Each is one function in a table at the end. A test of values takes all distinct values at once and
returns the bad ones; a test of focus nodes yields the nodes, with the value that is wrong if it is
one value. What holds is that of https://www.w3.org/TR/shacl/#core-components, read as pyshacl
reads it where the text leaves room.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from functools import cached_property
from itertools import chain
from typing import Protocol

from kg.checks.keys import Key, iri_of, is_iri, is_literal, literal_of, text_of
from kg.checks.shacl.facts import Facts
from kg.checks.shacl.literals import compare, has_datatype, is_less, surely_has
from kg.checks.shacl.model import Constraint
from kg.checks.shacl.result import SH


class Engine(Protocol):
    """What a component may ask of the engine."""

    @property
    def facts(self) -> Facts:
        """The data and the ontology."""

    def failing(self, shape: Key, nodes: Set[Key]) -> Set[Key]:
        """Return those of the nodes that do not conform to a shape."""


class Reach:
    """Focus nodes, each with its value nodes.

    Parameters
    ----------
    focus
        The nodes that a shape is about.
    values
        Of each of them the values of the shape's path, without the nodes that have none; None: the
        shape has no path, and each node is its own value.
    """

    def __init__(
        self, focus: Set[Key], values: Mapping[Key, Collection[Key]] | None = None
    ) -> None:
        self.focus = focus
        self._values = values

    def of(self, node: Key) -> Collection[Key]:
        """Return the values of a focus node."""
        return (node,) if self._values is None else self._values.get(node, ())

    def with_values(self) -> Iterator[tuple[Key, Collection[Key]]]:
        """Yield the focus nodes that have values, with these."""
        if self._values is None:
            for node in self.focus:
                yield node, (node,)
        else:
            yield from self._values.items()

    def without_values(self) -> Set[Key]:
        """Return the focus nodes that have no values."""
        if self._values is None or len(self._values) == len(self.focus):
            return frozenset()
        return self.focus - self._values.keys()

    @cached_property
    def is_single(self) -> bool:
        """Whether no focus node has several values."""
        return self._values is None or sum(map(len, self._values.values())) == len(self._values)

    @cached_property
    def distinct(self) -> Set[Key]:
        """All values."""
        if self._values is None:
            return self.focus
        return frozenset(chain.from_iterable(self._values.values()))

    def having(self, bad: Set[Key]) -> Iterator[tuple[Key, Key]]:
        """Yield every focus node with each of its values that is bad."""
        if not bad:
            return
        for node, values in self.with_values():
            for value in values:
                if value in bad:
                    yield node, value


Bad = Iterator[tuple[Key, Key | None]]
ValueTest = Callable[[Engine, Constraint, Set[Key]], Set[Key]]
FocusTest = Callable[[Engine, Constraint, Reach], Bad]


def _class(engine: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
    return values - engine.facts.instances(constraint.value)


def _datatype(_: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
    datatype = iri_of(constraint.value)
    sure = surely_has(datatype)
    return {v for v in values if not (sure(v) or has_datatype(v, datatype))}


_KINDS = {
    "IRI": "<",
    "BlankNode": "_",
    "Literal": '"',
    "BlankNodeOrIRI": "<_",
    "BlankNodeOrLiteral": '_"',
    "IRIOrLiteral": '<"',
}


def _node_kind(_: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
    marks = _KINDS.get(iri_of(constraint.value).removeprefix(SH), "")
    return {value for value in values if value[0] not in marks}


def _in_range(wanted: Callable[[int], bool]) -> ValueTest:
    def test(_: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
        def holds(value: Key) -> bool:
            order = compare(value, constraint.value) if is_literal(value) else None
            return order is not None and wanted(order)

        return {value for value in values if not holds(value)}

    return test


def _text(value: Key) -> str | None:
    """Return the text of a literal or an IRI; a node without a name has none."""
    if is_literal(value):
        return text_of(value)
    return iri_of(value) if is_iri(value) else None


def _min_length(_: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
    least = _number(constraint)
    return {v for v in values if least and ((text := _text(v)) is None or len(text) < least)}


def _max_length(_: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
    most = _number(constraint)
    return {v for v in values if (text := _text(v)) is None or len(text) > most}


def _pattern(_: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
    flags = (re.IGNORECASE if "i" in constraint.flags else 0) | (
        re.MULTILINE if "m" in constraint.flags else 0
    )
    search = re.compile(literal_of(constraint.value).text, flags).search
    return {v for v in values if (text := _text(v)) is None or not search(text)}


def _language_in(_: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
    allowed = {literal_of(each).text.lower() for each in constraint.members}

    def holds(value: Key) -> bool:
        language = literal_of(value).language.lower() if is_literal(value) else ""
        if not language:
            return False
        return bool(allowed & {"*", language, language.partition("-")[0]})

    return {value for value in values if not holds(value)}


def _in(_: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
    return values - frozenset(constraint.members)


def _node(engine: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
    return engine.failing(constraint.value, values)


def _not(engine: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
    return values - engine.failing(constraint.value, values)


def _and(engine: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
    bad: set[Key] = set()
    for shape in constraint.members:
        bad |= engine.failing(shape, values - bad)
    return bad


def _or(engine: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
    bad = values
    for shape in constraint.members:
        bad = engine.failing(shape, bad)
    return bad


def _xone(engine: Engine, constraint: Constraint, values: Set[Key]) -> Set[Key]:
    holding: Counter[Key] = Counter()
    for shape in constraint.members:
        holding.update(values - engine.failing(shape, values))
    return {value for value in values if holding[value] != 1}


def _min_count(_: Engine, constraint: Constraint, reach: Reach) -> Bad:
    least = _number(constraint)
    if least:
        yield from ((node, None) for node in reach.without_values())
    if least > 1:
        for node, values in reach.with_values():
            if len(values) < least:
                yield node, None


def _max_count(_: Engine, constraint: Constraint, reach: Reach) -> Bad:
    most = _number(constraint)
    if not (most and reach.is_single):
        yield from ((node, None) for node, values in reach.with_values() if len(values) > most)


def _unique_lang(_: Engine, __: Constraint, reach: Reach) -> Bad:
    if reach.is_single:
        return
    for node, values in reach.with_values():
        if len(values) > 1:
            spoken = [literal_of(value).language.lower() for value in values if is_literal(value)]
            if any(count > 1 for language, count in Counter(spoken).items() if language):
                yield node, None


def _equals(engine: Engine, constraint: Constraint, reach: Reach) -> Bad:
    others = engine.facts.forward(constraint.value)
    for node in reach.focus:
        for value in set(reach.of(node)) ^ set(others.get(node, ())):
            yield node, value


def _disjoint(engine: Engine, constraint: Constraint, reach: Reach) -> Bad:
    others = engine.facts.forward(constraint.value)
    if not others:
        return
    for node, values in reach.with_values():
        if node in others:
            for value in set(values).intersection(others[node]):
                yield node, value


def _ordered(*, or_equal: bool) -> FocusTest:
    def test(engine: Engine, constraint: Constraint, reach: Reach) -> Bad:
        others = engine.facts.forward(constraint.value)
        for node, values in reach.with_values():
            for value in values:
                after = others.get(node, ())
                if not all(is_less(value, other, or_equal=or_equal) for other in after):
                    yield node, value

    return test


def _has_value(_: Engine, constraint: Constraint, reach: Reach) -> Bad:
    for node in reach.focus:
        if constraint.value not in reach.of(node):
            yield node, None


def _number(constraint: Constraint) -> int:
    return int(literal_of(constraint.value).text)


VALUE_TESTS: Mapping[str, ValueTest] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minExclusive": _in_range(lambda order: order > 0),
    "minInclusive": _in_range(lambda order: order >= 0),
    "maxExclusive": _in_range(lambda order: order < 0),
    "maxInclusive": _in_range(lambda order: order <= 0),
    "minLength": _min_length,
    "maxLength": _max_length,
    "pattern": _pattern,
    "languageIn": _language_in,
    "in": _in,
    "node": _node,
    "not": _not,
    "and": _and,
    "or": _or,
    "xone": _xone,
}
FOCUS_TESTS: Mapping[str, FocusTest] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "uniqueLang": _unique_lang,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _ordered(or_equal=False),
    "lessThanOrEquals": _ordered(or_equal=True),
    "hasValue": _has_value,
}
