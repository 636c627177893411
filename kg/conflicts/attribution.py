"""Rival attributions: who is said to have done it, who denies it, and who says that nobody did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from kg.conflicts.authors import CARRIED_OUT, Part, by_incident
from kg.conflicts.links import IDENTITY
from kg.conflicts.model import Conflict, Side
from kg.conflicts.parties import Parties
from kg.conflicts.phrases import did, hedges, listed, named, noted, wording
from kg.conflicts.sides import denied_side, side_of
from kg.conflicts.told import instead, told_by_others

if TYPE_CHECKING:
    from kg.conflicts.details import Given
    from kg.conflicts.evidence import Evidence

_STATUS = "attribution-status"
_OCCURRENCE = "occurrence"
_READINGS = {"named": "", "read": "read into the words", "general": "in general words"}


def authors(evidence: Evidence) -> Iterator[Conflict]:
    """Find incidents of which several authors are named, or one who is denied or left open."""
    reader = _Reader(evidence)
    for incident, said in by_incident(evidence.parts).items():
        conflict = reader.conflict(incident, said)
        if conflict is not None:
            yield conflict


def events(evidence: Evidence) -> Iterator[Conflict]:
    """Find incidents that some say they carried out or saw, and others say did not happen."""
    reader = _Reader(evidence)
    said = by_incident(evidence.parts)
    for incident, given in reader.given(_OCCURRENCE).items():
        denied = [each for each in given if each.denied]
        affirmed = [
            part
            for part in said.get(incident, ())
            if part.stance == "affirms" and part.persona is None
        ]
        deniers = {statement for each in denied for statement in each.denied}
        told = told_by_others(evidence, given, deniers)
        if not denied or not (affirmed or told):
            continue
        yield Conflict(
            kind="attribution",
            about=incident,
            rule="event-denied",
            summary=(
                f"That {evidence.graph.label(incident)} took place as it is told is denied by "
                f"{reader.speakers(deniers)}."
            ),
            sides=(
                *reader.sides(incident, affirmed),
                *(side_of(evidence, [each]) for each in told),
                instead(denied_side(evidence, denied), given, deniers),
            ),
            facts={"event": [each.value for each in denied]},
            touches=_touches(affirmed, incident),
        )


class _Reader:
    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._parties = Parties(evidence)
        self._identities = _identities(evidence)
        self._statuses = self.given(_STATUS)

    def given(self, aspect: str) -> Mapping[str, list[Given]]:
        """Return the details of an aspect by what they are about."""
        found: dict[str, list[Given]] = {}
        for each in self._evidence.details:
            if each.aspect == aspect:
                found.setdefault(each.about, []).append(each)
        return found

    def speakers(self, statements: Iterable[str]) -> str:
        """Return who speaks, as a list in words."""
        voices = map(self._evidence.origins.voice, statements)
        return named(self._evidence.graph, {voice.speaker for voice in voices if voice.speaker})

    def conflict(self, incident: str, said: Sequence[Part]) -> Conflict | None:
        """Return what does not fit together of who did it, None if all does."""
        affirmed = [part for part in said if part.stance == "affirms"]
        rivals = self._rivals(affirmed)
        denials = _meeting(said)
        rendered = _rendered_only(said)
        denied = {part.doer for part in denials} - self._parties.described
        statuses = [each for each in self._statuses.get(incident, ()) if each.asserted]
        claimed = {part.doer for part in affirmed if part.own}
        if rivals:
            rule = "claim-and-attribution" if claimed & rivals else "rival-authors"
        elif denied:
            own = {part.doer for part in denials if part not in rendered}
            rule = "author-denied" if own & denied else "author-denied-in-renderings"
        elif self._who_leave_open(incident, said)[0]:
            rule = "author-left-open"
        else:
            return None
        doers = rivals | denied or {part.doer for part in affirmed} - self._parties.described
        shown = [
            *(
                part
                for part in affirmed
                if part.doer in doers
                or (part.persona is None and CARRIED_OUT in part.modes)
                # Whoever is said to stand behind a name that claims, rival or not.
                or part.persona in claimed
            ),
            *(part for part in denials if part.doer in doers),
            *(part for part in said if part.stance == "leaves-open" and part.doer in doers),
        ]
        others = [
            part
            for part in said
            if part.stance == "denies"
            and part.reading != "general"
            and part.doer not in {each.doer for each in affirmed}
        ]
        return Conflict(
            kind="attribution",
            about=incident,
            rule=rule,
            summary=self._summary(rule, incident, rivals or doers, shown, rendered),
            sides=(
                *self.sides(incident, shown, rendered),
                *(
                    side_of(self._evidence, [each], value=f"of the attribution: {each.value}")
                    for each in statuses
                ),
            ),
            facts={
                "authors": sorted(rivals),
                "denied": sorted(denied),
                "claimed_by": sorted(claimed),
                "other_denials": sorted({part.statement for part in others}),
                **({"denied_unnamed": _by_doer(others)} if others else {}),
            },
            touches=_touches([*shown, *others], incident),
        )

    def _rivals(self, affirmed: Iterable[Part]) -> set[str]:
        """Return the authors that exclude another one.

        Authors that one statement names together do not, nor a part and its whole, nor a persona
        and the actor behind it in the words of a party that affirms this identity. Two authors
        whom only one and the same party names are that party's own contradiction.
        """
        by_doer: dict[str, list[Part]] = {}
        for part in affirmed:
            if (
                part.modes == (CARRIED_OUT,)
                and part.persona is None
                and part.doer in self._parties.rival_authors
            ):
                by_doer.setdefault(part.doer, []).append(part)
        found: set[str] = set()
        for one, other in combinations(sorted(by_doer), 2):
            alike = self._identities.get(frozenset((one, other)), set())
            together = {part.original for part in by_doer[one]} & {
                part.original for part in by_doer[other]
            }
            ours, theirs = (
                {part.party for part in by_doer[doer] if part.original not in together} - alike
                for doer in (one, other)
            )
            if ours and theirs and len(ours | theirs) > 1 and not self._parties.related(one, other):
                found |= {one, other}
        return found

    def _who_leave_open(self, incident: str, said: Iterable[Part]) -> tuple[set[str], set[str]]:
        """Return who leaves it open, or speaks of the attribution without naming anybody.

        First those beside whom somebody else names an author; then those who leave open what they
        alone name, or a body of which they are a part: that is no other party's opinion.
        """
        namers: set[str] = set()
        reserved: set[str] = set()
        for part in said:
            if part.stance == "leaves-open":
                reserved.add(part.party)
            elif part.stance == "affirms" and part.doer not in self._parties.described:
                namers.add(part.party)
        for each in self._statuses.get(incident, ()):
            reserved.update(*map(self._evidence.parties_of, each.affirmed))
        others = {
            party
            for party in reserved
            if any(not self._parties.related(party, namer) for namer in namers)
        }
        return others, reserved - others if namers else set()

    def sides(
        self, incident: str, said: Iterable[Part], rendered: Collection[Part] = ()
    ) -> Iterator[Side]:
        """Yield a side for each way of putting it: affirmed, then denied, then left open."""
        groups: dict[tuple[int, str, str], list[Part]] = {}
        for part in said:
            note = ", ".join(
                filter(
                    None,
                    (
                        "claimed" * self._claims(part),
                        _READINGS[part.reading],
                        "in renderings by others only" * (part in rendered),
                    ),
                )
            )
            groups.setdefault((*self._value(part), note), []).append(part)
        for (_, value, note), group in sorted(groups.items(), key=lambda item: item[0]):
            yield self._evidence.side(
                noted(value, note, hedges(part.hedging for part in group)),
                {statement for part in group for statement in part.statements},
                matter=incident,
            )

    def _claims(self, part: Part) -> bool:
        return part.stance == "affirms" and part.own

    def _value(self, part: Part) -> tuple[int, str]:
        """Return where a side stands, and what it says."""
        label = self._evidence.graph.label
        doer = label(part.doer)
        if part.stance == "leaves-open":
            return 4, f"left open: {doer} {did(part.modes)}"
        if part.stance == "denies":
            if not part.denied:
                return 3, f"not {doer}: the accusation is rejected"
            how = "denies having" if part.own else "said not to have"
            return 3, f"not {doer}: {how} {did(part.denied)}"
        if part.persona is not None:
            return 1, f"{doer}, said to stand behind {label(part.persona)}, {did(part.modes)}"
        if part.doer in self._parties.described:
            return 2, f"somebody: {doer} {did(part.modes)}"
        return 2 * (part.doer not in self._parties.rival_authors), f"{doer} {did(part.modes)}"

    def _summary(
        self,
        rule: str,
        incident: str,
        doers: Collection[str],
        shown: Iterable[Part],
        rendered: Collection[Part],
    ) -> str:
        graph = self._evidence.graph
        what, said = graph.label(incident), list(shown)
        if rule == "author-left-open":
            others, same = self._who_leave_open(incident, said)
            too = f"; other words of {named(graph, same)} leave it open too" if same else ""
            return (
                f"{what}: {named(graph, doers)} in the words of "
                f"{named(graph, _namers(said, doers))}; left open by {named(graph, others)}{too}."
            )
        accused = rule in {"author-denied", "author-denied-in-renderings"}
        told = []
        for doer in sorted(doers, key=lambda each: (graph.label(each), each)):
            who = graph.label(doer)
            if accused:
                who = f"a part of {who}, in the words of {named(graph, _namers(said, [doer]))}"
            told.append((who, self._denial(said, doer, rendered)))
        if len(told) == 1:
            parts = ["; ".join(filter(None, each)) for each in told]
        else:
            # Who denies the part of one need not deny that of another.
            parts = [noted(who, denial) for who, denial in told]
        if accused:
            return f"{what}: {'; '.join(parts)}."
        return f"{what}: several are said to have carried it out, {listed(parts)}."

    def _denial(self, said: Iterable[Part], doer: str, rendered: Collection[Part]) -> str:
        """Return who denies the part of an actor, in words."""
        graph = self._evidence.graph
        refusing = [part for part in said if part.doer == doer and part.stance == "denies"]
        deniers = {part.party for part in refusing if part not in rendered}
        others = {part.party for part in refusing} - deniers
        wordings = {wording(graph, part.statement) for part in refusing if part in rendered}
        told = [f"denied by {named(graph, deniers)}"] if deniers else []
        if others:
            told.append(
                f"denied by {named(graph, others)} only in wordings that others give "
                f"({listed(sorted(wordings))})"
            )
        return "; ".join(told)


def _namers(said: Iterable[Part], doers: Collection[str]) -> set[str]:
    """Return in whose words actors have a part."""
    return {
        party
        for part in said
        if part.stance == "affirms" and part.doer in doers
        for party in part.parties
    }


def _meeting(said: Sequence[Part]) -> list[Part]:
    """Return the denials that meet what others affirm of the same actor."""
    affirmed: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Part] = {}
    for part in said:
        if part.stance == "affirms":
            affirmed.setdefault((part.doer, part.modes, part.parties), part)
    by_doer: dict[str, list[Part]] = {}
    for part in affirmed.values():
        by_doer.setdefault(part.doer, []).append(part)
    return [
        part
        for part in said
        if part.stance == "denies" and any(map(part.meets, by_doer.get(part.doer, ())))
    ]


def _rendered_only(said: Sequence[Part]) -> frozenset[Part]:
    """Return the denials in wordings that others give to words which do not deny as much."""
    denials = [part for part in said if part.stance == "denies"]
    own = {
        (part.doer, part.original, mode)
        for part in denials
        if part.statement == part.original
        for mode in part.denied or part.modes
    }
    return frozenset(
        part
        for part in denials
        if part.statement != part.original
        and not all((part.doer, part.original, mode) in own for mode in part.denied or part.modes)
    )


def _identities(evidence: Evidence) -> Mapping[frozenset[str], set[str]]:
    """Return which parties say that a name and an actor are the same."""
    found: dict[frozenset[str], set[str]] = {}
    for link in evidence.links:
        if link.kind == IDENTITY and link.stance == "affirms":
            both = frozenset((link.lower_party, link.upper_party))
            found.setdefault(both, set()).add(link.party)
    return found


def _by_doer(said: Iterable[Part]) -> list[dict[str, object]]:
    found: dict[str, set[str]] = {}
    for part in said:
        found.setdefault(part.doer, set()).add(part.statement)
    return [{"actor": doer, "statements": sorted(found[doer])} for doer in sorted(found)]


def _touches(said: Iterable[Part], incident: str) -> tuple[str, ...]:
    nodes = {
        node for part in said for node in (part.doer, part.party, part.persona) if node is not None
    }
    return tuple(sorted(nodes - {incident}))
