"""What tests of the archive share: a small case, pages and PDFs made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.archive import Archive
from kg.graph import Graph
from kg.loaders import assemble, parse

NS = "http://x.example/"
HEAD = """\
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix x: <http://x.example/> .
"""
ARTICLE = (
    "Minister denies it\n\n“We had no part in the attack,” the minister said on Monday. "
    "The rockets, he\nadded, came from the north \u2013 nobody knows who fired them.\n"
)


def source(name: str, *more: str) -> str:
    """Return a source as Turtle."""
    return f"x:{name} a cev:Source ; {' ; '.join(more)} ." if more else f"x:{name} a cev:Source ."


def quote(name: str, of: str, words: str, *more: str, selector: str = "") -> str:
    """Return a statement with a quotation as Turtle; the words hold no quotation marks."""
    extra = "".join(f" ; {each}" for each in more)
    return (
        f"x:{name} a cev:Statement ; cev:hasQuotation x:{name}-q .\n"
        f"x:{name}-q a cev:Quotation ; oa:hasSource x:{of} ; oa:hasSelector x:{name}-w{extra} .\n"
        f'x:{name}-w a oa:TextQuoteSelector ; oa:exact "{words}"@en {selector}.\n'
    )


def graph(*parts: str) -> Graph:
    """Return a graph of such parts."""
    return assemble([parse("a.ttl", turtle(*parts).encode())])


def turtle(*parts: str) -> str:
    """Return such parts as a file of Turtle."""
    return "\n".join((HEAD, *parts, ""))


def archive(folder: Path, *parts: str) -> Archive:
    """Return the archive of a small case."""
    return Archive(graph(*parts), folder)


def file(path: Path, content: str | bytes) -> Path:
    """Write a file and return its path."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def pdf(lines: Sequence[str]) -> bytes:
    """Return a PDF of one page with these lines, ASCII without brackets."""
    shown = b" T* ".join(b"(" + line.encode("ascii") + b") Tj" for line in lines)
    return pdf_of(b"BT /F1 12 Tf 14 TL 72 720 Td " + shown + b" ET")


def pdf_of(stream: bytes, *filters: str) -> bytes:
    """Return a PDF of one page with this content stream."""
    names = f"/Filter [{' '.join(filters)}] " if filters else ""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< {names}/Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        content
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    )
