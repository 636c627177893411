"""The page for people with a case of their own: its template conforms, its commands and mistakes.

`test_docs` runs the commands of every page too; here they run where they must not fail at all.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from support import ROOT, Kg

import kg
from kg.checks import Finding, check_graph
from kg.loaders import ParseError, assemble, parse

TEMPLATE = ROOT / "docs" / "examples" / "own-case.ttl"
TEXT = TEMPLATE.read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "your-own-case.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^(?:echo '.*' \| )?kg .*$", PAGE, re.MULTILINE)
# right, wrong, severity, rule, words
MISTAKES = re.findall(
    r"^\| `([^`]+)` \| (?:`([^`]+)`|nothing) \| (error|warning) `([^`]+)`: (.+?) \|$",
    PAGE,
    re.MULTILINE,
)


def findings(text: str) -> list[Finding]:
    try:
        loaded = parse("own-case.ttl", text.encode())
    except ParseError as error:
        return [Finding("error", "syntax", None, error.message, "own-case.ttl", error.line)]
    return list(check_graph(assemble([loaded])).findings)


def test_the_page_shows_the_file() -> None:
    assert f"```turtle\n{TEXT}```\n" in PAGE


def test_the_template_conforms() -> None:
    assert {(found.severity, found.rule) for found in findings(TEXT)} == {("info", "ungraded")}


def test_the_template_shows_what_the_page_says() -> None:
    case = kg.open(str(TEMPLATE))
    kinds = case.info().statement_kinds
    assert (kinds["denial"], kinds["accusation"], kinds["admission"]) == (2, 1, 1)
    short = case.graph.short
    pairs = {
        (short(pair.denial), short(pair.incident)): (pair.coverage, pair.verdict)
        for pair in case.assess().pairs
    }
    assert pairs == {
        ("denial", "shelling"): ("covered", "contested"),
        ("denial", "raid"): ("covered", "self-contradicted"),
        ("disavowal", "shelling"): ("covered", "contested"),
    }


@pytest.mark.parametrize("example", COMMANDS)
def test_commands_run_on_the_template(
    kg_here: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example: str
) -> None:
    shutil.copy(TEMPLATE, tmp_path)
    monkeypatch.chdir(tmp_path)
    before, _, command = example.rpartition(" | ")
    done = kg_here(*shlex.split(command)[1:], stdin=" ".join(shlex.split(before)[1:]))
    assert (done.code, done.err) == (0, "")
    assert done.out


def test_commands_were_found() -> None:
    """Checking, assessing and asking; a search that finds nothing would pass."""
    words = {word for example in COMMANDS for word in shlex.split(example)}
    assert {"check", "assess", "why", "query", "own-case.ttl"} <= words


@pytest.mark.parametrize(
    ("right", "wrong", "severity", "rule", "words"), MISTAKES, ids=[row[3] for row in MISTAKES]
)
def test_mistakes_are_found_in_those_words(
    right: str, wrong: str, severity: str, rule: str, words: str
) -> None:
    assert TEXT.count(right) >= 1
    found = [each for each in findings(TEXT.replace(right, wrong)) if each.rule == rule]
    assert any(each.severity == severity and words in each.message for each in found), found


def test_every_line_of_the_table_of_mistakes_was_read() -> None:
    table = PAGE.partition("## The commonest mistakes")[2]
    rows = [line for line in table.splitlines() if line.startswith("| ")]
    assert len(rows) - len(["head", "rule"]) == len(MISTAKES)


def test_codes_and_terms_that_the_page_names_are_declared() -> None:
    graph = kg.open(str(TEMPLATE)).graph
    prose = re.sub(r"## The commonest mistakes.*", "", PAGE, flags=re.DOTALL)
    for prefix, local in re.findall(r"\b(cev|code):([\w-]+)", prose):
        assert graph.has_node(graph.prefixes[prefix] + local), f"{prefix}:{local}"
