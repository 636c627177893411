"""How words came to the reader: the tree of what carries a text, and who says what with which root.

Small values for views and exports; the counting is in `kg.origins.origins`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.origins.model import Circle, Measure
from kg.origins.origins import Origins


@dataclass(frozen=True)
class Carrier:
    """A source on the way of a statement's words.

    Attributes
    ----------
    source
        The source.
    has_it_from
        Sources that it derives from, as far as they lie on the way; none: it is a bottom.
    wordings
        Statements (the original or renderings of it) that can be read in it.
    on_record
        Whether its way leads down to the text of the words themselves.
    """

    source: str
    has_it_from: tuple[str, ...]
    wordings: tuple[str, ...]
    on_record: bool

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {
            "source": self.source,
            "has_it_from": list(self.has_it_from),
            "wordings": list(self.wordings),
            "on_record": self.on_record,
        }


@dataclass(frozen=True)
class Trace:
    """Where a statement comes from and through what.

    Attributes
    ----------
    statement
        The statement; a rendering is traced as its original.
    roots
        The statements at its root: itself, or what it rests on.
    measure
        The count for this statement alone.
    carriers
        Every source on the way, sorted.
    """

    statement: str
    roots: tuple[str, ...]
    measure: Measure
    carriers: tuple[Carrier, ...]

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {
            "statement": self.statement,
            "roots": list(self.roots),
            "origins": self.measure.origins,
            "unknown": self.measure.unknown,
            "independence": self.measure.independence,
            "carriers": [carrier.to_dict() for carrier in self.carriers],
        }


@dataclass(frozen=True)
class Stance:
    """Those who take one stance on one matter, with what stands behind them.

    Attributes
    ----------
    stance
        ``affirms``, ``denies`` or ``leaves-open``.
    about
        The actor whose part it is in an incident, or the proposition.
    statements
        Originals that take it, sorted.
    measure
        The count for all of them.
    bottleneck
        A least set of nodes that all their words came through (empty where every origin is
        independent of the others).
    """

    stance: str
    about: str
    statements: tuple[str, ...]
    measure: Measure
    bottleneck: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {
            "stance": self.stance,
            "about": self.about,
            "statements": list(self.statements),
            "origins": self.measure.origins,
            "unknown": self.measure.unknown,
            "independence": self.measure.independence,
            "bottleneck": list(self.bottleneck),
        }


@dataclass(frozen=True)
class OriginsResult:
    """What `kg origins` shows.

    Attributes
    ----------
    node
        What was asked for; None: the whole case.
    as_of
        The day that was asked for, as an ISO date; None: everything counts.
    traces
        The ways of the statements.
    stances
        Who affirms and who denies, each with what stands behind it.
    replaced
        Statements on the matter that no longer count, each with the one by which its own party
        replaced it.
    circles
        Circular reporting.
    """

    node: str | None
    as_of: str | None
    traces: tuple[Trace, ...]
    stances: tuple[Stance, ...]
    replaced: tuple[tuple[str, str], ...]
    circles: tuple[Circle, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object."""
        return {
            "schema": "origins/1",
            "node": self.node,
            "as_of": self.as_of,
            "statements": [trace.to_dict() for trace in self.traces],
            "stances": [stance.to_dict() for stance in self.stances],
            "replaced": [
                {"statement": statement, "by": successor} for statement, successor in self.replaced
            ],
            "circles": [
                {"kind": circle.kind, "members": list(circle.members)} for circle in self.circles
            ],
        }


def trace(origins: Origins, statement: str) -> Trace:
    """Return the way of a statement's words from its root to the reader.

    Parameters
    ----------
    origins
        Where words come from.
    statement
        A statement; a rendering is traced as its original.
    """
    voice = origins.voice(statement)
    wordings = origins.wordings(voice.node)
    way = origins.way(voice.node)
    return Trace(
        statement=voice.node,
        roots=origins.roots(voice.node),
        measure=origins.measure([voice]),
        carriers=tuple(
            Carrier(
                source=source,
                has_it_from=has_it_from,
                wordings=tuple(sorted(wordings.get(source, ()))),
                on_record=origins.on_record(voice.node, source),
            )
            for source, has_it_from in sorted(way.items())
        ),
    )


def stances(
    origins: Origins, said: Iterable[tuple[str, str, str]], matter: str | None
) -> tuple[Stance, ...]:
    """Group statements by their stance and count what stands behind each.

    Parameters
    ----------
    origins
        Where words come from.
    said
        Triples of stance, what it is about, and statement.
    matter
        The incident, if it is about one.
    """
    grouped: dict[tuple[str, str], set[str]] = {}
    for stance, about, statement in said:
        grouped.setdefault((about, stance), set()).add(origins.voice(statement).node)
    result = []
    for (about, stance), statements in sorted(grouped.items()):
        voices = [origins.voice(statement) for statement in sorted(statements)]
        measure = origins.measure(voices, matter)
        narrow = measure.independence < measure.origins
        result.append(
            Stance(
                stance=stance,
                about=about,
                statements=tuple(sorted(statements)),
                measure=measure,
                bottleneck=origins.bottleneck(voices, matter) if narrow else (),
            )
        )
    return tuple(result)
