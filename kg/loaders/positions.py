"""From an offset in a text to its line and column."""

from __future__ import annotations

from bisect import bisect_right


class Lines:
    """The lines of a text. Lines and columns count from 1, columns in characters.

    Parameters
    ----------
    text
        The decoded content of a file.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        start = text.find("\n") + 1
        while start:
            self._starts.append(start)
            start = text.find("\n", start) + 1

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def text(self, line: int) -> str:
        """Return a line without its end, empty if there is no such line."""
        if not 1 <= line <= len(self._starts):
            return ""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        return self._text[start:end].rstrip("\r\n")
