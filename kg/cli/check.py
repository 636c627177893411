"""``kg check``: errors, warnings and remarks about data, with file and line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.checks import CheckResult, Finding
    from kg.cli.main import Settings

_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}


@click.command(name="check")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "sarif")),
    default="text",
    show_default=True,
    help="sarif is for code scanning.",
)
@click.option(
    "--engine",
    type=click.Choice(("kg", "pyshacl")),
    default="kg",
    show_default=True,
    help="What validates the shapes: kg is made for large data, pyshacl is the reference.",
)
@options.output
@click.pass_obj
def command(
    settings: Settings, *, files: tuple[str, ...], form: str, engine: str, output: str | None
) -> int:
    """Check data: syntax, shapes, and what does not fit together.

    FILEs are checked together, in place of the case that ships or of --data. An error breaks the
    model, a warning is something that a curator must understand, an info something that a reader
    should know. Exits with 1 if there is an error. Both engines find the same; what kg does not
    know of SHACL it leaves to pyshacl, which takes minutes for a million triples.

    \b
    Examples:
      kg check
      kg check mine.ttl more.trig
      kg check --format sarif -o check.sarif
      kg check --engine pyshacl mine.ttl
    """
    from kg.checks import check_files  # noqa: PLC0415 (only a command that runs pays for it)
    from kg.cli.output import emit, on_terminal, to_json  # noqa: PLC0415

    if settings.store is not None and not files:
        raise UsageError(
            "A store keeps what files say and not their lines. Name the files: kg check FILE."
        )
    result = check_files(files or settings.data, engine)
    if form == "sarif":
        from kg.exports.sarif import to_sarif  # noqa: PLC0415

        emit(json.dumps(to_sarif(result), ensure_ascii=False, indent=2), output)
    elif form == "json":
        emit(to_json(result.to_dict()), output)
    else:
        emit(_text(result, colour=output is None and on_terminal()), output)
    return 0 if result.conforms else 1


def _text(result: CheckResult, *, colour: bool) -> str:
    """Return one line a finding, a blank line between files, and a summary."""
    lines: list[str] = []
    before: str | None = None
    for finding in result.findings:
        if lines and finding.file != before:
            lines.append("")
        before = finding.file
        lines.append(_line(finding, colour=colour))
    if lines:
        lines.append("")
    lines.append(_summary(result))
    return "\n".join(lines)


def _line(finding: Finding, *, colour: bool) -> str:
    import os  # noqa: PLC0415

    from kg.cli.output import cell  # noqa: PLC0415

    severity = finding.severity
    if colour and "NO_COLOR" not in os.environ:
        severity = click.style(severity, fg=_COLOURS[severity])
    place = ":".join(str(part) for part in (finding.file, finding.line) if part is not None)
    return f"{cell(place) or '-'}: {severity}: {finding.rule}: {cell(finding.message)}"


def _summary(result: CheckResult) -> str:
    counts = ", ".join(
        _counted(result.count(severity), noun)
        for severity, noun in (("error", "error"), ("warning", "warning"), ("info", "info"))
    )
    verdict = "conforms" if result.conforms else "does not conform"
    return f"{_counted(len(result.files), 'file')}: {verdict}; {counts}."


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
