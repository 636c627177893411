"""A party that affirms and denies one thing, gives values that exclude each other, or wavers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from kg.conflicts.authors import Part
from kg.conflicts.counts import by_day
from kg.conflicts.intervals import Interval, excluding
from kg.conflicts.links import LinkSaid as Link
from kg.conflicts.links import described, same_matter
from kg.conflicts.model import Conflict
from kg.conflicts.own_words import OwnWords
from kg.conflicts.phrases import did, listed, ranged
from kg.conflicts.sides import side_of

if TYPE_CHECKING:
    from kg.conflicts.details import Given
    from kg.conflicts.evidence import Evidence

_Said = TypeVar("_Said", Link, Part)


def stances_clash(evidence: Evidence) -> Iterator[Conflict]:
    """Find values, links and parts of others that one party both affirms and denies."""
    own = OwnWords(evidence)
    graph = evidence.graph
    for given in evidence.details:
        affirmed, denied = (_by_party(own, said) for said in (given.affirmed, given.denied))
        for party in sorted(affirmed.keys() & denied.keys()):
            yield own.conflict(
                "affirms-and-denies",
                party,
                given.about,
                f"both affirms and denies of {graph.label(given.about)} ({given.aspect}): "
                f"“{given.value}”",
                [
                    own.side(given.value, affirmed[party]),
                    own.side(f"not “{given.value}”", denied[party]),
                ],
                facts={"aspect": given.aspect, "proposition": given.detail},
            )
    yield from _links(own, "denies", "affirms-and-denies")
    yield from _others(own, "denies", "affirms-and-denies")


def open_and_affirmed(evidence: Evidence) -> Iterator[Conflict]:
    """Find what a party affirms and leaves open at the same time or afterwards.

    What was open and is affirmed later is no contradiction. Nor is one of several modes that were
    left open together, or one of several affirmed: both can hold, and the rule is a softer one.
    """
    own = OwnWords(evidence)
    yield from _links(own, "leaves-open", "open-and-affirmed")
    yield from _others(own, "leaves-open", "open-and-affirmed")


def values_apart(evidence: Evidence) -> Iterator[Conflict]:
    """Find numbers and times of one party about one thing that exclude each other.

    Counts of different days may have changed in between: a softer rule.
    """
    own = OwnWords(evidence)
    replaced = _replaced(evidence)
    groups: dict[tuple[str, str, str, str], list[Given]] = {}
    for given in evidence.details:
        if given.affirmed or (given.sources and given.detail not in replaced):
            for party in _givers(own, given):
                key = (party, given.about, given.aspect, given.topic)
                groups.setdefault(key, []).append(own.given(party, given))
    for (party, about, aspect, _), values in groups.items():
        counted = [given for given in values if given.number is not None]
        days, changed = by_day(counted, own.day)
        for rule, apart in (
            *(("values-apart", _excluding(day, "number")) for day in days),
            ("count-changed", _excluding(changed, "number")),
            ("values-apart", _excluding(values, "time")),
        ):
            if apart:
                what = "changed over time" if rule == "count-changed" else "exclude each other"
                yield own.conflict(
                    rule,
                    party,
                    about,
                    f"{_gives(apart)} values of {evidence.graph.label(about)} ({aspect}) that "
                    f"{what}: {ranged(each[0].value for each in apart)}",
                    [own.dated(side_of(evidence, each), each) for each in apart],
                    facts={"aspect": aspect},
                )


def _by_party(own: OwnWords, statements: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for statement in statements:
        for party in own.evidence.parties_of(statement):
            if own.is_party(party):
                found.setdefault(party, []).append(statement)
    return found


def _replaced(evidence: Evidence) -> set[str]:
    """Return the details of statements that their own party replaced; see `revised`."""
    rows = evidence.rows(
        "SELECT DISTINCT stance.proposition FROM superseded "
        "JOIN stance ON stance.statement = superseded.statement AND stance.stance = 'affirms'"
    )
    return {str(row["proposition"]) for row in rows}


def _givers(own: OwnWords, given: Given) -> set[str]:
    """Return the parties that give a value, in statements or as sources credit them."""
    parties = {own.parties.root(giver) for giver in given.givers}
    parties.update(*map(own.evidence.parties_of, given.affirmed))
    return {party for party in parties if own.is_party(party)}


def _gives(groups: Iterable[Iterable[Given]]) -> str:
    """Return how the values came from the party: what others write of it is not its own word."""
    stated = {any(each.affirmed for each in group) for group in groups}
    if stated == {True}:
        return "gives"
    return "gives, or is credited with," if True in stated else "is credited with"


def _excluding(values: Iterable[Given], compared: str) -> list[list[Given]]:
    """Return the values that exclude another one, those of one interval together, in order."""
    by_interval: dict[Interval, list[Given]] = {}
    for given in values:
        interval = given.number if compared == "number" else given.time
        if interval is not None:
            by_interval.setdefault(interval, []).append(given)
    ordered = sorted(by_interval, key=lambda interval: interval.order)
    return [by_interval[ordered[place]] for place in excluding(ordered)]


def _links(own: OwnWords, stance: str, rule: str) -> Iterator[Conflict]:
    groups: dict[tuple[str, tuple[str, str, str]], list[Link]] = {}
    for link in own.evidence.links:
        if link.stance in {"affirms", stance} and own.is_party(link.party):
            groups.setdefault((link.party, link.ends_of_link), []).append(link)
    for (party, (lower, upper, _)), said in groups.items():
        met = _met(own, said, stance)
        if not met:
            continue
        graph = own.evidence.graph
        yield own.conflict(
            rule,
            party,
            lower,
            f"{_both(stance)} ties between {graph.label(upper)} and {graph.label(lower)}",
            [
                own.side(
                    f"{prefix}{listed(sorted({described(graph, link) for link in chosen}))}",
                    [link.statement for link in chosen],
                )
                for prefix, chosen in _split(met, stance)
            ],
            facts={"links": sorted({link.link for link in met})},
            touches={lower, upper, *(link.link for link in met)},
        )


def _others(own: OwnWords, stance: str, rule: str) -> Iterator[Conflict]:
    """Yield what a party says of the part of another; of its own part see denied-and-admitted."""
    groups: dict[tuple[str, str, str], list[Part]] = {}
    for part in own.evidence.parts:
        if (
            part.stance in {"affirms", stance}
            and part.persona is None
            and own.is_party(part.party)
            and not (stance == "denies" and part.own)
        ):
            groups.setdefault((part.party, part.incident, part.doer), []).append(part)
    for (party, incident, doer), said in groups.items():
        graph = own.evidence.graph
        what, named = f"a part of {graph.label(doer)}", rule
        if stance == "leaves-open":
            met = _met(own, said, stance, _same_modes)
            if not met:
                met, named = _met(own, said, stance), f"{rule}-in-part"
                what += f" ({_done(part for part in met if part.stance == 'affirms')})"
        else:
            met = _met(own, said, stance)
        if not met:
            continue
        what += f" in {graph.label(incident)}"
        yield own.conflict(
            named,
            party,
            incident,
            f"affirms {what}, and leaves open another range of modes: both can hold"
            if named != rule
            else f"{_both(stance)} {what}",
            [
                own.side(
                    f"{prefix}{graph.label(doer)} {_done(chosen)}",
                    [part.statement for part in chosen],
                    incident,
                )
                for prefix, chosen in _split(met, stance)
            ],
            facts={"doer": doer},
            touches={doer},
        )


def _met(
    own: OwnWords,
    said: Iterable[_Said],
    stance: str,
    alike: Callable[[_Said, _Said], bool] | None = None,
) -> list[_Said]:
    """Return what is affirmed and meets the other stance, and what it meets.

    Words of one original do not meet one another, and neither does what was open and is affirmed
    later. Words that are alike in all that matters are looked at together.
    """
    affirmed: dict[object, list[_Said]] = {}
    answers: dict[object, list[_Said]] = {}
    for each in said:
        groups = affirmed if each.stance == "affirms" else answers
        groups.setdefault(_matter(each), []).append(each)

    def since(each: _Said) -> datetime:
        return own.stated[each.statement].earliest or datetime.min

    def until(each: _Said) -> datetime:
        return (stance == "leaves-open" and own.stated[each.statement].latest) or datetime.max

    found: set[int] = set()
    for ours in affirmed.values():
        for theirs in answers.values():
            if not (alike or _alike)(ours[0], theirs[0]):
                continue
            begins = _two(sorted((since(each), each.original) for each in ours))
            ends = _two(sorted(((until(each), each.original) for each in theirs), reverse=True))
            found.update(
                id(each)
                for each in ours
                if any(since(each) <= end for of, end in ends if of != each.original)
            )
            found.update(
                id(each)
                for each in theirs
                if any(begin <= until(each) for of, begin in begins if of != each.original)
            )
    return [each for each in said if id(each) in found]


def _two(moments: Iterable[tuple[datetime, str]]) -> list[tuple[str, datetime]]:
    """Return the first moment of each of the first two originals: one of them is another's."""
    found: dict[str, datetime] = {}
    for moment, original in moments:
        found.setdefault(original, moment)
        if len(found) > 1:
            break
    return list(found.items())


def _matter(said: Link | Part) -> object:
    if isinstance(said, Link):
        return said.amounts, said.begins, said.ends
    return said.denied or said.modes


def _alike(one: Link | Part, other: Link | Part) -> bool:
    """Whether two speak of one thing: what the link amounts to, or a mode of the part."""
    if isinstance(one, Link) and isinstance(other, Link):
        return same_matter(one, other)
    if isinstance(one, Part) and isinstance(other, Part):
        return not set(one.denied or one.modes).isdisjoint(other.denied or other.modes)
    return False


def _same_modes(one: Part, other: Part) -> bool:
    return set(one.modes) == set(other.modes)


def _split(met: Iterable[_Said], stance: str) -> Iterator[tuple[str, list[_Said]]]:
    """Yield what is affirmed and what answers it, each with what stands before its words."""
    said = list(met)
    yield "", [each for each in said if each.stance == "affirms"]
    answer = "not: " if stance == "denies" else "left open: "
    yield answer, [each for each in said if each.stance == stance]


def _done(said: Iterable[Part]) -> str:
    return did(mode for part in said for mode in part.denied or part.modes)


def _both(stance: str) -> str:
    answer = "denies" if stance == "denies" else "leaves open"
    return f"both affirms and {answer}"
