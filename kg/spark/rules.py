"""Run the rules of the assessment on Spark, one table after the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from kg.assessment.tables import BESIDE, VERDICTS, rule
from kg.spark.dialect import Recursion, Step, steps

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

PAIRS = Path(__file__).with_name("pairs.sql")


class Workshop:
    """Tables that are made one from the other, each written before the next one reads it.

    Written to files, since the plan of the last table would otherwise hold those of all others,
    and a machine that is lost would take hours of work with it.

    Parameters
    ----------
    session
        Spark.
    folder
        Where the tables are written, on disks that every machine reaches.
    """

    def __init__(self, session: SparkSession, folder: str) -> None:
        self._session = session
        self._folder = folder
        self._files: dict[str, list[str]] = {}
        self._numbers = count()

    def put(self, name: str, table: DataFrame) -> None:
        """Give a table a name that the rules know."""
        table.createOrReplaceTempView(name)

    def take(self, step: Step) -> None:
        """Make a table, or put rows to it."""
        if step.recursion is not None:
            self._repeat(step.recursion)
        found = self._session.sql(step.query)
        if step.adds:
            before = self._session.table(step.table)
            # as INSERT does: by place, as the types that are there
            found = found.toDF(*before.columns).to(before.schema)
        self._write(step.table, found, anew=not step.adds)

    def _repeat(self, recursion: Recursion) -> None:
        """Find rows that lead to more rows, until there are no new ones."""
        name = recursion.name
        found = self._session.sql(recursion.anchor)
        last = self._write(name, found.distinct() if recursion.distinct else found)
        everything = last
        while not last.isEmpty():
            self.put(name, last)
            found = self._session.sql(recursion.step)
            if recursion.distinct:
                found = found.subtract(everything)
            last = self._write(name, found.to(everything.schema), anew=False, only_new=True)
            everything = self._session.table(name)
        self.put(name, everything)

    def _write(
        self, name: str, table: DataFrame, *, anew: bool = True, only_new: bool = False
    ) -> DataFrame:
        path = f"{self._folder}/{next(self._numbers)}-{name}"
        table.write.parquet(path)
        files = [path] if anew else [*self._files[name], path]
        self._files[name] = files
        # The types are known; Spark would start a job to look for them.
        reader = self._session.read.schema(table.schema)
        self.put(name, reader.parquet(*files))
        return reader.parquet(path) if only_new else self._session.table(name)


def run_rules(
    session: SparkSession,
    tables: Mapping[str, DataFrame],
    folder: str,
    *,
    without: Iterable[str] = (),
    as_of: date | None = None,
    all_pairs: bool = False,
) -> None:
    """Run the rules over the tables; the results are temporary views with the rules' names.

    Parameters
    ----------
    session
        Spark, with its clock on UTC.
    tables
        The projected tables with bounds, as a store has them, by name.
    folder
        An empty folder for the tables that are made, on disks that every machine reaches.
    without
        IRIs of statements, sources and links that are left out.
    as_of
        Count only what was public by the end of that day.
    all_pairs
        Also relate denials to the incidents that their words leave outside: all with all.
    """
    workshop = Workshop(session, folder)
    for name, table in tables.items():
        workshop.put(name, table)
    nodes = session.sql(
        "SELECT explode(from_json(:nodes, 'ARRAY<STRING>')) AS node",
        args={"nodes": json.dumps(list(without))},
    )
    workshop.put("without", nodes)
    workshop.put("focus", tables["statement"].select("statement"))
    nothing = "CAST(NULL AS STRING)"
    workshop.put(
        "against",
        session.sql(f"SELECT {nothing} AS statement, {nothing} AS incident WHERE FALSE"),
    )
    setting = session.sql(
        "SELECT CAST(:day AS DATE) AS as_of, :all_pairs AS all_pairs",
        args={"day": as_of.isoformat() if as_of else None, "all_pairs": all_pairs},
    )
    workshop.put("setting", setting)
    texts = [*map(rule, (*VERDICTS, *BESIDE)), PAIRS.read_text(encoding="utf-8")]
    for text in texts:
        for step in steps(text):
            workshop.take(step)
