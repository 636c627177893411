"""Nodes as lines of N-Triples, with the labels, titles and words that no rule looks at.

What is added is drawn from the node's own name (CRC-32), so that it needs no memory and no order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar
from zlib import crc32

from kg.graph import PREFIXES
from kg.vocabulary import CEV, CODE
from made.model import (
    Actor,
    Detail,
    Incident,
    Involvement,
    Link,
    Names,
    Place,
    Scope,
    Source,
    Statement,
)

BASE = "https://example.org/made/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_OA = PREFIXES["oa"]
_A = f"<{PREFIXES['rdf']}type> "
_LABEL = f"<{PREFIXES['rdfs']}label> "
_DERIVED = f"<{PREFIXES['prov']}wasDerivedFrom> "
_TITLE, _PUBLISHER, _ISSUED, _LANGUAGE = (
    f"<{PREFIXES['dcterms']}{name}> " for name in ("title", "publisher", "issued", "language")
)
_URL = f"<{PREFIXES['schema']}url> "
_EDTF = f"^^<{PREFIXES['edtf']}EDTF> .\n"
_MOMENT = f"^^<{_XSD}dateTime> .\n"
_TRUE = f'"true"^^<{_XSD}boolean> .\n'
_FALSE = f'"false"^^<{_XSD}boolean> .\n'
_HEDGINGS = ("asserted",) * 7 + ("alleged", "alleged", "possible", "unclear")
_BASES = ("", "", "", "intelligence", "investigation", "inference", "none-given", "not-recorded")
_ACTS = ("condemnation", "condemnation", "announcement", "threat")
_MEDIA = ("press conference", "interview", "letter", "statement on a web page", "television")
_WORDS = (
    "has had no part, directly or indirectly, in what is laid at our door",
    "we know who stands behind this, and the answer will come",
    "our forces were hit by several rounds shortly after dark",
    "those who did this belong to the groups that everybody here knows",
    "there is an investigation, and until it ends we will name nobody",
    "this was done by our own men, in answer to what was done to us",
)
_Node = TypeVar("_Node")


def _property(name: str) -> str:
    return f"<{CEV[name]}> "


_P = {
    name: _property(name)
    for name in (
        *("isOrganOf", "isPartOf", "isMandatedBy", "isAnonymous", "isWithin", "timeZone"),
        *("isVague", "hosts", "hasKind", "when", "earliest", "latest", "isLocatedAt", "strikes"),
        *("touches", "isHostedBy", "isReportedIn", "hasSourceType", "hasAccess"),
        *("hasReliability", "hasActor", "hasMode", "leavesModeOpen", "concerns", "mayConcern"),
        *("hasScope", "coversKind", "coversTarget", "coversPlace", "from", "until", "hasPersona"),
        *("hasActorBehind", "hasProxy", "hasPrincipal", "hasSponsorshipMode", "isSpokenBy"),
        *("isMadeFor", "statedOn", "isStatedAt", "madePublic", "affirms", "denies", "leavesOpen"),
        *("isRenderingOf", "supersedes", "isBasedOn", "hasHedging", "hasBasis", "hasSpeechAct"),
        *("medium", "hasQuotation", "isAbout", "hasAspect", "value", "lowerBound", "upperBound"),
        *("hasCredibility",),
    )
}


def _code(name: str) -> str:
    return f"<{CODE[name]}> .\n"


_CODES = {name: _code(name) for name in CODE}


def _class(name: str) -> str:
    return f"{_A}<{CEV[name]}> .\n"


def triples(node: object) -> str:
    """Return the lines of a node, each one triple.

    Raises
    ------
    KeyError
        There is no such kind of node, or it has a code that no list holds.
    """
    return _WRITERS[type(node)](node)


def _lines(name: str, parts: list[str]) -> str:
    subject = f"<{BASE}{name}> "
    return "".join([subject + part for part in parts])


def _to(name: str, nodes: Names) -> list[str]:
    predicate = _P[name]
    return [f"{predicate}<{BASE}{node}> .\n" for node in nodes]


def _codes(name: str, scheme: str, codes: Names) -> list[str]:
    predicate = _P[name]
    return [predicate + _CODES[f"{scheme}-{code}"] for code in codes]


def _edtf(name: str, value: str | None) -> list[str]:
    return [f'{_P[name]}"{value}"{_EDTF}'] if value else []


def _text(predicate: str, value: str) -> str:
    return f'{predicate}"{value}"@en .\n'


def _spoken(name: str) -> str:
    """Return a node's name as people would write it."""
    return name.replace("-", " ")


