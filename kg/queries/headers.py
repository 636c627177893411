"""The ``#+`` lines on top of a query: what it answers and which parameters it takes.

The convention is grlc's; the form is ours and strict, so that a typo is an error and not a
parameter that silently does nothing::

    #+ summary: One line that says what a reader learns.
    #+ description: Longer text, and the limits of the answer;
    #+   it goes on in lines that are indented.
    #+ params:
    #+   - name: hours
    #+     type: integer
    #+     default: 48
    #+     summary: How long after the denial.
    #+   - name: aspect
    #+     type: code
    #+     scheme: code:aspects
    #+     required: true
    #+     summary: What the details are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import InputError
from kg.queries.guard import check_size

TYPES = ("node", "code", "date", "integer", "decimal", "string", "boolean")
AS_OF = "asOf"  # the parameter that --as-of fills

_MARK = "#+"
_QUERY_KEYS = ("summary", "description", "params")
_PARAMETER_KEYS = ("name", "type", "scheme", "default", "required", "summary")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True)
class Parameter:
    """A value that a query takes.

    Attributes
    ----------
    name
        The SPARQL variable, without its question mark.
    type
        One of `TYPES`.
    summary
        What it does, one line.
    default
        The text that counts if none is given; None if there is no default.
    required
        Whether the query means nothing without it.
    scheme
        For codes: the code list, as a prefixed name.
    """

    name: str
    type: str
    summary: str = ""
    default: str | None = None
    required: bool = False
    scheme: str | None = None


@dataclass(frozen=True)
class NamedQuery:
    """A query and its header.

    Attributes
    ----------
    name
        Its name, or the file that it came from.
    text
        The whole text, header included.
    summary, description
        What it answers; description may be empty.
    parameters
        What it takes, in the order of the header.
    """

    name: str
    text: str
    summary: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of that name, None if it is not declared."""
        return next((each for each in self.parameters if each.name == name), None)

    def to_dict(self) -> dict[str, object]:
        """Return what ``kg query --list --format json`` says of it."""
        return {
            "name": self.name,
            "summary": self.summary,
            "description": self.description,
            "parameters": [
                {
                    "name": each.name,
                    "type": each.type,
                    "default": each.default,
                    "required": each.required,
                    "summary": each.summary,
                }
                for each in self.parameters
            ],
        }


def parse_query(text: str, name: str) -> NamedQuery:
    """Read the header of a query; a text without one is a query without parameters.

    Raises
    ------
    kg.errors.InputError
        If a header line is not understood; it says which.
    kg.errors.UsageError
        If the text is too long for a query.
    """
    check_size(text)
    fields: dict[str, str] = {}
    parameters: list[dict[str, str]] = []
    target = fields
    last = ""
    for number, line in _header_lines(text):
        bare = line.strip()
        item = bare.startswith("- ")
        key, colon, value = bare.removeprefix("- ").partition(":")
        key = key.strip()
        if item:
            target = {}
            parameters.append(target)
        elif _starts_field(line):
            target = fields
        known = _QUERY_KEYS if target is fields else _PARAMETER_KEYS
        if colon and key in known:
            if key in target:
                raise _refuse(name, number, line, f"'{key}' is given twice")
            target[key] = value.strip()
            last = key
        elif last and not item and not _starts_field(line) and last not in ("params", "name"):
            target[last] = f"{target[last]} {bare}".strip()
        else:
            raise _refuse(name, number, line, f"expected one of {', '.join(known)}")
    return NamedQuery(
        name=name,
        text=text,
        summary=fields.get("summary", ""),
        description=fields.get("description", ""),
        parameters=tuple(_parameter(each, name) for each in parameters),
    )


def _header_lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(_MARK) and line[len(_MARK) :].strip():
            yield number, line[len(_MARK) :]


def _starts_field(line: str) -> bool:
    # "#+ summary:" has one space after the mark; what belongs to a field above has more.
    return not line.startswith("  ")


def _parameter(fields: Mapping[str, str], query: str) -> Parameter:
    name = fields.get("name", "")
    if not _NAME.fullmatch(name):
        raise InputError(
            f"The header has a parameter without a usable name ('{name}'); "
            "a name is letters, digits and underscores.",
            file=query,
        )
    kind = fields.get("type", "")
    if kind not in TYPES:
        raise InputError(
            f"Parameter '{name}' has the type '{kind}'; types are {', '.join(TYPES)}.", file=query
        )
    if kind == "code" and "scheme" not in fields:
        raise InputError(f"Parameter '{name}' is a code and names no scheme.", file=query)
    required = fields.get("required", "false")
    if required not in ("true", "false"):
        raise InputError(f"Parameter '{name}': required is true or false.", file=query)
    return Parameter(
        name=name,
        type=kind,
        summary=fields.get("summary", ""),
        default=fields.get("default"),
        required=required == "true",
        scheme=fields.get("scheme"),
    )


def _refuse(name: str, number: int, line: str, reason: str) -> InputError:
    return InputError(f"In the header: {reason}.", file=name, line=number, text=_MARK + line)
