"""Chains for readers: which there are, what each hangs on, then every hop with its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.graph import Graph
from kg.network import MAX_LINKS, Path, Paths, Step, Words
from kg.provenance import first
from kg.views.blocks import Block

_WHEN = "https://w3id.org/claims-evidence/ontology#when"
_DONE = {3: "carried out", 2: "directed", 1: "supported"}
_FIRM = {4: "asserted", 3: "alleged", 2: "possible", 1: "unclear", 0: "hedging not recorded"}
_MODES = {"carried-out": "carried out", "directed": "directed", "supported": "supported"}
_AGAINST = {
    "named": "names the incident",
    "link": "",
    "covered": "in general words that cover it",
    "event": "denies that it happened",
    "possible": "if the words are meant to cover it",
}


def paths_blocks(graph: Graph, found: Paths) -> tuple[Block, ...]:
    """Return the chains as blocks: the list of them, then a block for each hop."""
    steps = {step.number: step for step in found.steps}
    head = _head(graph, found, steps)
    excluded = _excluded(graph, found, steps)
    hops = tuple(_hop(graph, step) for step in found.steps)
    return (head, *((excluded,) if excluded else ()), *hops)


def _head(graph: Graph, found: Paths, steps: Mapping[int, Step]) -> Block:
    title = f"From {graph.short(found.incident)} to {graph.short(found.actor)}"
    when = first(graph, found.incident, _WHEN)
    lines = [
        f"{graph.label(found.incident)}{f', {when}' if when else ''}",
        graph.label(found.actor),
    ]
    if found.paths:
        lines.append(_count(found))
    else:
        lines += _nothing(graph, found)
    return Block(
        title=title,
        lines=tuple(lines),
        columns=("", "chain", "amounts to", "words of", "weakest hop", "denied hops"),
        rows=tuple(_row(graph, number, path, steps) for number, path in enumerate(found.paths, 1)),
        below=("words of", "weakest hop"),
        notes=_notes(graph, found),
    )


def _count(found: Paths) -> str:
    composed = sum(path.composed for path in found.paths)
    whole = len(found.paths) - composed
    chains = "1 chain" if len(found.paths) == 1 else f"{len(found.paths)} chains"
    return (
        f"{chains}: {whole} in the words of one party, {composed} composed of several parties' "
        "words, which nobody says as a whole."
    )


def _row(graph: Graph, number: int, path: Path, steps: Mapping[int, Step]) -> tuple[str, ...]:
    weakest = steps[path.weakest]
    return (
        str(number),
        _drawn(graph, path, steps),
        _MODES[path.mode],
        f"one party: {_labels(graph, path.whole_by)}" if path.whole_by else "composed",
        f"[{path.weakest}] {_weakness(weakest)}",
        " ".join(f"[{hop}]" for hop in path.denied),
    )


def _drawn(graph: Graph, path: Path, steps: Mapping[int, Step]) -> str:
    """Return a chain as one line: ``[1] group — [2] patron``."""
    return " — ".join(f"[{hop}] {_brief(graph, steps[hop].hop.upper)}" for hop in path.hops)


def _weakness(step: Step) -> str:
    weight = step.hop.weight
    parts = [
        "same actor" if step.hop.kind == "identity" else _DONE[weight.mode],
        _FIRM[weight.hedging],
        *(() if weight.named else ("incident by our reading only",)),
        "one party" if weight.parties == 1 else f"{weight.parties} parties",
        "one origin" if weight.origins == 1 else f"{weight.origins} origins",
        *(() if weight.undenied else ("denied",)),
    ]
    return ", ".join(parts)


def _notes(graph: Graph, found: Paths) -> tuple[str, ...]:
    notes = []
    if found.paths:
        notes.append(
            "Order: chains in one party's words first, then composed ones; among them the chain "
            "whose weakest hop is firmest. A hop is weaker by mode (supported, directed, carried "
            "out or same actor), then by hedging, then where only our reading names the incident, "
            "then by fewer parties, fewer origins, and where somebody denies it."
        )
    if found.longer:
        notes.append(f"Longer chains exist; they are followed up to {MAX_LINKS} links.")
    elif found.longer is None:
        notes.append(
            f"Chains are followed up to {MAX_LINKS} links; there may be longer ones: the search "
            "for them was broken off."
        )
    if found.as_of:
        notes.append(f"As of {found.as_of}: only what was public by the end of that day.")
    if found.without:
        notes.append(f"Without {', '.join(map(graph.short, found.without))}.")
    notes.append("A chain is not a finding: it puts statements together and says whose they are.")
    return tuple(notes)


def _nothing(graph: Graph, found: Paths) -> list[str]:
    lines = ["No chain: nobody's words lead from this incident to this actor."]
    nearest = found.nearest
    if nearest is None:
        return lines
    if found.excluded:
        lines = ["No chain counts: stated periods of links exclude the incident (see below)."]
    if nearest.shortest:
        lines.append(
            f"The shortest chain has {nearest.shortest} links; {MAX_LINKS} are the most that are "
            "followed."
        )
    lines += [
        f"A chain leads to {graph.label(whole)}, of which it is an organ: kg paths "
        f"{graph.short(found.incident)} {graph.short(whole)}"
        for whole in nearest.wholes
    ]
    lines.append("Named in the incident: " + (_labels(graph, nearest.doers) or "nobody") + ".")
    lines.append(
        "Affirmed links lead to this actor from: "
        + (_labels(graph, nearest.below) or "nobody")
        + "."
    )
    return lines


def _excluded(graph: Graph, found: Paths, steps: Mapping[int, Step]) -> Block | None:
    if not found.excluded:
        return None
    return Block(
        title="Not counting",
        lines=("Chains over a link whose stated period excludes the incident.",),
        columns=("chain", "amounts to", "period"),
        rows=tuple(
            (_drawn(graph, path, steps), _MODES[path.mode], _periods(path, steps))
            for path in found.excluded
        ),
    )


def _periods(path: Path, steps: Mapping[int, Step]) -> str:
    outside = [steps[hop] for hop in path.hops if not steps[hop].hop.in_period]
    return ", ".join(f"[{step.number}] {_period(step)}" for step in outside)


def _period(step: Step) -> str:
    return f"{step.hop.since or '…'} to {step.hop.until or '…'}"


def _hop(graph: Graph, step: Step) -> Block:
    lines = [_weakness(step)]
    for words, carrier in zip(step.affirmed, step.hop.carriers, strict=True):
        how = "" if carrier.named else ", incident by our reading"
        lines += _said(graph, words, f"affirms{how}")
    for words, answer in zip(step.answered, step.hop.answers, strict=True):
        verb = "denies" if answer.denies else "leaves open"
        about = _AGAINST[answer.how]
        lines += _said(graph, words, f"{verb}, {about}" if about else verb)
    return Block(title=f"[{step.number}] {_title(graph, step)}", lines=tuple(lines))


def _title(graph: Graph, step: Step) -> str:
    hop = step.hop
    upper, lower = graph.label(hop.upper), graph.label(hop.lower)
    if hop.kind == "naming":
        return f"{upper}: {_DONE[hop.weight.mode]} {graph.short(hop.lower)}"
    period = f" ({_period(step)})" if hop.since or hop.until else ""
    name = f" [{graph.short(hop.link)}]" if hop.link else ""
    if hop.kind == "identity":
        return f"{upper} stands behind the name {lower}{period}{name}"
    return f"{upper} {', '.join(hop.modes)} {lower}{period}{name}"


def _said(graph: Graph, words: Words, stance: str) -> list[str]:
    speaker = graph.label(words.speaker) if words.speaker else "an unknown speaker"
    others = [party for party in words.parties if party != words.speaker]
    party = f" ({_labels(graph, others)})" if others else ""
    firm = words.hedging or "hedging not recorded"
    lines = [
        f"{speaker}{party}, {words.stated_on or 'undated'}: {stance}, {firm} "
        f"[{graph.short(words.statement)}]"
    ]
    lines += [
        f"  “{quotation.exact}” ({quotation.publisher or quotation.source_title or 'no source'})"
        + ("" if quotation.carries_stance else " — words beside it, not the statement itself")
        for quotation in words.quotations
    ]
    if not words.quotations:
        lines.append(f"  not quoted; in our words: {words.label}")
    return lines


def _labels(graph: Graph, nodes: Sequence[str]) -> str:
    return ", ".join(_brief(graph, node) for node in nodes)


def _brief(graph: Graph, node: str) -> str:
    """Return a label without the remark in brackets at its end."""
    return graph.label(node).partition(" (")[0]
