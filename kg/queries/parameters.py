"""Turns what a person types into RDF terms, by the types that a query's header declares."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.dates import as_of_day
from kg.errors import UnknownNameError, UsageError
from kg.graph import Graph, Term
from kg.queries.headers import AS_OF, NamedQuery, Parameter

_XSD = "http://www.w3.org/2001/XMLSchema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
# Engines count in 64 bits; what is longer would silently be no number.
_FORMS = {
    "integer": ("a whole number of at most 18 digits", re.compile(r"[+-]?[0-9]{1,18}")),
    "decimal": ("a number such as 2 or 0.5", re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")),
    "boolean": ("true or false", re.compile(r"true|false")),
}


def bind(
    graph: Graph, query: NamedQuery, given: Mapping[str, str], as_of: str | None = None
) -> dict[str, Term]:
    """Return the terms to bind, defaults included.

    Raises
    ------
    kg.errors.UsageError
        If a parameter is unknown, missing, or its value means nothing.
    """
    values = dict(given)
    if as_of is not None:
        if query.parameter(AS_OF) is None:
            raise UsageError(
                f"The query '{query.name}' cannot be asked as of a date; leave --as-of out."
            )
        values[AS_OF] = as_of
    for name in values:
        if query.parameter(name) is None:
            raise _unknown(query, name)
    terms: dict[str, Term] = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            terms[parameter.name] = to_term(graph, parameter, value)
        elif parameter.required:
            raise UsageError(
                f"The query '{query.name}' needs the parameter '{parameter.name}' "
                f"({parameter.type}): -p {parameter.name}=VALUE."
            )
    return terms


def to_term(graph: Graph, parameter: Parameter, value: str) -> Term:
    """Return the term that a value stands for.

    Raises
    ------
    kg.errors.UsageError
        If it is none of the parameter's type.
    """
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UsageError(f"Parameter '{parameter.name}': {value!r} is not UTF-8 text.") from None
    match parameter.type:
        case "node":
            return ox.NamedNode(graph.resolve(value))
        case "code":
            return _code(graph, parameter, value)
        case "date":
            # The last day: a result as of a month stands at the month's end.
            return ox.Literal(as_of_day(value).isoformat(), datatype=ox.NamedNode(_XSD + "date"))
        case "string":
            return ox.Literal(value)
    wanted, pattern = _FORMS[parameter.type]
    if not pattern.fullmatch(value):
        raise UsageError(f"Parameter '{parameter.name}': '{value}' is not {wanted}.")
    return ox.Literal(value, datatype=ox.NamedNode(_XSD + parameter.type))


def _code(graph: Graph, parameter: Parameter, value: str) -> ox.NamedNode:
    """Find the concept by its notation in the declared scheme, or by its own name."""
    prefix, _, local = (parameter.scheme or "").partition(":")
    scheme = ox.NamedNode(graph.prefixes.get(prefix, "") + local)
    notations: dict[str, ox.NamedNode] = {}
    in_scheme = ox.NamedNode(_SKOS + "inScheme")
    for member in graph.store.quads_for_pattern(None, in_scheme, scheme):
        if isinstance(member.subject, ox.NamedNode):
            for quad in graph.store.quads_for_pattern(
                member.subject, ox.NamedNode(_SKOS + "notation"), None
            ):
                if isinstance(quad.object, ox.Literal):
                    notations[quad.object.value] = member.subject
    if value in notations:
        return notations[value]
    by_name = {graph.short(node.value): node for node in notations.values()}
    if value in by_name:
        return by_name[value]
    nearest = difflib.get_close_matches(value, notations, n=5, cutoff=0.4)
    raise UnknownNameError(f"code in {parameter.scheme}", value, nearest or sorted(notations)[:20])


def _unknown(query: NamedQuery, name: str) -> UsageError:
    names = [each.name for each in query.parameters]
    if not names:
        return UsageError(f"The query '{query.name}' takes no parameters, '{name}' was given.")
    nearest = difflib.get_close_matches(name, names, n=3, cutoff=0.4) or names
    return UnknownNameError(f"parameter of '{query.name}'", name, nearest)
