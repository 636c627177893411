"""``kg query``: named queries, files and standard input."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.errors import InputError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from kg.cli.main import Settings
    from kg.graph import Graph
    from kg.queries import NamedQuery, QueryResult

_TEXT = re.compile(r"\s*(?:#|(?:PREFIX|BASE|SELECT|ASK|CONSTRUCT|DESCRIBE)\b\s*\S)", re.IGNORECASE)
FORMATS = ("table", "csv", "tsv", "json", "xml", "md", "ttl")


@click.command("query")
@click.argument("query", required=False, metavar="NAME|FILE|-")
@click.option(
    "-p",
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the query; repeat for several. Nodes by name, dates as EDTF or ISO 8601.",
)
@click.option("--as-of", metavar="DATE", help="As known at the end of that day (UTC).")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: table; ttl for CONSTRUCT and DESCRIBE.",
)
@click.option(
    "--engine",
    type=click.Choice(("oxigraph", "rdflib")),
    default="oxigraph",
    show_default=True,
    help="rdflib is the slow reference.",
)
@click.option(
    "--timeout",
    type=float,
    metavar="SECONDS",
    help="Stop after so long (exit code 4). Default: no limit.",
)
@click.option(
    "--max-rows",
    type=int,
    metavar="N",
    help="Refuse an answer with more rows or triples (exit code 4). Default: no limit.",
)
@click.option(
    "--max-memory",
    type=int,
    metavar="MIB",
    help="Stop when it needs more memory beside the data (exit code 4; Linux). Default: no limit.",
)
@click.option("--list", "listing", is_flag=True, help="List the named queries.")
@click.option("--describe", metavar="NAME", help="Say what a named query answers and takes.")
@options.output
@click.pass_obj
def command(
    settings: Settings,
    *,
    query: str | None,
    parameters: tuple[str, ...],
    as_of: str | None,
    form: str | None,
    engine: str,
    timeout: float | None,
    max_rows: int | None,
    max_memory: int | None,
    listing: bool,
    describe: str | None,
    output: str | None,
) -> int:
    """Run a named query, a SPARQL file, or standard input.

    Names without GRAPH mean everything that is loaded. Queries read the loaded data and nothing
    else. A query that is ASK and answers false exits with 1. With a limit the query runs in a
    process of its own, for queries that you do not trust.

    \b
    Examples:
      kg query --list
      kg query --describe incidents-after-denial
      kg query statements-on-incident -p incident=erbil-2021-02-15
      kg query denials --as-of 2021-03-16 --format csv -o denials.csv
      echo 'SELECT ?s { ?s a cev:Incident }' | kg query -
      kg query strangers.rq --timeout 10 --max-rows 10000 --max-memory 1000
    """
    from kg.cli.output import emit  # noqa: PLC0415 (only a command that runs pays for it)

    if listing or describe is not None:
        emit(_descriptions(describe, form or "table"), output)
        return 0
    if query is None:
        raise UsageError("Which query? kg query --list shows those that have a name.")
    from kg.queries import run  # noqa: PLC0415

    chosen = _choose(query)
    values = _values(parameters)
    graph = settings.case.graph
    result = run(
        graph,
        chosen,
        values,
        as_of=as_of,
        engine=engine,
        timeout=timeout,
        max_rows=max_rows,
        max_memory=max_memory,
        reopen=graph.reopen,
    )
    if not settings.quiet:
        _warn_of_unread(settings, graph, chosen)
    form = form or ("ttl" if result.kind == "graph" else "table")
    emit(_text(result, graph, form, to_file=output is not None), output)
    return 1 if result.boolean is False else 0


def _text(result: QueryResult, graph: Graph, form: str, *, to_file: bool) -> str:
    from kg.exports.results import cells, write  # noqa: PLC0415

    if form != "table":
        return write(result, graph, form)
    if result.kind == "ask":
        return "true" if result.boolean else "false"
    from kg.cli.layout import fitting  # noqa: PLC0415

    return fitting(*cells(result, graph), to_file=to_file)


def _warn_of_unread(settings: Settings, graph: Graph, query: NamedQuery) -> None:
    """Say which terms of a query mean nothing; no rows would read as 'nobody said so'."""
    from kg.queries import named  # noqa: PLC0415

    if query in named():
        return
    from kg.checks.unread import declared_terms, is_ours, unread  # noqa: PLC0415
    from kg.queries.names import place, written_names  # noqa: PLC0415

    declared = declared_terms(graph)
    said: set[str] = set()
    for name in written_names(query.text, graph.prefixes):
        if name.iri and is_ours(name.iri) and name.iri not in declared and name.iri not in said:
            said.add(name.iri)
            line, _ = place(query.text, name.offset)
            settings.warn(str(unread(graph, name.iri, query.name, line)))


def _choose(name: str) -> NamedQuery:
    """Return the named query, else what the file holds."""
    from kg.queries import find, parse_query  # noqa: PLC0415

    if name == "-":
        return parse_query(_decode(sys.stdin.buffer.read(), "standard input"), "standard input")
    try:
        return find(name)
    except UnknownNameError:
        if _TEXT.match(name):
            raise UsageError(
                "That is the text of a query, and here the name of one or a file is wanted. Give "
                "the text on standard input: echo 'SELECT …' | kg query -"
            ) from None
        path = Path(name)
        if not path.exists() and path.suffix != ".rq" and path.name == name:
            raise
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"The query cannot be read: {reason}.", file=name) from None
    return parse_query(_decode(content, name), name)


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("The query is not UTF-8 text.", file=name, line=line) from None


def _values(parameters: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for each in parameters:
        name, sign, value = each.partition("=")
        if not sign or not name:
            raise UsageError(f"-p takes NAME=VALUE, '{each}' is none.")
        if name in values:
            raise UsageError(f"The parameter '{name}' is given twice.")
        values[name] = value
    return values


def _descriptions(name: str | None, form: str) -> str:
    from kg.queries import find, named  # noqa: PLC0415

    if form not in ("table", "json"):
        raise UsageError(f"Queries are listed as table or json, not as {form}.")
    queries = named() if name is None else (find(name),)
    if form == "json":
        return json.dumps([each.to_dict() for each in queries], ensure_ascii=False, indent=2)
    if name is not None:
        return _describe(queries[0])
    from kg.cli.output import table  # noqa: PLC0415

    rows = [[each.name, _signature(each), each.summary] for each in queries]
    return table(["name", "parameters", "answers"], rows)


def _signature(query: NamedQuery) -> str:
    return " ".join(each.name if each.required else f"[{each.name}]" for each in query.parameters)


def _describe(query: NamedQuery) -> str:
    lines = [query.name, query.summary, *([query.description] if query.description else [])]
    for each in query.parameters:
        need = "required" if each.required else f"default {each.default or 'none'}"
        lines.append(f"  {each.name} ({each.type}, {need}): {each.summary}")
    return "\n".join(lines)
