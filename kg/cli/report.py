"""``kg report``: a document to hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import options

if TYPE_CHECKING:
    from kg.cli.main import Settings


@click.command("report")
@click.argument("denials", nargs=-1, metavar="[DENIAL]...")
@options.as_of
@options.without
@click.option(
    "--date", metavar="DATE", help="The date it bears. Default: the last publication in it."
)
@click.option(
    "--ach",
    metavar="FILE",
    help="Add a matrix of statements and hypotheses, as a TOML file of yours judges them.",
)
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    help="Default: what the ending of the output file says, else md.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to a file, whole or not at all: .html, .md, .json, .pdf, .jsonld, .ttl, "
    ".csl.json (citations).",
)
@click.pass_obj
def command(
    settings: Settings,
    *,
    denials: tuple[str, ...],
    as_of: str | None,
    without: tuple[str, ...],
    date: str | None,
    ach: str | None,
    form: str | None,
    output: str | None,
) -> None:
    """Write a report on denials: what they say, how far they reach, who says otherwise.

    Every sentence about the case names the statements that it rests on. Without names: every
    denial of the case.

    \b
    Examples:
      kg report st-kss-20210303
      kg report st-iran-letter-202103-involvement st-rendering-presstv -o letter.html
      kg report --as-of 2021-03-16 st-kss-20210303 -o then.json
      kg report st-kh-20210223 -o kh.pdf
      kg report st-kss-20210303 -o sources.csl.json
    """
    from kg.cli.output import emit, write_file  # noqa: PLC0415
    from kg.report.registry import BINARY, ending_of, known, write  # noqa: PLC0415

    file = None if output == "-" else output
    # Before any work: a format that nobody writes is known at once.
    ending = known(form or (ending_of(file) if file is not None else "md"))
    if file is None and ending in BINARY:
        raise click.UsageError(f"A .{ending} file is no text: name it with -o FILE.{ending}.")
    document = settings.case.report(denials, as_of=as_of, without=without, date=date, ach=ach)
    content = write(document, ending)
    if file is None:
        emit(content.decode(), None)
    else:
        write_file(file, content)
