"""Details that do not fit together: numbers, times, words, and values that somebody denies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import TYPE_CHECKING

from kg.conflicts.details import Given, normal, number_of, time_of
from kg.conflicts.intervals import Interval, disjoint, excluding, first_above, moment
from kg.conflicts.model import Conflict, Side
from kg.conflicts.phrases import ranged
from kg.conflicts.sides import beside, denied_side, in_several, revised, side_of

if TYPE_CHECKING:
    from kg.conflicts.evidence import Evidence

_SHOWN = 8  # wordings that a summary names
# Who says what the graph records: no source by itself, so that none contradicts itself by it.
_RECORD = "the record"
_COUNTED = re.compile(
    r"\b(?:\d[\d.,:/-]*|no|none|nobody|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|dozens?|a|an|about|at least|over|more than|nearly|first|later|count|early|the"
    r"|incl|including)\b",
)


def numbers_apart(evidence: Evidence) -> Iterator[Conflict]:
    """Find numbers whose ranges do not meet ("at least five" begins at five and has no end)."""
    for group in evidence.aspects:
        counted = [each for each in group if each.number is not None and each.asserted]
        apart = list(_apart(counted, number_of))
        if apart:
            rest = _others(group, apart)
            yield _excluding(evidence, "numbers-apart", "numbers", apart, number_of, rest=rest)


def same_number_words_differ(evidence: Evidence) -> Iterator[Conflict]:
    """Find equal numbers of things that are called differently: one contractor, one soldier."""
    for group in evidence.aspects:
        counted = [each for each in group if each.number is not None and each.asserted]
        for same in _merged(counted, number_of):
            named = sorted(
                (each for each in same if _things(each.value)),
                key=lambda each: (_things(each.value), each.words, each.value, each.detail),
            )
            sides = [
                side_of(evidence, list(alike))
                for _, alike in groupby(named, lambda each: _things(each.value))
            ]
            if len(sides) > 1:
                yield _conflict(
                    evidence,
                    "same-number-words-differ",
                    same[0],
                    "the same number, of what is worded differently: "
                    f"{_some([side.value for side in sides])}",
                    sides,
                    facts={"compared": "words"},
                )


def times_apart(evidence: Evidence) -> Iterator[Conflict]:
    """Find times that do not meet, or do not meet the recorded date of what they are about."""
    recorded = evidence.recorded
    for group in evidence.aspects:
        timed = [each for each in group if each.time is not None and each.asserted]
        apart = list(_apart(timed, time_of))
        if apart:
            rest = _others(group, apart)
            yield _excluding(evidence, "times-apart", "times", apart, time_of, rest=rest)
        known = recorded.get(group[0].about)
        if known is None or group[0].aspect not in {"time", "dating"}:
            continue
        strange = [each for each in timed if disjoint(time_of(each), known.time)]
        if strange:
            together = _merged(strange, time_of)
            ours = evidence.side(known.text, (), credited=[_RECORD])
            yield _conflict(
                evidence,
                "not-as-recorded",
                group[0],
                f"recorded as {known.text}, given as {_listed(chain(*together))}",
                [ours, *(side_of(evidence, each) for each in together)],
                facts={
                    "compared": "times",
                    "recorded": known.text,
                    "bounds": [
                        _bounds(known.time, "times"),
                        *(_bounds(time_of(e[0]), "times") for e in together),
                    ],
                },
            )


def affirmed_and_denied(evidence: Evidence) -> Iterator[Conflict]:
    """Find values that one affirms, or a source gives, and another denies."""
    for group in evidence.aspects:
        if not any(each.denied for each in group):
            continue
        for _, alike in groupby(_by_words(group), lambda each: each.words):
            same = list(alike)
            giving = [each for each in same if each.asserted]
            if not giving or not any(each.denied for each in same):
                continue
            yield _conflict(
                evidence,
                "affirmed-and-denied",
                same[0],
                f"“{same[0].value}” is affirmed and denied",
                [side_of(evidence, giving), denied_side(evidence, same)],
                facts={
                    "compared": "stance",
                    "left_open_by": sorted({one for each in same for one in each.open}),
                },
            )


def words_differ(evidence: Evidence) -> Iterator[Conflict]:
    """Find values in different words; whether they exclude each other is for the reader."""
    for group in evidence.aspects:
        given = [each for each in group if each.asserted]
        plain = [each for each in given if not _is_measured(each)]
        measured = [each for each in given if _is_measured(each)]
        if not plain:
            continue
        compared = any(_apart([e for e in given if get(e)], get) for get in (number_of, time_of))
        if not compared:
            plain, measured = given, []
        sides = [
            side_of(evidence, list(same))
            for _, same in groupby(_by_words(plain), lambda e: e.words)
        ]
        refused = [each for each in group if each.denied and not each.asserted]
        sides += [
            denied_side(evidence, list(same))
            for _, same in groupby(_by_words(refused), lambda e: e.words)
        ]
        if len(sides) > 1:
            yield _conflict(
                evidence,
                "words-differ",
                group[0],
                f"given in {len(sides)} ways: {_some([side.value for side in sides])}; whether "
                "they exclude each other is for the reader",
                sides,
                facts={"compared": "words", "beside": beside(measured)},
            )


def _is_measured(given: Given) -> bool:
    return given.number is not None or given.time is not None


_Get = Callable[["Given"], "Interval | None"]


def _merged(given: Iterable[Given], get: _Get) -> list[list[Given]]:
    """Return those with equal intervals together, in order of the intervals."""
    found: dict[Interval, list[Given]] = {}
    for each in sorted(given, key=lambda e: (e.words, e.value, e.detail)):
        interval = get(each)
        if interval is not None:
            found.setdefault(interval, []).append(each)
    return [found[interval] for interval in sorted(found, key=lambda i: i.order)]


def _apart(given: Iterable[Given], get: _Get) -> list[list[Given]]:
    """Return the values that exclude at least one other, in order."""
    merged = _merged(given, get)
    return [merged[place] for place in excluding([_interval(group, get) for group in merged])]


def _interval(group: Sequence[Given], get: _Get) -> Interval:
    return get(group[0]) or Interval(None, None)


def _others(group: Iterable[Given], groups: Iterable[Sequence[Given]]) -> list[Given]:
    """Return the values that are given and stand on no side."""
    sides = {each.detail for side in groups for each in side}
    return [each for each in group if each.asserted and each.detail not in sides]


def _excluding(
    evidence: Evidence,
    rule: str,
    compared: str,
    groups: Sequence[Sequence[Given]],
    get: _Get,
    *,
    rest: Iterable[Given],
) -> Conflict:
    intervals = [_interval(group, get) for group in groups]
    above = first_above(intervals)
    values = ranged([group[0].value for group in groups])
    return _conflict(
        evidence,
        rule,
        groups[0][0],
        f"{len(groups)} {compared} that do not all hold: {values}",
        [side_of(evidence, group) for group in groups],
        facts={
            "compared": compared,
            "bounds": [_bounds(interval, compared) for interval in intervals],
            "apart": [[low, high] for low, high in enumerate(above) if high is not None],
            "revised": revised(groups),
            "beside": beside(rest),
        },
    )


def _bounds(interval: Interval | None, compared: str) -> dict[str, object]:
    least, most = (interval.least, interval.most) if interval else (None, None)
    if compared == "times":
        return {"least": moment(least), "most": moment(most)}
    return {
        "least": None if least is None else float(least),
        "most": None if most is None else float(most),
    }


def _conflict(
    evidence: Evidence,
    rule: str,
    given: Given,
    what: str,
    sides: Sequence[Side],
    *,
    facts: dict[str, object],
) -> Conflict:
    topic = f" ({given.topic})" if given.topic else ""
    return Conflict(
        kind="detail",
        about=given.about,
        rule=rule,
        summary=f"{given.aspect}{topic} of “{evidence.graph.label(given.about)}”: {what}.",
        sides=tuple(sides),
        facts={"aspect": given.aspect, **facts, "same_source": in_several(sides)},
    )


def _by_words(given: Iterable[Given]) -> list[Given]:
    return sorted(given, key=lambda each: (each.words, each.value, each.detail))


def _things(value: str) -> str:
    """Return what is counted: the words of a value without its numbers."""
    return normal(_COUNTED.sub(" ", value.casefold()))


def _listed(given: Iterable[Given]) -> str:
    return _some(list(dict.fromkeys(each.value for each in given)))


def _some(values: Sequence[str]) -> str:
    rest = len(values) - _SHOWN
    shown = " | ".join(values[:_SHOWN])
    return f"{shown} and {rest} more" if rest > 0 else shown
