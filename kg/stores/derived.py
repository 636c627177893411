"""What the rules derive, on its way into a store: as lines, which the engine reads by itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.columns import triple
from kg.graph import DERIVED_GRAPH
from kg.merged import twice

_OTHER = ('"', "_:")  # how tokens of literals and of blank nodes begin


class Derived:
    """Derived triples, of a large graph most of them on the disk.

    Quad by quad through Python one takes as long as several triples of a file.

    Parameters
    ----------
    path
        A file of N-Quads to make, in a folder that its owner removes.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        # The engine would give blank nodes other names than they have.
        self._others: list[ox.Triple] = []

    def keep(self, triples: Iterable[tuple[str, str, str]]) -> None:
        """Keep triples whose IRIs a parser has seen.

        Parameters
        ----------
        triples
            Tokens of subject, property and object (`kg.columns`).

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        graph = DERIVED_GRAPH.value
        with self._path.open("a", encoding="utf-8") as lines:
            for subject, iri, value in triples:
                if subject.startswith("_:") or value.startswith(_OTHER):
                    self._others.append(triple(subject, iri, value))
                else:
                    said = f"<{subject}> <{iri}> <{value}>"
                    lines.write(f"{said} .\n{said} <{graph}> .\n")

    def put_into(self, store: ox.Store) -> None:
        """Put all of them into a store, into its default graph and into their own.

        Raises
        ------
        OSError, RuntimeError
            If the store cannot be written.
        """
        if self._path.exists():
            store.bulk_load(path=str(self._path), format=ox.RdfFormat.N_QUADS)
        store.bulk_extend(twice(self._others, DERIVED_GRAPH))
