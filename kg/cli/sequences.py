"""``kg sequences``: attack, denial, attack, compared with chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import options

if TYPE_CHECKING:
    from kg.cli.main import Settings


FORMATS = ("table", "json", "md")


@click.command("sequences")
@click.option("--party", metavar="ACTOR", help="Only denials of this actor's party.")
@click.option(
    "--within",
    metavar="TIME",
    default="24h",
    show_default=True,
    help="How soon an attack counts as following: hours or days (36h, 2d).",
)
@click.option(
    "--permutations",
    type=click.IntRange(1, 1_000_000),
    default=1_999,
    show_default=True,
    help="Most arrangements of the dates to compare with.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Of the random arrangements.")
@options.as_of
@click.option(
    "--without",
    multiple=True,
    metavar="NODE",
    help="Leave out a statement or a source; repeat for several.",
)
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
    party: str | None,
    within: str,
    permutations: int,
    seed: int,
    as_of: str | None,
    without: tuple[str, ...],
    form: str | None,
    output: str | None,
) -> None:
    """Show what happened before and after each denial, and how that compares with chance.

    For each denial the last attack before it and the next one after it of the sort that its words
    are about (kind, target and place; time left aside), with the time between, and whether one
    followed within a day. Then: how often that would happen if denials and attacks had nothing to
    do with each other.

    \b
    Examples:
      kg sequences
      kg sequences --party iran --within 7d
      kg sequences --party kataib-hezbollah --format json
    """
    from kg.cli.layout import blocks_text  # noqa: PLC0415
    from kg.cli.output import by_ending, emit, to_json  # noqa: PLC0415
    from kg.views.blocks import markdown  # noqa: PLC0415
    from kg.views.sequences import sequences_blocks  # noqa: PLC0415

    found = settings.case.sequences(
        party=party,
        within=within,
        permutations=permutations,
        seed=seed,
        as_of=as_of,
        without=without,
    )
    form = form or by_ending(output, FORMATS, "table")
    if form == "json":
        emit(to_json(found.to_dict()), output)
        return
    blocks = sequences_blocks(settings.case.graph, found)
    emit(
        markdown(blocks) if form == "md" else blocks_text(blocks, to_file=output is not None),
        output,
    )
