"""Claims-versus-evidence knowledge graph: who denies what, and who says otherwise.

>>> import kg
>>> case = kg.open()          # the case that ships
>>> assessment = case.assess()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from kg.case import Case

__version__ = "0.1.0"


def open(*files: str | PathLike[str], store: str | PathLike[str] | None = None) -> Case:
    """Open a case: read its files into one graph, or open the store that they were loaded into.

    Parameters
    ----------
    files
        Turtle, TriG, N-Triples, N-Quads or JSON-LD files; ``-`` is standard input. None: the
        case that ships with the package.
    store
        A folder that ``kg load`` made, or the address of a SPARQL endpoint, instead of files.

    Raises
    ------
    kg.errors.InputError
        If a file cannot be read or parsed, or a store cannot be opened; it says where.
    """
    # The engines take a third of a second to import: only who opens a case pays for them.
    from kg.case import Case  # noqa: PLC0415

    return Case.open(*files, store=store)
