"""From the thread that reads a large file to the one that fills a store: what queries ask for."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import compress
from queue import SimpleQueue

from kg.checks.keys import Key

_MUCH = 1 << 20  # characters: each time that threads take turns costs time, too


class Feed:
    """Hands lines of N-Triples over while more are being read.

    Parameters
    ----------
    asked
        The predicates that somebody will ask for; None: all.
    """

    def __init__(self, asked: Container[Key] | None) -> None:
        self._asked = asked
        self._some: SimpleQueue[bytes | None] = SimpleQueue()
        self._waiting: list[str] = []
        self._length = 0

    def offer(self, lines: Sequence[str], predicates: Sequence[Key], end: str = "") -> None:
        """Hand over the lines whose predicates are asked for.

        Parameters
        ----------
        lines
            One for each of the predicates.
        predicates
            Those of the lines.
        end
            What each line lacks at its end.
        """
        asked = self._asked
        wanted = lines if asked is None else compress(lines, map(asked.__contains__, predicates))
        text = "".join([line + end for line in wanted] if end else wanted)
        self._waiting.append(text)
        self._length += len(text)
        if self._length > _MUCH:
            self._hand_over()

    def close(self) -> None:
        """Say that nothing more will come."""
        self._hand_over()
        self._some.put(None)

    def _hand_over(self) -> None:
        self._some.put("".join(self._waiting).encode())
        self._waiting.clear()
        self._length = 0

    def __iter__(self) -> Iterator[bytes]:
        """Wait for lines, and yield them as they come, until it is closed."""
        return iter(self._some.get, None)
