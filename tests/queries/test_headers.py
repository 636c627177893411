"""Headers of queries: what is understood, and that a typo is an error with its place."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.queries import parse_query

HEADER = """\
#+ summary: Who said what.
#+ description: The first line
#+   and the second: with a colon.
#+ params:
#+   - name: hours
#+     type: integer
#+     default: 48
#+     summary: How long.
#+   - name: aspect
#+     type: code
#+     scheme: code:aspects
#+     required: true
SELECT * { ?s ?p ?o }
"""


def test_header_is_read() -> None:
    query = parse_query(HEADER, "q")
    assert query.summary == "Who said what."
    assert query.description == "The first line and the second: with a colon."
    hours, aspect = query.parameters
    assert (hours.name, hours.type, hours.default, hours.required) == (
        "hours",
        "integer",
        "48",
        False,
    )
    assert (aspect.scheme, aspect.required, aspect.default) == ("code:aspects", True, None)


def test_text_without_header_takes_nothing() -> None:
    query = parse_query("# plain\nSELECT * { ?s ?p ?o }", "q")
    assert (query.summary, query.parameters) == ("", ())


@pytest.mark.parametrize(
    ("header", "place", "reason"),
    [
        ("#+ sumary: x", "q:1", "summary"),
        ("#+ summary: x\n#+ summary: y", "q:2", "twice"),
        ("#+ params:\n#+   - name: a\n#+     typ: node", "q:3", "type"),
        ("#+ params:\n#+   - name: a\n#+     type: nod", "q", "'nod'"),
        ("#+ params:\n#+   - name: 1a\n#+     type: node", "q", "1a"),
        ("#+ params:\n#+   - name: a\n#+     type: code", "q", "scheme"),
        (
            "#+ params:\n#+   - name: a\n#+     type: node\n#+     required: yes",
            "q",
            "true or false",
        ),
    ],
)
def test_typos_are_errors(header: str, place: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as raised:
        parse_query(header + "\nASK {}", "q")
    assert str(raised.value).startswith(f"{place}: ")
