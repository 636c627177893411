"""Look a quotation up in a text: exactly, normalised, by its parts, or nearly."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from kg.archive.model import Change, Found, Part
from kg.archive.nearly import nearest
from kg.archive.normal import Span, Text, normalise

# What a writer leaves out, and what an editor puts in.
_ELLIPSIS = r"\[\s*(?:…|\.(?:\s?\.){2,})\s*\]|\(\s*(?:…|\.(?:\s?\.){2,})\s*\)|…|\.(?:\s?\.){2,}"
_BRACKET = r"\[[^\[\]]{0,300}\]"
_GAP = re.compile(f"(?P<ellipsis>{_ELLIPSIS})|(?P<bracket>{_BRACKET})")
# “[t]he”: an editor changed the capital.
_LETTER = re.compile(r"\[(\w)\](?=\w)")
_MOST_LETTERS = 4
MAX_BRACKET = 120
"""An editor's brackets stand for at most so many characters of the text."""


@dataclass(frozen=True)
class Quoted:
    """Words to look for, and what stands before and after them where that is stated."""

    exact: str
    prefix: str | None = None
    suffix: str | None = None

    @property
    def has_context(self) -> bool:
        """Whether a prefix or a suffix is stated."""
        return bool(self.prefix or self.suffix)


def find(quoted: Quoted, text: Text) -> Found:
    """Return what is found of a quotation in a text.

    The words as a whole come first, exact or normalised. If they hold ellipses or an editor's
    brackets, their parts must stand in the text in their order. Else the nearest words are shown
    beside them.
    """
    whole = _whole(quoted, text)
    if whole:
        return whole
    words, gaps = _parts(quoted.exact)
    if not words:
        return nearest(quoted.exact, text)
    for letters in _letters(quoted.exact):
        changed = _whole(replace(quoted, exact=letters), text)
        if changed:
            return replace(changed, status="normalised")
    return _in_order(words, gaps, quoted, text) or _apart(quoted, words, gaps, text)


def _whole(quoted: Quoted, text: Text) -> Found | None:
    for status, spans, source in (
        ("exact", text.exactly(quoted.exact), text.raw),
        ("normalised", text.normally(normalise(quoted.exact)), text.normal),
    ):
        if spans:
            if not quoted.has_context:
                return Found(status)
            return Found(status, context=any(_fits(quoted, each, each, source) for each in spans))
    return None


def _in_order(
    words: Sequence[str], gaps: Sequence[str], quoted: Quoted, text: Text
) -> Found | None:
    for status, places, source in (
        ("exact", [text.exactly(part) for part in words], text.raw),
        ("normalised", [text.normally(normalise(part)) for part in words], text.normal),
    ):
        chains = _chain(places, gaps)
        if chains:
            parts = tuple(Part(part, status) for part in words)
            return Found(status, parts=parts, context=_around(quoted, *chains, source))
    return None


def _chain(
    places: Sequence[Sequence[Span]], gaps: Sequence[str]
) -> tuple[Sequence[Span], Sequence[Span]] | None:
    """Return the places of the first and of the last part from which chains of all parts lead.

    Between two parts stands anything where words are left out, and little where an editor put
    some in.
    """
    reached = places[0]
    for gap, later in zip(gaps, places[1:], strict=True):
        ends = [span.end for span in reached]
        reached = [span for span in later if _near_before(gap, ends, span.start)]
    if not reached:
        return None
    leading = places[-1]
    for gap, earlier in zip(reversed(gaps), reversed(places[:-1]), strict=True):
        starts = [-span.start for span in reversed(leading)]
        leading = [span for span in earlier if _near_before(gap, starts, -span.end)]
    return leading, reached


def _near_before(gap: str, ends: Sequence[int], start: int) -> bool:
    """Whether one of the ends, in order, lies before the start, and near it if it must."""
    index = bisect_right(ends, start) - 1
    return index >= 0 and (gap == "ellipsis" or start - ends[index] <= MAX_BRACKET)


def _apart(quoted: Quoted, words: Sequence[str], gaps: Sequence[str], text: Text) -> Found:
    """Return what is found of each part, or of the whole where only brackets divide it."""
    if "ellipsis" not in gaps:
        # An editor's few words leave the rest where it is: the whole is the better measure.
        whole = nearest(quoted.exact, text)
        if whole.status == "near":
            return whole
    found = [_whole(Quoted(part), text) or nearest(part, text) for part in words]
    parts = tuple(Part(part, each.status) for part, each in zip(words, found, strict=True))
    worst = min(found, key=lambda each: each.rank)
    if worst.score is None:
        # Every part is there, but they do not follow one another as the quotation says.
        return Found("missing", parts=parts, in_order=False)
    difference: list[Change] = []
    for part, each in zip(words, found, strict=True):
        if difference:
            difference.append(Change("gap", "…", "…"))
        lost = Change("delete", part, "") if each.status == "missing" else None
        difference += each.difference or (lost or Change("equal", part, part),)
    return Found(worst.status, worst.score, tuple(difference), parts)


def _parts(exact: str) -> tuple[list[str], list[str]]:
    """Return the words between ellipses and brackets, and what divides each from the next.

    Words that nothing divides have no parts; “… and so on” has one.
    """
    words: list[str] = []
    gaps: list[str] = []
    place, pending = 0, ""
    matches = list(_GAP.finditer(exact))
    for match in [*matches, None]:
        part = exact[place : match.start() if match else None].strip()
        if any(map(str.isalnum, part)):
            if words:
                gaps.append(pending)
            words.append(part)
            pending = ""
        if match:
            # Of several in a row the one that may stand for more.
            place = match.end()
            kind = "ellipsis" if match["ellipsis"] else "bracket"
            pending = "ellipsis" if "ellipsis" in (kind, pending) else kind
    return (words, gaps) if matches else ([], [])


def _letters(exact: str) -> list[str]:
    """Return the words with letters in brackets as they may have been printed."""
    letters = _LETTER.findall(exact)
    if not 0 < len(letters) <= _MOST_LETTERS:
        return []
    choices = product(*((letter.lower(), letter.upper()) for letter in letters))
    result = []
    for choice in choices:
        chosen = iter(choice)
        result.append(_LETTER.sub(lambda _, chosen=chosen: next(chosen), exact))  # type: ignore[misc]
    return result


def _around(quoted: Quoted, first: Sequence[Span], last: Sequence[Span], text: str) -> bool | None:
    """Return whether parts stand between prefix and suffix, None if none is stated."""
    if not quoted.has_context:
        return None
    return any(_fits(replace(quoted, suffix=None), span, span, text) for span in first) and any(
        _fits(replace(quoted, prefix=None), span, span, text) for span in last
    )


def _fits(quoted: Quoted, first: Span, last: Span, text: str) -> bool:
    """Whether the prefix stands before the first place and the suffix after the last."""
    before, after = _bare(quoted.prefix or ""), _bare(quoted.suffix or "")
    # White space and invisible characters take room of their own; three times is ample.
    start = max(first.start - 3 * len(before) - 50, 0)
    return _bare(text[start : first.start]).endswith(before) and _bare(
        text[last.end : last.end + 3 * len(after) + 50]
    ).startswith(after)


def _bare(words: str) -> str:
    """Return normalised words without the quotation marks that may stand around the quotation."""
    return normalise(words).strip(' "')
