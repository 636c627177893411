"""The visible text of a page: what a reader saw, without scripts, styles and what is hidden."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

# Never shown, whatever is in them.
_UNSEEN = frozenset(("script", "style", "template", "noscript", "iframe", "object", "svg", "math"))
# What does not begin a line of its own.
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s"),
        *("samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
        *("wbr", "img", "picture", "source"),
    )
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACE_RUN = re.compile(" {2,}")
_LINES = re.compile(r" ?\n[ \n]*")


def visible_text(markup: str) -> str:
    """Return the text that a page shows, its title first, a line for each block.

    White space is what a browser makes of it: line breaks in the markup are spaces. Nothing in
    the page is run and nothing that it names is fetched.
    """
    pieces: list[str] = []
    # A list instead of recursion: pages may be nested more deeply than Python's stack.
    waiting: list[Tag | NavigableString | str] = [BeautifulSoup(markup, "html.parser")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            if node.name in _UNSEEN or _is_hidden(node):
                continue
            edge = "" if node.name in _INLINE else "\n"
            pieces.append(edge)
            if node.name == "pre":
                pieces.append(node.get_text())
            elif node.name != "br":
                waiting.append(edge)
                waiting.extend(reversed(node.contents))  # type: ignore[arg-type]
        elif isinstance(node, PreformattedString):
            continue  # a comment, a declaration
        elif isinstance(node, NavigableString):
            pieces.append(_SPACE.sub(" ", str(node)))
        else:
            pieces.append(node)
    return _LINES.sub("\n", _SPACE_RUN.sub(" ", "".join(pieces))).strip()


def _is_hidden(node: Tag) -> bool:
    style = node.get("style")
    return node.has_attr("hidden") or (isinstance(style, str) and bool(_HIDDEN.search(style)))
