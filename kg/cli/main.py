"""The command ``kg``: options that every command shares, and the list of commands.

Commands live in a module each and are imported when they are called, so that ``kg --help`` is as
fast as click itself. Library errors become messages and exit codes here and nowhere else.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import importlib
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import click

from kg import __version__
from kg.errors import InputError, KgError, UsageError

if TYPE_CHECKING:
    from kg.case import Case
    from kg.graph import Graph

# name: (module that defines `command`, one line for --help)
COMMANDS: dict[str, tuple[str, str]] = {
    "info": ("kg.cli.info", "Show what is loaded."),
    "check": ("kg.cli.check", "Check data for errors, with file and line."),
    "query": ("kg.cli.query", "Run a named query, a file, or standard input."),
    "assess": ("kg.cli.assess", "Which incidents does a denial cover, and who says otherwise?"),
    "why": ("kg.cli.why", "The chain of words behind one denial and one incident."),
    "history": ("kg.cli.history", "How a verdict changed from date to date, and by what."),
    "report": ("kg.cli.report", "A document to hand on: HTML, Markdown, JSON and more."),
    "conflicts": ("kg.cli.conflicts", "What does not fit together, each with both sides."),
    "network": ("kg.cli.network", "Who is tied to whom, in whose words."),
    "paths": ("kg.cli.paths", "All chains from an incident to an actor, and what they hang on."),
    "sequences": ("kg.cli.sequences", "Attack, denial, attack: the time between, and chance."),
    "origins": ("kg.cli.origins", "Where words come from, and how independent they are."),
    "graph": ("kg.cli.graph", "One page to look at: denials, incidents, what stands behind."),
    "load": ("kg.cli.load", "Build a store: load once, ask often."),
    "archive": ("kg.cli.archive", "Keep copies of sources; check quotations against them."),
}

_MOST_UNREAD = 5  # a wrong prefix makes every term a stranger


# What writing to a stream can say: the disk is full, or the device is gone.
_OUTLET_ERRORS = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF))


@dataclass
class Settings:
    """What the options before the command say; the case is opened when it is first needed."""

    data: tuple[str, ...]
    quiet: bool
    store: str | None = None

    @cached_property
    def case(self) -> Case:
        """The case that the options name."""
        from kg.case import Case  # noqa: PLC0415

        case = Case.open(*self.data, store=self.store)
        if (self.data or self.store) and not self.quiet:
            self.warn_of_unread(case.graph)
        return case

    def warn_of_unread(self, graph: Graph) -> None:
        """Say which terms of the user's files nothing reads; results would lack them silently."""
        from kg.checks.unread import undeclared_terms  # noqa: PLC0415

        found = undeclared_terms(graph)
        for each in found[:_MOST_UNREAD]:
            self.warn(f"{each} kg check {each.file} shows more.")
        if len(found) > _MOST_UNREAD:
            self.warn(f"and {len(found) - _MOST_UNREAD} more.")

    def warn(self, message: str) -> None:
        """Say in one line what a result may lack; what files say is shown safely."""
        from kg.loaders.characters import neutralise  # noqa: PLC0415

        self.say(f"kg: {neutralise(message)}")

    def say(self, message: str) -> None:
        """Tell the user something on standard error, unless asked to be quiet."""
        if not self.quiet:
            click.echo(message, err=True)


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    multiple=True,
    metavar="FILE",
    help="Turtle, TriG, N-Triples, N-Quads or JSON-LD; '-' is standard input. "
    "Repeat for several. Default: the case that ships.",
)
@click.option(
    "--store",
    metavar="DIR|URL",
    help="A store that kg load made, or a SPARQL endpoint, instead of --data.",
)
@click.option("--quiet", is_flag=True, help="No messages on standard error but errors.")
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def cli(ctx: click.Context, data: tuple[str, ...], store: str | None, quiet: bool) -> None:
    """Who denies what, who says otherwise, and in which words.

    \b
    Start here:
      kg assess                                    every denial of the case that ships
      kg why st-rendering-presstv asad-erbil-missiles-2020-01-08
      kg query --list                              questions that have a query
    """
    if data and store is not None:
        raise UsageError("Name files (--data) or a store (--store), not both.")
    ctx.obj = Settings(data=data, quiet=quiet, store=store)


def run() -> None:
    """Run the command line; the entry point of the console script."""
    _open_closed_streams()
    # A command is short-lived and makes many small objects, hardly any of them in circles: looking
    # for circles less often saves a tenth of the time of a large case.
    gc.set_threshold(50_000, 20, 50)
    try:
        code = cli.main(standalone_mode=False)
    except KgError as error:
        _fail(str(error), error.exit_code)
    except click.ClickException as error:
        told = _with_its_place(error) if isinstance(error, click.NoSuchOption) else error
        told.show()
        sys.exit(error.exit_code)
    except click.Abort:
        _fail("Stopped.", 130)
    except SystemExit as error:
        # click ends with 1 when whoever read has gone (`kg assess | head`), which is no failure.
        sys.exit(0 if error.code == 1 else error.code)
    except RecursionError:
        too_deep = InputError("The input is nested too deeply to be read.")
        _fail(str(too_deep), too_deep.exit_code)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _OUTLET_ERRORS:
            _fail(f"Standard output cannot be written: {error.strerror}.", KgError.exit_code)
        from kg.stores import damage  # noqa: PLC0415 (as commands)

        if damaged := damage(error):
            _fail(str(damaged), damaged.exit_code)
        if "KG_TRACEBACK" in os.environ:
            raise
        _fail(
            f"Something is wrong in kg itself ({type(error).__name__}: {error}). "
            "Please report it with what KG_TRACEBACK=1 shows.",
            KgError.exit_code,
        )
    sys.exit(code if isinstance(code, int) else 0)


def _with_its_place(error: click.NoSuchOption) -> click.NoSuchOption:
    """Say of an option of `kg` itself that it comes before the command."""
    own = {name: option for option in cli.params for name in option.opts}
    option, context = own.get(error.option_name), error.ctx
    if option is None or context is None or context is context.find_root():
        return error
    value = "" if isinstance(option, click.Option) and option.is_flag else " ..."
    place = f"It stands before the command: kg {error.option_name}{value} {context.info_name}"
    return click.NoSuchOption(error.option_name, f"{error.message} {place}", ctx=context)


def _open_closed_streams() -> None:
    """Put something in place of streams that whoever started us closed (`kg info >&-`).

    Reading finds nothing; writing fails as on any file that is open for reading.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "w" if name == "stderr" else "r"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


def _fail(message: str, code: int) -> None:
    from kg.loaders.characters import neutralise  # noqa: PLC0415

    # What a user typed or a file says may be meant for the terminal; line breaks are ours.
    shown = "\n".join(neutralise(line) for line in message.split("\n"))
    click.echo(f"kg: {shown}", err=True)
    _drop_what_cannot_be_written()
    sys.exit(code)


def _drop_what_cannot_be_written() -> None:
    """Empty the buffer of standard output, so that Python does not fail on it again at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError):  # a stream that is no file has nothing to be replaced
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
