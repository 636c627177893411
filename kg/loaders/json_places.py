"""Find where JSON-LD names a node: the place of its ``"@id"``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_IDENTIFIER = re.compile(r'"@id"\s*:\s*("(?:[^"\\]|\\.)*")')


def identifier_places(text: str, prefixes: Mapping[str, str]) -> dict[str, int]:
    """Return the offset of the first ``"@id"`` of every IRI.

    Parameters
    ----------
    text
        A JSON-LD document.
    prefixes
        Those that its context declares.
    """
    places: dict[str, int] = {}
    for match in _IDENTIFIER.finditer(text):
        name: str = json.loads(match.group(1))
        prefix, colon, local = name.partition(":")
        if colon and prefix in prefixes and not local.startswith("//"):
            name = prefixes[prefix] + local
        places.setdefault(_unambiguous(name), match.start())
    return places


def _unambiguous(name: str) -> str:
    """Drop what an IRI may not hold: such a name is no node, and must not end the search."""
    return name if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*", name) else "urn:none"
