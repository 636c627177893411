"""``kg conflicts``: what does not fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import options

if TYPE_CHECKING:
    from kg.cli.main import Settings


FORMATS = ("table", "json", "md")
# The registry names the same; reading it from there would load the rules for `--help`.
KINDS = ("detail", "rendering", "self", "attribution", "link", "order", "source", "citation")


@click.command("conflicts")
@click.argument("node", required=False, metavar="[NODE]")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help="Only this kind; repeat for several.",
)
@options.as_of
@options.without
@click.option(
    "--full", is_flag=True, help="Every side of every conflict, also where no node is named."
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
    node: str | None,
    kinds: tuple[str, ...],
    as_of: str | None,
    without: tuple[str, ...],
    full: bool,
    form: str | None,
    output: str | None,
) -> None:
    """Show what does not fit together, each with both sides, their words, sources and origins.

    NODE is an incident, a statement, a source or an actor: then every side of what it has a part
    in. Without it: one line for each conflict of the case; --full has all of them. JSON is always
    complete.

    \b
    Examples:
      kg conflicts
      kg conflicts erbil-2021-02-15
      kg conflicts --kind order --kind citation --full
      kg conflicts erbil-2021-02-15 --kind detail --as-of 2021-02-20
      kg conflicts --format json -o conflicts.json
    """
    from kg.cli.layout import blocks_text  # noqa: PLC0415
    from kg.cli.output import by_ending, emit, emit_json_list  # noqa: PLC0415
    from kg.views.blocks import markdown  # noqa: PLC0415
    from kg.views.conflicts import conflicts_blocks  # noqa: PLC0415

    found = settings.case.conflicts(node, kinds=kinds, as_of=as_of, without=without)
    form = form or by_ending(output, FORMATS, "table")
    if form == "json":
        emit_json_list((conflict.to_dict() for conflict in found), output)
        return
    blocks = conflicts_blocks(
        settings.case.graph,
        found,
        full=full or node is not None,
        whole=form == "md",
        as_of=as_of,
        without=without,
    )
    text = markdown(blocks) if form == "md" else blocks_text(blocks, to_file=output is not None)
    emit(text, output)
