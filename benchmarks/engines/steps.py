"""The steps that are measured, each in a process of its own. `process.py` starts it.

    python benchmarks/engines/steps.py STEP ARGUMENT...

A step prints one JSON object: how many seconds it took, without what came before it. It leaves
its answer in a file, which a later process reads, outside the clock.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib


def load_oxigraph(data: str, folder: str) -> dict[str, object]:
    """Load the data into a new store in a folder, and leave the files as loading does."""
    return _load_oxigraph(data, folder, in_order=False)


def load_oxigraph_in_order(data: str, folder: str) -> dict[str, object]:
    """Load the data into a new store in a folder, and put its files in order."""
    return _load_oxigraph(data, folder, in_order=True)


def _load_oxigraph(data: str, folder: str, *, in_order: bool) -> dict[str, object]:
    import pyoxigraph as ox  # noqa: PLC0415 (each process loads what it measures)

    start = time.perf_counter()
    store = ox.Store(folder)
    store.bulk_load(path=data, format=ox.RdfFormat.N_TRIPLES)
    if in_order:
        store.optimize()
    store.flush()
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "count": len(store)}


def extend_oxigraph(folder: str, *files: str) -> dict[str, object]:
    """Lay more files into a store."""
    import pyoxigraph as ox  # noqa: PLC0415

    store = ox.Store(folder)
    for file in files:
        store.bulk_load(path=file, format=ox.RdfFormat.N_TRIPLES)
    store.optimize()
    store.flush()
    return {}


def query_oxigraph(folder: str, query: str, output: str) -> dict[str, object]:
    """Ask a store in a folder, and write the answer as JSON."""
    import pyoxigraph as ox  # noqa: PLC0415

    start = time.perf_counter()
    store = ox.Store.read_only(folder)
    found = store.query(Path(query).read_text(encoding="utf-8"))
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError("Only SELECT is measured.")
    found.serialize(output, format=ox.QueryResultsFormat.JSON)
    return {"seconds": time.perf_counter() - start}


def load_rdflib(data: str) -> dict[str, object]:
    """Load the data into a graph in memory."""
    start = time.perf_counter()
    graph = _parse(data)
    return {"seconds": time.perf_counter() - start, "count": len(graph)}


def query_rdflib(query: str, output: str, *files: str) -> dict[str, object]:
    """Ask a graph in memory; reading it stands outside the clock."""
    graph = _parse(*files)
    start = time.perf_counter()
    found = graph.query(Path(query).read_text(encoding="utf-8"))
    found.serialize(output, format="json")
    return {"seconds": time.perf_counter() - start}


def _parse(*files: str) -> rdflib.Graph:
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph()
    for file in files:
        graph.parse(file, format="nt")
    return graph


def query_kg(data: str, name: str, output: str) -> dict[str, object]:
    """Ask a case in memory; reading it stands outside the clock."""
    from kg.case import Case  # noqa: PLC0415
    from kg.exports.results import write  # noqa: PLC0415

    case = Case.open(data)
    start = time.perf_counter()
    text = write(case.query(name), case.graph, "json")
    Path(output).write_text(text, encoding="utf-8")
    return {"seconds": time.perf_counter() - start}


def check_pyshacl(data: str, ontology: str, shapes: str, output: str) -> dict[str, object]:
    """Validate with pyshacl as ``kg check --engine pyshacl`` does: the ontology beside the data."""
    from pyshacl import validate  # noqa: PLC0415
    from rdflib import SH, Graph, URIRef  # noqa: PLC0415

    start = time.perf_counter()
    _, report, _ = validate(
        _parse(data, ontology), shacl_graph=Graph().parse(shapes, format="nt"), inference="none"
    )
    found = [
        [str(report.value(each, SH.sourceShape)), str(report.value(each, SH.focusNode))]
        for each in report.objects(None, SH.result)
        if isinstance(report.value(each, SH.sourceShape), URIRef)
    ]
    seconds = time.perf_counter() - start
    Path(output).write_text(json.dumps(found), encoding="utf-8")
    return {"seconds": seconds}


def check_rudof(data: str, ontology: str, shapes: str, output: str) -> dict[str, object]:
    """Validate with pyrudof."""
    rudof = importlib.import_module("pyrudof")  # not installed everywhere

    start = time.perf_counter()
    engine = rudof.Rudof(rudof.RudofConfig())
    for file in (data, ontology):
        engine.read_data(Path(file), format=rudof.RDFFormat.NTriples, merge=True)
    engine.read_shacl(Path(shapes), format=rudof.ShaclFormat.NTriples)
    report = engine.validate_shacl()
    found = [[_bare(str(each.source_shape)), _bare(str(each.focus_node))] for each in report]
    seconds = time.perf_counter() - start
    Path(output).write_text(json.dumps(found), encoding="utf-8")
    return {"seconds": seconds}


def _bare(text: str) -> str:
    return text.removeprefix("<").removesuffix(">")


def _others() -> dict[str, Callable[..., dict[str, object]]]:
    """Return the steps that stand outside the clock."""
    from engines import answers, prepare  # noqa: PLC0415

    return {
        "digest": answers.digest,
        "generate": prepare.generate,
        "prepare": prepare.prepare,
        "stored": prepare.stored,
    }


STEPS: dict[str, Callable[..., dict[str, object]]] = {
    step.__name__: step
    for step in (
        load_oxigraph,
        load_oxigraph_in_order,
        extend_oxigraph,
        query_oxigraph,
        load_rdflib,
        query_rdflib,
        query_kg,
        check_pyshacl,
        check_rudof,
    )
}


def main() -> None:
    """Run the step that the first argument names."""
    name, *arguments = sys.argv[1:]
    step = STEPS.get(name) or _others()[name]
    print(json.dumps(step(*arguments)))


if __name__ == "__main__":
    main()
