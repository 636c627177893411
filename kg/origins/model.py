"""Small values: who says something and where it stands, and how much that amounts to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Voice:
    """Something that is said, as counting sees it.

    Attributes
    ----------
    node
        The statement (a rendering stands for its original), or the detail of an incident.
    speaker
        Whose words they are; None where a source says it in its own words.
    sources
        In which sources it can be read.
    """

    node: str
    speaker: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """How much stands behind something.

    Attributes
    ----------
    origins
        Distinct documents or utterances at the roots.
    unknown
        Those of them that are reached only through sources of which nobody recorded where they
        have it from.
    independence
        Bound on how many ways the words came to the reader independently: the smallest number of
        statements, sources and speakers without which nothing would be left (minimum vertex cut;
        Menger 1927). Sources of unknown derivation together count as one.
    """

    origins: int = 0
    unknown: int = 0
    independence: int = 0


@dataclass(frozen=True)
class Circle:
    """Circular reporting: sources or statements that rest on one another.

    Attributes
    ----------
    kind
        ``source`` or ``statement``.
    members
        The nodes of the circle, sorted.
    """

    kind: str
    members: tuple[str, ...]
