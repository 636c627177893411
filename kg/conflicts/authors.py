"""What is said of whose part in which incident: named, denied, left open, said not to have been."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.assessment.tables import strengths
from kg.conflicts.scopes import MODES

if TYPE_CHECKING:
    from kg.conflicts.tables import Row, Tables

_CODES = {3: MODES[0], 2: MODES[1], 1: MODES[2]}
CARRIED_OUT = MODES[0]


@dataclass(frozen=True)
class Part:
    """A statement's word on somebody's part in an incident.

    Attributes
    ----------
    stance
        ``affirms``, ``denies`` or ``leaves-open``.
    doer, incident
        Whose party's part, in what.
    modes
        Modes that the words touch; of an affirmation with several it is one of these.
    denied
        Of a denial: those of them that the words deny. None: it rejects the accusation.
    statement, original, party, hedging
        Whose words.
    reading
        ``named``; ``read``, if only the curator reads the incident into them; ``general``, if they
        are general words that cover it.
    parties
        Whose words it is put together from: the party's alone, or also those of whoever says who
        stands behind a persona that the words name.
    persona, identity
        That persona, and the statement that says who stands behind it.
    """

    stance: str
    doer: str
    incident: str
    modes: tuple[str, ...]
    denied: tuple[str, ...]
    statement: str
    original: str
    party: str
    hedging: str
    reading: str
    parties: tuple[str, ...]
    persona: str | None = None
    identity: str | None = None

    @property
    def own(self) -> bool:
        """Whether it is said of the party itself."""
        return self.party == self.doer and self.persona is None

    def meets(self, affirmed: Part) -> bool:
        """Whether a denial is about what is affirmed, and of another party.

        It denies one of the modes; or it rejects the accusation, whatever the mode.
        """
        return (
            self.stance == "denies"
            and affirmed.stance == "affirms"
            and self.doer == affirmed.doer
            and self.party not in affirmed.parties
            and not set(self.denied or self.modes).isdisjoint(affirmed.modes)
        )

    @property
    def statements(self) -> tuple[str, ...]:
        """The statement, and the one that says who stands behind the persona."""
        return (self.statement,) if self.identity is None else (self.statement, self.identity)


def parts(tables: Tables) -> tuple[Part, ...]:
    """Return every standing word on a part in an incident, in a total order."""
    return tuple(_part(row) for row in tables.rows(_PARTS))


def by_incident(said: Iterable[Part]) -> dict[str, list[Part]]:
    """Return the words by the incident that they are about."""
    found: dict[str, list[Part]] = {}
    for part in said:
        found.setdefault(part.incident, []).append(part)
    return found


def _part(row: Row) -> Part:
    return Part(
        stance=str(row["stance"]),
        doer=str(row["doer"]),
        incident=str(row["incident"]),
        modes=_modes(row["touched"]),
        denied=_modes(row["denied"]),
        statement=str(row["statement"]),
        original=str(row["original"]),
        party=str(row["party"]),
        hedging=str(row["hedging"] or ""),
        reading=str(row["reading"]),
        parties=_texts(row["parties"]),
        persona=None if row["persona"] is None else str(row["persona"]),
        identity=None if row["identity"] is None else str(row["identity"]),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _modes(modes: object) -> tuple[str, ...]:
    """Return the codes of a set of modes, the strongest first."""
    return tuple(_CODES[each] for each in sorted(strengths(int(str(modes))), reverse=True))


# Words that name the incident; identities that lead from a named persona to whoever stands behind
# it (a longer chain is put together by us, and is the matter of `kg assess`); and general words of
# a named party about itself that cover the incident in every dimension.
_PARTS = """
    WITH said AS (
        SELECT position.stance, position.doer, involvement_incident.incident,
               words.touched, words.denied, position.statement, position.original,
               position.speaker_party AS party, involvement_incident.named AS reading,
               [position.speaker_party] AS parties, NULL AS persona, NULL AS identity
        FROM position
        JOIN involvement_incident ON involvement_incident.proposition = position.proposition
        JOIN words ON words.proposition = position.proposition
        WHERE position.stands
        UNION
        SELECT 'affirms', chain.target, chain.incident, chain.strengths, 0, chain.statement,
               chain.original, chain.speaker_party,
               CASE WHEN chain.certain THEN 'named' ELSE 'read' END,
               list_sort(list_distinct([chain.linked_by, chain.speaker_party])), chain.doer,
               reach.statements[1]
        FROM chain
        JOIN reach ON reach.reach = chain.reach
        WHERE chain.through_identity
        UNION
        SELECT 'denies', pair.party, pair.incident, pair.touched, pair.denied, pair.denial,
               pair.original, pair.party, 'general', [pair.party], NULL, NULL
        FROM pair
        JOIN standing ON standing.statement = pair.denial
        JOIN (
            SELECT DISTINCT incident, target FROM chain WHERE hops = 0 OR through_identity
        ) AS named ON named.incident = pair.incident AND named.target = pair.party
        WHERE pair.covers AND NOT pair.by_name
    )
    SELECT said.*, known.hedging
    FROM said
    JOIN known ON known.statement = said.statement
    ORDER BY said.incident, said.stance, said.doer, said.statement, said.party, said.reading,
             said.persona, said.identity, said.parties, said.touched, said.denied
"""
