"""The command ``kg`` as tests run it: in a process of its own, or here, which is faster."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from support import Done, Kg, command, environment


@pytest.fixture(scope="session")
def kg_process() -> Kg:
    """Run ``kg`` in a process of its own: what is printed last, exit codes, hostile input."""

    def run(
        *arguments: str, stdin: str | bytes = b"", cwd: Path | None = None, limit: int | None = None
    ) -> Done:
        # The soft limit of the size of a file stands in for a full disk.
        shell = ["sh", "-c", f'ulimit -f {limit}; exec "$@"', "sh"] if limit is not None else []
        done = subprocess.run(
            [*shell, *command(*arguments)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            env=environment(),
            cwd=cwd,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def kg_here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kg:
    """Run ``kg`` in this process."""
    from kg.cli.main import run as main  # noqa: PLC0415 (only who runs commands needs it)

    def run(*arguments: str, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["kg", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        code = ended.value.code
        return Done(code if isinstance(code, int) else 0, shown.out, shown.err)

    return run
