"""Who may write to a store, and which of its folders are still being read.

Locks of the system: they end with the process that holds them, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import InputError, OutputError
from kg.stores.layout import BUILT, IN_USE, LOCK, MANIFEST, is_leftover

_TRIES = 10


@contextmanager
def writing(home: Path) -> Iterator[Path]:
    """Hold a store's folder for writing; make it if it is missing.

    What earlier loads left behind when they were killed is removed. If nothing comes of the first
    load, nothing is left of the folder.

    Raises
    ------
    OutputError
        If another load holds it, or it cannot be made.
    InputError
        If it is a folder of something else.
    """
    made = not home.exists()
    try:
        home.mkdir(parents=True, exist_ok=True)
        _refuse_others(home)
        handle = _lock(home)
    except FileExistsError:
        raise InputError(
            "This is a file. A store is a folder; name another.", file=str(home)
        ) from None
    except OSError as error:
        raise OutputError(f"{home}: No store can be made here: {error.strerror}.") from None
    try:
        clean(home, None)
        yield home
    finally:
        if not (home / MANIFEST).exists():
            (home / LOCK).unlink(missing_ok=True)
            if made:
                home.rmdir()
        os.close(handle)


def hold(folder: Path) -> int | None:
    """Say that a folder is being read, as long as the handle that is returned stays open.

    None where there is nothing to hold: the folder has just been replaced.
    """
    try:
        handle = os.open(folder / IN_USE, os.O_RDONLY)
    except FileNotFoundError:
        return None
    fcntl.flock(handle, fcntl.LOCK_SH)
    if (folder / IN_USE).exists():
        return handle
    os.close(handle)
    return None


def clean(home: Path, keep: str | None) -> None:
    """Remove folders that no manifest names, but not those that somebody still reads.

    Parameters
    ----------
    home
        The store's folder, held for writing.
    keep
        The folder that is the store; None: the one that its manifest names, whatever its layout.
    """
    if keep is None:
        try:
            keep_text = (home / MANIFEST).read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            keep_text = ""
    else:
        keep_text = keep
    for folder in sorted(home.glob(f"{BUILT}*")):
        # A damaged manifest may still be mended by hand: what its text names stays.
        if folder.name not in keep_text and not _is_read(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_read(folder: Path) -> bool:
    try:
        handle = os.open(folder / IN_USE, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        (folder / IN_USE).unlink()  # from here on nobody can begin to read it
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _refuse_others(home: Path) -> None:
    names = [path.name for path in home.iterdir()]
    if MANIFEST in names or all(map(is_leftover, names)):
        return
    raise InputError(
        "This folder holds something else than a store. Name one that is empty or new.",
        file=str(home),
    )


def _lock(home: Path) -> int:
    for _ in range(_TRIES):
        handle = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise OutputError(
                f"{home}: Another kg load is writing to this store. Wait until it is done."
            ) from None
        with suppress(FileNotFoundError):  # who held it before may have removed it in between
            if (home / LOCK).stat().st_ino == os.fstat(handle).st_ino:
                return handle
        os.close(handle)
    raise OutputError(f"{home}: The lock of this store cannot be had. Try again.")
