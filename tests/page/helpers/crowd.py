"""Made-up scenes of any size, put together directly: no case is read and nothing is assessed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random

from small import DENIED, graph_of

from kg.page import Edge, Node, Scene
from kg.page.layout import described, placed
from kg.page.levels import with_levels
from kg.page.model import LARGE, Kind, Values
from kg.page.vocabulary import vocabulary

BASE = "https://example.org/crowd/"
_FIRST = date(2004, 1, 1)
_DAYS = 7000
_PARTIES = 40
_VERDICTS = (
    "self-contradicted",
    "contradicted-by-finding",
    "contested",
    "contested-through-proxy",
    "attributed-elsewhere",
)
# Shares of all nodes; actors come on top, sources are the rest.
_DENIALS, _INCIDENTS, _STATEMENTS, _PLACES = 0.06, 0.1, 0.3, 0.02
_PAIRS = 2  # results of a denial
_PLACE_WORDS = ("airport", "convoy", "base", "village", "bridge", "embassy")


def crowd(nodes: int, edges: int, seed: int = 7) -> Scene:
    """Return a scene with so many nodes and edges: the same numbers, the same scene."""
    return _Crowd(nodes, edges, seed).scene()


@cache
def _vocabulary() -> Values:
    return vocabulary(graph_of(DENIED))


class _Crowd:
    def __init__(self, nodes: int, edges: int, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 (made-up data)
        self._wanted = edges
        self._nodes: dict[str, Node] = {}
        self._edges: dict[tuple[str, str, str], Edge] = {}
        self._verdicts: list[Edge] = []
        self._pairs: list[Values] = []
        self._chained: list[tuple[tuple[str, str], ...]] = []
        self._details: dict[str, Values] = {}
        self._actors = [self._add("actor", f"actor-{n}", sort="State") for n in range(_PARTIES)]
        self._places = self._many("place", int(nodes * _PLACES), "Place")
        self._incidents = self._many("incident", int(nodes * _INCIDENTS), "rocket-attack")
        self._denials = self._many("denial", int(nodes * _DENIALS))
        self._statements = self._many("statement", int(nodes * _STATEMENTS))
        self._sources = self._many("source", nodes - len(self._nodes), "article")

    def _day(self) -> str:
        return (_FIRST + timedelta(days=self._random.randrange(_DAYS))).isoformat()

    def _many(self, kind: Kind, number: int, sort: str = "") -> list[str]:
        return [self._add(kind, f"{kind}-{n:05}", sort) for n in range(number)]

    def _add(self, kind: Kind, name: str, sort: str = "") -> str:
        day = self._day()
        said = kind in {"denial", "statement"}
        where = self._random.choice(_PLACE_WORDS)
        self._nodes[name] = Node(
            id=name,
            iri=BASE + name,
            kind=kind,
            label=f"{kind.capitalize()} {name.rpartition('-')[2]}"
            + (f" about the {where}" if kind != "actor" else ""),
            sort=sort,
            kinds=("denial",) if kind == "denial" else (),
            parties=(self._random.choice(self._actors),) if said else (),
            happened={"text": day, "earliest": f"{day}T00:00:00", "latest": f"{day}T23:59:59"}
            if said or kind == "incident"
            else {},
            published={} if kind in {"actor", "place"} else {"day": day},
        )
        return name

    def _join(self, source: str, target: str, kind: str) -> None:
        self._edges.setdefault((kind, source, target), Edge(source, target, kind))

    def _judge(self, denial: str, incident: str) -> None:
        coverage = self._random.choice(("covered", "possible"))
        verdict = self._random.choice(_VERDICTS)
        statement = self._random.choice(self._statements)
        speaker = self._nodes[statement].parties[0]
        party = self._nodes[denial].parties[0]
        self._join(statement, incident, "affirms")
        self._chained.append(((speaker, statement), (statement, incident), (party, denial)))
        place = len(self._pairs)
        more = {"pair": place, "coverage": coverage, "verdict": verdict, "label": verdict}
        self._verdicts.append(Edge(denial, incident, "verdict", more))
        side: Values = {
            "statements": 1,
            "origins": 1,
            "unknown": 0,
            "parties": 1,
            "independence": 1,
        }
        side |= {"reliability": "F", "credibility": 6}  # nobody graded them
        step: Values = {"role": "accusation", "statement": statement, "stance": "affirms"}
        step |= {"says": 0, "decides": True}
        self._pairs.append(
            {
                "id": f"{denial}~{incident}~{party}",
                "kind": "denial",
                "denial": denial,
                "incident": incident,
                "party": party,
                "coverage": coverage,
                "verdict": verdict,
                "dimensions": dict.fromkeys(
                    ("involvement", "kind", "target", "place", "time"), "yes"
                ),
                "because": "another party affirms what the words deny",
                "brief": f"{statement} says otherwise",
                "dating": self._nodes[incident].happened["text"],
                "for": side,
                "against": side,
                "steps": [step],
                "chain": {
                    "nodes": list(dict.fromkeys((denial, party, speaker, statement, incident))),
                    "edges": [place],
                },
                "edge": place,
            }
        )

    def scene(self) -> Scene:
        """Return the scene."""
        choose = self._random.choice
        for statement in (*self._denials, *self._statements):
            source, party = choose(self._sources), self._nodes[statement].parties[0]
            self._join(party, statement, "speaks")
            self._join(statement, source, "reported-in")
            exact = f"We know nothing of {statement}; ask those who were there."
            self._details[statement] = {
                "who": party,
                "sources": [source],
                "says": [{"stance": "affirms", "type": "involvement", "words": "that it was so"}],
                "quotations": [{"exact": exact, "language": "en", "source": source}],
            }
        for incident in self._incidents:
            source = choose(self._sources)
            self._join(incident, choose(self._places), "at")
            self._join(incident, source, "reported-in")
            self._details[incident] = {"sources": [source]}
        for denial in self._denials:
            for incident in sorted({choose(self._incidents) for _ in range(_PAIRS)}):
                self._judge(denial, incident)
        while len(self._edges) + len(self._verdicts) < self._wanted:
            kind, targets = choose((("affirms", self._incidents), ("reported-in", self._sources)))
            self._join(choose(self._statements), choose(targets), kind)
        nodes, edges = with_levels(
            dict(sorted(self._nodes.items())),
            [*self._verdicts, *(self._edges[key] for key in sorted(self._edges))],
            [
                ("denial", str(pair["denial"]), str(pair["incident"]), pair["chain"]["nodes"])  # type: ignore[index]
                for pair in self._pairs
            ],
            None,
        )
        nodes = placed(nodes, edges)
        between = {(e.source, e.target): n for n, e in enumerate(edges) if e.kind != "verdict"}
        for pair, chained in zip(self._pairs, self._chained, strict=True):
            inside = [between[ends] for ends in chained if ends in between]
            pair["chain"]["edges"] += inside  # type: ignore[index]
        return Scene(
            meta=self._meta(list(nodes.values()), len(edges)),
            nodes=tuple(nodes.values()),
            edges=tuple(edges),
            pairs=tuple(self._pairs),
            details=dict(sorted(self._details.items())),
            conflicts=(),
            renderings=(),
            vocabulary=_vocabulary(),
        )

    def _meta(self, nodes: list[Node], edges: int) -> Values:
        kinds: dict[str, int] = {}
        for node in nodes:
            kinds[node.kind] = kinds.get(node.kind, 0) + 1
        ends = {"first": _FIRST.isoformat(), "last": (_FIRST + timedelta(_DAYS)).isoformat()}
        return {
            "title": "A crowd",
            "data": {"files": ["crowd.ttl"], "sha256": "0" * 64},
            "program": {"name": "kg", "version": "0"},
            "ontology": {"version": "0"},
            "base": BASE,
            "note": "A verdict names the relation between statements, not the truth.",
            "counts": {
                "nodes": len(nodes),
                "edges": edges,
                "pairs": len(self._pairs),
                "conflicts": 0,
                "renderings": 0,
                "kinds": kinds,
            },
            "happened": ends,
            "published": ends,
            "layout": described(nodes),
            "large": LARGE,
            "seed": 0,
        }
