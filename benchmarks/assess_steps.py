"""Run ``kg assess`` once in this process and print, as JSON, how long each of its parts took.

`startup.py` starts this several times. The command is the real one: its parts are wrapped in
clocks, and what no clock saw is the last row.
"""

from __future__ import annotations

import functools
import importlib
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout

# what is imported when, in the order of the command
IMPORTS = (
    ("import click and the command line", ("kg.cli.main", "kg.cli.assess")),
    ("import Oxigraph, loaders and assessment", ("kg.loaders", "kg.assessment")),
    ("import DuckDB", ("duckdb",)),
)
PARTS = (
    ("parse the case", "kg.loaders.opening", "read_files"),
    ("read the ontology, derive kinds", "kg.loaders.opening", "assemble"),
    ("project to tables", "kg.assessment.assess", "project"),
    ("fill DuckDB, bounds of dates", "kg.assessment.assess", "connect"),
    ("run the rules", "kg.assessment.assess", "assess_tables"),
    ("make the text", "kg.views.assessment", "assessment_blocks"),
    ("make the text", "kg.cli.layout", "blocks_text"),
)
REST = "read the results, and the rest"

clocks: dict[str, list[float]] = {}


@contextmanager
def clock(name: str) -> Iterator[None]:
    """Add the time of a block to a name."""
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        yield
    finally:
        spent = clocks.setdefault(name, [0.0, 0.0])
        spent[0] += time.perf_counter() - wall
        spent[1] += time.process_time() - cpu


def wrap(name: str, module: str, function: str) -> None:
    """Put a clock around a function where its caller finds it."""
    home = importlib.import_module(module)
    inner: Callable[..., object] = getattr(home, function)

    @functools.wraps(inner)
    def timed(*arguments: object, **options: object) -> object:
        with clock(name):
            return inner(*arguments, **options)

    setattr(home, function, timed)


def main() -> None:
    """Import, wrap, run, print."""
    for name, modules in IMPORTS:
        with clock(name):
            for module in modules:
                importlib.import_module(module)
    for part in PARTS:
        wrap(*part)
    from kg.cli.main import cli  # noqa: PLC0415 (its import is timed above)

    seen = len(clocks)
    with clock(REST), redirect_stdout(io.StringIO()):
        cli.main(["assess"], standalone_mode=False)
    rest = clocks.pop(REST)
    for wall, cpu in list(clocks.values())[seen:]:
        rest[0] -= wall
        rest[1] -= cpu
    clocks[REST] = rest
    json.dump([(name, *spent) for name, spent in clocks.items()], sys.stdout)


if __name__ == "__main__":
    main()
