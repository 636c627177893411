"""Open a graph: the data, the ontology beside it, and what the rules derive from both."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath
from pathlib import Path

from kg.errors import InputError, UsageError
from kg.graph import DataFile, Graph, LoadedFile
from kg.loaders import large
from kg.loaders.parsing import parse, read_file
from kg.loaders.reading import STANDARD_INPUT, read_bytes
from kg.loaders.unpacking import unpack
from kg.resources import folder, shipped_case
from kg.rules import derive


def open_graph(files: Sequence[str | PathLike[str]] = ()) -> Graph:
    """Read files into one graph, with the ontology and the derived kinds of statements.

    Parameters
    ----------
    files
        Paths; ``-`` is standard input. None: the case that ships.

    Raises
    ------
    InputError
        If a file cannot be read or parsed; it says where and why.
    LimitError
        If a file is too large.
    UsageError
        If standard input is named twice.
    """
    return assemble(read_files(files))


def read_files(files: Sequence[str | PathLike[str]] = ()) -> tuple[DataFile, ...]:
    """Read files, in order, without making a graph of them; a large one is parsed only then.

    Parameters and errors are those of `open_graph`.
    """
    return tuple(load_file(name, number) for number, name in enumerate(file_names(files)))


def load_file(name: str, number: int = 0, *, packed: bool = False) -> DataFile:
    """Read one file; a small one is parsed, a large one only when a graph is made of it.

    Parameters
    ----------
    name, number
        As for `kg.loaders.parsing.read_file`, which raises the same errors.
    packed
        Whether it may be packed. Its hash is then that of what it holds.
    """
    content = read_bytes(name)
    if packed:
        content = unpack(name, content)
    if len(content) < large.LARGE:
        return parse(name, content, number=number)
    return large.LargeFile(name, content, number)


def file_names(files: Sequence[str | PathLike[str]]) -> tuple[str, ...]:
    """Return the names of the files to read: those given, or the case that ships."""
    if not files:
        try:
            return (_short(shipped_case()),)
        except FileNotFoundError as error:
            raise InputError(str(error)) from None
    names = tuple(fspath(file) for file in files)
    if names.count(STANDARD_INPUT) > 1:
        raise UsageError("Standard input ('-') can be read only once.")
    return names


def _short(path: Path) -> str:
    """Return the path from here if the file lies below, so that results are the same elsewhere."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def assemble(files: Sequence[DataFile]) -> Graph:
    """Make a graph of parsed files: add the ontology, then derive what follows."""
    graph = Graph(files, ontology=read_ontology())
    derive(graph)
    return graph


def read_ontology() -> tuple[LoadedFile, ...]:
    """Read the ontology's modules; shapes, examples and rules lie in folders below and stay out."""
    paths = sorted(folder("ontology").glob("*.ttl"))
    # Numbered below zero, so that no blank node of the data has the same name.
    return tuple(read_file(str(path), -1 - number) for number, path in enumerate(paths))
