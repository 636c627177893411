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
_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
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


def construct(query: str) -> tuple[str, str, str] | None:
    """Return what stands before CONSTRUCT, its template, and the rest from WHERE on.

    None for another query, and where it names its graphs.
    """
    tokens = [(match.lastgroup, match.group()) for match in _TOKEN.finditer(query)]
    words = [(at, text.upper()) for at, (kind, text) in enumerate(tokens) if kind == "word"]
    at = next((at for at, word in words if word in _FORMS), None)
    if at is None or tokens[at][1].upper() != "CONSTRUCT":
        return None
    opens = [n for n in range(at, len(tokens)) if tokens[n] == ("other", "{")]
    between = [word for n, word in words if at < n < opens[0]]
    end = _group_end(tokens, opens[0])
    rest = at + 1 if between == ["WHERE"] else end
    pattern = next((n for n in opens if n >= rest), len(tokens))
    if any(word == "FROM" for n, word in words if at < n < pattern):
        return None

    def text(first: int, last: int) -> str:
        return "".join(text for _, text in tokens[first:last])

    return text(0, at), text(opens[0], end), text(rest, len(tokens))


def _group_end(tokens: list[tuple[str | None, str]], start: int) -> int:
    depth = 0
    for at in range(start, len(tokens)):
        if tokens[at][0] == "other":
            depth += {"{": 1, "}": -1}.get(tokens[at][1], 0)
            if not depth:
                return at + 1
    return len(tokens)


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
