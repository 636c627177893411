"""Citations: every source, in the shape that CSL-JSON asks for, with dates as far as known."""

from __future__ import annotations

import dataclasses
import json

import jsonschema
import pytest
from report_cases import small
from support import Kg

import kg
from kg.report import write
from kg.report.csl import date, item
from kg.report.registry import ending_of, known

# The parts that are used here of the schema of CSL 1.0.2 (csl-data.json): an array of items, each
# with the keys below and no other, dates as parts of one or two days, or as they are written.
DATE = {
    "oneOf": [
        {
            "type": "object",
            "properties": {
                "date-parts": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 2,
                    "items": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 3,
                        "prefixItems": [
                            {"type": "integer"},
                            {"type": "integer", "minimum": 1, "maximum": 12},
                            {"type": "integer", "minimum": 1, "maximum": 31},
                        ],
                        "items": False,
                    },
                },
                "circa": {"const": True},
            },
            "required": ["date-parts"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"literal": {"type": "string", "minLength": 1}},
            "required": ["literal"],
            "additionalProperties": False,
        },
    ]
}
TEXT = {"type": "string", "minLength": 1}
SCHEMA: dict[str, object] = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": TEXT,
            "type": {"enum": ["article-newspaper", "report", "document", "graphic"]},
            "title": TEXT,
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"literal": TEXT},
                    "required": ["literal"],
                    "additionalProperties": False,
                },
            },
            "container-title": TEXT,
            "publisher": TEXT,
            "issued": DATE,
            "URL": {"type": "string", "pattern": "^[hH][tT][tT][pP][sS]?://"},
            "language": TEXT,
            "note": TEXT,
        },
        "required": ["id", "type", "title"],
        "additionalProperties": False,
    },
}


def validated(content: bytes) -> list[dict[str, object]]:
    items: list[dict[str, object]] = json.loads(content)
    jsonschema.Draft202012Validator(SCHEMA).validate(items)
    return items


def test_every_source_is_cited_once_in_order() -> None:
    items = validated(write(small(), "csl.json"))
    assert [each["id"] for each in items] == ["agency", "inquiry", "letter", "news", "wire"]


def test_what_is_cited_of_a_source() -> None:
    items = {each["id"]: each for each in validated(write(small(), "csl.json"))}
    assert items["news"] == {
        "id": "news",
        "type": "article-newspaper",
        "title": "Norland blamed <script>alert(1)</script>",
        "container-title": "Lake News",
        "publisher": "Lake News",
        "issued": {"date-parts": [[2021, 3, 2]]},
        "URL": "https://example.org/news/1?a=1&b=2",
        "language": "en",
    }
    assert items["letter"]["type"] == "document"
    assert items["inquiry"]["type"] == "report"
    assert items["agency"]["note"] == "Not seen."
    assert "URL" not in items["agency"], "no javascript: address"


def test_the_sources_of_the_shipped_case_fit_the_schema() -> None:
    document = kg.open().report(["st-kss-20210303"])
    items = validated(write(document, "csl.json"))
    assert len(items) == len(document.sources) > 20
    assert all("accessed" not in each for each in items)


def test_names_that_two_sources_have_are_written_in_full() -> None:
    first, *rest = small().sources
    twin = dataclasses.replace(first, source="https://other.example/agency")
    document = dataclasses.replace(small(), sources=(first, twin, *rest))
    ids = [each["id"] for each in validated(write(document, "csl.json"))]
    assert ids[:2] == [first.source, twin.source]
    assert len(set(ids)) == len(ids)


def test_an_unknown_type_is_a_document() -> None:
    source = dataclasses.replace(small().sources[0], type=None, publisher=None, issued=None)
    assert item(source, "x") == {
        "id": "x",
        "type": "document",
        "title": source.title,
        "language": "fa",
        "note": "Not seen.",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-03-15", {"date-parts": [[2021, 3, 15]]}),
        ("2021-03", {"date-parts": [[2021, 3]]}),
        ("2021", {"date-parts": [[2021]]}),
        ("2021-03-15?", {"date-parts": [[2021, 3, 15]], "circa": True}),
        ("2021-03~", {"date-parts": [[2021, 3]], "circa": True}),
        ("2021-03-15/2021-03-17", {"date-parts": [[2021, 3, 15], [2021, 3, 17]]}),
        ("2021-03-15?/2021-03-17", {"date-parts": [[2021, 3, 15], [2021, 3, 17]], "circa": True}),
        ("2021-03-15/..", {"date-parts": [[2021, 3, 15]], "circa": True}),
        ("2021-03-15T21:30:00+03:00", {"date-parts": [[2021, 3, 15]]}),
        ("2021-02-XX", {"date-parts": [[2021, 2, 1], [2021, 2, 28]], "circa": True}),
        ("[2021-03-15,2021-03-17]", {"date-parts": [[2021, 3, 15], [2021, 3, 17]], "circa": True}),
        ("2021-21", {"date-parts": [[2021, 3, 1], [2021, 5, 31]], "circa": True}),
        ("2021-02-31", {"literal": "2021-02-31"}),
        ("soon", {"literal": "soon"}),
        ("..", {"literal": ".."}),
    ],
)
def test_dates(text: str, expected: dict[str, object]) -> None:
    assert date(text) == expected
    jsonschema.Draft202012Validator(DATE).validate(date(text))


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.csl.json", "csl.json"),
        ("out/A.CSL.JSON", "csl.json"),
        ("a.json", "json"),
        ("csl.json", "json"),
        ("v1.2.pdf", "pdf"),
        ("a.b.ttl", "ttl"),
    ],
)
def test_the_ending_tells_citations_from_the_report(name: str, ending: str) -> None:
    assert known(ending_of(name)) == ending


def test_the_command_writes_citations(kg_here: Kg) -> None:
    from report_cases import SMALL  # noqa: PLC0415 (only this test runs the command)

    done = kg_here("--data", str(SMALL), "report", "--format", "csl.json")
    assert done.code == 0
    validated(done.out.encode())
