"""Edges between actors, out of plain rows.

What is said of links and involvements, and what the data record of organs and members.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from kg.network.model import KINDS, Edge
from kg.network.rows import STRENGTH, Involvement, Rows, Statement

CountOrigins = Callable[[Sequence[str]], int]
# (kind, source, target, link, of): what is one edge.
_Place = tuple[str, str, str, str, str]
# Statements by their stance.
_Said = dict[str, set[str]]


def edges_of(rows: Rows, count_origins: CountOrigins) -> tuple[Edge, ...]:
    """Return every edge of the network in its order, numbered.

    Parameters
    ----------
    rows
        What counts on the day.
    count_origins
        Gives the number of distinct origins of some statements.
    """
    gathered = _Gathered(rows, count_origins)
    for stance in rows.stances:
        gathered.add(stance.statement, stance.stance, stance.proposition)
    edges = [*gathered.spoken(), *gathered.links(), *_records(rows)]
    edges.sort(key=_order)
    return tuple(replace(edge, id=f"e{number}") for number, edge in enumerate(edges, 1))


def _order(edge: Edge) -> tuple[object, ...]:
    return (KINDS.index(edge.kind), edge.source, edge.target, edge.link or "", edge.of or "")


@dataclass
class _Draft:
    """An edge while its statements are gathered."""

    carried: set[str] = field(default_factory=set)
    modes: set[str] = field(default_factory=set)
    incidents: set[str] = field(default_factory=set)
    parts: set[tuple[str, str]] = field(default_factory=set)


class _Gathered:
    """Statements, gathered by what they are about."""

    def __init__(self, rows: Rows, count_origins: CountOrigins) -> None:
        self._rows = rows
        self._count_origins = count_origins
        self._drafts: dict[_Place, _Draft] = defaultdict(_Draft)
        self._of_link: dict[str, _Said] = defaultdict(lambda: defaultdict(set))
        # Who says what of a party's part in an incident.
        self._of_part: dict[tuple[str, str], _Said] = defaultdict(lambda: defaultdict(set))

    def add(self, iri: str, stance: str, proposition: str) -> None:
        """Take in what a statement says of a proposition."""
        statement = self._rows.statements.get(iri)
        if statement is None:
            return
        if proposition in self._rows.links:
            self._of_link[proposition][stance].add(iri)
            if stance == "denies":
                self._deny_link(statement, proposition)
        elif proposition in self._rows.involvements:
            self._say_of_part(statement, stance, self._rows.involvements[proposition])

    def _deny_link(self, statement: Statement, iri: str) -> None:
        """Draw a denied link to whom it would put above the other."""
        link = self._rows.links[iri]
        for party in statement.parties:
            draft = self._drafts["denial", party, link.upper, iri, link.kind]
            draft.carried.add(statement.iri)
            draft.modes |= set(link.modes)

    def _say_of_part(self, statement: Statement, stance: str, involvement: Involvement) -> None:
        roots = self._rows.roots(involvement.actor)
        parts = {(root, incident) for root in roots for incident in involvement.incidents}
        for part in parts:
            self._of_part[part][stance].add(statement.iri)
        for party in statement.parties:
            kind = {"denies": "denial", "leaves-open": "left-open"}.get(stance) or (
                "claim" if party in roots else "accusation"
            )
            of = "involvement" if kind == "denial" else ""
            draft = self._drafts[kind, party, involvement.actor, "", of]
            draft.carried.add(statement.iri)
            draft.modes |= set(involvement.modes)
            draft.incidents |= set(involvement.incidents)
            draft.parts |= parts

    def spoken(self) -> Iterable[Edge]:
        """Yield accusations, claims, denials and what is left open."""
        for (kind, source, target, link, of), draft in self._drafts.items():
            said: _Said = defaultdict(set)
            about = [self._of_part[part] for part in draft.parts]
            for each in [*about, self._of_link[link]] if link else about:
                for stance, statements in each.items():
                    said[stance] |= statements
            own = {"denial": "denies", "left-open": "leaves-open"}.get(kind, "affirms")
            said[own] |= draft.carried
            edge = Edge(
                "",
                kind,
                source,
                target,
                link=link or None,
                of=of or None,
                modes=tuple(sorted(draft.modes, key=_mode_order)),
                incidents=tuple(sorted(draft.incidents)),
            )
            yield self._with_words(edge, said, draft.carried, draft.carried)

    def links(self) -> Iterable[Edge]:
        """Yield an edge for each link of which anybody says anything."""
        for iri, said in self._of_link.items():
            link = self._rows.links[iri]
            edge = Edge(
                "",
                link.kind,
                link.upper,
                link.lower,
                link=iri,
                modes=link.modes,
                since=link.since,
                until=link.until,
            )
            carried = {statement for each in said.values() for statement in each}
            yield self._with_words(edge, said, carried, said.get("affirms", set()))

    def _with_words(self, edge: Edge, said: _Said, carried: set[str], counted: set[str]) -> Edge:
        """Add the statements of an edge, and the parties and origins of those that count for it."""
        statements = self._rows.statements
        everything = {iri for each in said.values() for iri in each}
        standing = {iri for iri in everything if statements[iri].stands}
        counted = counted & standing
        dated = sorted(
            (statements[iri] for iri in counted if statements[iri].stated),
            key=lambda each: (each.earliest or datetime.min, each.stated or ""),
        )
        return replace(
            edge,
            affirmed_by=tuple(sorted(said.get("affirms", set()) & standing)),
            denied_by=tuple(sorted(said.get("denies", set()) & standing)),
            left_open_by=tuple(sorted(said.get("leaves-open", set()) & standing)),
            replaced=tuple(sorted(everything - standing)),
            carried_by=tuple(sorted(carried)),
            parties=tuple(sorted({party for iri in counted for party in statements[iri].parties})),
            first=dated[0].stated if dated else None,
            last=max(dated, key=_end).stated if dated else None,
            origins=self._count_origins(sorted(counted)) if counted else 0,
            statements=len({statements[iri].original for iri in counted}),
        )


def _mode_order(mode: str) -> tuple[int, str]:
    return -STRENGTH.get(mode, 0), mode


def _end(statement: Statement) -> tuple[datetime, str]:
    return statement.latest or datetime.max, statement.stated or ""


def _records(rows: Rows) -> Iterable[Edge]:
    """Yield organs and members: plain facts of the data, which no statement contests."""
    for actor in rows.actors.values():
        for whole in actor.organ_of:
            yield Edge("", "organ", actor.iri, whole)
        for whole in actor.member_of:
            yield Edge("", "member", actor.iri, whole)
