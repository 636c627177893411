"""``kg origins``: where words come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import options

if TYPE_CHECKING:
    from kg.cli.main import Settings


@click.command("origins")
@click.argument("node", required=False, metavar="[NODE]")
@options.as_of
@click.option(
    "--without",
    multiple=True,
    metavar="NODE",
    help="Leave out a statement or a source; repeat for several.",
)
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@options.output
@click.pass_obj
def command(
    settings: Settings,
    *,
    node: str | None,
    as_of: str | None,
    without: tuple[str, ...],
    form: str,
    output: str | None,
) -> None:
    """Show where words come from: which sources carry them, and from how many roots.

    NODE is a statement (how its words came to us), an incident (who is said to have had a part in
    it) or a proposition (who affirms and who denies it). Without it: every statement that stands
    in sources of which one copies another, and circular reporting.

    \b
    Examples:
      kg origins st-iran-letter-202103-involvement
      kg origins erbil-2021-02-15
      kg origins erbil-2021-02-15 --as-of 2021-02-28
      kg origins px-iran-kh --format json
    """
    from kg.cli.layout import lines_text  # noqa: PLC0415
    from kg.cli.output import emit, to_json  # noqa: PLC0415
    from kg.views.origins import origins_lines  # noqa: PLC0415

    result = settings.case.origins(node, as_of=as_of, without=without)
    if form == "json":
        emit(to_json(result.to_dict()), output)
    else:
        lines = origins_lines(settings.case.graph, result)
        emit(lines_text(lines, to_file=output is not None), output)
