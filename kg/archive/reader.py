"""Text from copies. Pages and PDFs are taken apart in a process of their own, with limits."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Self

from kg.archive.child import ANSWER, DOCUMENT, MAX_CHARACTERS, PAGE, REQUEST
from kg.archive.media import HTML, PDF, READABLE, decode

MAX_BYTES = 64 * 1024 * 1024
"""The largest copy whose text is read (64 MiB)."""

SECONDS = 30.0
"""How long reading one copy may take."""

_PROGRAM = "from kg.archive.child import serve; serve()"


@dataclass(frozen=True)
class Reading:
    """The text of a copy, or why there is none.

    Attributes
    ----------
    text
        None where it could not be read.
    problem
        Why not: ``not-text``, ``unreadable``, ``encrypted``, ``undecodable``, ``no-text``,
        ``too-large``, ``too-slow``; None where it was read.
    charset
        How the bytes were decoded; None where that is no question.
    guessed
        Whether nobody said so.
    """

    text: str | None
    problem: str | None = None
    charset: str | None = None
    guessed: bool = False


class Reader:
    """Reads copies, one after the other; to be used in a ``with`` statement.

    Parameters
    ----------
    seconds
        How long reading one copy may take.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._listener: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def read(self, content: bytes, media_type: str, charset: str | None = None) -> Reading:
        """Return the text of a copy, or why there is none; it never raises for what it holds."""
        if media_type not in READABLE:
            return Reading(None, "not-text")
        if len(content) > MAX_BYTES:
            return Reading(None, "too-large")
        if media_type == PDF:
            return _checked(self._ask(DOCUMENT, content))
        decoded = decode(content, media_type, charset)
        if decoded is None:
            return Reading(None, "undecodable")
        reading = Reading(decoded.text)
        if media_type == HTML:
            reading = self._ask(PAGE, decoded.text.encode("utf-8", "surrogatepass"))
        checked = _checked(reading)
        return Reading(checked.text, checked.problem, decoded.charset, decoded.guessed)

    def _ask(self, kind: bytes, content: bytes) -> Reading:
        child = self._child or self._start()
        if child.stdin is None:
            raise TypeError("The child has no standard input.")
        # A child that has died is noticed by its answer, which does not come.
        writer = threading.Thread(
            target=_write, args=(child.stdin, REQUEST.pack(kind, len(content)) + content)
        )
        writer.start()
        try:
            answer = self._answers.get(timeout=self._seconds)
        except queue.Empty:
            self._stop()
            writer.join()
            return Reading(None, "too-slow")
        if answer is None:
            self._stop()
            writer.join()
            return Reading(None, "too-large")
        writer.join()
        value = json.loads(answer)
        return Reading(value.get("text"), value.get("problem"))

    def _start(self) -> subprocess.Popen[bytes]:
        # It finds what we find; the working directory, which may hold anything, is not searched.
        path = os.pathsep.join(entry for entry in sys.path if entry)
        self._child = subprocess.Popen(  # noqa: S603 (our own program, no shell)
            [sys.executable, "-P", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ, PYTHONPATH=path),
        )
        self._answers = queue.SimpleQueue()
        self._listener = threading.Thread(
            target=_listen, args=(self._child.stdout, self._answers), daemon=True
        )
        self._listener.start()
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        if self._listener is not None:
            self._listener.join()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # what was not written is of no use any more
                    stream.close()


def _checked(reading: Reading) -> Reading:
    if reading.text is None:
        return reading
    if len(reading.text) > MAX_CHARACTERS:
        return Reading(None, "too-large")
    if not any(map(str.isalnum, reading.text)):
        return Reading(None, "no-text")
    return reading


def _write(stream: IO[bytes], request: bytes) -> None:
    with contextlib.suppress(OSError, ValueError):  # the child has gone; its answer is missed
        stream.write(request)
        stream.flush()


def _listen(stream: IO[bytes], answers: queue.SimpleQueue[bytes | None]) -> None:
    """Hand on answers, and None when the child has gone."""
    while len(header := stream.read(ANSWER.size)) == ANSWER.size:
        (length,) = ANSWER.unpack(header)
        answers.put(stream.read(length))
    answers.put(None)
