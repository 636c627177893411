"""What a report says: in words that judge nobody, traced to statements, to the letter."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from report_cases import JUDGING, MY, everything, lines, small, voice

import kg
from kg.conflicts import conflicts
from kg.graph import CEV
from kg.provenance import objects
from kg.report import Document
from kg.report.build import report
from kg.report.model import Paragraph, Quoted, Run, Table, statements_of, walk
from kg.report.phrases import day, medium_of, reached, sentence, who_and_when
from kg.report.shown import dated, spans
from kg.report.wordings import _marked

CASE_KINDS = {"summary", "denial", "pair"}
SHIPPED = ("st-kss-20210303", "st-kh-20210223", "st-iran-s-2020-81")


@pytest.fixture(scope="module")
def shipped() -> Document:
    return kg.open().report(SHIPPED)


def test_the_search_for_words_that_judge_finds_some() -> None:
    for text in ("was refuted", "guilty", "this proves", "a lie", "falsely", "he lied"):
        assert JUDGING.search(text) is not None, text
    for text in ("one lies outside", "believe", "approve", "supplies"):
        assert JUDGING.search(text.replace("lies outside", "")) is None, text


@pytest.mark.parametrize("which", ["small", "shipped"])
def test_own_words_judge_nobody(which: str, shipped: Document) -> None:
    document = small() if which == "small" else shipped
    said = [voice(line) for _, line in everything(document)]
    assert len(said) > 50
    # "one lies outside them" is about incidents and words, not about a liar.
    judged = [text for text in said if JUDGING.search(re.sub(r"\blies? outside", "", text))]
    assert judged == []


def test_what_does_not_fit_together_is_told_without_judging() -> None:
    """Sentences of conflicts hold labels within, so they are looked at apart from the voice."""
    summaries = [each.summary for each in conflicts(kg.open().graph)]
    assert len(summaries) > 100
    own = [re.sub("“[^”]*”", "", text) for text in summaries]
    assert [text for text in own if JUDGING.search(text)] == []


def test_the_words_of_others_are_kept_though_they_judge() -> None:
    quoted = [
        block.quotation.exact
        for section in walk(small().sections)
        for block in section.blocks
        if isinstance(block, Quoted)
    ]
    assert "the denial is a lie and Norland is guilty" in quoted
    assert 'Norland had no part in an attack by anybody on "Sudland"' in quoted


@pytest.mark.parametrize("which", ["small", "shipped"])
def test_every_line_about_the_case_names_statements(which: str, shipped: Document) -> None:
    document = small() if which == "small" else shipped
    about = {
        section.anchor
        for top in document.sections
        if top.kind in CASE_KINDS
        for section in walk((top,))
    }
    untraced = [
        voice(line)
        for section, line in everything(document)
        if section.anchor in about
        and line is not section.title
        and any(run.style in {"label", "quoted", "verdict", "coverage"} for run in line)
        and not any(run.statements or run.anchor for run in line)
    ]
    assert untraced == []


@pytest.mark.parametrize("which", ["small", "shipped"])
def test_every_side_of_a_conflict_leads_to_a_statement_or_a_source(
    which: str, shipped: Document
) -> None:
    document = small() if which == "small" else shipped
    tops = (section for section in document.sections if section.kind == "conflicts")
    rows = [
        [run for cell in row.cells for run in cell.runs]
        for section in walk(tuple(tops))
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]
    assert len(rows) > 3
    for runs in rows:
        assert any(run.statements or run.source in document.by_source for run in runs), runs


def test_what_only_sources_give_is_among_the_sources() -> None:
    by_name = {source.name: source for source in small().sources}
    assert by_name["wire"].statements == ()
    assert by_name["wire"].url == "https://example.org/wire"


def test_a_rendering_is_no_other_denial() -> None:
    assert small().meta.subtitle == "One denial of the data, in two wordings"
    (summary,) = (section for section in small().sections if section.kind == "summary")
    block = summary.blocks[0]
    assert isinstance(block, Paragraph)
    text = "".join(run.text for run in block.runs)
    assert text.startswith("One denial of Norland, in two wordings, covers two incidents and may")


def test_a_party_own_words_are_told_as_they_meet_the_denial() -> None:
    text = " ".join(voice(line) for _, line in everything(small()))
    assert "the party itself affirms what these words leave open" in text
    assert "the party itself affirms what these words deny" in text
    assert "deny or leave open (" not in text


def test_headings_of_denials_name_who_speaks() -> None:
    titles = [
        "".join(run.text for run in section.title)
        for section in small().sections
        if section.kind == "denial"
    ]
    assert titles == [
        "D1. Foreign Ministry of Norland, letter 7, 4 March 2021",
        "D2. Foreign Ministry of Norland, Lake News on letter 7, 4 March 2021",
    ]


def test_the_last_publication_is_told_as_exactly_as_it_is_known() -> None:
    meta = small().meta
    assert (meta.date, meta.last_publication) == ("2021-06-30", "2021-06?")
    assert dated(meta) == "Rests on publications up to June 2021 (inferred)."
    given = replace(meta, date="2021-08-01", date_given=True, as_of="2021-07-01")
    assert dated(given) == "1 August 2021. As of 1 July 2021."
    assert dated(replace(meta, date=None, last_publication=None)) == ""


def test_brackets_of_a_medium_are_whole() -> None:
    graph = kg.open().graph
    tehran = graph.resolve("st-khatibzadeh-20210216-tt")
    assert medium_of(graph, tehran) == "statement (Tehran Times rendering)"
    text = "".join(run.text for run in who_and_when(graph, tehran))
    assert text.endswith("16 February 2021 (statement (Tehran Times rendering))")


@pytest.mark.parametrize(
    ("whole", "quoted", "marked"),
    [
        ("one two three four five six seven", "three four five", ["three four five"]),
        ("one two three four five", "one five", ["one", "-two three four", "five"]),
        ("one two three four", "two three four five", ["two three four", "+five"]),
        ("one two three", "zero two three", ["-one", "+zero", "two three"]),
    ],
)
def test_words_around_a_shorter_quotation_are_not_marked_as_missing(
    whole: str, quoted: str, marked: list[str]
) -> None:
    signs = {"gone": "-", "new": "+"}
    found = _marked(whole, quoted)
    assert found is not None
    said = [run for run in found if run.text.strip()]
    assert [signs.get(run.style, "") + run.text.strip() for run in said] == marked


def test_statements_are_numbered_as_they_are_met() -> None:
    document = small()
    assert [each.number for each in document.references] == list(
        range(1, len(document.references) + 1)
    )
    assert tuple(each.statement for each in document.references) == statements_of(document.sections)


@pytest.mark.parametrize("which", ["small", "shipped"])
def test_ways_within_the_report_lead_somewhere(which: str, shipped: Document) -> None:
    document = small() if which == "small" else shipped
    anchors = [section.anchor for section in walk(document.sections)]
    assert len(anchors) == len(set(anchors))
    assert all(re.fullmatch("[a-z0-9-]+", anchor) for anchor in anchors)
    asked = {run.anchor for _, line in everything(document) for run in line if run.anchor}
    assert asked <= set(anchors)
    for _, line in everything(document):
        for run in line:
            assert set(run.statements) <= set(document.numbers)
    for reference in document.references:
        assert set(reference.sources) <= set(document.by_source)
    for source in document.sources:
        assert {*source.derived_from, *source.copied_by} <= set(document.by_source)


def test_marked_words_give_both_wordings() -> None:
    marked = [
        block
        for section in walk(small().sections)
        for block in section.blocks
        if isinstance(block, Quoted) and block.marked
    ]
    assert len(marked) == 2
    for block in marked:
        assert block.marked is not None
        new = " ".join(run.text.strip() for run in block.marked if run.style != "gone")
        assert new.split() == block.quotation.exact.split()


def test_what_nobody_speaks_of_and_what_lies_outside_is_told() -> None:
    text = " ".join(voice(line) for _, line in everything(small()))
    assert "one lies outside them (time 1)" in text
    labels = {run.text for _, line in everything(small()) for run in line if run.style == "label"}
    assert "Rockets that nobody speaks of" in labels
    assert "Rockets after the denial" not in labels


def test_a_rendering_leads_to_its_original_where_the_result_is_the_same() -> None:
    anchors = {section.anchor for section in walk(small().sections) if section.kind == "pair"}
    # The shelling is told once, the raid twice: the rendering covers it.
    assert anchors == {"d1-i1", "d1-i2", "d2-i2"}


def test_sources_say_who_has_it_from_whom_and_what_was_not_seen() -> None:
    by_name = {source.name: source for source in small().sources}
    assert by_name["agency"].derived_from == (f"{MY}letter",)
    assert by_name["letter"].copied_by == (f"{MY}agency",)
    assert [name for name, source in by_name.items() if not source.seen] == ["agency"]
    assert by_name["agency"].url is None
    assert by_name["news"].url == "https://example.org/news/1?a=1&b=2"


def test_as_of_a_day_nothing_later_is_named(tmp_path: Path) -> None:
    case = kg.open(Path(__file__).parent / "small.ttl")
    document = report(case.graph, ["denial"], as_of="2021-03-04")
    names = {each.name for each in document.references}
    assert "admission" not in names
    assert "arming" not in names
    assert "passed-on" not in names
    assert all((source.issued or "") <= "2021-03-04" for source in document.sources)
    assert document.meta.command == "kg --data small.ttl report denial --as-of 2021-03-04"


def test_without_what_is_left_out() -> None:
    case = kg.open(Path(__file__).parent / "small.ttl")
    document = case.report(["denial"], without=["news"])
    assert {source.name for source in document.sources}.isdisjoint({"news"})
    assert {each.name for each in document.references}.isdisjoint({"accusation", "claim"})
    assert document.meta.command == "kg --data small.ttl report denial --without news"


def test_every_denial_of_the_case_is_told() -> None:
    graph = kg.open(Path(__file__).parent / "small.ttl").graph
    denials = {
        each
        for each in (f"{MY}{name}" for name in ("denial", "passed-on", "claim", "accusation"))
        if f"{CEV}Denial" in objects(graph, each, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    }
    assert set(small().meta.denials) == denials
    assert small().meta.every


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2021-02-15", "15 February 2021"),
        ("2021-02", "February 2021"),
        ("2021", "2021"),
        ("2021-02-15?", "15 February 2021 (inferred)"),
        ("2020-01~", "January 2020 (approximately)"),
        ("2019-12-31/2020-01-01", "31 December 2019 to 1 January 2020"),
        ("2021-02-15T21:30:00+03:00", "15 February 2021, 21:30:00+03:00"),
        ("2021-02/..", "2021-02/.."),
        ("[2021-01-01,2021-01-03]", "[2021-01-01,2021-01-03]"),
        ("2021-13", "2021-13"),
        (None, "undated"),
    ],
)
def test_dates_in_words(text: str | None, words: str) -> None:
    assert day(text) == words


def test_counts_in_words() -> None:
    assert reached(1, 0) == "one incident"
    assert reached(0, 2) == "no incident and may cover two"
    assert reached(3, 13) == "three incidents and may cover 13 more"
    assert sentence("so it is") == "So it is."
    assert spans([1, 2, 4, 5, 6, 9]) == [(1, 1), (2, 2), (4, 6), (9, 9)]
    assert spans([]) == []


def test_lines_see_every_run_of_a_block() -> None:
    section = next(section for section in walk(small().sections) if section.kind == "pair")
    assert any(lines(block) for block in section.blocks)
    assert Run("x").style == "plain"
