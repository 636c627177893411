"""Where the ontology, the queries and the shipped case lie, and what a query file says on top.

In a wheel they are packages of their own below ``kg`` (``kg/_ontology`` and so on); in a checkout
or an editable install they are the folders beside ``kg``. This is the only module that knows
the places.
"""

from __future__ import annotations

from pathlib import Path

_HEADER = "#+ "
_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder ``ontology``, ``queries`` or ``data``.

    Raises
    ------
    FileNotFoundError
        If the installation is broken: neither place has it.
    """
    for candidate in (_PACKAGE / f"_{name}", _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"The folder '{name}' is missing from this installation of kg.")


def shipped_case() -> Path:
    """Return the file of the case that ships."""
    return folder("data") / "triples.ttl"


def read_header(text: str) -> dict[str, str]:
    """Return the fields of the ``#+`` lines; a line that begins with a space goes on."""
    fields: dict[str, str] = {}
    key = ""
    for line in text.splitlines():
        if not line.startswith(_HEADER):
            break
        content = line.removeprefix(_HEADER)
        if not content.startswith(" "):
            key, _, content = content.partition(":")
        fields[key] = f"{fields.get(key, '')} {content.strip()}".strip()
    return fields
