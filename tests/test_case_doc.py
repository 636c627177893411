"""docs/case.md says what is so: its counts, its exceptions, and what its commands show.

``case_doc.csv`` holds what must be seen: for each contradiction the command, and fragments that
stand together on one line of what it prints, such as a value with who gave it and where. Each side
of a contradiction has lines of its own.
"""

from __future__ import annotations

import csv
import re
import shlex
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.case import Case
from kg.cli.main import cli
from kg.graph import CASE
from kg.resources import shipped_case

HERE = Path(__file__).parent
ROOT = HERE.parent
TEXT = (ROOT / "docs" / "case.md").read_text(encoding="utf-8")
CONTRADICTIONS = 48
SHOWN_AT_LEAST = 40
KIND_EXCEPTIONS = 14
# A shorter fragment, such as a count, must be a whole cell of a table.
WHOLE_CELL_BELOW = 4


def _records(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _table(heading: str) -> list[list[str]]:
    """Return the cells of the first table whose heading row begins so, without the heading."""
    after = TEXT.split(f"| {heading} |", 1)[1].splitlines()[2:]
    rows = []
    for line in after:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip().strip("|").split(" | ")])
    return rows


SEEN: dict[int, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
for record in _records(HERE / "case_doc.csv"):
    fragments = tuple(record["fragments"].split(" | "))
    SEEN[int(record["number"])].append((record["command"], fragments))


@pytest.fixture(scope="module")
def case() -> Case:
    """The shipped case, read once."""
    return Case.open()


@pytest.fixture(scope="module")
def run(case: Case) -> Iterator[CommandRunner]:
    """Run a command as it is written, in this process and on the case that is open."""

    @cache
    def invoke(command: str) -> Result:
        return CliRunner().invoke(cli, shlex.split(command)[1:])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Case, "open", classmethod(lambda _cls, *_files, **_named: case))
        yield CommandRunner(invoke)


class CommandRunner:
    """What a command prints, as lines."""

    def __init__(self, invoke: object) -> None:
        self._invoke = invoke

    def lines(self, command: str) -> list[str]:
        assert callable(self._invoke)
        done: Result = self._invoke(command)
        assert done.exit_code == 0, f"{command}: {done.output}{done.exception}"
        return done.output.splitlines()


def _holds(line: str, fragment: str, *, table: bool) -> bool:
    if table and len(fragment) < WHOLE_CELL_BELOW:
        return fragment in re.split(" {2,}", line.strip())
    return fragment in line


def test_each_contradiction_has_a_row_and_most_have_commands() -> None:
    rows = _table("no.")
    assert [int(row[0]) for row in rows] == list(range(1, CONTRADICTIONS + 1))
    assert all(len(row) == 4 and all(row) for row in rows)
    shown = [row for row in rows if re.findall("`(kg [^`]+)`", row[2])]
    assert len(shown) >= SHOWN_AT_LEAST
    assert f"All {len(shown)} are shown" in TEXT


def test_the_rows_and_what_is_tested_name_the_same_commands() -> None:
    written = {int(row[0]): re.findall("`(kg [^`]+)`", row[2]) for row in _table("no.")}
    tested = {n: list(dict.fromkeys(command for command, _ in sides)) for n, sides in SEEN.items()}
    assert written == tested


@pytest.mark.parametrize("number", sorted(SEEN))
def test_both_sides_are_seen_with_their_sources(number: int, run: CommandRunner) -> None:
    found = set()
    for command, together in SEEN[number]:
        table = command.startswith("kg query")
        lines = [
            (command, place)
            for place, line in enumerate(run.lines(command))
            if all(_holds(line, fragment, table=table) for fragment in together)
        ]
        assert lines, f"{command} shows no line with {' and '.join(together)}"
        found.update(lines[:1])
    assert len(found) > 1, "two sides need two lines"


def test_commands_of_the_rest_of_the_text_run(run: CommandRunner) -> None:
    before = TEXT.split("## The 48 contradictions")[0]
    commands = set(re.findall("`(kg [a-z][^`]*)`", before))
    assert commands
    for command in commands:
        assert run.lines(command)


