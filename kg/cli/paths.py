"""``kg paths``: all chains from an incident to an actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import options

if TYPE_CHECKING:
    from kg.cli.main import Settings


FORMATS = ("table", "json", "md")


@click.command("paths")
@click.argument("incident", metavar="INCIDENT")
@click.argument("actor", metavar="ACTOR")
@options.as_of
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
    incident: str,
    actor: str,
    as_of: str | None,
    without: tuple[str, ...],
    form: str | None,
    output: str | None,
) -> None:
    """Show all chains from an incident to an actor, and what each hangs on.

    Whom do statements name in the incident, and which affirmed links lead on from there? Each hop
    with the words that carry it and those that deny it; each chain with its weakest hop. The chain
    whose weakest hop is firmest comes first.

    \b
    Examples:
      kg paths erbil-2021-02-15 iran
      kg paths erbil-2021-02-15 irgc-qf --as-of 2021-03-01
      kg paths k1-2019-12-27 iran --format md -o k1.md
    """
    from kg.cli.layout import blocks_text  # noqa: PLC0415
    from kg.cli.output import by_ending, emit, to_json  # noqa: PLC0415
    from kg.views.blocks import markdown  # noqa: PLC0415
    from kg.views.paths import paths_blocks  # noqa: PLC0415

    found = settings.case.paths(incident, actor, as_of=as_of, without=without)
    form = form or by_ending(output, FORMATS, "table")
    if form == "json":
        emit(to_json(found.to_dict()), output)
        return
    blocks = paths_blocks(settings.case.graph, found)
    emit(
        markdown(blocks) if form == "md" else blocks_text(blocks, to_file=output is not None),
        output,
    )
