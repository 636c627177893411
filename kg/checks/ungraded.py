"""What nobody has graded or looked up yet, summed up in one finding."""

from __future__ import annotations

from collections.abc import Iterator

from kg.checks.data import Data, term
from kg.checks.result import Problem
from kg.checks.rules import Check, Rule

UNGRADED = Rule(
    "ungraded",
    "info",
    "Things that nobody has graded or looked up yet.",
    "Nothing is wrong with them: what is not known is said to be not known (reliability F, "
    "credibility 6, basis not recorded) and not guessed.",
)

# what it is called: (class, predicate, the code that says that nobody has graded it)
_KINDS = {
    "sources without a grade": ("cev:Source", "cev:hasReliability", "code:reliability-F"),
    "sources without a date": ("cev:Source", "dcterms:issued", None),
    "statements without a grade": ("cev:Statement", "cev:hasCredibility", "code:credibility-6"),
    "statements whose basis is not recorded": (
        "cev:Statement",
        "cev:hasBasis",
        "code:basis-not-recorded",
    ),
    "statements without a date": ("cev:Statement", "cev:statedOn", None),
    "statements without a place": ("cev:Statement", "cev:isStatedAt", None),
    "quotations not compared with their page": (
        "cev:Quotation",
        "cev:hasWordCheck",
        "code:word-check-not-done",
    ),
}
_UNSEEN = "sources that the curator has not seen"

SUMMED_UP = frozenset(
    {
        "source-reliability-missing",
        "source-issued-missing",
        "statement-credibility-missing",
        "statement-basis-missing",
        "statement-date-missing",
        "statement-place-missing",
        "quotation-word-check-missing",
    }
)
"""Shapes that say of every single node what is summed up here."""


def check(data: Data) -> Iterator[Problem]:
    """Count by kind; one finding in all."""
    counts = {
        what: _unknown(data, name, predicate, code)
        for what, (name, predicate, code) in _KINDS.items()
    }
    unseen = str(term("code:access-not-seen"))
    counts[_UNSEEN] = sum(value == unseen for _, value in data.keys(str(term("cev:hasAccess"))))
    parts = [f"{what}: {count}" for what, count in counts.items() if count]
    if parts:
        yield UNGRADED.broken(f"Not known, and not guessed. {'; '.join(parts).capitalize()}.")


def _unknown(data: Data, name: str, predicate: str, code: str | None) -> int:
    """Return how many instances of a class lack a value, or have the code for "not known"."""
    values = data.forward(str(term(predicate)))
    unknown = str(term(code)) if code else None
    return sum(node not in values or unknown in values[node] for node in data.instances(name))


CHECK = Check((UNGRADED,), check, asks_graph=True)
