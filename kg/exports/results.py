"""Results of queries as text: the SPARQL 1.1 formats, Markdown, Turtle.

Tables on a terminal are the command line's; `cells` gives what they show.

A format is a function from a `QueryResult` to text and one line in `WRITERS`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from json.encoder import encode_basestring as _quoted
from types import MappingProxyType
from xml.etree import ElementTree as ET

import pyoxigraph as ox

from kg.errors import UsageError
from kg.exports.spreadsheet import spreadsheet_safe
from kg.graph import Graph, Term
from kg.queries import QueryResult
from kg.text import markdown_escape, without_commands

Writer = Callable[[QueryResult, Graph], str]

_SPARQL_RESULTS = "http://www.w3.org/2005/sparql-results#"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBER = re.compile(r"[+-]?(?:[0-9.]+(?:[eE][+-]?[0-9]+)?|INF)")


def write(result: QueryResult, graph: Graph, format: str) -> str:
    """Return a result in a format, ending in a line break.

    Parameters
    ----------
    result
        What a query gave.
    graph
        Knows the short names that tables show.
    format
        A key of `WRITERS`.

    Raises
    ------
    kg.errors.UsageError
        If the format cannot hold a result of this kind.
    """
    if result.kind == "graph" and format in ("json", "xml"):
        raise UsageError(f"The query gives triples, which {format} results cannot hold: use ttl.")
    if result.kind != "graph" and format == "ttl":
        raise UsageError("Turtle holds triples; this query gives rows. Use another format.")
    text = WRITERS[format](result, graph)
    return text if text.endswith("\n") else text + "\n"


def cells(result: QueryResult, graph: Graph) -> tuple[list[str], list[list[str]]]:
    """Return columns and rows for people: short names, one line a cell."""
    columns, rows = _cells(result)
    return columns, [[_readable(term, graph) for term in row] for row in rows]


def _markdown(result: QueryResult, graph: Graph) -> str:
    if result.kind == "ask":
        return _yes(result)
    columns, rows = cells(result, graph)
    lines = [_markdown_row(columns), f"|{' --- |' * len(columns)}"]
    lines += [_markdown_row(row) for row in rows]
    return "\n".join(lines)


def _csv(result: QueryResult, graph: Graph) -> str:
    """SPARQL 1.1 CSV, but for what a spreadsheet would compute or a terminal would obey."""
    if result.kind == "ask":
        return _yes(result)
    columns, rows = _cells(result)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[_csv_cell(term) for term in row] for row in rows])
    return text.getvalue()


def _tsv(result: QueryResult, graph: Graph) -> str:
    if result.kind == "ask":
        return _yes(result)
    columns, rows = _cells(result)
    lines = ["\t".join(f"?{name}" for name in columns)]
    lines += ["\t".join("" if term is None else _ntriples(term) for term in row) for row in rows]
    return "\n".join(lines)


def _json(result: QueryResult, graph: Graph) -> str:
    if result.kind == "ask":
        return json.dumps({"head": {}, "boolean": bool(result.boolean)}, indent=2)
    head = json.dumps(list(result.variables), ensure_ascii=False, indent=2).replace("\n", "\n    ")
    names = [f"        {_quoted(name)}: " for name in result.variables]
    rows = ",\n      ".join(_json_row(names, row) for row in result.rows)
    bindings = f"[\n      {rows}\n    ]" if rows else "[]"
    return (
        f'{{\n  "head": {{\n    "vars": {head}\n  }},\n'
        f'  "results": {{\n    "bindings": {bindings}\n  }}\n}}'
    )


def _json_row(names: Sequence[str], row: Sequence[Term | None]) -> str:
    """Return a row as `json.dumps` with an indent of two would, in a tenth of the time."""
    bound = ",\n".join(
        [name + _json_term(term) for name, term in zip(names, row, strict=True) if term is not None]
    )
    return f"{{\n{bound}\n      }}" if bound else "{}"


def _xml(result: QueryResult, graph: Graph) -> str:
    root = ET.Element("sparql", xmlns=_SPARQL_RESULTS)
    head = ET.SubElement(root, "head")
    if result.kind == "ask":
        ET.SubElement(root, "boolean").text = _yes(result)
    else:
        for name in result.variables:
            ET.SubElement(head, "variable", name=name)
        results = ET.SubElement(root, "results")
        for row in result.rows:
            element = ET.SubElement(results, "result")
            for name, term in zip(result.variables, row, strict=True):
                if term is not None:
                    _xml_term(ET.SubElement(element, "binding", name=name), term)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    if _NOT_XML.search(text):
        raise UsageError("The result has control characters, which XML cannot hold: use json.")
    # A reader of XML would make a line break of a bare carriage return.
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text.replace("\r", "&#13;")


def _turtle(result: QueryResult, graph: Graph) -> str:
    used = {
        prefix: namespace
        for prefix, namespace in graph.prefixes.items()
        if any(namespace in str(triple) for triple in result.triples)
    }
    content = ox.serialize(result.triples, format=ox.RdfFormat.TURTLE, prefixes=used)
    return (content or b"").decode()


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "csv": _csv,
        "tsv": _tsv,
        "json": _json,
        "xml": _xml,
        "md": _markdown,
        "ttl": _turtle,
    }
)


def _cells(result: QueryResult) -> tuple[list[str], list[tuple[Term | None, ...]]]:
    if result.kind != "graph":
        return list(result.variables), list(result.rows)
    rows: list[tuple[Term | None, ...]] = []
    for triple in result.triples:
        ends = [term for term in (triple.subject, triple.object) if not isinstance(term, ox.Triple)]
        if len(ends) == len(("subject", "object")):
            rows.append((ends[0], triple.predicate, ends[1]))
    return ["subject", "predicate", "object"], rows


def _yes(result: QueryResult) -> str:
    return "true" if result.boolean else "false"


def _readable(term: Term | None, graph: Graph) -> str:
    if term is None:
        return ""
    text = graph.short(term.value) if isinstance(term, ox.NamedNode) else term.value
    # One row, one line: a value with a line break must not look like two rows.
    return " ".join(text.split())


def _markdown_row(cells: list[str]) -> str:
    return f"| {' | '.join(map(markdown_escape, cells))} |"


def _csv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    typed = isinstance(term, ox.Literal) and term.datatype.value != _XSD_STRING
    # A number is no formula, even a negative one.
    return term.value if typed and _NUMBER.fullmatch(term.value) else spreadsheet_safe(term.value)


def _ntriples(term: Term) -> str:
    # Turtle reads the escapes as the characters: nothing is lost.
    return without_commands(str(term).replace("\t", "\\t"))


def _json_term(term: Term) -> str:
    more = ""
    if isinstance(term, ox.NamedNode):
        kind = "uri"
    elif isinstance(term, ox.BlankNode):
        kind = "bnode"
    else:
        kind = "literal"
        if term.language:
            more = f',\n          "xml:lang": {_quoted(term.language)}'
        elif (datatype := term.datatype.value) != _XSD_STRING:
            more = f',\n          "datatype": {_quoted(datatype)}'
    value = f'"value": {_quoted(term.value)}{more}'
    return f'{{\n          "type": "{kind}",\n          {value}\n        }}'


def _xml_term(binding: ET.Element, term: Term) -> None:
    if isinstance(term, ox.NamedNode):
        ET.SubElement(binding, "uri").text = term.value
    elif isinstance(term, ox.BlankNode):
        ET.SubElement(binding, "bnode").text = term.value
    else:
        literal = ET.SubElement(binding, "literal")
        literal.text = term.value
        if term.language:
            literal.set(_XML_LANG, term.language)
        elif term.datatype.value != _XSD_STRING:
            literal.set("datatype", term.datatype.value)
