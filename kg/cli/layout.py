"""Blocks and lines of a view as text for a terminal or a file."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.cli.output import on_terminal, table
from kg.loaders.characters import neutralise

if TYPE_CHECKING:
    from kg.views.blocks import Block


# A column narrower than this breaks most words.
_LEAST = 20
# A line break inside a value must not look like a line of ours.
_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def blocks_text(blocks: Sequence[Block], *, to_file: bool = False) -> str:
    """Return blocks as text: each with its title, lines, table and notes.

    Parameters
    ----------
    blocks
        What to lay out.
    to_file
        Whether it goes to a file; then nothing is wrapped, whatever the terminal.
    """
    terminal = on_terminal() and not to_file
    parts = []
    for block in blocks:
        parts.append(neutralise(_BREAKS.sub(" ", block.title)))
        parts += _indented(block.lines, terminal)
        if block.rows:
            drawn = _with_details(block) if terminal else _plain(block)
            parts += [f"  {line}".rstrip() for line in ("", *drawn, "")]
        parts += _indented(block.notes, terminal)
        parts.append("")
    return "\n".join(parts)


def lines_text(lines: Iterable[str], *, to_file: bool = False) -> str:
    """Return lines as text, wrapped with their own indent on a terminal only."""
    terminal = on_terminal() and not to_file
    return "\n".join(wrapped for line in lines for wrapped in _wrapped(line, "", terminal)) + "\n"


def fitting(columns: Sequence[str], rows: Sequence[Sequence[str]], *, to_file: bool = False) -> str:
    """Return rows as a table, or on a terminal that is too narrow for it, one under the other.

    A table whose cells are broken into scraps of words cannot be read, and what is broken cannot
    be copied; then every row becomes a few lines, each with its column's name.
    """
    terminal = on_terminal() and not to_file
    if not terminal or len(columns) * _LEAST <= shutil.get_terminal_size().columns:
        return table(columns, rows, to_terminal=terminal)
    widest = max(map(len, columns))
    blocks = [
        [
            wrapped
            for column, value in zip(columns, row, strict=True)
            if value
            for wrapped in _wrapped(
                f"{column.ljust(widest)}  {value}", "", terminal=True, hang=widest + 2
            )
        ]
        for row in rows
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks) + f"\n\n{len(rows)} rows\n"


def _plain(block: Block) -> list[str]:
    return table(block.columns, block.rows, to_terminal=False).strip("\n").split("\n")


def _with_details(block: Block) -> list[str]:
    """Return the table with the long columns on lines of their own below each row.

    Broken codes cannot be copied: what a user types again stays on one line.
    """
    kept = [i for i, name in enumerate(block.columns) if name not in block.below]
    moved = [i for i, name in enumerate(block.columns) if name in block.below]
    drawn = table(
        [block.columns[i] for i in kept],
        [[row[i] for i in kept] for row in block.rows],
        to_terminal=True,
        wrap=False,
    ).split("\n")
    lines = [line for line in drawn if line.strip()]
    head = lines[: len(lines) - len(block.rows)]
    result = list(head)
    for line, row in zip(lines[len(head) :], block.rows, strict=True):
        result.append(line)
        for i in moved:
            if row[i]:
                result += _wrapped(f"{block.columns[i]}: {row[i]}", "       ", terminal=True)
    return result


def _indented(lines: Iterable[str], terminal: bool) -> list[str]:
    return [wrapped for line in lines for wrapped in _wrapped(line, "  ", terminal)]


def _wrapped(line: str, indent: str, terminal: bool, *, hang: int | None = None) -> list[str]:
    text = indent + neutralise(_BREAKS.sub(" ", line))
    if not terminal:
        return [text]
    own = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(
        text,
        width=max(shutil.get_terminal_size().columns, 40),
        subsequent_indent=f"{own}  " if hang is None else " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
        replace_whitespace=False,
    ) or [""]
