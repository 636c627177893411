"""The words of a text that are nearest to a quotation, and how they differ, word by word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from kg.archive.model import Change, Found
from kg.archive.normal import DIVIDED, Text, lower, normalise

NEAR = 80.0
"""From this score on words are near if also half of them stand there, in their order."""

MOST_WORDS = 0.75
"""Words of which so many stand there are near with a lower score: a long word may be changed."""

SHOWN = 65.0
"""Missing words are shown beside the nearest from this score on; what has nothing to do with a
quotation seldom reaches it."""

_HALF = 0.5

_MOST = 99.9
_WORD = re.compile(r"\S+")
_MARKS_BEFORE, _MARKS_AFTER = re.compile(r"^\W+"), re.compile(r"\W+$")
_APOSTROPHE = re.compile(r'(?<=\w)"(?=\w)')
# By so many words the nearest place is made longer or shorter, to see whether it fits better.
_STEPS = 6


def nearest(exact: str, text: Text) -> Found:
    """Return the words that are most like a quotation: ``near``, or ``missing`` if none are.

    Another sentence in much the same words is not the quotation: it is missing, though the
    difference is shown. Capitals do not count for the score, but are shown as a difference.
    """
    words = normalise(exact).replace(DIVIDED, "")
    if not words or not text.joined:
        return Found("missing", 0.0)
    score, start, end = _best(lower(words), text.lowered)
    # What differs only in capitals, or in what is left of a word, has not been found either.
    score = round(min(score, _MOST), 1)
    if score < SHOWN:
        return Found("missing", score)
    place = _trimmed(words, text.joined[start:end])
    same = _share(lower(words).split(), lower(place).split())
    near = same >= MOST_WORDS or (score >= NEAR and same >= _HALF)
    return Found("near" if near else "missing", score, _difference(words, place))


def _share(quoted: list[str], copied: list[str]) -> float:
    """Return how many of the quoted words stand in the copy in their order, from 0 to 1."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    return LCSseq.similarity(quoted, copied) / len(quoted)


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
