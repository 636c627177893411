"""How long evidence takes: origins, conflicts, assessment and network, on made-up cases.

    python benchmarks/evidence.py [--sizes N ...] [--commands] [--seed S] [--json FILE]

First the case that ships, then a made-up case for each size (how many statements it has), all in
one run and in processes of their own, so that the ratios can be trusted where the seconds depend
on the machine. Growth is the time of a size by that of the one before, for each statement: 1 is
linear. Goals: origins and conflicts over the case that ships within a second, beyond opening it;
100,000 statements within 60 seconds and 2 GB.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import words
from world import World

ROOT = Path(__file__).resolve().parents[1]
STEPS = Path(__file__).with_name("evidence_steps.py")
KG = "from kg.cli.main import run; run()"
SIZES = (1_000, 10_000)
COMMANDS = (
    ("conflicts", "--format", "json"),
    ("assess", "--summary"),
    ("network", "--format", "json"),
)
PACKAGES = ("duckdb", "networkx", "pyoxigraph")


@dataclass(frozen=True)
class Row:
    """A part with its seconds and the most memory that its process had used by then, in MB."""

    name: str
    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True)
class Case:
    """The figures of one case."""

    name: str
    statements: int
    rows: tuple[Row, ...]


def write(world: World, path: Path) -> int:
    """Write a made-up case to a file and return how many triples it has."""
    with path.open("w", encoding="ascii") as file:
        return sum(1 for line in words.lines(world) if file.write(line))


def measure_parts(file: Path | None) -> tuple[int, tuple[Row, ...]]:
    """Measure the parts in a process of their own; None is the case that ships."""
    done = subprocess.run(
        [sys.executable, str(STEPS), *([str(file)] if file else [])],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    found = json.loads(done.stdout)
    return found["statements"], tuple(Row(*row) for row in found["rows"])


def measure_command(arguments: Sequence[str], file: Path | None) -> Row:
    """Measure a whole command, as a user waits for it."""
    data = ["--quiet", "--data", str(file)] if file else []
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", KG, *data, *arguments], stdout=subprocess.DEVNULL, cwd=ROOT
    )
    # of this one process, where getrusage knows the largest of all that have ended
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"kg {' '.join(arguments)} ended with {process.returncode}.")
    memory = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    cpu = used.ru_utime + used.ru_stime
    return Row(f"kg {' '.join(arguments)}", round(wall, 3), round(cpu, 3), round(memory))


def measure(name: str, file: Path | None, commands: bool) -> Case:
    """Measure the parts of a case and, where they are wanted, whole commands."""
    statements, rows = measure_parts(file)
    whole = [measure_command(command, file) for command in COMMANDS] if commands else []
    return Case(name, statements, (*rows, *whole))


def growth(row: Row, statements: int, before: Case) -> float | None:
    """Return how much longer a statement takes than in the case before, by processor time."""
    earlier = next((each for each in before.rows if each.name == row.name), None)
    if earlier is None or not earlier.cpu or before.statements >= statements:
        return None
    return (row.cpu / statements) / (earlier.cpu / before.statements)


def print_case(case: Case, before: Case | None) -> None:
    """Print the figures of one case."""
    print(f"\n{case.name}")
    print(f"{'':<50}{'wall s':>9}{'cpu s':>9}{'MB':>7}{'growth':>8}")
    for row in case.rows:
        ratio = growth(row, case.statements, before) if before else None
        shown = f"{ratio:>8.2f}" if ratio is not None else ""
        print(f"{row.name:<50}{row.wall:>9.2f}{row.cpu:>9.2f}{row.memory:>7}{shown}", flush=True)


def machine() -> dict[str, str]:
    """Say what the figures were measured on, and how busy it was."""
    return {
        "system": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in PACKAGES},
    }


def main() -> None:
    """Measure, print tables, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=SIZES, help="statements (default 1000 10000)"
    )
    parser.add_argument("--incidents", type=int, help="incidents (default: a tenth)")
    parser.add_argument("--denials", type=int, help="denials in general words (default: few)")
    parser.add_argument("--seed", type=int, default=1, help="what chance starts from (default 1)")
    parser.add_argument("--commands", action="store_true", help="measure whole commands too")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()

    about = machine()
    print(", ".join(f"{name} {value}" for name, value in about.items()))
    cases = [measure("The case that ships", None, options.commands)]
    print_case(cases[0], None)
    with tempfile.TemporaryDirectory() as folder:
        for size in sorted(options.sizes):
            world = World.of(size, options.incidents, options.denials, options.seed)
            file = Path(folder) / f"{size}.nt"
            triples = write(world, file)
            name = f"{size:,} statements, {world.incidents:,} incidents, {triples:,} triples"
            cases.append(measure(name, file, options.commands))
            print_case(cases[-1], cases[-2] if len(cases) > 2 else None)
            file.unlink()
    if options.json:
        figures = {
            "machine": about,
            "cases": [
                {
                    "name": case.name,
                    "statements": case.statements,
                    "rows": [vars(row) for row in case.rows],
                }
                for case in cases
            ],
        }
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
