"""How commands hand out results: to standard output or, whole or not at all, into a file.

Text from the data is made safe for terminals here: invisible characters are written out, and
square brackets are not taken for rich's markup.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import chain
from pathlib import Path

import click

from kg.errors import OutputError, UsageError
from kg.loaders.characters import neutralise

# A table that may not be wrapped is as wide as it needs to be.
_UNLIMITED = 1_000_000
# Characters that are written at a time.
_BLOCK = 1 << 18


def emit(text: str, output: str | None = None) -> None:
    """Write a result to standard output, or to a file whole or not at all.

    Parameters
    ----------
    text
        The result; a line end is added where there is none.
    output
        Path of the file; None or ``-``: standard output.

    Raises
    ------
    OutputError
        If it cannot be written; what was there before is left as it was.
    """
    whole = text if text.endswith("\n") else f"{text}\n"
    if output is None or output == "-":
        _print(whole)
    else:
        write_file(output, whole.encode("utf-8"))


def emit_parts(parts: Iterable[str], output: str | None = None) -> None:
    """Write a result that comes in parts, never all of it in memory.

    Parameters
    ----------
    parts
        The result; the last ends with a line end.
    output
        As for `emit`.

    Raises
    ------
    OutputError
        If it cannot be written; what was there before is left as it was.
    """
    if output is None or output == "-":
        for block in _blocks(parts):
            _print(block)
    else:
        write_file(output, (block.encode("utf-8") for block in _blocks(parts)))


def emit_json_list(items: Iterable[object], output: str | None = None) -> None:
    """Write results as a JSON list: the text that `to_json` makes, never all of it in memory.

    Parameters
    ----------
    items
        The members of the list.
    output
        As for `emit`.

    Raises
    ------
    OutputError
        If it cannot be written; what was there before is left as it was.
    """
    emit_parts(chain(_json_list(map(to_json, items)), "\n"), output)


def emit_json_object(members: Mapping[str, object], output: str | None = None) -> None:
    """Write a result as a JSON object: the text that `to_json` makes, never all of it in memory.

    Parameters
    ----------
    members
        The object. A value that is an iterator is written as a list; what it yields is made of
        texts, whole numbers, truth values and null, in lists and mappings (`quick_json`).
    output
        As for `emit`.

    Raises
    ------
    OutputError
        If it cannot be written; what was there before is left as it was.
    """
    emit_parts(_json_object(members), output)


def _json_object(members: Mapping[str, object]) -> Iterator[str]:
    before = "{\n  "
    for name, value in members.items():
        yield f"{before}{to_json(name)}: "
        if isinstance(value, Iterator):
            yield from _json_list(map(quick_json, value), margin="  ")
        else:
            yield to_json(value).replace("\n", "\n  ")
        before = ",\n  "
    yield "{}\n" if before.startswith("{") else "\n}\n"


def _json_list(items: Iterable[str], margin: str = "") -> Iterator[str]:
    """Yield a list of members that are JSON already; within a text JSON has no line end."""
    line = f"\n{margin}  "
    before = f"[{line}"
    for item in items:
        yield before + item.replace("\n", line)
        before = f",{line}"
    yield "[]" if before.startswith("[") else f"\n{margin}]"


def _blocks(parts: Iterable[str]) -> Iterator[str]:
    """Join parts into blocks that are worth a call of the system."""
    block: list[str] = []
    size = 0
    for part in parts:
        block.append(part)
        size += len(part)
        if size >= _BLOCK:
            yield "".join(block)
            block.clear()
            size = 0
    if block:
        yield "".join(block)


def by_ending(output: str | None, formats: Sequence[str], otherwise: str) -> str:
    """Return the format that a file's ending names, else the other one.

    Raises
    ------
    UsageError
        If the ending is that of a spreadsheet's own format, which nobody here writes.
    """
    ending = Path(output).suffix.lower().removeprefix(".") if output else ""
    if ending in {"xls", "xlsx", "ods"}:
        raise UsageError(f"{output}: Write .csv; a spreadsheet opens it.")
    return ending if ending in formats else otherwise


def write_file(output: str, content: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all.

    The content goes to a temporary file in the same folder first and takes the file's place when
    all of it is on the disk.

    Parameters
    ----------
    output
        Path of the file.
    content
        All of it, or one part after the other.

    Raises
    ------
    OutputError
        If the folder is missing or cannot be written to, or the disk is full.
    """
    path = Path(output)
    parts = (content,) if isinstance(content, bytes) else content
    try:
        if path.is_dir():
            raise IsADirectoryError(0, "this is a folder; name a file in it")
        if path.exists() and not path.is_file():
            # A device or a pipe cannot be replaced by a file (/dev/stdout, a process' input).
            with path.open("wb") as file:
                file.writelines(parts)
        else:
            _replace(path.resolve(), parts)
    except FileNotFoundError:
        raise OutputError(
            f"{output}: There is no folder '{path.parent}'. Make it first; nothing was written."
        ) from None
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(
            f"{output}: This cannot be written: {reason}. Nothing was written."
        ) from None


