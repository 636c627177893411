"""``kg archive``: local copies of sources, and whether quotations still stand in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.archive import Archive
    from kg.cli.main import Settings

_DEFAULT = "archive"


_in_folder = click.option(
    "--dir",
    "folder",
    envvar="KG_ARCHIVE",
    metavar="DIR",
    help=f"Folder of the copies. Default: $KG_ARCHIVE, else '{_DEFAULT}' in the working directory.",
)
_to_file = click.option(
    "-o", "--output", metavar="FILE", help="Write to a file, whole or not at all."
)


def _archive(settings: Settings, folder: str | None, *, must_exist: bool = False) -> Archive:
    # A folder that was named and is not there is a slip; the usual one has not been made yet.
    return settings.case.archive(folder or _DEFAULT, must_exist=must_exist and bool(folder))


@click.group("archive")
def command() -> None:
    """Keep local copies of sources, and check quotations against them.

    Copies lie in a folder of yours under the SHA-256 of their bytes: --dir, else $KG_ARCHIVE, else
    'archive' in the working directory. Nothing is uploaded, nothing is downloaded, and no copy is
    ever changed or overwritten.

    \b
    Examples:
      kg archive list
      kg archive list --missing
      kg archive verify
    """


@command.command("add", short_help="Keep a copy of what was read.")
@click.argument("source", metavar="SOURCE")
@click.argument("file", metavar="FILE")
@_in_folder
@click.option(
    "--accessed",
    metavar="DATETIME",
    help="When it was read (ISO 8601; UTC if it has no offset). Default: now.",
)
@click.option("--address", metavar="URL", help="Where it was read.")
@click.option(
    "--charset",
    metavar="NAME",
    help="How its text is encoded, such as windows-1256, if the file does not say.",
)
@click.option(
    "--excerpt",
    is_flag=True,
    help="It is only a part of the source: words that are not in it are not missing.",
)
@click.pass_obj
def add(
    settings: Settings,
    *,
    source: str,
    file: str,
    folder: str | None,
    accessed: str | None,
    address: str | None,
    charset: str | None,
    excerpt: bool,
) -> None:
    """Keep a byte-for-byte copy of what was read.

    Quotations are looked up in text, HTML and PDF; of anything else only the hash is checked. A
    source may have several copies, and several sources may share one.

    \b
    Example:
      kg archive add jpost-20210316 article.html --accessed 2021-03-16T09:30:00Z
    """
    from kg.cli.layout import lines_text  # noqa: PLC0415
    from kg.cli.output import emit  # noqa: PLC0415
    from kg.views.archive import added_lines  # noqa: PLC0415

    added = _archive(settings, folder).add(
        source, file, accessed=accessed, address=address, charset=charset, excerpt=excerpt
    )
    emit(lines_text(added_lines(settings.case.graph, added)))


@command.command("verify", short_help="Check hashes and quotations.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@_in_folder
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@_to_file
@click.pass_obj
def verify(
    settings: Settings,
    *,
    sources: tuple[str, ...],
    folder: str | None,
    form: str,
    output: str | None,
) -> int:
    """Check every hash against its file, and every quotation against the copies of its source.

    A quotation is exact, normalised (but for white space, quotation marks, dashes and forms of
    letters), near (shown beside the nearest words) or missing. Exits with 1 if a copy changed or is
    gone, or a quotation is missing. Sources without a copy are only counted.

    \b
    Examples:
      kg archive verify
      kg archive verify jpost-20210316 --format json
    """
    from kg.cli.layout import blocks_text  # noqa: PLC0415
    from kg.cli.output import emit, to_json  # noqa: PLC0415
    from kg.views.archive import verification_blocks  # noqa: PLC0415

    checked = _archive(settings, folder, must_exist=True).verify(sources)
    if form == "json":
        emit(to_json(checked.to_dict()), output)
    else:
        blocks = verification_blocks(settings.case.graph, checked)
        emit(blocks_text(blocks, to_file=output is not None), output)
    return 0 if checked.holds else 1


@command.command("import", short_help="Take over auto-archiver's CSV.")
@click.argument("file", metavar="FILE.csv")
@_in_folder
@click.option(
    "--files",
    metavar="DIR",
    help="Folder that the paths in the list start from. Default: the folder of the list.",
)
@click.pass_obj
def import_(settings: Settings, *, file: str, folder: str | None, files: str | None) -> int:
    """Take over hashes and places from auto-archiver's CSV output.

    Rows belong to the sources that have their address. What lies elsewhere is recorded with its
    hash; a file that lies below the list, and has the hash that it states, is kept too. Rows of no
    source are listed. Exits with 1 if a file or a row is not as it should be.

    \b
    Examples:
      kg archive import db.csv
      kg archive import db.csv --files local_archive
    """
    from kg.cli.layout import blocks_text  # noqa: PLC0415
    from kg.cli.output import emit  # noqa: PLC0415
    from kg.views.archive import imported_blocks  # noqa: PLC0415

    done = _archive(settings, folder).import_csv(file, files=files)
    emit(blocks_text(imported_blocks(settings.case.graph, done)))
    return 1 if done.findings else 0


@command.command("list", short_help="What is kept, and what is not.")
@_in_folder
@click.option("--missing", is_flag=True, help="Name the sources that have quotations and no copy.")
@click.option(
    "--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True
)
@_to_file
@click.pass_obj
def list_(
    settings: Settings, *, folder: str | None, missing: bool, form: str, output: str | None
) -> None:
    """List what is kept, and count the sources that have quotations and no copy.

    \b
    Examples:
      kg archive list
      kg archive list --missing
      kg archive list --format json
    """
    from kg.cli.layout import blocks_text  # noqa: PLC0415
    from kg.cli.output import emit, to_json  # noqa: PLC0415
    from kg.views.archive import kept_blocks  # noqa: PLC0415

    kept = _archive(settings, folder, must_exist=True).kept()
    if form == "json":
        emit(to_json(kept.to_dict()), output)
    else:
        blocks = kept_blocks(settings.case.graph, kept, missing=missing)
        emit(blocks_text(blocks, to_file=output is not None), output)
