"""The verdict on every pair of claim of responsibility and incident: the stance turned round."""

from __future__ import annotations

from itertools import product

from made.model import Incident, Involvement, Statement
from made.oracle.coverage import STRENGTH
from made.oracle.denials import Denials, Pairs, Result


class Oracle(Denials):
    """Answers for one world, for denials and for claims; parameters as for `Standing`."""

    def claims(self) -> Pairs:
        """Return every pair of claim of responsibility, incident and party."""
        results = {}
        for claim, incident in product(self.known, self.world.incidents):
            for party in self.parties(claim):
                nodes = [
                    node
                    for node in self.affirmed(claim, incident)
                    if party in self.roots[node.actor]
                ]
                if nodes:
                    results[claim.id, incident.id, party] = self._claim(
                        claim, nodes, party, incident
                    )
        return results

    def _claim(
        self, claim: Statement, nodes: list[Involvement], party: str, incident: Incident
    ) -> Result:
        certain = any(incident.id in node.concerns for node in nodes)
        value = "yes" if certain else "unknown"
        modes = {self.weakest(node) for node in nodes} - {0}
        others = [s for s in self.current if self.original(s) != self.original(claim)]
        own = [s for s in others if self._disowns(s, party, incident, modes, own=True)]
        denying = [s for s in others if self._disowns(s, party, incident, modes, own=False)]
        rivals = self._rivals_of_claim(claim, modes, party, incident)
        bearing = [
            s
            for s in others
            if self._bears_out(s, modes, party, incident)
            and self.original(claim) not in self.origins(s)  # who only repeats bears nothing out
        ]
        accusers = {p for s in rivals for p in self.parties(s)}
        if self.withdrawn(claim, party, incident, modes, ("denies", "leaves_open")):
            verdict = "withdrawn"
        elif own:
            verdict = "self-contradicted"
        elif any(self.settles(s, party, incident, accusers) for s in denying):
            verdict = "contradicted-by-finding"
        elif denying or rivals:
            verdict = "contested"
        else:
            verdict = "corroborated" if bearing else "uncontested"
        for_ = {self.original(claim)} | {self.original(s) for s in bearing}
        for_ |= {self.original(c.statement) for c in self.affirmations(party, incident)}
        against = {self.original(s) for s in [*own, *denying, *rivals]}
        return Result(
            "covered" if certain else "possible",
            ("yes", value, value, value, value),
            verdict,
            None,
            len(for_),
            len(against),
        )

    def _disowns(
        self, statement: Statement, party: str, incident: Incident, modes: set[int], *, own: bool
    ) -> bool:
        """Whether words deny (or reject) the claimed mode.

        The party's own do where they reach the incident, those of others where they name it.
        """
        if not (party in self.parties(statement) if own else self.parties(statement) - {party}):
            return False
        nodes = [
            reach.involvement
            for reach in self.reach(statement, party, incident, statement.denies)
            if (reach.covers is not False if own else reach.named)
        ]
        return any(STRENGTH[mode] in modes for node in nodes for mode in node.modes + node.open)

    def _rivals_of_claim(
        self, claim: Statement, modes: set[int], party: str, incident: Incident
    ) -> list[Statement]:
        """Return who names a rival of somebody who says that he carried it out."""
        if STRENGTH["carried-out"] not in modes or not self.is_author(party):
            return []
        return [
            other
            for other in self.rivals(claim, party, incident)
            for node in self.affirmed(other, incident)
            for rival, voice in product(self.roots[node.actor], self.parties(other))
            if party not in {rival, voice}
            and self.is_author(rival)
            and self.weakest(node) == STRENGTH["carried-out"]
            and not self._behind(party, rival, voice)
        ]

    def _behind(self, persona: str, actor: str, voice: str) -> bool:
        """Whether somebody affirms that an actor stands behind a name."""
        return any(
            link.modes is None
            and persona in self.roots[link.low]
            and actor in self.roots[link.high]
            and any(voice in self.parties(s) for s in self.affirmers.get(link.id, ()))
            for link in self.world.links
        )

    def _bears_out(
        self, statement: Statement, modes: set[int], party: str, incident: Incident
    ) -> bool:
        """Whether another party affirms the claimant's part, and nothing weaker."""
        return any(
            self.weakest(node) >= min(modes, default=4)
            and any(
                party in self.roots[node.actor]
                or any(self._behind(party, actor, voice) for actor in self.roots[node.actor])
                for voice in self.parties(statement) - {party}
            )
            for node in self.affirmed(statement, incident)
        )
