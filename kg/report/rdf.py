"""A report as RDF: what it was derived from, by what, and the results that it holds.

The report, its results, statements and quotations are entities of PROV-O; what made them is an
activity with the program, its version and the command line, and without a time: two runs over the
same data are the same. A result is an assessment in the sense of the Web Annotation vocabulary:
its targets are the denial and the incident, its bodies the codes of coverage and verdict. How
results changed, and what does not fit together, hang on the report as its parts (`rdf_found`).
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterator

from kg.graph import CEV
from kg.provenance import Quotation
from kg.report.model import Document, Reference, Source
from kg.report.rdf_found import conflict, history
from kg.report.rdf_terms import (
    TYPE,
    Iri,
    Literal,
    Triple,
    dated,
    day,
    full,
    iris,
    many,
    points,
    says,
)
from kg.vocabulary import CEV as TERMS
from kg.vocabulary import CODE as CODES

_ONTOLOGY = "https://w3id.org/claims-evidence/ontology/core"


def triples(document: Document) -> list[Triple]:
    """Return a report as triples, each once, in the order in which files have them.

    Parameters
    ----------
    document
        The report.
    """
    return list(dict.fromkeys(_Report(document).all()))


class _Report:
    def __init__(self, document: Document) -> None:
        self._document = document
        meta = document.meta
        # The same data, program and command are the same report, whoever makes it.
        key = "\n".join(
            (meta.sha256, meta.program, meta.version, meta.command, *(meta.judgements or ()))
        )
        self._name = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, key)}"
        self._nodes: dict[str, str] = {}

    def all(self) -> Iterator[Triple]:
        yield from self._made()
        for number, _ in enumerate(self._document.results.explanations, start=1):
            yield from self._result(number)
        for number, told in enumerate(self._document.results.histories, start=1):
            name = self._own(f"history-{number}")
            yield from history(told, name, self._node)
            yield from points(name, "prov:wasGeneratedBy", self._own("run"))
        for number, found in enumerate(self._document.results.conflicts, start=1):
            name = self._own(f"conflict-{number}")
            yield from conflict(found, name, self._node)
            yield from points(name, "prov:wasGeneratedBy", self._own("run"))
        for reference in self._document.references:
            yield from self._statement(reference)
        for source in self._document.sources:
            yield from self._source(source)

    def _made(self) -> Iterator[Triple]:
        meta = self._document.meta
        report, run, data = self._name, self._own("run"), self._data()
        program, plan = self._own("program"), self._own("command")
        yield from many(report, TYPE, iris("prov:Entity", "prov:Collection", "schema:Report"))
        yield from says(report, "dcterms:title", f"{meta.title}: {meta.subtitle}", meta.language)
        if meta.date and meta.date_given:
            yield Triple(report, full("dcterms:issued"), day(meta.date))
        yield from points(report, "prov:wasDerivedFrom", data)
        if meta.judgements:
            name, sha256 = meta.judgements
            yield from points(report, "prov:wasDerivedFrom", _hashed(sha256))
            yield from points(run, "prov:used", _hashed(sha256))
            yield from many(_hashed(sha256), TYPE, iris("prov:Entity"))
            yield from says(_hashed(sha256), "schema:sha256", sha256)
            yield from says(_hashed(sha256), "rdfs:label", name)
        yield from points(report, "prov:wasGeneratedBy", run)
        yield from points(report, "prov:wasAttributedTo", program)
        yield from points(report, "dcterms:conformsTo", _ONTOLOGY)
        count = len(self._document.results.explanations)
        results = [self._own(f"result-{number}") for number in range(1, count + 1)]
        yield from points(report, "prov:hadMember", *results)
        for name, parts in (
            ("history", self._document.results.histories),
            ("conflict", self._document.results.conflicts),
        ):
            own = (self._own(f"{name}-{number}") for number in range(1, len(parts) + 1))
            yield from points(report, "dcterms:hasPart", *own)
        yield from many(data, TYPE, iris("prov:Entity", "schema:Dataset"))
        yield from says(data, "schema:sha256", meta.sha256)
        for name in meta.files:
            yield from says(data, "rdfs:label", name)
        yield from many(run, TYPE, iris("prov:Activity"))
        yield from points(run, "prov:used", data, _ONTOLOGY)
        yield from points(run, "prov:wasAssociatedWith", program)
        yield from points(run, "prov:qualifiedAssociation", self._own("association"))
        association = self._own("association")
        yield from many(association, TYPE, iris("prov:Association"))
        yield from points(association, "prov:agent", program)
        yield from points(association, "prov:hadPlan", plan)
        yield from many(plan, TYPE, iris("prov:Entity", "prov:Plan"))
        yield from says(plan, "prov:value", meta.command)
        yield from many(program, TYPE, iris("prov:SoftwareAgent", "schema:SoftwareApplication"))
        yield from says(program, "schema:name", meta.program)
        yield from says(program, "schema:softwareVersion", meta.version)
        yield from says(_ONTOLOGY, "owl:versionInfo", meta.ontology)

    def _result(self, number: int) -> Iterator[Triple]:
        explanation = self._document.results.explanations[number - 1]
        pair = explanation.pair
        result = self._own(f"result-{number}")
        yield from many(result, TYPE, iris("prov:Entity", "oa:Annotation"))
        yield from points(result, "oa:motivatedBy", full("oa:assessing"))
        yield from points(
            result,
            "oa:hasBody",
            CODES[f"coverage-{pair.coverage}"],
            CODES[f"verdict-{pair.verdict}"],
        )
        yield from points(
            result, "oa:hasTarget", self._node(pair.denial), self._node(pair.incident)
        )
        yield from points(result, "dcterms:subject", self._node(pair.party))
        yield from says(result, "dcterms:description", pair.decided_by, "en")
        yield from points(result, "prov:wasGeneratedBy", self._own("run"))
        listed = self._document.numbers
        said = dict.fromkeys((pair.denial, *(step.statement for step in explanation.steps)))
        quoted = (
            self._own(f"quotation-{listed[each]}-{place}")
            for each in said
            if each in listed
            for place, _ in enumerate(self._reference(each).quotations, start=1)
        )
        yield from points(result, "prov:wasDerivedFrom", *map(self._node, said), *quoted)
        yield from many(self._node(pair.incident), TYPE, [Iri(TERMS.Incident)])
        yield from says(self._node(pair.incident), "rdfs:label", pair.incident_label)
        yield from dated(self._node(pair.incident), TERMS.when, pair.incident_when)
        party = self._document.results.labels.get(pair.party)
        yield from many(self._node(pair.party), TYPE, iris("prov:Agent"))
        yield from says(self._node(pair.party), "rdfs:label", party)

    def _statement(self, each: Reference) -> Iterator[Triple]:
        node = self._node(each.statement)
        kinds = [Iri(CEV + kind) for kind in each.kinds if kind in TERMS]
        yield from many(node, TYPE, [*iris("prov:Entity"), Iri(TERMS.Statement), *kinds])
        yield from says(node, "rdfs:label", each.label)
        if each.speaker_iri:
            speaker = self._node(each.speaker_iri)
            yield from points(node, "cev:isSpokenBy", speaker)
            yield from points(node, "prov:wasAttributedTo", speaker)
            yield from many(speaker, TYPE, iris("prov:Agent"))
            yield from says(speaker, "rdfs:label", each.speaker)
        yield from dated(node, TERMS.statedOn, each.stated_on)
        yield from says(node, "cev:medium", each.medium)
        if each.rendering_of:
            original = self._node(each.rendering_of)
            yield from points(node, "cev:isRenderingOf", original)
            yield from points(node, "prov:wasDerivedFrom", original)
        yield from points(node, "cev:isReportedIn", *map(self._node, each.sources))
        for place, quotation in enumerate(each.quotations, start=1):
            quoted = self._own(f"quotation-{each.number}-{place}")
            yield from points(node, "cev:hasQuotation", quoted)
            yield from self._quotation(quoted, quotation)

    def _quotation(self, node: str, each: Quotation) -> Iterator[Triple]:
        words = f"{node}-words"
        yield from many(node, TYPE, [*iris("prov:Entity"), Iri(TERMS.Quotation)])
        yield from points(node, "oa:hasSelector", words)
        if each.source:
            yield from points(node, "oa:hasSource", self._node(each.source))
            yield from points(node, "prov:wasQuotedFrom", self._node(each.source))
        yield from many(words, TYPE, iris("oa:TextQuoteSelector"))
        yield from says(words, "oa:exact", each.exact, each.language)

    def _source(self, each: Source) -> Iterator[Triple]:
        node = self._node(each.source)
        yield from many(node, TYPE, [*iris("prov:Entity"), Iri(TERMS.Source)])
        yield from says(node, "dcterms:title", each.title)
        yield from says(node, "dcterms:publisher", each.publisher)
        yield from says(node, "dcterms:creator", each.creator)
        yield from says(node, "dcterms:language", each.language)
        yield from dated(node, full("dcterms:issued"), each.issued)
        if each.url:
            address = Literal(each.url, full("xsd:anyURI"))
            yield Triple(node, full("schema:url"), address)
        yield from says(node, "cev:sha256", each.sha256)
        for name, prefix, code in (
            ("hasSourceType", "source-type", each.type),
            ("hasAccess", "access", each.access),
        ):
            if code and f"{prefix}-{code}" in CODES:
                yield Triple(node, TERMS[name], Iri(CODES[f"{prefix}-{code}"]))
        yield from points(node, "prov:wasDerivedFrom", *map(self._node, each.derived_from))

    def _reference(self, statement: str) -> Reference:
        return self._document.references[self._document.numbers[statement] - 1]

    def _own(self, name: str) -> str:
        return f"{self._name}#{name}"

    def _data(self) -> str:
        """Return the name of the data: that of its bytes where it is one file."""
        meta = self._document.meta
        if len(meta.files) != 1:
            return self._own("data")
        return _hashed(meta.sha256)

    def _node(self, node: str) -> str:
        """Return an IRI; a node without one gets one within the report."""
        if not node.startswith("_:"):
            return node
        return self._nodes.setdefault(node, self._own(f"node-{len(self._nodes) + 1}"))


def _hashed(sha256: str) -> str:
    """Return the name of bytes by their hash (RFC 6920)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"
