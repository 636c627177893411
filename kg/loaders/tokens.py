"""The tokens of Turtle, TriG, N-Triples and N-Quads, just finely enough to find places in a text.

This is no validator: it runs on text that the real parser has accepted, or to count brackets
before the real parser sees them.
"""

from __future__ import annotations

import re

# What may stand in a prefixed name, a number, a keyword or a blank node label. A dot belongs to
# the word only if more of the word follows; a backslash takes the next character with it.
_WORD = r"""[^\s<>"'()\[\]{};,.\\\#^@]"""

_OPAQUE = r'''
      (?P<comment>\#[^\n\r]*)
    | (?P<string>
          """[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""
        | \'\'\'[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*\'\'\'
        | "[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"
        | '[^'\\\n\r]*(?:\\.[^'\\\n\r]*)*' )
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]+)*>)
'''

TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | {_OPAQUE}
    | (?P<star><<|>>|\{{\||\|\}})
    | (?P<word>(?:{_WORD}|\\.|\.+(?={_WORD}|\\))+)
    | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<datatype>\^\^)
    | (?P<mark>.)
    """,
    re.X | re.S,
)

# Only what matters for counting brackets: several times faster, since most of a text is neither.
BRACKET_TOKEN = re.compile(rf"{_OPAQUE} | \\. | (?P<mark>[\[\](){{}}])", re.X | re.S)

# The same for JSON, where only strings and brackets matter.
JSON_TOKEN = re.compile(r'(?P<string>"[^"\\]*(?:\\.[^"\\]*)*")|(?P<mark>[\[\]{}])', re.S)
