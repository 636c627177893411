"""Sequences for readers: each denial with the attacks around it, then the comparison."""

from __future__ import annotations

from collections import Counter

from kg.graph import Graph
from kg.network import DenialInTime, Sequences
from kg.network.chance import FEWEST, Chance, Comparison
from kg.network.times import FINEST, Gap
from kg.views.blocks import Block

_FEW_PARTIES = 3
_PICTURES = {
    "dates": "all their dates dealt out anew among these denials and attacks",
    "calendar": "all denials moved together by whole days round the calendar",
}


def sequences_blocks(graph: Graph, found: Sequences) -> tuple[Block, ...]:
    """Return the sequences as blocks: denials with general words, the others, the comparison."""
    general = [denial for denial in found.denials if denial.words == "general"]
    named = [denial for denial in found.denials if denial.words == "named"]
    blocks = [_general(graph, found, general)]
    if named:
        blocks.append(_named(graph, named))
    blocks.append(_chance(found))
    return tuple(blocks)


def _general(graph: Graph, found: Sequences, denials: list[DenialInTime]) -> Block:
    whose = f" of {graph.label(found.party)}" if found.party else ""
    within = _hours(found.within_hours)
    lines = [
        "Attacks of the sort that the words are about: kind, target and place fit or are not "
        "known; time is left aside. Dates are bounds, so the time between is one too, in hours.",
    ]
    if not denials:
        lines.append(f"No denial{whose} in words that speak of a sort of attack.")
    return Block(
        title=f"Denials{whose} in general words, and the attacks around them",
        lines=tuple(lines),
        columns=(
            "stated",
            "party",
            "last before",
            "hours",
            "next after",
            "hours",
            f"within {within}",
            "denials",
        ),
        rows=tuple(
            (
                denial.stated or "undated",
                _parties(graph, denial),
                *_gap(graph, denial.before),
                *_gap(graph, denial.after),
                denial.within,
                _names(graph, denial.denials),
            )
            for denial in denials
        ),
        below=("denials",),
        notes=(*_undecided(graph, denials), *_general_notes(found, denials)),
    )


def _undecided(graph: Graph, denials: list[DenialInTime]) -> list[str]:
    return [
        f"{graph.short(denial.denials[0])}: the dates do not tell whether it came before or after "
        + ", ".join(
            f"{graph.short(each.incident)} (at most {each.most_hours} hours after it)"
            for each in denial.undecided
        )
        for denial in denials
        if denial.undecided
    ]


def _general_notes(found: Sequences, denials: list[DenialInTime]) -> list[str]:
    within = _hours(found.within_hours)
    counts = Counter(denial.within for denial in denials)
    notes = []
    if denials:
        notes.append(
            f"Followed within {within}: {counts['certainly']} certainly, {counts['possibly']} "
            f"possibly, {counts['no']} not, {counts['unknown']} unknown (dated too vaguely, or "
            "not at all)."
        )
        notes.append(
            "Where nothing stands as next after, no later attack of that sort is in the data, "
            "which end somewhere."
        )
    if found.vague_attacks:
        notes.append(
            f"{found.vague_attacks} incidents are undated or dated more vaguely than "
            f"{FINEST.days} days, and left out."
        )
    if found.as_of:
        notes.append(f"As of {found.as_of}: only denials that were public by the end of that day.")
    if found.without:
        notes.append("Without what was named with --without.")
    return notes


def _named(graph: Graph, denials: list[DenialInTime]) -> Block:
    return Block(
        title="Denials that only name what had happened",
        lines=("Their words speak of no sort of attack, so that nothing later could be of it.",),
        columns=("stated", "party", "names", "hours before", "denials"),
        rows=tuple(
            (
                denial.stated or "undated",
                _parties(graph, denial),
                *_gap(graph, denial.before),
                _names(graph, denial.denials),
            )
            for denial in denials
        ),
        below=("denials",),
        notes=("Where several are named, the last of them.",),
    )


def _chance(found: Sequences) -> Block:
    chance = found.chance
    within = _hours(found.within_hours)
    lines = [
        f"{chance.followed} of {chance.denials} denials may have been followed by an attack of "
        f"their sort within {within} (certainly or possibly; {chance.attacks} attacks, seed "
        f"{found.seed})."
    ]
    if chance.silent == "few":
        lines.append(
            f"Nothing can be said about chance: that takes at least {FEWEST} denials in general "
            f"words and {FEWEST} attacks, dated to {FINEST.days} days."
        )
    elif chance.silent == "many":
        lines.append(
            "Too many to be compared: choose one party with --party, or fewer --permutations."
        )
    else:
        lines.append(_verdict(chance))
    return Block(
        title="Compared with chance",
        lines=tuple(lines),
        columns=("picture of chance", "arrangements", "mean", "95 in 100", "as many", "p"),
        rows=tuple(_comparison(comparison) for comparison in chance.comparisons),
        notes=_limits(chance),
    )


def _verdict(chance: Chance) -> str:
    p = chance.p if chance.p is not None else 1.0
    share = f"{p:.0%}" if p >= 0.01 else f"{p:.2%}"  # noqa: PLR2004 (digits)
    return (
        f"By chance alone as many or more are followed in {share} of the arrangements (the greater "
        "p of the two). "
        + (
            "That is nothing unusual."
            if p > 0.05  # noqa: PLR2004 (the usual line, named in the page of the network)
            else "That is seldom; why it is so, the dates do not tell."
        )
    )


def _comparison(comparison: Comparison) -> tuple[str, ...]:
    return (
        _PICTURES[comparison.kind],
        str(comparison.draws),
        f"{comparison.mean:.2f}",
        f"{comparison.low} to {comparison.high}",
        str(comparison.as_many),
        f"{comparison.p:.4f}",
    )


def _limits(chance: Chance) -> tuple[str, ...]:
    if chance.p is None:
        return ()
    return (
        "p is (1 + as many) / (1 + arrangements). A small one would say that denials and attacks "
        "are not arranged independently, not that one brings about the other, and nothing about "
        "who did it.",
        "A large one shows no absence of a connection: with so few denials only a strong one "
        "could be seen.",
    )


def _gap(graph: Graph, gap: Gap | None) -> tuple[str, str]:
    if gap is None:
        return "", ""
    return graph.short(gap.incident), f"{gap.least_hours} to {gap.most_hours}"


def _parties(graph: Graph, denial: DenialInTime) -> str:
    return ", ".join(graph.short(party) for party in denial.parties)


def _names(graph: Graph, statements: tuple[str, ...]) -> str:
    shown = ", ".join(graph.short(statement) for statement in statements[:_FEW_PARTIES])
    rest = len(statements) - _FEW_PARTIES
    return f"{shown} and {rest} more" if rest > 0 else shown


def _hours(hours: float) -> str:
    return f"{hours:g} hours"
