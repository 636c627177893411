"""Text of others made safe to show: characters that nobody sees, and markup.

Data, file names and error lines come from others: a right-to-left override or an escape sequence
in them could make a terminal show something else than what is there, and a link in Markdown could
lead a reader away.
"""

from __future__ import annotations

import re
import unicodedata

# Joiners and direction marks that Persian, Arabic, Hebrew and Indic spelling needs.
SPELLING_MARKS = frozenset("\u200c\u200d\u200e\u200f\u061c")
_HARMLESS = frozenset("\n\t")
# Selects how the emoji or letter before it is drawn; part of ordinary text.
_VARIATION_SELECTORS = frozenset("\ufe0e\ufe0f")
# C0 and C1 but for tab and line ends, and what reorders the text around it.
_COMMANDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKUP = frozenset("\\`*_[]|#~")
_HTML = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
# A list, a rule, or the underline of a heading: only where a line begins.
_AT_START = re.compile(r"(?:\d+(?=[.)](?:\s|$))|(?=[-+=](?:[-=\s]|$)))")


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


def without_commands(text: str) -> str:
    r"""Return the text with what commands a terminal or reorders text written as ``\uXXXX``.

    Less than `neutralise` does: everything that ordinary text holds stays as it is, so that a file
    that programs read again is exact.
    """
    return _COMMANDS.sub(lambda found: _code(found.group()), text)


def markdown_escape(text: str) -> str:
    """Return text as one line of Markdown that reads as the text and is nothing else.

    What Markdown or HTML would take for markup is escaped, invisible characters are written out.
    """
    flat = neutralise(" ".join(text.split()))
    start = _AT_START.match(flat)
    escaped = "".join(f"\\{char}" if char in _MARKUP else _HTML.get(char, char) for char in flat)
    # Digits and signs are not escaped above, so that the place is the same.
    return f"{escaped[: start.end()]}\\{escaped[start.end() :]}" if start else escaped


def _shown(character: str) -> str:
    if character in "\u200c\u200d" or character in _VARIATION_SELECTORS:
        return character
    return _code(character) if is_invisible(character) else character


def _code(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"  # noqa: PLR2004 (the BMP)
