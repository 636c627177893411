"""Things that stand in an impossible order in time: published before said, said before done."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.checks.data import Data, Node, term
from kg.checks.result import Problem
from kg.checks.rules import Check, Rule
from kg.dates import Gap, gap

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
    for statement, stated in data.pairs(_STATED):
        sources = [(source, _REPORTED) for source in data.nodes(statement, _REPORTED)]
        for quotation in data.nodes(statement, _QUOTATION):
            sources += [(s, _QUOTATION) for s in data.nodes(quotation, term("oa:hasSource"))]
        found: set[Node] = set()
        for source, predicate in sources:
            for between in _gaps(data, (source, _ISSUED), stated):
                if source in found:
                    continue
                found.add(source)
                yield PUBLISHED_BEFORE_STATEMENT.broken(
                    f"{data.name(source)} was published {between.earlier}, before the statement "
                    f"was made ({between.later}).{hint(between)}",
                    statement,
                    predicate,
                    source if predicate == _REPORTED else None,
                    severity=severity(between),
                )
        for between in _gaps(data, (statement, _PUBLIC), stated):
            yield PUBLIC_BEFORE_STATED.broken(
                f"It was public {between.earlier}, before it was made "
                f"({between.later}).{hint(between)}",
                statement,
                _PUBLIC,
                severity=severity(between),
            )
    for relation in _RELATIONS:
        for statement, other in data.pairs(relation):
            for between in _between(data, (statement, _STATED), (other, _STATED)):
                yield STATED_BEFORE_OTHER.broken(
                    f"It was made {between.earlier}, but {data.name(relation)} "
                    f"{data.name(other)} was made {between.later}.{hint(between)}",
                    statement,
                    relation,
                    other,
                    severity=severity(between),
                )


def _sources(data: Data) -> Iterator[Problem]:
    for source, origin in data.pairs(_DERIVED):
        for between in _between(data, (source, _ISSUED), (origin, _ISSUED)):
            yield DERIVED_BEFORE_ORIGIN.broken(
                f"It was published {between.earlier}, before {data.name(origin)} "
                f"({between.later}), from which it is said to derive.{hint(between)}",
                source,
                _DERIVED,
                origin,
                severity=severity(between),
            )


def _incidents(data: Data) -> Iterator[Problem]:
    for incident, when in data.pairs(_WHEN):
        for source in data.nodes(incident, _REPORTED):
            for between in _gaps(data, (source, _ISSUED), when):
                yield PUBLISHED_BEFORE_INCIDENT.broken(
                    f"{data.name(source)} was published {between.earlier}, before it happened "
                    f"({between.later}).{hint(between)}",
                    incident,
                    _REPORTED,
                    source,
                    severity=severity(between),
                )
    for stance in _STANCES:
        for statement, proposition in data.pairs(stance):
            if not isinstance(proposition, ox.NamedNode | ox.BlankNode):
                continue
            for incident in data.nodes(proposition, _CONCERNS):
                for between in _between(data, (statement, _STATED), (incident, _WHEN)):
                    yield STATED_BEFORE_INCIDENT.broken(
                        f"It was made {between.earlier}, before {data.name(incident)} "
                        f"happened ({between.later}).{hint(between)}",
                        statement,
                        _STATED,
                        severity=severity(between),
                    )


def _between(
    data: Data, earlier: tuple[Node, ox.NamedNode], later: tuple[object, ox.NamedNode]
) -> Iterator[Gap]:
    node = later[0]
    if isinstance(node, ox.NamedNode | ox.BlankNode):
        for literal in data.literals(node, later[1]):
            yield from _gaps(data, earlier, literal)


def _gaps(data: Data, earlier: tuple[Node, ox.NamedNode], later: object) -> Iterator[Gap]:
    for literal in data.literals(*earlier):
        found = gap(literal.value, later.value) if isinstance(later, ox.Literal) else None
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
