"""An assessment for readers: a block for each denial, with its words and what they cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from kg.assessment import (
    Assessment,
    Charge,
    Pair,
    Tally,
    Unspoken,
    Wording,
)
from kg.graph import CEV, Graph
from kg.provenance import codes, first, objects, proposition, quotations
from kg.views.blocks import Block
from kg.views.summary import summary_block

COLUMNS = (
    "when",
    "incident",
    "covers",
    "what others say",
    "for",
    "against",
    "independent",
    "why",
    "name",
)
_MODES = {"carried-out": "carried out", "directed": "directed", "supported": "supported"}
_SCOPE = (("kinds", "kind"), ("targets", "against"), ("places", "in"))
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def assessment_blocks(
    graph: Graph, assessment: Assessment, *, all_pairs: bool = False
) -> tuple[Block, ...]:
    """Return a block for each denial or claim that has something to say, and a summary.

    Parameters
    ----------
    graph
        The graph that was assessed; words and names come from it.
    assessment
        The result.
    all_pairs
        Whether the assessment lists every pair (then nothing is counted beside the rows).
    """
    pairs = {
        denial: tuple(group)
        for denial, group in groupby(assessment.pairs, key=lambda pair: pair.denial)
    }
    unspoken: dict[str, list[Unspoken]] = {}
    for counts in assessment.unspoken:
        unspoken.setdefault(counts.denial, []).append(counts)
    wordings: dict[str, list[Wording]] = {}
    for wording in assessment.wordings:
        wordings.setdefault(wording.denial, []).append(wording)
    shown = [
        denial
        for denial in sorted(pairs.keys() | unspoken.keys())
        if denial in pairs or denial in assessment.statements
    ]
    blocks = [
        _block(
            graph,
            denial,
            pairs.get(denial, ()),
            () if all_pairs else unspoken.get(denial, ()),
            wordings.get(denial, ()),
        )
        for denial in shown
    ]
    return (*blocks, summary_block(graph, assessment))


def _block(
    graph: Graph,
    denial: str,
    pairs: Sequence[Pair],
    unspoken: Sequence[Unspoken],
    wordings: Sequence[Wording],
) -> Block:
    several = len({pair.party for pair in pairs}) > 1
    return Block(
        title=graph.short(denial),
        lines=(*who_and_when(graph, denial), *words(graph, denial), *meaning(graph, denial)),
        columns=("party", *COLUMNS) if several else COLUMNS,
        rows=tuple(
            (_brief(graph, pair.party), *_row(graph, pair)) if several else _row(graph, pair)
            for pair in pairs
        ),
        below=("why", "name"),
        notes=(
            *(note for counts in unspoken for note in _unspoken(counts)),
            *_datings(graph, pairs),
            *_wordings(graph, wordings),
        ),
    )


def who_and_when(graph: Graph, statement: str) -> tuple[str, ...]:
    """Return lines that say who speaks, for whom, when, where, and what it renders."""
    speaker = first(graph, statement, f"{CEV}isSpokenBy")
    behalf = [graph.label(actor) for actor in objects(graph, statement, f"{CEV}isMadeFor")]
    name = graph.label(speaker) if speaker else "an unknown speaker"
    who = f"{name}, for {', '.join(behalf)}" if behalf and behalf != [name] else name
    parts = [
        who,
        first(graph, statement, f"{CEV}statedOn") or "undated",
        first(graph, statement, f"{CEV}medium"),
    ]
    lines = [" · ".join(part for part in parts if part)]
    rendered = first(graph, statement, f"{CEV}isRenderingOf")
    if rendered:
        lines.append(f"a rendering of {graph.short(rendered)}")
    return tuple(lines)


def words(graph: Graph, statement: str) -> tuple[str, ...]:
    """Return the exact words with where they stand, or that none are quoted."""
    quoted = [
        f"“{quotation.exact}” ({quotation.publisher or quotation.source_title or 'no source'})"
        + ("" if quotation.carries_stance else " — words beside the denial, not the denial itself")
        for quotation in quotations(graph, statement)
    ]
    return tuple(quoted) or (f"not quoted; in our words: {graph.label(statement)}",)


def meaning(graph: Graph, statement: str) -> tuple[str, ...]:
    """Return a line for each involvement that a statement denies or affirms: modes and scope."""
    lines = []
    for stance, verb in (("denies", "denies"), ("affirms", "affirms")):
        for node in objects(graph, statement, f"{CEV}{stance}"):
            described = proposition(graph, node)
            if described["type"] == "involvement":
                lines.append(_meaning(graph, node, described, verb, statement))
    return tuple(lines)


def _meaning(
    graph: Graph, node: str, described: dict[str, object], verb: str, statement: str
) -> str:
    meant = [_MODES[mode] for mode in codes(graph, node, f"{CEV}hasMode")]
    left = [_MODES[mode] for mode in codes(graph, node, f"{CEV}leavesModeOpen")]
    parts = [f"{verb}: {', '.join(meant) or 'no mode (rejects the accusation)'}"]
    if left:
        parts.append(f"leaves open: {', '.join(left)}")
    scope = described.get("scope")
    if isinstance(scope, dict):
        for key, preposition in _SCOPE:
            names = [name if key == "kinds" else graph.label(name) for name in scope[key]]
            if names:
                parts.append(f"{preposition}: {', '.join(names)}")
        until = scope["until"] or first(graph, statement, f"{CEV}statedOn")
        if scope["from"]:
            parts.append(f"from: {scope['from']}")
        parts.append(f"up to: {until or 'unknown'}")
    named = objects(graph, node, f"{CEV}concerns")
    read = objects(graph, node, f"{CEV}mayConcern")
    if named:
        parts.append(f"about: {', '.join(graph.short(incident) for incident in named)}")
    if read:
        listed = ", ".join(graph.short(incident) for incident in read)
        parts.append(f"by our reading about: {listed}")
    return "   ".join(parts)


def scope_words(graph: Graph, scope: Mapping[str, object]) -> str:
    """Return a scope in words: ``any armed-attack, against United States, in Iraq``."""
    kinds, targets, places = (scope[key] for key, _ in _SCOPE)
    parts = [f"any {' or '.join(_texts(kinds))}" if kinds else "anything"]
    if targets:
        parts.append(f"against {' or '.join(map(graph.label, _texts(targets)))}")
    if places:
        parts.append(f"in {' or '.join(map(graph.label, _texts(places)))}")
    return ", ".join(parts)


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _row(graph: Graph, pair: Pair) -> tuple[str, ...]:
    return (
        pair.incident_when,
        pair.incident_label,
        pair.coverage,
        pair.verdict,
        tally(pair.for_),
        str(pair.against.statements),
        f"{pair.for_.independence} : {pair.against.independence}",
        reason(graph, pair),
        graph.short(pair.incident),
    )


def tally(side: Tally) -> str:
    """Return how many statements of how many parties: ``5, 4 parties``."""
    if side.parties == 0:
        return str(side.statements)
    parties = "one party" if side.parties == 1 else f"{side.parties} parties"
    return f"{side.statements}, {parties}"


def reason(graph: Graph, pair: Pair) -> str:
    """Return in a few words what a pair rests on."""
    if pair.coverage == "outside":
        return "outside by " + ", ".join(k for k, v in pair.dimensions.items() if v == "no")
    parts = []
    if pair.charge is None:
        named = ", ".join(_brief(graph, actor) for actor in pair.attributed_to)
        if pair.answered_by:
            parts.append(f"answered by {_some([graph.short(s) for s in pair.answered_by])}")
        else:
            parts.append(f"named instead: {named}" if named else pair.decided_by)
    else:
        parts.append(_charge(graph, pair, pair.charge))
        if pair.composed_charge:
            parts.append(
                f"'{_MODES[pair.composed_charge.mode]}' only composed of "
                f"{_number(len(pair.composed_charge.parties))} parties' words"
            )
    unknown = [name for name, value in pair.dimensions.items() if value == "unknown"]
    if unknown and pair.kind == "claim":
        parts.append("incident named by our reading only")
    elif unknown and (pair.charge or pair.attributed_to):
        parts.append(f"{', '.join(unknown)} unknown")
    if pair.event_denied_by and pair.kind == "denial":
        names = _some([graph.short(statement) for statement in pair.event_denied_by])
        parts.append(f"that it happened is denied by {names}")
    return "; ".join(parts)


def _charge(graph: Graph, pair: Pair, charge: Charge) -> str:
    words_say = "denied" if charge.words == "denied" else "left open"
    if pair.verdict == "self-contradicted":
        text = f"own words: {graph.short(charge.statement)} ({_MODES[charge.mode]}, {words_say})"
    elif charge.composed:
        parties = _number(len(charge.parties))
        text = f"{_MODES[charge.mode]} ({words_say}), composed of {parties} parties' words"
    else:
        who = ", ".join(_brief(graph, party) for party in charge.parties)
        through = f" through {_brief(graph, charge.doer)}" if charge.links else ""
        text = f"{who}: {_MODES[charge.mode]}{through} ({words_say})"
    if charge.hedging not in {"", "asserted"}:
        text += f", hedged: {charge.hedging}"
    return text if charge.certain else f"{text}, incident named by our reading only"


def _brief(graph: Graph, actor: str) -> str:
    """Return an actor's label without the remark in brackets at its end."""
    return graph.label(actor).partition(" (")[0]


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _unspoken(counts: Unspoken) -> tuple[str, ...]:
    inside = counts.covered + counts.possible
    outside = sum(counts.outside.values())
    parts = []
    if inside:
        silence = (
            "nobody lays at this party's door" if counts.kind == "denial" else "no other speaks of"
        )
        parts.append(
            f"{inside} more that {silence} ({counts.covered} covered, {counts.possible} possible)"
        )
    if outside:
        listed = ", ".join(f"{name} {count}" for name, count in counts.outside.items())
        parts.append(f"{outside} outside ({listed})")
    return (f"{'; '.join(parts)}: --all shows them",) if parts else ()


