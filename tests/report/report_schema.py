"""The schema of a report's JSON, with what it borrows from the schemas of other results.

``python tests/report/update.py`` writes it again when one of those changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.schemas import load

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "kg" / "schemas" / "report.json"
LENDERS = ("why", "conflicts", "history")
_PLAIN_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def borrowed() -> dict[str, Any]:
    """What pairs, conflicts, changes and ways of words look like, as their own schemas say."""
    found: dict[str, Any] = {}
    for name in LENDERS:
        defined = load(name)["$defs"]
        assert isinstance(defined, dict)
        for key, value in defined.items():
            assert found.setdefault(key, value) == value, f"two schemas differ on {key}"
    conflicts: Any = load("conflicts")["items"]
    origins: Any = load("origins")["properties"]
    step = found.pop("step")
    kept = ("role", "statement", "stance", "proposition", "deciding", "origins")
    found["part"] = {
        "description": "A statement in the chain of a pair; its words stand under its number.",
        "type": "object",
        "required": list(kept),
        "properties": {key: step["properties"][key] for key in kept},
    }
    found["quoted"] = step["properties"]["quotations"]["items"]
    found["conflict"] = conflicts
    found["way"] = origins["statements"]["items"]
    return found


def with_borrowed(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of the report with fresh copies of what it borrows."""
    own = {key: value for key, value in schema["$defs"].items() if key.startswith("own-")}
    return {**schema, "$defs": {**own, **borrowed()}}


def stored() -> dict[str, Any]:
    """Return the schema as it is stored."""
    schema: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return schema


def text(schema: dict[str, Any]) -> str:
    """Return a schema as its file has it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
