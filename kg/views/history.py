"""A history for readers: for each incident the days on which its result changed, and by what."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kg.assessment import Cause, Change, History, Outcome
from kg.graph import Graph
from kg.views.assessment import meaning, who_and_when, words
from kg.views.blocks import Block

_MODES = {"carried-out": "carried out", "directed": "directed", "supported": "supported"}


def history_blocks(graph: Graph, history: History) -> tuple[Block, ...]:
    """Return blocks: the statement, each incident whose result changed, all the others."""
    changes = sorted(
        (*history.changes, *history.undated),
        key=lambda change: (change.incident_when, change.incident, change.party),
    )
    several = len({change.party for change in changes}) > 1
    changed: list[Block] = []
    steady: list[Change] = []
    for _, group in groupby(changes, key=lambda change: (change.incident, change.party)):
        rows = sorted(group, key=lambda change: (change.date is None, change.date or ""))
        if len(rows) == 1 and history.incident is None:
            steady.append(rows[0])
        else:
            changed.append(_incident(graph, history, rows, several))
    return (
        _statement(graph, history, changes),
        *changed,
        *_steady(graph, history, steady, several),
    )


def _statement(graph: Graph, history: History, changes: Sequence[Change]) -> Block:
    denial = history.denial
    public = (
        f"public by {history.public}"
        if history.public
        else "nobody recorded when it became public: it counts only where no date is asked for"
    )
    notes = [
        f"{graph.short(cause.statement)}, public by {cause.public or 'an unknown day'}, admits a "
        "part and denies another: it stays beside this statement with results of its own"
        for cause in history.beside
    ]
    if not changes:
        notes.append(f"no incident: on no day does this {history.kind} meet what others say")
    if history.without:
        notes.append(f"left out: {', '.join(map(graph.short, history.without))}")
    return Block(
        title=graph.short(denial),
        lines=(
            *who_and_when(graph, denial),
            *words(graph, denial),
            *meaning(graph, denial),
            public,
        ),
        notes=tuple(notes),
    )


def _incident(graph: Graph, history: History, rows: Sequence[Change], several: bool) -> Block:
    first = rows[0]
    return Block(
        title=graph.short(first.incident),
        lines=(
            f"{first.incident_label} · happened {first.incident_when or 'at an unknown time'}",
            *((f"the part of {graph.label(first.party)}",) if several else ()),
        ),
        columns=("public", "result from then on", "because of", "said"),
        rows=tuple(
            (
                change.date or "no date asked for",
                _outcome(change.after),
                _because(graph, history, change),
                _said(change.by),
            )
            for change in rows
        ),
        below=("because of", "said"),
    )


def _steady(
    graph: Graph, history: History, changes: Sequence[Change], several: bool
) -> tuple[Block, ...]:
    if not changes:
        return ()
    title = "With no date asked for"
    if history.public:
        title = f"The same since it became public on {history.public}"
    return (
        Block(
            title=title,
            columns=("happened", "incident", "result", "name", *(("party",) if several else ())),
            rows=tuple(
                (
                    change.incident_when,
                    change.incident_label,
                    _outcome(change.after),
                    graph.short(change.incident),
                    *((graph.label(change.party),) if several else ()),
                )
                for change in changes
            ),
            below=("name",),
        ),
    )


def _outcome(outcome: Outcome) -> str:
    text = f"{outcome.coverage}, {outcome.verdict}"
    if outcome.mode is None:
        return text
    said = "denied" if outcome.words == "denied" else "left open"
    composed = ", composed" if outcome.composed else ""
    return f"{text} ({_MODES[outcome.mode]}, {said}{composed})"


def _because(graph: Graph, history: History, change: Change) -> str:
    names = [_named(graph, history, cause) for cause in change.by]
    return f"{' and '.join(names)}, only together" if change.together else ", ".join(names)


def _named(graph: Graph, history: History, cause: Cause) -> str:
    name = graph.short(cause.statement)
    if cause.statement == history.denial:
        return f"{name} itself"
    role = "partial admission" if "PartialAdmission" in cause.kinds else cause.role
    who = f" by {graph.label(cause.speaker).partition(' (')[0]}" if cause.speaker else ""
    return f"{name} ({role}{who})"


def _said(by: Sequence[Cause]) -> str:
    return ", ".join(dict.fromkeys(cause.stated_on or "undated" for cause in by))
