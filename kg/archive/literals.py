"""Python values as they are printed, read without running anything.

auto-archiver writes dictionaries and lists into cells as Python prints them, with dates that no
other reader understands.
"""

from __future__ import annotations

import ast
import warnings
from datetime import UTC, datetime

MAX_CHARACTERS = 4 * 1024 * 1024
"""The longest cell that is read."""

# A date has at least year, month and day, at most microseconds.
_LEAST, _MOST = 3, 7


def literal(text: str) -> object:
    """Return the value that a text prints: dictionaries, lists, text, numbers, dates as ISO 8601.

    What is none of these becomes None; nothing is called, whatever the text says.

    Raises
    ------
    ValueError
        If it is no value.
    """
    if len(text) > MAX_CHARACTERS:
        raise ValueError("it is too long")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python thinks of its style is no matter here
            return _value(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, MemoryError, RecursionError):
        raise ValueError("it is no value that Python prints") from None


def _value(node: ast.expr) -> object:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Dict):
        return {
            key.value: _value(value)
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant)
        }
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [_value(element) for element in node.elts]
    if isinstance(node, ast.Call):
        return _moment(node)
    return None


def _moment(call: ast.Call) -> str | None:
    """Return ``datetime.datetime(2021, 3, 16, 9, 30, tzinfo=…)`` as ISO 8601, None otherwise."""
    numbers = [
        node.value
        for node in call.args
        if isinstance(node, ast.Constant) and isinstance(node.value, int)
    ]
    zones = {ast.unparse(keyword.value) for keyword in call.keywords}
    if (
        ast.unparse(call.func) not in {"datetime.datetime", "datetime"}
        or len(numbers) != len(call.args)
        or not _LEAST <= len(numbers) <= _MOST
        or not zones <= {"datetime.timezone.utc", "datetime.UTC", "timezone.utc"}
    ):
        return None
    year, month, day, hour, minute, second, microsecond = (*numbers, 0, 0, 0, 0)[:_MOST]
    try:
        return datetime(year, month, day, hour, minute, second, microsecond, UTC).isoformat()
    except (ValueError, OverflowError):
        return None
