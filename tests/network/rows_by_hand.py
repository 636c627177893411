"""Rows made by hand: who says what of whom, in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from kg.network.chains import Chain, Found, find
from kg.network.hops import Hop, link_hops, naming_hops, weigh
from kg.network.rows import Actor, Denying, Involvement, Link, Rows, Stance, Statement

START = datetime(2021, 1, 1, tzinfo=UTC).replace(tzinfo=None)
RAID = "raid"


def at(days: float) -> datetime:
    """Return a moment so many days after the start."""
    return START + timedelta(days=days)


@dataclass(frozen=True)
class Said:
    """Rows that grow by what somebody says."""

    rows: Rows = field(default_factory=Rows)

    def actor(self, name: str, *organ_of: str, member_of: tuple[str, ...] = ()) -> Said:
        """Add an actor; the root follows from what it is an organ of."""
        roots = {root for whole in organ_of for root in self.rows.roots(whole)} or {name}
        actor = Actor(name, ("Organization",), tuple(sorted(roots)), organ_of, member_of)
        return Said(replace(self.rows, actors={**self.rows.actors, name: actor}))

    def says(self, name: str, party: str, *words: tuple[str, str], **more: object) -> Said:
        """Add a statement of a party; words are pairs of stance and proposition."""
        given = {"original": name, "parties": (party,), "hedging": "asserted"} | more
        statement = Statement(name, **given)  # type: ignore[arg-type]
        return Said(
            replace(
                self.rows,
                statements={**self.rows.statements, name: statement},
                stances=(
                    *self.rows.stances,
                    *(Stance(name, stance, proposition) for stance, proposition in words),
                ),
            )
        )

    def part(self, name: str, actor: str, *modes: str, **more: object) -> Said:
        """Add an involvement, by default in the raid."""
        given = {"named": (RAID,)} | more
        part = Involvement(name, actor, modes or ("carried-out",), **given)  # type: ignore[arg-type]
        return Said(replace(self.rows, involvements={**self.rows.involvements, name: part}))

    def link(self, name: str, upper: str, lower: str, *modes: str, **more: object) -> Said:
        """Add a sponsorship with these modes, or an identity where there are none."""
        strengths = {"directs": 2, "arms": 1, "funds": 1, "supports": 1}
        strength = max((strengths[m] for m in modes if m in strengths), default=None)
        given = {"strength": strength if modes else 3} | more
        kind = "sponsorship" if modes else "identity"
        link = Link(name, kind, upper, lower, modes, **given)  # type: ignore[arg-type]
        return Said(replace(self.rows, links={**self.rows.links, name: link}))


def count_originals(rows: Rows) -> Callable[[Sequence[str]], int]:
    """Return a stand-in for origins: every original is one."""
    return lambda statements: len({rows.statements[iri].original for iri in statements})


def hops(
    rows: Rows,
    denials: Iterable[Denying] = (),
    when: tuple[datetime | None, datetime | None] = (None, None),
) -> tuple[tuple[Hop, ...], tuple[Hop, ...]]:
    """Return namings and links of the raid, weighed with one origin for each carrier."""
    return (
        tuple(weigh(hop, len(hop.carriers)) for hop in naming_hops(rows, RAID, denials)),
        tuple(weigh(hop, len(hop.carriers)) for hop in link_hops(rows, when)),
    )


def chains_to(rows: Rows, actor: str) -> Found:
    """Return the chains from the raid to an actor."""
    doers, links = hops(rows)
    return find(rows, doers, links, actor)


def key(chain: Chain) -> tuple[str, ...]:
    """Return a chain as the doer and its links."""
    return (chain.hops[0].upper, *chain.links)


def renamed(rows: Rows, name: Callable[[str], str]) -> Rows:
    """Return the same rows with other names for every node."""

    def each(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name(old) for old in names)

    return Rows(
        actors={
            name(iri): Actor(
                name(iri),
                actor.classes,
                each(actor.roots),
                each(actor.organ_of),
                each(actor.member_of),
            )
            for iri, actor in rows.actors.items()
        },
        statements={
            name(iri): replace(
                statement,
                iri=name(iri),
                original=name(statement.original),
                parties=each(statement.parties),
            )
            for iri, statement in rows.statements.items()
        },
        links={
            name(iri): replace(link, iri=name(iri), upper=name(link.upper), lower=name(link.lower))
            for iri, link in rows.links.items()
        },
        involvements={
            name(iri): replace(
                part,
                iri=name(iri),
                actor=name(part.actor),
                named=each(part.named),
                read=each(part.read),
            )
            for iri, part in rows.involvements.items()
        },
        stances=tuple(
            Stance(name(stance.statement), stance.stance, name(stance.proposition))
            for stance in rows.stances
        ),
    )


@st.composite
def some_rows(draw: st.DrawFn) -> Rows:
    """Draw up to seven parties with organs, links between them, namings, and who says so."""
    names = [f"a{number}" for number in range(draw(st.integers(2, 7)))]
    said = Said()
    for number, name in enumerate(names):
        wholes = draw(st.sampled_from(((), (), *((other,) for other in names[:number]))))
        said = said.actor(name, *wholes)
    propositions = []
    for number in range(draw(st.integers(1, 7))):
        upper, lower = draw(st.permutations(names))[:2]
        modes = draw(st.sampled_from(((), ("directs",), ("arms",), ("umbrella",))))
        said = said.link(f"l{number}", upper, lower, *modes)
        propositions.append(f"l{number}")
    for number in range(draw(st.integers(1, 3))):
        mode = draw(st.sampled_from(("carried-out", "directed", "supported")))
        said = said.part(f"p{number}", draw(st.sampled_from(names)), mode)
        propositions.append(f"p{number}")
    hedging = st.sampled_from(("asserted", "alleged", "possible", "unclear", ""))
    stance = st.sampled_from(("affirms", "affirms", "affirms", "denies", "leaves-open"))
    for number in range(draw(st.integers(1, 12))):
        said = said.says(
            f"s{number}",
            said.rows.party(draw(st.sampled_from(names))),
            (draw(stance), draw(st.sampled_from(propositions))),
            hedging=draw(hedging),
            stands=draw(st.sampled_from((True, True, True, False))),
        )
    return said.rows
