"""The guard: what reaches beyond the data or nests too deep is refused, and nothing crashes it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.queries import guard

GRAPH = "http://x.example/g"
GAPS = st.text("\t\n\r ", min_size=0, max_size=3).flatmap(
    lambda space: st.sampled_from([space, f"{space}# a comment\n", "#SILENT\n", "#<\r"])
)
TARGETS = st.sampled_from(["<http://x.example/>", "?where", "$where", "far:away", ":near", "é:x"])


def cased(word: str) -> st.SearchStrategy[str]:
    letters = [st.sampled_from([letter.lower(), letter.upper()]) for letter in word]
    return st.tuples(*letters).map("".join)


@given(
    before=st.sampled_from(["", " ", "1", "{", "}", ".", "1.", '"a"', "<http://x/>", "x:y"]),
    word=st.sampled_from(["SERVICE", "LOAD"]).flatmap(cased),
    gap=GAPS,
    silent=st.sampled_from(["", "SILENT"]).flatmap(cased),
    second=GAPS,
    target=TARGETS,
)
def test_service_and_load_are_refused_however_written(
    before: str, word: str, gap: str, silent: str, second: str, target: str
) -> None:
    # `x:yload` is a name, and a query cannot LOAD; for SERVICE nothing is let off.
    assume(word.upper() == "SERVICE" or before != "x:y")
    text = f"SELECT * {{ {before}{word}{gap}{silent}{second}{target} {{}} }}"
    with pytest.raises(UsageError, match=word.upper()):
        guard.check(text)


@given(st.text(max_size=300) | st.text("{}()[]\"'\\#<>?$: \nSERVICE", max_size=300))
def test_guard_never_fails_in_another_way(text: str) -> None:
    try:
        guard.check(text)
    except UsageError as error:
        assert str(error)  # noqa: PT017 (not every text is refused)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service ?other { ?service ?p ?other }",
        "SELECT ?reload { ?reload <http://x.example/p> ?load } ",
        'SELECT * { ?s ?p "a customer service" }',
        "SELECT * { ?s ?p ?o } # loaded once",
        "SELECT * FROM <http://x.example/g> { ?s ?p ?o }",
        "PREFIX x: <http://x.example/> SELECT * FROM NAMED x:g { ?s ?p ?o }",
        "SELECT * { " + "{" * 50 + "}" * 50 + " }",
        'SELECT * { ?s ?p "' + "{" * 500 + '" }',
    ],
)
def test_harmless_queries_pass(text: str) -> None:
    guard.check(text, {GRAPH})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "only reads"),
        ("PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }", "only reads"),
        ("# first\nBASE <http://x/>\nclear all", "only reads"),
        ("DROP GRAPH <http://x/>", "only reads"),
        (r"SELECT * { SER\u0056ICE <http://x/> {} }", "escape"),
        (r'SELECT * { ?s ?p "\U00000041" }', "escape"),
        ("SELECT * {" + "(" * 5000, "deep"),
        ("SELECT * " + "{" * 5000 + "}" * 5000, "deep"),
        ("SELECT * { ?s ?p " + "[ ?p " * 200, "deep"),
        ("SELECT * { ?s ?p 1 }" + " " * guard.MAX_BYTES, "bytes"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "not in the data"),
        ("SELECT * FROM NAMED <http://y.example/> { ?s ?p ?o }", "not in the data"),
        ("PREFIX y: <http://y.example/> ASK FROM y:g { ?s ?p ?o }", "<http://y.example/g>"),
    ],
)
def test_refusals_say_the_reason(text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        guard.check(text, {GRAPH})


def test_refusal_names_the_line() -> None:
    with pytest.raises(UsageError, match="line 3"):
        guard.check("SELECT *\n{\n SERVICE <http://x.example/> {} }")
