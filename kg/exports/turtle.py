"""Turtle in one canonical order, so that changes to curated data show and nothing else does.

``python -m kg.exports.turtle data/triples.ttl`` rewrites a file in place, whole or not at all;
with ``--check`` it only says where the file differs from its canonical form.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import InputError, KgError, OutputError
from kg.exports.turtle_comments import read_comments
from kg.exports.turtle_text import Node, write

Triples = frozenset[tuple[ox.NamedNode, ox.NamedNode, Node]]


class Difference(NamedTuple):
    """The first line in which a text differs from its canonical form; None: no such line."""

    line: int
    found: str | None
    expected: str | None


def canonical(text: str, name: str = "-") -> str:
    """Return Turtle text in canonical order, with its comments.

    Comments above the first prefix stay at the top, those above or in a subject's description
    stand directly above it.

    Parameters
    ----------
    text
        Turtle. Its prefixes are kept; IRIs become absolute.
    name
        The file's name, for messages.

    Raises
    ------
    InputError
        If the text is no Turtle or holds a blank node, which has no place in an order.
    """
    triples, prefixes = _parse(text, name)
    written = write(triples, prefixes, read_comments(text))
    if _parse(written, name)[0] != triples:
        raise InputError("The file cannot be written in canonical order without a loss.", file=name)
    return written


def difference(text: str, expected: str) -> Difference | None:
    """Return the first line in which a text is not as expected, None if it is."""
    if text == expected:
        return None
    found, wanted = text.split("\n"), expected.split("\n")
    line = next(
        (i for i, pair in enumerate(zip(found, wanted, strict=False)) if pair[0] != pair[1]),
        min(len(found), len(wanted)),
    )
    return Difference(
        line + 1,
        found[line] if line < len(found) else None,
        wanted[line] if line < len(wanted) else None,
    )


def rewrite(path: Path) -> bool:
    """Bring a file into canonical order, whole or not at all; return whether it changed.

    Raises
    ------
    InputError
        If the file cannot be read or parsed; it is left as it is.
    OutputError
        If it cannot be written; it is left as it is.
    """
    text = _read(path)
    result = canonical(text, str(path))
    if result == text:
        return False
    target = path.resolve()
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(result.encode())
                file.flush()
                os.fsync(file.fileno())
                temporary.chmod(target.stat().st_mode)
                temporary.replace(target)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        message = f"{path} cannot be written ({error.strerror}); it is as it was."
        raise OutputError(message) from error
    return True


def main(arguments: list[str]) -> int:
    """Rewrite or check files; return the exit code: 0 done, 1 a file differs, 2 usage, 3 input."""
    check = "--check" in arguments
    files = [argument for argument in arguments if argument != "--check"]
    if not files or any(file.startswith("-") for file in files):
        sys.stderr.write("Usage: python -m kg.exports.turtle [--check] FILE...\n")
        return 2
    try:
        if not check:
            for file in files:
                rewrite(Path(file))
            return 0
        return max([_check(Path(file)) for file in files])
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code


def _check(path: Path) -> int:
    text = _read(path)
    found = difference(text, canonical(text, str(path)))
    if found is None:
        return 0
    sys.stderr.write(
        f"{path}:{found.line}: not in canonical order.\n"
        f"    found:    {'(end of file)' if found.found is None else found.found}\n"
        f"    expected: {'(end of file)' if found.expected is None else found.expected}\n"
        f"Run: python -m kg.exports.turtle {path}\n"
    )
    return 1


def _read(path: Path) -> str:
    try:
        # Bytes, because reading text would hide line ends that are not canonical.
        return path.read_bytes().decode()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}).", file=str(path)) from error
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 (byte {error.start}); save it as UTF-8."
        raise InputError(message, file=str(path)) from error


def _parse(text: str, name: str) -> tuple[Triples, dict[str, str]]:
    triples = set()
    try:
        parser = ox.parse(text, format=ox.RdfFormat.TURTLE)
        for quad in parser:
            subject, value = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, Node):
                message = (
                    f"Only named nodes can be put in order, and here is another: "
                    f"{subject} {quad.predicate} {value}. Give it a name."
                )
                raise InputError(message, file=name)
            triples.add((subject, quad.predicate, value))
    except SyntaxError as error:
        lines = text.splitlines()
        line = error.lineno or 1
        shown = lines[line - 1] if line <= len(lines) else None
        message = f"is no valid Turtle: {error.msg}"
        raise InputError(message, file=name, line=line, column=error.offset, text=shown) from error
    return frozenset(triples), dict(parser.prefixes)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
