"""Characters that a reader cannot see, and how to show text that may hold them.

Data, file names and error lines come from others: a right-to-left override or an escape sequence
in them could make a terminal show something else than what is there.
"""

from __future__ import annotations

import unicodedata

# Joiners and direction marks that Persian, Arabic, Hebrew and Indic spelling needs.
SPELLING_MARKS = frozenset("\u200c\u200d\u200e\u200f\u061c")
_HARMLESS = frozenset("\n\t")
# Selects how the emoji or letter before it is drawn; part of ordinary text.
_VARIATION_SELECTORS = frozenset("\ufe0e\ufe0f")


def is_invisible(character: str) -> bool:
    """Whether the character shows nothing of its own: a control, a bidi mark, zero width.

    Line break and tab do not count, and neither do spaces.
    """
    if character in _HARMLESS:
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def neutralise(text: str) -> str:
    r"""Return the text with invisible characters written as ``\uXXXX``, safe for a terminal.

    Joiners inside words stay: without them Persian would be misspelt, and they cannot reorder
    anything.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\u200c\u200d" or character in _VARIATION_SELECTORS:
        return character
    if not is_invisible(character):
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"  # noqa: PLR2004 (the BMP)
