"""Results that are written part by part: the same text as at once, whole or not at all."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import Kg

import kg
from kg.assessment import Pair
from kg.assessment.pairs import Pairs
from kg.case import Case
from kg.cli import output
from kg.cli.output import emit_json_list, emit_json_object, emit_parts, quick_json, to_json
from kg.errors import LimitError
from kg.exports.pairs import COLUMNS, pairs_csv
from kg.views.summary import summary_block

OPTIONS: tuple[list[str], ...] = (
    [],
    ["--kind", "all", "--all"],
    ["--kind", "all", "--as-of", "2021-03-16"],
    ["--without", "st-rendering-presstv"],
    ["st-iran-letter-202103-involvement", "st-khatibzadeh-20210216"],
)
# Halves of characters and numbers of any size too.
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def case() -> Case:
    return kg.open()


@given(values)
def test_quick_json_is_the_same_text(value: object) -> None:
    assert quick_json(value) == to_json(value)


@pytest.mark.parametrize("code", [*range(0x20), 0x22, 0x2F, 0x5C, 0x7F, 0x85, 0x2028, 0x1F600])
def test_quick_json_of_each_letter_that_may_be_escaped(code: int) -> None:
    assert quick_json({chr(code): [chr(code)]}) == to_json({chr(code): [chr(code)]})


@given(st.dictionaries(st.text(), values), st.lists(values))
def test_an_object_in_parts_is_the_same_text(
    members: dict[str, object], items: list[object]
) -> None:
    whole = {**members, "long": items, "last": 1}
    parts = output._json_object({**members, "long": iter(items), "last": 1})
    assert "".join(parts) == f"{to_json(whole)}\n"


def test_empty_objects_and_lists(capsys: pytest.CaptureFixture[str]) -> None:
    emit_json_object({})
    emit_json_object({"none": iter(())})
    emit_json_list(())
    assert capsys.readouterr().out == '{}\n{\n  "none": []\n}\n[]\n'


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_blocks_lose_nothing(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(output, "_BLOCK", size)
    parts = ["a", "", "né", "\n", "b\n"]
    path = tmp_path / "out.txt"
    emit_parts(parts, str(path))
    emit_parts(parts)
    assert path.read_text(encoding="utf-8") == capsys.readouterr().out == "".join(parts)


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_json_is_that_of_the_whole_result(options: list[str], case: Case, kg_here: Kg) -> None:
    done = kg_here("assess", "--format", "json", *options)
    assert done.code == 0
    assert done.out == f"{to_json(json.loads(done.out))}\n"
    keys = {"--kind": "kind", "--as-of": "as_of"}
    given = dict(itertools.pairwise(options))
    asked: dict[str, str] = {keys[name]: given[name] for name in keys if name in given}
    whole = case.assess(
        [option for option in options if option.startswith("st-") and "--without" not in options],
        without=["st-rendering-presstv"] if "--without" in options else [],
        all_pairs="--all" in options,
        kind=asked.get("kind", "denial"),
        as_of=asked.get("as_of"),
    )
    assert done.out == f"{to_json(whole.to_dict())}\n"


def test_csv_is_that_of_the_whole_result(case: Case, kg_here: Kg) -> None:
    whole = case.assess(kind="all", all_pairs=True)
    done = kg_here("assess", "--format", "csv", "--kind", "all", "--all")
    assert done.out == pairs_csv(whole)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["denial"], row["incident"], row["for_origins"]) for row in rows] == [
        (pair.denial, pair.incident, str(pair.for_.origins)) for pair in whole.pairs
    ]


@pytest.mark.parametrize("kind", ["denial", "claim", "all"])
def test_summary_needs_no_whole_result(kind: str, case: Case) -> None:
    whole = case.assess(kind=kind)
    block = summary_block(case.graph, case.assess_each(kind=kind))
    assert block == summary_block(case.graph, whole)
    column = block.columns.index("pairs")
    assert sum(int(row[column]) for row in block.rows) == len(whole.pairs)
    for verdict in {pair.verdict for pair in whole.pairs}:
        column = block.columns.index(verdict)
        counted = sum(int(row[column] or 0) for row in block.rows)
        assert counted == sum(pair.verdict == verdict for pair in whole.pairs)


def test_summary_says_where_the_wording_decides(case: Case) -> None:
    notes = summary_block(case.graph, case.assess_each()).notes
    assert any(note.startswith("The wording decides: ") for note in notes)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_limit_in_the_middle_leaves_the_earlier_file(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kg_here: Kg
) -> None:
    known = kg.open().assess().pairs

    def ends(_: Pairs, count: int, __: int) -> Iterator[Pair]:
        yield from known[: count // 2]
        raise LimitError("The rules need more memory.")

    path = tmp_path / f"pairs.{form}"
    path.write_text("earlier", encoding="utf-8")
    monkeypatch.setattr(Pairs, "_pairs", ends)
    # also where some of it is on the disk already
    monkeypatch.setattr(output, "_BLOCK", 1_000)
    done = kg_here("assess", "--format", form, "-o", str(path))
    assert (done.code, done.out) == (4, "")
    assert done.err == "kg: The rules need more memory.\n"
    assert path.read_text(encoding="utf-8") == "earlier"
    assert list(tmp_path.iterdir()) == [path]
