"""From a statement to the words, the sources and the proposition behind it.

Views and reports read these small values instead of walking the graph themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph import CEV, Graph, Term, subject_of

_DCTERMS = "http://purl.org/dc/terms/"
_OA = "http://www.w3.org/ns/oa#"
_NOTATION = "http://www.w3.org/2004/02/skos/core#notation"
_URL = "https://schema.org/url"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True)
class Quotation:
    """Exact words of a source.

    Attributes
    ----------
    exact
        The words, unchanged.
    language
        Language tag of the words, None if they have none.
    source, source_title, publisher, url, published
        The source: IRI, title, publisher, address and date (EDTF); None where not recorded.
    read_at
        Address where the words stand, if it is not the source's own.
    carries_stance
        Whether these words by themselves say what the statement affirms or denies; False where
        its curator noted that they do not.
    """

    exact: str
    language: str | None
    source: str | None
    source_title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    read_at: str | None
    carries_stance: bool

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        return {
            "exact": self.exact,
            "language": self.language,
            "source": self.source,
            "source_title": self.source_title,
            "publisher": self.publisher,
            "url": self.url,
            "published": self.published,
            "read_at": self.read_at,
            "carries_stance": self.carries_stance,
        }


def quotations(
    graph: Graph, statement: str, counts: Callable[[str], bool] | None = None
) -> tuple[Quotation, ...]:
    """Return the quotations of a statement, in order of their nodes.

    Parameters
    ----------
    graph
        The graph.
    statement
        The statement.
    counts
        Whether a source counts (`kg.origins.Origins.counts`): words that stand in another are not
        returned; None: every source does.
    """
    found = (_quotation(graph, node) for node in objects(graph, statement, f"{CEV}hasQuotation"))
    return tuple(
        each for each in found if counts is None or each.source is None or counts(each.source)
    )


def _quotation(graph: Graph, node: str) -> Quotation:
    selector = first(graph, node, f"{_OA}hasSelector")
    words = first_term(graph, selector, f"{_OA}exact") if selector else None
    source = first(graph, node, f"{_OA}hasSource")
    return Quotation(
        exact=words.value if isinstance(words, ox.Literal) else "",
        language=words.language if isinstance(words, ox.Literal) else None,
        source=source,
        source_title=first(graph, source, f"{_DCTERMS}title"),
        publisher=first(graph, source, f"{_DCTERMS}publisher"),
        url=first(graph, source, _URL),
        published=first(graph, source, f"{_DCTERMS}issued"),
        read_at=first(graph, node, f"{CEV}readAt"),
        carries_stance=first(graph, node, f"{CEV}carriesStance") not in {"false", "0"},
    )


def reported_in(graph: Graph, statement: str) -> tuple[str, ...]:
    """Return the sources that pass a statement on."""
    return objects(graph, statement, f"{CEV}isReportedIn")


def proposition(graph: Graph, node: str) -> dict[str, object]:
    """Return a proposition as a JSON object: its type and what it relates.

    Modes, kinds and aspects are codes (``directed``); actors, incidents, places are IRIs.
    """
    types = set(objects(graph, node, _TYPE))
    result: dict[str, object] = {"iri": node}
    if f"{CEV}Involvement" in types:
        result |= {
            "type": "involvement",
            "actor": first(graph, node, f"{CEV}hasActor"),
            "modes": codes(graph, node, f"{CEV}hasMode"),
            "modes_left_open": codes(graph, node, f"{CEV}leavesModeOpen"),
            "incidents": list(objects(graph, node, f"{CEV}concerns")),
            "incidents_read": list(objects(graph, node, f"{CEV}mayConcern")),
        }
        scope = first(graph, node, f"{CEV}hasScope")
        result["scope"] = scope_of(graph, scope) if scope else None
    elif f"{CEV}Sponsorship" in types:
        result |= {
            "type": "sponsorship",
            "principal": first(graph, node, f"{CEV}hasPrincipal"),
            "proxy": first(graph, node, f"{CEV}hasProxy"),
            "modes": codes(graph, node, f"{CEV}hasSponsorshipMode"),
            **_period(graph, node),
        }
    elif f"{CEV}Identity" in types:
        result |= {
            "type": "identity",
            "persona": first(graph, node, f"{CEV}hasPersona"),
            "actor": first(graph, node, f"{CEV}hasActorBehind"),
            **_period(graph, node),
        }
    else:
        result |= {
            "type": "detail",
            "about": first(graph, node, f"{CEV}isAbout"),
            "aspect": next(iter(codes(graph, node, f"{CEV}hasAspect")), None),
            "value": first(graph, node, f"{CEV}value"),
        }
    return result


def scope_of(graph: Graph, scope: str) -> dict[str, object]:
    """Return a scope as a JSON object: kinds as codes, targets and places as IRIs, period."""
    return {
        "iri": scope,
        "kinds": codes(graph, scope, f"{CEV}coversKind"),
        "targets": list(objects(graph, scope, f"{CEV}coversTarget")),
        "places": list(objects(graph, scope, f"{CEV}coversPlace")),
        **_period(graph, scope),
    }


def _period(graph: Graph, node: str) -> dict[str, object]:
    return {
        "from": first(graph, node, f"{CEV}from"),
        "until": first(graph, node, f"{CEV}until"),
    }


def codes(graph: Graph, node: str, predicate: str) -> list[str]:
    """Return the notations of the concepts that a node points to, sorted."""
    return sorted(
        first(graph, concept, _NOTATION) or graph.short(concept)
        for concept in objects(graph, node, predicate)
    )


def objects(graph: Graph, node: str | None, predicate: str) -> tuple[str, ...]:
    """Return the values of a property as text (IRIs or lexical forms), sorted."""
    return tuple(sorted({_text(term) for term in _terms(graph, node, predicate)}))


def first(graph: Graph, node: str | None, predicate: str) -> str | None:
    """Return the least value of a property as text, None if there is none."""
    return next(iter(objects(graph, node, predicate)), None)


def first_term(graph: Graph, node: str | None, predicate: str) -> Term | None:
    """Return the least value of a property as a term, None if there is none."""
    return min(_terms(graph, node, predicate), key=_text, default=None)


def _terms(graph: Graph, node: str | None, predicate: str) -> Iterator[Term]:
    if node is None:
        return
    for quad in graph.store.quads_for_pattern(
        subject_of(node), ox.NamedNode(predicate), None, None
    ):
        if isinstance(quad.object, ox.NamedNode | ox.BlankNode | ox.Literal):
            yield quad.object


def _text(term: Term) -> str:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else term.value
