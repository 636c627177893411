"""Links between actors that a statement denies although they begin only after it.

A query cannot tell this: only the calendar knows which days an uncertain date can mean.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.checks.data import Data, term
from kg.checks.order import hint, severity
from kg.checks.result import Problem
from kg.checks.rules import Check, Rule
from kg.dates import gap

DENIED_BEFORE_IT_BEGINS = Rule(
    "denied-before-it-begins",
    "warning",
    "A statement denies a link that begins only after the statement.",
    "Nobody denies what is yet to come. The begin (cev:from) belongs to what somebody else says of "
    "the link: give the denial a sponsorship or identity of its own without it. A date one day off "
    "may be the other side of the date line or of midnight: then it is an info.",
)

_DENIES, _FROM, _STATED = term("cev:denies"), term("cev:from"), term("cev:statedOn")


def check(data: Data) -> Iterator[Problem]:
    """Hold the begin of every link against the dates of the statements that deny it."""
    for statement, link in data.pairs(_DENIES):
        if not isinstance(link, ox.NamedNode | ox.BlankNode):
            continue
        for stated in data.literals(statement, _STATED):
            for begin in data.literals(link, _FROM):
                between = gap(stated.value, begin.value)
                if between:
                    yield DENIED_BEFORE_IT_BEGINS.broken(
                        f"It was made {between.earlier} and denies {data.name(link)}, which begins "
                        f"only {between.later}.{hint(between)}",
                        statement,
                        _DENIES,
                        link,
                        severity=severity(between),
                    )


CHECK = Check((DENIED_BEFORE_IT_BEGINS,), check)
