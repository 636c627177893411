"""Parameters of a query for an endpoint: SPARQL's protocol has no way to send them beside it.

Where a variable stands for a value, the term is written in its place, as SPARQL writes terms, so
that no value can become anything else. Where only a variable may stand it stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

_TOKEN = re.compile(
    r"""
    (?P<text>\"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
        | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\s]*>)
    | (?P<comment>\#[^\n]*)
    | (?P<variable>[?$]\w+)
    | (?P<word>[\w:.-]+)
    | (?P<other>\s+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
# After these only variables may stand, up to a brace or one of the others.
_ONLY_VARIABLES = frozenset(("SELECT", "BY", "AS", "VALUES"))
_AGAIN_ANY = frozenset(("WHERE", "FROM", "HAVING", "LIMIT", "OFFSET"))


def bound(query: str, terms: Mapping[str, object]) -> str:
    """Return the text of a query with terms in the place of variables.

    Parameters
    ----------
    query
        The text.
    terms
        Terms of Oxigraph by the name of the variable.
    """
    if not terms:
        return query
    parts: list[str] = []
    only_variables = [False]
    for match in _TOKEN.finditer(query):
        kind, text = match.lastgroup, match.group()
        if kind == "variable" and text[1:] in terms and not only_variables[-1]:
            parts.append(_written(terms[text[1:]]))
            continue
        parts.append(text)
        if kind == "word":
            word = text.upper()
            only_variables[-1] = word in _ONLY_VARIABLES or (
                only_variables[-1] and word not in _AGAIN_ANY
            )
        elif text in "({":
            inner = text == "(" and only_variables[-1] and _last_word(parts) == "VALUES"
            only_variables[-1] = only_variables[-1] and text == "("
            only_variables.append(inner)
        elif text in ")}" and len(only_variables) > 1:
            only_variables.pop()
    return _no_bound("".join(parts), terms)


def _last_word(parts: list[str]) -> str:
    words = [part for part in parts[-4:] if part.strip() and part != "("]
    return words[-1].upper() if words else ""


def _no_bound(query: str, terms: Mapping[str, object]) -> str:
    """Answer BOUND of what is no variable any more."""
    written = {_written(term) for term in terms.values()}
    for term in written:
        query = re.sub(
            rf"\bBOUND\s*\(\s*{re.escape(term)}\s*\)", "true", query, flags=re.IGNORECASE
        )
    return query


def _written(term: object) -> str:
    if isinstance(term, ox.BlankNode):
        raise TypeError("A blank node has no name that an endpoint knows.")
    return str(term)
