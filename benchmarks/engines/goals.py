"""Goals, as ratios within one run: met or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engines.local import KG_STORE
from engines.model import Row

LOAD, QUERY, MATCH, GROWTH, CHECK = 2.0, 1.2, 10.0, 12.0, 20.0
MEMORY = 4096.0  # MiB
KG = KG_STORE.name
MANY = 10_000_000  # triples, for which the goal of memory is set


@dataclass(frozen=True)
class Goal:
    """A figure beside what it should be.

    Attributes
    ----------
    name
        What it is about.
    incidents, triples
        Of which size.
    value
        The figure; None: it could not be had.
    goal
        What it should be, at most or at least.
    least
        Whether `goal` is the least.
    met
        Whether it is; None: nobody knows.
    note
        What has to be known beside it.
    """

    name: str
    incidents: int
    triples: int
    value: float | None
    goal: float
    least: bool
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the figure is what it should be."""
        if self.value is None:
            return None
        return self.value >= self.goal if self.least else self.value <= self.goal

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {**vars(self), "met": self.met}

    def line(self) -> str:
        """Return it as a line of text."""
        verdict = {True: "met", False: "NOT MET", None: "not known"}[self.met]
        value = "-" if self.value is None else f"{self.value:,.2f}"
        wanted = f"at {'least' if self.least else 'most'} {self.goal:,.4g}"
        note = f" ({self.note})" if self.note else ""
        return f"{verdict:<10}{self.incidents:>9,}  {self.name}: {value}, goal {wanted}{note}"


def goals(rows: Sequence[Row]) -> list[Goal]:
    """Hold the rows of a run against the goals."""
    sizes = sorted({each.incidents for each in rows})
    return [
        goal
        for size in sizes
        for kind in (_load, _queries, _match, _check, _memory)
        for goal in kind([each for each in rows if each.incidents == size], rows)
    ] + list(_growth(rows))


def _find(rows: Sequence[Row], task: str, engine: str) -> Row | None:
    return next((each for each in rows if (each.task.name, each.engine) == (task, engine)), None)


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


def _load(rows: Sequence[Row], _: Sequence[Row]) -> Iterator[Goal]:
    mine, raw = _find(rows, "load", KG), _find(rows, "load", "Oxigraph")
    if mine and raw:
        value = _ratio(mine.seconds, raw.seconds)
        name = "kg load, tables included, by bulk_load"
        same = _find(rows, "load", "Oxigraph, in order")
        by_same = _ratio(mine.seconds, same.seconds) if same else None
        beside = "" if by_same is None else f"{by_same:.2f} by bulk_load and optimize"
        note = ", ".join(filter(None, (_differs(mine, raw), beside)))
        yield Goal(name, mine.incidents, mine.triples, value, LOAD, False, note)


def _queries(rows: Sequence[Row], everything: Sequence[Row]) -> Iterator[Goal]:
    start = _find(everything, "start", KG)
    for mine in rows:
        if mine.task.kind != "query" or mine.engine != KG:
            continue
        raw = _find(rows, mine.task.name, "Oxigraph")
        if raw is None:
            continue
        value = None
        if start and start.seconds and raw.seconds is not None:
            value = _ratio(mine.seconds, raw.seconds + start.seconds)
        name = f"kg query {mine.task.name} by Oxigraph and the start of kg"
        yield Goal(name, mine.incidents, mine.triples, value, QUERY, False, _differs(mine, raw))


def _match(rows: Sequence[Row], _: Sequence[Row]) -> Iterator[Goal]:
    mine = _find(rows, "match", KG)
    others = [each for each in rows if each.task.kind == "match" and each.engine != KG]
    if mine is None or not others:
        return
    right = [each for each in others if each.seconds and each.agrees is not False]
    best = min(right, key=lambda each: each.seconds or 0.0, default=None)
    note = ", ".join(filter(None, (mine.note, f"by {best.engine}" if best else "no query ended")))
    value = _ratio(best.seconds, mine.seconds) if best else None
    name = "the best SPARQL query for the match alone by kg assess, output included"
    yield Goal(name, mine.incidents, mine.triples, value, MATCH, True, note)


def _check(rows: Sequence[Row], _: Sequence[Row]) -> Iterator[Goal]:
    mine, other = _find(rows, "check", KG), _find(rows, "check", "pyshacl")
    if mine and other:
        value = _ratio(other.seconds, mine.seconds)
        note = _differs(mine, other) or other.why
        yield Goal("pyshacl by kg check", mine.incidents, mine.triples, value, CHECK, True, note)


def _memory(rows: Sequence[Row], _: Sequence[Row]) -> Iterator[Goal]:
    for task, command in (("load", "kg load"), ("match", "kg assess")):
        mine = _find(rows, task, KG)
        if mine:
            note = "" if mine.triples >= MANY else f"set for {MANY:,} triples"
            name = f"memory of {command}, MiB"
            yield Goal(name, mine.incidents, mine.triples, mine.memory, MEMORY, False, note)


def _growth(rows: Sequence[Row]) -> Iterator[Goal]:
    """Ten times the data: the growth of time by that of the triples, times ten."""
    for kind, command in (("load", "kg load"), ("match", "kg assess"), ("check", "kg check")):
        mine = [each for each in rows if each.task.kind == kind and each.engine == KG]
        for before, after in pairwise(mine):
            value = _ratio(after.seconds, before.seconds)
            if value is not None:
                value *= 10 * before.triples / after.triples
            note = f"from {before.incidents:,} incidents"
            name = f"{command}, ten times the data"
            yield Goal(name, after.incidents, after.triples, value, GROWTH, False, note)


def _differs(*rows: Row) -> str:
    return "the answers differ" if any(each.agrees is False for each in rows) else ""
