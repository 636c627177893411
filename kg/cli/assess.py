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
    from kg.cli.layout import blocks_text  # noqa: PLC0415
    from kg.cli.output import by_ending, emit, to_json  # noqa: PLC0415
    from kg.views.assessment import assessment_blocks  # noqa: PLC0415
    from kg.views.blocks import markdown  # noqa: PLC0415

    assessment = settings.case.assess(
        statements, kind=kind, as_of=as_of, without=without, all_pairs=all_pairs
    )
    form = form or by_ending(output, FORMATS, "table")
    if form == "json":
        emit(to_json(assessment.to_dict()), output)
    elif form == "csv":
        from kg.exports.pairs import pairs_csv  # noqa: PLC0415

        emit(pairs_csv(assessment), output)
    else:
        blocks = assessment_blocks(
            settings.case.graph, assessment, all_pairs=all_pairs, summary=summary
        )
        text = markdown(blocks) if form == "md" else blocks_text(blocks, to_file=output is not None)
        emit(text, output)
