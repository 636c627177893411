"""The order in which a curated file is written: sections, subjects, predicates.

Incidents and statements stand by date, everything else by name; what belongs to a node (details,
propositions, scopes, quotations) follows it. Names tell: ``x-quote`` belongs to ``x``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.graph import CEV, PREFIXES

RDF_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")

_ACTORS = (
    "Actor State ArmedGroup MilitaryUnit Organization InvestigativeBody MediaOutlet Person "
    "Persona DescribedGroup"
)
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Actors": tuple(_ACTORS.split()),
    "Places": ("Place", "Base"),
    "Incidents and their details": ("Incident",),
    "Sources": ("Source",),
    "Links": ("Sponsorship", "Identity"),
    "Statements": ("Statement",),
}
OTHER = "Other nodes"
# Of what belongs to a node: contested content first, then the words.
_PARTS = ("Involvement", "Sponsorship", "Identity", "Detail", "Scope", "Quotation")

_PREDICATE_ORDER = """
rdf:type rdfs:label skos:prefLabel skos:altLabel skos:hiddenLabel schema:sameAs
cev:isOrganOf cev:isPartOf cev:isMandatedBy cev:speaksFor cev:isAnonymous
cev:isWithin cev:hosts cev:isVague cev:timeZone
cev:isAbout cev:hasAspect cev:value cev:lowerBound cev:upperBound
cev:hasKind cev:when cev:hasPhase cev:isLocatedAt cev:isHostedBy cev:strikes cev:touches
geo:lat geo:long cev:coordinateBasis
dcterms:title dcterms:publisher dcterms:creator schema:url dcterms:issued dcterms:language
cev:hasSourceType cev:hasAccess cev:accessNote cev:hasReliability cev:sha256
prov:wasDerivedFrom dcterms:references
cev:hasSpeechAct cev:isSpokenBy cev:isMadeFor cev:addresses cev:statedOn cev:earliest cev:latest
cev:dateNote cev:isStatedAt cev:madePublic cev:medium cev:hasHedging cev:hedgingWords cev:hasBasis
cev:hasCredibility cev:affirms cev:denies cev:leavesOpen cev:isRenderingOf cev:answers
cev:supersedes cev:isBasedOn cev:claimsToRepeat cev:contradicts cev:isInTensionWith
cev:hasActor cev:hasMode cev:leavesModeOpen cev:concerns cev:mayConcern cev:hasScope
cev:hasPrincipal cev:hasProxy cev:hasSponsorshipMode cev:hasPersona cev:hasActorBehind
cev:coversKind cev:coversTarget cev:coversPlace cev:from cev:until
cev:isPlacedBefore cev:isPlacedAfter cev:leadTime cev:isAttributedTo cev:attribution
oa:hasSource oa:hasSelector oa:exact oa:prefix oa:suffix cev:hasWordCheck cev:readAt
cev:carriesStance cev:hasQuotation cev:isReportedIn dcterms:source rdfs:seeAlso skos:editorialNote
"""


def _expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


PREDICATE_RANK = {_expand(name): rank for rank, name in enumerate(_PREDICATE_ORDER.split())}
_SECTION_OF = {CEV + cls: title for title, classes in SECTIONS.items() for cls in classes}
_PART_RANK = {CEV + cls: rank for rank, cls in enumerate(_PARTS)}
_DATES = (ox.NamedNode(CEV + "when"), ox.NamedNode(CEV + "statedOn"))
_UNDATED = "9999"
_LINK_CLASSES = frozenset(CEV + cls for cls in SECTIONS["Links"])

Key = tuple[tuple[int, int, str], ...]
Description = Mapping[ox.NamedNode, Iterable[ox.NamedNode | ox.Literal]]


def natural(text: str) -> Key:
    """Return a key that sorts ``x-2`` before ``x-10``."""
    return tuple(
        (1, int(part), part) if part.isdecimal() else (0, 0, part)
        for part in re.split(r"([0-9]+)", text)
        if part
    )


def predicate_key(iri: str) -> tuple[int, str]:
    """Return the place of a predicate: what a reader looks for first, then by name."""
    return (PREDICATE_RANK.get(iri, len(PREDICATE_RANK)), iri)


def arrange(descriptions: Mapping[str, Description]) -> dict[str, list[str]]:
    """Return the subjects in order, by title of their section; empty sections are left out.

    Parameters
    ----------
    descriptions
        Subject, predicate, values.
    """
    classes = {s: _classes(description) for s, description in descriptions.items()}
    section = {s: _section(classes[s]) for s in descriptions}
    statements = {s for s, title in section.items() if title == "Statements"}
    owner: dict[str, str] = {}
    for subject in descriptions:
        if classes[subject] & _LINK_CLASSES:
            # A link has a section of its own unless one statement made it up for itself.
            found = _owner(subject, statements)
            if found:
                owner[subject] = found
    heads = {s for s, title in section.items() if title != OTHER and s not in owner}
    for subject, title in section.items():
        if title == OTHER:
            found = _owner(subject, heads)
            if found:
                owner[subject] = found
    parts: dict[str, list[str]] = defaultdict(list)
    for subject, head in owner.items():
        parts[head].append(subject)

    arranged: dict[str, list[str]] = {title: [] for title in (*SECTIONS, OTHER)}
    dated = {"Incidents and their details", "Statements"}
    for subject in sorted(descriptions, key=natural):
        if subject not in owner:
            arranged[section[subject]].append(subject)
    for title in dated:
        arranged[title].sort(key=lambda s: (_date(descriptions[s]), natural(s)))
    return {
        title: [
            node
            for head in subjects
            for node in (head, *sorted(parts[head], key=lambda s: (_part(classes[s]), natural(s))))
        ]
        for title, subjects in arranged.items()
        if subjects
    }


def _classes(description: Description) -> set[str]:
    types = description.get(RDF_TYPE, ())
    return {value.value for value in types if isinstance(value, ox.NamedNode)}


def _section(classes: set[str]) -> str:
    titles = {_SECTION_OF[cls] for cls in classes if cls in _SECTION_OF}
    return next((title for title in SECTIONS if title in titles), OTHER)


def _part(classes: set[str]) -> int:
    return min((_PART_RANK[cls] for cls in classes if cls in _PART_RANK), default=len(_PARTS))


def _owner(subject: str, heads: set[str]) -> str | None:
    """Return the longest name among the heads that the subject's name continues after a hyphen."""
    for match in reversed(list(re.finditer("-", subject))):
        if subject[: match.start()] in heads:
            return subject[: match.start()]
    return None


def _date(description: Description) -> str:
    """Return the first date as it sorts: a month stands before its days."""
    for predicate in _DATES:
        for value in sorted(v.value for v in description.get(predicate, ())):
            match = re.search(r"\d{4}(-\d\d){0,2}", value)
            if match:
                return match[0]
    return _UNDATED