def _count(case: Case, pattern: str) -> int:
    result = case.query(
        "PREFIX cev: <https://w3id.org/claims-evidence/ontology#>"
        " PREFIX code: <https://w3id.org/claims-evidence/codes#>"
        " PREFIX dcterms: <http://purl.org/dc/terms/>"
        " PREFIX geo: <http://www.w3.org/2003/01/geo/wgs84_pos#>"
        " PREFIX oa: <http://www.w3.org/ns/oa#>"
        " PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
        f" SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    )
    ((number,),) = result.rows
    assert number is not None
    return int(number.value)


def test_counts_are_true(case: Case) -> None:
    info = case.info()
    kinds = {row[0]: int(row[1]) for row in _table("kind of statement, as derived | count")}
    assert kinds == info.statement_kinds
    counts = {re.sub(r" \(.*", "", row[0]): int(row[1]) for row in _table("what | count")}
    of_class = {
        "involvements": "Involvement",
        "scopes of general statements": "Scope",
        "sponsorships": "Sponsorship",
        "identities": "Identity",
        "details": "Detail",
    }
    assert counts == {
        "incidents": info.counts["Incident"],
        "statements": info.counts["Statement"],
        "quotations": info.counts["Quotation"],
        "sources": info.counts["Source"],
        "actors": info.counts["Actor"],
        "places and bases": info.counts["Place"],
        **{what: _count(case, f"?x a cev:{cls}") for what, cls in of_class.items()},
    }


@pytest.mark.parametrize(
    ("sentence", "patterns"),
    [
        ("{} are the core", ["?x cev:hasPhase code:phase-core"]),
        ("{} came after the letter", ["?x cev:hasPhase code:phase-aftermath"]),
        ("{} are context in the Gulf", ["?x cev:hasPhase code:phase-context"]),
        (
            "{} in full, {} in excerpts, {} streams known through quotations, {} not seen at all",
            [
                "?x cev:hasAccess code:access-full",
                "?x cev:hasAccess code:access-excerpt",
                "?x cev:hasAccess code:access-quoted",
                "?x cev:hasAccess code:access-not-seen",
            ],
        ),
        (
            "{} stand there word for word, {} page was not found again, {} were not compared",
            [
                "?x cev:hasWordCheck code:word-check-exact",
                "?x cev:hasWordCheck code:word-check-no-page",
                "?x cev:hasWordCheck code:word-check-not-done",
            ],
        ),
        (
            "{} sources, {} statements, {} incidents |",
            [
                '?x dcterms:issued ?d FILTER(CONTAINS(STR(?d), "?"))',
                '?x cev:statedOn ?d FILTER(CONTAINS(STR(?d), "?"))',
                '?x cev:when ?d FILTER(CONTAINS(STR(?d), "?"))',
            ],
        ),
        (
            "so far not needed | {} |",
            ['?x dcterms:issued|cev:statedOn|cev:when ?d FILTER(CONTAINS(STR(?d), "~"))'],
        ),
        ("or that it is not | {} |", ["?x cev:dateNote ?y"]),
        ("at best *possible* | {} |", ["?x cev:mayConcern ?y"]),
        (
            "corrected or doubted | {} |",
            [f'?x skos:editorialNote ?y FILTER(STRSTARTS(STR(?x), "{CASE}"))'],
        ),
        (
            "{} of {} coordinates are rounded and from memory",
            ['?x cev:coordinateBasis "unverified (memory, rounded)"', "?x geo:lat ?y"],
        ),
        (
            "the basis of {} statements is not recorded",
            ["?x a cev:Statement FILTER NOT EXISTS { ?x cev:hasBasis ?y }"],
        ),
        (
            "never its voice: {} statements",
            ["?x cev:isSpokenBy/cev:isAnonymous true"],
        ),
    ],
)
def test_numbers_in_sentences_are_true(case: Case, sentence: str, patterns: list[str]) -> None:
    assert sentence.format(*(_count(case, pattern) for pattern in patterns)) in TEXT


def test_what_the_article_leaves_out_is_missing(run: CommandRunner) -> None:
    """Contradiction 17 points at a row that is not there."""
    lines = run.lines("kg query source-and-what-it-rests-on -p source=jpost-20210316")
    assert not any("green-zone-2021-02-22" in line for line in lines)


def test_the_letter_denies_as_many_links_as_it_says(case: Case) -> None:
    for name, links in (("st-iran-letter-202103-support", 11), ("st-zarif-20200402", 9)):
        assert _count(case, f"<{CASE}{name}> cev:denies ?link . ?link a cev:Sponsorship") == links
    assert "eleven by the letter, nine by the tweet" in TEXT
    assert _count(case, "{ SELECT DISTINCT ?x { ?x cev:mayConcern ?y } }") == 11
    assert "The incidents of eleven involvements" in TEXT


def test_recorded_and_added_statements(case: Case) -> None:
    recorded = len(_records(HERE / "data" / "recorded_kinds.csv"))
    added = case.info().counts["Statement"] - recorded
    assert f"{recorded} were recorded as such; {added} were added" in TEXT


def test_quotations_are_as_short_as_it_says(case: Case) -> None:
    (limit,) = re.findall(r"quotations of at most (\d+) words", TEXT)
    found = case.query("SELECT ?words { ?x <http://www.w3.org/ns/oa#exact> ?words }").rows
    lengths = [len(words.value.split()) for (words,) in found if words is not None]
    assert 0 < max(lengths) <= int(limit)


def test_the_exceptions_of_kinds_are_explained() -> None:
    expected = {
        row["statement"]: row["expected"] for row in _records(HERE / "data" / "recorded_kinds.csv")
    }
    exceptions = {
        row["statement"]: (expected[row["statement"]], set(row["derived"].split()))
        for row in _records(HERE / "data" / "kind_exceptions.csv")
    }
    rows = _table("statement")
    explained = {row[0].strip("`"): (row[1], set(row[2].split(", "))) for row in rows}
    assert len(exceptions) == KIND_EXCEPTIONS
    assert explained == exceptions
    assert all(row[3].endswith(".") for row in rows)


def test_no_query_names_a_node_of_the_case() -> None:
    names = set(
        re.findall(r"^case:(\S+)", shipped_case().read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert "st-iran-letter-202103-involvement" in names
    queries = sorted((ROOT / "queries").rglob("*.rq"))
    assert queries
    for path in queries:
        text = path.read_text(encoding="utf-8")
        assert CASE not in text, path
        code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
        words = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", code))
        assert words & names == set(), path
