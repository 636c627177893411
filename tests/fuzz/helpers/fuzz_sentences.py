"""Inputs that a parser mostly takes: what pieces in a wild order hardly ever are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

Texts = st.SearchStrategy[str]

_WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters='"\\\n\r<>{}|^`') | st.just("é"),
    max_size=8,
)
_QUOTED = st.builds('"{}"'.format, _WORDS)


def one(*choices: str) -> Texts:
    return st.sampled_from(choices)


def joined(parts: Sequence[Texts], between: Texts) -> Texts:
    """Put parts in a row with something between each two."""
    pairs = [st.tuples(part, between).map("".join) for part in parts]
    return st.tuples(*pairs).map("".join)


# RDF


_NODE = one("<http://x/s>", "<http://x/é>", "_:b", "_:c")
_SHORT = one("x:s", "x:a.b", "x:", ":e", "[]", "( )", "( x:a _:b 1 )", "[ x:p 1 ; x:q [] ]")
_LITERAL = st.builds(
    "{}{}".format, _QUOTED, one("", "@en", "@en-GB", "@ar--rtl", "^^<http://x/t>", "^^<rel>")
)
_NUMBER = one("1", "-01", "1.50", "1e9", "true", "'''a\n'b'''")
_PREFIXES = "@prefix x: <http://x/> . PREFIX : <http://y/>\n"


def _lines(*parts: Texts, head: str = "") -> Texts:
    line = st.tuples(*parts).map(" ".join)
    return st.lists(line, max_size=6).map(lambda lines: head + "\n".join(lines) + "\n")


_TURTLE = _lines(
    _NODE | _SHORT,
    one("<http://x/p>", "x:p", "a"),
    _NODE | _SHORT | _LITERAL | _NUMBER,
    one(".", "; x:q 1 .", ", 2 .", "; . # end"),
    head=_PREFIXES,
)
_TRIG = _lines(
    one("", "GRAPH "),
    one("x:g", "<http://x/g>", "_:g"),
    one("{ }", "{ x:s x:p 1 }", "{ x:s x:p 1 . x:t a x:C . }", "{ [] x:p ( 1 ) }"),
    head=_PREFIXES,
)
_FLAT = (_NODE, one("<http://x/p>"), _NODE | _LITERAL)

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _WORDS | one("http://x/o", "x:o"),
    lambda within: (
        st.lists(within, max_size=3)
        | st.dictionaries(
            one(
                "@id",
                "@type",
                "@value",
                "@language",
                "@list",
                "@set",
                "@graph",
                "@reverse",
                "@json",
            )
            | one("http://x/p", "x:p", "p", "@included", "@nest", "@index", "@direction", "@vocab"),
            within,
            max_size=4,
        )
    ),
    max_leaves=8,
)
_CONTEXTS: list[object] = [
    {"x": "http://x/", "p": {"@id": "x:p", "@type": "@id"}},
    {"@vocab": "http://x/", "@base": "http://y/", "@language": "en"},
    {"p": {"@id": "http://x/p", "@container": "@list"}, "@version": 1.1},
    "http://remote.example/context.jsonld",
    None,
]


def _as_json(context: object, node: str, value: object) -> str:
    return json.dumps({"@context": context, "@id": node, "http://x/p": value})


_JSON_LD = st.builds(
    _as_json, st.sampled_from(_CONTEXTS), one("http://x/s", "_:b", "rel", "x:s"), _JSON
)

# SPARQL


_GAP = one(" ", " ", " ", "\n", "\t", "\r\n", " #c\n", " # SERVICE <http://listener/>\n", "")
_VARIABLE = one("?s", "?p", "?o", "$s", "?service")
_TERM = _VARIABLE | one("<http://x.example/raid>", "cev:Incident", "5", "01", "'a'@en", "true")
_EXPRESSION: Texts = st.recursive(
    _TERM | one('"SERVICE <http://listener/>"', "'''a\n'b'''", "NOW()", "RAND()", "1/0", "1e999"),
    lambda within: (
        st.builds("({} {} {})".format, within, one(*"+-*/=<>", "||", "&&"), within)
        | st.builds("{}({})".format, one("STR", "!", "IRI", "BNODE", "LANG", "YEAR", "ABS"), within)
        | st.builds(
            "{}({}, {})".format, one("CONCAT", "REGEX", "COALESCE", "STRDT"), within, within
        )
        | st.builds("IF({}, {}, {})".format, within, within, within)
        | st.builds("TRIPLE({}, {}, {})".format, within, within, within)
        | st.builds("({} IN ({}))".format, within, within)
    ),
    max_leaves=4,
)
_PATH = one("?p", "a", "cev:a", "cev:a/^cev:b", "(cev:a|!cev:b)*", "cev:a?", "^a+")


def _cased(word: str) -> Texts:
    letters = [one(letter, letter.lower(), *_LIKE.get(letter, "")) for letter in word]
    return st.tuples(*letters).map("".join)


# Letters that fold to those of ASCII, in Python or elsewhere.
_LIKE = {"S": "\u017f\uff33", "I": "\u0130\u0131\uff29", "E": "\u0415", "V": "\u2164"}
_TARGET = one("<http://listener/>", "?o", "$o", "l:x", ":x", "<>", "<x>", "l:", "\\u003Chttp:>")
_SERVICE = st.builds(
    "{}{}{}{}{}{}".format,
    one("", " ", "1", ".", "}", "'a'", "?s ?p 1", "x:y", "#", "\ufeff", "\x00", '"'),
    _cased("SERVICE") | one("SERVICE"),
    _GAP | one("\x0b", "\x0c", "\u00a0", "\u3000", "\ufeff", "\r", "#\r", "/**/", "\x00", "\u200b"),
    one("", "SILENT", "silent ", "SILENT#c\n", "SILENT\r"),
    _TARGET,
    one("{ ?s ?p ?o }", "{}", " {?a ?b ?c} #"),
)
_GROUP: Texts = st.recursive(
    st.builds("{} {} {} .".format, _TERM, _PATH, _TERM)
    | st.builds("FILTER({})".format, _EXPRESSION)
    | st.builds("BIND({} AS ?x)".format, _EXPRESSION)
    | one("VALUES ?o { <http://listener/> UNDEF 1 }", "?s ?p [ ?q ( 1 ) ]"),
    lambda within: (
        st.builds(
            "{}{{ {} {} }}".format,
            one("", "OPTIONAL ", "MINUS ", "GRAPH ?g ", "FILTER NOT EXISTS ", "{} UNION "),
            within,
            within,
        )
        | st.builds("{{ SELECT ?s (COUNT(?o) AS ?n) {{ {} }} GROUP BY ?s }}".format, within)
    ),
    max_leaves=4,
)
_HEAD = one(
    "SELECT * ",
    "SELECT DISTINCT ?s ?o ",
    "ASK ",
    "CONSTRUCT { ?s ?p ?o . [] ?p ?s } WHERE ",
    "DESCRIBE ?s WHERE ",
    "SELECT (COUNT(DISTINCT *) AS ?n) (GROUP_CONCAT(?s) AS ?g) ",
)
_BEFORE = one(
    "", "PREFIX l: <http://listener/>", "PREFIX : <http://listener/>", "BASE <http://listener/>"
)
_AFTER = one("", "LIMIT 2", "ORDER BY ?s DESC(?o)", "VALUES ?s { 1 }", "GROUP BY ?s")
_QUERY = joined([_BEFORE, _HEAD, one("{"), _GROUP, _GROUP, one("}"), _AFTER], one(" ", "\n"))
_REACHING = joined(
    [_BEFORE, _HEAD, one("{"), one("") | _GROUP, _SERVICE, one("") | _GROUP, one("}")], _GAP
)

# Dates and lists


_YEAR = one("2021", "0001", "9999", "-0001", "202X", "20XX", "Y-17E7", "0000", "1985S3")
_DATE = st.builds(
    "{}{}{}{}".format,
    _YEAR,
    one("", "-03", "-3", "-13", "-21", "-XX", "-40"),
    one("", "-16", "-31", "-00", "-XX"),
    one("", "?", "~", "%", "T21:30:00+03:00", "T24:00:00", "T00:00:00+14:00", "T23:59:60Z"),
)
_SPAN = (
    _DATE
    | st.builds("{}/{}".format, _DATE | one("", ".."), _DATE | one("", ".."))
    | st.builds("[{},{}..{}]".format, _DATE, _DATE, _DATE)
    | st.builds("{{{}..}}".format, _DATE)
)
_ZONE = one("", "|", "|UTC", "|Asia/Baghdad", "|Europe", "|../../etc/passwd", "|Nowhere", "|a\x00b")
_DATES = st.builds("{}{}".format, _SPAN, _ZONE)

_VALUE: st.SearchStrategy[object] = st.recursive(
    st.none() | st.integers() | _WORDS | one("SHA-256:" + "0" * 64, "a.html", "http://s/a"),
    lambda within: (
        st.lists(within, max_size=3)
        | st.dictionaries(
            one(
                "filename",
                "urls",
                "properties",
                "hash",
                "_media",
                "other_media",
                "_mimetype",
                "thumb",
            ),
            within,
            max_size=4,
        )
    ),
    max_leaves=8,
)


def _cell(value: object) -> str:
    return '"' + repr(value).replace('"', '""') + '"'


def _csv(url: str, when: object, media: object) -> str:
    fields = {"url": url, "_processed_at": when}
    return f"status,metadata,media\nok,{_cell(fields)},{_cell([media])}\n"


_LISTS = st.builds(
    _csv, one("http://paper.example/a", "x"), one("2021-03-16T09:30:00") | _VALUE, _VALUE
)

SENTENCES: Mapping[str, Texts] = {
    "turtle": _TURTLE,
    "trig": _TRIG | _TURTLE,
    "ntriples": _lines(*_FLAT, one(".")),
    "nquads": _lines(*_FLAT, one("", "<http://x/g>", "_:g"), one(".")),
    "jsonld": _JSON_LD,
    "guess": _TURTLE | _TRIG | _JSON_LD,
    "guard": _REACHING | _QUERY,
    "query": _QUERY,
    "names": _QUERY | _REACHING,
    "dates": _DATES,
    "parameters": _DATES | one("raid", "x:raid", "cev:Incident"),
    "import": _LISTS,
}
