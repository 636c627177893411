"""Refuses queries that reach beyond the data or would take the process down.

Both engines fetch addresses for SERVICE, and rdflib for FROM and LOAD too; neither has a switch
for all of it. The checks look at the raw text and refuse too much rather than too little: a parser
that reads a text otherwise than the engine does would be fooled.

Each check reads the text a fixed number of times, however it is made: the guard must not be what
a query hangs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kg.errors import UsageError

MAX_BYTES = 100_000
MAX_DEPTH = 100


def _and_beyond_ascii(some: str) -> str:
    """Return a class of some characters of ASCII and all beyond it.

    Said by what it leaves out: a range up to the last character takes `re` five milliseconds.
    """
    others = "".join(f"\\x{n:02x}" for n in range(128) if not re.match(f"[{some}]", chr(n)))
    return f"[^{others}]"


# What a prefix may hold in the grammar, and more: every character beyond ASCII.
_NAME = r"A-Za-z0-9_.\-"
_NAME_CHARACTER = re.compile(_and_beyond_ascii(_NAME))
_NAME_START = re.compile(_and_beyond_ascii("A-Za-z_"))
_REACHING = {
    # No word boundary before: the grammar takes `1SERVICE<...>`. After ? or $ it is a variable.
    "SERVICE": re.compile(r"(?<![?$])SERVICE", re.IGNORECASE),
    # A query cannot LOAD; the refusal only says why. So words that end in it may pass.
    "LOAD": re.compile(r"(?<![?$A-Za-z_])LOAD", re.IGNORECASE),
}
_SILENT = re.compile("SILENT", re.IGNORECASE)
_ESCAPE = re.compile(r"\\[uU]")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
)
_PROLOGUE = frozenset(("PREFIX", "BASE"))
# Possessive, and a text may lack its end: what was read once is never read again.
_TOKEN = re.compile(
    rf"""(?P<comment>\#[^\r\n]*+)
      | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*+>)
      | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*+(?:\"\"\")?
               | '''(?:[^'\\]|\\.|'(?!''))*+(?:''')?
               | "(?:[^"\\\r\n]|\\.)*+"? | '(?:[^'\\\r\n]|\\.)*+'?)
      | (?P<variable>[?$]{_and_beyond_ascii("A-Za-z0-9_")}*+)
      | (?P<word>(?:{_and_beyond_ascii(_NAME + ":%")}|\\[_~.\-!$&'()*+,;=/?\#@%])++)
      | (?P<mark>[{{}}()\[\]])""",
    re.VERBOSE | re.DOTALL,
)
_OPEN = "{(["


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
    check_size(text)
    check_reach(text)
    tokens = list(_tokens(text))
    _check_updates(tokens)
    _check_depth(tokens)
    for iri in _clauses(tokens):
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


def check_size(text: str) -> None:
    """Refuse a text that is too long for a query.

    Raises
    ------
    kg.errors.UsageError
        If it is; it says how long one may be.
    """
    size = len(text.encode(errors="surrogatepass"))
    if size > MAX_BYTES:
        raise UsageError(
            f"The query has {size} bytes; {MAX_BYTES} are allowed. Put long lists into the data."
        )


def dataset_clauses(text: str) -> list[str]:
    """Return the graphs that FROM and FROM NAMED name, in full."""
    return _clauses(list(_tokens(text)))


def refuse_reach(word: str, line: int | None = None) -> UsageError:
    """Return the error for a query that would reach beyond the data."""
    place = "" if line is None else f" in line {line}"
    return UsageError(
        f"The query has {word}{place}, which would reach other machines or files. "
        "Queries run on the loaded data alone (this holds in comments and texts as well)."
    )


def _clauses(all_tokens: list[tuple[str, str]]) -> list[str]:
    tokens = [token for token in all_tokens if token[0] in ("iri", "word")]
    prefixes: dict[str, str] = {}
    found: list[str] = []
    for index, (kind, word) in enumerate(tokens):
        if kind != "word":
            continue
        following = tokens[index + 1 : index + 3]
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


def check_reach(text: str) -> None:
    """Refuse a text that could make an engine fetch something, judged by the text alone.

    Raises
    ------
    kg.errors.UsageError
        If it could; it says the word and the line.
    """
    if _ESCAPE.search(text):
        raise UsageError(
            "The query has a \\u or \\U escape, which could hide words from the checks. "
            "Write the character itself."
        )
    for word, pattern in _REACHING.items():
        ends = [found.end() for found in pattern.finditer(text)]
        place = _first_with_target(text, ends) if ends else None
        if place is not None:
            raise refuse_reach(word, text.count("\n", 0, place - len(word)) + 1)
    if _LONE_RETURN.search(text):
        # A comment ends there for Oxigraph and goes on for rdflib: they would run two queries.
        raise UsageError(
            "The query has a carriage return without a line feed, which engines read differently. "
            "Save it with ordinary line breaks."
        )


def _first_with_target(text: str, ends: list[int]) -> int | None:
    """Return the first of the places after which a variable, an IRI or a prefixed name comes."""
    after_gap, target = _lookahead(text)
    for end in ends:
        place = after_gap[end]
        silent = _SILENT.match(text, place)
        if target[place] or (silent and target[after_gap[silent.end()]]):
            return end
    return None


def _lookahead(text: str) -> tuple[list[int], list[bool]]:
    """For every place: where spaces and comments from there end, and whether a target begins.

    One pass from the end: looking ahead from each place anew would read a long line many times.
    """
    size = len(text)
    after_gap = [size] * (size + 1)
    target = [False] * (size + 1)
    line_end = size
    colon_follows = False
    for place in range(size - 1, -1, -1):
        character = text[place]
        if character in "\r\n":
            line_end = place
        if character == ":":
            colon_follows = True
        elif not _NAME_CHARACTER.match(character):
            colon_follows = False
        begins = character in "<?$:" or (colon_follows and bool(_NAME_START.match(character)))
        target[place] = begins
        if character == "#":
            after_gap[place] = after_gap[line_end]
        elif (character.isspace() or character == "\ufeff") and not begins:
            after_gap[place] = after_gap[place + 1]
        else:
            after_gap[place] = place
    return after_gap, target


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
    for match in _TOKEN.finditer(text.removeprefix("\ufeff")):
        kind = match.lastgroup or ""
        if kind != "comment":
            yield kind, match.group()
