"""Answers of engines, brought into one form: sorted rows, and a hash of them."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from kg.checks.ungraded import SUMMED_UP

_NUMBERS = re.compile(r"(integer|decimal|double|float|int|long)$")
_PARAMETER = re.compile(r"^#\+\s+- name: (\w+)", re.MULTILINE)


def digest(form: str, *arguments: str) -> dict[str, object]:
    """Read an answer from a file.

    Parameters
    ----------
    form
        A name in `FORMS`.
    arguments
        The file with the answer, and for ``query`` that with the query.
    """
    rows, note = FORMS[form](*arguments)
    texts = sorted("\t".join(row) for row in rows)
    hashed = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    return {"rows": len(texts), "sha256": hashed, "note": note}


def count(file: str) -> tuple[Iterable[tuple[str, ...]], str]:
    """Read a number of triples, which stands for all of them."""
    return [(Path(file).read_text(encoding="utf-8"),)], ""


def results(file: str, query: str) -> tuple[Iterable[tuple[str, ...]], str]:
    """Read SPARQL's results in JSON; columns that only take parameters are left out."""
    found = json.loads(Path(file).read_text(encoding="utf-8"))
    parameters = set(_PARAMETER.findall(Path(query).read_text(encoding="utf-8")))
    names = sorted(set(found["head"]["vars"]) - parameters)
    rows = found["results"]["bindings"]
    return [tuple(_term(each.get(name)) for name in names) for each in rows], ""


def matched(file: str) -> tuple[Iterable[tuple[str, ...]], str]:
    """Read how many incidents each denial does not leave outside, by a query."""
    found = json.loads(Path(file).read_text(encoding="utf-8"))["results"]["bindings"]
    counts = Counter({each["denial"]["value"]: int(each["incidents"]["value"]) for each in found})
    return _counts(counts), ""


def assessed(file: str) -> tuple[Iterable[tuple[str, ...]], str]:
    """Read the same of ``kg assess``: its pairs, and those that it only counts."""
    found = json.loads(Path(file).read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    for each in found["unspoken"]:
        counts[each["denial"]] += each["covered"] + each["possible"]
    pairs = {(each["denial"], each["incident"]) for each in found["pairs"]}
    counts.update(denial for denial, _ in pairs)
    return _counts(counts), f"{len(found['pairs']):,} pairs with a verdict written"


def _counts(counts: Counter[str]) -> list[tuple[str, str]]:
    return [(denial, str(number)) for denial, number in counts.items() if number]


def reported(file: str, data: str) -> tuple[Iterable[tuple[str, ...]], str]:
    """Read what a SHACL engine found: shape and node, of nodes of the data."""
    mine = _subjects(data)
    found = json.loads(Path(file).read_text(encoding="utf-8"))
    pairs = {(shape.rpartition("#")[2], node) for shape, node in found if node in mine}
    return _findings(pairs)


def checked(file: str, data: str, shapes: str) -> tuple[Iterable[tuple[str, ...]], str]:
    """Read the same of ``kg check``; what it finds beyond the shapes is only counted."""
    del data
    named = {node.rpartition("#")[2] for node in _subjects(shapes)}
    found = json.loads(Path(file).read_text(encoding="utf-8"))["findings"]
    pairs = {(each["rule"], each["node"]) for each in found if each["rule"] in named}
    rows, _ = _findings(pairs)
    others = sum(each["rule"] not in named for each in found)
    return rows, f"{others:,} findings of other rules beside them"


def _findings(pairs: Iterable[tuple[str, str]]) -> tuple[Iterable[tuple[str, ...]], str]:
    # kg check names the nodes of a circle together, and sums up what is not graded
    return [
        each for each in pairs if each[0] not in SUMMED_UP and not each[0].endswith("-circle")
    ], ""


def _subjects(file: str) -> set[str]:
    with Path(file).open(encoding="utf-8") as lines:
        return {line.partition("> ")[0].removeprefix("<") for line in lines}


def _term(term: dict[str, Any] | None) -> str:
    """Return a term as text that does not depend on how an engine writes it."""
    if term is None:
        return ""
    value, kind = str(term["value"]), term["type"]
    if kind == "bnode":
        return "_:"
    if kind == "uri":
        return f"<{value}>"
    datatype = term.get("datatype", "")
    if datatype.endswith("#boolean"):
        return {"1": "true", "0": "false"}.get(value, value)
    if _NUMBERS.search(datatype):
        return f"{float(value):.9g}"
    return f"{value}@{term.get('xml:lang', '').lower()}"


FORMS: dict[str, Callable[..., tuple[Iterable[tuple[str, ...]], str]]] = {
    "count": count,
    "results": results,
    "matched": matched,
    "assessed": assessed,
    "reported": reported,
    "checked": checked,
}
