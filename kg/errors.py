"""What can go wrong, as types that carry the objects and say what to do.

Library code raises these; only the command line turns them into a message and an exit code.
"""

from __future__ import annotations

from collections.abc import Sequence


class KgError(Exception):
    """Base of every error that is meant for people."""

    exit_code = 3


class UsageError(KgError):
    """A name, option or parameter that means nothing here."""

    exit_code = 2


class UnknownNameError(UsageError):
    """A node, query or code that does not exist, with the nearest that do."""

    def __init__(self, what: str, name: str, nearest: Sequence[str] = ()) -> None:
        self.what = what
        self.name = name
        self.nearest = tuple(nearest)
        hint = f" Nearest: {', '.join(self.nearest)}." if self.nearest else ""
        super().__init__(f"There is no {what} named '{name}'.{hint}")


class AmbiguousNameError(UsageError):
    """A short name that fits several nodes."""

    def __init__(self, name: str, matches: Sequence[str]) -> None:
        self.name = name
        self.matches = tuple(matches)
        super().__init__(
            f"'{name}' fits several nodes; name one in full: {', '.join(self.matches)}."
        )


class InputError(KgError):
    """A file or endpoint that cannot be read or parsed, with the place where it is known.

    Parameters
    ----------
    message
        What is wrong and what to do about it, one or two sentences.
    file, line, column
        Where; line and column count from 1.
    text
        The offending line.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        text: str | None = None,
    ) -> None:
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.text = text
        place = ":".join(str(part) for part in (file, line, column) if part is not None)
        shown = f"{place}: {message}" if place else message
        super().__init__(f"{shown}\n    {text.rstrip()}" if text else shown)


class OutputError(KgError):
    """A result that cannot be written; nothing half-written is left behind."""


class LimitError(KgError):
    """A limit of time or size was reached."""

    exit_code = 4
