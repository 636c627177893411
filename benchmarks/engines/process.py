"""Run something in a process of its own, with a time limit, and see how much memory it took."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STEPS = Path(__file__).with_name("steps.py")
KG = (sys.executable, "-c", "from kg.cli.main import run; run()")
# As a user's Python does, and unlike many containers: compiled modules are kept.
_ENVIRONMENT = {
    **{name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "benchmarks"))),
    "PYTHONHASHSEED": "0",
}


@dataclass(frozen=True)
class Ended:
    """A process that ended.

    Attributes
    ----------
    code
        Its exit code; negative: the signal that killed it.
    late
        Whether it was killed at the limit.
    wall, cpu
        Seconds that it took.
    memory
        The most memory that it had, in MiB.
    output, errors
        What it said.
    """

    code: int
    late: bool
    wall: float
    cpu: float
    memory: float
    output: str
    errors: str

    @property
    def last_words(self) -> str:
        """The last line that it said about an error."""
        lines = self.errors.strip().splitlines()
        return lines[-1][:300] if lines else f"It ended with {self.code}."


def run(command: Sequence[str], limit: float, folder: Path) -> Ended:
    """Run a command until its end or the limit.

    Its output goes to files: a pipe that nobody empties would stop it.

    Parameters
    ----------
    command
        Programme and arguments.
    limit
        Seconds; then the process and all that it started are killed.
    folder
        Where its output is kept meanwhile.
    """
    said, complained = folder / "stdout", folder / "stderr"
    with said.open("wb") as output, complained.open("wb") as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            cwd=ROOT,
            env=_ENVIRONMENT,
            start_new_session=True,
        )
        late = threading.Event()

        def kill() -> None:
            late.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(limit, kill)
        timer.start()
        try:
            # of this one process, where getrusage knows the largest of all that have ended
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:  # somebody wants to stop: nothing may be left running
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        finally:
            timer.cancel()
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    return Ended(
        code=process.returncode,
        late=late.is_set(),
        wall=wall,
        cpu=used.ru_utime + used.ru_stime,
        memory=used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024),
        output=said.read_text(encoding="utf-8", errors="replace"),
        errors=complained.read_text(encoding="utf-8", errors="replace"),
    )


def step(name: str, arguments: Sequence[object], limit: float, folder: Path) -> Ended:
    """Run a step of ``steps.py`` in a process of its own."""
    return run((sys.executable, str(STEPS), name, *map(str, arguments)), limit, folder)


def must(name: str, arguments: Sequence[object], folder: Path) -> dict[str, object]:
    """Run a step that has to succeed, outside the clock, and return what it says."""
    ended = step(name, arguments, 24 * 3600, folder)
    if ended.code:
        raise SystemExit(f"{name} did not succeed: {ended.errors.strip() or ended.last_words}")
    found: dict[str, object] = json.loads(ended.output or "{}")
    return found
