"""The library as the README shows it: plain values, JSON that follows its schemas, one graph."""

from __future__ import annotations

import copy
import dataclasses
import doctest
import inspect
import json
import subprocess
import sys
import typing
from collections.abc import Callable, Mapping
from pathlib import Path

import jsonschema
import pytest
import rdflib
from support import Kg

import kg
import kg.assessment.model
import kg.checks
import kg.info
import kg.network
import kg.provenance
import kg.queries
import kg.schemas
from kg.case import Case
from kg.errors import InputError, KgError, UnknownNameError, UsageError

DENIAL = "st-rendering-presstv"
INCIDENT = "asad-erbil-missiles-2020-01-08"
CASE = "https://w3id.org/claims-evidence/case/iraq-2021/"


@pytest.fixture(scope="module")
def case() -> Case:
    return kg.open()


# --- JSON ------------------------------------------------------------------------------------

JSON: list[tuple[str, list[str]]] = [
    ("info", ["info"]),
    ("check", ["check"]),
    ("assess", ["assess"]),
    ("assess", ["assess", "--all", "--kind", "all"]),
    ("assess", ["assess", "--as-of", "2020-01-07", "--without", "st-iran-s-2020-81"]),
    ("why", ["why", DENIAL, INCIDENT]),
    ("why", ["why", "st-iran-letter-202103-involvement", "erbil-2021-02-15"]),
    ("why", ["why", "st-iran-s-2020-19", INCIDENT]),
    ("network", ["network"]),
    ("paths", ["paths", "erbil-2021-02-15", "iran"]),
    ("paths", ["paths", "k1-2019-12-27", "houthis"]),
    ("sequences", ["sequences"]),
    ("sequences", ["sequences", "--party", "kataib-hezbollah"]),
    ("origins", ["origins", "st-iran-letter-202103-involvement"]),
    ("origins", ["origins", "erbil-2021-02-15"]),
    ("origins", ["origins"]),
    ("scene", ["graph"]),
    ("archive-list", ["archive", "list"]),
    ("archive-verify", ["archive", "verify"]),
    ("history", ["history", "st-iran-letter-202103-involvement"]),
    ("history", ["history", "st-iran-s-2020-19", INCIDENT, "--kind", "claim"]),
    ("conflicts", ["conflicts"]),
    ("conflicts", ["conflicts", "erbil-2021-02-15", "--as-of", "2021-03-03"]),
    ("report", ["report", "st-kss-20210303"]),
    ("query-list", ["query", "--list"]),
    ("query", ["query", "denials"]),
]


@pytest.mark.parametrize(("schema", "arguments"), JSON, ids=str)
def test_json_of_every_command_follows_its_schema(
    kg_here: Kg, schema: str, arguments: list[str]
) -> None:
    done = kg_here(*arguments, "--format", "json")
    assert done.code == 0, done.err
    result = json.loads(done.out)
    validator = jsonschema.Draft202012Validator(kg.schemas.load(schema))
    validator.validate(result)
    if isinstance(result, dict) and schema != "query":
        assert result["schema"] == f"{schema}/1"


def test_every_schema_is_tried() -> None:
    assert {schema for schema, _ in JSON} == set(kg.schemas.names())


def spoil_verdict(result: dict[str, typing.Any]) -> None:
    result["verdict"] = "guilty"


def spoil_claim(result: dict[str, typing.Any]) -> None:
    result["kind"] = "claim"


def spoil_mode(result: dict[str, typing.Any]) -> None:
    result["steps"][0]["proposition"]["modes"] = ["arms"]


def spoil_party(result: dict[str, typing.Any]) -> None:
    result["party"] = "iran"


def spoil_for(result: dict[str, typing.Any]) -> None:
    del result["for"]


@pytest.mark.parametrize("spoil", [spoil_verdict, spoil_claim, spoil_mode, spoil_party, spoil_for])
def test_schemas_refuse_what_is_wrong(
    case: Case, spoil: Callable[[dict[str, typing.Any]], None]
) -> None:
    validator = jsonschema.Draft202012Validator(kg.schemas.load("why"))
    result = json.loads(json.dumps(case.why(DENIAL, INCIDENT).to_dict()))
    assert validator.is_valid(result)
    spoilt = copy.deepcopy(result)
    spoil(spoilt)
    assert not validator.is_valid(spoilt)


def test_pairs_are_the_same_in_both_schemas() -> None:
    assess, why = (
        typing.cast("dict[str, dict[str, object]]", kg.schemas.load(name))["$defs"]
        for name in ("assess", "why")
    )
    assert {name: why[name] for name in assess} == assess


def described(schema: Mapping[str, typing.Any]) -> set[str]:
    """Every key that a schema describes, at any depth."""
    keys: set[str] = set()
    for name, value in schema.items():
        if name == "properties":
            keys |= set(value)
        values = value if isinstance(value, list) else [value]
        for each in values:
            if isinstance(each, dict):
                keys |= described(each)
    return keys


def used(value: object) -> set[str]:
    """Every key in a result, at any depth, but for objects whose keys are data."""
    if isinstance(value, list):
        return {key for each in value for key in used(each)}
    if not isinstance(value, dict):
        return set()
    return set(value) | {
        key for name, each in value.items() if name != "outside" for key in used(each)
    }


