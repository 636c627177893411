"""Labels and definitions of every code that a scene holds: the ontology's, and the page's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from kg.graph import CEV, Graph
from kg.page.model import Values, filled
from kg.provenance import first, objects

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SCHEMES = {
    "verdicts": "verdicts",
    "claim_verdicts": "claim-verdicts",
    "coverage": "coverage",
    "dimensions": "dimensions",
    "values": "dimension-values",
    "statements": "statement-kinds",
    "incidents": "incident-kinds",
    "modes": "modes",
    "sponsorship": "sponsorship-modes",
    "hedging": "hedging",
    "bases": "bases",
    "answers": "answers",
    "acts": "speech-acts",
    "aspects": "aspects",
    "access": "access",
    "source_types": "source-types",
    "reliability": "reliability",
    "credibility": "credibility",
    "phases": "phases",
}
_CODES = "https://w3id.org/claims-evidence/codes#"
# Dash and gap of the line; never told by colour alone. None: a solid line.
DASHES: Mapping[str, Sequence[int]] = {
    "withdrawn": (2, 6),
    "self-contradicted": (),
    "contradicted-by-finding": (16, 4),
    "contested": (10, 5),
    "contested-through-proxy": (10, 4, 2, 4),
    "attributed-elsewhere": (3, 3),
    "unattributed": (1, 8),
    "corroborated": (16, 4, 4, 4),
    "uncontested": (1, 8),
}
WIDTHS = {"covered": 3, "possible": 1, "outside": 1}
_NODES = {
    "denial": "A statement that denies an involvement of its own party.",
    "claim": "A statement that owns up to an incident or to a link.",
    "statement": "Any other statement: an accusation, a finding, a report, a condemnation.",
    "rendering": "The words in which a source passes another statement on.",
    "incident": "Something that happened.",
    "actor": "A state, a group, an organ, a person, or somebody known only by a description.",
    "persona": "A name under which attacks are claimed.",
    "link": "A sponsorship between two actors, or who is said to stand behind a name.",
    "source": "Where words can be read.",
    "place": "Where something happened or was said.",
}
_EDGES = {
    "verdict": "How other statements stand to a denial or claim about an incident.",
    "affirms": "The statement affirms it.",
    "denies": "The statement denies it.",
    "leaves-open": "The statement leaves it open.",
    "about": "Gives a detail of it.",
    "speaks": "Speaks the statement.",
    "made-for": "On whose behalf the statement is made.",
    "organ": "Is an organ of it: the party itself.",
    "member": "Is a part of it: carries neither acts nor words.",
    "mandated": "Who set the body up.",
    "sponsorship": "From the principal to the link, and from the link to the proxy.",
    "identity": "From the actor to the link, and from the link to the name.",
    "renders": "Passes the other statement on in these words.",
    "supersedes": "Replaces the other statement.",
    "based-on": "Rests on the other statement.",
    "answers": "Answers the other statement.",
    "repeats": "Says that it repeats the other statement.",
    "reported-in": "Can be read there.",
    "derived-from": "Carries the other's words or credits it.",
    "references": "Cites or answers the other.",
    "strikes": "What was hit.",
    "touches": "Who was merely hosted, supplied or near.",
    "hosted-by": "On whose ground it happened.",
    "at": "Where it happened.",
    "within": "The place that it lies in.",
    "hosts": "Whose people are there.",
}
_ROLES = {
    "denial": "The denial itself, or another denial of the same party.",
    "claim": "Somebody owns up to the incident.",
    "admission": "The party itself affirms its part.",
    "finding": "An investigative body says so.",
    "accusation": "Somebody says who had a part in it.",
    "link": "Somebody affirms the link through which the chain runs.",
    "exculpation": "Somebody denies another's part, the link, or that it happened.",
    "supersedes": "A later statement of the same party.",
}
_LEVELS = {
    "0": "Denials with a result, and the incidents of those results.",
    "1": "What stands behind a result: other statements, actors, names, links.",
    "2": "Sources.",
    "3": "Everything else.",
}
_STANCES = {
    "affirms": "Says that it is so.",
    "denies": "Says that it is not so.",
    "leaves-open": "Speaks of it and does not say.",
}


def vocabulary(graph: Graph) -> Values:
    """Return every list of codes by its name in the scene."""
    found: Values = {name: _scheme(graph, scheme) for name, scheme in _SCHEMES.items()}
    for name in ("verdicts", "claim_verdicts"):
        found[name] = [
            filled({**entry, "dashes": list(DASHES.get(str(entry["code"]), ()))})
            for entry in _scheme(graph, _SCHEMES[name])
        ]
    found["coverage"] = [
        {**entry, "width": WIDTHS.get(str(entry["code"]), 1)}
        for entry in _scheme(graph, _SCHEMES["coverage"])
    ]
    found["classes"] = _classes(graph)
    for name, entries in (
        ("roles", _ROLES),
        ("nodes", _NODES),
        ("edges", _EDGES),
        ("levels", _LEVELS),
        ("stances", _STANCES),
    ):
        found[name] = [
            {"code": code, "label": code.replace("-", " "), "definition": text}
            for code, text in entries.items()
        ]
    return found


def _scheme(graph: Graph, scheme: str) -> list[Values]:
    """Return the concepts of a scheme in the order of the ontology's files."""
    inside = (ox.NamedNode(f"{_SKOS}inScheme"), ox.NamedNode(_CODES + scheme))
    return [
        _entry(graph, quad.subject.value, f"{_SKOS}prefLabel", f"{_SKOS}notation")
        for file in graph.ontology
        for quad in file.quads
        if (quad.predicate, quad.object) == inside and isinstance(quad.subject, ox.NamedNode)
    ]


def _entry(graph: Graph, iri: str, label: str, notation: str | None) -> Values:
    code = first(graph, iri, notation) if notation else None
    return filled(
        {
            "code": code or iri.removeprefix(CEV),
            "label": first(graph, iri, label) or graph.short(iri),
            "definition": first(graph, iri, f"{_SKOS}definition"),
        }
    )


def _classes(graph: Graph) -> list[Values]:
    """Return the classes of actors and places."""
    found = {f"{CEV}Actor", f"{CEV}Place"}
    below = ox.NamedNode(f"{_RDFS}subClassOf")
    classes = [
        quad.subject.value
        for file in graph.ontology
        for quad in file.quads
        if quad.predicate == below and isinstance(quad.subject, ox.NamedNode)
    ]
    for _ in classes:  # as deep as there are classes, which no case reaches
        found |= {iri for iri in classes if found & set(objects(graph, iri, below.value))}
    return [_entry(graph, iri, f"{_RDFS}label", None) for iri in sorted(found - {f"{CEV}Actor"})]
