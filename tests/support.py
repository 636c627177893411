"""How tests start the command ``kg``, and how it ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "import sys; from kg.cli.main import run; sys.argv[0] = 'kg'; run()"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


Kg = Callable[..., Done]


def command(*arguments: str) -> list[str]:
    """Return the command line of ``kg`` with this interpreter."""
    return [sys.executable, "-c", PROGRAM, *arguments]


def environment(**more: str) -> Mapping[str, str]:
    """Return an environment in which another process finds the package and speaks UTF-8."""
    return dict(os.environ, PYTHONPATH=str(ROOT), PYTHONIOENCODING="utf-8", **more)
