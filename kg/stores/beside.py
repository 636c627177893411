"""Work on threads of its own beside the main one: whatever fails first ends all of it.

An executor of the standard library waits at its end for all that is queued, also after Ctrl-C. And
a statement that a database runs goes on: only an interrupt of its own connection ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Condition, Event, Lock, Thread
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from types import TracebackType

    import duckdb

P = ParamSpec("P")
T = TypeVar("T")

# An interrupt ends what runs, and is forgotten where nothing does: work that is between two of its
# statements needs another.
_AGAIN = 0.05  # seconds


class Working:
    """What threads are at, so that it can be ended.

    Work that is begun counts itself: Ctrl-C may come while the main thread hands it over, before
    that knows of it.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._count = 0
        self._over = False

    @contextmanager
    def begun(self) -> Iterator[bool]:
        """Surround a piece of work, and yield whether it is still wanted."""
        with self._changed:
            wanted = not self._over
            self._count += wanted
        try:
            yield wanted
        finally:
            with self._changed:
                self._count -= wanted
                self._changed.notify_all()

    def stop(self) -> None:
        """Have nothing begun any more."""
        with self._changed:
            self._over = True

    def end(self, interrupt: Callable[[], None]) -> None:
        """Have nothing begun any more, and interrupt what runs until it has ended.

        Another Ctrl-C meanwhile is raised when all has: Python waits for its threads in any case,
        and without more interrupts some statements would go on for hours.
        """
        again: KeyboardInterrupt | None = None
        while True:
            try:
                self.stop()
                interrupt()
                with self._changed:
                    if self._changed.wait_for(lambda: not self._count, _AGAIN):
                        break
            except KeyboardInterrupt as error:
                again = error
        if again is not None:
            raise again


def both(there: Callable[[], object], here: Callable[[], T]) -> T:
    """Do two things at a time.

    Parameters
    ----------
    there
        Done on a thread of its own, and to its end whatever goes wrong here.
    here
        Done on the thread that calls, so that Ctrl-C comes to it.

    Returns
    -------
    object
        What comes of the work here.

    Raises
    ------
    Exception
        Whatever either raises; of both, what is raised here.
    """
    working = Working()

    def run() -> None:
        with working.begun() as wanted:
            if wanted:
                there()

    with ThreadPoolExecutor(1, "kg-both") as pool:
        try:
            done = pool.submit(run)
            found = here()
            done.result()
        except BaseException:
            working.end(lambda: None)  # it may be at work though `submit` did not return
            raise
    return found


class Beside:
    """Threads for work of several kinds, which may ask a database.

    When the `with` is left all work is done; or something failed, and then all has ended: what is
    queued is not begun, statements are interrupted, and only what is none is waited for. What
    failed first is raised, whatever the others say of being interrupted; Ctrl-C before all else.

    Parameters
    ----------
    database
        The connection of the thread in the `with`; its statement ends too where work beside fails.
    threads
        The number of threads for each kind of work, by name.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection, threads: Mapping[str, int]) -> None:
        self._database = database
        self._pools = {
            kind: ThreadPoolExecutor(number, f"kg-{kind}") for kind, number in threads.items()
        }
        self._working = Working()
        self._lock = Lock()
        self._cursors: set[duckdb.DuckDBPyConnection] = set()
        self._works: list[Future[Any]] = []
        self._first: BaseException | None = None
        self._left = Event()  # its owner's thread runs no statement any more
        self._waking: list[Thread] = []

    def __enter__(self) -> Beside:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        found = error or self._outcome()
        with self._lock:
            self._left.set()
        for thread in self._waking:
            thread.join()
        if found is not None:
            first = self._failed(found)
            self._working.end(self._interrupt)
            told = first if isinstance(found, Exception) else found
            if told is not error:
                raise told from None
        for pool in self._pools.values():
            pool.shutdown()

    def submit(
        self, kind: str, work: Callable[P, T], *args: P.args, **named: P.kwargs
    ) -> Future[T]:
        """Have work done on a thread of its kind, and return what its result will be in."""

        def run() -> T:
            with self._working.begun() as wanted:
                if not wanted:
                    raise CancelledError
                try:
                    return work(*args, **named)
                except BaseException as error:
                    self._failed(error)
                    raise

        future = self._pools[kind].submit(run)
        self._works.append(future)
        future.add_done_callback(self._done)
        return future

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield a connection for work beside, which is interrupted when something fails."""
        with self._database.cursor() as cursor:
            with self._lock:
                self._cursors.add(cursor)
            try:
                yield cursor
            finally:
                with self._lock:
                    self._cursors.remove(cursor)

    def end(self) -> None:
        """End all work, and the statement of the thread that is in the `with`; from another."""
        self._failed(CancelledError())
        self._interrupt()

    def _outcome(self) -> BaseException | None:
        """Wait for all work and return what went wrong."""
        try:
            for work in self._works:
                work.result()
        except BaseException as error:  # raised when the rest has ended
            return error
        return None

    def _failed(self, error: BaseException) -> BaseException:
        """Have nothing more begun, and return what failed first."""
        with self._lock:
            self._first = self._first or error
        self._working.stop()
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
        return self._first

    def _done(self, work: Future[Any]) -> None:
        """Have its owner's thread woken if work failed.

        This runs on the thread of the work; or on the owner's, if the work failed before that
        had asked for this. So neither may wait here.
        """
        if not work.cancelled() and work.exception() is not None:
            with self._lock:
                if not self._left.is_set():
                    self._waking.append(Thread(target=self._wake, name="kg-waking"))
                    self._waking[-1].start()

    def _wake(self) -> None:
        """Make its owner's thread see that work failed."""
        while not self._left.wait(_AGAIN):
            self._interrupt()

    def _interrupt(self) -> None:
        with self._lock:
            for connection in (self._database, *self._cursors):
                connection.interrupt()
