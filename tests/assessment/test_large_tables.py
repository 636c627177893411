"""A large case is assessed with little memory, by way of temporary files; the results are alike."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

import kg
from kg.assessment import tables
from kg.errors import LimitError


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, for every case as it is for a large one."""
    monkeypatch.setattr(tables, "_SMALL", 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_with_temporary_files_every_pair_is_the_same(
    scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = kg.open()
    found = case.assess(kind="all", all_pairs=True).to_dict()
    gc.collect()
    assert list(scratch.iterdir()) == []
    monkeypatch.undo()
    assert case.assess(kind="all", all_pairs=True).to_dict() == found


def test_without_room_the_limit_is_named(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_MEMORY", 4 * 1024 * 1024)
    monkeypatch.setattr(tables, "_MEMORY_OF_A_ROW", 0)
    with pytest.raises(LimitError, match="memory"):
        kg.open().assess(kind="all", all_pairs=True)
    gc.collect()
    assert list(scratch.iterdir()) == []
