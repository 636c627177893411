"""Cells of CSV: nothing that a spreadsheet would compute or a terminal would obey."""

from __future__ import annotations

from kg.text import without_commands

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet_safe(text: str) -> str:
    """Return the text with a leading apostrophe if a spreadsheet would take it for a formula.

    Control characters but tabs and line ends, and what turns the direction of text, are written
    as escapes; ordinary text stays as it is.
    """
    shown = without_commands(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
