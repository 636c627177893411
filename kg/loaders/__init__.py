"""Read RDF from files and standard input; know where each triple stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import lazily

if TYPE_CHECKING:
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

# Who asks a store reads no files.
__getattr__ = lazily(
    __name__,
    {
        "FORMATS": "formats",
        "MAX_BYTES": "reading",
        "Locator": "locator",
        "ParseError": "parsing",
        "Place": "locator",
        "assemble": "opening",
        "open_graph": "opening",
        "parse": "parsing",
        "read_file": "parsing",
        "read_files": "opening",
    },
)
