"""A report as RDF: what it was derived from, by what, and the results that it holds.

The report, its results, statements and quotations are entities of PROV-O; what made them is an
activity with the program, its version and the command line, and without a time: two runs over the
same data are the same. A result is an assessment in the sense of the Web Annotation vocabulary:
its targets are the denial and the incident, its bodies the codes of coverage and verdict.
"""

from __future__ import annotations

import base64
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.dates import day_bounds
from kg.graph import CEV, PREFIXES
from kg.provenance import Quotation
from kg.report.model import Document, Reference, Source
from kg.vocabulary import CEV as TERMS
from kg.vocabulary import CODE as CODES

_USED = ("cev", "code", "dcterms", "edtf", "oa", "owl", "prov", "rdf", "rdfs", "schema", "xsd")
NAMESPACES = {prefix: PREFIXES[prefix] for prefix in _USED}
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
TYPE = f"{NAMESPACES['rdf']}type"
STRING = f"{NAMESPACES['xsd']}string"
_ONTOLOGY = "https://w3id.org/claims-evidence/ontology/core"


@dataclass(frozen=True, order=True)
class Iri:
    """A node."""

    value: str


@dataclass(frozen=True, order=True)
class Literal:
    """A value with a type, or with a language."""

    value: str
    datatype: str = STRING
    language: str = ""


Node = Iri | Literal


@dataclass(frozen=True)
class Triple:
    """A subject, a property, and a node or value."""

    subject: str
    predicate: str
    object: Node


def triples(document: Document) -> list[Triple]:
    """Return a report as triples, each once, in the order in which files have them.

    Parameters
    ----------
    document
        The report.
    """
    return list(dict.fromkeys(_Report(document).all()))


