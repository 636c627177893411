"""Which of the statements that became public on one day changed a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.assessment.changes import Outcome
from kg.assessment.whatif import Key, WhatIf

Causes = tuple[tuple[str, ...], bool]


@dataclass(frozen=True)
class Turn:
    """A result that became another.

    Attributes
    ----------
    key
        The pair.
    day
        The day on which something became public; None: no date is asked for.
    unknown
        The statements that were not public by its end.
    before, after
        The result without what became public on that day, and with it.
    """

    key: Key
    day: date | None
    unknown: frozenset[str]
    before: Outcome | None
    after: Outcome


def causes(
    whatif: WhatIf, turns: Sequence[Turn], public: Mapping[str, date | None]
) -> list[Causes]:
    """Return for each turn the statements that made it, and whether only together.

    Each statement of the day is left out in turn. Those without which the result would be the one
    before are the causes. Where there is none (two say the same, or one makes half of the way),
    they are those which alone would have changed something, if leaving out all of these gives the
    result before; else all of the day.
    """
    new = [sorted(name for name in public if public[name] == turn.day) for turn in turns]
    alone = _same(whatif, turns, [[{name} for name in names] for names in new])
    found: list[Causes] = [
        (tuple(name for name, same in zip(names, results, strict=True) if same), False)
        for names, results in zip(new, alone, strict=True)
    ]
    left = [place for place, (names, _) in enumerate(found) if not names]
    several = [turns[place] for place in left]
    but_one = [[set(new[place]) - {name} for name in new[place]] for place in left]
    needed = [
        {name for name, same in zip(new[place], results, strict=True) if not same}
        for place, results in zip(left, _same(whatif, several, but_one), strict=True)
    ]
    enough = _same(whatif, several, [[names] for names in needed])
    for place, names, (same,) in zip(left, needed, enough, strict=True):
        found[place] = (tuple(sorted(names if same else new[place])), True)
    return found


def _same(
    whatif: WhatIf, turns: Sequence[Turn], absences: Sequence[Sequence[set[str]]]
) -> list[list[bool]]:
    """Return for each turn and each set of statements whether without them nothing had changed."""
    asked = [
        (turn.unknown | names, [turn.key.incident])
        for turn, sets in zip(turns, absences, strict=True)
        for names in sets
    ]
    outcomes = iter(whatif.outcomes([absence for absence, _ in asked], [i for _, i in asked]))
    return [
        [next(outcomes).get(turn.key) == turn.before for _ in sets]
        for turn, sets in zip(turns, absences, strict=True)
    ]
