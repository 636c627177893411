"""Bytes for the engine while Python looks them over: two threads, and a pipe between them.

The engine asks a file of Python for a kilobyte at a time, and waits each time for whatever else
Python does. A pipe has a path, which it reads by itself.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import FileIO

from kg.stores.beside import Working

_ROOM = 1024 * 1024  # bytes that a pipe may hold; Linux gives 64 KiB unless asked


def feed(read: Callable[[str], None], blocks: Iterable[bytes]) -> None:
    """Have bytes read that are made meanwhile.

    They are made in the thread that calls, so that Ctrl-C ends it.

    Parameters
    ----------
    read
        Takes the path of a pipe and reads it to its end; runs on a thread of its own.
    blocks
        What to put into the pipe. If making them fails, the pipe ends there, and the error is
        raised once the reader is done.

    Raises
    ------
    Exception
        Whatever the reader or the blocks raise; of both, the reader's. Ctrl-C comes before either.
    """
    source, target = os.pipe()
    with suppress(AttributeError, OSError):  # Linux alone has it, and it may be forbidden
        fcntl.fcntl(target, fcntl.F_SETPIPE_SZ, _ROOM)

    working = Working()

    def reading() -> None:
        try:
            with working.begun() as wanted:
                if wanted:
                    read(f"/dev/fd/{source}")
        finally:
            os.close(source)  # who writes on is told so

    with ThreadPoolExecutor(1, "kg-reading") as beside:
        reader = None
        try:
            try:
                with os.fdopen(target, "wb", buffering=0) as pipe:
                    reader = beside.submit(reading)
                    _write(pipe, blocks)
            except Exception:
                if reader is not None:
                    reader.result()
                raise
            reader.result()
        except BaseException:  # Ctrl-C: what the reader makes of half a line says nothing
            working.end(lambda: None)  # it may be at work though `submit` did not return
            raise


def _write(pipe: FileIO, blocks: Iterable[bytes]) -> None:
    for block in blocks:
        rest = memoryview(block)
        try:
            while rest:
                rest = rest[pipe.write(rest) :]
        except BrokenPipeError:  # the reader has ended, and says why
            return
