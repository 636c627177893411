"""Things that stand in an impossible order in time: published before said, said before done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.checks.data import Data, Node, term
from kg.checks.keys import Key, is_literal, text_of
from kg.checks.result import Problem
from kg.checks.rules import Check, Rule
from kg.dates import Gap, gap
from kg.graph import Term

_ZONES = (
    "A date one day off may be the other side of the date line or of midnight: then it is an info."
)

PUBLISHED_BEFORE_STATEMENT = Rule(
    "published-before-statement",
    "warning",
    "A source was published before the statement that it reports was made.",
    f"One of the two dates is wrong, or the source reports something else. {_ZONES}",
)
PUBLIC_BEFORE_STATED = Rule(
    "public-before-stated",
    "warning",
    "A statement was public before it was made.",
    f"One of the two dates is wrong. {_ZONES}",
)
PUBLISHED_BEFORE_INCIDENT = Rule(
    "published-before-incident",
    "warning",
    "A source was published before the incident that it reports.",
    f"One of the two dates is wrong, or the source reports something else. {_ZONES}",
)
DERIVED_BEFORE_ORIGIN = Rule(
    "derived-before-origin",
    "warning",
    "A source was published before another that it carries or credits.",
    "The derivation runs the other way, one of the dates is wrong, or the page was changed later: "
    f"then enter its versions as two sources. {_ZONES}",
)
STATED_BEFORE_INCIDENT = Rule(
    "stated-before-incident",
    "warning",
    "A statement about an incident was made before the incident happened.",
    f"One of the two dates is wrong, or the words are about another incident. {_ZONES}",
)
STATED_BEFORE_OTHER = Rule(
    "stated-before-other",
    "warning",
    "A statement answers, replaces or repeats one that was made after it.",
    f"The relation runs the other way, or one of the two dates is wrong. {_ZONES}",
)

_STATED, _ISSUED = term("cev:statedOn"), term("dcterms:issued")
_PUBLIC, _WHEN = term("cev:madePublic"), term("cev:when")
_REPORTED, _QUOTATION = term("cev:isReportedIn"), term("cev:hasQuotation")
_DERIVED, _CONCERNS = term("prov:wasDerivedFrom"), term("cev:concerns")
_RELATIONS = tuple(
    term(f"cev:{name}")
    for name in ("answers", "supersedes", "isBasedOn", "isRenderingOf", "claimsToRepeat")
)
_DAY = re.compile(r'"(\d{4}-\d\d-\d\d)"', re.ASCII)
_STANCES = (term("cev:affirms"), term("cev:denies"), term("cev:leavesOpen"))


def severity(between: Gap) -> str:
    """Return how grave it is: a single day may be a matter of time zones."""
    return "info" if between.may_be_zones else "warning"


def hint(between: Gap) -> str:
    """Return what a reader may think of a gap of one day."""
    return " Time zones may explain the day." if between.may_be_zones else ""


def check(data: Data) -> Iterator[Problem]:
    """Compare dates along every relation that has an order."""
    yield from _statements(data)
    yield from _sources(data)
    yield from _incidents(data)


def _statements(data: Data) -> Iterator[Problem]:
    reported, quoted = data.forward(str(_REPORTED)), data.forward(str(_QUOTATION))
    carrying, issued = data.forward(str(term("oa:hasSource"))), data.forward(str(_ISSUED))
    public = data.forward(str(_PUBLIC))
    for statement, stated in data.keys(str(_STATED)):
        sources = [(source, _REPORTED) for source in reported.get(statement, ())]
        for quotation in quoted.get(statement, ()):
            sources += [(source, _QUOTATION) for source in carrying.get(quotation, ())]
        found: set[Key] = set()
        for source, predicate in sources:
            for between in _gaps(issued.get(source, ()), stated):
                if source in found:
                    continue
                found.add(source)
                yield PUBLISHED_BEFORE_STATEMENT.broken(
                    f"{data.name(data.term(source))} was published {between.earlier}, before the "
                    f"statement was made ({between.later}).{hint(between)}",
                    data.node(statement),
                    predicate,
                    data.term(source) if predicate == _REPORTED else None,
                    severity=severity(between),
                )
        for between in _gaps(public.get(statement, ()), stated):
            yield PUBLIC_BEFORE_STATED.broken(
                f"It was public {between.earlier}, before it was made "
                f"({between.later}).{hint(between)}",
                data.node(statement),
                _PUBLIC,
                severity=severity(between),
            )
    for relation in _RELATIONS:
        for node, other, between in _between(data, relation, _STATED):
            yield STATED_BEFORE_OTHER.broken(
                f"It was made {between.earlier}, but {data.name(relation)} "
                f"{data.name(other)} was made {between.later}.{hint(between)}",
                node,
                relation,
                other,
                severity=severity(between),
            )


def _sources(data: Data) -> Iterator[Problem]:
    for source, origin, between in _between(data, _DERIVED, _ISSUED):
        yield DERIVED_BEFORE_ORIGIN.broken(
            f"It was published {between.earlier}, before {data.name(origin)} "
            f"({between.later}), from which it is said to derive.{hint(between)}",
            source,
            _DERIVED,
            origin,
            severity=severity(between),
        )


def _incidents(data: Data) -> Iterator[Problem]:
    reported, issued = data.forward(str(_REPORTED)), data.forward(str(_ISSUED))
    for incident, when in data.keys(str(_WHEN)):
        for source in reported.get(incident, ()):
            for between in _gaps(issued.get(source, ()), when):
                yield PUBLISHED_BEFORE_INCIDENT.broken(
                    f"{data.name(data.term(source))} was published {between.earlier}, before it "
                    f"happened ({between.later}).{hint(between)}",
                    data.node(incident),
                    _REPORTED,
                    data.term(source),
                    severity=severity(between),
                )
    concerned, happened = data.forward(str(_CONCERNS)), data.forward(str(_WHEN))
    stated = data.forward(str(_STATED))
    for stance in _STANCES:
        for statement, proposition in data.keys(str(stance)):
            for incident in concerned.get(proposition, ()):
                for when in happened.get(incident, ()):
                    for between in _gaps(stated.get(statement, ()), when):
                        yield STATED_BEFORE_INCIDENT.broken(
                            f"It was made {between.earlier}, before "
                            f"{data.name(data.term(incident))} happened "
                            f"({between.later}).{hint(between)}",
                            data.node(statement),
                            _STATED,
                            severity=severity(between),
                        )


def _between(
    data: Data, relation: ox.NamedNode, date: ox.NamedNode
) -> Iterator[tuple[Node, Term, Gap]]:
    """Yield the nodes of a relation of which the first is earlier than the second."""
    dated = data.forward(str(date))
    for node, other in data.keys(str(relation)):
        for later in dated.get(other, ()):
            for found in _gaps(dated.get(node, ()), later):
                yield data.node(node), data.term(other), found


def _gaps(earlier: Iterable[Key], later: Key) -> Iterator[Gap]:
    """Yield how far each of some dates lies before another, if it does and both are dates."""
    day = _DAY.match(later)
    for key in earlier:
        other = _DAY.match(key) if day else None
        # Days stand in the order of their letters, and hardly any is out of order.
        if other and day and other[1] >= day[1]:
            continue
        found = gap(text_of(key), text_of(later)) if is_literal(key) and is_literal(later) else None
        if found:
            yield found


CHECK = Check(
    (
        PUBLISHED_BEFORE_STATEMENT,
        PUBLIC_BEFORE_STATED,
        PUBLISHED_BEFORE_INCIDENT,
        DERIVED_BEFORE_ORIGIN,
        STATED_BEFORE_INCIDENT,
        STATED_BEFORE_OTHER,
    ),
    check,
)
