"""Every SPARQL file declares the prefixes that it uses and no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*(ROOT / "queries").rglob("*.rq"), *(ROOT / "ontology").rglob("*.rq")])
DECLARED = re.compile(r"^PREFIX\s+([\w-]*):.*$", re.MULTILINE | re.IGNORECASE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_declared_prefix_is_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    body = re.sub(r"^#.*$", "", DECLARED.sub("", text), flags=re.MULTILINE)
    unused = [name for name in DECLARED.findall(text) if not re.search(rf"(?<!\w){name}:", body)]
    assert unused == []


def test_there_are_files_to_look_at() -> None:
    assert {"projection", "data", "checks", "rules", "queries"} == {p.parent.name for p in FILES}
