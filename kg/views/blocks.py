"""A block of a text or Markdown view: a heading, a table, remarks."""

from __future__ import annotations

from dataclasses import dataclass

from kg.text import markdown_escape as escape


@dataclass(frozen=True)
class Block:
    """A heading, a table and remarks.

    Attributes
    ----------
    title
        One line.
    lines
        Lines between title and table.
    columns, rows
        The table; no rows, no table.
    below
        Columns that a narrow screen may show on lines of their own below each row.
    notes
        Lines below the table.
    """

    title: str
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    below: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def markdown(blocks: tuple[Block, ...]) -> str:
    """Return the blocks as Markdown; text from the data cannot become markup."""
    parts = []
    for block in blocks:
        parts.append(f"## {escape(block.title)}\n")
        parts += [f"{escape(line)}  " for line in block.lines]
        if block.lines:
            parts.append("")
        if block.rows:
            parts.append(f"| {' | '.join(map(escape, block.columns))} |")
            parts.append(f"|{' --- |' * len(block.columns)}")
            parts += [f"| {' | '.join(map(escape, row))} |" for row in block.rows]
            parts.append("")
        parts += [f"- {escape(note)}" for note in block.notes]
        if block.notes:
            parts.append("")
    return "\n".join(parts)
