"""Words without what typesetting does to them, so that a quotation is found as it was printed.

What is evened out, in the quotation and in the copy alike: white space, quotation marks, dashes,
forms of letters (Unicode NFKC), soft hyphens, characters of no width, and words divided at the
end of a line. Capitals, accents, numbers and other punctuation are not: they are words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

DIVIDED = "\ue000"
"""Stands where a line ends in a hyphen: a divided word, or a word with a hyphen. Private use."""

_QUOTES = "\"'`´‘’‚‛“”„‟‹›«»′″‵‶「」『』〝〞〟＂＇"  # noqa: RUF001 (these are meant)
_DASHES = "-‐‑‒–—―−﹘﹣－"  # noqa: RUF001 (these are meant)
_EVEN = {**dict.fromkeys(_QUOTES, '"'), **dict.fromkeys(_DASHES, "-")}
_MARKS = str.maketrans(_EVEN)
# A text may hold our own mark.
_FIRST_MARKS = str.maketrans({**_EVEN, DIVIDED: " "})
# French sets a space inside its quotation marks.
_INNER_SPACE = re.compile(r"(?<=«)\s+|(?<!\s)\s++(?=»)")
_SOFT_BREAK = re.compile("\u00ad[^\\S\n]*\r?\n[^\\S\n]*")
_NO_WIDTH = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe0e\ufe0f\ufeff]"
)
_LINE_END = re.compile(r"(?<=\w)-[^\S\n]*\r?\n\s*(?=\w)")
_SPACE = re.compile(r"\s+")
_DASH = re.compile(" ?-[ -]*")
_QUOTE_RUN = re.compile('"+')
# Scripts that set spaces between words and join nothing to them: Latin, Greek, Cyrillic, Armenian.
_SPACED = re.compile("[^\\W_\u0590-\u1dff\u2000-\U0010ffff]")


def normalise(text: str) -> str:
    """Return the text with white space, quotation marks, dashes and forms of letters evened out.

    A hyphen at the end of a line becomes `DIVIDED`: whether it belongs to the word is not known.
    """
    return _DASH.sub("-", _evened(text))


def readable(text: str) -> str:
    """Return the same for readers: dashes keep their spaces, divided words are joined."""
    return _evened(text).replace(DIVIDED, "")


def _evened(text: str) -> str:
    # Before NFKC, which takes an acute accent for a space and more; and after it, because it
    # writes some marks as others: a double prime as two primes.
    plain = _INNER_SPACE.sub("", text).translate(_FIRST_MARKS)
    plain = _NO_WIDTH.sub("", _SOFT_BREAK.sub("", plain))
    plain = unicodedata.normalize("NFKC", plain).translate(_MARKS)
    plain = _SPACE.sub(" ", _LINE_END.sub(DIVIDED, plain)).strip()
    return _QUOTE_RUN.sub('"', plain)


def lower(text: str) -> str:
    """Return the text in small letters, as long as it was."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # Some capitals become two characters.
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def breaks_word(text: str, start: int, end: int) -> bool:
    """Whether a place in a text begins or ends inside a word.

    “Iran” does not stand in “Iranian”. In scripts that join articles and conjunctions to the word
    or set no spaces, a quotation may begin anywhere.
    """
    return _inside(text, start) or _inside(text, end)


def _inside(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return False
    return bool(_SPACED.match(text[place - 1]) and _SPACED.match(text[place]))


@dataclass(frozen=True)
class Span:
    """A place in a text."""

    start: int
    end: int


MAX_PLACES = 1000
"""So many places of the same words are looked at."""


class Text:
    """A text in which words are looked for, as it is and normalised.

    Parameters
    ----------
    raw
        As it was read.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw

    @cached_property
    def normal(self) -> str:
        """Normalised; `DIVIDED` where a line ends in a hyphen."""
        return normalise(self.raw)

    @cached_property
    def readable(self) -> str:
        """As readers see it: for what is found only nearly."""
        return readable(self.raw)

    @cached_property
    def lowered(self) -> str:
        """`readable` in small letters, each in its place."""
        return lower(self.readable)

    @cached_property
    def _loose(self) -> tuple[str, list[int]]:
        """Normalised without hyphens, and where each character stands in `normal`."""
        places = [i for i, char in enumerate(self.normal) if char not in {"-", DIVIDED}]
        return "".join(self.normal[i] for i in places), [*places, len(self.normal)]

    def exactly(self, words: str) -> list[Span]:
        """Return where the words stand as they are."""
        return _places(self.raw, words)

    def normally(self, words: str) -> list[Span]:
        """Return where words that are normalised already stand in `normal`."""
        if DIVIDED not in self.normal:
            return _places(self.normal, words)
        loose, places = self._loose
        found = []
        for span in _places(loose, words.replace("-", "").replace(DIVIDED, ""), whole=False):
            start = places[span.start]
            end = self._aligned(words, start)
            if end is not None and not breaks_word(self.normal, start, end):
                found.append(Span(start, end))
        return found

    def _aligned(self, words: str, start: int) -> int | None:
        """Return where the words end if they begin here, None if they differ in a hyphen."""
        # A hyphen that begins the words stands before the first letter.
        place = start - (len(words) - len(words.lstrip("-")))
        for char in words:
            while place < len(self.normal) and self.normal[place] == DIVIDED and char != "-":
                place += 1
            if place < 0 or place >= len(self.normal):
                return None
            if self.normal[place] != char and not (char == "-" and self.normal[place] == DIVIDED):
                return None
            place += 1
        return place


def _places(text: str, words: str, *, whole: bool = True) -> list[Span]:
    found: list[Span] = []
    start = text.find(words) if words else -1
    while start >= 0 and len(found) < MAX_PLACES:
        end = start + len(words)
        if not whole or not breaks_word(text, start, end):
            found.append(Span(start, end))
        start = text.find(words, start + 1)
    return found
