"""``kg network``: who is tied to whom, in whose words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import options

if TYPE_CHECKING:
    from kg.cli.main import Settings


FORMATS = ("table", "json", "graphml", "gexf")


@click.command("network")
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
    as_of: str | None,
    without: tuple[str, ...],
    form: str | None,
    output: str | None,
) -> None:
    """Show who is tied to whom, in whose words.

    Actors, and what is said between them: sponsorship, identity, accusation, claim, denial; organs
    and members as the data record them. The table has the counts and measures with what they
    mean; JSON, GraphML and GEXF have every edge with its statements.

    \b
    Examples:
      kg network
      kg network --as-of 2021-03-01
      kg network -o network.graphml
      kg network --without st-winep-20210224 --format json
    """
    from kg.cli.layout import blocks_text  # noqa: PLC0415
    from kg.cli.output import by_ending, emit, to_json  # noqa: PLC0415

    network = settings.case.network(as_of=as_of, without=without)
    form = form or by_ending(output, FORMATS, "table")
    if form == "json":
        emit(to_json(network.to_dict()), output)
    elif form == "table":
        from kg.views.network import network_blocks  # noqa: PLC0415

        blocks = network_blocks(settings.case.graph, network)
        emit(blocks_text(blocks, to_file=output is not None), output)
    else:
        from kg.exports.network import WRITERS  # noqa: PLC0415

        emit(WRITERS[form](network), output)
