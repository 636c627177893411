"""Addresses of pages, compared as readers do: the same page in other spelling."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# An archive's address holds the address of the page: web.archive.org/web/2021…/https://…
_WRAPPERS = (
    re.compile(r"https?://web\.archive\.org/web/(?:\d{1,14}(?:[a-z]{2}_)?|\*)/(.+)", re.I | re.S),
    re.compile(
        r"https?://archive\.(?:today|is|ph|md|li|vn|fo)/"
        r"(?:o/\w+/|newest/|oldest/|\d{4}[\d.-]*/)(.+)",
        re.I | re.S,
    ),
)
_MOST_WRAPPERS = 4
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_PORTS = {"http": 80, "https": 443}


def normal_address(address: str) -> str:
    """Return an address without what does not tell pages apart; empty if it is none.

    Scheme, ``www.``, a slash at the end, the fragment and the wrapper of a web archive are
    dropped. The query stays: many sites name the page in it.
    """
    text = address.strip()
    for _ in range(_MOST_WRAPPERS):
        inner = next((match[1] for each in _WRAPPERS if (match := each.fullmatch(text))), None)
        if inner is None:
            break
        text = inner if _SCHEME.match(inner) else f"http://{inner}"
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not host:
        return ""
    if port is not None and port != _PORTS[parts.scheme]:
        host = f"{host}:{port}"
    path = _ESCAPE.sub(lambda found: found.group().upper(), parts.path).rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host.removeprefix('www.')}{path}{query}"
