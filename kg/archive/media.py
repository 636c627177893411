"""What a copy is, by its content, and text from its bytes.

Names lie: a page saved as ``.pdf`` is a page. What is neither text nor a page nor a PDF is kept
too, but only its hash is checked.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

TEXT, HTML, PDF, OTHER = "text/plain", "text/html", "application/pdf", "application/octet-stream"
READABLE = frozenset((TEXT, HTML, PDF))
"""Media types whose text is read."""

ENDINGS = {
    TEXT: ".txt",
    HTML: ".html",
    PDF: ".pdf",
    "application/gzip": ".gz",
    "application/warc": ".warc",
    "application/zip": ".zip",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "multipart/related": ".mhtml",
    "video/mp4": ".mp4",
}
"""The ending of a copy's name, so that other programs know it; else ``.bin``."""

_MAGIC = tuple(
    (re.compile(pattern, re.DOTALL), kind)
    for pattern, kind in (
        (rb"\x1f\x8b", "application/gzip"),
        (rb"PK\x03\x04", "application/zip"),
        (rb"WARC/1\.", "application/warc"),
        (rb"\x89PNG\r\n", "image/png"),
        (rb"\xff\xd8\xff", "image/jpeg"),
        (rb"GIF8", "image/gif"),
        (rb"RIFF....WEBP", "image/webp"),
        (rb"....ftyp", "video/mp4"),
        # A page as browsers save it with its pictures.
        (rb"(?:From: |MIME-Version:).{0,2000}Content-Type: multipart/related", "multipart/related"),
        # The standard lets other bytes stand before the mark of a PDF.
        (rb".{0,1019}%PDF-", PDF),
    )
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 4096
# A page may begin with a declaration, comments and a document type; then an element.
_PAGE = re.compile(
    # Taken or left whole: a thousand comments must not be tried in every grouping.
    rb"(?>\s|<\?[^>]{0,500}>|<!--.{0,2000}?-->)*+"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|article|div|p|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{2,40})|"
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{2,40})",
    re.IGNORECASE,
)
# What browsers take these names for; bytes 0x80 to 0x9F hold quotation marks there.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_GUESS = "cp1252"
# Python's own, which no page is written in; some take very long.
_NO_CHARSETS = frozenset(
    ("idna", "mbcs", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7", "undefined")
)


@dataclass(frozen=True)
class Decoded:
    """Text, the charset that it was read as, and whether that is a guess."""

    text: str
    charset: str
    guessed: bool


def media_type(content: bytes, name: str) -> str:
    """Return what the content is; its name decides only between text and a page."""
    head = content[:_HEAD]
    found = next((kind for pattern, kind in _MAGIC if pattern.match(head)), None)
    if found:
        return found
    marked = next((charset for mark, charset in _MARKS if head.startswith(mark)), None)
    if marked:
        head = head.decode(marked, "ignore").lstrip("\ufeff").encode("utf-8")
    elif b"\0" in head:
        return OTHER
    named = name.lower().endswith((".html", ".htm", ".xhtml"))
    return HTML if _PAGE.match(head) or (named and b"<" in head) else TEXT


def known_charset(name: str) -> str | None:
    """Return a charset's name as Python has it, None if it is unknown or holds no text."""
    try:
        found = codecs.lookup(name.strip())
        # Of no bytes at all anything makes text.
        b"a".decode(found.name, "ignore")
    except (LookupError, ValueError):
        return None
    return None if found.name in _NO_CHARSETS else _WIDER.get(found.name, found.name)


def decode(content: bytes, kind: str, stated: str | None = None) -> Decoded | None:
    """Return the text of a file or a page, None if its bytes are no text in any likely charset.

    The mark at the beginning comes first, then what the user stated, then UTF-8, which other
    charsets are hardly ever taken for, then what a page declares, then a guess.
    """
    marked = next((charset for mark, charset in _MARKS if content.startswith(mark)), None)
    if marked:
        return _as(content, "utf-8-sig" if marked == "utf-8" else marked, marked)
    if stated is not None:
        return _as(content, stated, stated)
    declared = _declared(content) if kind == HTML else None
    if declared and content.isascii():
        # Some charsets write other letters with bytes that are ASCII.
        found = _as(content, declared, declared)
        if found:
            return found
    found = _as(content, "utf-8", "utf-8")
    if found or b"\0" in content:
        return found
    if declared:
        found = _as(content, declared, declared)
        if found:
            return found
    return _as(content, _GUESS, _GUESS, guessed=True)


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content[:_HEAD])
    return known_charset((match[1] or match[2]).decode("ascii")) if match else None


def _as(content: bytes, charset: str, shown: str, *, guessed: bool = False) -> Decoded | None:
    try:
        return Decoded(content.decode(charset), shown, guessed)
    except (UnicodeError, LookupError):
        return None
