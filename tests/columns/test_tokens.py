"""Terms as texts."""

from __future__ import annotations

import duckdb
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.columns.tokens import VALUE, as_stored, term, token

XSD = "http://www.w3.org/2001/XMLSchema#"
LITERALS = st.one_of(
    st.builds(ox.Literal, st.text()),
    st.builds(ox.Literal, st.text(), language=st.sampled_from(["en", "fa", "en-GB", "ar-Latn"])),
    st.builds(
        ox.Literal,
        st.text(),
        datatype=st.sampled_from([ox.NamedNode(XSD + "date"), ox.NamedNode("urn:x:edtf")]),
    ),
)
TERMS = st.one_of(
    LITERALS,
    st.sampled_from(["urn:x:a", "https://example.org/ä#b"]).map(ox.NamedNode),
    st.sampled_from(["a", "b1"]).map(ox.BlankNode),
)


@given(TERMS)
def test_a_token_is_its_term(given_term: ox.Literal | ox.NamedNode | ox.BlankNode) -> None:
    assert term(token(given_term)) == given_term


@given(TERMS, TERMS)
def test_tokens_are_equal_where_terms_are(one: ox.Literal, other: ox.Literal) -> None:
    assert (token(one) == token(other)) == (one == other)


@given(TERMS)
def test_sql_finds_the_text_in_a_token(
    given_term: ox.Literal | ox.NamedNode | ox.BlankNode,
) -> None:
    text = token(given_term)
    if "\0" in text:
        return
    query = f"SELECT {VALUE.format('t')} FROM (SELECT ? AS t)"  # noqa: S608 (a constant)
    found = duckdb.execute(query, [text]).fetchone()
    expected = f"_:{given_term.value}" if isinstance(given_term, ox.BlankNode) else given_term.value
    assert found == (expected,)


def test_a_triple_is_no_term() -> None:
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))
    with pytest.raises(TypeError, match=r"RDF 1\.2"):
        token(triple)


@pytest.mark.parametrize(
    ("text", "datatype", "stored", "kind"),
    [
        ("01", "integer", "1", "integer"),
        ("1.50", "decimal", "1.5", "decimal"),
        ("+3", "byte", "3", "integer"),
        ("1", "boolean", "true", "boolean"),
        ("2021-02-15T04:00:00.000+02:00", "dateTime", "2021-02-15T04:00:00+02:00", "dateTime"),
    ],
)
def test_forms_are_those_that_the_store_keeps(
    text: str, datatype: str, stored: str, kind: str
) -> None:
    before = f'"^^{XSD}{datatype}"{text}'
    assert list(as_stored([before, '""01', f'"^^{XSD}integer"7'])) == [
        (before, f'"^^{XSD}{kind}"{stored}')
    ]
