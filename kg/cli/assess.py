"""``kg assess``: which incidents a denial covers, and who says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import options

if TYPE_CHECKING:
    from kg.cli.main import Settings


FORMATS = ("table", "json", "csv", "md")


@click.command("assess")
@click.argument("statements", nargs=-1, metavar="[STATEMENT]...")
@click.option(
    "--kind",
    type=click.Choice(("denial", "claim", "all")),
    default="denial",
    show_default=True,
    help="Denials, claims of responsibility (admissions included), or both.",
)
@options.as_of
@options.without
@click.option(
    "--all", "all_pairs", is_flag=True, help="Also pairs that nobody speaks of, and outside."
)
@click.option("--summary", is_flag=True, help="Only a row for each statement.")
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
    statements: tuple[str, ...],
    kind: str,
    as_of: str | None,
    without: tuple[str, ...],
    all_pairs: bool,
    summary: bool,
    form: str | None,
    output: str | None,
) -> None:
    """Relate denials (or claims of responsibility) to incidents.

    For every pair: do the words cover the incident, and what do others say? Without names: every
    denial of the case.

    \b
    Examples:
      kg assess st-iran-letter-202103-involvement
      kg assess --as-of 2021-02-20 st-khatibzadeh-20210216
      kg assess --summary
      kg assess --kind claim -o claims.csv
    """
    from kg.cli.output import by_ending, emit, emit_json_object, emit_parts  # noqa: PLC0415

    case = settings.case
    form = form or by_ending(output, FORMATS, "table")
    running = case.assess_each(
        statements, kind=kind, as_of=as_of, without=without, all_pairs=all_pairs
    )
    if form == "json":
        emit_json_object(running.to_dict(), output)
    elif form == "csv":
        from kg.exports.pairs import csv_rows  # noqa: PLC0415

        emit_parts(csv_rows(running.pairs), output)
    else:
        from kg.cli.layout import blocks_text  # noqa: PLC0415
        from kg.views.assessment import assessment_blocks  # noqa: PLC0415
        from kg.views.blocks import markdown  # noqa: PLC0415
        from kg.views.summary import summary_block  # noqa: PLC0415

        blocks = (
            (summary_block(case.graph, running),)
            if summary
            else assessment_blocks(case.graph, running.whole(), all_pairs=all_pairs)
        )
        text = markdown(blocks) if form == "md" else blocks_text(blocks, to_file=output is not None)
        emit(text, output)
