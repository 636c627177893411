"""Edges of a scene, but for those of the results: who said what of whom, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph import CEV
from kg.page.material import Material
from kg.page.model import Edge, Values
from kg.provenance import codes, objects

# kind: SQL that gives its two ends; rows with an end that is no node are left out.
_PLAIN = {
    "speaks": "SELECT speaker, statement FROM known",
    "made-for": "SELECT statement, actor FROM made_for",
    "organ": "SELECT actor, whole FROM organ",
    "member": "SELECT actor, whole FROM part WHERE (actor, whole) NOT IN (FROM organ)",
    "mandated": "SELECT actor, mandator FROM mandate",
    "reported-in": "SELECT statement, source FROM report UNION "
    "SELECT incident, source FROM incident_report",
    "derived-from": "SELECT source, origin FROM derivation",
    "hosted-by": "SELECT incident, host FROM incident_host",
    "at": "SELECT incident, place FROM incident_place",
    "within": "SELECT place, whole FROM place",
    "hosts": "SELECT base, actor FROM hosted",
    "strikes": "SELECT incident, target FROM incident_target WHERE how = 'struck'",
    "touches": "SELECT incident, target FROM incident_target WHERE how = 'touched'",
    "renders": "SELECT statement, other FROM relation WHERE relation = 'renders'",
    "supersedes": "SELECT statement, other FROM relation WHERE relation = 'supersedes'",
    "based-on": "SELECT statement, other FROM relation WHERE relation = 'based-on'",
    "answers": "SELECT statement, other FROM reference WHERE reference = 'answers'",
    "repeats": "SELECT statement, other FROM reference WHERE reference = 'repeats'",
}
_CITES = "http://purl.org/dc/terms/references"


def edges(material: Material) -> list[Edge]:
    """Return the edges between the nodes, each once, sorted by kind and ends."""
    book = _Book(material)
    for kind, query in _PLAIN.items():
        for source, target in material.pairs_of(query):
            book.add(source, target, kind)
    for source, target in _citations(material):
        book.add(source, target, "references")
    _stances(material, book)
    _details_of_sources(material, book)
    _links(material, book)
    return book.edges()


def _citations(material: Material) -> list[tuple[str, str]]:
    return [
        (source, other)
        for source in material.sources
        for other in objects(material.graph, source, _CITES)
    ]


def _stances(material: Material, book: _Book) -> None:
    """Add what statements affirm, deny and leave open: of incidents, links, actors, details."""
    for row in material.rows(
        """
        SELECT stance.statement, stance.stance, stance.proposition, involvement.actor,
               involvement_incident.incident, involvement_incident.named, mode.code AS mode
        FROM stance
        JOIN known ON known.statement = stance.statement
        JOIN involvement ON involvement.proposition = stance.proposition
        LEFT JOIN involvement_incident ON involvement_incident.proposition = stance.proposition
        LEFT JOIN involvement_mode ON involvement_mode.proposition = stance.proposition
                                  AND involvement_mode.words = 'meant'
        LEFT JOIN (SELECT DISTINCT mode, code FROM mode) AS mode
               ON mode.mode = involvement_mode.mode
        """
    ):
        modes = [str(row["mode"])] if row["mode"] else []
        if row["incident"] is None:
            book.add(str(row["statement"]), str(row["actor"]), str(row["stance"]), modes=modes)
            continue
        book.add(
            str(row["statement"]),
            str(row["incident"]),
            str(row["stance"]),
            modes=modes,
            actors=material.known([row["actor"]]),
            how=[str(row["named"])],
        )
    for row in material.rows(
        """
        SELECT stance.statement, stance.stance, stance.proposition, detail.about, detail.aspect
        FROM stance
        JOIN known ON known.statement = stance.statement
        LEFT JOIN detail ON detail.detail = stance.proposition
        """
    ):
        if row["about"] is not None:
            aspects = [str(row["aspect"])] if row["aspect"] else []
            book.add(str(row["statement"]), str(row["about"]), "about", aspects=aspects)
        elif str(row["proposition"]) in material.links:
            book.add(str(row["statement"]), str(row["proposition"]), str(row["stance"]))


def _details_of_sources(material: Material, book: _Book) -> None:
    for row in material.rows(
        "SELECT source, about, aspect FROM detail JOIN detail_source USING (detail)"
    ):
        aspects = [str(row["aspect"])] if row["aspect"] else []
        book.add(str(row["source"]), str(row["about"]), "about", aspects=aspects)


def _links(material: Material, book: _Book) -> None:
    for link, rows in material.links.items():
        modes = codes(material.graph, link, f"{CEV}hasSponsorshipMode")
        kind = str(rows[0]["kind"])
        for upper in {str(row["upper"]) for row in rows}:
            book.add(upper, link, kind, modes=modes)
        for lower in {str(row["lower"]) for row in rows}:
            book.add(link, lower, kind, modes=modes)


class _Book:
    """Edges by ends and kind; what several rows say of one edge is put together."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._found: dict[tuple[str, str, str], dict[str, set[str]]] = {}
        self._since: dict[tuple[str, str, str], str] = {}

    def add(self, source: str, target: str, kind: str, **more: Iterable[str]) -> None:
        """Add an edge between two IRIs, if both are nodes."""
        ids = self._material.ids
        if source not in ids or target not in ids:
            return
        key = (kind, ids[source], ids[target])
        values = self._found.setdefault(key, {})
        for name, members in more.items():
            values.setdefault(name, set()).update(members)
        # Nobody could see it before both its ends were public.
        self._since[key] = max(self._material.since(source), self._material.since(target))

    def edges(self) -> list[Edge]:
        """Return the edges in order."""
        return [
            Edge(source, target, kind, _values(self._found[key]), self._since[key])
            for key in sorted(self._found)
            for kind, source, target in [key]
        ]


def _values(found: dict[str, set[str]]) -> Values:
    values: Values = {name: sorted(members) for name, members in found.items() if name != "how"}
    # Words that name an incident in one proposition name it.
    return values | {"read": found.get("how") == {"read"}}
