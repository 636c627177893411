"""Text of others, made safe: no markup comes alive, nothing invisible stays, ordinary text does."""

from __future__ import annotations

import re
import unicodedata

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.exports.results import write
from kg.exports.spreadsheet import spreadsheet_safe
from kg.graph import Graph, Term
from kg.queries import QueryResult
from kg.text import markdown_escape, neutralise, without_commands
from kg.views.blocks import Block, markdown

HOSTILE = "\x1b[31m \x9b2J \x07 \u202e ![x](http://x.example/) [y](javascript:z) `c` <b> | *a* _b_"
ALIVE = re.compile(r"(?<!\\)[\[\]`|*_#~]|[<>\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def result(*terms: Term) -> QueryResult:
    return QueryResult("select", variables=("v",), rows=tuple((term,) for term in terms))


def alive(text: str) -> list[str]:
    return ALIVE.findall(text)


def test_the_search_for_what_is_alive_finds_it() -> None:
    assert len(alive(HOSTILE)) == 18


def test_markdown_of_results_and_of_views_is_dead() -> None:
    row = write(result(ox.Literal(HOSTILE)), Graph(()), "md").splitlines()[2]
    assert alive(row[2:-2]) == []
    assert "\\\\u001B" in row
    assert "\\\\u202E" in row
    shown = markdown((Block("T", lines=(HOSTILE,), columns=("c",), rows=((HOSTILE,),)),))
    assert row in shown
    assert f"{markdown_escape(HOSTILE)}  " in shown


@given(st.text(max_size=60))
def test_markdown_is_one_dead_line_that_reads_as_the_text(text: str) -> None:
    escaped = markdown_escape(text)
    assert alive(escaped.replace("\\\\", "")) == []
    assert len(escaped.splitlines()) <= 1
    read = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escaped)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        read = read.replace(entity, character)
    assert read == neutralise(" ".join(text.split()))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("12) a", r"12\) a"),
        ("===", r"\==="),
        ("---", r"\---"),
        ("+", r"\+"),
        ("-5", "-5"),
        ("1.5 km", "1.5 km"),
        ("2021-02-15", "2021-02-15"),
        ("# a", r"\# a"),
    ],
)
def test_what_begins_a_list_or_a_heading_does_not(text: str, escaped: str) -> None:
    assert markdown_escape(text) == escaped


@given(st.text(max_size=60))
def test_cells_hold_no_command_and_keep_ordinary_text(text: str) -> None:
    cell = spreadsheet_safe(text)
    assert not [c for c in cell if unicodedata.category(c) == "Cc" and c not in "\t\r\n"]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    if not alive(re.sub(r"[\[\]`|*_#~<>\\\r]", "", text)):
        assert cell in (text, f"'{text}")


@pytest.mark.parametrize("text", ["a", "نیمه‌فاصله", "שלום\u200f", "a\r\nb\tc", "é“”…", "\u00ad"])
def test_ordinary_text_is_exact_in_csv(text: str) -> None:
    assert spreadsheet_safe(text) == text


def test_csv_and_tsv_of_results() -> None:
    number = ox.Literal("-5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    typed = ox.Literal("=1+1", datatype=ox.NamedNode("http://x.example/type"))
    answer = result(ox.Literal("\x1b[2J"), ox.Literal("\x01=1"), ox.Literal("=1"), typed, number)
    csv = write(answer, Graph(()), "csv").split("\r\n")
    assert csv == ["v", "\\u001B[2J", "\\u0001=1", "'=1", "'=1+1", "-5", ""]
    tsv = write(answer, Graph(()), "tsv")
    assert "\x1b" not in tsv
    read = ox.parse_query_results(tsv.encode(), format=ox.QueryResultsFormat.TSV)
    assert isinstance(read, ox.QuerySolutions)
    assert [row["v"] for row in read] == [row[0] for row in answer.rows]


def test_without_commands_writes_them_out() -> None:
    assert without_commands("a\x1bb\u202ec\x9bd\x7f") == "a\\u001Bb\\u202Ec\\u009Bd\\u007F"
