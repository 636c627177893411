"""The named queries: every ``.rq`` file on the top level of ``queries/``."""

from __future__ import annotations

import difflib
from functools import cache

from kg.errors import UnknownNameError
from kg.queries.headers import NamedQuery, parse_query
from kg.resources import folder


@cache
def named() -> tuple[NamedQuery, ...]:
    """Return every named query, by name.

    Raises
    ------
    kg.errors.InputError
        If the header of one is not understood.
    """
    return tuple(
        parse_query(path.read_text(encoding="utf-8"), path.stem)
        for path in sorted(folder("queries").glob("*.rq"))
    )


def find(name: str) -> NamedQuery:
    """Return the query of that name.

    Raises
    ------
    kg.errors.UnknownNameError
        If there is none; it carries the nearest names.
    """
    names = {query.name: query for query in named()}
    if name not in names:
        nearest = difflib.get_close_matches(name, names, n=3, cutoff=0.4)
        raise UnknownNameError("query", name, nearest)
    return names[name]