def _replace(path: Path, parts: Iterable[bytes]) -> None:
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise


def _umask() -> int:
    # There is no way to read it without setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _print(text: str) -> None:
    try:
        click.echo(text, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except UnicodeEncodeError:
        # An old terminal: better a question mark than no result.
        encoding = sys.stdout.encoding or "ascii"
        click.echo(text.encode(encoding, "replace").decode(encoding), nl=False)
    except OSError as error:
        raise OutputError(
            f"Standard output cannot be written: {error.strerror or error}."
        ) from None


def to_json(value: object) -> str:
    """Return a result as JSON, readable and with letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


def quick_json(value: object) -> str:
    """Return what `to_json` makes of texts, whole numbers, truth values and null; faster.

    Numbers with a fraction are not for it: the two write them in different ways.
    """
    import orjson  # noqa: PLC0415 (only long results need it)

    try:
        return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
    except TypeError:
        # A number of more than 64 bits, or half of a character.
        return to_json(value)


def table(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    title: str | None = None,
    right: Sequence[str] = (),
    to_terminal: bool | None = None,
    wrap: bool = True,
) -> str:
    """Lay out rows as a table.

    On a terminal it fits the width and has a bold head (unless ``NO_COLOR`` is set); elsewhere it
    is plain text that neither wraps nor cuts.

    Parameters
    ----------
    columns
        The head.
    rows
        One value a column; None is shown as nothing.
    title
        A line above.
    right
        Columns to be set flush right, such as numbers.
    to_terminal
        Whether the text will be shown on a terminal; None: find out.
    wrap
        Whether cells may be broken to fit a terminal's width; if not, every row is one line.

    Returns
    -------
    str
        The table, with a line end.
    """
    terminal = on_terminal() if to_terminal is None else to_terminal
    if not terminal:
        return _plain_table(columns, rows, title, right)
    from rich import box  # noqa: PLC0415 (rich is heavy, and JSON does not need it)
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    shown = Table(
        title=Text(neutralise(title)) if title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        header_style="bold",
    )
    for column in columns:
        shown.add_column(
            Text(neutralise(column)),
            justify="right" if column in right else "left",
            no_wrap=not wrap,
            overflow="fold",
        )
    for row in rows:
        shown.add_row(*(Text(cell(value)) for value in row))
    buffer = StringIO()
    console = Console(
        file=buffer,
        force_terminal=True,
        no_color=True if "NO_COLOR" in os.environ else None,
        color_system=None if "NO_COLOR" in os.environ else "standard",
        width=None if wrap else _UNLIMITED,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(shown)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _plain_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    title: str | None,
    right: Sequence[str],
) -> str:
    """Lay out a table for pipes and files; rich takes a sixth of a second for the whole case."""
    from rich.cells import cell_len  # noqa: PLC0415 (some letters are two columns wide)

    lines = [[neutralise(column) for column in columns], *([cell(v) for v in row] for row in rows)]
    lengths = [[cell_len(text) for text in line] for line in lines]
    widths = [max(column) for column in zip(*lengths, strict=True)]
    flush = [column in right for column in columns]
    shown = [neutralise(title)] if title else []
    for line, sizes in zip(lines, lengths, strict=True):
        gaps = [" " * (width - size) for width, size in zip(widths, sizes, strict=True)]
        cells = zip(line, gaps, flush, strict=True)
        shown.append("  ".join(gap + text if end else text + gap for text, gap, end in cells))
    return "".join(f"{line.rstrip()}\n" for line in shown)


def cell(value: object) -> str:
    """Return a value as one line of safe text."""
    if value is None:
        return ""
    return neutralise(" ".join(str(value).split()))


def on_terminal() -> bool:
    """Whether standard output is a terminal that understands control sequences."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
