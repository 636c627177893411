"""Hops of chains: who is named in an incident, and the links that lead on, with their words.

Pure functions over plain rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from kg.network.rows import Denying, Link, Rows, Statement
from kg.network.strength import Weight, best


@dataclass(frozen=True)
class Carrier:
    """A statement that carries a hop. Of a statement and its renderings only one stands here.

    Attributes
    ----------
    statement
        The statement: the original if it counts on the day, else the least rendering.
    original
        What it renders, else itself.
    parties, hedging
        Whose words they are and how firm.
    strength
        What they amount to: 3 carried out (or the same actor), 2 directed, 1 supported.
    modes
        The modes of the words: of several modes of an involvement the weakest counts.
    named
        Whether the words name the incident; False: only the curator reads it into them.
    """

    statement: str
    original: str
    parties: tuple[str, ...]
    hedging: str
    strength: int
    modes: tuple[str, ...]
    named: bool = True


@dataclass(frozen=True)
class Answer:
    """Words that stand against a hop, or leave it open.

    Attributes
    ----------
    statement, parties
        The words and whose they are.
    how
        ``named``, ``covered``, ``possible``, ``event`` (see `kg.network.rows.Denying`) of an
        involvement, ``link`` of a link.
    denies
        Whether the words deny it; False: they leave it open.
    """

    statement: str
    parties: tuple[str, ...]
    how: str
    denies: bool

    @property
    def counts(self) -> bool:
        """Whether the hop is denied by them: not where they may not mean the incident."""
        return self.denies and self.how != "possible"


@dataclass(frozen=True)
class Hop:
    """One step of a chain.

    Attributes
    ----------
    kind
        ``naming`` (the incident is laid at a doer's door), ``identity`` or ``sponsorship``.
    lower, upper
        The incident and the doer; the name and who stands behind it; proxy and principal.
    link
        The link; None for a naming.
    carriers, answers
        Statements that carry it, the firmest first; words that stand against it.
    modes
        Of a sponsorship.
    since, until
        The period that a link states.
    in_period
        Whether that period leaves room for the incident.
    weight
        How firmly it is carried.
    """

    kind: str
    lower: str
    upper: str
    link: str | None
    carriers: tuple[Carrier, ...]
    answers: tuple[Answer, ...] = ()
    modes: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    in_period: bool = True
    weight: Weight = field(default=Weight(0, 0, False, 0, 0, True), compare=False)

    @property
    def id(self) -> str:
        """What tells it from the other hops from the same incident."""
        return self.link or f"{self.lower} {self.upper}"

    @property
    def parties(self) -> frozenset[str]:
        """Whose words carry it."""
        return frozenset(party for carrier in self.carriers for party in carrier.parties)


def naming_hops(rows: Rows, incident: str, denials: Iterable[Denying]) -> tuple[Hop, ...]:
    """Return a hop for each actor whom standing words put into the incident."""
    carriers: dict[str, list[Carrier]] = defaultdict(list)
    for stance in rows.stances:
        involvement = rows.involvements.get(stance.proposition)
        statement = rows.statements.get(stance.statement)
        if involvement is None or statement is None or stance.stance != "affirms":
            continue
        if not statement.stands or not involvement.strength or not statement.parties:
            continue
        if incident in involvement.named or incident in involvement.read:
            carriers[involvement.actor].append(
                _carrier(
                    statement,
                    involvement.strength,
                    involvement.modes,
                    named=incident in involvement.named,
                )
            )
    known = tuple(denials)
    hops = []
    for doer, found in sorted(carriers.items()):
        roots = set(rows.roots(doer))
        strengths = frozenset(carrier.strength for carrier in found)
        answers = _answers(
            rows,
            [
                (each.statement, each.how, bool(each.denied & strengths))
                for each in known
                if (each.party in roots or each.how == "event") and each.touched & strengths
            ],
        )
        hops.append(Hop("naming", incident, doer, None, _one_each(found), answers))
    return tuple(hops)


def link_hops(
    rows: Rows, bounds: tuple[datetime | None, datetime | None] = (None, None)
) -> tuple[Hop, ...]:
    """Return a hop for each link that standing words affirm and that amounts to a mode.

    Parameters
    ----------
    rows
        What counts on the day.
    bounds
        Earliest and latest moment of the incident: a link whose stated period excludes it is
        marked.
    """
    said: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for stance in rows.stances:
        statement = rows.statements.get(stance.statement)
        if stance.proposition in rows.links and statement and statement.stands:
            said[stance.proposition][stance.stance].append(statement)
    hops = []
    for iri, link in sorted(rows.links.items()):
        carriers = [
            _carrier(statement, link.strength, link.modes)
            for statement in said[iri]["affirms"]
            if link.strength is not None and statement.parties
        ]
        if not carriers:
            continue
        answers = _answers(
            rows,
            [
                (statement.iri, "link", stance == "denies")
                for stance in ("denies", "leaves-open")
                for statement in said[iri][stance]
            ],
        )
        hops.append(
            Hop(
                link.kind,
                link.lower,
                link.upper,
                iri,
                _one_each(carriers),
                answers,
                link.modes,
                link.since,
                link.until,
                _has_room(link, bounds),
            )
        )
    return tuple(hops)


def _carrier(
    statement: Statement, strength: int, modes: tuple[str, ...], *, named: bool = True
) -> Carrier:
    return Carrier(
        statement.iri,
        statement.original,
        statement.parties,
        statement.hedging,
        strength,
        modes,
        named,
    )


def _one_each(carriers: Iterable[Carrier]) -> tuple[Carrier, ...]:
    """Return one carrier for each original, the firmest first."""
    best_of: dict[str, Carrier] = {}
    for carrier in sorted(carriers, key=_reading_order):
        best_of.setdefault(carrier.original, carrier)
    return tuple(sorted(best_of.values(), key=_firmest_first))


def _reading_order(carrier: Carrier) -> tuple[object, ...]:
    return (carrier.statement != carrier.original, *_firmest_first(carrier))


def _firmest_first(carrier: Carrier) -> tuple[object, ...]:
    mode, hedging, named = best([(carrier.strength, carrier.hedging, carrier.named)])
    return (-mode, -hedging, not named, carrier.statement)


def _answers(rows: Rows, found: Iterable[tuple[str, str, bool]]) -> tuple[Answer, ...]:
    """Return one answer for each original: what denies before what leaves open, names first."""
    ranks = ("named", "link", "covered", "event", "possible")
    best_of: dict[str, Answer] = {}
    ordered = sorted(
        found,
        key=lambda each: (
            not (each[2] and each[1] != "possible"),
            ranks.index(each[1]),
            rows.statements[each[0]].original != each[0],
            each[0],
        ),
    )
    for iri, how, denied in ordered:
        statement = rows.statements[iri]
        best_of.setdefault(
            statement.original,
            Answer(iri, statement.parties, how, denied),
        )
    return tuple(best_of.values())


def _has_room(link: Link, bounds: tuple[datetime | None, datetime | None]) -> bool:
    earliest, latest = bounds
    too_early = link.since_earliest and latest and latest < link.since_earliest
    too_late = link.until_latest and earliest and earliest > link.until_latest
    return not (too_early or too_late)


def weigh(hop: Hop, origins: int) -> Hop:
    """Return a hop with how firmly it is carried."""
    mode, hedging, named = best(
        (carrier.strength, carrier.hedging, carrier.named) for carrier in hop.carriers
    )
    denied = any(answer.counts for answer in hop.answers)
    return replace(hop, weight=Weight(mode, hedging, named, len(hop.parties), origins, not denied))
