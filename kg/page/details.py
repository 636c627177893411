"""What the panel shows of each node."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from kg.conflicts.details import Given
from kg.graph import CEV
from kg.page.material import Material
from kg.page.model import Kind, Values, filled
from kg.provenance import Quotation, codes, first, objects, proposition, quotations
from kg.views.why import describe

_DCTERMS = "http://purl.org/dc/terms/"
_GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA = "https://schema.org/"
_STANCES = (("affirms", "affirms"), ("denies", "denies"), ("leaves-open", "leavesOpen"))
_FOLLOWED = ("http://", "https://")

# By statement, the place of each stance and proposition in what it says.
Says = Mapping[str, Mapping[tuple[str, str], int]]


def says(material: Material) -> Says:
    """Return what each statement takes a stance on, in the order in which it is shown."""
    return {
        statement: {
            key: place
            for place, key in enumerate(
                (stance, node)
                for stance, name in _STANCES
                for node in objects(material.graph, statement, CEV + name)
            )
        }
        for statement in material.statements
    }


def details(material: Material, said: Says) -> dict[str, Values]:
    """Return for each node, by IRI, what a reader may want to know of it."""
    return _Details(material, said).all()


class _Details:
    def __init__(self, material: Material, said: Says) -> None:
        self._material = material
        self._graph = material.graph
        self._said = said
        given = sorted(material.evidence.details, key=lambda each: (each.about, each.aspect))
        self._given = {
            about: list(values) for about, values in groupby(given, lambda each: each.about)
        }
        self._reports = _lists(
            material.pairs_of(
                "SELECT statement, source FROM report UNION "
                "SELECT incident, source FROM incident_report"
            )
        )
        self._stands = _lists(
            (f"{row['proposition']} {row['stance']}", str(row["statement"]))
            for row in material.rows("SELECT * FROM stance JOIN known USING (statement)")
        )

    def all(self) -> dict[str, Values]:
        return {iri: self._of(iri, kind) for iri, kind in self._material.kinds.items()}

    def _of(self, iri: str, kind: Kind) -> Values:
        makers: Mapping[str, Callable[[str], Values]] = {
            "incident": self._incident,
            "actor": self._actor,
            "persona": self._actor,
            "link": self._link,
            "source": self._source,
            "place": self._place,
        }
        own = makers.get(kind, self._statement)(iri)
        return filled(
            {
                **own,
                "values": self._values(iri),
                "notes": self._texts(iri, f"{_SKOS}editorialNote"),
            }
        )

    # --- statements ------------------------------------------------------------------------

    def _statement(self, iri: str) -> Values:
        row = self._material.statements[iri]
        reliability = [
            str(source["reliability"])
            for node in self._reports.get(iri, ())
            if (source := self._material.sources.get(node)) and source["reliability"]
        ]
        return {
            "who": self._one(iri, f"{CEV}isSpokenBy"),
            "for": self._ids(iri, f"{CEV}isMadeFor"),
            "to": self._ids(iri, f"{CEV}addresses"),
            "when": row["stated"],
            "when_note": first(self._graph, iri, f"{CEV}dateNote"),
            "where": self._one(iri, f"{CEV}isStatedAt"),
            "published": self._material.since(iri),
            "medium": row["medium"],
            "hedging": row["hedging"],
            "hedging_words": self._texts(iri, f"{CEV}hedgingWords"),
            "basis": row["basis"],
            "credibility": row["credibility"],
            "reliability": min(reliability, default=None),
            "acts": codes(self._graph, iri, f"{CEV}hasSpeechAct"),
            "answer": next(iter(codes(self._graph, iri, f"{CEV}hasAnswerKind")), None),
            "says": [self._saying(stance, node) for stance, node in self._said[iri]],
            "quotations": [self.quotation(quoted) for quoted in quotations(self._graph, iri)],
            "sources": self._material.known(self._reports.get(iri, ())),
            "origins": self._origins(iri),
        }

    def _saying(self, stance: str, node: str) -> Values:
        described = proposition(self._graph, node)
        return {
            "stance": stance,
            "type": described["type"],
            "words": describe(self._graph, described),
        }

    def quotation(self, quoted: Quotation) -> Values:
        return quotation(self._material, quoted)

    def _origins(self, iri: str) -> Values:
        origins = self._material.evidence.origins
        measure = origins.measure([origins.voice(iri)])
        return {
            "origins": measure.origins,
            "unknown": measure.unknown,
            "independence": measure.independence,
            "roots": [self._material.id(root) for root in origins.roots(iri)],
        }

    # --- other nodes -----------------------------------------------------------------------

    def _incident(self, iri: str) -> Values:
        return {
            "when": self._material.incidents[iri]["when"],
            "where": self._ids(iri, f"{CEV}isLocatedAt"),
            "what": codes(self._graph, iri, f"{CEV}hasKind"),
            "struck": self._ids(iri, f"{CEV}strikes"),
            "touched": self._ids(iri, f"{CEV}touches"),
            "hosts": self._ids(iri, f"{CEV}isHostedBy"),
            "phase": next(iter(codes(self._graph, iri, f"{CEV}hasPhase")), None),
            "position": self._position(iri),
            "position_basis": first(self._graph, iri, f"{CEV}coordinateBasis"),
            "sources": self._material.known(self._reports.get(iri, ())),
        }

    def _actor(self, iri: str) -> Values:
        return {
            "class": self._material.actors[iri],
            "names": self._texts(iri, f"{_SKOS}altLabel"),
            "organ_of": self._ids(iri, f"{CEV}isOrganOf"),
            "part_of": self._ids(iri, f"{CEV}isPartOf"),
            "mandated_by": self._ids(iri, f"{CEV}isMandatedBy"),
            "urls": [url for url in self._texts(iri, f"{_SCHEMA}sameAs") if _may_follow(url)],
        }

    def _link(self, iri: str) -> Values:
        rows = self._material.links[iri]
        described = proposition(self._graph, iri)
        return {
            "class": rows[0]["kind"],
            "upper": self._material.known(row["upper"] for row in rows),
            "lower": self._material.known(row["lower"] for row in rows),
            "modes": codes(self._graph, iri, f"{CEV}hasSponsorshipMode"),
            "from": rows[0]["from_text"],
            "until": rows[0]["until_text"],
            "words": describe(self._graph, described),
            "affirmed_by": self._material.known(self._stands.get(f"{iri} affirms", ())),
            "denied_by": self._material.known(self._stands.get(f"{iri} denies", ())),
            "left_open_by": self._material.known(self._stands.get(f"{iri} leaves-open", ())),
        }

    def _source(self, iri: str) -> Values:
        row = self._material.sources[iri]
        return {
            "title": first(self._graph, iri, f"{_DCTERMS}title"),
            "publisher": row["publisher"],
            "creator": row["creator"],
            **address(first(self._graph, iri, f"{_SCHEMA}url")),
            "published": row["issued"],
            "published_note": first(self._graph, iri, f"{CEV}dateNote"),
            "language": first(self._graph, iri, f"{_DCTERMS}language"),
            "type": next(iter(codes(self._graph, iri, f"{CEV}hasSourceType")), None),
            "access": row["access"],
            "access_note": first(self._graph, iri, f"{CEV}accessNote"),
            "reliability": row["reliability"],
            "sha256": first(self._graph, iri, f"{CEV}sha256"),
            "carries": self._ids(iri, "http://www.w3.org/ns/prov#wasDerivedFrom"),
            "cites": self._ids(iri, f"{_DCTERMS}references"),
        }

    def _place(self, iri: str) -> Values:
        return {
            "class": self._material.places[iri],
            "names": self._texts(iri, f"{_SKOS}altLabel"),
            "within": self._ids(iri, f"{CEV}isWithin"),
            "hosts": self._ids(iri, f"{CEV}hosts"),
            "position": self._position(iri),
            "vague": first(self._graph, iri, f"{CEV}isVague") in {"true", "1"},
        }

    # --- what is said of any of them -------------------------------------------------------

    def _values(self, iri: str) -> list[Values]:
        return [
            {"aspect": aspect, "given": [self._value(each) for each in group]}
            for aspect, group in groupby(self._given.get(iri, ()), lambda each: each.aspect)
        ]

    def _value(self, given: Given) -> Values:
        known = self._material.known
        return filled(
            {
                "value": given.value,
                "statements": known(given.affirmed),
                "denied_by": known(given.denied),
                "left_open_by": known(given.open),
                "sources": known(given.sources),
                "who": known(given.givers),
                "credited": list(given.credited),
            }
        )

    def _position(self, iri: str) -> list[str] | None:
        latitude = first(self._graph, iri, f"{_GEO}lat")
        longitude = first(self._graph, iri, f"{_GEO}long")
        return [latitude, longitude] if latitude and longitude else None

    def _texts(self, iri: str, predicate: str) -> list[str]:
        return list(objects(self._graph, iri, predicate))

    def _ids(self, iri: str, predicate: str) -> list[str]:
        return self._material.known(objects(self._graph, iri, predicate))

    def _one(self, iri: str, predicate: str) -> str | None:
        return next(iter(self._ids(iri, predicate)), None)


def quotation(material: Material, quoted: Quotation) -> Values:
    """Return exact words as a JSON object."""
    return filled(
        {
            "exact": quoted.exact,
            "language": quoted.language,
            "direction": "rtl" if runs_to_the_left(quoted.exact) else None,
            "source": material.id(quoted.source) if quoted.source else None,
            **address(quoted.read_at),
            "beside": not quoted.carries_stance,
        }
    )


def address(text: str | None) -> Values:
    """Return an address under ``url`` if a browser may follow it, else under ``url_text``."""
    if not text:
        return {}
    return {"url": text} if _may_follow(text) else {"url_text": text}


def _may_follow(text: str) -> bool:
    # Nothing before the scheme and no blanks or signs that a browser drops ("java\nscript:").
    plain = text.isprintable() and not any(character.isspace() for character in text)
    return plain and text.lower().startswith(_FOLLOWED)


def runs_to_the_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _lists(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
