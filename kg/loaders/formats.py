"""The formats that can be read. A new one is one line in ``FORMATS``."""

from __future__ import annotations

import re
from pathlib import PurePath

import pyoxigraph as ox

from kg.errors import InputError
from kg.loaders.tokens import TOKEN
from kg.loaders.unpacking import plain_name

# key: (extensions, what pyoxigraph calls it)
FORMATS: dict[str, tuple[tuple[str, ...], ox.RdfFormat]] = {
    "turtle": (("ttl", "turtle"), ox.RdfFormat.TURTLE),
    "trig": (("trig",), ox.RdfFormat.TRIG),
    "ntriples": (("nt", "ntriples"), ox.RdfFormat.N_TRIPLES),
    "nquads": (("nq", "nquads"), ox.RdfFormat.N_QUADS),
    "jsonld": (("jsonld", "json-ld", "json"), ox.RdfFormat.JSON_LD),
}

_REFUSED_EXTENSIONS = frozenset({"rdf", "owl", "xml", "rdfxml"})
_REFUSED_START = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:\?xml|rdf:RDF|!DOCTYPE|!ENTITY)", re.S)
_WORDS = frozenset({"prefix", "base", "graph"})
_HTML = re.compile(r"<!DOCTYPE\s+html", re.I)
_JSON_START = re.compile(r'\s*(?:\{\s*(?:"|\}\s*\Z)|\[\s*(?:[\[{"]|\]\s*\Z))')
_QUAD_LINE = re.compile(
    r"""\s*(?:<[^<>\s]*>|_:\S+)\s+<[^<>\s]*>\s+
        (?:<[^<>\s]*>|_:\S+|"(?:[^"\\\n]|\\.)*"(?:@[\w-]+|\^\^<[^<>\s]*>)?)
        \s+(?:<[^<>\s]*>|_:\S+)\s*\.\s*(?:\#.*)?$""",
    re.X,
)


def detect(name: str, text: str) -> str:
    """Return the key of the format, by the file's extension or, failing that, by its content.

    Parameters
    ----------
    name
        Name of the file; ``-`` is standard input.
    text
        Its content.

    Raises
    ------
    InputError
        If it is XML or HTML, which are not read, or nothing that is known.
    """
    extension = PurePath(plain_name(name)).suffix.lower().lstrip(".")
    _refuse_xml(name, extension, text)
    for key, (extensions, _) in FORMATS.items():
        if extension in extensions:
            return key
    return _sniff(name, text)


def known_extensions() -> str:
    """Return the extensions that are known, for messages."""
    return ", ".join(f".{extensions[0]}" for extensions, _ in FORMATS.values())


def _refuse_xml(name: str, extension: str, text: str) -> None:
    start = _REFUSED_START.match(text[:4096])
    if start and _HTML.search(text[:4096]):
        message = "This is a web page, not RDF. Save the data itself as Turtle or JSON-LD."
    elif start or extension in _REFUSED_EXTENSIONS:
        message = (
            "RDF/XML is not read: its entities can be made to exhaust memory. "
            "Convert it to Turtle first."
        )
    else:
        return
    raise InputError(message, file=name)


def _sniff(name: str, text: str) -> str:
    if _JSON_START.match(text):
        return "jsonld"
    lines = [line for line in text[:65536].splitlines() if line.strip() and line.strip()[0] != "#"]
    if any(_QUAD_LINE.match(line) for line in lines[:50]):
        return "nquads"
    tokens = [m for m in TOKEN.finditer(text, 0, 65536) if m.lastgroup not in {"comment", "space"}]
    if any(m.group() == "{" for m in tokens):
        return "trig"
    if tokens and _begins_turtle(tokens[0].group()):
        return "turtle"
    raise InputError(
        f"What this is cannot be told from its name or its content. "
        f"Known extensions: {known_extensions()}.",
        file=name,
    )


def _begins_turtle(token: str) -> bool:
    return (
        token in {"[", "(", "@prefix", "@base"}
        or token[0] == "<"
        or ":" in token
        or token.lower() in _WORDS
    )
