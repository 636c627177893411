"""``kg graph``: the interactive page of a case."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.cli.main import Settings


DEFAULT = "kg-graph.html"


@click.command("graph")
@click.option("--focus", metavar="NODE", help="Only what is near this node.")
@click.option(
    "--depth",
    type=click.IntRange(min=0),
    metavar="N",
    help="With --focus: within so many steps of it.  [default: 1]",
)
@click.option("--as-of", metavar="DATE", help="Show only what was public by then (UTC).")
@click.option(
    "--format",
    "form",
    type=click.Choice(("html", "json")),
    help="Default: what the ending of the output file says, else html.",
)
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to a file, whole or not at all; '-' is standard output.  "
    "[default: kg-graph.html, or standard output where that is no terminal]",
)
@click.pass_obj
def command(
    settings: Settings,
    *,
    focus: str | None,
    depth: int | None,
    as_of: str | None,
    form: str | None,
    opened: bool,
    output: str | None,
) -> None:
    """Make a page to look at the case: denials, incidents, and what stands behind each verdict.

    The page is one HTML file that needs no network and no server. What it holds is described in
    docs/page-format.md; --format json gives the same data without the page.

    \b
    Examples:
      kg graph -o graph.html
      kg graph --focus erbil-2021-02-15 -o erbil.html
      kg graph --focus st-iran-letter-202103-involvement --depth 2 --as-of 2021-03-31 -o letter.html
      kg graph --format json -o graph.json
    """
    from kg.cli.output import emit, to_json  # noqa: PLC0415
    from kg.page import page, scene  # noqa: PLC0415
    from kg.page.scene import DEPTH  # noqa: PLC0415

    form = form or _by_ending(output)
    if depth is not None and focus is None:
        raise UsageError("--depth counts steps from a node: name one with --focus.")
    if opened and (form == "json" or output == "-"):
        raise UsageError("--open needs a page in a file: leave out '-o -' and '--format json'.")
    if output is None and form == "html" and (opened or sys.stdout.isatty()):
        output = DEFAULT
    made = scene(
        settings.case.graph, focus=focus, depth=DEPTH if depth is None else depth, as_of=as_of
    )
    emit(to_json(made.to_dict()) if form == "json" else page(made), output)
    if output == DEFAULT:
        settings.say(f"{DEFAULT}: {len(made.nodes)} nodes. Open it in a browser.")
    if opened and output is not None:
        _open(settings, output)


def _by_ending(output: str | None) -> str:
    from kg.cli.output import by_ending  # noqa: PLC0415

    ending = Path(output or "").suffix.lower()
    if ending and ending not in {".html", ".htm", ".json"}:
        raise UsageError(
            f"Nothing writes '{ending}'. A graph can be written as .html, .json; the page saves "
            "pictures (PNG, SVG) and lists (CSV) of what it shows."
        )
    return by_ending(output, ("html", "json"), "html")


def _open(settings: Settings, output: str) -> None:
    import webbrowser  # noqa: PLC0415 (only who opens a page needs it)

    if not webbrowser.open(Path(output).resolve().as_uri()):
        settings.warn(f"No browser was found. Open {output} in one.")
