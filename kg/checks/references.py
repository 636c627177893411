"""Where nodes and addresses point: at nothing, at the same thing twice, or at no web page."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.checks.data import LABEL, TITLE, TYPE, Data, term
from kg.checks.keys import Key, iri_of, is_iri, is_literal, text_of
from kg.checks.result import Problem
from kg.checks.rules import Check, Rule
from kg.checks.terms import nearest
from kg.graph import CASE, PREFIXES

DANGLING_NODE = Rule(
    "dangling-node",
    "error",
    "A node is pointed at but nowhere described.",
    "Describe the node, or mend its name. Whatever hangs on it is invisible to every question.",
)
DUPLICATE_LABEL = Rule(
    "duplicate-label",
    "warning",
    "Two nodes of one class have the same name.",
    "If they are one and the same, merge them: two nodes count as two parties or two origins. "
    "If not, give them labels that a reader can tell apart.",
)
DUPLICATE_ADDRESS = Rule(
    "duplicate-address",
    "warning",
    "Two sources have the same address.",
    "One page that is entered twice counts as two origins. If they are two versions of a page, "
    "say so in their titles.",
)
BAD_ADDRESS = Rule(
    "bad-address",
    "error",
    "An address is not http or https.",
    "Only web addresses become links. Write the full address, or describe the source without one.",
)

_LABEL, _TITLE, _TYPE, _PUBLISHER = map(str, (LABEL, TITLE, TYPE, term("dcterms:publisher")))
_ADDRESSES = (term("schema:url"), term("cev:readAt"))
_NAMED = ("cev:Actor", "cev:Place", "cev:Source")
# Beyond so many a file is missing, and each name is held against all others.
_MOST_HINTS = 500
# These point out of the data by intention.
_POINTING_OUT = frozenset(
    str(term(name))
    for name in (
        "skos:exactMatch",
        "skos:closeMatch",
        "skos:broadMatch",
        "skos:narrowMatch",
        "skos:relatedMatch",
        "owl:sameAs",
        "rdfs:seeAlso",
        "schema:sameAs",
        "schema:url",
    )
)
_ODD = re.compile(r'[\s<>"]')
# An address in a term, nearly always.
_SURE_ADDRESS = re.compile(
    r"""["<](https?://[^\s<>"\\/]+[^\s<>"\\]*)(?:>|"(?:@[\w-]+|\^\^<[^>]*>)?)"""
)
_WORDS = re.compile(r"[^\W_]+")
_VOCABULARIES = frozenset(PREFIXES.values()) - {CASE}


def check(data: Data) -> Iterator[Problem]:
    """Check references between nodes, names of nodes, and addresses."""
    yield from _dangling(data)
    yield from _same_labels(data)
    yield from _addresses(data)


def _dangling(data: Data) -> Iterator[Problem]:
    named = [iri_of(key) for key in data.subjects if is_iri(key)]
    namespaces = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in named} - _VOCABULARIES
    hints = _Hints(named)
    for predicate in data.rows.by_predicate:
        if predicate in _POINTING_OUT:
            continue
        gone = {
            key
            for key in frozenset(data.rows.columns(predicate).values) - data.subjects
            if is_iri(key)
            and _namespace(iri_of(key)) in namespaces
            and iri_of(key) not in data.declared
        }
        if not gone:
            continue
        name = data.term(predicate)
        for subject, key in data.keys(predicate):
            if key in gone and isinstance(name, ox.NamedNode):
                value = data.term(key)
                message = f"{data.name(name)} points at {data.name(value)}, which is not described."
                hint = hints.text(data, iri_of(key))
                yield DANGLING_NODE.broken(message + hint, data.node(subject), name, value)


class _Hints:
    """Names that look like one that is not described, each looked for once."""

    def __init__(self, described: Iterable[str]) -> None:
        self._described = described
        self._found: dict[str, str] = {}

    def text(self, data: Data, iri: str) -> str:
        """Return the hint for an IRI, empty if nothing is near or very many are not described."""
        if iri not in self._found:
            near = nearest(iri, self._described) if len(self._found) < _MOST_HINTS else []
            names = ", ".join(map(data.graph.short, near))
            self._found[iri] = f" Nearest: {names}." if near else ""
        return self._found[iri]


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _same_labels(data: Data) -> Iterator[Problem]:
    groups: dict[tuple[object, ...], list[Key]] = defaultdict(list)
    normal = _Normals()
    labels, titles = data.forward(_LABEL), data.forward(_TITLE)
    types, publishers = data.forward(_TYPE), data.forward(_PUBLISHER)
    for name in _NAMED:
        # Agencies' texts run under one title in many papers: those are different sources.
        agency = name == "cev:Source"
        for node in data.instances(name):
            said = {normal[key] for key in (*labels.get(node, ()), *titles.get(node, ()))}
            for title in said - {""}:
                kind = map(normal.__getitem__, filter(is_literal, publishers.get(node, ())))
                same = (name, frozenset(kind)) if agency else (frozenset(types.get(node, ())),)
                groups[(*same, title)].append(node)
    for keys in groups.values():
        if len(keys) == 1:
            continue
        first, *others = map(data.node, dict.fromkeys(keys))
        for other in others:
            predicate = LABEL if data.values(other, LABEL) else TITLE
            yield DUPLICATE_LABEL.broken(
                f"'{data.title(other)}' is also the name of {data.name(first)}. "
                "Are the two one and the same?",
                other,
                predicate,
            )


class _Normals(dict[Key, str]):
    """The words of literals, each found out once; what is no literal has none."""

    def __missing__(self, key: Key) -> str:
        found = self[key] = _normal(text_of(key)) if is_literal(key) else ""
        return found


def _normal(text: str) -> str:
    """Return the words of a text: letters and digits, without case, one space between words."""
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(_WORDS.findall(folded.casefold()))


def _addresses(data: Data) -> Iterator[Problem]:
    for predicate in _ADDRESSES:
        for subject, value in data.keys(str(predicate)):
            if _SURE_ADDRESS.fullmatch(value) or _is_address(_address(value)):
                continue
            wrong = data.term(value)
            message = f"'{data.name(wrong)}' is no web address (http or https)."
            yield BAD_ADDRESS.broken(message, data.node(subject), predicate, wrong)
    yield from _same_addresses(data)


def _address(value: Key) -> str:
    sure = _SURE_ADDRESS.fullmatch(value)
    if sure:
        return sure[1]
    if is_literal(value):
        return text_of(value)
    return iri_of(value) if is_iri(value) else ""


def _is_address(text: str) -> bool:
    scheme, separator, rest = text.partition("://")
    host = rest.partition("/")[0]
    return bool(scheme.lower() in {"http", "https"} and separator and host) and not _odd(text)


def _odd(text: str) -> bool:
    return _ODD.search(text) is not None


def _same_addresses(data: Data) -> Iterator[Problem]:
    first: dict[str, Key] = {}
    predicate = term("schema:url")
    for subject, value in data.keys(str(predicate)):
        if not (is_iri(value) or is_literal(value)):
            continue
        other = first.setdefault(_address(value), subject)
        if other != subject:
            message = f"The address is that of {data.name(data.node(other))} too. Is it one source?"
            yield DUPLICATE_ADDRESS.broken(message, data.node(subject), predicate, data.term(value))


CHECK = Check(
    (DANGLING_NODE, DUPLICATE_LABEL, DUPLICATE_ADDRESS, BAD_ADDRESS), check, asks_graph=True
)
