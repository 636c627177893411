"""Bytes of a file as a stream: unpacked on the way, hashed and counted as they lie on the disk."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from kg.errors import InputError
from kg.loaders.reading import STANDARD_INPUT

PACKINGS = {"gz": b"\x1f\x8b", "bz2": b"BZh", "zst": b"(\xb5/\xfd"}
"""How a file may be packed: ending, and its first bytes."""

_BLOCK = 1024 * 1024


class Counted(io.RawIOBase):
    """A file that is read once, from beginning to end, with the hash of what was read.

    Where it ends is settled once: what is written to it later is not read, for rules and tables may
    have been made of the rest by then.

    Parameters
    ----------
    file
        The file.
    passed
        Told how many bytes were read in all, each time that some were.
    """

    def __init__(self, file: BinaryIO, passed: Callable[[int], None]) -> None:
        self._file = file
        self._passed = passed
        self._hash = hashlib.sha256()
        self._over = False
        self.bytes = 0

    @property
    def sha256(self) -> str:
        """The hash of what was read so far, in hexadecimal."""
        return self._hash.hexdigest()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        content = b"" if self._over else self._file.read(len(buffer))
        self._over = self._over or (not content and len(buffer) > 0)
        self._hash.update(content)
        buffer[: len(content)] = content
        self.bytes += len(content)
        self._passed(self.bytes)
        return len(content)


def plain_name(name: str) -> str:
    """Return the name of a file without the ending that says how it is packed."""
    path = PurePath(name)
    return str(path.with_suffix("")) if path.suffix.lower().lstrip(".") in PACKINGS else name


def size(name: str) -> int | None:
    """Return the number of bytes of a file, None where it is not known."""
    with suppress(OSError):  # whoever reads it says what is wrong
        path = Path(name)
        if name != STANDARD_INPUT and path.is_file():
            return path.stat().st_size
    return None


@contextmanager
def unpacked(name: str, passed: Callable[[int], None]) -> Iterator[tuple[Counted, BinaryIO]]:
    """Open a file, or standard input for ``-``.

    Parameters
    ----------
    name
        Path; what it is packed with is told by its first bytes.
    passed
        See `Counted`.

    Raises
    ------
    InputError
        If there is no such file, or it may not be read, or cannot be unpacked.
    """
    try:
        with _opened(name) as file:
            counted = Counted(file, passed)
            buffered = io.BufferedReader(counted, _BLOCK)
            yield counted, _unpacking(buffered, name)
            # What stands after the packed part is in the hash too.
            while buffered.read(_BLOCK):
                continue
    except FileNotFoundError:
        raise InputError("There is no such file.", file=name) from None
    except IsADirectoryError:
        raise InputError("This is a folder; name the files in it.", file=name) from None
    except PermissionError:
        raise InputError("This may not be read: permission denied.", file=name) from None


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    if "\0" in name:
        raise InputError("This cannot be read: embedded null byte.", file=name)
    with Path(name).open("rb") as file:
        yield file


class _Unpacking(io.RawIOBase):
    """What a file unpacks to; that it cannot be unpacked is said in words."""

    def __init__(
        self, inner: BinaryIO, name: str, errors: tuple[type[Exception], ...] = ()
    ) -> None:
        self._inner = inner
        self._name = name
        self._errors = errors

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        errors: tuple[type[Exception], ...] = (EOFError, ValueError, *self._errors)
        try:
            content = self._inner.read(len(buffer))
        except OSError as error:
            reason = error.strerror or str(error)
            raise InputError(f"This cannot be read: {reason}.", file=self._name) from None
        except errors as error:
            raise InputError(f"This cannot be unpacked: {error}.", file=self._name) from None
        buffer[: len(content)] = content
        return len(content)


def _unpacking(file: io.BufferedReader[Counted], name: str) -> BinaryIO:
    try:
        start = file.peek(4)
    except OSError as error:
        raise InputError(f"This cannot be read: {error.strerror}.", file=name) from None
    if start.startswith(PACKINGS["gz"]):
        inner = _Unpacking(cast(BinaryIO, gzip.GzipFile(fileobj=file)), name, (zlib.error,))
    elif start.startswith(PACKINGS["bz2"]):
        inner = _Unpacking(cast(BinaryIO, bz2.BZ2File(file)), name)
    elif start.startswith(PACKINGS["zst"]):
        from backports import zstd  # noqa: PLC0415 (Python itself has it from 3.14 on)

        inner = _Unpacking(cast(BinaryIO, zstd.ZstdFile(file)), name, (zstd.ZstdError,))
    else:
        inner = _Unpacking(file, name)
    return cast(BinaryIO, io.BufferedReader(inner, _BLOCK))
