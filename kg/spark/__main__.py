"""Assess a case on Apache Spark.

Usage: python -m kg.spark TABLES --out DIR [--kind denial|claim|all] [--as-of DATE] [--all]

TABLES is a store that `kg load` made, or the folder of its tables, which may be elsewhere
(hdfs://, s3a://). DIR gets a folder of Parquet files for each table; `pairs` is what
`kg assess --format csv` shows. See docs/scale.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from kg.assessment.choice import KINDS
from kg.dates import as_of_day
from kg.errors import KgError
from kg.spark.assess import assess_on_spark
from kg.spark.session import spark


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.spark",
        description="Assess a case on Apache Spark: the rules of kg assess, over the tables of a "
        "store.",
        epilog="Example: python -m kg.spark mine.store --out pairs --kind all",
    )
    parser.add_argument(
        "tables",
        metavar="TABLES",
        help="a store that kg load made, or the folder of its tables; hdfs:// and s3a:// too",
    )
    parser.add_argument(
        "--out", required=True, metavar="DIR", help="a new folder for the results, as Parquet"
    )
    parser.add_argument("--kind", choices=KINDS, default="denial", help="default: denial")
    parser.add_argument("--as-of", metavar="DATE", help="count only what was public by then (UTC)")
    parser.add_argument(
        "--all",
        action="store_true",
        help="also the pairs that nobody speaks of and those that the words leave outside: every "
        "denial with every incident",
    )
    parser.add_argument(
        "--master",
        metavar="URL",
        help="a cluster; default: what spark-submit says, else all cores of this machine",
    )
    given = parser.parse_args(arguments)
    try:
        day = as_of_day(given.as_of) if given.as_of is not None else None
        with spark(given.master) as session:
            counts = assess_on_spark(
                session, given.tables, given.out, kind=given.kind, as_of=day, all_pairs=given.all
            )
    except KgError as error:
        sys.stderr.write(f"kg: {error}\n")
        return error.exit_code
    verdicts = ", ".join(f"{count:,} {verdict}" for verdict, count in counts.items())
    sys.stdout.write(f"{given.out}: {sum(counts.values()):,} pairs{verdicts and ': '}{verdicts}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
