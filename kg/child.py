"""Work in a process of its own, which is killed at a limit and leaves nothing behind.

`answers` forks: the child has what this process had loaded, and starts in milliseconds. It is the
leader of a group of its own, says nothing on the streams of its parent, and ends with it: it
holds one end of a pipe that breaks when the parent is gone, however that ended.

Needs fork, so Linux or macOS. Limits of memory are kept by the system, on Linux alone.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import json
import os
import selectors
import signal
import struct
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Generator, Iterator

from kg import errors
from kg.errors import KgError, UsageError

Send = Callable[[bytes], None]

_FRAME = struct.Struct(">cQ")  # what it is, and how many bytes follow
_DATA, _END, _ERROR, _MEMORY, _FAULT = b"d", b"e", b"k", b"m", b"f"
_LARGEST_FRAME = 1 << 30
_AT_ONCE = 1 << 20
_LONGEST_WAIT = 3600.0  # seconds; systems do not take every number
_FROM_OUTSIDE = frozenset(
    getattr(signal, name) for name in ("SIGKILL", "SIGTERM", "SIGINT") if hasattr(signal, name)
)
# Two at the same time would each hold the other's end of a pipe, and not see it break.
_FORKING = threading.Lock()


class ChildError(Exception):
    """The child did not come to its end.

    Attributes
    ----------
    cause
        ``time`` or ``memory``: that limit; ``killed``: somebody else or the system killed it;
        ``crash``: it did something that a process may not do.
    signal
        Name of the signal that ended it, such as ``SIGSEGV``; empty if nobody knows.
    """

    def __init__(self, cause: str, signal: str = "") -> None:
        self.cause = cause
        self.signal = signal
        super().__init__(f"{cause} {signal}".strip())


def restrict(memory: int | None) -> None:
    """Limit this process: its memory, and no picture of it on the disk if it crashes.

    Parameters
    ----------
    memory
        Most bytes of address space, all together; None: no limit.
    """
    import resource  # noqa: PLC0415 (Windows has none)

    limits = [(resource.RLIMIT_CORE, 0)]
    if memory is not None:
        limits.append((resource.RLIMIT_AS, memory))
    for kind, size in limits:
        with contextlib.suppress(ValueError, OSError):  # the system's own limit may be lower
            resource.setrlimit(kind, (size, size))


def answers(
    task: Callable[[Send], None], *, seconds: float | None = None, memory: int | None = None
) -> Generator[bytes, None, None]:
    """Run a task in a process of its own, and yield what it sends.

    The child is killed when the iterator is closed, which an exception (Ctrl-C) does as well; use
    `contextlib.closing`.

    Parameters
    ----------
    task
        Is given a function that sends bytes. It sees everything of this process as it is now; what
        it changes is lost.
    seconds
        How long all of it may take; None: as long as it wants.
    memory
        How many bytes of memory it may take beyond those that this process has; None: no limit.

    Raises
    ------
    ChildError
        If it reached a limit or died.
    kg.errors.KgError
        What the task raised.
    kg.errors.UsageError
        If the system has no fork, or cannot limit memory.
    RuntimeError
        If the task raised something else; with the traceback of the child.
    """
    _refuse_other_systems(memory)
    deadline = None if seconds is None else time.monotonic() + seconds
    child = _start(task, memory)
    try:
        yield from _received(child, deadline)
    finally:
        child.end()


def _refuse_other_systems(memory: int | None) -> None:
    if not hasattr(os, "fork"):
        raise UsageError(
            "Limits need a process that is forked, and this system (Windows) has none. "
            "Leave the limits out, or run it on Linux or macOS."
        )
    if memory is not None and sys.platform != "linux":
        raise UsageError(
            "Memory can be limited on Linux alone; this system would not keep to it. "
            "Leave the limit of memory out, and limit the time."
        )


def _start(task: Callable[[Send], None], memory: int | None) -> _Child:
    with _FORKING, warnings.catch_warnings():
        # Python warns where there are other threads, which might hold locks. Nothing that the
        # child does needs theirs; if it did, the time limit would end it.
        warnings.filterwarnings("ignore", message=".*fork", category=DeprecationWarning)
        results, send = os.pipe()
        alive, lifeline = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                os.close(results)
                os.close(lifeline)
                _live(task, send, alive, memory)
            except BaseException:  # nothing may come back into what the parent was doing
                os.abort()
            finally:
                # Exit handlers and full buffers are the parent's; they must not run twice.
                os.kill(os.getpid(), signal.SIGKILL)
        os.close(send)
        os.close(alive)
    with contextlib.suppress(OSError):  # it has done so itself, or has ended already
        os.setpgid(pid, pid)
    return _Child(pid, results, lifeline, limited=memory is not None)


# In the child


def _live(task: Callable[[Send], None], out: int, alive: int, memory: int | None) -> None:
    with contextlib.suppress(OSError):
        os.setpgid(0, 0)
    faulthandler.disable()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    gc.freeze()  # collecting what the parent holds would touch, and so copy, all of it
    threading.Thread(target=_die_with_parent, args=(alive,), daemon=True).start()
    restrict(None if memory is None else _address_space() + memory)
    try:
        task(lambda content: _send(out, _DATA, content))
        _send(out, _END, b"")
    except KgError as error:
        _send(out, _ERROR, _packed(error))
    except MemoryError:
        _send(out, _MEMORY, b"")
    except Exception:
        _send(out, _FAULT, traceback.format_exc().encode(errors="replace"))


def _die_with_parent(alive: int) -> None:
    os.read(alive, 1)
    os.killpg(0, signal.SIGKILL)


def _address_space() -> int:
    """Return how many bytes of addresses this process has."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 (no import, no memory)
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _send(out: int, kind: bytes, content: bytes) -> None:
    left = memoryview(_FRAME.pack(kind, len(content)) + content)
    while left:
        left = left[os.write(out, left) :]


