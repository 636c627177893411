"""``kg load``: build a store."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.cli.main import Settings
    from kg.stores import Manifest, Step


@click.command(name="load")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--store", "target", metavar="DIR|URL", help="Where to: a new folder, a store, an endpoint."
)
@click.option(
    "--update",
    metavar="URL",
    help="Where an endpoint takes updates. Default: its address with 'update' for 'query' at the "
    "end, or the same.",
)
@options.output
@click.pass_obj
def command(
    settings: Settings,
    *,
    files: tuple[str, ...],
    target: str | None,
    update: str | None,
    output: str | None,
) -> None:
    """Build a store of files: they are parsed once, and every command opens it in no time.

    N-Triples and N-Quads may be of any size; the others up to 512 MiB. Files may be packed with
    gzip, bzip2 or zstd. The tables of the assessment are made on the way. What is in the folder
    before stays whole until the new store is, also if the load is killed. kg check FILE finds
    more errors in the data than this does.

    At a SPARQL endpoint the data, the ontology and what is derived become graphs of their own, by
    SPARQL Update. KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN, open it.

    \b
    Examples:
      kg load mine.ttl --store mine.store
      kg --store mine.store assess
      kg load events-1.nt.gz events-2.nt.bz2 --store events.store
    """
    from kg.cli.output import emit  # noqa: PLC0415 (only a command that runs pays for it)
    from kg.stores import is_address, load, load_remote, open_any  # noqa: PLC0415

    home = target if target is not None else settings.store
    if home is None:
        raise UsageError("Where to? kg load FILE --store DIR.")
    if settings.data:
        raise UsageError("Name the files after load, without --data.")
    shown = Shown() if sys.stderr.isatty() and not settings.quiet else None
    try:
        if is_address(home):
            count = load_remote(files, home, shown, update=update)
            text = f"{home}: {count:,} triples of {_counted(len(files))}."
        else:
            text = _summary(load(files, home, shown), home)
    finally:
        if shown is not None:
            shown.clear()
    if not settings.quiet:
        settings.warn_of_unread(open_any(home))
    emit(text, output)


def _summary(manifest: Manifest, home: str) -> str:
    return (
        f"{home}: {manifest.triples:,} triples of {_counted(len(manifest.files))}, "
        f"{sum(each.rows for each in manifest.tables.values()):,} rows in "
        f"{len(manifest.tables)} tables."
    )


def _counted(files: int) -> str:
    return f"{files} file{'s' * (files > 1)}"


class Shown:
    """One line on a terminal that says how far a load has come."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._last = 0.0
        self._name = ""

    def __call__(self, step: Step) -> None:
        now = time.monotonic()
        if now - self._last < _BETWEEN and step.name == self._name:
            return
        self._last, self._name = now, step.name
        self._show(_line(step, now - self._begun))

    def clear(self) -> None:
        """Leave nothing of it."""
        self._show("")

    def _show(self, text: str) -> None:
        click.echo(f"\r\x1b[K{text}", nl=False, err=True)


_BETWEEN = 0.2  # seconds
_MB = 1_000_000
_WORDS = {"deriving": "deriving the kinds of statements", "tables": "making the tables"}


def _line(step: Step, seconds: float) -> str:
    """Say bytes, triples, their rate, and the time that is left."""
    rate = f"{step.triples / seconds:,.0f}/s" if seconds > 1 else ""
    if step.name == "sending":
        return f"{step.bytes:,} of {step.of:,} triples sent"
    if step.name != "reading":
        return _WORDS[step.name]
    of = f" of {step.of / _MB:,.0f}" if step.of is not None else ""
    parts = [f"{step.bytes / _MB:,.0f}{of} MB", f"{step.triples:,} triples", rate]
    if step.of and step.bytes and seconds > 1:
        left = seconds * (step.of - step.bytes) / step.bytes
        parts.append(f"{left:,.0f} s left to read")
    return ", ".join(part for part in parts if part)
