"""Bytes from a file or standard input, and text from the bytes; every way to fail has words."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

from kg.errors import InputError, LimitError
from kg.loaders.positions import Lines

MAX_BYTES = 512 * 1024 * 1024
"""The largest file that is read into memory (512 MiB)."""

STANDARD_INPUT = "-"

_MAGIC = {
    b"\x1f\x8b": "compressed with gzip",
    b"PK\x03\x04": "a zip archive",
    b"BZh": "compressed with bzip2",
    b"\xfd7zXZ": "compressed with xz",
    b"(\xb5/\xfd": "compressed with zstd",
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_WIDE_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_SAMPLE = 4096


def read_bytes(name: str) -> bytes:
    """Return the content of a file, or of standard input for ``-``.

    Raises
    ------
    InputError
        If there is no such file, it is a folder, empty, or may not be read.
    LimitError
        If it is larger than ``MAX_BYTES``.
    """
    try:
        content = _stdin() if name == STANDARD_INPUT else _file(name)
    except FileNotFoundError:
        raise InputError("There is no such file.", file=name) from None
    except IsADirectoryError:
        raise InputError("This is a folder; name the files in it.", file=name) from None
    except PermissionError:
        raise InputError("This may not be read: permission denied.", file=name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"This cannot be read: {reason}.", file=name) from None
    if len(content) > MAX_BYTES:
        raise LimitError(too_large(name))
    if not content or content.isspace():
        raise InputError("This is empty; there is no data in it.", file=name)
    return content


def decode(name: str, content: bytes) -> str:
    """Return the content as text.

    Raises
    ------
    InputError
        If it is binary or not UTF-8; it says what it looks like, or where the first wrong byte is.
    """
    for mark, encoding in _WIDE_MARKS.items():
        if content.startswith(mark):
            raise InputError(f"This is {encoding}, not UTF-8. Save it as UTF-8.", file=name)
    for magic, kind in _MAGIC.items():
        if content.startswith(magic):
            raise InputError(f"This is not text: it is {kind}. Unpack or convert it.", file=name)
    sample = content[:_SAMPLE]
    if b"\x00" in sample:
        if _looks_wide(sample):
            raise InputError("This looks like UTF-16, not UTF-8. Save it as UTF-8.", file=name)
        raise InputError("This is binary, not text.", file=name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong_byte(name, content, error) from None
    return text


def _wrong_byte(name: str, content: bytes, error: UnicodeDecodeError) -> InputError:
    # Counted over the whole content: the mark at the beginning is not part of the text.
    mark = 3 if content.startswith(b"\xef\xbb\xbf") else 0
    before = content[mark : mark + error.start].decode("utf-8")
    line, column = Lines(before).place(len(before))
    offset = mark + error.start
    return InputError(
        f"Byte 0x{content[offset]:02X} at offset {offset} is not UTF-8. "
        "Save the file as UTF-8; it may be Latin-1, Windows-1252 or cut off.",
        file=name,
        line=line,
        column=column,
    )


def _looks_wide(sample: bytes) -> bool:
    """Whether nearly every second byte is zero, as it is in UTF-16 of mostly ASCII."""
    half = max(len(sample) // 2, 1)
    return max(sample[0::2].count(0), sample[1::2].count(0)) > half * 0.4


def _file(name: str) -> bytes:
    path = Path(name)
    status = path.stat()
    if stat.S_ISREG(status.st_mode) and status.st_size > MAX_BYTES:
        raise LimitError(too_large(name))
    with path.open("rb") as file:
        # As much memory as it will take and no more; then what a pipe or a growing file has beyond
        # its size, one byte more than allowed.
        content = file.read(status.st_size)
        more = file.read(MAX_BYTES + 1 - len(content))
    return content + more if more else content


def _stdin() -> bytes:
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def too_large(name: str) -> str:
    """Return the message about a file that is larger than ``MAX_BYTES``."""
    return (
        f"{name}: This is larger than {MAX_BYTES // 1024**2} MiB, more than is read into memory. "
        "Split it, or build a store."
    )