def _actor(node: Actor) -> str:
    parts = [_class(node.kind), _text(_LABEL, _spoken(node.id))]
    parts += _to("isOrganOf", node.organ_of) + _to("isPartOf", node.part_of)
    parts += _to("isMandatedBy", node.mandated_by)
    if node.kind == "DescribedGroup":
        parts.append(_P["isAnonymous"] + (_TRUE if node.anonymous else _FALSE))
    return _lines(node.id, parts)


def _place(node: Place) -> str:
    parts = [_class("Base" if node.base else "Place"), _text(_LABEL, _spoken(node.id))]
    parts += _to("isWithin", node.within) + _to("hosts", node.hosts)
    if node.zone:
        parts.append(f'{_P["timeZone"]}"{node.zone}" .\n')
    if node.vague:
        parts.append(_P["isVague"] + _TRUE)
    return _lines(node.id, parts)


def _link(node: Link) -> str:
    if node.modes is None:
        parts = [_class("Identity"), *_to("hasPersona", (node.low,))]
        parts += _to("hasActorBehind", (node.high,))
    else:
        parts = [_class("Sponsorship"), *_to("hasProxy", (node.low,))]
        parts += _to("hasPrincipal", (node.high,))
        parts += _codes("hasSponsorshipMode", "sponsorship", node.modes)
    return _lines(node.id, parts + _edtf("from", node.since) + _edtf("until", node.until))


