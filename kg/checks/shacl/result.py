"""One violation of a shape, whichever engine found it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.checks.keys import Key

SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True)
class Result:
    """What SHACL calls a validation result.

    Attributes
    ----------
    focus
        The node that does not conform.
    path
        The property of the shape; None where the shape has none, or a longer path.
    value
        The value that is wrong; None where it is the number of values.
    component
        The constraint component, such as ``MinCountConstraintComponent``.
    shape
        The shape, or None if it has no name.
    severity
        ``Violation``, ``Warning``, ``Info`` or another that the shape names.
    messages
        The shape's, sorted.
    """

    focus: Key
    path: Key | None
    value: Key | None
    component: str
    shape: Key | None
    severity: str
    messages: tuple[str, ...]
