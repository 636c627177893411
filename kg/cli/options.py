"""Options that several commands share, each in one wording."""

from __future__ import annotations

import click

as_of = click.option("--as-of", metavar="DATE", help="Count only what was public by then (UTC).")
without = click.option(
    "--without",
    multiple=True,
    metavar="NODE",
    help="Leave out a statement, a source or a link; repeat for several.",
)
output = click.option(
    "-o", "--output", metavar="FILE", help="Write to a file, whole or not at all."
)
