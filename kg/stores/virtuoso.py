"""What is different with Virtuoso (7.2).

Terms: it keeps a duration as a number of seconds, cuts long fractions, refuses large integers, and
writes a truth as a number. Literals that it would change are sent with a type that it does not
know, and get their own back in its answers.

Queries: it answers more than half of ours with other rows or errors of its own compiler
(docs/stores.md). What it answers well is "all triples of this graph"; so its graphs are copied into
memory, where the engine is that of the other stores.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

import pyoxigraph as ox

from kg.errors import InputError, LimitError
from kg.merged import MergedStore

_XSD = "http://www.w3.org/2001/XMLSchema#"
_KEPT = "https://w3id.org/claims-evidence/.well-known/xsd/"
# What it gives back as it was.
_SAFE = {
    "anyURI": re.compile(".*", re.DOTALL),
    "boolean": re.compile("true|false"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "dateTime": re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?"
    ),
    "decimal": re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?"),
    "integer": re.compile("-?[0-9]{1,18}"),
    "string": re.compile(".*", re.DOTALL),
}
_MOST = 1_000_000
# Within a text, which is data of others, these quotation marks would have a backslash before them.
_CHANGED = re.compile(rb'("datatype"\s*:\s*")' + re.escape(_KEPT.encode()))
_TRUTH = re.compile(
    rb'("datatype"\s*:\s*"http://www\.w3\.org/2001/XMLSchema#boolean"\s*,\s*"value"\s*:\s*)"([01])"'
)
_TRUTHS = {b"0": b'"false"', b"1": b'"true"'}


def is_it(program: str) -> bool:
    """Whether a server that calls itself so is a Virtuoso."""
    return program.startswith("Virtuoso")


def kept(quad: ox.Quad) -> ox.Quad:
    """Return a quad whose value Virtuoso does not change."""
    value = quad.object
    if not isinstance(value, ox.Literal) or value.language or _is_safe(value):
        return quad
    name = value.datatype.value.removeprefix(_XSD)
    same = ox.Literal(value.value, datatype=ox.NamedNode(_KEPT + name))
    return ox.Quad(quad.subject, quad.predicate, same, quad.graph_name)


def _is_safe(value: ox.Literal) -> bool:
    name = value.datatype.value
    if not name.startswith(_XSD):
        return True
    pattern = _SAFE.get(name.removeprefix(_XSD))
    if pattern is None or not pattern.fullmatch(value.value):
        return False
    return "date" not in name or _is_a_day(value.value)


def _is_a_day(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def as_sent(answer: bytes) -> bytes:
    """Return rows, as JSON, with the literals as they were before they were kept."""
    mended = _CHANGED.sub(rb"\1" + _XSD.encode(), answer)
    return _TRUTH.sub(lambda found: found[1] + _TRUTHS[found[2]], mended)


class Answers(Protocol):
    """An endpoint that can be asked."""

    def __len__(self) -> int:
        """Return the number of its triples."""

    def solutions(self, text: str) -> Iterator[dict[str, object]]:
        """Yield the rows of a SELECT."""


def copied(store: Answers, url: str, graphs: Sequence[str], data: str) -> MergedStore:
    """Copy what `kg load` wrote into memory.

    Parameters
    ----------
    store
        What answers.
    url
        Its address, for messages.
    graphs
        The graphs that are copied.
    data
        The one of them that stands for the default graph of files.

    Raises
    ------
    InputError
        If it does not give all of it.
    LimitError
        If there is too much of it.
    """
    whole = len(store)
    if whole > _MOST:
        raise LimitError(
            f"{url}: Virtuoso holds {whole:,} triples here. It answers the queries of kg wrongly, "
            f"so kg reads them all and asks them itself, up to {_MOST:,}. Load the files into a "
            "folder (kg load FILE --store DIR) or another endpoint."
        )
    copy = MergedStore(ox.Store())
    for name in graphs:
        graph = ox.DefaultGraph() if name == data else ox.NamedNode(name)
        copy.extend(
            ox.Quad(row["s"], row["p"], row["o"], graph)  # type: ignore[arg-type]
            for row in store.solutions(f"SELECT ?s ?p ?o {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        )
    if len(copy) != whole:
        raise InputError(
            f"The endpoint says that it holds {whole} triples and gives {len(copy)}. "
            "Its data may be changing; try again.",
            file=url,
        )
    return copy
