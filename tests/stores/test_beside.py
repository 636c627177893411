"""Work beside the main thread: what fails first is told, and the rest is not waited for."""

# ruff: noqa: PT012 (what surrounds the work is what raises)

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from threading import Condition, Event, Thread
from typing import Any

import duckdb
import pytest

from kg.columns import Columns
from kg.projection import queries
from kg.stores import beside as module
from kg.stores.beside import Beside, Working, both
from kg.stores.tables import TABLES, write_tables

# A database would never be done with it by itself.
ENDLESS = "SELECT max(a.range + b.range) FROM range(10000000000) a, range(10000000) b"


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        yield made


def endless(beside: Beside, begun: Event) -> None:
    with beside.cursor() as cursor:
        begun.set()
        cursor.execute(ENDLESS)


def failing(*begun: Event) -> None:
    for each in begun:
        each.wait()
    raise LookupError("the first")


def test_what_is_done_is_done(database: duckdb.DuckDBPyConnection) -> None:
    with Beside(database, {"a": 1, "b": 2}) as beside:
        made = [beside.submit("ab"[number % 2], pow, number, 2) for number in range(10)]
    assert [each.result() for each in made] == [number**2 for number in range(10)]


@pytest.mark.parametrize("error", [LookupError, KeyboardInterrupt])
def test_an_error_of_the_main_thread_ends_what_runs_and_what_waits(
    error: type[BaseException], database: duckdb.DuckDBPyConnection
) -> None:
    done: list[int] = []
    begun = Event()

    def broken_off() -> None:
        with Beside(database, {"a": 1}) as beside:
            beside.submit("a", endless, beside, begun)
            beside.submit("a", done.append, 1)
            begun.wait()
            raise error

    with pytest.raises(error):
        broken_off()
    assert not done


def test_an_error_beside_ends_the_others_and_is_told(database: duckdb.DuckDBPyConnection) -> None:
    done: list[int] = []
    begun = Event()
    with (
        pytest.raises(LookupError, match="the first"),
        Beside(database, {"a": 1, "b": 1}) as beside,
    ):
        beside.submit("a", endless, beside, begun)
        beside.submit("a", done.append, 1)
        beside.submit("b", failing, begun)
    assert not done


