"""Assess a case on Spark: tables in, rules, results out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.spark.failures import broken_off, failures
from kg.spark.results import new_folder, write_results
from kg.spark.rules import run_rules
from kg.spark.tables import folder_of_tables, place, read_tables

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def assess_on_spark(
    session: SparkSession,
    given: str,
    target: str,
    *,
    kind: str = "denial",
    as_of: date | None = None,
    all_pairs: bool = False,
) -> dict[str, int]:
    """Relate denials and claims of responsibility to incidents.

    Parameters
    ----------
    session
        Spark.
    given
        A store that ``kg load`` made, or the folder of its tables, here or where Spark reads.
    target
        A folder that is new: it gets a folder of Parquet files for each table of ``RESULTS``.
    kind
        ``denial``, ``claim`` or ``all``.
    as_of
        Count only what was public by the end of that day, UTC.
    all_pairs
        Also the pairs that nobody speaks of and those that the words leave outside.

    Returns
    -------
    dict
        Number of pairs by verdict.

    Raises
    ------
    InputError
        If the tables cannot be read.
    OutputError
        If the results cannot be written.
    LimitError
        If Spark gives up on the way.
    """
    source = folder_of_tables(given)
    tables = read_tables(session, source)
    with new_folder(session, place(target)) as (steps, results):
        try:
            run_rules(session, tables, steps, as_of=as_of, all_pairs=all_pairs)
            return write_results(session, results, kind)
        except failures() as error:
            raise broken_off(source, error) from None
