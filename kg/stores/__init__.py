"""Graphs that are loaded once and opened in no time: a folder on this machine."""

from __future__ import annotations

from kg.stores.build import Step, load
from kg.stores.directory import StoredGraph, open_store
from kg.stores.layout import LAYOUT, Manifest

__all__ = ["LAYOUT", "Manifest", "Step", "StoredGraph", "load", "open_store"]
