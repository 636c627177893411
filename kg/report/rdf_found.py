"""Histories and conflicts of a report as RDF, in terms of PROV-O and the Web Annotation vocabulary.

A history is a collection of states of results. A state is an assessment like any result, with the
period in which it held, the state that it revised, and the statements whose publication made it.
A conflict is a collection of sides, each with its words and the statements and sources that they
were derived from; what it says, and which rule found it, are bodies of an annotation.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from kg.report.changes import told_outcome
from kg.report.rdf_terms import (
    EDTF,
    TYPE,
    Iri,
    Literal,
    Triple,
    full,
    iris,
    many,
    points,
    says,
)
from kg.vocabulary import CODE as CODES

if TYPE_CHECKING:
    from kg.assessment import Change, History
    from kg.conflicts import Conflict

_Named = Callable[[str], str]
_DAY = datetime.timedelta(days=1)


def history(told: History, name: str, named: _Named) -> Iterator[Triple]:
    """Yield how the results of a denial changed.

    Parameters
    ----------
    told
        The history.
    name
        The IRI that it bears.
    named
        Gives every node of the data its IRI.
    """
    yield from many(name, TYPE, iris("prov:Entity", "prov:Collection"))
    yield from points(name, "dcterms:subject", named(told.denial))
    changes = sorted(
        (*told.changes, *told.undated),
        key=lambda each: (each.incident, each.party, each.date is None, each.date or ""),
    )
    number = 0
    for _, group in groupby(changes, key=lambda each: (each.incident, each.party)):
        states = list(group)
        for place, change in enumerate(states):
            number += 1
            state = f"{name}-{number}"
            yield from points(name, "prov:hadMember", state)
            yield from _state(told, change, state, named)
            yield from _valid(state, change, states[place + 1 :])
            if place:
                yield from points(state, "prov:wasRevisionOf", f"{name}-{number - 1}")


def _state(told: History, change: Change, state: str, named: _Named) -> Iterator[Triple]:
    after = change.after
    yield from many(state, TYPE, iris("prov:Entity", "oa:Annotation"))
    yield from points(state, "oa:motivatedBy", full("oa:assessing"))
    yield from points(
        state,
        "oa:hasBody",
        CODES[f"coverage-{after.coverage}"],
        CODES[f"verdict-{after.verdict}"],
    )
    yield from points(state, "oa:hasTarget", named(told.denial), named(change.incident))
    yield from points(state, "dcterms:subject", named(change.party))
    said = "".join(run.text for run in told_outcome(after))
    yield from says(state, "dcterms:description", said, "en")
    behind = [named(cause.statement) for cause in change.by]
    yield from points(state, "prov:wasDerivedFrom", *behind)
    for node in behind:
        yield from many(node, TYPE, iris("prov:Entity"))


def _valid(state: str, change: Change, later: Sequence[Change]) -> Iterator[Triple]:
    """Yield the days from which and up to which a state held; none where what is undated counts."""
    if change.date is None:
        return
    until = next((each.date for each in later if each.date), None)
    last = (datetime.date.fromisoformat(until) - _DAY).isoformat() if until else ".."
    yield Triple(state, full("dcterms:valid"), Literal(f"{change.date}/{last}", EDTF))


def conflict(found: Conflict, name: str, named: _Named) -> Iterator[Triple]:
    """Yield what does not fit together.

    Parameters
    ----------
    found
        The conflict.
    name
        The IRI that it bears.
    named
        Gives every node of the data its IRI.
    """
    yield from many(name, TYPE, iris("prov:Entity", "prov:Collection", "oa:Annotation"))
    yield from points(name, "oa:motivatedBy", full("oa:describing"))
    yield from points(name, "oa:hasTarget", named(found.about))
    for place, (purpose, text, language) in enumerate(
        (
            ("describing", found.summary, "en"),
            ("classifying", found.kind, None),
            ("classifying", found.rule, None),
        ),
        start=1,
    ):
        body = f"{name}-body-{place}"
        yield from points(name, "oa:hasBody", body)
        yield from many(body, TYPE, iris("oa:TextualBody"))
        yield from points(body, "oa:hasPurpose", full(f"oa:{purpose}"))
        yield from says(body, "rdf:value", text, language)
    for place, each in enumerate(found.sides, start=1):
        side = f"{name}-side-{place}"
        yield from points(name, "prov:hadMember", side)
        yield from many(side, TYPE, iris("prov:Entity"))
        yield from says(side, "prov:value", each.value)
        behind = [named(node) for node in (*each.statements, *each.sources)]
        yield from points(side, "prov:wasDerivedFrom", *behind)
        for node in behind:
            yield from many(node, TYPE, iris("prov:Entity"))
        people = [named(node) for node in (*each.speakers, *each.givers)]
        yield from points(side, "prov:wasAttributedTo", *people)
        for node in people:
            yield Triple(node, TYPE, Iri(full("prov:Agent")))
