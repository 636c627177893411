"""The report of a small case, as it was looked at; and the schema of its JSON."""

from __future__ import annotations

import json

import jsonschema
import pytest
from report_cases import GOLDEN, golden, small
from report_schema import borrowed, stored

from kg.report import write

UPDATE = "python tests/report/update_golden.py writes it again; look at the difference first"


@pytest.mark.parametrize("ending", ["md", "json"])
def test_the_report_is_the_one_that_was_looked_at(ending: str) -> None:
    stored_text = (GOLDEN / f"small.{ending}").read_text(encoding="utf-8")
    assert golden(ending) == stored_text, UPDATE


def test_json_follows_its_schema_and_the_schema_describes_every_key() -> None:
    schema = stored()
    jsonschema.Draft202012Validator.check_schema(schema)
    result = json.loads(write(small(), "json"))
    jsonschema.Draft202012Validator(schema).validate(result)
    del result["statements"][0]["number"]
    assert not jsonschema.Draft202012Validator(schema).is_valid(result)


def test_what_the_schema_borrows_is_what_the_other_schemas_say() -> None:
    own = stored()["$defs"]
    assert {name: own.get(name) for name in borrowed()} == borrowed(), UPDATE
