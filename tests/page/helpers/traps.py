"""A small case whose texts want to be more than text: markup, scripts, addresses, odd marks."""

from __future__ import annotations

from small import DENIED

MARKUP = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
FORMULA = "=HYPERLINK(1)"
TURNED = "\u202egnorw\u202c \u2066x"
LONG = "W" * 300
SCRIPT_ADDRESS = "javascript:alert(3)"
WEB_ADDRESS = "https://example.org/?a=1&b=%3Cscript%3E"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


TRAPS = (
    DENIED.replace('"It was not us"', _quoted(MARKUP))
    .replace('"It was them"', _quoted(FORMULA))
    .replace('"Rockets"', _quoted(LONG))
    .replace('"Militia"', _quoted(TURNED))
    .replace(
        'dcterms:title "Paper"',
        f'dcterms:title "Paper" ; schema:url "{SCRIPT_ADDRESS}"^^xsd:anyURI',
    )
    .replace(
        'dcterms:title "Post"',
        f'dcterms:title "Post" ; schema:url "{WEB_ADDRESS}"^^xsd:anyURI',
    )
    + f"""
case:constructor a cev:Person ; rdfs:label "__proto__" ; cev:isOrganOf case:militia .
case:no cev:hasQuotation case:no-quote .
case:no-quote a oa:SpecificResource ; oa:hasSource case:paper ; oa:hasSelector case:no-words .
case:no-words a oa:TextQuoteSelector ; oa:exact {_quoted(MARKUP)}@en .
case:yes cev:hasQuotation case:yes-quote .
case:yes-quote a oa:SpecificResource ; oa:hasSource case:post ; oa:hasSelector case:yes-words .
case:yes-words a oa:TextQuoteSelector ; oa:exact "لم نكن نحن"@ar .
"""
)