def test_schemas_describe_every_key(case: Case) -> None:
    assessment = json.loads(json.dumps(case.assess(kind="all", all_pairs=True).to_dict()))
    explanation = json.loads(json.dumps(case.why(DENIAL, INCIDENT).to_dict()))
    assert used(assessment) <= described(kg.schemas.load("assess"))
    assert used(explanation) <= described(kg.schemas.load("why"))
    for name, result in (
        ("network", case.network()),
        ("paths", case.paths("erbil-2021-02-15", "iran")),
        ("sequences", case.sequences()),
    ):
        plain = json.loads(json.dumps(result.to_dict()))
        assert used(plain) <= described(kg.schemas.load(name))


# --- results ---------------------------------------------------------------------------------

RESULTS = [
    found
    for module in (
        kg.assessment.model,
        kg.assessment.changes,
        kg.checks,
        kg.info,
        kg.network,
        kg.provenance,
        kg.queries,
    )
    for _, found in inspect.getmembers(module, inspect.isclass)
    if hasattr(found, "to_dict")
]


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.__name__)
def test_results_are_frozen_dataclasses(result: type) -> None:
    assert dataclasses.is_dataclass(result)
    assert result.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_results_cannot_be_changed(case: Case) -> None:
    pair = case.assess([DENIAL]).pairs[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        pair.verdict = "unattributed"  # type: ignore[misc]


def test_results_have_plain_values_only(case: Case) -> None:
    for result in (case.info(), case.assess(all_pairs=True), case.why(DENIAL, INCIDENT)):
        plain = result.to_dict()
        assert json.loads(json.dumps(plain)) == plain


def test_names_may_be_local_prefixed_or_full(case: Case) -> None:
    expected = case.assess([DENIAL])
    assert expected.pairs
    for name in (f"case:{DENIAL}", f"{CASE}{DENIAL}", f"<{CASE}{DENIAL}>"):
        assert case.assess([name]) == expected


def test_results_are_the_same_every_time(case: Case) -> None:
    again = kg.open()
    assert again.assess(kind="all", all_pairs=True) == case.assess(kind="all", all_pairs=True)


def test_as_of_and_without_change_what_counts(case: Case) -> None:
    assert case.assess(as_of="2020-01-07").as_of == "2020-01-07"
    missiles = CASE + INCIDENT
    letter = "st-iran-s-2020-19"
    found = [
        next(
            pair for pair in case.assess([DENIAL], without=left).pairs if pair.incident == missiles
        )
        for left in ((), (letter,))
    ]
    assert [bool(pair.charge and pair.charge.statement == CASE + letter) for pair in found] == [
        True,
        False,
    ]


def test_query_gives_rows_and_binds_parameters(case: Case) -> None:
    crafted = "erbil-2021-02-15> ?p ?o } #"
    with pytest.raises(UsageError):
        case.query("statements-on-incident", {"incident": crafted})
    assert case.query("statements-on-incident", {"incident": "erbil-2021-02-15"}).rows


def test_the_rdflib_graph_holds_data_ontology_and_what_was_derived(case: Case) -> None:
    graph = case.rdflib
    assert isinstance(graph, rdflib.Dataset)
    node = rdflib.URIRef(CASE + DENIAL)
    kinds = set(graph.objects(node, rdflib.RDF.type))
    model = rdflib.Namespace("https://w3id.org/claims-evidence/ontology#")
    assert {model.Statement, model.Denial} <= kinds
    assert (model.Denial, rdflib.RDF.type, rdflib.OWL.Class) in graph
    assert graph.qname(str(node)) == f"case:{DENIAL}"


def test_several_files_make_one_case(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://x/s> <http://x/p> <http://x/o> .")
    (tmp_path / "b.nt").write_text("<http://x/t> <http://x/p> <http://x/o> .\n")
    info = kg.open(tmp_path / "a.ttl", str(tmp_path / "b.nt")).info()
    assert info.triples == 2
    assert len(info.files) == 2


def test_errors_carry_what_they_are_about(case: Case, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError) as unknown:
        case.assess(["st-rendering-prestv"])
    assert unknown.value.name == "st-rendering-prestv"
    assert DENIAL in unknown.value.nearest
    path = tmp_path / "bad.ttl"
    path.write_text("<http://x/s> nonsense")
    with pytest.raises(InputError) as bad:
        kg.open(path)
    assert (bad.value.file, bad.value.line) == (str(path), 1)
    assert issubclass(InputError, KgError)


# --- documentation ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "function",
    [kg.open, *(f for n, f in inspect.getmembers(Case) if callable(f) and not n.startswith("_"))],
    ids=lambda function: function.__name__,
)
def test_the_front_door_is_documented(function: Callable[..., object]) -> None:
    text = inspect.getdoc(function) or ""
    assert text
    assert inspect.signature(function).return_annotation is not inspect.Signature.empty
    parameters = [name for name in inspect.signature(function).parameters if name != "self"]
    if len(parameters) > 1:
        assert "Parameters" in text
        for name in parameters:
            assert f"\n{name}" in text.replace(", ", "\n"), f"{name} is not explained"


def test_the_example_of_the_package_runs() -> None:
    results = doctest.testmod(kg)
    assert results.attempted
    assert not results.failed


def test_importing_says_nothing_and_is_typed() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "import kg; kg.open"],
        capture_output=True,
        check=True,
        cwd=Path(kg.__file__).parents[1],
    )
    assert (done.stdout, done.stderr) == (b"", b"")
    assert (Path(kg.__file__).parent / "py.typed").is_file()
