"""From the tables that the rules leave to result objects. No rule lives here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.assessment.model import (
    DIMENSIONS,
    OUTSIDE_ORDER,
    SILENT,
    Absent,
    Charge,
    OtherDating,
    Pair,
    Tally,
    Unspoken,
    Wording,
)
from kg.assessment.tables import rule
from kg.assessment.wording import decided_by
from kg.origins import Measure, Origins

if TYPE_CHECKING:
    import duckdb

_MODES = {3: "carried-out", 2: "directed", 1: "supported"}
_VALUES = {True: "yes", False: "no", None: "unknown"}
_COVERAGE = {True: "covered", False: "outside", None: "possible"}
_Row = Mapping[str, object]


class Reader:
    """Reads the result tables of one assessment.

    Parameters
    ----------
    connection
        The database after the rules have run.
    origins
        Where statements come from.
    all_pairs
        Whether pairs without a verdict to speak of are wanted too.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, origins: Origins, all_pairs: bool
    ) -> None:
        self._connection = connection
        self._origins = origins
        self._measures: dict[tuple[str, tuple[str, ...]], Measure] = {}
        connection.execute(rule("listed"), [all_pairs, list(SILENT)])
        self._tallies = self._by_pair("tally", "subject")
        self._charges = self._by_pair("deciding", "denial")
        self._composed = self._by_pair("composed", "denial")
        self._rivals = self._by_pair("elsewhere", "denial", order="doer")
        self._answers = self._by_pair("answering", "claim", order="statement")
        self._datings = self._by_pair("dating_differs", "denial", order="value, publishers")
        self._unhappened: dict[str, list[str]] = {}
        for row in self._rows("SELECT DISTINCT incident, statement FROM unhappened ORDER BY ALL"):
            self._unhappened.setdefault(str(row["incident"]), []).append(str(row["statement"]))
        self._agreeing: dict[str, set[str]] = {}
        for row in self._rows("SELECT * FROM dating_agrees"):
            names = str(row["publishers"]).split("|")
            self._agreeing.setdefault(str(row["denial"]), set()).update(names)

    def denials(self) -> list[Pair]:
        """Return the pairs of denials that were asked for."""
        rows = self._rows(
            """
            SELECT verdict.*, statement.label AS denial_label, statement.stated,
                   incident.label AS incident_label, incident."when" AS incident_when,
                   incident.earliest_text, incident.latest_text,
                   CASE WHEN verdict.original <> verdict.denial THEN verdict.original END
                       AS rendering_of,
                   sole_doer.party IS NOT NULL AS sole
            FROM verdict
            JOIN listed ON listed.kind = 'denial' AND listed.subject = verdict.denial
                       AND listed.incident = verdict.incident AND listed.party = verdict.party
            JOIN statement ON statement.statement = verdict.denial
            JOIN incident ON incident.incident = verdict.incident
            LEFT JOIN sole_doer ON sole_doer.incident = verdict.incident
                               AND sole_doer.party = verdict.party
            """
        )
        says = self._says()
        return [self._denial(row, says) for row in rows]

    def _denial(self, row: _Row, says: Mapping[str, Mapping[str, str]]) -> Pair:
        key = (str(row["denial"]), str(row["incident"]), str(row["party"]))
        dimensions = {name: _VALUES[_truth(row[name])] for name in DIMENSIONS}
        coverage = _COVERAGE[_truth(row["covers"])]
        charge = _charge(self._charges.get(key))
        return self._pair(
            "denial",
            key,
            row,
            coverage=coverage,
            dimensions=dimensions,
            charge=charge,
            composed_charge=_charge(self._composed.get(key)),
            attributed_to=tuple(str(rival["doer"]) for rival in self._rivals.get(key, [])),
            decided=decided_by(
                coverage=coverage,
                dimensions=dimensions,
                verdict=str(row["verdict"]),
                charge=charge,
                by_name=bool(row["by_name"]),
                sole_doer=bool(row["sole"]),
                says=says.get(str(row["proposition"]), {}),
            ),
            other_datings=tuple(
                OtherDating(
                    _text(other["value"]),
                    tuple(_text(other["publishers"]).split("|")),
                    _VALUES[_truth(other["time"])],
                )
                for other in self._datings.get(key, [])
                if _VALUES[_truth(other["time"])] != dimensions["time"]
            ),
        )

    def claims(self) -> list[Pair]:
        """Return the pairs of claims that were asked for."""
        rows = self._rows(
            """
            SELECT claim_verdict.*, statement.label AS denial_label, statement.stated,
                   claim_verdict.claim AS denial,
                   incident.label AS incident_label, incident."when" AS incident_when,
                   incident.earliest_text, incident.latest_text,
                   CASE WHEN claim_verdict.original <> claim_verdict.claim
                        THEN claim_verdict.original END AS rendering_of
            FROM claim_verdict
            JOIN listed ON listed.kind = 'claim' AND listed.subject = claim_verdict.claim
                       AND listed.incident = claim_verdict.incident
                       AND listed.party = claim_verdict.party
            JOIN statement ON statement.statement = claim_verdict.claim
            JOIN incident ON incident.incident = claim_verdict.incident
            """
        )
        return [self._claim(row) for row in rows]

    def _claim(self, row: _Row) -> Pair:
        key = (str(row["claim"]), str(row["incident"]), str(row["party"]))
        certain = bool(row["certain"])
        dimensions = dict.fromkeys(DIMENSIONS, "yes" if certain else "unknown")
        dimensions["involvement"] = "yes"
        coverage = "covered" if certain else "possible"
        return self._pair(
            "claim",
            key,
            row,
            coverage=coverage,
            dimensions=dimensions,
            answered_by=tuple(str(answer["statement"]) for answer in self._answers.get(key, [])),
            decided=decided_by(
                coverage=coverage,
                dimensions=dimensions,
                verdict=str(row["verdict"]),
                charge=None,
                by_name=True,
                sole_doer=False,
                says={},
                claim=True,
                outright=bool(row["outright"]),
            ),
        )

    def _pair(
        self,
        kind: str,
        key: tuple[str, str, str],
        row: _Row,
        *,
        coverage: str,
        dimensions: Mapping[str, str],
        decided: str,
        charge: Charge | None = None,
        composed_charge: Charge | None = None,
        answered_by: tuple[str, ...] = (),
        attributed_to: tuple[str, ...] = (),
        other_datings: tuple[OtherDating, ...] = (),
    ) -> Pair:
        statement, incident, party = key
        return Pair(
            kind=kind,
            denial=statement,
            denial_label=_text(row["denial_label"]),
            rendering_of=_optional(row["rendering_of"]),
            party=party,
            incident=incident,
            incident_label=_text(row["incident_label"]),
            incident_when=_text(row["incident_when"]),
            coverage=coverage,
            dimensions=dimensions,
            verdict=str(row["verdict"]),
            charge=charge,
            composed_charge=composed_charge,
            answered_by=answered_by,
            attributed_to=attributed_to,
            event_denied_by=self._event_denied_by(key),
            decided_by=decided,
            dating=self._dating(row),
            other_datings=other_datings,
            for_=self._tally(kind, key, "for"),
            against=self._tally(kind, key, "against"),
        )

    def unspoken_denials(self) -> list[Unspoken]:
        """Return the counts of the pairs of denials that got no row."""
        counts = {
            str(row["denial"]): [0, 0]
            for row in self._rows(
                "SELECT DISTINCT denial.denial FROM denial "
                "JOIN focus ON focus.statement = denial.denial"
            )
        }
        for row in self._rows("SELECT * FROM inside"):
            counts[str(row["denial"])][row["covers"] != "true"] += _number(row["n"])
        for row in self._rows(
            """
            SELECT verdict.denial, verdict.covers, count(*) AS n
            FROM verdict
            JOIN focus ON focus.statement = verdict.denial
            WHERE verdict.verdict = 'unattributed' AND verdict.covers IS DISTINCT FROM FALSE
              AND (verdict.by_name OR verdict.incident IN (SELECT incident FROM spoken)
                   OR (verdict.party, verdict.incident) IN (
                       SELECT (taken_back.party, taken_back.incident) FROM taken_back
                   ))
            GROUP BY verdict.denial, verdict.covers
            """
        ):
            counts[str(row["denial"])][row["covers"] is not True] += _number(row["n"])
        outside: dict[str, dict[str, int]] = {}
        for row in self._rows("SELECT * FROM outside"):
            outside.setdefault(str(row["denial"]), {})[str(row["dimension"])] = _number(row["n"])
        return [
            Unspoken(
                "denial",
                denial,
                covered,
                possible,
                {
                    name: outside[denial][name]
                    for name in OUTSIDE_ORDER
                    if name in outside.get(denial, {})
                },
            )
            for denial, (covered, possible) in sorted(counts.items())
        ]

    def unspoken_claims(self) -> list[Unspoken]:
        """Return the counts of the pairs of claims that nobody else speaks of."""
        return [
            Unspoken("claim", str(row["claim"]), _number(row["sure"]), _number(row["unsure"]), {})
            for row in self._rows(
                """
                SELECT claim, count(*) FILTER (WHERE verdict = 'uncontested' AND certain) AS sure,
                       count(*) FILTER (WHERE verdict = 'uncontested' AND NOT certain) AS unsure
                FROM claim_verdict
                JOIN focus ON focus.statement = claim_verdict.claim
                GROUP BY claim ORDER BY claim
                """
            )
        ]

    def wordings(self) -> list[Wording]:
        """Return where another wording of the same words gives another coverage."""
        return [
            Wording(*(str(row[name]) for name in Wording.__dataclass_fields__))
            for row in self._rows(
                "SELECT denial, incident, coverage, other, other_coverage FROM wording_differs "
                "ORDER BY denial, incident, other"
            )
        ]

    def _event_denied_by(self, key: tuple[str, str, str]) -> tuple[str, ...]:
        return tuple(name for name in self._unhappened.get(key[1], ()) if name != key[0])

    def absent(self, statements: Iterable[str]) -> list[Absent]:
        """Return which of the statements do not count, and why."""
        present = {str(row["statement"]) for row in self._rows("SELECT statement FROM present")}
        known = {str(row["statement"]) for row in self._rows("SELECT statement FROM known")}
        return [
            Absent(statement, "not-public" if statement in present else "left-out")
            for statement in statements
            if statement not in known
        ]

    def _says(self) -> dict[str, dict[str, str]]:
        """Return what each denied proposition says of each mode."""
        result: dict[str, dict[str, str]] = {}
        for row in self._rows("SELECT proposition, strength, denied FROM says"):
            words = "denied" if row["denied"] else "left-open"
            result.setdefault(str(row["proposition"]), {})[_MODES[_number(row["strength"])]] = words
        return result

    def _dating(self, row: _Row) -> str:
        stated = _text(row["stated"]) or "undated"
        publishers = sorted(self._agreeing.get(str(row["denial"]), ()))
        by = f" ({', '.join(publishers)})" if publishers else ""
        finer = [_text(row[name]) for name in ("earliest_text", "latest_text") if row[name]]
        when = "/".join(finer) if finer else _text(row["incident_when"]) or "undated"
        return f"{stated}{by}; incident {when}"

    def _tally(self, kind: str, key: tuple[str, str, str], side: str) -> Tally:
        for row in self._tallies.get(key, []):
            if (row["kind"], row["side"]) == (kind, side):
                statements = _texts(row["statements"])
                measure = self._measure(key[1], statements)
                return Tally(
                    statements=len(statements),
                    origins=measure.origins,
                    unknown=measure.unknown,
                    parties=_number(row["parties"]),
                    independence=measure.independence,
                    reliability=_text(row["reliability"]),
                    credibility=_number(row["credibility"]),
                    counted=statements,
                )
        return Tally()

    def _measure(self, incident: str, statements: tuple[str, ...]) -> Measure:
        """Count origins; many denials of an incident have the same statements against them."""
        key = (incident, statements)
        if key not in self._measures:
            voices = map(self._origins.voice, statements)
            self._measures[key] = self._origins.measure(voices, matter=incident)
        return self._measures[key]

    def _by_pair(
        self, table: str, subject: str, *, order: str = ""
    ) -> dict[tuple[str, str, str], list[_Row]]:
        """Return the rows of a table for each pair that is listed; the others may be millions."""
        result: dict[tuple[str, str, str], list[_Row]] = {}
        ordered = f"ORDER BY {order}" if order else ""
        for row in self._rows(
            f"""
            SELECT * FROM {table}
            WHERE ({subject}, incident, party) IN (
                SELECT (listed.subject, listed.incident, listed.party) FROM listed
            )
            {ordered}
            """  # noqa: S608 (constants of this module)
        ):
            key = (str(row[subject]), str(row["incident"]), str(row["party"]))
            result.setdefault(key, []).append(row)
        return result

    def _rows(self, query: str) -> list[_Row]:
        cursor = self._connection.execute(query)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _charge(rows: Sequence[_Row] | None) -> Charge | None:
    if not rows:
        return None
    row = rows[0]
    return Charge(
        mode=_MODES[_number(row["strength"])],
        words="denied" if row["denied"] else "left-open",
        parties=_texts(row["parties"]),
        composed=bool(row["composed"]),
        statement=_text(row["statement"]),
        doer=_text(row["doer"]),
        links=_texts(row["links"]),
        certain=bool(row["certain"]),
        hedging=_text(row["hedging"]),
    )


def _truth(value: object) -> bool | None:
    return None if value is None else bool(value)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _optional(value: object) -> str | None:
    return None if value is None else str(value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _number(value: object) -> int:
    return int(str(value))