def test_work_may_fail_before_the_main_thread_goes_on(
    database: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Awaited(ThreadPoolExecutor):
        def submit(self, *arguments: Any, **named: Any) -> Future[Any]:
            future = super().submit(*arguments, **named)
            wait([future])
            return future

    monkeypatch.setattr(module, "ThreadPoolExecutor", Awaited)
    with pytest.raises(LookupError, match="the first"), Beside(database, {"a": 1}) as beside:
        beside.submit("a", failing)
        database.execute(ENDLESS)


def test_an_error_beside_ends_a_statement_of_the_main_thread(
    database: duckdb.DuckDBPyConnection,
) -> None:
    with pytest.raises(LookupError, match="the first"), Beside(database, {"a": 1}) as beside:
        beside.submit("a", failing)
        database.execute(ENDLESS)


def test_an_error_beside_is_told_where_the_main_thread_waits_for_other_work(
    database: duckdb.DuckDBPyConnection,
) -> None:
    begun = Event()
    with (
        pytest.raises(LookupError, match="the first"),
        Beside(database, {"a": 1, "b": 1}) as beside,
    ):
        waits = beside.submit("a", endless, beside, begun)
        queued = beside.submit("a", pow, 2, 2)
        beside.submit("b", failing, begun)
        queued.result()
    assert isinstance(waits.exception(), duckdb.InterruptException)


def test_what_cannot_be_interrupted_is_waited_for(database: duckdb.DuckDBPyConnection) -> None:
    begun, left = Event(), Event()
    done = []

    def slow() -> None:
        begun.set()
        left.wait()
        done.append(1)

    with pytest.raises(LookupError), Beside(database, {"a": 1}) as beside:
        beside.submit("a", slow)
        begun.wait()
        Thread(target=left.set).start()
        raise LookupError
    assert done == [1]


def test_work_that_begins_when_all_has_ended_is_not_wanted() -> None:
    working = Working()
    with working.begun() as wanted:
        assert wanted
    working.end(lambda: None)
    with working.begun() as wanted:
        assert not wanted


def test_another_ctrl_c_waits_until_all_has_ended() -> None:
    working, begun, ended = Working(), Event(), Event()
    interrupts = []

    def work() -> None:
        with working.begun():
            begun.set()
            ended.wait()

    def interrupt() -> None:
        interrupts.append(1)
        if len(interrupts) < 3:  # the user is impatient
            raise KeyboardInterrupt
        ended.set()

    thread = Thread(target=work, daemon=True)
    thread.start()
    begun.wait()
    with pytest.raises(KeyboardInterrupt):
        working.end(interrupt)
    assert ended.is_set()
    thread.join()


def test_a_table_that_cannot_be_written_ends_the_others(tmp_path: Path) -> None:
    names = [name for name, _ in queries()]
    with duckdb.connect() as database:
        columns = Columns(database, [text for _, text in queries()])
        columns.settle()
        # The first table cannot be made, and its name is told, whatever the others say.
        database.execute(f'CREATE TABLE "{names[0]}" (one INTEGER)')
        with (
            pytest.raises(duckdb.CatalogException, match=names[0]),
            Beside(database, {TABLES: 2}) as beside,
        ):
            write_tables(database, columns, tmp_path, beside)


def test_of_two_things_at_a_time_both_are_done() -> None:
    begun, done = Event(), Event()

    def there() -> None:
        begun.set()
        assert done.wait(60)

    def here() -> str:
        assert begun.wait(60)
        done.set()
        return "done"

    assert both(there, here) == "done"


@pytest.mark.parametrize("there", [failing, lambda: None])
@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_of_two_things_at_a_time_what_goes_wrong_here_is_told(
    there: Callable[[], None], error: type[BaseException]
) -> None:
    def here() -> None:
        raise error("here")

    with pytest.raises(error, match="here"):
        both(there, here)
    with pytest.raises(LookupError, match="first"):
        both(failing, lambda: None)


def test_another_ctrl_c_does_not_leave_what_is_done_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, done = Event(), Event()
    ends: list[bool] = []
    wait_for = Condition.wait_for

    def there() -> None:
        begun.set()
        assert done.wait(60)
        ends.append(True)

    def here() -> None:
        assert begun.wait(60)
        raise KeyboardInterrupt

    def again(self: Condition, *values: Any) -> Any:
        if not done.is_set():
            done.set()
            raise KeyboardInterrupt  # the second
        return wait_for(self, *values)

    monkeypatch.setattr(Condition, "wait_for", again)
    with pytest.raises(KeyboardInterrupt):
        both(there, here)
    assert ends


def test_ctrl_c_and_another_while_only_the_other_thing_is_not_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, awaited, done = Event(), Event(), Event()
    ends: list[bool] = []
    wait_for = Condition.wait_for

    def there() -> None:
        begun.set()
        done.wait(60)
        ends.append(True)

    class Impatient(ThreadPoolExecutor):
        """Whose end is broken off by a Ctrl-C, unless all has ended before."""

        def shutdown(self, *values: Any, **named: Any) -> None:
            if not ends:
                raise KeyboardInterrupt
            super().shutdown(*values, **named)

    def result(*_: object) -> None:
        assert begun.wait(60)
        raise KeyboardInterrupt

    def waited(self: Condition, *values: Any) -> Any:
        awaited.set()
        done.set()
        return wait_for(self, *values)

    monkeypatch.setattr(module, "ThreadPoolExecutor", Impatient)
    monkeypatch.setattr(Future, "result", result)
    monkeypatch.setattr(Condition, "wait_for", waited)
    try:
        with pytest.raises(KeyboardInterrupt):
            both(there, lambda: None)
        assert awaited.is_set()
        assert ends
    finally:
        done.set()
