"""The names that a query writes, for hints about those that mean nothing.

Only for hints: what may run is decided on the raw text, in `kg.queries.guard`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# Every alternative takes as much as it can and gives nothing back, and a string that does not end
# takes the rest: the time grows with the text and not with its square.
_TOKEN = re.compile(
    r"""(?P<skip>\#[^\r\n]*+
        | \"\"\"(?:[^"\\]|\\.|"(?!""))*+(?:\"\"\"|\\?\Z)
        | '''(?:[^'\\]|\\.|'(?!''))*+(?:'''|\\?\Z)
        | "(?:[^"\\\r\n]|\\.)*+"? | '(?:[^'\\\r\n]|\\.)*+'? | [?$@]\w++)
      | (?P<declared>\bPREFIX\s++(?P<prefix>[\w.-]*+):\s*+
        <(?P<namespace>[^<>"{}|^`\\\x00-\x20]*+)>)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)
      | (?P<name>\w[\w.-]*+(?::[\w:.-]*+)?|:[\w:.-]*+)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_BLANK = "_"


@dataclass(frozen=True)
class WrittenName:
    """A name in a query.

    Attributes
    ----------
    iri
        What it stands for; None: its prefix is not declared.
    prefix
        The prefix that it is written with, None if it is written in full.
    offset
        Where it begins in the text, in characters from 0.
    """

    iri: str | None
    prefix: str | None
    offset: int


def written_names(text: str, prefixes: Mapping[str, str]) -> Iterator[WrittenName]:
    """Yield every name that a query writes, in full or with a prefix.

    Parameters
    ----------
    text
        A SPARQL query.
    prefixes
        Those that the query may use without declaring them.
    """
    known = dict(prefixes)
    for match in _TOKEN.finditer(text):
        if match["declared"] is not None:
            known[match["prefix"]] = match["namespace"]
        elif match["iri"] is not None:
            yield WrittenName(match["iri"][1:-1], None, match.start())
        elif match["name"] is not None:
            # A name does not end in a dot; that one ends the triple.
            prefix, colon, local = match["name"].rstrip(".").partition(":")
            if colon and prefix != _BLANK:
                iri = known[prefix] + local if prefix in known else None
                yield WrittenName(iri, prefix, match.start())


def undeclared_prefix(text: str, prefixes: Mapping[str, str]) -> WrittenName | None:
    """Return the first name of a query whose prefix nobody declares, None if there is none."""
    return next((name for name in written_names(text, prefixes) if name.iri is None), None)


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