def _source(node: Source) -> str:
    chance = crc32(node.id.encode())
    outlet = chance % 61 * (chance // 61 % 61) // 61  # the first most
    kind = "source-type-article"
    if node.first_hand:
        kind = "source-type-un-letter" if chance % 3 == 0 else "source-type-statement"
    elif node.id.startswith("bulletin"):
        kind = "source-type-report"
    parts = [
        _class("Source"),
        _text(_TITLE, f"What happened: {_spoken(node.id)}"),
        f'{_PUBLISHER}"Outlet {outlet}" .\n',
        f'{_LANGUAGE}"en" .\n',
        _P["hasSourceType"] + _CODES[kind],
        _P["hasAccess"] + _CODES["access-full" if chance % 4 else "access-excerpt"],
        f'{_URL}"https://outlet-{outlet}.example/{node.id}"^^<{_XSD}anyURI> .\n',
    ]
    if node.issued:
        parts.append(f'{_ISSUED}"{node.issued}"{_EDTF}')
    if chance % 16 == 0:
        parts.append(_P["hasReliability"] + _CODES[f"reliability-{'ABCDE'[chance // 16 % 5]}"])
    parts += [f"{_DERIVED}<{BASE}{origin}> .\n" for origin in node.derived_from]
    return _lines(node.id, parts)


def _incident(node: Incident) -> str:
    kind = _spoken(node.kinds[0]) if node.kinds else "attack"
    where = _spoken(node.places[0]) if node.places else "an unknown place"
    parts = [_class("Incident"), _text(_LABEL, f"{kind} at {where} ({_spoken(node.id)})")]
    parts += _codes("hasKind", "kind", node.kinds) + _edtf("when", node.when)
    if node.earliest:
        parts.append(f'{_P["earliest"]}"{node.earliest}"{_MOMENT}')
    if node.latest:
        parts.append(f'{_P["latest"]}"{node.latest}"{_MOMENT}')
    parts += _to("isLocatedAt", node.places) + _to("strikes", node.strikes)
    parts += _to("touches", node.touches) + _to("isHostedBy", node.hosts)
    return _lines(node.id, parts + _to("isReportedIn", node.reported_in))


def _involvement(node: Involvement) -> str:
    scope = f"{node.id}-scope"
    parts = [_class("Involvement"), *_to("hasActor", (node.actor,))]
    parts += _codes("hasMode", "mode", node.modes) + _codes("leavesModeOpen", "mode", node.open)
    parts += _to("concerns", node.concerns) + _to("mayConcern", node.may_concern)
    if node.scope is None:
        return _lines(node.id, parts)
    return _lines(node.id, parts + _to("hasScope", (scope,))) + _scope(scope, node.scope)


def _scope(name: str, node: Scope) -> str:
    parts = [_class("Scope"), *_codes("coversKind", "kind", node.kinds)]
    parts += _to("coversTarget", node.targets) + _to("coversPlace", node.places)
    return _lines(name, parts + _edtf("from", node.since) + _edtf("until", node.until))


def _detail(node: Detail) -> str:
    parts = [_class("Detail"), *_to("isAbout", (node.about,))]
    parts += [_P["hasAspect"] + _CODES[f"aspect-{node.aspect}"], f'{_P["value"]}"{node.value}" .\n']
    for name, bound in (("lowerBound", node.lower), ("upperBound", node.upper)):
        if bound is not None:
            parts.append(f'{_P[name]}"{bound}"^^<{_XSD}decimal> .\n')
    return _lines(node.id, parts)


def _statement(node: Statement) -> str:
    chance = crc32(node.id.encode())
    label = f"{_spoken(node.speaker)}, {node.stated or 'undated'} ({_spoken(node.id)})"
    hedging = _HEDGINGS[chance % len(_HEDGINGS)]
    basis = _BASES[chance // 11 % len(_BASES)]
    parts = [_class("Statement"), _text(_LABEL, label), *_to("isSpokenBy", (node.speaker,))]
    parts += _to("isMadeFor", node.made_for) + _edtf("statedOn", node.stated)
    parts += _to("isStatedAt", (node.stated_at,) if node.stated_at else ())
    parts += _edtf("madePublic", node.made_public)
    parts += _to("affirms", node.affirms) + _to("denies", node.denies)
    parts += _to("leavesOpen", node.leaves_open)
    parts += _to("isRenderingOf", (node.rendering_of,) if node.rendering_of else ())
    parts += _to("supersedes", node.supersedes) + _to("isBasedOn", node.based_on)
    parts += _to("isReportedIn", node.reported_in)
    parts.append(_P["hasHedging"] + _CODES[f"hedging-{hedging}"])
    if basis and node.affirms:
        parts.append(_P["hasBasis"] + _CODES[f"basis-{basis}"])
    if not (node.affirms or node.denies or node.leaves_open):
        parts.append(_P["hasSpeechAct"] + _CODES[f"act-{_ACTS[chance // 88 % len(_ACTS)]}"])
    if chance % 3 == 0:
        parts.append(f'{_P["medium"]}"{_MEDIA[chance // 3 % len(_MEDIA)]}" .\n')
    if chance % 16 == 0:
        parts.append(_P["hasCredibility"] + _CODES[f"credibility-{chance // 16 % 5 + 1}"])
    if chance % 5 > 1:
        return _lines(node.id, parts)
    return _lines(node.id, parts + _to("hasQuotation", (f"{node.id}-quote",))) + _quotation(node)


def _quotation(node: Statement) -> str:
    """Return the exact words of a statement in the first source that has them."""
    name = f"{node.id}-quote"
    chance = crc32(name.encode())
    words = f"{_WORDS[chance % len(_WORDS)]} ({_spoken(node.id)})"
    quotation = [
        _class("Quotation"),
        f"<{_OA}hasSource> <{BASE}{node.reported_in[0]}> .\n",
        f"<{_OA}hasSelector> <{BASE}{name}-words> .\n",
    ]
    selector = [f"{_A}<{_OA}TextQuoteSelector> .\n", _text(f"<{_OA}exact> ", words)]
    return _lines(name, quotation) + _lines(f"{name}-words", selector)


_WRITERS: dict[type, Callable[..., str]] = {
    Actor: _actor,
    Place: _place,
    Link: _link,
    Source: _source,
    Incident: _incident,
    Involvement: _involvement,
    Detail: _detail,
    Statement: _statement,
}


def lines(nodes: Iterator[object]) -> Iterator[str]:
    """Yield the lines of each node, as one text."""
    return map(triples, nodes)
