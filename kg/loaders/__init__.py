"""Read RDF from files and standard input; know where each triple stands."""

from __future__ import annotations

from kg.loaders.formats import FORMATS
from kg.loaders.locator import Locator, Place
from kg.loaders.opening import assemble, open_graph, read_files
from kg.loaders.parsing import ParseError, parse, read_file
from kg.loaders.reading import MAX_BYTES

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "Locator",
    "ParseError",
    "Place",
    "assemble",
    "open_graph",
    "parse",
    "read_file",
    "read_files",
]
