"""The engine: shapes over whole sets of focus nodes, a constraint at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from kg.checks.keys import Key, is_iri
from kg.checks.shacl.components import FOCUS_TESTS, VALUE_TESTS, Bad, Reach
from kg.checks.shacl.facts import Facts
from kg.checks.shacl.model import Constraint, Shape, Shapes
from kg.checks.shacl.result import Result


class Sets:
    """Validates facts against shapes.

    One node after the other, a shape asks thousands of times the same of the same values; here it
    asks once for all of them.

    Parameters
    ----------
    shapes
        Their `understood` part is tried.
    facts
        Data and ontology.
    """

    def __init__(self, shapes: Shapes, facts: Facts) -> None:
        self.facts = facts
        self._shapes: Mapping[Key, Shape] = shapes.understood
        self._targets = {
            key: targets for key, targets in shapes.targets.items() if key not in shapes.others
        }

    def results(self, unsaid: Callable[[Key], bool] = lambda _: False) -> Iterator[Result]:
        """Yield every violation; one of nested shapes may come twice.

        Parameters
        ----------
        unsaid
            Whether the violations of a shape are to be left out, by its name.
        """
        for key, targets in self._targets.items():
            yield from self._results(self._shapes[key], self.facts.targets(targets), unsaid)

    def failing(self, shape: Key, nodes: Set[Key]) -> Set[Key]:
        """Return those of the nodes that do not conform to a shape."""
        asked = self._shapes[shape]
        if asked.deactivated or not nodes:
            return frozenset()
        reach = self._reach(asked, nodes)
        return {node for each in asked.constraints for node, _ in self._bad(each, reach)}

    def _results(
        self, shape: Shape, focus: Set[Key], unsaid: Callable[[Key], bool]
    ) -> Iterator[Result]:
        if shape.deactivated or not focus:
            return
        said = [c for c in shape.constraints if c.name == "property" or not unsaid(shape.key)]
        if not said:
            return
        reach = self._reach(shape, focus)
        for constraint in said:
            if constraint.name == "property":
                yield from self._results(self._shapes[constraint.value], reach.distinct, unsaid)
            else:
                yield from _said(shape, constraint, self._bad(constraint, reach))

    def _reach(self, shape: Shape, focus: Set[Key]) -> Reach:
        return Reach(focus, None if shape.path is None else self.facts.reach(shape.path, focus))

    def _bad(self, constraint: Constraint, reach: Reach) -> Bad:
        if constraint.name == "property":
            return iter(reach.having(self.failing(constraint.value, reach.distinct)))
        test = VALUE_TESTS.get(constraint.name)
        if test is not None:
            return iter(reach.having(test(self, constraint, reach.distinct)))
        return FOCUS_TESTS[constraint.name](self, constraint, reach)


def _said(
    shape: Shape, constraint: Constraint, bad: Iterable[tuple[Key, Key | None]]
) -> Iterator[Result]:
    path = shape.path.predicate if shape.path and shape.path.kind == "predicate" else None
    name = shape.key if is_iri(shape.key) else None
    for node, value in bad:
        yield Result(
            focus=node,
            path=path,
            value=value,
            component=constraint.component,
            shape=name,
            severity=shape.severity,
            messages=shape.messages,
        )
