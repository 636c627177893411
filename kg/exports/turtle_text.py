"""Triples as Turtle text: terms, blocks, and the file that they make."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.exports.turtle_comments import Comments
from kg.exports.turtle_order import RDF_TYPE, arrange, natural, predicate_key
from kg.graph import PREFIXES

_XSD = PREFIXES["xsd"]
_SAFE_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
# Shorthand keeps the lexical form as it is: 14.0 is the decimal "14.0", 14 is the integer "14".
_SHORTHAND = {
    _XSD + "boolean": re.compile("true|false"),
    _XSD + "integer": re.compile("[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')

Node = ox.NamedNode | ox.Literal


def write(
    triples: Iterable[tuple[ox.NamedNode, ox.NamedNode, Node]],
    prefixes: Mapping[str, str],
    comments: Comments | None = None,
) -> str:
    """Return triples as canonical Turtle.

    Parameters
    ----------
    triples
        Subjects, predicates and values, without blank nodes.
    prefixes
        Prefix and namespace; all of them are declared, used or not.
    comments
        Comments to write along.
    """
    comments = comments or Comments()
    descriptions: dict[str, dict[ox.NamedNode, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in set(triples):
        descriptions[subject.value][predicate].append(value)
    blocks = []
    if comments.heading:
        blocks.append("\n".join(comments.heading))
    if prefixes:
        blocks.append("\n".join(f"@prefix {p}: <{ns}> ." for p, ns in sorted(prefixes.items())))
    names = _Names(prefixes)
    for title, subjects in arrange(descriptions).items():
        blocks.append(f"# ==== {title} ====")
        for name in subjects:
            above = comments.at.get(name, [])
            blocks.append("\n".join([*above, _block(name, descriptions[name], names)]))
    homeless = [line for s, lines in comments.at.items() if s not in descriptions for line in lines]
    if homeless or comments.tail:
        blocks.append("\n".join([*homeless, *comments.tail]))
    return "\n\n".join(blocks) + "\n" if blocks else ""


class _Names:
    """Writes IRIs by the longest prefix that fits."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        by_length = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._prefixes = by_length

    def iri(self, iri: str) -> str:
        for prefix, namespace in self._prefixes:
            if iri.startswith(namespace) and _SAFE_LOCAL.fullmatch(iri[len(namespace) :]):
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def term(self, term: Node) -> str:
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        datatype = term.datatype.value
        shorthand = _SHORTHAND.get(datatype)
        if shorthand and shorthand.fullmatch(term.value):
            return term.value
        quoted = '"' + _TO_ESCAPE.sub(_escape, term.value) + '"'
        if term.language:
            return f"{quoted}@{term.language}"
        if datatype == _XSD + "string":
            return quoted
        return f"{quoted}^^{self.iri(datatype)}"


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def _block(subject: str, description: Mapping[ox.NamedNode, list[Node]], names: _Names) -> str:
    lines = [names.iri(subject)]
    for predicate in sorted(description, key=lambda p: predicate_key(p.value)):
        verb = "a" if predicate == RDF_TYPE else names.iri(predicate.value)
        values = [names.term(value) for value in sorted(description[predicate], key=_value_key)]
        if len(values) == 1:
            lines.append(f"    {verb} {values[0]} ;")
        else:
            lines.append(f"    {verb}")
            lines += [f"        {value} ," for value in values[:-1]]
            lines.append(f"        {values[-1]} ;")
    return "\n".join([*lines, "    ."])


def _value_key(value: Node) -> tuple[object, ...]:
    if isinstance(value, ox.NamedNode):
        return (0, natural(value.value), "", "")
    return (1, natural(value.value), value.language or "", value.datatype.value)
