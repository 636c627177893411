"""JSON Schemas of what the commands write as JSON; one file a result."""

from __future__ import annotations

import json
from importlib.resources import files


def names() -> tuple[str, ...]:
    """Return the names of the schemas: what stands before the slash in ``"schema": "info/1"``."""
    found = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in found if name.endswith(".json")))


def load(name: str) -> dict[str, object]:
    """Return a schema.

    Parameters
    ----------
    name
        One of `names`.

    Raises
    ------
    FileNotFoundError
        If there is no such schema.
    """
    text = files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    schema: dict[str, object] = json.loads(text)
    return schema
