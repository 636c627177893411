"""``kg info``: what is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import options

if TYPE_CHECKING:
    from kg.cli.main import Settings
    from kg.info import Info


@click.command(name="info")
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="How to show it.",
)
@options.output
@click.pass_obj
def command(settings: Settings, *, form: str, output: str | None) -> None:
    """Show what is loaded: files, triples, nodes by class, statements by kind.

    \b
    Examples:
      kg info
      kg --data mine.ttl info --format json
    """
    from kg.cli.output import emit, to_json  # noqa: PLC0415 (only a command that runs pays)

    info = settings.case.info()
    emit(to_json(info.to_dict()) if form == "json" else _tables(info, output), output)


def _tables(info: Info, output: str | None) -> str:
    from kg.cli.output import table  # noqa: PLC0415

    terminal = False if output else None
    parts = [
        table(("file",), [(name,) for name in info.files], to_terminal=terminal),
        f"sha256  {info.sha256}\ntriples {info.triples}\n",
        table(("what", "count"), list(info.counts.items()), right=("count",), to_terminal=terminal),
    ]
    if info.statement_kinds:
        kinds = list(info.statement_kinds.items())
        parts.append(
            table(("statement kind", "count"), kinds, right=("count",), to_terminal=terminal)
        )
    return "\n".join(parts)
