"""The words of a text that are nearest to a quotation, and how they differ, word by word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from kg.archive.model import Change, Found
from kg.archive.normal import DIVIDED, Text, lower, normalise

NEAR = 70.0
"""From this score on words are near; what has nothing to do with a quotation reaches 60."""

_MOST = 99.9
_WORD = re.compile(r"\S+")
_MARKS_BEFORE, _MARKS_AFTER = re.compile(r"^\W+"), re.compile(r"\W+$")
_APOSTROPHE = re.compile(r'(?<=\w)"(?=\w)')
# By so many words the nearest place is made longer or shorter, to see whether it fits better.
_STEPS = 6


def nearest(exact: str, text: Text) -> Found:
    """Return the words that are most like a quotation: ``near``, or ``missing`` if none are.

    Capitals do not count for the score, but are shown as a difference.
    """
    words = normalise(exact).replace(DIVIDED, "")
    if not words or not text.joined:
        return Found("missing", 0.0)
    score, start, end = _best(lower(words), text.lowered)
    # Words that differ only in capitals, or in what is left of a word, are not found either.
    score = round(min(score, _MOST), 1)
    if score < NEAR:
        return Found("missing", score)
    return Found("near", score, _difference(words, _trimmed(words, text.joined[start:end])))


def _best(words: str, text: str) -> tuple[float, int, int]:
    """Return the score of the best place, and where it begins and ends, in whole words."""
    from rapidfuzz import fuzz  # noqa: PLC0415 (only what is not found as it is needs it)

    aligned = fuzz.partial_ratio_alignment(words, text)
    if aligned is None or len(words) >= len(text):
        return fuzz.ratio(words, text), 0, len(text)
    # The place is as long as the quotation; inserted or omitted words make it longer or shorter.
    room = (_STEPS + 1) * 30
    first = text.rfind(" ", 0, max(aligned.dest_start - room, 0)) + 1
    last = text.find(" ", aligned.dest_end + room)
    tokens = [
        (first + match.start(), first + match.end())
        for match in _WORD.finditer(text[first : last if last >= 0 else None])
    ]
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    begin = max(bisect_right(starts, aligned.dest_start) - 1, 0)
    finish = min(bisect_left(ends, aligned.dest_end), len(ends) - 1)
    candidates = (
        (fuzz.ratio(words, text[starts[i] : ends[j]]), starts[i] - ends[j], starts[i], ends[j])
        for i in range(max(begin - _STEPS, 0), min(begin + _STEPS + 1, len(tokens)))
        for j in range(max(finish - _STEPS, i), min(finish + _STEPS + 1, len(tokens)))
    )
    # Of equals the shortest, then the first.
    score, _, start, end = max(candidates, key=lambda found: (found[0], found[1], -found[2]))
    return score, start, end


def _trimmed(words: str, place: str) -> str:
    """Return the words of the place without marks around them that the quotation has not."""
    if words[0].isalnum():
        place = _MARKS_BEFORE.sub("", place)
    return _MARKS_AFTER.sub("", place) if words[-1].isalnum() else place


def _difference(words: str, nearest_words: str) -> tuple[Change, ...]:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    # In the middle of a word the normalised quotation mark is an apostrophe.
    quoted = _APOSTROPHE.sub("'", words).split()
    copied = _APOSTROPHE.sub("'", nearest_words).split()
    return tuple(
        Change(
            step.tag,
            " ".join(quoted[step.src_start : step.src_end]),
            " ".join(copied[step.dest_start : step.dest_end]),
        )
        for step in Levenshtein.opcodes(quoted, copied)
    )
