"""Rows on narrow terminals."""

from __future__ import annotations

import os
import shutil

import pytest

from kg.cli import layout

COLUMNS = ("statement", "words", "source")
ROWS = (
    ("st-one", "a rather long sentence that somebody said somewhere once", "paper"),
    ("st-two", "", "site"),
)


def _on_a_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr(layout, "on_terminal", lambda: True)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((width, 24)))


def test_a_narrow_terminal_gets_a_block_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    _on_a_terminal(monkeypatch, 45)
    text = layout.fitting(COLUMNS, ROWS)
    lines = text.splitlines()
    assert "statement  st-one" in lines
    assert "statement  st-two" in lines
    assert all(len(line) <= 45 for line in lines)
    assert not any(line.startswith("words") and line.strip() == "words" for line in lines)
    assert lines[-1] == "2 rows"


def test_a_wide_terminal_and_a_file_get_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    _on_a_terminal(monkeypatch, 200)
    assert "2 rows" not in layout.fitting(COLUMNS, ROWS)
    _on_a_terminal(monkeypatch, 45)
    kept = layout.fitting(COLUMNS, ROWS, to_file=True).splitlines()
    assert len(kept) == 1 + len(ROWS)
    assert ROWS[0][1] in kept[1]
