"""Fuzz guided by coverage: ``python tests/fuzz/helpers/guided.py TARGET|--all [SECONDS]``.

Atheris is no dependency (``pip install atheris``; Linux). It watches which lines of kg an input
reaches, and keeps those that reach new ones in ``out/fuzz/TARGET``. At the first fault it ends,
with the input in ``out/fuzz/TARGET-crash-...``; put that into the tests as an example of its own.
"""

from __future__ import annotations

import importlib
import importlib.util
import subprocess
import sys
from pathlib import Path

FOLDER = Path("out/fuzz")
HERE = Path(__file__).resolve().parent


def main(target: str = "--all", seconds: str = "60") -> int:
    """Fuzz one target in this process, or each in one of its own."""
    if importlib.util.find_spec("atheris") is None:
        sys.stderr.write(
            "Atheris is not installed (pip install atheris): not guided by coverage.\n"
        )
        return 0
    if target != "--all":
        fuzz(target, seconds)
    for each in importlib.import_module("fuzz_seeds").SEEDS:
        sys.stderr.write(f"{each}: {seconds} seconds\n")
        done = subprocess.run([sys.executable, __file__, each, seconds], check=False)
        if done.returncode:
            return done.returncode
    return 0


def fuzz(target: str, seconds: str) -> None:
    """Fuzz one target; the process ends with it."""
    sys.path[:0] = [str(HERE), str(HERE.parents[2])]
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["kg"]):
        targets = importlib.import_module("fuzz_targets")
    seeds = importlib.import_module("fuzz_seeds")
    corpus = FOLDER / target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds.SEEDS[target]):
        (corpus / f"seed-{number}").write_bytes(seed.encode())
    words = FOLDER / f"{target}.dict"
    words.write_text(
        "".join(f'"{_escaped(each)}"\n' for each in seeds.pieces(target)), encoding="ascii"
    )
    options = [
        f"-max_total_time={seconds}",
        f"-dict={words}",
        f"-artifact_prefix={FOLDER}/{target}-",
        "-max_len=2000",
        "-verbosity=0",
    ]

    def feed(content: bytes) -> None:
        targets.TARGETS[target](content)

    atheris.Setup([sys.argv[0], *options, str(corpus)], feed)
    atheris.Fuzz()


def _escaped(piece: str) -> str:
    return "".join(f"\\x{byte:02X}" for byte in piece.encode())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
