"""``kg info``, and the counts behind it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from kg.cli.main import cli
from kg.info import describe
from kg.loaders import assemble, parse
from kg.schemas import load, names

DATA = """\
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix code: <https://w3id.org/claims-evidence/codes#> .
@prefix x: <http://x.example/> .
x:party a cev:State .
x:body a cev:InvestigativeBody, cev:Organization .
x:base a cev:Base .
x:i a cev:Incident .
x:said a cev:Statement ; cev:isSpokenBy x:party ; cev:denies x:act .
x:charged a cev:Statement ; cev:isSpokenBy x:body ; cev:affirms x:act .
x:act a cev:Involvement ; cev:hasActor x:party ; cev:hasMode code:mode-directed ; cev:concerns x:i .
x:q a cev:Quotation . x:q a cev:Quotation .
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a.ttl"
    file.write_text(DATA)
    return file


def test_a_class_counts_those_below_it_and_each_node_once() -> None:
    info = describe(assemble([parse("a.ttl", DATA.encode())]))
    assert info.counts == {
        "Actor": 2,
        "Place": 1,
        "Incident": 1,
        "Source": 0,
        "Statement": 2,
        "Quotation": 1,
        "Proposition": 1,
    }
    assert info.statement_kinds == {"denial": 1, "finding": 1}


def test_derived_and_ontology_triples_do_not_count() -> None:
    assert describe(assemble([parse("a.ttl", DATA.encode())])).triples == 16


def test_json_follows_its_schema(path: Path) -> None:
    done = CliRunner().invoke(cli, ["--data", str(path), "info", "--format", "json"])
    assert done.exit_code == 0
    info = json.loads(done.output)
    jsonschema.validate(info, load("info"))
    assert info["files"] == [str(path)]


def test_table_shows_every_count(path: Path) -> None:
    done = CliRunner().invoke(cli, ["--data", str(path), "info"])
    assert done.exit_code == 0
    rows = [line.split() for line in done.output.splitlines()]
    assert ["Proposition", "1"] in rows
    assert ["denial", "1"] in rows
    assert [str(path)] in rows


def test_written_to_a_file(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "info.json"
    done = CliRunner().invoke(
        cli, ["--data", str(path), "info", "--format", "json", "-o", str(out)]
    )
    assert (done.exit_code, done.output) == (0, "")
    assert json.loads(out.read_text())["schema"] == "info/1"


def test_the_shipped_case_has_what_its_dossier_has() -> None:
    from kg.loaders import open_graph  # noqa: PLC0415

    info = describe(open_graph())
    assert info.counts["Incident"] == 55
    assert info.counts["Source"] >= 306
    assert info.counts["Statement"] >= 178
    assert sum(info.statement_kinds.values()) >= info.counts["Statement"] - 5


def test_schemas_are_valid_schemas() -> None:
    assert {"check", "info"} <= set(names())
    for name in names():
        schema = load(name)
        jsonschema.validators.validator_for(schema).check_schema(schema)
