"""What the parts of a scene read: a case as of a day, the names of its nodes, what is public."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property

import pyoxigraph as ox

from kg.assessment.assess import read_assessment
from kg.assessment.model import Assessment
from kg.conflicts.evidence import Evidence, Row
from kg.graph import CEV, ONTOLOGY_GRAPH, Graph
from kg.page.model import Kind
from kg.provenance import first
from kg.text import without_commands

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_TITLE = "http://purl.org/dc/terms/title"
_PLACES = ("Place", "Base")


class Material:
    """A case as of a day.

    Parameters
    ----------
    graph
        The graph.
    as_of
        Only what was public by the end of that day (UTC); None: everything.
    """

    def __init__(self, graph: Graph, as_of: date | None = None) -> None:
        self.graph = graph
        self.as_of = as_of
        self.evidence = Evidence(graph, as_of=as_of, without=(), whole=True)

    @cached_property
    def assessment(self) -> Assessment:
        """Every pair of denial or claim and incident that has a verdict to speak of."""
        return read_assessment(
            self.graph,
            self.evidence.connection,
            self.evidence.origins,
            kind="all",
            as_of=self.as_of,
        )

    def rows(self, query: str) -> list[Row]:
        """Run SQL over the tables that kg/assessment/README.md lists."""
        return self.evidence.rows(query)

    def pairs_of(self, query: str) -> list[tuple[str, str]]:
        """Run SQL that gives two columns, both filled in every row that is kept."""
        values = (tuple(row.values()) for row in self.rows(query))
        return sorted({(str(one), str(other)) for one, other in values if one and other})

    # --- what is there ---------------------------------------------------------------------

    @cached_property
    def statements(self) -> dict[str, Row]:
        """Statements that were public by the day, with the day since when."""
        rows = self.rows("SELECT * FROM known ORDER BY statement")
        return {str(row["statement"]): row for row in rows}

    @cached_property
    def sources(self) -> dict[str, Row]:
        """Sources that were published by the day."""
        rows = self.rows(
            "SELECT source.* FROM source CROSS JOIN setting "
            "WHERE setting.as_of IS NULL OR issued_day <= setting.as_of ORDER BY source"
        )
        return {str(row["source"]): row for row in rows}

    @cached_property
    def incidents(self) -> dict[str, Row]:
        """Incidents of which anything was public by the day."""
        rows = self.rows("SELECT * FROM incident ORDER BY incident")
        return {
            str(row["incident"]): row
            for row in rows
            if self.as_of is None or str(row["incident"]) in self._spoken_of
        }

    @cached_property
    def links(self) -> dict[str, list[Row]]:
        """Sponsorships and identities of which anybody had spoken, a row for each mode."""
        found: dict[str, list[Row]] = {}
        for row in self.rows("SELECT * FROM link ORDER BY ALL"):
            if self.as_of is None or str(row["link"]) in self._spoken_of:
                found.setdefault(str(row["link"]), []).append(row)
        return found

    @cached_property
    def actors(self) -> dict[str, str]:
        """Actors with their class."""
        rows = self.rows("SELECT actor, min(class) AS class FROM actor GROUP BY actor ORDER BY ALL")
        return {str(row["actor"]): str(row["class"] or "") for row in rows}

    @cached_property
    def places(self) -> dict[str, str]:
        """Places with their class."""
        found = {}
        for name in _PLACES:
            pattern = (None, _TYPE, ox.NamedNode(f"{CEV}{name}"))
            for quad in self.graph.store.quads_for_pattern(*pattern):
                if quad.graph_name != ONTOLOGY_GRAPH:
                    found[_text(quad.subject)] = name
        return dict(sorted(found.items()))

    # --- since when ------------------------------------------------------------------------

    def since(self, node: str) -> str:
        """Return the day since which a node, or something said of it, was public; "" if unknown."""
        if node in self.statements:
            return day(self.statements[node]["known_since"])
        if node in self.sources:
            return day(self.sources[node]["issued_day"])
        return self._spoken_of.get(node, "")

    @cached_property
    def _spoken_of(self) -> dict[str, str]:
        """The first day on which an incident or a link was reported or spoken of."""
        found: dict[str, str] = {}
        for row in self.rows(
            """
            WITH spoken AS (
                SELECT incident AS node, issued_day AS since
                FROM incident_report JOIN source USING (source)
                UNION ALL
                SELECT incident, known_since
                FROM involvement_incident
                JOIN stance USING (proposition) JOIN known USING (statement)
                UNION ALL
                SELECT detail.about, known_since
                FROM detail JOIN stance ON stance.proposition = detail.detail
                JOIN known USING (statement)
                UNION ALL
                SELECT detail.about, issued_day
                FROM detail JOIN detail_source USING (detail) JOIN source USING (source)
                UNION ALL
                SELECT stance.proposition, known_since FROM stance JOIN known USING (statement)
            )
            SELECT node, min(since) AS since
            FROM spoken CROSS JOIN setting
            WHERE setting.as_of IS NULL OR since <= setting.as_of
            GROUP BY node
            """
        ):
            found[str(row["node"])] = day(row["since"])
        return found

    # --- names -----------------------------------------------------------------------------

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """Every node that a scene may show, by IRI, with its kind."""
        found: dict[str, Kind] = dict.fromkeys(self.places, "place")
        for actor, sort in self.actors.items():
            found[actor] = "persona" if sort == "Persona" else "actor"
        found |= dict.fromkeys(self.sources, "source")
        found |= dict.fromkeys(self.links, "link")
        found |= dict.fromkeys(self.incidents, "incident")
        renderings = {
            str(row["statement"])
            for row in self.rows("SELECT statement FROM relation WHERE relation = 'renders'")
        }
        for statement in self.statements:
            found[statement] = (
                "rendering"
                if statement in renderings
                else "denial"
                if statement in self.denials
                else "claim"
                if statement in self.claims
                else "statement"
            )
        return found

    @cached_property
    def denials(self) -> frozenset[str]:
        """Statements that deny an involvement of their own party."""
        return frozenset(str(row["denial"]) for row in self.rows("SELECT denial FROM denial"))

    @cached_property
    def claims(self) -> frozenset[str]:
        """Statements that own up to an incident."""
        return frozenset(str(row["claim"]) for row in self.rows("SELECT claim FROM claim"))

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The id of each node by IRI: its short name where no other node has the same."""
        names = {iri: self.graph.short(iri) for iri in self.kinds}
        used = Counter(names.values())
        return {iri: name if used[name] == 1 else iri for iri, name in names.items()}

    def id(self, iri: object) -> str:
        """Return the id of a node; of what is no node its short name."""
        text = str(iri)
        return self.ids.get(text) or self.graph.short(text)

    def known(self, iris: Iterable[object]) -> list[str]:
        """Return the ids of those that are nodes, sorted, each once."""
        return sorted({self.ids[str(iri)] for iri in iris if str(iri) in self.ids})

    def label(self, iri: str) -> str:
        """Return the name that people read, as one line that reorders nothing around it."""
        title = first(self.graph, iri, _TITLE) if iri in self.sources else None
        return without_commands(" ".join((title or self.graph.label(iri)).split()))


def day(value: object) -> str:
    """Return a date as text, "" for none."""
    return value.isoformat() if isinstance(value, date) else ""


def moment(value: object) -> str:
    """Return a moment as text without parts of a second, "" for none."""
    return value.replace(microsecond=0).isoformat() if isinstance(value, datetime) else ""


def _text(term: object) -> str:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(getattr(term, "value", ""))
