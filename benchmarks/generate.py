"""Make a graph of any size in the project's own ontology, and what is expected of its pairs.

    python benchmarks/generate.py --incidents N --denials D --seed S -o FILE.nt[.gz]
        [--expected FILE.csv] [--as-of DATE]

The same arguments give the same text, whatever the machine. Nothing is kept in memory but the
denials; what is expected is worked out for small graphs alone, by another programme than the
rules in SQL: every pair by brute force.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from made.expected import COLUMNS, MOST_PAIRS, expected
from made.graph import nodes
from made.plan import Plan
from made.writer import lines


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """Open a file for writing that appears under its name only once it is whole."""
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("wb") as raw:
            if path.suffix == ".gz":
                # no name and no time in the header, so that the bytes depend on the text alone
                packed = gzip.GzipFile("", "wb", compresslevel=4, fileobj=raw, mtime=0)
                with packed, TextIOWrapper(packed, encoding="ascii", newline="\n") as text:
                    yield text
            else:
                with TextIOWrapper(raw, encoding="ascii", newline="\n") as text:
                    yield text
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_graph(plan: Plan, path: Path) -> int:
    """Write the graph and return how many triples it has."""
    count = 0
    with whole(path) as file:
        for text in lines(nodes(plan)):
            count += text.count("\n")
            file.write(text)
    return count


def write_expected(plan: Plan, path: Path, as_of: date | None) -> int:
    """Write the expected pairs and return how many there are."""
    count = 0
    with whole(path) as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for row in expected(plan, as_of):
            rows.writerow(row)
            count += 1
    return count


def at_least(least: int) -> Callable[[str], int]:
    """Return a reader of whole numbers that refuses smaller ones."""

    def number(text: str) -> int:
        if int(text) < least:
            raise ValueError
        return int(text)

    number.__name__ = f"whole number of {least} or more"
    return number


def main() -> None:
    """Write what is asked for and say how much it was and how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--incidents", type=at_least(1), required=True, help="how many incidents")
    parser.add_argument("--denials", type=at_least(0), required=True, help="how many denials")
    parser.add_argument("--seed", type=int, default=1, help="what chance starts from (default 1)")
    parser.add_argument(
        "-o", dest="output", type=Path, required=True, help="FILE.nt, packed if it ends in .gz"
    )
    parser.add_argument("--expected", type=Path, help="write the expected pairs here, as CSV")
    parser.add_argument(
        "--as-of", type=date.fromisoformat, help="expect what was public by the end of that day"
    )
    options = parser.parse_args()
    plan = Plan(options.incidents, options.denials, options.seed)
    pairs = plan.incidents * plan.denials
    if options.expected and pairs > MOST_PAIRS:
        parser.error(
            f"--expected works out every pair by itself: {pairs:,} are too many, {MOST_PAIRS:,} "
            "the most. Ask for fewer incidents or denials, or leave it out."
        )
    start = time.perf_counter()
    try:
        count = write_graph(plan, options.output)
        say(f"{count:,} triples", options.output, start)
        if options.expected:
            start = time.perf_counter()
            count = write_expected(plan, options.expected, options.as_of)
            say(f"{count:,} pairs", options.expected, start)
    except OSError as error:
        print(f"{error.filename or options.output}: {error.strerror}", file=sys.stderr)
        raise SystemExit(3) from error


def say(what: str, path: Path, start: float) -> None:
    """Say on standard error what was written."""
    print(f"{path}: {what} in {time.perf_counter() - start:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
