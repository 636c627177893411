"""All checks. A new group of rules is one module and one line here."""

from __future__ import annotations

from functools import lru_cache

from kg.checks import (
    circles,
    dates,
    links,
    order,
    queries,
    quotations,
    references,
    shapes,
    spelling,
    terms,
    ungraded,
    weekdays,
)
from kg.checks.rules import SYNTAX, Check, Rule
from kg.checks.shacl import ENGINES


@lru_cache
def checks(engine: str = ENGINES[0]) -> tuple[Check, ...]:
    """Return the groups of rules in the order in which they run, shapes by an engine."""
    return (
        shapes.make_check(engine),
        queries.make_check(),
        terms.CHECK,
        spelling.CHECK,
        references.CHECK,
        dates.CHECK,
        weekdays.CHECK,
        order.CHECK,
        links.CHECK,
        circles.CHECK,
        quotations.CHECK,
        ungraded.CHECK,
    )


def rules() -> dict[str, Rule]:
    """Return every rule by its name."""
    return {rule.name: rule for rule in (SYNTAX, *(r for check in checks() for r in check.rules))}
