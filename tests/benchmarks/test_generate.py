"""The generator: the same graph for the same arguments, sound by every check, and as expected.

What is expected comes from an oracle in Python that reads the model's own nodes. Where it and the
rules in SQL differ, one of the two is wrong.
"""

from __future__ import annotations

import csv
import gzip
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from made.expected import COLUMNS, MOST_PAIRS, expected
from made.graph import nodes, world
from made.model import Detail, Statement
from made.plan import Plan, Zipf
from made.writer import lines
from support import ROOT

from kg.assessment import Assessment
from kg.case import Case
from kg.checks.run import check_files

SCRIPT = ROOT / "benchmarks" / "generate.py"
SMALL = Plan(60, 15, seed=3)


def generate(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )


def write(plan: Plan, folder: Path) -> Path:
    path = folder / f"{plan.incidents}-{plan.denials}-{plan.seed}.nt"
    path.write_text("".join(lines(nodes(plan))), encoding="ascii")
    return path


def pairs(assessment: Assessment) -> dict[tuple[str, str], tuple[str, str]]:
    """Return coverage and verdict by denial and incident; no pair may be there twice."""
    found = {(p.denial, p.incident): (p.coverage, p.verdict) for p in assessment.pairs}
    assert len(found) == len(assessment.pairs)
    return found


def oracle(plan: Plan, as_of: date | None = None) -> dict[tuple[str, str], tuple[str, str]]:
    rows = list(expected(plan, as_of))
    found = {(row[0], row[1]): (row[2], row[3]) for row in rows}
    assert len(found) == len(rows)
    return found


def compare(plan: Plan, folder: Path, as_of: str | None = None) -> None:
    wanted = oracle(plan, date.fromisoformat(as_of) if as_of else None)
    found = pairs(Case.open(write(plan, folder)).assess(all_pairs=True, as_of=as_of))
    differing = {
        pair: (found.get(pair), wanted.get(pair))
        for pair in found.keys() | wanted.keys()
        if found.get(pair) != wanted.get(pair)
    }
    assert not differing, (plan, as_of, sorted(differing.items())[:5])


# The text


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    arguments = ("--incidents", 40, "--denials", 10, "--seed", 7)
    texts = []
    for run, hashes in enumerate(("0", "1", "4711")):
        path = tmp_path / f"{run}.nt"
        table = tmp_path / f"{run}.csv"
        done = generate(*arguments, "-o", path, "--expected", table, PYTHONHASHSEED=hashes)
        assert done.returncode == 0, done.stderr
        texts.append((path.read_bytes(), table.read_bytes()))
    assert texts[0] == texts[1] == texts[2]
    other = tmp_path / "other.nt"
    generate("--incidents", 40, "--denials", 10, "--seed", 8, "-o", other)
    assert other.read_bytes() != texts[0][0]


def test_a_name_in_gz_is_packed_the_same_each_time(tmp_path: Path) -> None:
    plain, first, second = tmp_path / "a.nt", tmp_path / "a.nt.gz", tmp_path / "b.nt.gz"
    for path in (plain, first, second):
        assert generate("--incidents", 30, "--denials", 5, "-o", path).returncode == 0
    assert gzip.decompress(first.read_bytes()) == plain.read_bytes()
    assert first.read_bytes() == second.read_bytes()


def test_it_says_how_many_triples_it_wrote(tmp_path: Path) -> None:
    path = tmp_path / "made.nt"
    done = generate("--incidents", 30, "--denials", 5, "-o", path)
    lines_of_file = path.read_text(encoding="ascii").splitlines()
    assert f"{len(lines_of_file):,} triples" in done.stderr
    assert done.stdout == ""
    assert len(set(lines_of_file)) == len(lines_of_file)  # no triple twice
    assert len(list(ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES))) == len(lines_of_file)


def test_an_incident_is_the_same_whatever_is_asked_for_beside_it() -> None:
    """Parts draw from chance of their own, so that nothing before them has to be remembered."""
    few = {node.id: node for node in nodes(Plan(60, 5))}
    many = {node.id: node for node in nodes(Plan(60, 30))}
    assert few.keys() < many.keys()
    assert all(many[name] == node for name, node in few.items())


