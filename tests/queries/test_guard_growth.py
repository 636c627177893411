"""The guard reads every text in time that grows as the text does."""

from __future__ import annotations

import time

import pytest

from kg.errors import LimitError, UsageError
from kg.queries import guard, headers

PIECES = [
    "-",
    ".",
    "a",
    "%",
    ":",
    "\u1680",
    r'"\"\\',
    '"\\',
    '"a',
    '"""a""',
    "'''a''b",
    "'",
    "<a",
    "<",
    "SERVICEa",
    "SERVICE",
    "SERVICE#",
    "SERVICE#\n",
    "SERVICE ",
    "SERVICE SILENT#",
    "#\n",
    "LOAD ",
    "load#\r\n",
    "?",
    "?a",
    "\\-",
    " ",
    "\n",
    "PREFIX a: <a> ",
    "FROM ",
    "FROM NAMED ",
    "#+ summary: a\n#+   ",
]
SMALL, FACTOR = 12_000, 4


def seconds(piece: str, size: int) -> float:
    text = (piece * (size // len(piece) + 1))[:size]
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        try:
            guard.check(text)
        except UsageError as error:
            assert str(error)  # noqa: PT017 (not every text is refused)
        best = min(best, time.process_time() - begin)
    return best


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length(piece: str) -> None:
    # A square would be sixteen times as long; a few milliseconds are noise.
    allowed = 2.2 * FACTOR * seconds(piece, SMALL) + 0.02
    assert seconds(piece, SMALL * FACTOR) < allowed


@pytest.mark.parametrize("middle", ["-", "+", "!", "?a-", "(1)+", "1-"])
def test_time_grows_with_the_length_inside_a_filter(middle: str) -> None:
    def whole(size: int) -> float:
        return seconds(f"ASK {{ FILTER({middle * (size // len(middle))}1) }}", size)

    assert whole(SMALL * FACTOR) < 2.2 * FACTOR * whole(SMALL) + 0.02


def test_a_long_text_is_refused_before_its_header_is_read() -> None:
    with pytest.raises(UsageError, match="bytes"):
        headers.parse_query("#+   a\n" * guard.MAX_BYTES, "long")


def test_the_guard_runs_inside_the_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.graph import Graph  # noqa: PLC0415
    from kg.queries import run  # noqa: PLC0415

    monkeypatch.setattr(guard, "check", lambda *_: time.sleep(60))
    with pytest.raises(LimitError, match="timeout"):
        run(Graph(()), "ASK {}", timeout=0.1)
