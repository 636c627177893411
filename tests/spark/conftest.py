"""One session of Spark for all tests: it takes most of the time to start."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from kg.errors import InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# For tables of a few rows: code made for each query takes longer than the query.
_QUICK = {
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.log.level": "ERROR",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
}


@pytest.fixture(scope="session")
def session() -> Iterator[SparkSession]:
    """Start Spark on one core; what is missing is an error where nothing may be skipped."""
    from kg.spark.session import require_java, spark  # noqa: PLC0415 (only who has the extra)

    if "CI" not in os.environ:
        if find_spec("pyspark") is None:
            pytest.skip("PySpark is not installed")
        try:
            require_java()
        except InputError as missing:
            pytest.skip(str(missing))
    with spark("local[1]", _QUICK) as started:
        # A third of the time went into packing thousands of defaults for each file that is read.
        started.sparkContext._jsc.hadoopConfiguration().clear()
        yield started


@pytest.fixture
def failure(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run the command, which must fail with one line, and return its exit code and the line."""
    from kg.spark.__main__ import main  # noqa: PLC0415 (see `session`)

    def run(*arguments: str) -> tuple[int, str]:
        code = main(arguments)
        shown = capsys.readouterr()
        assert shown.out == ""
        assert len(shown.err.splitlines()) == 1
        return code, shown.err

    return run
