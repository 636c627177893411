"""How long commands take as whole processes, and where the time goes.

    python benchmarks/startup.py [--runs N] [--json FILE]

Two goals: ``kg --help`` within 1.5 times a bare click group with as many commands, and
``kg assess`` of the shipped case within 1.5 seconds. Wall time is what a user waits for; beside it
stands processor time (user and system), which other work on the machine changes less.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STEPS = Path(__file__).with_name("assess_steps.py")
KG = "from kg.cli.main import run; run()"
BARE = '''\
import click


@click.group()
def cli():
    """As many commands, and nothing behind them."""
'''
BARE_COMMAND = """

@cli.command({name!r}, short_help={text!r})
def command():
    pass
"""
HELP_GOAL = 1.5  # times the bare group
ASSESS_GOAL = 1.5  # seconds
# As a user's Python does, and unlike many containers: compiled modules are kept.
ENVIRONMENT = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
PACKAGES = ("click", "duckdb", "edtf", "pyoxigraph", "rich")


@dataclass(frozen=True)
class Time:
    """Medians over several runs, in seconds."""

    wall: float
    cpu: float


def median(times: Sequence[tuple[float, float]]) -> Time:
    """Return the medians of wall and processor times."""
    return Time(*(round(statistics.median(column), 4) for column in zip(*times, strict=True)))


def measure(command: Sequence[str], runs: int) -> Time:
    """Run a command several times, after a first one that warms the caches."""
    times = []
    for run in range(runs + 1):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT)
        wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
        if run:
            times.append((wall, user + system))
    return median(times)


def measure_bare(runs: int) -> Time:
    """Time ``--help`` of a click group with as many commands as ``kg`` has."""
    from kg.cli.main import COMMANDS  # noqa: PLC0415 (not every part of this script needs it)

    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "bare.py"
        commands = (BARE_COMMAND.format(name=n, text=text) for n, (_, text) in COMMANDS.items())
        script.write_text(f"{BARE}{''.join(commands)}\n\ncli()\n", encoding="utf-8")
        return measure([sys.executable, str(script), "--help"], runs)


def measure_steps(runs: int) -> dict[str, Time]:
    """Time the parts of ``kg assess``, in processes of their own."""
    times: dict[str, list[tuple[float, float]]] = {}
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, str(STEPS)],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=ENVIRONMENT,
        )
        for name, wall, cpu in json.loads(done.stdout):
            times.setdefault(name, []).append((wall, cpu))
    return {name: median(found) for name, found in times.items()}


def machine() -> dict[str, str]:
    """Say what the figures were measured on."""
    return {
        "system": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in PACKAGES},
    }


def row(name: str, time: Time, note: str = "") -> str:
    """Return a line of the table."""
    return f"{name:<44}{time.wall * 1000:>8.0f}{time.cpu * 1000:>8.0f}  {note}".rstrip()


def main() -> None:
    """Measure, print a table, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=7, help="how often (default 7)")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()

    bare = measure_bare(options.runs)
    helped = measure([sys.executable, "-c", KG, "--help"], options.runs)
    assess = measure([sys.executable, "-c", KG, "assess"], options.runs)
    steps = measure_steps(options.runs)
    ratio = helped.cpu / bare.cpu

    print(", ".join(f"{name} {value}" for name, value in machine().items()))
    print(f"{f'median of {options.runs} runs, milliseconds':<44}{'wall':>8}{'cpu':>8}")
    print(row("a bare click group, --help", bare))
    print(row("kg --help", helped, f"{ratio:.2f} times (goal {HELP_GOAL})"))
    print(row("kg assess", assess, f"goal {ASSESS_GOAL * 1000:.0f}"))
    for name, found in steps.items():
        print(row(f"  {name}", found))
    if options.json:
        figures = {
            "machine": machine(),
            "runs": options.runs,
            "bare_help": asdict(bare),
            "kg_help": asdict(helped),
            "help_ratio": round(ratio, 3),
            "kg_assess": asdict(assess),
            "steps": {name: asdict(found) for name, found in steps.items()},
        }
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
