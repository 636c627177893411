"""The process that takes pages and PDFs apart, with limits, so that none can harm the caller.

It speaks with `kg.archive.reader` over its standard input and output: a request is a header, the
media type as one letter and the length of the bytes; an answer is a length and a JSON object.
"""

from __future__ import annotations

import io
import json
import os
import struct

from kg.child import restrict

REQUEST = struct.Struct(">cQ")
ANSWER = struct.Struct(">Q")
PAGE, DOCUMENT = b"h", b"p"

MAX_MEMORY = 2 * 1024**3
MAX_CHARACTERS = 20_000_000
"""A text longer than this is not searched; the whole Bible has four million."""
MAX_PAGES = 5_000


def serve() -> None:
    """Answer requests until there are no more."""
    restrict(MAX_MEMORY)
    with os.fdopen(0, "rb", closefd=False) as requests, os.fdopen(1, "wb", closefd=False) as out:
        while len(header := requests.read(REQUEST.size)) == REQUEST.size:
            kind, length = REQUEST.unpack(header)
            answer = json.dumps(extract(kind, requests.read(length))).encode("ascii")
            out.write(ANSWER.pack(len(answer)) + answer)
            out.flush()


def extract(kind: bytes, content: bytes) -> dict[str, str]:
    """Return ``text``, or the ``problem`` that kept it from being read."""
    try:
        text = _page(content) if kind == PAGE else _document(content)
    except _ProblemError as problem:
        return {"problem": str(problem)}
    except MemoryError:
        return {"problem": "too-large"}
    except Exception:
        # A parser fed with hostile bytes fails in every way there is; the copy is unreadable.
        return {"problem": "unreadable"}
    if len(text) > MAX_CHARACTERS:
        return {"problem": "too-large"}
    return {"text": text}


class _ProblemError(Exception):
    """Why a copy has no text, as a code."""


def _page(content: bytes) -> str:
    from kg.archive.page import visible_text  # noqa: PLC0415 (a PDF does not need it)

    # Surrogates come back: the caller has decoded the page already.
    return visible_text(content.decode("utf-8", "surrogatepass"))


def _document(content: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 (a page does not need it)
    from pypdf.errors import LimitReachedError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(content))
        # Many are encrypted with no password, only against printing.
        if reader.is_encrypted and not reader.decrypt(""):
            raise _ProblemError("encrypted")
        pieces: list[str] = []
        size = 0
        for number, page in enumerate(reader.pages):
            if number >= MAX_PAGES:
                raise _ProblemError("too-large")
            pieces.append(page.extract_text())
            size += len(pieces[-1])
            if size > MAX_CHARACTERS:
                raise _ProblemError("too-large")
    except LimitReachedError:
        raise _ProblemError("too-large") from None
    return "\n".join(pieces)
