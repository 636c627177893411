"""The benchmark against other engines, on a small graph; figures are for people to read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import html5lib
import pytest
import run
from engines.answers import FORMS
from engines.bench import QUERIES, compared, measure
from engines.goals import Goal, goals
from engines.local import LOCAL, query_file
from engines.model import Answer, Engine, Kind, Outcome, Row, Task, Work, row
from engines.page import page
from engines.process import ROOT, step
from engines.virtuoso import Virtuoso, open_parameters
from made.expected import expected
from made.plan import Plan

LOAD, MATCH, CHECK = Task("load", "load"), Task("match", "match"), Task("check", "check")
NO_FOLDER = Path("nowhere")


@dataclass
class Fake:
    """An engine that answers at once, and wrongly."""

    name: str = "fake"
    kinds: frozenset[Kind] = frozenset({"load", "query"})
    why: str = ""
    closed: int = 0

    def missing(self) -> str:
        return self.why

    def run(self, task: Task, work: Work) -> Outcome:
        assert work.data.is_file()
        return Outcome("done", 0.1, 0.2, 0.1, 30.0, Answer(1, f"wrong {task.name}"))

    def close(self) -> None:
        self.closed += 1


def small(folder: Path, engines: Sequence[Engine], tasks: Sequence[Task]) -> list[Row]:
    return list(
        measure(
            engines,
            tasks,
            [60],
            denials=10,
            seed=2,
            runs=1,
            limit=120,
            folder=folder,
            say=lambda _: None,
        )
    )


def made(task: Task, engine: str, seconds: float | None, **more: object) -> Row:
    work = Work(100, 10, 1000, NO_FOLDER, 60)
    found = Outcome("done" if seconds else "not done", seconds, seconds, seconds, 100.0)
    return replace(row(task, engine, work, [found]), **more)  # type: ignore[arg-type]


def test_all_engines_give_the_same_answers(tmp_path: Path) -> None:
    queries = [Task("query", "incidents"), Task("query", "rival-attributions")]
    rows = small(tmp_path, LOCAL, [LOAD, *queries, MATCH])
    assert [each.why for each in rows if each.status != "done"] == []
    assert [(each.task.name, each.engine) for each in rows if each.agrees is not True] == []
    engines = {each.engine for each in rows if each.task == queries[0]}
    assert engines == {"kg", "kg in memory", "Oxigraph", "rdflib"}
    assert {each.rows for each in rows if each.task == queries[0]} == {60}
    assert all(each.seconds and each.memory for each in rows)
    matched = next(each for each in rows if each.task == MATCH)
    reached = {
        denial for denial, _, coverage, _ in expected(Plan(60, 10, 2)) if coverage != "outside"
    }
    assert matched.rows == len(reached)
    assert matched.note.endswith("pairs with a verdict written")
    assert list(tmp_path.iterdir()) == []


def test_shacl_engines_find_the_planted_faults(tmp_path: Path) -> None:
    engines = [each for each in LOCAL if each.name in {"kg", "pyshacl", "pyrudof"}]
    rows = small(tmp_path, engines, [CHECK])
    there = [each for each in rows if each.status != "missing"]
    assert [each.why for each in there if each.status != "done"] == []
    assert all(each.agrees for each in there)
    assert there[0].rows


def test_the_command_writes_figures_and_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, plots = tmp_path / "new" / "figures.json", tmp_path / "as new" / "page.html"
    options = ["--sizes", "60", "--denials", "5", "--runs", "1", "--only", "start", "load"]
    options += ["--engines", "kg", "Oxigraph", "Oxigraph, in order", "fake"]
    written = ["--folder", str(tmp_path), "--json", str(figures), "--html", str(plots)]
    run.main(
        [*options, *written],
        [Fake()],
    )
    said = capsys.readouterr()
    assert "kg load, tables included, by bulk_load" in said.out
    assert "DIFFERS" in said.out
    assert "AN ANSWER THAT DIFFERS" in said.err
    found = json.loads(figures.read_text(encoding="utf-8"))
    assert set(found) == {
        "schema", "machine", "denials", "seed", "runs", "limit", "rows", "goals",
    }  # fmt: skip
    assert found["schema"] == "benchmark/1"
    assert {"day", "system", "python", "pyoxigraph", "virtuoso"} <= set(found["machine"])
    assert set(found["rows"][0]) == {
        "kind", "task", "engine", "incidents", "triples", "status", "why", "runs", "seconds",
        "whole", "cpu", "memory", "rows", "sha256", "note", "agrees",
    }  # fmt: skip
    assert set(found["goals"][0]) == {
        "name", "incidents", "triples", "value", "goal", "least", "met", "note",
    }  # fmt: skip
    documented = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert all(f"`{key}`" in documented for key in (*found["rows"][0], *found["goals"][0]))
    differing = [each["engine"] for each in found["rows"] if each["agrees"] is False]
    assert differing == ["fake"]
    loaded = [row["engine"] for row in found["rows"] if row["task"] == "load" and row["seconds"]]
    assert loaded == ["kg", "Oxigraph", "Oxigraph, in order", "fake"]
    assert found["goals"][0]["note"].endswith(" by bulk_load and optimize")
    assert plots.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@dataclass
class Stopped(Fake):
    """An engine in whose first query somebody presses Ctrl-C."""

    def run(self, task: Task, work: Work) -> Outcome:
        if task.kind == "query":
            raise KeyboardInterrupt
        return super().run(task, work)


def test_who_stops_it_gets_what_was_measured_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, data = tmp_path / "figures.json", tmp_path / "data"  # neither is there yet
    options = ["--sizes", "30", "--denials", "5", "--runs", "1", "--only", "load", "query"]
    written = ["--folder", str(data), "--json", str(figures)]
    fake = Stopped()
    with pytest.raises(SystemExit) as ended:
        run.main([*options, "--engines", "fake", *written], [fake])
    assert ended.value.code == 130
    assert "Stopped." in capsys.readouterr().err
    found = json.loads(figures.read_text(encoding="utf-8"))
    assert [(each["kind"], each["engine"]) for each in found["rows"]] == [("load", "fake")]
    assert fake.closed == 1
    assert list(data.iterdir()) == []


def test_an_engine_that_is_missing_is_said_to_be(tmp_path: Path) -> None:
    fake = Fake(why="It is not installed.")
    (found,) = small(tmp_path, [fake], [LOAD])
    assert (found.status, found.why, found.seconds) == ("missing", "It is not installed.", None)
    assert fake.closed == 1


def test_what_takes_too_long_is_ended_and_not_tried_on_more(tmp_path: Path) -> None:
    measured = measure(
        [each for each in LOCAL if each.name == "rdflib"],
        [LOAD],
        [20, 40],
        denials=2,
        seed=1,
        runs=2,
        limit=0.01,
        folder=tmp_path,
        say=lambda _: None,
    )
    rows = list(measured)
    assert [(each.status, each.runs) for each in rows] == [("not done", 0)] * 2
    assert rows[0].why == "not done within 0.01 s"
    assert rows[1].why.startswith("not tried: 20 incidents")


def test_a_process_that_fails_says_why(tmp_path: Path) -> None:
    ended = step("load_rdflib", [tmp_path / "no.nt"], 60, tmp_path)
    assert ended.code
    assert "no.nt" in ended.last_words


def test_runs_that_differ_are_no_answer() -> None:
    work = Work(1, 1, 1, NO_FOLDER, 1)
    runs = [Outcome("done", n, n, n, n, Answer(1, "same")) for n in (1.0, 5.0, 2.0)]
    found = row(LOAD, "one", work, runs)
    assert (found.seconds, found.memory, found.status) == (2.0, 5.0, "done")
    runs[1] = replace(runs[1], answer=Answer(1, "other"))
    assert row(LOAD, "one", work, runs).status == "failed"


def test_answers_are_held_against_the_first_that_there_is() -> None:
    none = made(LOAD, "kg", None)
    one, two = made(LOAD, "a", 1.0, rows=1, sha256="x"), made(LOAD, "b", 1.0, rows=1, sha256="y")
    assert [each.agrees for each in compared([none, one, two])] == [None, True, False]
    assert [each.agrees for each in compared([none, one])] == [None, None]


def test_terms_are_the_same_however_they_are_written(tmp_path: Path) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    ways = (
        [("1", "boolean"), ("1.50", "decimal"), ("7", "integer")],
        [("true", "boolean"), ("1.5", "double"), ("7", "long")],
    )
    digests = []
    query = tmp_path / "query.rq"
    query.write_text("#+ params:\n#+   - name: d\nSELECT * {}", encoding="utf-8")
    for way in ways:
        file = tmp_path / "found.json"
        row_of = {
            name: {"type": "literal", "value": value, "datatype": f"{xsd}{datatype}"}
            for name, (value, datatype) in zip("abc", way, strict=True)
        }
        found = {"head": {"vars": ["a", "b", "c", "d"]}, "results": {"bindings": [row_of]}}
        file.write_text(json.dumps(found), encoding="utf-8")
        digests.append(FORMS["results"](str(file), str(query)))
    assert digests[0] == digests[1] == ([("true", "1.5", "7")], "")


def test_goals_by_hand() -> None:
    start = made(Task("start", "start"), "kg", 0.5)
    query = Task("query", "incidents")
    rows = [
        start,
        made(LOAD, "kg", 3.0),
        made(LOAD, "Oxigraph", 2.0),
        made(LOAD, "Oxigraph, in order", 2.4),
        made(query, "kg", 3.0),
        made(query, "Oxigraph", 1.5),
        made(MATCH, "kg", 2.0, note="7 pairs"),
        made(MATCH, "Oxigraph", 24.0, agrees=True),
        made(MATCH, "Virtuoso", 1.0, agrees=False),
        made(CHECK, "kg", 2.0),
        made(CHECK, "pyshacl", None),
    ]
    larger = [replace(each, incidents=1000, triples=8000) for each in rows[1:3]]  # loads
    found = {
        (goal.name, goal.incidents): goal
        for goal in goals([*rows, replace(larger[0], seconds=27.0), larger[1]])
    }
    by_name = {name: goal for (name, incidents), goal in found.items() if incidents == 100}
    loaded = by_name["kg load, tables included, by bulk_load"]
    assert (loaded.value, loaded.note) == (1.5, "1.25 by bulk_load and optimize")
    asked = by_name["kg query incidents by Oxigraph and the start of kg"]
    assert (asked.value, asked.met) == (1.5, False)
    # Virtuoso was faster, and wrong.
    best = by_name["the best SPARQL query for the match alone by kg assess, output included"]
    assert (best.value, best.met, best.note) == (12.0, True, "7 pairs, by Oxigraph")
    assert by_name["pyshacl by kg check"].met is None
    grown = found["kg load, ten times the data", 1000]
    assert grown.value == pytest.approx(11.25)
    assert grown.met
    assert grown.line().startswith("met")


def test_the_page_is_sound_and_needs_nothing_from_elsewhere() -> None:
    rows = [
        made(LOAD, "kg", 1.0),
        made(LOAD, "kg", 13.0, incidents=1000, triples=10_000),
        made(LOAD, "<b>&", 2.0, agrees=False, note="<i>"),
        made(MATCH, "rdflib", None, why="not done within <60> s"),
    ]
    text = page({"system": "<script>"}, rows, [Goal("a < b", 1, 1, 1.0, 2.0, False)], 3)
    html5lib.HTMLParser(strict=True).parse(text)
    assert text.count("<svg ") == 1
    for word in ("<script", "<link", "<img", "src=", "href=", "url(", "@import", "<b>", "<i>"):
        assert word not in text
    assert "differs" in text
    assert "not done within &lt;60&gt; s" in text


def test_the_queries_are_there_and_virtuoso_is_given_them_without_unset_filters() -> None:
    for name in QUERIES:
        text = query_file(name).read_text(encoding="utf-8")
        assert "true))" not in open_parameters(text)
    text = "a FILTER(COALESCE(?x <= STR(?asOf), true)) b FILTER(?y > 1)"
    assert open_parameters(text) == "a  b FILTER(?y > 1)"
    assert Virtuoso().kinds == {"start", "load", "query", "match"}


def test_options_that_make_no_sense_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.parse(["--runs", "0"], ["kg"])
    assert "1 or more" in capsys.readouterr().err
