"""What is fuzzed: functions that take bytes from a stranger and fail if the answer is not civil.

Each either returns (whatever the bytes were) or raises, which is a fault: another error than
those that people are meant to see, an answer that contradicts itself, a call to the network. The
tests feed them by Hypothesis, ``python tests/fuzz/helpers/guided.py`` by Atheris.
"""

from __future__ import annotations

import faulthandler
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
from fuzz_listener import listener

from kg import dates
from kg.archive import Archive, manifest
from kg.archive.child import extract
from kg.errors import InputError, KgError, UsageError
from kg.exports.results import WRITERS, cells, write
from kg.graph import PREFIXES, Graph
from kg.loaders import FORMATS, Locator, assemble, parse
from kg.queries import engines, guard, names, parse_query, run
from kg.queries.headers import TYPES, Parameter
from kg.queries.parameters import to_term
from kg.rdflib_options import careful_rdflib

Target = Callable[[bytes], None]

_SECONDS = 120  # for one input; each takes some milliseconds, on a busy machine some more
_DATA = """\
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix x: <http://x.example/> .
x:raid a cev:Incident ; x:rounds 5 , 01 ; x:note "a"@en .
x:paper a cev:Source ; schema:url "http://paper.example/a" .
"""


@contextmanager
def bounded(content: bytes) -> Iterator[None]:
    """End the process with a traceback if one input takes too long; keep it if asked to.

    ``FUZZ_LAST`` names a file that then holds the input on which the process crashed.
    """
    if kept := os.environ.get("FUZZ_LAST"):
        Path(kept).write_bytes(content)
    faulthandler.dump_traceback_later(_SECONDS, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


@cache
def small() -> Graph:
    """Return a graph with a few triples beside the ontology."""
    return assemble([parse("small.ttl", _DATA.encode())])


@cache
def tiny() -> Graph:
    """Return a graph on which no query takes long."""
    return Graph([parse("tiny.ttl", _DATA.encode())])


def civil(error: Exception, file: str | None = None) -> None:
    """An error says something, and names the file."""
    assert str(error)
    if file is not None:
        assert isinstance(error, InputError)
        assert error.file == file


def placed(error: InputError, content: bytes) -> None:
    """A place lies within the content."""
    lines = content.count(b"\n") + content.count(b"\r") + 1
    assert error.line is None or 1 <= error.line <= lines, error
    assert error.column is None or error.column >= 1, error


def load(key: str, content: bytes) -> None:
    """Triples, or an `InputError` with its place; and triples that stand where they are found."""
    name = f"fuzz.{FORMATS[key][0][0]}"
    try:
        file = parse(name, content, key)
    except InputError as error:
        civil(error, name)
        placed(error, content)
        return
    locator = Locator(file)
    lines = len(content.decode("utf-8-sig").splitlines()) + 1
    for quad in file.quads[:50]:
        place = locator.find(quad.subject, quad.predicate, quad.object)
        assert place is None or 1 <= place.line <= lines
    written = ox.serialize(file.quads, format=ox.RdfFormat.N_QUADS)
    assert written is not None
    again = parse("again.nq", written, "nquads").quads if file.quads else ()
    assert len(set(again)) == len(set(file.quads))


def guess(content: bytes) -> None:
    """What a file is without an ending, by its content."""
    try:
        parse("-", content)
    except InputError as error:
        civil(error, "-")


def guarded(content: bytes) -> None:
    """What the guard lets through calls nobody, on either engine."""
    text = content.decode(errors="replace").replace("http://listener/", listener().iri)
    try:
        guard.check(text)
    except UsageError:
        return
    try:
        answer = ox.Store().query(text, prefixes=dict(PREFIXES))
        if not isinstance(answer, ox.QueryBoolean):
            for _ in islice(answer, 3):
                continue
    except (SyntaxError, RuntimeError, OSError) as error:
        civil(error)
    assert not listener().was_called(), text
    assert not services(text), text


def services(text: str) -> bool:
    """Whether rdflib finds a SERVICE in a query, if it is one to it."""
    from rdflib.plugins import sparql  # noqa: PLC0415 (slow to import)

    with careful_rdflib():
        try:
            prepared = sparql.prepareQuery(text, initNs=dict(PREFIXES))
        except Exception:
            # pyparsing and rdflib raise many kinds; what cannot be read is not run.
            return False
    return engines._calls_service(prepared.algebra)


def asked(content: bytes) -> None:
    """A query ends with an answer that every format can write, or an error for people."""
    text = content.decode(errors="replace")
    try:
        result = run(tiny(), parse_query(text, "fuzz"), max_rows=None)
    except KgError as error:
        civil(error)
        return
    cells(result, tiny())
    for form in WRITERS:
        try:
            assert write(result, tiny(), form).endswith("\n")
        except UsageError as error:
            civil(error)


def named(content: bytes) -> None:
    """Names stand where they are said to stand, and hints never fail."""
    text = content.decode(errors="replace")
    for name in names.written_names(text, PREFIXES):
        assert 0 <= name.offset < len(text)
        line, column = names.place(text, name.offset)
        assert text.split("\n")[line - 1][column - 1] == text[name.offset]
    stranger = names.undeclared_prefix(text, PREFIXES)
    assert stranger is None or stranger.iri is None


def bound(content: bytes) -> None:
    """A value is a term of the type that was asked for, or it is refused."""
    text = content.decode(errors="replace")
    for kind in TYPES:
        try:
            term = to_term(small(), Parameter("p", kind, scheme="code:aspects"), text)
        except UsageError as error:
            civil(error)
            continue
        if isinstance(term, ox.Literal):
            assert kind != "string" or term.value == text
            query = f"SELECT ?p {{ VALUES ?x {{ {term} }} FILTER(SAMETERM(?x, ?p)) }}"
            found = tiny().store.query(query, substitutions={ox.Variable("p"): term})
            assert isinstance(found, ox.QuerySolutions)
            assert len(list(found)) == 1, term
        else:
            assert isinstance(term, ox.NamedNode)
            assert small().has_node(term.value)


def dated(content: bytes) -> None:
    """Bounds in their order, or nothing; a day, or a refusal."""
    text, _, zone = content.decode(errors="replace").partition("|")
    found = dates.bounds(text, zone or None)
    if found.earliest and found.latest:
        assert found.earliest <= found.latest, text
    days = dates.day_bounds(text)
    if days and days[0] and days[1]:
        assert days[0] <= days[1], text
    dates.last_day(text)
    dates.gap(text, zone)
    try:
        dates.as_of_day(text)
    except UsageError as error:
        civil(error)


def imported(content: bytes) -> None:
    """A list of another archiver is taken over or refused; what is then kept can be read."""
    folder = Path(tempfile.mkdtemp(prefix="kg-fuzz-"))
    try:
        listed = folder / "list.csv"
        listed.write_bytes(content)
        archive = Archive(small(), folder / "kept")
        try:
            done = archive.import_csv(listed, files=folder)
        except InputError as error:
            civil(error, str(listed))
            return
        read = manifest.read(archive.folder)
        assert not read.findings
        assert len(read.remote) == done.recorded
        # The same again records nothing anew.
        assert archive.import_csv(listed, files=folder).recorded == 0
    finally:
        shutil.rmtree(folder)


def taken_apart(content: bytes) -> None:
    """A page or a PDF is text, or a code that says why not."""
    for kind in (b"h", b"p"):
        answer = extract(
            kind, content.decode(errors="replace").encode() if kind == b"h" else content
        )
        assert answer.keys() in ({"text"}, {"problem"})


TARGETS: Mapping[str, Target] = {
    "turtle": lambda content: load("turtle", content),
    "trig": lambda content: load("trig", content),
    "ntriples": lambda content: load("ntriples", content),
    "nquads": lambda content: load("nquads", content),
    "jsonld": lambda content: load("jsonld", content),
    "guess": guess,
    "guard": guarded,
    "query": asked,
    "names": named,
    "parameters": bound,
    "dates": dated,
    "import": imported,
    "copies": taken_apart,
}


def check(target: str, content: bytes) -> None:
    """Feed one target once."""
    with bounded(content):
        TARGETS[target](content)
