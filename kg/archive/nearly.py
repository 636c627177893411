"""The words of a text that are nearest to a quotation, and how they differ, word by word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from kg.archive.model import Change, Found
from kg.archive.normal import Text, lower, readable

MOST_WORDS = 0.75
"""Words are near if so many of them stand in one place, in their order."""

NEAR = 90.0
"""From this score on half of the words are enough: letters were misread or misprinted."""

SHOWN = 65.0
"""Missing words are shown beside the nearest from this score on; what has nothing to do with a
quotation seldom reaches it."""

LONGEST = 10_000
"""Words longer than this are looked for as they are only; a quotation has 40 words."""

_HALF = 0.5

_WHOLE, _MOST = 100.0, 99.9
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"\w+")
_APOSTROPHE = re.compile(r'(?<=\w)"(?=\w)')
# By so many words the nearest place is made longer or shorter, to see whether it fits better.
_STEPS = 6
_ROOM = (_STEPS + 1) * 30  # so many characters hold them


def nearest(exact: str, text: Text) -> Found:
    """Return the words that are most like a quotation: ``near``, or ``missing`` if none are.

    Another sentence in much the same words is not the quotation: it is missing, though the
    difference is shown. Capitals do not count for the score, but are shown as a difference.
    """
    words = readable(exact)
    if not words or len(words) > LONGEST or not text.readable:
        return Found("missing", 0.0)
    score, start, end = _best(lower(words), text.lowered)
    if score < SHOWN:
        return Found("missing", round(score, 1))
    place = _beside(words, text.readable, start, end)
    same = _share(_LETTERS.findall(lower(words)), _LETTERS.findall(lower(place)))
    near = same >= MOST_WORDS or (score >= NEAR and same >= _HALF)
    # What differs only in capitals, or in what is left of a word, has not been found either.
    shown = round(min(score, _MOST), 1)
    return Found("near" if near else "missing", shown, _difference(words, place))


def _share(quoted: list[str], copied: list[str]) -> float:
    """Return how many of the quoted words stand in the copy in their order, from 0 to 1."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    return LCSseq.similarity(quoted, copied) / max(len(quoted), 1)


def _best(words: str, text: str) -> tuple[float, int, int]:
    """Return the score of the best place, and where it begins and ends, in whole words."""
    from rapidfuzz import fuzz  # noqa: PLC0415 (only what is not found as it is needs it)
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    aligned = fuzz.partial_ratio_alignment(words, text)
    if aligned is None or len(words) >= len(text):
        return fuzz.ratio(words, text), 0, len(text)
    # The place is as long as the quotation; inserted or omitted words make it longer or shorter.
    first = text.rfind(" ", 0, max(aligned.dest_start - _ROOM, 0)) + 1
    last = text.find(" ", aligned.dest_end + _ROOM)
    tokens = [
        (first + match.start(), first + match.end())
        for match in _WORD.finditer(text[first : last if last >= 0 else None])
    ]
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    begin = max(bisect_right(starts, aligned.dest_start) - 1, 0)
    finish = min(bisect_left(ends, aligned.dest_end), len(ends) - 1)
    if not tokens or ends[finish] - starts[begin] > 3 * len(words) + _ROOM:
        # A script that sets no spaces: there are no words to go by.
        return aligned.score, aligned.dest_start, aligned.dest_end
    places = (
        (starts[i], ends[j])
        for i in range(max(begin - _STEPS, 0), min(begin + _STEPS + 1, len(tokens)))
        for j in range(max(finish - _STEPS, i), min(finish + _STEPS + 1, len(tokens)))
    )
    quoted = _LETTERS.findall(words)

    def likeness(place: tuple[int, int]) -> tuple[float, int, int]:
        part = text[place[0] : place[1]]
        # Whole words and letters count alike; of equals the shortest comes first.
        same = Indel.normalized_similarity(quoted, _LETTERS.findall(part))
        return same + fuzz.ratio(words, part) / _WHOLE, place[0] - place[1], -place[0]

    start, end = max(places, key=likeness)
    return fuzz.ratio(words, text[start:end]), start, end


def _beside(words: str, text: str, start: int, end: int) -> str:
    """Return the words of a place, more of them where the quotation goes on.

    A last word that is another one in the text is no part of the place that is most like the
    quotation; but a reader wants to see what stands there instead.
    """
    difference = _difference(words, _trimmed(words, text[start:end]))
    first, last = difference[0], difference[-1]
    if first.op == "delete":
        before = list(_WORD.finditer(text, text.rfind(" ", 0, max(start - _ROOM, 0)) + 1, start))
        start = before[-len(first.quoted.split()) :][0].start() if before else start
    if last.op == "delete":
        after = list(_WORD.finditer(text, end, end + _ROOM))
        end = after[: len(last.quoted.split())][-1].end() if after else end
    return _trimmed(words, text[start:end])


def _trimmed(words: str, place: str) -> str:
    """Return the words of the place without marks around them that the quotation has not."""
    start, end = 0, len(place)
    while words[0].isalnum() and start < end and not place[start].isalnum():
        start += 1
    while words[-1].isalnum() and start < end and not place[end - 1].isalnum():
        end -= 1
    return place[start:end]


def _difference(words: str, place: str) -> tuple[Change, ...]:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    # In the middle of a word the normalised quotation mark is an apostrophe.
    quoted = _APOSTROPHE.sub("'", words).split()
    copied = _APOSTROPHE.sub("'", place).split()
    return tuple(
        Change(
            step.tag,
            " ".join(quoted[step.src_start : step.src_end]),
            " ".join(copied[step.dest_start : step.dest_end]),
        )
        for step in Levenshtein.opcodes(quoted, copied)
    )
