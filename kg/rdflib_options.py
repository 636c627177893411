"""Options of rdflib that hold for the whole process, borrowed and given back.

rdflib has no other way to keep lexical forms ("01" would become "1") or to keep FROM from reading
addresses. A program that uses this package beside rdflib finds its own options as it left them;
only while a call runs are they others, in all threads.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_before: list[tuple[bool, bool]] = []
_users = 0


@contextmanager
def careful_rdflib() -> Iterator[None]:
    """Keep lexical forms as they are and let no query load graphs, until the block ends.

    Blocks may nest and run in several threads: the last that ends gives the options back.
    """
    import rdflib  # noqa: PLC0415 (a third of a second that most commands do not need)
    from rdflib.plugins import sparql  # noqa: PLC0415

    global _users  # noqa: PLW0603 (the options are global too)
    with _lock:
        if not _users:
            _before.append((rdflib.NORMALIZE_LITERALS, sparql.SPARQL_LOAD_GRAPHS))
        _users += 1
        rdflib.NORMALIZE_LITERALS = False
        sparql.SPARQL_LOAD_GRAPHS = False
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if not _users:
                rdflib.NORMALIZE_LITERALS, sparql.SPARQL_LOAD_GRAPHS = _before.pop()
