"""Make the data of a size, and what the other engines are given beside it. Outside the clock.

SPARQL knows neither uncertain dates nor how far a part reaches. So that one query can give the
answer of `kg assess` at all, and as fast as it can, the other engines are given the bounds of dates
as numbers, the hierarchies with all their steps drawn together, and the incidents of which a thing
is not known. `kg` works these out itself, inside the clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.merged import MergedStore

_ENDLESS = 10**17  # microseconds, some 3,000 years from 1970 in either direction
_GIVEN = "urn:given:"
_CEV = "https://w3id.org/claims-evidence/ontology#"
_MADE = "https://example.org/made/"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
# Table, its key, and of each column its name for the query, its expression, and what stands for
# a date that nobody knows: it keeps nothing outside.
_BOUNDS = (
    ("incident", "incident", (("first", "earliest", -_ENDLESS), ("last", "latest", _ENDLESS))),
    (
        "scope",
        "scope",
        (
            ("from", "from_earliest", -_ENDLESS),
            ("until", "CASE WHEN until_text IS NOT NULL THEN until_latest END", _ENDLESS),
        ),
    ),
    ("statement", "statement", (("said", "latest", _ENDLESS),)),
)
_HIERARCHIES = (
    ("within", ("isWithin",), ("isLocatedAt", "coversPlace")),
    ("part", ("isPartOf", "isOrganOf"), ("strikes", "touches", "hosts", "coversTarget")),
    ("sort", ("broader",), ("hasKind", "coversKind")),
)
_UNKNOWN = (("noPlace", "isLocatedAt"), ("noKind", "hasKind"), ("noTarget", "strikes"))
# Who is the only one that is said to have carried an incident out, by words that stand.
_SOLE_DOERS = """
PREFIX cev: <https://w3id.org/claims-evidence/ontology#>
PREFIX code: <https://w3id.org/claims-evidence/codes#>
SELECT ?incident (SAMPLE(?doer) AS ?party) WHERE {
  ?naming cev:affirms ?deed .
  ?deed cev:hasMode code:mode-carried-out ; cev:concerns|cev:mayConcern ?incident ;
    cev:implicates/cev:isOrganOf* ?doer .
  FILTER NOT EXISTS { ?doer cev:isOrganOf ?above }
  FILTER NOT EXISTS { ?later cev:supersedes ?naming }
} GROUP BY ?incident HAVING (COUNT(DISTINCT ?doer) = 1)
"""
_FAULTS = (
    f'<{_MADE}incident-{{0}}> <{_CEV}when> "soon" .\n',
    f"<{_MADE}incident-{{0}}> <{_CEV}isLocatedAt> <{_MADE}incident-{{0}}> .\n",
    f"<{_MADE}incident-{{0}}> <{_CEV}isReportedIn> <{_MADE}incident-{{0}}> .\n",
)
_EVERY = 50  # one incident in so many has a fault


def generate(incidents: str, denials: str, seed: str, folder: str) -> dict[str, object]:
    """Write the data of a size, and the same with faults."""
    from generate import write_graph  # noqa: PLC0415 (a script beside this folder)
    from made.plan import Plan  # noqa: PLC0415

    data = Path(folder) / "data.nt"
    triples = write_graph(Plan(int(incidents), int(denials), int(seed)), data)
    with data.open("rb") as source, (Path(folder) / "faulty.nt").open("wb") as target:
        while content := source.read(1 << 20):
            target.write(content)
        for number in range(0, int(incidents), _EVERY):
            fault = _FAULTS[number // _EVERY % len(_FAULTS)]
            target.write(fault.format(number).encode())
    for name in ("ontology", "shapes"):
        _write_ttl(name, Path(folder) / f"{name}.nt")
    return {"triples": triples}


def _write_ttl(name: str, path: Path) -> None:
    import pyoxigraph as ox  # noqa: PLC0415 (outside the clock, but not needed to import this)

    from kg.checks.shapes import load_shapes  # noqa: PLC0415
    from kg.loaders.opening import read_ontology  # noqa: PLC0415

    files = read_ontology() if name == "ontology" else load_shapes()
    triples = (quad.triple for file in files for quad in file.quads)
    ox.serialize(triples, str(path), format=ox.RdfFormat.N_TRIPLES)


def stored(home: str) -> dict[str, object]:
    """Count the triples of the data in a store of ``kg``."""
    from kg.stores import open_store  # noqa: PLC0415

    return {"count": open_store(home).triples}


def prepare(folder: str) -> dict[str, object]:
    """Write what the other engines are given: ontology, derived triples, and what is above."""
    import pyoxigraph as ox  # noqa: PLC0415

    from kg.graph import DERIVED_GRAPH, ONTOLOGY_GRAPH  # noqa: PLC0415
    from kg.stores import load, open_store  # noqa: PLC0415

    home = Path(folder) / "kg.store"
    if not home.exists():
        load([Path(folder) / "data.nt"], home)
    graph = open_store(home)
    triples = (
        quad.triple
        for name in (ONTOLOGY_GRAPH, DERIVED_GRAPH)
        for quad in graph.store.quads_for_pattern(None, None, None, name)
    )
    ox.serialize(triples, str(Path(folder) / "rest.nt"), format=ox.RdfFormat.N_TRIPLES)
    with (Path(folder) / "given.nt").open("w", encoding="utf-8") as file:
        for lines in (_bounds(graph), _closures(graph.store), _unknown(graph.store)):
            file.writelines(lines)
    return {}


def _bounds(graph: Graph) -> Iterator[str]:
    from kg.assessment.tables import connect  # noqa: PLC0415

    tables = connect(graph.tables)  # type: ignore[attr-defined]
    for table, key, columns in _BOUNDS:
        wanted = ", ".join(f"coalesce(epoch_us({each[1]}), {each[2]})" for each in columns)
        found = tables.execute(f"SELECT {key}, {wanted} FROM {table}")  # noqa: S608 (ours)
        while rows := found.fetchmany(10_000):
            for node, *moments in rows:
                for (name, _, _), moment in zip(columns, moments, strict=True):
                    yield f'<{node}> <{_GIVEN}{name}> "{moment}"^^<{_INTEGER}> .\n'


def _closures(store: MergedStore) -> Iterator[str]:
    for name, steps, ends in _HIERARCHIES:
        above: dict[str, set[str]] = defaultdict(set)
        nodes: set[str] = set()
        for lower, upper in _pairs(store, steps):
            above[lower].add(upper)
            nodes |= {lower, upper}
        for node in sorted(nodes | {end for _, end in _pairs(store, ends)}):
            for upper in sorted(_up(node, above)):
                yield _line(node, name, upper)


def _up(node: str, above: dict[str, set[str]]) -> set[str]:
    seen, left = {node}, [node]
    while left:
        new = above.get(left.pop(), set()) - seen
        seen |= new
        left.extend(new)
    return seen


def _pairs(store: MergedStore, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    import pyoxigraph as ox  # noqa: PLC0415

    for name in names:
        space = "http://www.w3.org/2004/02/skos/core#" if name == "broader" else _CEV
        for quad in store.quads_for_pattern(None, ox.NamedNode(f"{space}{name}"), None, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                yield quad.subject.value, quad.object.value


def _unknown(store: MergedStore) -> Iterator[str]:
    for name, known in _UNKNOWN:
        query = (
            f"SELECT ?incident {{ ?incident a <{_CEV}Incident> "
            f"FILTER NOT EXISTS {{ ?incident <{_CEV}{known}> ?known }} }}"
        )
        for (incident,) in store.query(query):  # type: ignore[union-attr]
            yield _line(incident.value, name, f"{_GIVEN}none")
    for incident, party in store.query(_SOLE_DOERS):  # type: ignore[union-attr]
        yield _line(incident.value, "soleDoer", party.value)


def _line(subject: str, name: str, value: str) -> str:
    return f"<{subject}> <{_GIVEN}{name}> <{value}> .\n"
