"""``kg history``: how the results of a denial changed from date to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import options

if TYPE_CHECKING:
    from kg.cli.main import Settings

FORMATS = ("table", "json", "md")


@click.command("history")
@click.argument("statement", metavar="DENIAL")
@click.argument("incident", metavar="[INCIDENT]", required=False)
@click.option(
    "--kind",
    type=click.Choice(("denial", "claim")),
    help="What to take the statement for, if it is both. Default: a denial.",
)
@options.without
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: what the ending of the output file says, else table.",
)
@options.output
@click.pass_obj
def command(
    settings: Settings,
    *,
    statement: str,
    incident: str | None,
    kind: str | None,
    without: tuple[str, ...],
    form: str | None,
    output: str | None,
) -> None:
    """Show how a result changed from date to date, and which statement changed it.

    Dates are the days on which statements became public. Without an incident: every one that the
    denial (or claim) reaches with a verdict on some day.

    \b
    Examples:
      kg history st-iran-letter-202103-involvement
      kg history st-iran-letter-202103-involvement saladin-convoy-2020-07-15
      kg history st-iran-s-2020-81 --format json
    """
    from kg.cli.layout import blocks_text  # noqa: PLC0415
    from kg.cli.output import by_ending, emit, to_json  # noqa: PLC0415
    from kg.views.blocks import markdown  # noqa: PLC0415
    from kg.views.history import history_blocks  # noqa: PLC0415

    found = settings.case.history(statement, incident, kind=kind, without=without)
    form = form or by_ending(output, FORMATS, "table")
    if form == "json":
        emit(to_json(found.to_dict()), output)
    else:
        blocks = history_blocks(settings.case.graph, found)
        text = markdown(blocks) if form == "md" else blocks_text(blocks, to_file=output is not None)
        emit(text, output)
