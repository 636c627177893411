"""Terms that nothing reads, found without the shapes, and what the command line says of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import ROOT, Kg

import kg
from kg.checks.unread import UnreadTerm, undeclared_terms
from kg.graph import CEV, CODE
from kg.loaders import assemble, parse

OK = (ROOT / "docs" / "examples" / "own-case.ttl").read_text(encoding="utf-8")
WRONG = OK.replace("cev:isSpokenBy my:sudland", "cev:spokenBy my:sudland")
LINE = next(n for n, line in enumerate(WRONG.splitlines(), 1) if "cev:spokenBy" in line)
NOTE = (
    f"kg: mine.ttl:{LINE}: cev:spokenBy is no term of the ontology and is not read "
    "(nearest: cev:isSpokenBy). kg check mine.ttl shows more.\n"
)


def terms(*texts: str) -> tuple[UnreadTerm, ...]:
    prefixes = f"@prefix cev: <{CEV}> . @prefix c: <{CODE}> . @prefix x: <http://x.example/> .\n"
    files = [
        parse(f"{n}.ttl", (prefixes + text).encode(), number=n) for n, text in enumerate(texts)
    ]
    return undeclared_terms(assemble(files))


def test_each_term_once_at_its_first_place() -> None:
    found = terms("x:a cev:denys x:b .\nx:b cev:denys x:c .", "x:c cev:denys x:d .")
    assert found == (UnreadTerm(CEV + "denys", "cev:denys", "0.ttl", 2, "cev:denies"),)


def test_predicates_objects_and_datatypes_of_every_file() -> None:
    found = terms('x:a a cev:Sate ; cev:value\n "1"^^cev:nmuber .', "x:b cev:hasMode c:directed .")
    assert [(each.name, each.file, each.line) for each in found] == [
        ("cev:Sate", "0.ttl", 2),
        ("cev:nmuber", "0.ttl", 3),
        ("code:directed", "1.ttl", 2),
    ]
    assert [each.nearest for each in found] == ["cev:State", None, "code:mode-directed"]


def test_what_is_declared_or_not_ours_is_left_alone() -> None:
    assert terms("x:a a cev:State ; x:b x:c ; cev:hasHedging c:hedging-alleged .") == ()


def test_the_shipped_case_has_none() -> None:
    assert undeclared_terms(kg.open().graph) == ()


def test_a_place_that_is_not_known_is_left_out() -> None:
    shown = str(UnreadTerm(CEV + "x", "cev:x", "a.jsonld", None, None))
    assert shown == "a.jsonld: cev:x is no term of the ontology and is not read."


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "mine.ttl"
    path.write_text(WRONG, encoding="utf-8")
    return path


@pytest.mark.parametrize("arguments", [("assess",), ("info",), ("query", "denials")], ids=str)
def test_every_command_that_reads_a_file_says_so(
    kg_here: Kg, mine: Path, arguments: tuple[str, ...]
) -> None:
    assert mine.exists()
    done = kg_here("--data", "mine.ttl", *arguments)
    assert (done.code, done.err) == (0, NOTE)


def test_quiet_is_quiet(kg_here: Kg, mine: Path) -> None:
    assert mine.exists()
    assert kg_here("--quiet", "--data", "mine.ttl", "info").err == ""


def test_check_does_not_say_it_twice(kg_here: Kg, mine: Path) -> None:
    assert mine.exists()
    done = kg_here("--data", "mine.ttl", "check")
    assert done.err == ""
    assert "undeclared-term" in done.out


def test_many_are_counted(kg_here: Kg, mine: Path) -> None:
    mine.write_text(OK + "".join(f"my:raid cev:z{n} my:raid .\n" for n in range(7)))
    lines = kg_here("--data", "mine.ttl", "info").err.splitlines()
    assert lines[-1] == "kg: and 2 more."
    assert len(lines) == 6


def test_a_case_without_mistakes_is_silent(kg_here: Kg, mine: Path) -> None:
    mine.write_text(OK)
    assert kg_here("--data", "mine.ttl", "info").err == ""
