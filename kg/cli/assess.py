"""``kg assess``: which incidents a denial covers, and who says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.assessment import Assessment
    from kg.cli.main import Settings


@click.command("assess")
@click.argument("statements", nargs=-1, metavar="[STATEMENT]...")
@click.option(
    "--kind",
    type=click.Choice(("denial", "claim", "all")),
    default="denial",
    show_default=True,
    help="Denials, claims of responsibility (admissions included), or both.",
)
@click.option("--as-of", metavar="DATE", help="Count only what was public by then (UTC).")
@click.option(
    "--without",
    multiple=True,
    metavar="NODE",
    help="Leave out a statement, a source or a link; repeat for several.",
)
@click.option(
    "--all", "all_pairs", is_flag=True, help="Also pairs that nobody speaks of, and outside."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json", "csv", "md")),
    default="table",
    show_default=True,
)
@click.option("-o", "--output", metavar="FILE", help="Write to a file, whole or not at all.")
@click.pass_obj
def command(
    settings: Settings,
    *,
    statements: tuple[str, ...],
    kind: str,
    as_of: str | None,
    without: tuple[str, ...],
    all_pairs: bool,
    form: str,
    output: str | None,
) -> None:
    """Relate denials (or claims of responsibility) to incidents.

    For every pair: do the words cover the incident, and what do others say? Without names: every
    denial of the case.

    \b
    Examples:
      kg assess st-iran-letter-202103-involvement
      kg assess --as-of 2021-02-20 st-khatibzadeh-20210216
      kg assess --kind claim --format csv -o claims.csv
    """
    from kg.cli.output import emit, to_json  # noqa: PLC0415

    assessment = settings.case.assess(
        statements, kind=kind, as_of=as_of, without=without, all_pairs=all_pairs
    )
    if form == "json":
        emit(to_json(assessment.to_dict()), output)
    elif form == "csv":
        from kg.exports.pairs import pairs_csv  # noqa: PLC0415

        emit(pairs_csv(assessment), output)
    else:
        emit(_text(settings, assessment, form, all_pairs, output), output)


def _text(
    settings: Settings, assessment: Assessment, form: str, all_pairs: bool, output: str | None
) -> str:
    from kg.cli.layout import blocks_text  # noqa: PLC0415
    from kg.views.assessment import assessment_blocks  # noqa: PLC0415
    from kg.views.blocks import markdown  # noqa: PLC0415

    blocks = assessment_blocks(settings.case.graph, assessment, all_pairs=all_pairs)
    return markdown(blocks) if form == "md" else blocks_text(blocks, to_file=output is not None)
