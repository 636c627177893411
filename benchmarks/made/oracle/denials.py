"""The verdict on every pair of denial and incident."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from made.model import Incident, Involvement, Names, Statement, World
from made.oracle.charges import Charges, Met
from made.oracle.coverage import DIMENSIONS, MODE, STRENGTH
from made.oracle.logic import Truth, any_of

_COVERAGE = {True: "covered", None: "possible", False: "outside"}
_VALUE = {True: "yes", None: "unknown", False: "no"}
Pairs = dict[tuple[str, str, str], "Result"]


@dataclass(frozen=True)
class Result:
    """What the oracle says of a pair."""

    coverage: str
    dimensions: tuple[str, ...]
    verdict: str
    charge: tuple[str, str, bool] | None
    for_: int
    against: int


class Denials(Charges):
    """Answers for denials; parameters as for `Standing`."""

    def __init__(self, world: World, as_of: date | None = None) -> None:
        super().__init__(world, as_of)
        self._against: dict[tuple[str, str], frozenset[str]] = {}

    def denials(self) -> Pairs:
        """Return every pair of denial, incident and party."""
        results = {}
        for incident in self.world.incidents:
            for denial in self.known:
                for party in self.parties(denial):
                    result = self._denial(denial, party, incident)
                    if result:
                        results[denial.id, incident.id, party] = result
            self.forget()  # how far words reach an incident is asked only beside that incident
        return results

    def _denial(self, denial: Statement, party: str, incident: Incident) -> Result | None:
        reached = self.reach(denial, party, incident, denial.denies)
        if not reached:
            return None
        covers, values = reached[0].covers, reached[0].values
        words: dict[int, Truth] = {
            strength: any_of(
                self.says(reach.involvement, strength)
                for reach in reached
                if (reach.covers is False) == (covers is False)
            )
            for strength in MODE
        }
        charges = self.charges(denial, words, party, incident)
        verdict, deciding = self._verdict(denial, words, party, incident, charges)
        for_ = {
            self.original(charge.statement)
            for charge in self.affirmations(party, incident)
            if self.original(charge.statement) != self.original(denial)
        }
        against = {self.original(denial)} | self._deniers(party, incident)
        return Result(
            _COVERAGE[covers],
            tuple(_VALUE[values[name]] for name in DIMENSIONS),
            verdict,
            (
                MODE[deciding.strength],
                "denied" if deciding.denied else "left-open",
                deciding.charge.composed,
            )
            if deciding
            else None,
            len(for_),
            len(against),
        )

    def _deniers(self, party: str, incident: Incident) -> frozenset[str]:
        """Return the originals of what denies the party's involvement in the incident."""
        key = (party, incident.id)
        if key not in self._against:
            self._against[key] = frozenset(map(self.original, self._denying(party, incident)))
        return self._against[key]

    def _denying(self, party: str, incident: Incident) -> Iterator[Statement]:
        """Yield the current statements that deny the party's involvement in the incident.

        By name whosever they are; in general words the party's own that cover the incident.
        """
        for statement in self.current:
            for reach in self.reach(statement, party, incident, statement.denies):
                if reach.named or (reach.covers and party in self.parties(statement)):
                    yield statement

    def _verdict(
        self,
        denial: Statement,
        words: dict[int, Truth],
        party: str,
        incident: Incident,
        charges: list[Met],
    ) -> tuple[str, Met | None]:
        ways = {
            "self-contradicted": [met for met in charges if met.charge.own],
            "contradicted-by-finding": [met for met in charges if met.finding],
            "contested": [met for met in charges if not met.charge.through],
            "contested-through-proxy": charges,
        }
        taken_back = {mode for mode, says in words.items() if says is True} or {
            mode for mode, says in words.items() if says is None
        }
        if self.withdrawn(denial, party, incident, taken_back, ("affirms", "leaves_open")):
            return "withdrawn", min(charges, key=_weight, default=None)
        for verdict, found in ways.items():
            if found:
                return verdict, min(found, key=_weight)
        if self.rivals(denial, party, incident):
            return "attributed-elsewhere", None
        return "unattributed", None

    def withdrawn(
        self,
        statement: Statement,
        party: str,
        incident: Incident,
        modes: set[int],
        stances: Names,
    ) -> bool:
        """Whether later words of the party, which stand, say something else of these modes."""
        later = self.successors(statement)
        for successor in self.current if later else ():
            if (
                successor.id not in later
                or self.original(successor) == self.original(statement)
                or party not in self.parties(successor)
            ):
                continue
            for stance in stances:
                for reach in self.reach(successor, party, incident, getattr(successor, stance)):
                    node = reach.involvement
                    meant = node.modes if stance == "affirms" else node.modes + node.open
                    outside = any(reach.values[name] is False for name in DIMENSIONS[1:])
                    if not outside and {STRENGTH[mode] for mode in meant} & modes:
                        return True
        return False

    def is_author(self, actor: str) -> bool:
        """Whether it can be a rival author: described groups and persons never are."""
        return self.actors[actor].kind not in {"DescribedGroup", "Person"}

    def weakest(self, node: Involvement) -> int:
        """Return the weakest mode that the words may mean."""
        return min((STRENGTH[mode] for mode in node.modes), default=0)

    def rivals(self, statement: Statement, party: str, incident: Incident) -> list[Statement]:
        """Return the words of others who say that a rival author carried it out."""
        found = []
        for other, node in self.naming(incident):
            if self.original(other) == self.original(statement):
                continue
            authors = filter(self.is_author, self.roots[node.actor] - {party})
            others = self.parties(other) - {party}
            if others and any(authors) and self.weakest(node) == STRENGTH["carried-out"]:
                found.append(other)
        return found


def _weight(met: Met) -> tuple[bool, bool, bool, int]:
    """One party's words first, then what is denied, what is named, and the strongest mode."""
    return met.charge.composed, not met.denied, not met.charge.certain, -met.strength
