"""The kinds of conflict and the rules that find them: one line a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.conflicts import detail
from kg.conflicts.evidence import Evidence
from kg.conflicts.model import Conflict

Rule = Callable[[Evidence], Iterable[Conflict]]

# kind: rules that find conflicts of this kind
RULES: dict[str, tuple[Rule, ...]] = {
    "detail": (detail.numbers, detail.times, detail.stances, detail.words),
    "rendering": (),
    "self": (),
    "attribution": (),
    "link": (),
    "order": (),
    "source": (),
    "citation": (),
}

KINDS = tuple(RULES)
