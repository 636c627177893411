"""Rival links: who is said to stand behind whom, and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from kg.conflicts.links import IDENTITY, LinkSaid, by_ends, described, same_matter
from kg.conflicts.model import Conflict, Side
from kg.conflicts.parties import Parties
from kg.conflicts.phrases import hedges, named, noted
from kg.conflicts.sides import side_of

if TYPE_CHECKING:
    from kg.conflicts.details import Given
    from kg.conflicts.evidence import Evidence


def disputed_links(evidence: Evidence) -> Iterator[Conflict]:
    """Find links that one party affirms and another denies or leaves open."""
    remarks: dict[str, list[Given]] = {}
    for given in evidence.details:
        remarks.setdefault(given.about, []).append(given)
    for said in by_ends(evidence.links).values():
        affirmed, answers = _contested(said, "denies")
        rule = "link-denied"
        left_open = _contested(said, "leaves-open")
        if not affirmed:
            affirmed, answers = left_open
            rule = "link-left-open"
        if affirmed:
            links = [*affirmed, *answers, *left_open[1]]
            yield _disputed(evidence, rule, links, remarks)


def rival_identities(evidence: Evidence) -> Iterator[Conflict]:
    """Find names behind which several actors are said to stand."""
    parties = Parties(evidence)
    behind: dict[str, list[LinkSaid]] = {}
    for link in evidence.links:
        if link.kind == IDENTITY:
            behind.setdefault(link.lower_party, []).append(link)
    for persona, said in behind.items():
        rivals = _rivals(said, parties)
        if rivals:
            yield _identities(evidence, persona, said, rivals)


def _contested(said: Iterable[LinkSaid], stance: str) -> tuple[list[LinkSaid], list[LinkSaid]]:
    """Return what is affirmed and met by the other stance of another party, and what meets it."""
    affirmed: dict[tuple[object, ...], list[LinkSaid]] = {}
    answers: dict[tuple[object, ...], list[LinkSaid]] = {}
    for link in said:
        kinds = affirmed if link.stance == "affirms" else answers if link.stance == stance else None
        if kinds is not None:
            kinds.setdefault((link.amounts, link.begins, link.ends), []).append(link)
    # Links alike in what they amount to and in their period meet the same links.
    met: dict[tuple[str, str], None] = {}
    for ours in affirmed.values():
        for theirs in answers.values():
            if same_matter(ours[0], theirs[0]):
                parties = {link.party for link in ours}, {link.party for link in theirs}
                met |= {
                    (link.link, link.statement): None
                    for links, others in ((ours, parties[1]), (theirs, parties[0]))
                    for link in links
                    if others - {link.party}
                }
    return (
        [link for each in affirmed.values() for link in each if (link.link, link.statement) in met],
        [link for each in answers.values() for link in each if (link.link, link.statement) in met],
    )


def _disputed(
    evidence: Evidence, rule: str, links: Sequence[LinkSaid], remarks: Mapping[str, Sequence[Given]]
) -> Conflict:
    graph = evidence.graph
    sides = [
        *_sides(evidence, links, "affirms", "{}"),
        *_sides(evidence, links, "denies", "denied: {}"),
        *_sides(evidence, links, "leaves-open", "left open: {}"),
        *_remarks(evidence, links, remarks),
    ]
    first = links[0]
    upper, lower = graph.label(first.upper_party), graph.label(first.lower_party)
    tie = (
        f"That {upper} stands behind the name {lower} is"
        if first.kind == IDENTITY
        else f"Ties between {upper} and {lower} are"
    )
    answer = "denied" if rule == "link-denied" else "left open"
    return Conflict(
        kind="link",
        about=first.lower_party,
        rule=rule,
        summary=(
            f"{tie} affirmed by {_voices(evidence, links, 'affirms')} and {answer} by "
            f"{_voices(evidence, links, 'denies' if answer == 'denied' else 'leaves-open')}."
        ),
        sides=tuple(sides),
        facts={
            "upper": first.upper_party,
            "lower": first.lower_party,
            "links": sorted({link.link for link in links}),
            "modes": _modes(links),
        },
        touches=_touches(links, first.lower_party),
    )


def _sides(evidence: Evidence, links: Iterable[LinkSaid], stance: str, value: str) -> list[Side]:
    """Return a side for each way of putting it; who denies several links is one side."""
    graph = evidence.graph
    chosen = [link for link in links if link.stance == stance]
    if stance == "affirms":
        groups: dict[str, list[LinkSaid]] = {}
        for link in chosen:
            groups.setdefault(described(graph, link), []).append(link)
    else:
        together = "; ".join(sorted({described(graph, link) for link in chosen}))
        groups = {together: chosen} if chosen else {}
    return [
        evidence.side(
            noted(value.format(words), hedges(link.hedging for link in group)),
            {link.statement for link in group},
        )
        for words, group in sorted(groups.items())
    ]


def _remarks(
    evidence: Evidence, links: Iterable[LinkSaid], remarks: Mapping[str, Sequence[Given]]
) -> Iterator[Side]:
    """Yield what is said of the links themselves: that control is not full, for instance."""
    for link in sorted({link.link for link in links}):
        for given in remarks.get(link, ()):
            if given.asserted:
                yield side_of(evidence, [given], value=f"of the link: {given.value}")


def _rivals(said: Iterable[LinkSaid], parties: Parties) -> set[str]:
    """Return the actors behind a name that exclude another one.

    Who names two in one statement says that both use the name; whoever says so of the one and not
    of the other, and somebody else the other way round, exclude each other.
    """
    by_actor: dict[str, list[LinkSaid]] = {}
    for link in said:
        if link.stance == "affirms":
            by_actor.setdefault(link.upper_party, []).append(link)
    originals = {actor: {link.original for link in links} for actor, links in by_actor.items()}
    return {
        actor
        for one, other in combinations(sorted(by_actor), 2)
        if originals[one] - originals[other]
        and originals[other] - originals[one]
        and not parties.related(one, other)
        and any(same_matter(mine, theirs) for mine in by_actor[one] for theirs in by_actor[other])
        for actor in (one, other)
    }


def _identities(
    evidence: Evidence, persona: str, said: Iterable[LinkSaid], rivals: set[str]
) -> Conflict:
    graph = evidence.graph
    links = [link for link in said if link.upper_party in rivals]
    return Conflict(
        kind="link",
        about=persona,
        rule="rival-identities",
        summary=f"Several are said to use the name {graph.label(persona)}: {named(graph, rivals)}.",
        sides=(
            *_sides(evidence, links, "affirms", "{}"),
            *_sides(evidence, links, "denies", "denied: {}"),
            *_sides(evidence, links, "leaves-open", "left open: {}"),
        ),
        facts={"actors": sorted(rivals), "links": sorted({link.link for link in links})},
        touches=_touches(links, persona),
    )


def _voices(evidence: Evidence, links: Iterable[LinkSaid], stance: str) -> str:
    return named(evidence.graph, {link.party for link in links if link.stance == stance})


def _modes(links: Iterable[LinkSaid]) -> dict[str, list[str]]:
    """Return which modes are affirmed, denied, left open."""
    found: dict[str, set[str]] = {}
    for link in links:
        found.setdefault(link.stance.replace("-", "_"), set()).update(link.modes)
    return {stance: sorted(modes) for stance, modes in sorted(found.items())}


def _touches(links: Iterable[LinkSaid], about: str) -> tuple[str, ...]:
    nodes = {
        node
        for link in links
        for node in (
            *(link.link, link.upper, link.lower, link.upper_party, link.lower_party, link.party),
        )
    }
    return tuple(sorted(nodes - {about}))
