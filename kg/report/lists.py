"""The numbered statements and the sources of a report."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph import CEV, Graph
from kg.provenance import codes, first, objects, quotations
from kg.report.material import Material
from kg.report.model import Reference, Source

_DCTERMS = "http://purl.org/dc/terms/"
_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_URL = "https://schema.org/url"


def references(material: Material, statements: Iterable[str]) -> tuple[Reference, ...]:
    """Return the entries of statements, numbered in their order."""
    return tuple(
        _reference(material, number, statement)
        for number, statement in enumerate(statements, start=1)
    )


def _reference(material: Material, number: int, statement: str) -> Reference:
    graph = material.graph
    speaker = first(graph, statement, f"{CEV}isSpokenBy")
    sources = material.read_in(statement)
    return Reference(
        number=number,
        statement=statement,
        name=graph.short(statement),
        label=graph.label(statement),
        speaker=graph.label(speaker) if speaker else "an unknown speaker",
        behalf=tuple(
            graph.label(actor)
            for actor in objects(graph, statement, f"{CEV}isMadeFor")
            if actor != speaker
        ),
        speaker_iri=speaker,
        stated_on=first(graph, statement, f"{CEV}statedOn"),
        medium=first(graph, statement, f"{CEV}medium"),
        hedging=next(iter(codes(graph, statement, f"{CEV}hasHedging")), None),
        kinds=tuple(
            kind.removeprefix(CEV)
            for kind in objects(graph, statement, _TYPE)
            if kind.startswith(CEV) and kind != f"{CEV}Statement"
        ),
        rendering_of=first(graph, statement, f"{CEV}isRenderingOf"),
        quotations=tuple(
            each
            for each in quotations(graph, statement)
            if each.exact and (each.source is None or each.source in sources)
        ),
        sources=sources,
    )


def sources(
    material: Material, entries: Iterable[Reference], named: Iterable[str] = ()
) -> tuple[Source, ...]:
    """Return every source that the report rests on, and those that these have it from, by name.

    Parameters
    ----------
    material
        What the report is made of.
    entries
        The statements: all in which they can be read.
    named
        Sources that the report names without a statement.
    """
    graph = material.graph
    said: dict[str, list[str]] = {}
    for entry in entries:
        for name in entry.sources:
            said.setdefault(name, []).append(entry.statement)
    known = material.origins.sources
    found = {*said, *named}
    stack = sorted(found)
    while stack:
        behind = set(known.has_it_from(stack.pop())) - found
        found |= behind
        stack += sorted(behind)
    return tuple(
        _source(material, name, found, tuple(sorted(said.get(name, ()))))
        for name in sorted(found, key=lambda name: (graph.short(name), name))
    )


def _source(
    material: Material, source: str, listed: set[str], statements: tuple[str, ...]
) -> Source:
    graph, known = material.graph, material.origins.sources
    kind = first(graph, source, f"{CEV}hasSourceType")
    return Source(
        source=source,
        name=graph.short(source),
        title=first(graph, source, f"{_DCTERMS}title") or graph.label(source),
        publisher=first(graph, source, f"{_DCTERMS}publisher"),
        creator=first(graph, source, f"{_DCTERMS}creator"),
        url=address(first(graph, source, _URL)),
        issued=first(graph, source, f"{_DCTERMS}issued"),
        language=first(graph, source, f"{_DCTERMS}language"),
        type=_code(graph, source, "hasSourceType"),
        first_hand=first(graph, kind, f"{CEV}isFirstHand") in {"true", "1"},
        access=_code(graph, source, "hasAccess"),
        access_note=first(graph, source, f"{CEV}accessNote"),
        date_note=first(graph, source, f"{CEV}dateNote"),
        reliability=_code(graph, source, "hasReliability") or "F",
        sha256=first(graph, source, f"{CEV}sha256"),
        derived_from=tuple(each for each in known.has_it_from(source) if each in listed),
        copied_by=tuple(each for each in known.copies(source) if each in listed),
        statements=statements,
    )


def _code(graph: Graph, node: str, name: str) -> str | None:
    return next(iter(codes(graph, node, f"{CEV}{name}")), None)


def address(text: str | None) -> str | None:
    """Return an address if it is http or https and has no blanks or controls, else None."""
    if not text or not text.lower().startswith(("http://", "https://")):
        return None
    return text if text.isprintable() and not any(c.isspace() for c in text) else None
