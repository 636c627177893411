"""Refuses queries that reach beyond the data or would take the process down.

Both engines fetch addresses for SERVICE, and rdflib for FROM and LOAD too; neither has a switch
for all of it. The checks look at the raw text and refuse too much rather than too little: a parser
that reads a text otherwise than the engine does would be fooled.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kg.errors import UsageError

MAX_BYTES = 100_000
MAX_DEPTH = 100

_GAP = r"(?:[\s\ufeff]|\#[^\r\n]*(?:[\r\n]|\Z))*"
_NAME_START = r"(?:[<?$:]|[^\W\d_][^\s<>\"{}|^`\\?$()\[\];,]*?:)"
# No word boundary before: the grammar takes `1SERVICE<...>`. After ? or $ it is a variable's name.
_SERVICE = re.compile(rf"(?<![?$])SERVICE{_GAP}(?:SILENT{_GAP})?{_NAME_START}", re.IGNORECASE)
# A query cannot LOAD; the refusal only says why. So words that end in it, as ?payload, may pass.
_LOAD = re.compile(rf"(?<![?$A-Za-z_])LOAD{_GAP}(?:SILENT{_GAP})?{_NAME_START}", re.IGNORECASE)
_ESCAPE = re.compile(r"\\[uU]")
_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
)
_PROLOGUE = frozenset(("PREFIX", "BASE"))
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"
               | '''(?:[^'\\]|\\.|'(?!''))*'''
               | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<word>[^\W\d]?[\w.-]*:[\w.%:-]*|[^\W\d]\w*)
      | (?P<mark>[{}()\[\]])""",
    re.VERBOSE | re.DOTALL,
)
_OPEN, _CLOSE = "{([", "})]"


def check(text: str, graphs: Collection[str] = ()) -> None:
    """Refuse a query that is not safe to run.

    Parameters
    ----------
    text
        The query.
    graphs
        IRIs of the named graphs in the data; FROM may name no others.

    Raises
    ------
    kg.errors.UsageError
        If it is refused; it says the reason.
    """
    _check_size(text)
    _check_reach(text)
    tokens = list(_tokens(text))
    _check_updates(tokens)
    _check_depth(tokens)
    for iri in dataset_clauses(text):
        check_graph(iri, graphs)


def check_graph(iri: str, graphs: Collection[str]) -> None:
    """Refuse a graph that is not in the data.

    Raises
    ------
    kg.errors.UsageError
        If the graph is none of those.
    """
    if iri not in graphs:
        known = ", ".join(f"<{each}>" for each in sorted(graphs)) or "none"
        raise UsageError(
            f"FROM names the graph <{iri}>, which is not in the data. Graphs here: {known}."
        )


def dataset_clauses(text: str) -> list[str]:
    """Return the graphs that FROM and FROM NAMED name, in full."""
    tokens = [token for token in _tokens(text) if token[0] in ("iri", "word")]
    prefixes: dict[str, str] = {}
    found: list[str] = []
    for index, (kind, word) in enumerate(tokens):
        following = tokens[index + 1 : index + 3]
        if kind != "word":
            continue
        if word.upper() == "PREFIX" and [each[0] for each in following] == ["word", "iri"]:
            prefixes[following[0][1].rstrip(":")] = following[1][1][1:-1]
        elif word.upper() == "FROM" and following:
            if following[0][1].upper() == "NAMED":
                following = following[1:]
            found.extend(_full(*each, prefixes) for each in following[:1])
    return found


def _full(kind: str, token: str, prefixes: dict[str, str]) -> str:
    if kind == "iri":
        return token[1:-1]
    prefix, _, local = token.partition(":")
    return prefixes.get(prefix, f"{prefix}:") + local


def _check_size(text: str) -> None:
    size = len(text.encode(errors="surrogatepass"))
    if size > MAX_BYTES:
        raise UsageError(
            f"The query has {size} bytes; {MAX_BYTES} are allowed. Put long lists into the data."
        )


def _check_reach(text: str) -> None:
    if _ESCAPE.search(text):
        raise UsageError(
            "The query has a \\u or \\U escape, which could hide words from the checks. "
            "Write the character itself."
        )
    for pattern, word in ((_SERVICE, "SERVICE"), (_LOAD, "LOAD")):
        found = pattern.search(text)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            raise UsageError(
                f"The query has {word} in line {line}, which would reach other machines or files. "
                "Queries run on the loaded data alone (this holds in comments and texts as well)."
            )


def _check_updates(tokens: list[tuple[str, str]]) -> None:
    skip = 0
    for kind, token in tokens:
        if kind not in ("word", "iri"):
            continue
        if kind == "word" and token.upper() in _PROLOGUE:
            skip = 2 if token.upper() == "PREFIX" else 1
        elif skip:
            skip -= 1
        elif kind == "word" and token.upper() in _UPDATES:
            raise UsageError(
                f"'{token}' would change the data; kg query only reads. "
                "Edit the files that the data comes from."
            )
        else:
            return


def _check_depth(tokens: list[tuple[str, str]]) -> None:
    depth = 0
    for kind, token in tokens:
        if kind == "mark":
            depth += 1 if token in _OPEN else -1
            if depth > MAX_DEPTH:
                raise UsageError(
                    f"The query nests its brackets more than {MAX_DEPTH} deep. Flatten it."
                )


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "comment":
            yield kind, match.group()
