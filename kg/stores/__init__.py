"""Graphs that are loaded once and opened in no time: in a folder, or at a SPARQL endpoint."""

from __future__ import annotations

from os import PathLike, fspath
from typing import TYPE_CHECKING

from kg.stores.build import Progress, Step, load
from kg.stores.directory import StoredGraph, damage, open_store
from kg.stores.layout import LAYOUT, Manifest
from kg.stores.remote import is_address, load_remote, open_remote

if TYPE_CHECKING:
    from kg.graph import Graph

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
    return open_remote(fspath(place)) if is_address(place) else open_store(place)