def shortened(iri: str, namespaces: Mapping[str, str] = NAMESPACES) -> str | None:
    """Return an IRI with the prefix of its namespace, None where it has none that is plain."""
    for prefix, namespace in namespaces.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return None


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
        for reference in self._document.references:
            yield from self._statement(reference)
        for source in self._document.sources:
            yield from self._source(source)

    def _made(self) -> Iterator[Triple]:
        meta = self._document.meta
        report, run, data = self._name, self._own("run"), self._data()
        program, plan = self._own("program"), self._own("command")
        yield from _each(report, TYPE, _iris("prov:Entity", "prov:Collection", "schema:Report"))
        yield from _says(report, "dcterms:title", f"{meta.title}: {meta.subtitle}", meta.language)
        if meta.date and meta.date_given:
            yield Triple(report, _full("dcterms:issued"), _day(meta.date))
        yield from _points(report, "prov:wasDerivedFrom", data)
        if meta.judgements:
            name, sha256 = meta.judgements
            yield from _points(report, "prov:wasDerivedFrom", _hashed(sha256))
            yield from _points(run, "prov:used", _hashed(sha256))
            yield from _each(_hashed(sha256), TYPE, _iris("prov:Entity"))
            yield from _says(_hashed(sha256), "schema:sha256", sha256)
            yield from _says(_hashed(sha256), "rdfs:label", name)
        yield from _points(report, "prov:wasGeneratedBy", run)
        yield from _points(report, "prov:wasAttributedTo", program)
        yield from _points(report, "dcterms:conformsTo", _ONTOLOGY)
        count = len(self._document.results.explanations)
        results = [self._own(f"result-{number}") for number in range(1, count + 1)]
        yield from _points(report, "prov:hadMember", *results)
        yield from _each(data, TYPE, _iris("prov:Entity", "schema:Dataset"))
        yield from _says(data, "schema:sha256", meta.sha256)
        for name in meta.files:
            yield from _says(data, "rdfs:label", name)
        yield from _each(run, TYPE, _iris("prov:Activity"))
        yield from _points(run, "prov:used", data, _ONTOLOGY)
        yield from _points(run, "prov:wasAssociatedWith", program)
        yield from _points(run, "prov:qualifiedAssociation", self._own("association"))
        association = self._own("association")
        yield from _each(association, TYPE, _iris("prov:Association"))
        yield from _points(association, "prov:agent", program)
        yield from _points(association, "prov:hadPlan", plan)
        yield from _each(plan, TYPE, _iris("prov:Entity", "prov:Plan"))
        yield from _says(plan, "prov:value", meta.command)
        yield from _each(program, TYPE, _iris("prov:SoftwareAgent", "schema:SoftwareApplication"))
        yield from _says(program, "schema:name", meta.program)
        yield from _says(program, "schema:softwareVersion", meta.version)
        yield from _says(_ONTOLOGY, "owl:versionInfo", meta.ontology)

    def _result(self, number: int) -> Iterator[Triple]:
        explanation = self._document.results.explanations[number - 1]
        pair = explanation.pair
        result = self._own(f"result-{number}")
        yield from _each(result, TYPE, _iris("prov:Entity", "oa:Annotation"))
        yield from _points(result, "oa:motivatedBy", _full("oa:assessing"))
        yield from _points(
            result,
            "oa:hasBody",
            CODES[f"coverage-{pair.coverage}"],
            CODES[f"verdict-{pair.verdict}"],
        )
        yield from _points(
            result, "oa:hasTarget", self._node(pair.denial), self._node(pair.incident)
        )
        yield from _points(result, "dcterms:subject", self._node(pair.party))
        yield from _says(result, "dcterms:description", pair.decided_by, "en")
        yield from _points(result, "prov:wasGeneratedBy", self._own("run"))
        listed = self._document.numbers
        said = dict.fromkeys((pair.denial, *(step.statement for step in explanation.steps)))
        quoted = (
            self._own(f"quotation-{listed[each]}-{place}")
            for each in said
            if each in listed
            for place, _ in enumerate(self._reference(each).quotations, start=1)
        )
        yield from _points(result, "prov:wasDerivedFrom", *map(self._node, said), *quoted)
        yield from _each(self._node(pair.incident), TYPE, [Iri(TERMS.Incident)])
        yield from _says(self._node(pair.incident), "rdfs:label", pair.incident_label)
        yield from _dated(self._node(pair.incident), TERMS.when, pair.incident_when)
        party = self._document.results.labels.get(pair.party)
        yield from _each(self._node(pair.party), TYPE, _iris("prov:Agent"))
        yield from _says(self._node(pair.party), "rdfs:label", party)

    def _statement(self, each: Reference) -> Iterator[Triple]:
        node = self._node(each.statement)
        kinds = [Iri(CEV + kind) for kind in each.kinds if kind in TERMS]
        yield from _each(node, TYPE, [*_iris("prov:Entity"), Iri(TERMS.Statement), *kinds])
        yield from _says(node, "rdfs:label", each.label)
        if each.speaker_iri:
            speaker = self._node(each.speaker_iri)
            yield from _points(node, "cev:isSpokenBy", speaker)
            yield from _points(node, "prov:wasAttributedTo", speaker)
            yield from _each(speaker, TYPE, _iris("prov:Agent"))
            yield from _says(speaker, "rdfs:label", each.speaker)
        yield from _dated(node, TERMS.statedOn, each.stated_on)
        yield from _says(node, "cev:medium", each.medium)
        if each.rendering_of:
            original = self._node(each.rendering_of)
            yield from _points(node, "cev:isRenderingOf", original)
            yield from _points(node, "prov:wasDerivedFrom", original)
        yield from _points(node, "cev:isReportedIn", *map(self._node, each.sources))
        for place, quotation in enumerate(each.quotations, start=1):
            quoted = self._own(f"quotation-{each.number}-{place}")
            yield from _points(node, "cev:hasQuotation", quoted)
            yield from self._quotation(quoted, quotation)

    def _quotation(self, node: str, each: Quotation) -> Iterator[Triple]:
        words = f"{node}-words"
        yield from _each(node, TYPE, [*_iris("prov:Entity"), Iri(TERMS.Quotation)])
        yield from _points(node, "oa:hasSelector", words)
        if each.source:
            yield from _points(node, "oa:hasSource", self._node(each.source))
            yield from _points(node, "prov:wasQuotedFrom", self._node(each.source))
        yield from _each(words, TYPE, _iris("oa:TextQuoteSelector"))
        yield from _says(words, "oa:exact", each.exact, each.language)

    def _source(self, each: Source) -> Iterator[Triple]:
        node = self._node(each.source)
        yield from _each(node, TYPE, [*_iris("prov:Entity"), Iri(TERMS.Source)])
        yield from _says(node, "dcterms:title", each.title)
        yield from _says(node, "dcterms:publisher", each.publisher)
        yield from _says(node, "dcterms:creator", each.creator)
        yield from _says(node, "dcterms:language", each.language)
        yield from _dated(node, _full("dcterms:issued"), each.issued)
        if each.url:
            address = Literal(each.url, _full("xsd:anyURI"))
            yield Triple(node, _full("schema:url"), address)
        yield from _says(node, "cev:sha256", each.sha256)
        for name, prefix, code in (
            ("hasSourceType", "source-type", each.type),
            ("hasAccess", "access", each.access),
        ):
            if code and f"{prefix}-{code}" in CODES:
                yield Triple(node, TERMS[name], Iri(CODES[f"{prefix}-{code}"]))
        yield from _points(node, "prov:wasDerivedFrom", *map(self._node, each.derived_from))

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


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    if prefix in {"cev", "code"}:
        return TERMS[local] if prefix == "cev" else CODES[local]
    return NAMESPACES[prefix] + local


def _iris(*names: str) -> list[Iri]:
    return [Iri(_full(name)) for name in names]


def _each(subject: str, predicate: str, nodes: Iterable[Iri]) -> Iterator[Triple]:
    for node in nodes:
        yield Triple(subject, predicate, node)


def _points(subject: str, name: str, *nodes: str) -> Iterator[Triple]:
    yield from _each(subject, _full(name), map(Iri, nodes))


def _says(
    subject: str, name: str, text: str | None, language: str | None = None
) -> Iterator[Triple]:
    if not text:
        return
    tag = language.lower() if language and _LANGUAGE.fullmatch(language) else ""
    yield Triple(subject, _full(name), Literal(text, STRING, tag))


def _dated(subject: str, predicate: str, date: str | None) -> Iterator[Triple]:
    if not date:
        return
    plain = "T" not in date or "/" in date
    known = plain and day_bounds(date) is not None
    kind = f"{NAMESPACES['edtf']}EDTF" if known else STRING
    yield Triple(subject, predicate, Literal(date, kind))


def _day(date: str) -> Literal:
    return Literal(date, _full("xsd:date"))