@pytest.mark.parametrize("plan", [Plan(1, 0), Plan(1, 1), Plan(2, 40), SMALL])
def test_there_are_as_many_incidents_and_denials_as_asked(plan: Plan, tmp_path: Path) -> None:
    case = Case.open(write(plan, tmp_path))
    assert case.info().counts["Incident"] == plan.incidents
    found = case.assess(all_pairs=True)
    assert len({pair.denial for pair in found.pairs}) == plan.denials
    assert len(world(plan).incidents) == plan.incidents


# Skew


def test_few_incidents_and_few_groups_make_most_of_the_talk() -> None:
    plan = Plan(4000, 0)
    scenes = Counter(
        node.id.split("-said-")[0]
        for node in nodes(plan)
        if isinstance(node, Statement) and node.id.startswith("incident-")
    )
    assert len(scenes) < 0.4 * plan.incidents  # of most nobody speaks
    counts = sorted(scenes.values())
    assert counts[len(counts) // 2] <= 2  # and of most others one or two people do
    first = sum(scenes[f"incident-{number}"] for number in range(40))
    assert first > 0.05 * sum(scenes.values())  # a hundredth of them has more than a twentieth
    groups = Counter(plan.some_group.one(plan.random(f"{n}")) for n in range(2000))
    assert sum(groups[number] for number in range(5)) > 0.4 * 2000


def test_zipf_gives_every_number_and_none_beyond() -> None:
    numbers = Zipf(5)
    drawn = {numbers.one(Plan(1, 1).random(f"{n}")) for n in range(300)}
    assert drawn == set(range(5))


def test_everything_that_the_rules_distinguish_is_there() -> None:
    """A generator that no longer made one of these would leave a rule untried."""
    found = list(nodes(Plan(150, 60)))
    made = world(Plan(150, 60))
    statements = made.statements
    assert any(s.rendering_of and s.denies for s in statements)
    assert any(s.rendering_of and s.affirms for s in statements)
    assert any(s.supersedes and s.denies for s in statements)
    assert any(s.supersedes and s.leaves_open for s in statements)
    assert any(s.supersedes and s.affirms for s in statements)
    assert any(s.affirms and s.denies for s in statements)
    assert any(s.based_on for s in statements)
    assert any(s.made_public for s in statements)
    assert any(s.stated is None for s in statements)
    assert any(not s.affirms and not s.denies and not s.leaves_open for s in statements)
    assert any(source.derived_from for source in made.sources)
    assert any(node.may_concern for node in made.involvements)
    assert any(len(node.modes) > 1 for node in made.involvements)
    assert any(link.modes is None for link in made.links)
    assert any(link.since for link in made.links)
    assert any(link.until for link in made.links)
    assert any(isinstance(node, Detail) for node in found)
    whens = [incident.when or "" for incident in made.incidents]
    for mark in ("?", "/", "~", "T"):
        assert any(mark in when for when in whens), mark
    assert any(incident.earliest for incident in made.incidents)
    assert any(not incident.places for incident in made.incidents)
    assert any(not incident.strikes for incident in made.incidents)
    speakers = {actor.id: actor.kind for actor in made.actors}
    assert {"InvestigativeBody", "Persona", "Person", "DescribedGroup"} <= {
        speakers[s.speaker] for s in statements
    }


# Sound


@pytest.mark.parametrize("plan", [Plan(1, 1), SMALL, Plan(150, 40, seed=11)])
def test_every_check_passes(plan: Plan, tmp_path: Path) -> None:
    report = check_files([write(plan, tmp_path)])
    assert [f for f in report.findings if f.severity in {"error", "warning"}] == []


# Expected


# A world of a hundred incidents has thousands of pairs; making one smaller would take minutes.
@settings(
    max_examples=8,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.builds(
        Plan, st.integers(40, 150), st.integers(10, 25), st.integers(min_value=0, max_value=10**9)
    ),
    st.sampled_from((None, None, "2012-05-03", "2021-12-31")),
)
def test_rules_and_oracle_agree(tmp_path: Path, plan: Plan, as_of: str | None) -> None:
    compare(plan, tmp_path, as_of)


def test_a_name_may_lead_to_the_party_in_two_ways(tmp_path: Path) -> None:
    """A state owns up to a name, and others say that a group hides behind it which it arms.

    Where it denies only its support, the claim made under that name still charges it with that.
    """
    compare(Plan(124, 18, seed=953), tmp_path)


def test_every_verdict_and_every_coverage_is_among_the_expected() -> None:
    found = list(expected(Plan(120, 25)))
    assert {row[2] for row in found} == {"covered", "possible", "outside"}
    assert {row[3] for row in found} == {
        "withdrawn",
        "self-contradicted",
        "contradicted-by-finding",
        "contested",
        "contested-through-proxy",
        "attributed-elsewhere",
        "unattributed",
    }
    inside = Counter(row[3] for row in found if row[2] != "outside")
    assert len(inside) == 7  # each of them also where the words reach


def test_the_table_has_the_pairs_that_all_lists(tmp_path: Path) -> None:
    path, table = tmp_path / "made.nt", tmp_path / "made.csv"
    done = generate("--incidents", 50, "--denials", 12, "-o", path, "--expected", table)
    assert done.returncode == 0, done.stderr
    with table.open(encoding="ascii", newline="") as file:
        rows = list(csv.reader(file))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1:] == sorted(rows[1:], key=lambda row: row[:2])
    listed = pairs(Case.open(path).assess(all_pairs=True))
    assert {(row[0], row[1]): (row[2], row[3]) for row in rows[1:]} == listed
    assert f"{len(rows) - 1:,} pairs" in done.stderr


