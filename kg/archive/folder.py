"""The user's folder with the copies: the only module of the archive that touches the disk.

Whatever a manifest, a file name or somebody with access to the folder says, nothing outside the
folder is read or written: every step down from it is opened by itself and must not be a link.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20
_LINK = frozenset((errno.ELOOP, errno.ENOTDIR))
# Copies are evidence: nobody changes them by accident.
_READ_ONLY = 0o444


class NotAFileError(OSError):
    """Where a file should be is a link, a folder, or something else that is no plain file."""


@dataclass(frozen=True)
class Measured:
    """Size and SHA-256 of a file; no hash where the size alone was asked for."""

    size: int
    sha256: str


class Folder:
    """A folder whose files are named by the parts of their path below it.

    Parameters
    ----------
    path
        Of the folder; it is made when something is written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        """Whether there is a folder of that name."""
        return self.path.is_dir()

    def read(self, parts: tuple[str, ...], limit: int) -> bytes:
        """Return the content of a file, at most one byte more than the limit.

        Raises
        ------
        FileNotFoundError, NotAFileError, OSError
            If it is not there, no plain file, or may not be read.
        """
        with self._opened(parts) as handle, os.fdopen(os.dup(handle), "rb") as file:
            return file.read(limit + 1)

    def size(self, parts: tuple[str, ...]) -> int:
        """Return the size of a file; errors are those of `read`."""
        with self._opened(parts) as handle:
            return os.fstat(handle).st_size

    def measure(self, parts: tuple[str, ...]) -> Measured:
        """Return size and hash of a file; errors are those of `read`."""
        digest, size = hashlib.sha256(), 0
        with self._opened(parts) as handle, os.fdopen(os.dup(handle), "rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
        return Measured(size, digest.hexdigest())

    def write_new(self, parts: tuple[str, ...], content: bytes) -> bool:
        """Write a file that is not there yet, whole or not at all.

        Returns
        -------
        bool
            False if something of that name is there; it is left as it is.

        Raises
        ------
        NotAFileError, OSError
            If a folder on the way is a link, or it cannot be written.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with self._parent(parts, make=True) as parent:
            temporary = f".{secrets.token_hex(8)}.part"
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            handle = os.open(temporary, flags, _READ_ONLY, dir_fd=parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                # Unlike a renaming, a link never takes the place of what is there.
                os.link(
                    temporary,
                    parts[-1],
                    src_dir_fd=parent,
                    dst_dir_fd=parent,
                    follow_symlinks=False,
                )
            except FileExistsError:
                return False
            finally:
                os.unlink(temporary, dir_fd=parent)
            os.fsync(parent)
        return True

    def append(self, name: str, line: bytes) -> None:
        """Append a line to a file, whole or not at all, also while others append.

        Raises
        ------
        NotAFileError, OSError
            If the file is a link, or it cannot be written.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
        with self._opened((name,), flags) as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            size = os.fstat(handle).st_size
            # Half a line of somebody who was interrupted must not swallow ours.
            torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            try:
                _write_whole(handle, (b"\n" if torn else b"") + line + b"\n")
            except OSError:
                os.ftruncate(handle, size)
                raise

    def files(self, top: str) -> Iterator[tuple[str, ...]]:
        """Yield the files two levels below a folder, in order; links are not followed."""
        with contextlib.suppress(OSError):  # what cannot be listed cannot be read either
            if (self.path / top).is_symlink():
                return
            for group in sorted((self.path / top).iterdir()):
                if group.is_dir() and not group.is_symlink():
                    yield from ((top, group.name, file.name) for file in sorted(group.iterdir()))

    @contextlib.contextmanager
    def _opened(self, parts: tuple[str, ...], flags: int = os.O_RDONLY) -> Iterator[int]:
        # A pipe in place of a file would wait for a writer for ever.
        flags |= os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        with self._parent(parts) as parent:
            try:
                handle = os.open(parts[-1], flags, 0o666, dir_fd=parent)
            except OSError as error:
                if error.errno in _LINK:
                    raise NotAFileError(
                        error.errno, "it is a link, which is not followed"
                    ) from None
                if error.errno in {errno.EISDIR, errno.ENXIO}:
                    raise NotAFileError(error.errno, "it is no file") from None
                raise
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise NotAFileError(errno.EINVAL, "it is no file")
            yield handle
        finally:
            os.close(handle)

    @contextlib.contextmanager
    def _parent(self, parts: tuple[str, ...], *, make: bool = False) -> Iterator[int]:
        """Open the folder in which a file lies, step by step."""
        if any(part in {"", ".", ".."} or "/" in part or "\0" in part for part in parts):
            raise NotAFileError(errno.EINVAL, "the name leads out of the folder")
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
        handle = os.open(self.path, flags)
        try:
            for part in parts[:-1]:
                if make:
                    with contextlib.suppress(FileExistsError):
                        os.mkdir(part, dir_fd=handle)
                try:
                    below = os.open(part, flags | os.O_NOFOLLOW, dir_fd=handle)
                except OSError as error:
                    if error.errno in _LINK:
                        raise NotAFileError(
                            error.errno, f"'{part}' is a link or no folder"
                        ) from None
                    raise
                os.close(handle)
                handle = below
            yield handle
        finally:
            os.close(handle)


def _write_whole(handle: int, content: bytes) -> None:
    if os.write(handle, content) != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(handle)
