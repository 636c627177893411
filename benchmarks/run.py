"""kg beside other engines: the same work on the same data, with the same answer, in one run.

    python benchmarks/run.py [--sizes N ...] [--denials D] [--runs N] [--only KIND ...]
        [--engines NAME ...] [--limit SECONDS] [--seed S] [--json FILE] [--html FILE]

Measured are the start, loading, named queries, the match of denials with incidents, and checking;
every run in a process of its own. Answers are compared: one that differs is called so. Read the
ratios: seconds depend on the machine, and on what else it does.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from engines.bench import TASKS, machine, measure
from engines.goals import Goal, goals
from engines.local import LOCAL
from engines.model import KINDS, Engine, Row
from engines.virtuoso import Virtuoso

SIZES = (6_000, 60_000, 600_000)


class Ended(BaseException):
    """It is ended from outside, and ends its server and removes its data all the same."""


def _end(*_: object) -> None:
    raise Ended


def print_rows(rows: Sequence[Row]) -> None:
    """Print a table for each size, and below it which engines are missing."""
    for size in sorted({each.incidents for each in rows}):
        mine = [each for each in rows if each.incidents == size]
        print(f"\n{size:,} incidents, {mine[0].triples:,} triples")
        print(f"{'':<34}{'engine':<20}{'seconds':>9}{'whole':>9}{'MiB':>7}{'rows':>10}  answer")
        for each in mine:
            if each.status == "missing":
                continue
            figures = (
                f"{each.task.name:<34}{each.engine:<20}{_number(each.seconds):>9}"
                f"{_number(each.whole):>9}{_number(each.memory, 0):>7}{_number(each.rows, 0):>10}"
            )
            print(f"{figures}  {_answer(each)}".rstrip())
    for why in sorted({each.why for each in rows if each.status == "missing"}):
        print(why)


def _number(value: float | None, places: int = 3) -> str:
    return "" if value is None else f"{value:,.{places}f}"


def _answer(found: Row) -> str:
    if found.status != "done":
        return found.why
    word = {True: "same", False: "DIFFERS", None: ""}[found.agrees]
    return "; ".join(filter(None, (word, found.note)))


def figures(
    about: dict[str, str], rows: Sequence[Row], found: Sequence[Goal], options: argparse.Namespace
) -> dict[str, object]:
    """Return all that was measured, as JSON has it."""
    return {
        "schema": "benchmark/1",
        "machine": about,
        "denials": options.denials,
        "seed": options.seed,
        "runs": options.runs,
        "limit": options.limit,
        "rows": [each.to_dict() for each in rows],
        "goals": [each.to_dict() for each in found],
    }


def parse(arguments: Sequence[str] | None, names: Sequence[str]) -> argparse.Namespace:
    """Read the options."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="incidents (default 6000 60000 600000)"
    )
    parser.add_argument("--denials", type=int, default=1000, help="denials (default 1000)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (default 3)")
    parser.add_argument("--only", nargs="+", choices=KINDS, help="which kinds of work")
    parser.add_argument("--engines", nargs="+", choices=names, help="which engines")
    parser.add_argument(
        "--limit", type=float, default=900.0, help="seconds for one run (default 900)"
    )
    parser.add_argument("--seed", type=int, default=1, help="what chance starts from (default 1)")
    parser.add_argument("--folder", type=Path, help="where the data may lie (default: temporary)")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--html", type=Path, help="write a page with plots here")
    options = parser.parse_args(arguments)
    if options.runs < 1 or options.denials < 1 or min(options.sizes) < 1:
        parser.error("sizes, denials and runs are whole numbers of 1 or more.")
    return options


def main(arguments: Sequence[str] | None = None, more: Sequence[Engine] = ()) -> None:
    """Measure, print tables, and write JSON and the page where asked.

    Who stops it gets what was measured before.

    Parameters
    ----------
    arguments
        Those of the command line; None: those that the process was given.
    more
        Engines beside those that are known here.
    """
    known: list[Engine] = [*LOCAL, Virtuoso(), *more]
    options = parse(arguments, [each.name for each in known])
    engines = [each for each in known if not options.engines or each.name in options.engines]
    tasks = [each for each in TASKS if not options.only or each.kind in options.only]
    about = machine()
    print(", ".join(f"{name} {value}" for name, value in about.items()), flush=True)
    rows: list[Row] = []
    code = 0
    # Now, since to fail for want of a folder at the end would lose hours.
    written = [each.parent for each in (options.json, options.html) if each]
    for needed in (options.folder, *written):
        if needed:
            needed.mkdir(parents=True, exist_ok=True)
    try:
        with (
            tempfile.TemporaryDirectory(dir=options.folder) as folder,
            closing(
                measure(
                    engines,
                    tasks,
                    sorted(options.sizes),
                    denials=options.denials,
                    seed=options.seed,
                    runs=options.runs,
                    limit=options.limit,
                    folder=Path(folder),
                    say=lambda text: print(text, file=sys.stderr, flush=True),
                )
            ) as measured,
        ):
            rows.extend(measured)
    except KeyboardInterrupt:
        code = 130
    except Ended:
        code = 143
    if code:
        print("Stopped. What follows was measured before.", file=sys.stderr)
    found = goals(rows)
    print_rows(rows)
    print()
    for goal in found:
        print(goal.line())
    if options.json:
        text = json.dumps(figures(about, rows, found, options), indent=2)
        options.json.write_text(f"{text}\n", encoding="utf-8")
    if options.html:
        from engines.page import page  # noqa: PLC0415 (only then)

        options.html.write_text(page(about, rows, found, options.runs), encoding="utf-8")
    if code:
        sys.exit(code)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    main()
