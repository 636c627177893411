"""The names that a query writes, for hints about those that mean nothing.

Only for hints: what may run is decided on the raw text, in `kg.queries.guard`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_TOKEN = re.compile(
    r"""(?P<skip>\#[^\r\n]*
        | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' | [?$]\w+ | @\w+)
      | (?P<declared>\bPREFIX\s+(?P<prefix>[\w.-]*):\s*<(?P<namespace>[^<>"{}|^`\\\x00-\x20]*)>)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<name>(?<![\w:])(?:\w[\w.-]*+)?:[\w:][\w:.-]*+)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def written_iris(text: str, prefixes: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Yield every IRI that a query writes, in full or with a prefix, and its line.

    Parameters
    ----------
    text
        A SPARQL query.
    prefixes
        Those that the query may use without declaring them.
    """
    known = dict(prefixes)
    for match in _TOKEN.finditer(text):
        if match["skip"] is not None:
            continue
        line = text.count("\n", 0, match.start()) + 1
        if match["declared"] is not None:
            known[match["prefix"]] = match["namespace"]
        elif match["iri"] is not None:
            yield match["iri"][1:-1], line
        else:
            # A name does not end in a dot; that one ends the triple.
            prefix, _, local = match["name"].rstrip(".").partition(":")
            if prefix in known:
                yield known[prefix] + local, line
