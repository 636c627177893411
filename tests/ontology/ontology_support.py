"""What the tests of the ontology share: its files, graphs of them, and one way to run a query."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.graph import LoadedFile
from kg.resources import folder

ONTOLOGY = folder("ontology")
CHECKS = folder("queries") / "checks"
MODULES = sorted(ONTOLOGY.glob("*.ttl"))
SHAPES = sorted((ONTOLOGY / "shapes").glob("*.ttl"))
PREFIXED = re.compile(r"\b(cev|code):([A-Za-z][\w-]*)")


def load(path: Path) -> LoadedFile:
    content = path.read_bytes()
    return LoadedFile(path.name, content, "turtle", tuple(parse(content.decode())))


def parse(text: str) -> list[ox.Quad]:
    return list(ox.parse(text, format=ox.RdfFormat.TURTLE))


@cache
def modules() -> tuple[LoadedFile, ...]:
    return tuple(load(path) for path in MODULES)


def store(*texts: str, files: list[Path] | None = None) -> ox.Store:
    made = ox.Store()
    for path in files or []:
        made.extend(parse(path.read_text(encoding="utf-8")))
    for text in texts:
        made.extend(parse(text))
    return made


def rows(in_store: ox.Store, query: str) -> list[tuple[str, ...]]:
    found = in_store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(str(value) for value in solution) for solution in found]
