"""Graphs that are loaded once and opened in no time: in a folder, or at a SPARQL endpoint."""

from __future__ import annotations

import re
from os import PathLike, fspath
from typing import TYPE_CHECKING

from kg.lazy import lazily

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.stores.build import Progress, Step, load
    from kg.stores.directory import StoredGraph, damage, open_store
    from kg.stores.layout import LAYOUT, Manifest
    from kg.stores.remote import load_remote, open_remote

__all__ = [
    "LAYOUT",
    "Manifest",
    "Progress",
    "Step",
    "StoredGraph",
    "damage",
    "is_address",
    "load",
    "load_remote",
    "open_any",
    "open_remote",
    "open_store",
]

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
# Who opens a store to ask one question does not wait for what loads them.
__getattr__ = lazily(
    __name__,
    {
        "LAYOUT": "layout",
        "Manifest": "layout",
        "Progress": "build",
        "Step": "build",
        "StoredGraph": "directory",
        "damage": "directory",
        "load": "build",
        "load_remote": "remote",
        "open_remote": "remote",
        "open_store": "directory",
    },
)


def is_address(place: object) -> bool:
    """Whether a store is named by an address and not by a folder."""
    return isinstance(place, str) and _ADDRESS.match(place) is not None


def open_any(place: str | PathLike[str]) -> Graph:
    """Open a store to read it.

    Parameters
    ----------
    place
        A folder that `load` made, or the address of an endpoint.

    Raises
    ------
    kg.errors.InputError
        If there is none, it is damaged, does not answer, or has to be loaded again.
    """
    if is_address(place):
        from kg.stores.remote import open_remote  # noqa: PLC0415 (as above)

        return open_remote(fspath(place))
    from kg.stores.directory import open_store  # noqa: PLC0415

    return open_store(place)
