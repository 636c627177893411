"""Terms as texts that are equal where the terms are: what the columns hold.

An IRI is its own text, a blank node begins with ``_:``. A literal is a quotation mark, its
language (``@en``) or its datatype (``^^`` and the IRI) or nothing, another mark, and its text as
it is, without escapes: no other term begins with a quotation mark, and neither a language nor an
IRI has one, so that the second mark ends what is said of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING = f"{XSD}string"
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

VALUE = (
    "CASE WHEN starts_with({0}, '\"') THEN substr({0}, 2 + strpos(substr({0}, 2), '\"')) "
    "ELSE {0} END"
)
"""SQL for the text that a table of the projection has for a token."""

TYPED = f"""starts_with({{0}}, '"^^{XSD}')"""
"""SQL: whether a token is a literal whose form the engine may change."""


def token(term: object) -> str:
    """Return the token of a term of the engine.

    Raises
    ------
    TypeError
        If it is a triple of RDF 1.2.
    """
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    if isinstance(term, ox.Literal):
        return literal(term.value, term.language, term.datatype.value)
    raise TypeError("The data holds RDF 1.2 triple terms, which the tables cannot show.")


def literal(text: str, language: str | None, datatype: str | None) -> str:
    """Return the token of a literal.

    Parameters
    ----------
    text
        Its lexical form.
    language
        Its language, None if it has none.
    datatype
        IRI of its datatype; None is that of plain texts.
    """
    if language:
        return f'"@{language.lower()}"{text}'
    kind = "" if datatype in {None, _STRING, _LANG_STRING} else f"^^{datatype}"
    return f'"{kind}"{text}'


def term(text: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Return the term of a token."""
    if not text.startswith('"'):
        return node(text)
    kind, _, value = text[1:].partition('"')
    if kind.startswith("@"):
        return ox.Literal(value, language=kind[1:])
    if kind:
        return ox.Literal(value, datatype=ox.NamedNode(kind[2:]))
    return ox.Literal(value)


def triple(subject: str, iri: str, value: str) -> ox.Triple:
    """Return the triple of two tokens and the IRI of a property."""
    return ox.Triple(node(subject), ox.NamedNode(iri), term(value))


def node(text: str) -> ox.NamedNode | ox.BlankNode:
    """Return the term of a token that is no literal."""
    return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.NamedNode(text)


def as_stored(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the tokens whose terms a store of the engine gives back in another form, with that.

    A store keeps numbers and dates by their value: "01" comes back as "1".
    """
    predicate = ox.NamedNode("urn:x:is")
    tokens = list(texts)
    store = ox.Store()
    store.extend(
        ox.Quad(ox.NamedNode(f"urn:x:{number}"), predicate, term(each))
        for number, each in enumerate(tokens)
    )
    for quad in store:
        before = tokens[int(quad.subject.value.rpartition(":")[2])]
        after = token(quad.object)
        if after != before:
            yield before, after
