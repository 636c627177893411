"""Weekdays that do not fit the date beside them, such as a Tuesday that was a Sunday."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.checks.data import LABEL, TITLE, Data, term
from kg.checks.keys import is_literal, text_of
from kg.checks.quotations import EXACT
from kg.checks.result import Problem
from kg.checks.rules import Check, Rule
from kg.weekdays import find_slips

WRONG_WEEKDAY = Rule(
    "wrong-weekday",
    "warning",
    "A text names a weekday that the date beside it was not.",
    "One of the two is a slip, in the source or here. If it is the source's, keep its words and "
    "note it; do not rest a date on it.",
)

_WORTH_READING = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_TEXTS = (EXACT, TITLE, LABEL, term("cev:value"), term("cev:hedgingWords"))


def check(data: Data) -> Iterator[Problem]:
    """Read quotations, titles, labels, values and hedging words."""
    for predicate in _TEXTS:
        for subject, value in data.keys(str(predicate)):
            # What is escaped may hide where a word begins.
            if "\\" not in value and not _WORTH_READING.search(value):
                continue
            for slip in find_slips(text_of(value) if is_literal(value) else ""):
                yield WRONG_WEEKDAY.broken(
                    slip.describe(), data.node(subject), predicate, data.term(value)
                )


CHECK = Check((WRONG_WEEKDAY,), check)
