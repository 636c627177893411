"""The kinds of conflict and the rules that find them: one line a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.conflicts.attribution import authors, events
from kg.conflicts.citation import not_what_it_cites
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
from kg.conflicts.self_contradiction import denied_and_admitted, names_differ, revised
from kg.conflicts.self_stances import open_and_affirmed, stances_clash, values_apart
from kg.conflicts.sequence import dated_after_words, dated_before_event, too_early
from kg.conflicts.source import (
    against_itself,
    circular_reporting,
    denied_by_origin,
    differs_from_origin,
    inherited_slip,
)

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
    "self": (
        denied_and_admitted,
        stances_clash,
        values_apart,
        names_differ,
        open_and_affirmed,
        revised,
    ),
    "attribution": (authors, events),
    "link": (disputed_links, rival_identities),
    "order": (claimed_order, dated_before_event, dated_after_words, too_early),
    "source": (
        differs_from_origin,
        denied_by_origin,
        against_itself,
        inherited_slip,
        circular_reporting,
    ),
    "citation": (not_what_it_cites,),
}

KINDS = tuple(RULES)
