"""Which predicates queries can ask for: of a large file a store needs no others.

This reads the names in a query and not its grammar. Where a predicate may be any at all, it says
so, and the store gets everything. What it does not see is a path of no steps (``*``, ``?``) between
two variables that nothing else binds: it would find every node, and here some are missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.rules import load_rules

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_TOKEN = re.compile(
    r"(?P<iri><[^<>\"{}|^`\\\s]*>)"
    r"|(?P<text>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
    r"|(?P<comment>#[^\n]*)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<name>(?:[^\W\d](?:[\w.-]*[\w-])?)?:(?:[\w-]+(?:[.:]+[\w-]+)*)?)"
    r"|(?P<word>\w+)"
    r"|(?P<mark>\S)",
    re.S,
)
_SUBJECTS = frozenset({"iri", "name", "variable"})
_VALUES = _SUBJECTS | {"text"}
# Between these and the next brace variables stand in a row and are no triples.
_LISTS = frozenset({"select", "by", "values"})

Token = tuple[str, str]


def asked_for(queries: Iterable[str]) -> frozenset[str] | None:
    """Return the predicates that queries can ask for, and the rules that derive kinds.

    Parameters
    ----------
    queries
        Texts of SPARQL that are right. Those of the rules are added.

    Returns
    -------
    frozenset or None
        As N-Triples has them, with the other names of the queries; None: any may be asked for.
    """
    found: set[str] = {_TYPE}
    for text in (*queries, *(rule.text for rule in load_rules())):
        tokens = [
            (match.lastgroup or "", match.group())
            for match in _TOKEN.finditer(text)
            if match.lastgroup != "comment"
        ]
        if _asks_for_any(tokens):
            return None
        found.update(_names(tokens))
    return frozenset(found)


def _names(tokens: Sequence[Token]) -> Iterator[str]:
    prefixes: dict[str, str] = {}
    for (kind, text), (after, iri) in pairwise(tokens):
        if kind == "name" and after == "iri" and text.endswith(":"):
            prefixes[text[:-1]] = iri[1:-1]
    for kind, text in tokens:
        if kind == "iri":
            yield text
        if kind == "name":
            prefix, _, local = text.partition(":")
            yield f"<{prefixes.get(prefix, '')}{local}>"


def _asks_for_any(tokens: Sequence[Token]) -> bool:
    """Whether a variable stands where a predicate does, or a name is spelt in a way not read here.

    What looks like it counts, too: then the store gets more than it needs.
    """
    listing = False
    ends = ("mark", ".")
    for before, (kind, text), after in zip(
        (ends, *tokens), tokens, (*tokens[1:], ends), strict=False
    ):
        if kind == "word":
            listing = text.lower() in _LISTS or (listing and text.lower() != "where")
            if text.lower() == "base":
                return True
        elif text in {"{", "}"}:
            listing = False
        elif text in {"\\", "%"} or (text == "!" and after[1] != "="):
            return True
        elif kind == "variable" and not listing:
            begun = before[0] in _SUBJECTS or before[1] in {";", "]"}
            if begun and (after[0] in _VALUES or after[1] in {"[", "("} or _is_value(after)):
                return True
    return False


def _is_value(token: Token) -> bool:
    return token[0] == "word" and (token[1][0].isdigit() or token[1].lower() in {"true", "false"})
