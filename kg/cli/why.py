"""``kg why``: the words behind one pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import options

if TYPE_CHECKING:
    from kg.cli.main import Settings


@click.command("why")
@click.argument("statement", metavar="DENIAL")
@click.argument("incident", metavar="INCIDENT")
@options.as_of
@options.without
@click.option(
    "--party", metavar="ACTOR", help="Whose part, where the statement speaks for several."
)
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@options.output
@click.pass_obj
def command(
    settings: Settings,
    *,
    statement: str,
    incident: str,
    as_of: str | None,
    without: tuple[str, ...],
    party: str | None,
    form: str,
    output: str | None,
) -> None:
    """Show the chain of words behind one denial (or claim) and one incident.

    \b
    Examples:
      kg why st-rendering-presstv asad-erbil-missiles-2020-01-08
      kg why st-iran-letter-202103-involvement erbil-2021-02-15 --format json
    """
    from kg.cli.layout import lines_text  # noqa: PLC0415
    from kg.cli.output import emit, to_json  # noqa: PLC0415
    from kg.views.why import explanation_lines  # noqa: PLC0415

    explanation = settings.case.why(statement, incident, as_of=as_of, without=without, party=party)
    if form == "json":
        emit(to_json(explanation.to_dict()), output)
    else:
        lines = explanation_lines(settings.case.graph, explanation)
        emit(lines_text(lines, to_file=output is not None), output)
