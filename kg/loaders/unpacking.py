"""Files that are packed with gzip, bzip2 or zstd, unpacked in memory."""

from __future__ import annotations

import bz2
import gzip
import io
import zlib
from pathlib import PurePath
from typing import BinaryIO, cast

from kg.errors import InputError, LimitError
from kg.loaders.reading import MAX_BYTES, too_large

_ZSTD = ".zst"
# How a file may be packed, by its ending: its first bytes.
_STARTS = {".gz": b"\x1f\x8b", ".bz2": b"BZh", _ZSTD: b"(\xb5/\xfd"}


def plain_name(name: str) -> str:
    """Return the name of a file without the ending that says how it is packed."""
    path = PurePath(name)
    return str(path.with_suffix("")) if path.suffix.lower() in _STARTS else name


def unpack(name: str, content: bytes) -> bytes:
    """Return what a file holds: unpacked, if its ending and its first bytes say that it is packed.

    Parameters
    ----------
    name
        Name of the file.
    content
        Its bytes.

    Raises
    ------
    InputError
        If it cannot be unpacked.
    LimitError
        If what it holds is too large for memory.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in _STARTS or not content.startswith(_STARTS[ending]):
        return content
    file, errors = _opened(ending, content)
    try:
        with file:
            found = file.read(MAX_BYTES + 1)
    except errors as error:
        raise InputError(f"This cannot be unpacked: {error}.", file=name) from None
    if len(found) > MAX_BYTES:
        raise LimitError(too_large(name))
    return found


def _opened(ending: str, content: bytes) -> tuple[BinaryIO, tuple[type[Exception], ...]]:
    """Return what unpacks, and what it raises."""
    packed = io.BytesIO(content)
    errors: tuple[type[Exception], ...] = (OSError, EOFError, ValueError, zlib.error)
    if ending == _ZSTD:
        from backports import zstd  # noqa: PLC0415 (Python itself has it from 3.14 on)

        return cast(BinaryIO, zstd.ZstdFile(packed)), (*errors, zstd.ZstdError)
    opener = gzip.GzipFile(fileobj=packed) if ending == ".gz" else bz2.BZ2File(packed)
    return cast(BinaryIO, opener), errors
