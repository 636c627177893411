"""Write docs/commands.md: every command with its arguments, options and examples.

python tools/commands_page.py          write the page
python tools/commands_page.py --check  exit with 1 if it is not up to date
"""

from __future__ import annotations

import inspect
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli.main import COMMANDS, cli

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
HEAD = """\
# Commands

Made from the commands' own `--help` by `make commands-page`; edit those. Options before the \
command are shared by all. Nodes are named by local name (`erbil-2021-02-15`), prefixed name or \
IRI, dates as EDTF or ISO 8601.

Exit codes: 0 done; 1 findings (`kg check` found errors, an ASK is false); 2 usage: an unknown \
name, option or parameter; 3 input that cannot be read or parsed, output that cannot be written; \
4 a limit of time or size. Errors are one message on standard error. `NO_COLOR` is honoured.
"""


def page() -> str:
    """Return the text of the page."""
    context = click.Context(cli, info_name="kg")
    parts = [HEAD, _section(cli, context)]
    for name in COMMANDS:
        command = cli.get_command(context, name)
        if command is None:
            raise LookupError(f"{name} has no module")
        parts += _sections(command, click.Context(command, info_name=name, parent=context))
    return "\n".join(parts)


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the section of a command, then those of its own commands."""
    yield _section(command, context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if inner := command.get_command(context, name):
                yield from _sections(inner, click.Context(inner, info_name=name, parent=context))


def _section(command: click.Command, context: click.Context) -> str:
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [f"## {context.command_path}", "", f"`{context.command_path} {usage}`", ""]
    lines += _text(command.help or "")
    options = [
        record
        for each in command.params
        if isinstance(each, click.Option) and (record := each.get_help_record(context))
    ]
    if options:
        lines += ["| option | what it does |", "| --- | --- |"]
        lines += [f"| `{_cell(names)}` | {_cell(text)} |" for names, text in options]
        lines.append("")
    return "\n".join(lines)


def _text(help_text: str) -> Iterator[str]:
    """Return paragraphs as Markdown; what follows click's mark for fixed lines is an example."""
    for paragraph in inspect.cleandoc(help_text).split("\n\n"):
        if paragraph.startswith("\b\n"):
            title, *fixed = paragraph.removeprefix("\b\n").splitlines()
            yield from (
                title,
                "",
                "```",
                *textwrap.dedent("\n".join(fixed)).splitlines(),
                "```",
                "",
            )
        else:
            yield from (" ".join(paragraph.split()), "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> int:
    """Write or check the page; return the exit code."""
    text = page()
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{PAGE.name} is not up to date. Run: make commands-page", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