def _datings(graph: Graph, pairs: Sequence[Pair]) -> tuple[str, ...]:
    return tuple(
        f"Dated “{dating.value}” ({', '.join(dating.publishers) or 'publisher unknown'}), "
        f"{graph.short(pair.incident)} would be '{dating.time}' in time, not "
        f"'{pair.dimensions['time']}'; the result rests on {pair.dating}"
        for pair in pairs
        for dating in pair.other_datings
    )


def _wordings(graph: Graph, wordings: Sequence[Wording]) -> tuple[str, ...]:
    """Return a line for each way in which other wordings of the same words differ."""
    changes: dict[tuple[str, ...], list[str]] = {}
    ordered = sorted(wordings, key=lambda wording: wording.other)
    for other, group in groupby(ordered, key=lambda wording: wording.other):
        by_change: dict[tuple[str, str], list[str]] = {}
        for wording in group:
            change = (wording.other_coverage, wording.coverage)
            by_change.setdefault(change, []).append(graph.short(wording.incident))
        said = tuple(
            f"{_some(incidents)} {theirs} (here {ours})"
            for (theirs, ours), incidents in sorted(by_change.items())
        )
        changes.setdefault(said, []).append(graph.short(other))
    return tuple(
        f"The wording matters: in {', '.join(others)}: {'; '.join(said)}"
        for said, others in changes.items()
    )


def _some(names: Sequence[str]) -> str:
    few = 3
    rest = f" and {len(names) - few} more" if len(names) > few else ""
    return ", ".join(names[:few]) + rest