def test_what_is_listed_is_what_all_lists_less_what_is_silent(tmp_path: Path) -> None:
    case = Case.open(write(SMALL, tmp_path))
    every = case.assess(all_pairs=True)
    speaking = {
        pair: result
        for pair, result in pairs(every).items()
        if result[0] != "outside" and result[1] != "unattributed"
    }
    found = case.assess()
    assert pairs(found) == speaking
    silent = Counter(
        (pair.denial, pair.coverage) for pair in every.pairs if pair.verdict == "unattributed"
    )
    for entry in found.unspoken:
        assert entry.covered == silent[entry.denial, "covered"]
        assert entry.possible == silent[entry.denial, "possible"]


def test_the_expected_of_a_day_leave_out_what_came_later(tmp_path: Path) -> None:
    table = tmp_path / "made.csv"
    done = generate(
        *("--incidents", 50, "--denials", 12, "-o", tmp_path / "made.nt"),
        *("--expected", table, "--as-of", "2012-01-01"),
    )
    assert done.returncode == 0, done.stderr
    early = {row[0] for row in expected(Plan(50, 12), date(2012, 1, 1))}
    assert early < {row[0] for row in expected(Plan(50, 12))}
    text = table.read_text(encoding="ascii")
    assert text.count("\n") == 1 + len(list(expected(Plan(50, 12), date(2012, 1, 1))))


# Wrong arguments


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--incidents", 0, "--denials", 1), "whole number of 1 or more"),
        (("--incidents", "many", "--denials", 1), "whole number of 1 or more"),
        (("--incidents", 5, "--denials", -1), "whole number of 0 or more"),
        (("--incidents", 5), "--denials"),
        (("--incidents", MOST_PAIRS, "--denials", 2, "--expected", "e.csv"), "too many"),
        (("--incidents", 5, "--denials", 1, "--as-of", "soon"), "--as-of"),
    ],
)
def test_wrong_arguments_are_told(
    arguments: tuple[object, ...], words: str, tmp_path: Path
) -> None:
    done = generate(*arguments, "-o", tmp_path / "made.nt")
    assert done.returncode == 2
    assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    path = tmp_path / "none" / "made.nt"
    done = generate("--incidents", 5, "--denials", 1, "-o", path)
    assert done.returncode == 3
    assert str(path.parent) in done.stderr
    assert "Traceback" not in done.stderr