def _packed(error: KgError) -> bytes:
    # Parts have types of their own; the parent has not loaded all of them.
    known = next(each for each in type(error).__mro__ if each.__module__ == errors.__name__)
    state = {"type": known.__name__, "args": error.args, "more": vars(error)}
    return json.dumps(state).encode("ascii")


# In the parent


class _Child:
    """The child as its parent has it: a stream to read from, and a life to end."""

    def __init__(self, pid: int, results: int, lifeline: int, *, limited: bool) -> None:
        self._pid = pid
        self._handles = (results, lifeline)
        self._limited = limited
        self._status: int | None = None
        self._ended = False

    def read(self, size: int, deadline: float | None) -> bytes:
        """Return so many bytes of what it sends."""
        results = self._handles[0]
        content = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(results, selectors.EVENT_READ)
            while len(content) < size:
                left = _LONGEST_WAIT if deadline is None else deadline - time.monotonic()
                if left <= 0:
                    raise ChildError("time")
                if selector.select(min(left, _LONGEST_WAIT)):
                    chunk = os.read(results, min(size - len(content), _AT_ONCE))
                    if not chunk:
                        raise self._reason()
                    content += chunk
        return bytes(content)

    def end(self) -> None:
        """Kill it and whatever it started, and wait until it is gone."""
        if self._ended:
            return
        self._ended = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._pid, signal.SIGKILL)
        for handle in self._handles:
            os.close(handle)
        with contextlib.suppress(ChildProcessError):  # the program around has waited for it
            self._status = os.waitpid(self._pid, 0)[1]

    def _reason(self) -> ChildError:
        # Its stream has broken, so the signal that is on its way does not change how it ended.
        self.end()
        number = signal.SIGKILL if self._status is None else os.WTERMSIG(self._status)
        name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
        if number in _FROM_OUTSIDE:
            return ChildError("killed", name)
        # Who cannot get memory aborts, in Oxigraph as here.
        return ChildError("memory" if self._limited and number == signal.SIGABRT else "crash", name)


def _received(child: _Child, deadline: float | None) -> Iterator[bytes]:
    while True:
        kind, size = _FRAME.unpack(child.read(_FRAME.size, deadline))
        if size > _LARGEST_FRAME:
            raise RuntimeError(f"The child announced {size} bytes at once.")
        content = child.read(size, deadline)
        if kind == _DATA:
            yield content
        elif kind == _END:
            return
        elif kind == _ERROR:
            raise _unpacked(content)
        elif kind == _MEMORY:
            raise ChildError("memory")
        else:
            raise RuntimeError(f"In the child: {content.decode(errors='replace')}")


def _unpacked(content: bytes) -> KgError:
    state = json.loads(content)
    kind = getattr(errors, state["type"])
    error: KgError = kind.__new__(kind)
    error.args = tuple(state["args"])
    for name, value in state["more"].items():
        setattr(error, name, tuple(value) if isinstance(value, list) else value)
    return error
