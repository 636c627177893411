"""The kinds of conflict and the rules that find them: one line a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.conflicts.attribution import authors, events
from kg.conflicts.detail import (
    affirmed_and_denied,
    numbers_apart,
    same_number_words_differ,
    times_apart,
    words_differ,
)
from kg.conflicts.evidence import Evidence
from kg.conflicts.link import disputed_links, rival_identities
from kg.conflicts.model import Conflict
from kg.conflicts.order import claimed_order
from kg.conflicts.rendering import drifted
from kg.conflicts.sequence import dated_after_words, dated_before_event, too_early

Rule = Callable[[Evidence], Iterable[Conflict]]

# kind: rules that find conflicts of this kind
RULES: dict[str, tuple[Rule, ...]] = {
    "detail": (
        numbers_apart,
        same_number_words_differ,
        times_apart,
        affirmed_and_denied,
        words_differ,
    ),
    "rendering": (drifted,),
    "self": (),
    "attribution": (authors, events),
    "link": (disputed_links, rival_identities),
    "order": (claimed_order, dated_before_event, dated_after_words, too_early),
    "source": (),
    "citation": (),
}

KINDS = tuple(RULES)
