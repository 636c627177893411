"""Start Spark: the cluster that ``spark-submit`` or ``--master`` names, or this machine alone."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_JAVA = 17  # the oldest that Spark 4 runs on
_MEANING = {
    # Moments are in UTC and have no zone, in the tables as in DuckDB.
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    # Overflow and wrong casts are errors, as in DuckDB, and not NULL.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
}
_QUIET = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = spark: %m%n
"""


@contextmanager
def spark(
    master: str | None = None, more: Mapping[str, str] | None = None
) -> Iterator[SparkSession]:
    """Give a session of Spark, and end it if it was started here.

    Parameters
    ----------
    master
        Address of a cluster; none: what ``spark-submit`` says, else all cores of this machine.
    more
        Other settings of Spark.

    Raises
    ------
    InputError
        If PySpark or Java is missing, or Spark does not start.
    """
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 (an extra, hundreds of MB)
    except ModuleNotFoundError:
        raise InputError(
            "Spark is not installed. Install it: pip install 'claims-evidence-kg[spark]'."
        ) from None
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    require_java()
    builder = SparkSession.builder.appName("claims-evidence-kg")
    submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    with TemporaryDirectory(prefix="kg-spark-") as scratch:
        settings = dict(_MEANING)
        if master is not None:
            settings["spark.master"] = master
        if not submitted and (master is None or master.startswith("local")):
            settings = {**_alone(Path(scratch)), **settings}
        for name, value in {**settings, **(more or {})}.items():
            builder = builder.config(name, value)
        session = _started(builder)
        # What goes wrong is told by us, in a sentence.
        logging.getLogger("SQLQueryContextLogger").disabled = True
        try:
            for name, value in _MEANING.items():
                session.conf.set(name, value)
            yield session
        finally:
            session.stop()


def _started(builder: SparkSession.Builder) -> SparkSession:
    from pyspark.errors import PySparkException  # noqa: PLC0415 (see `spark`)

    try:
        return builder.getOrCreate()
    except PySparkException as error:
        raise InputError(f"Spark does not start: {str(error).splitlines()[0]}") from None


def _alone(scratch: Path) -> dict[str, str]:
    """Return the settings of one machine: nothing listens to others, nothing is left behind."""
    quiet = scratch / "log4j2.properties"
    quiet.write_text(_QUIET, encoding="utf-8")
    return {
        "spark.master": "local[*]",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.shuffle.partitions": str(4 * (os.cpu_count() or 1)),
        "spark.driver.extraJavaOptions": (
            f"-Dlog4j2.configurationFile={quiet} -Djava.io.tmpdir={scratch}"
        ),
    }


def require_java() -> None:
    """Raise unless there is a Java that Spark runs on.

    Raises
    ------
    InputError
        If there is none, or it is too old.
    """
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    if java is None:
        where = f"JAVA_HOME ({home}) has" if home else "there is"
        raise InputError(
            f"Spark needs Java {_JAVA} or newer, and {where} none. Install it, on Debian: "
            f"apt-get install openjdk-{_JAVA}-jre-headless."
        )
    shown = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603 (the user's own Java)
    found = re.search(r'version "(?:1\.)?(\d+)', shown)
    if found is None or int(found[1]) < _JAVA:
        version = f"is Java {found[1]}" if found else "does not run"
        raise InputError(f"Spark needs Java {_JAVA} or newer, and {java} {version}.")
