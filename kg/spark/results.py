"""Results as Parquet, put in their place when all are there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kg.errors import OutputError
from kg.spark.failures import failures, said

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

RESULTS = (
    "pairs",
    "verdict",
    "accused",
    "naming",
    "reach",
    "charge",
    "deciding",
    "composed",
    "elsewhere",
    "finding",
    "withdrawal",
    "claim_verdict",
    "answer",
    "answering",
    "inside",
    "outside",
    "weighed",
    "tally",
    "dating_agrees",
    "dating_differs",
    "wording_differs",
)
"""Tables that are kept, each a folder of Parquet files; what they hold: kg/assessment/README.md."""


@contextmanager
def new_folder(session: SparkSession, target: str) -> Iterator[tuple[str, str]]:
    """Give two folders beside the target; the second becomes it if nothing goes wrong.

    The first is for what is not kept. Both by Hadoop's file systems, so that they can be on HDFS
    or in an object store.

    Raises
    ------
    OutputError
        If there is something in the target, or it cannot be written.
    """
    jvm: Any = session.sparkContext._jvm
    configuration: Any = session.sparkContext._jsc.hadoopConfiguration()
    path = jvm.org.apache.hadoop.fs.Path(target.rstrip("/"))
    beside = path.suffix(f".new-{uuid4().hex[:8]}")
    try:
        files = path.getFileSystem(configuration)
        if files.exists(path) and (files.isFile(path) or files.listStatus(path)):
            raise OutputError(f"{target}: There is something here. Name a folder that is new.")
        files.mkdirs(beside)
    except failures() as error:
        raise _unwritable(target, error) from None
    results = f"{beside.toString()}/results"
    try:
        yield f"{beside.toString()}/steps", results
        try:
            files.delete(path, False)  # an empty folder, if it is there
            if not files.rename(jvm.org.apache.hadoop.fs.Path(results), path):
                raise OutputError(f"{target}: The results cannot be put here.")
        except failures() as error:
            raise _unwritable(target, error) from None
    finally:
        files.delete(beside, True)


def write_results(session: SparkSession, folder: str, kind: str) -> dict[str, int]:
    """Write the tables that are kept.

    Parameters
    ----------
    session
        Spark, in which the rules have run.
    folder
        Where they go.
    kind
        ``denial``, ``claim`` or ``all``: whose pairs ``pairs`` holds.

    Returns
    -------
    dict
        Number of pairs by verdict.
    """
    for name in RESULTS:
        table = session.table(name)
        if name == "pairs":
            if kind != "all":
                table = table.where(table["kind"] == kind)
            table = table.orderBy("denial", "incident_when", "incident", "kind", "party")
        table.write.parquet(f"{folder}/{name}")
    pairs = session.read.parquet(f"{folder}/pairs").groupBy("verdict").count().collect()
    return {row["verdict"]: row["count"] for row in sorted(pairs)}


def _unwritable(target: str, error: Exception) -> OutputError:
    return OutputError(f"{target}: This cannot be written: {said(error)}")
