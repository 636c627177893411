"""What Spark and Java say when they fail, in a line."""

from __future__ import annotations

from kg.errors import InputError, KgError, LimitError


def failures() -> tuple[type[Exception], ...]:
    """Return what calls of Spark raise: PySpark's own errors, and those of Java as they are."""
    from py4j.protocol import Py4JError  # noqa: PLC0415 (comes with PySpark, an extra)
    from pyspark.errors import PySparkException  # noqa: PLC0415 (an extra)

    return PySparkException, Py4JError


def condition(error: Exception) -> str:
    """Return Spark's name for what went wrong, such as ``PATH_NOT_FOUND``; empty without one."""
    return said(error).partition("]")[0].removeprefix("[") if said(error).startswith("[") else ""


def said(error: Exception) -> str:
    """Return the first line of the message, without Java's stack."""
    cause = getattr(error, "java_exception", None)
    message = cause.getMessage() if cause is not None else str(error)
    return next(iter(str(message).splitlines()), type(error).__name__)


def unreadable(place: str, error: Exception) -> InputError:
    """Return the error for what Spark cannot read."""
    return InputError(f"Spark cannot read this: {said(error)}", file=place)


def broken_off(place: str, error: Exception) -> KgError:
    """Return the error for rules that did not come to their end."""
    if condition(error).startswith("FAILED_READ_FILE"):
        return unreadable(place, error)
    return LimitError(
        f"Spark gave up: {said(error)} If memory or room on a disk ran out, give it more "
        "(spark.driver.memory, spark.executor.memory, spark.local.dir)."
    )
