"""What `unpack.js` does, in Python: reads what `kg.page.pack` packed."""

from __future__ import annotations

import json
from typing import Any


def unpacked(text: str) -> Any:
    """Return the JSON value."""
    whole = json.loads(text)
    texts: list[str] = whole["texts"]

    def row(keys: list[str], values: list[Any]) -> dict[str, Any]:
        pairs = zip(keys, values, strict=False)
        return {key: read(value) for key, value in pairs if value is not None}

    def read(value: Any) -> Any:
        if isinstance(value, str):
            return texts[int(value, 36)]
        if isinstance(value, list):
            return [read(each) for each in value]
        if not isinstance(value, dict):
            return value
        if "" not in value:
            return {key: read(each) for key, each in value.items()}
        rows = [row(value[""], values) for values in value["r"]]
        if "i" not in value:
            return rows
        return {read(name): each for name, each in zip(value["i"], rows, strict=True)}

    return read(whole["value"])
