"""Quotations are found exactly, normalised, by their parts, or nearly, or are missing.

The properties hold for any text; the cases are computed by hand.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.archive.match import Quoted, find
from kg.archive.model import Change, Found
from kg.archive.nearly import NEAR
from kg.archive.normal import MAX_PLACES, Text, normalise

SPEECH = (
    "The minister said on Monday: “We had no part, directly or indirectly, in any attack.” "
    "Reporters asked again. “We had no part,” he repeated, “and Iranian-backed groups had none.”"
)


def look(exact: str, text: str, prefix: str | None = None, suffix: str | None = None) -> Found:
    return find(Quoted(exact, prefix, suffix), Text(text))


# --- by hand -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exact", "status"),
    [
        ("We had no part, directly or indirectly, in any attack.", "exact"),
        ("We had no part,  directly or\nindirectly", "normalised"),
        ('Monday: "We had no part', "normalised"),
        ("Monday: 'We had no part", "normalised"),
        ("Monday: «We had no part", "normalised"),
        ("Iranian\u2010backed groups", "normalised"),
        ("Iranian\u00adbacked groups", "near"),
        ("in\u200bdirectly", "normalised"),
        ("ﬁ", "missing"),
        ("We had no part in any attack", "near"),
        ("we had no part, directly or indirectly", "near"),
        ("Iran", "missing"),
        ("part, directly or indirect", "near"),
        ("The ministers of seven states met in Vienna", "missing"),
    ],
)
def test_status(exact: str, status: str) -> None:
    assert look(exact, SPEECH).status == status


def test_letters_that_unicode_writes_in_two_ways() -> None:
    assert look("a\ufb01nite cafe\u0301", "The aﬁnite café.").status == "normalised"
    assert look("finite café", "ﬁnite cafe\u0301").status == "normalised"
    assert look("cafe", "café").status == "missing"


def test_what_is_normalised_is_no_more_than_it_says() -> None:
    assert normalise("“A\u00a0b”\r\n—\tc\u00ad\u200b\u2019s …") == '"A b"-c"s ...'
    for one, other in [("10", "1O"), ("Iran.", "Iran"), ("US", "us"), ("a b", "ab"), ("é", "e")]:
        assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    "exact",
    ["the Iran-backed groups", "a categorical denial", "Iran-backed groups made a categorical"],
)
def test_words_divided_at_the_end_of_a_line(exact: str) -> None:
    text = "There the Iran-\nbacked groups made a cate-\n  gorical denial."
    assert look(exact, text).status == "normalised"


@pytest.mark.parametrize("exact", ["the Iran backed groups", "cate-gorical and so on", "gorical"])
def test_division_does_not_make_other_words_the_same(exact: str) -> None:
    text = "There the Iran-\nbacked groups made a categorical-\nly denial."
    assert look(exact, text).status != "normalised"


def test_a_hyphen_inside_a_line_is_not_optional() -> None:
    text = "A well-known cate-\ngory of re-signed players."
    assert look("resigned players", text).status == "near"
    assert look("wellknown category", text).status == "near"
    assert look("re-signed players", text).status == "exact"


def test_scripts_that_join_words_may_be_quoted_from_inside() -> None:
    arabic = "وقالت الوزارة إن ذلك"
    assert look("قالت الوزارة", arabic).status == "exact"
    assert look("参加していない", "我々は攻撃に参加していないと述べた").status == "exact"


def test_near_words_show_the_difference_from_both_sides() -> None:
    found = look("We had a part, directly or openly, in any attack", SPEECH)
    assert found.status == "near"
    assert found.difference == (
        Change("equal", "We had", "We had"),
        Change("replace", "a", "no"),
        Change("equal", "part, directly or", "part, directly or"),
        Change("replace", "openly,", "indirectly,"),
        Change("equal", "in any attack", "in any attack"),
    )
    assert found.score == 84.6


def test_what_stands_in_place_of_the_first_and_the_last_word_is_shown() -> None:
    text = "It was said. The rockets, he added, came from the north. Nobody knows."
    last = look("The rockets, he added, came from the south", text)
    assert last.difference[-1] == Change("replace", "south", "north")
    first = look("Those rockets, he added, came from the north", text)
    assert first.difference[0] == Change("replace", "Those", "The")
    end = look("came from the north. Nobody knows anything", text)
    assert end.difference[-1].quoted.endswith("anything")


def test_words_left_out_and_put_in() -> None:
    left_out = look("part, directly or indirectly, in attack", SPEECH)
    assert Change("insert", "", "any") in left_out.difference
    put_in = look("part, directly or indirectly, in any such attack", SPEECH)
    assert Change("delete", "such", "") in put_in.difference
    assert (left_out.status, put_in.status) == ("near", "near")


def test_misread_letters_are_near() -> None:
    found = look("We had n0 part, directIy or indirectIy, in any attack", SPEECH)
    assert found.status == "near"
    assert found.score is not None
    assert found.score >= NEAR


def test_another_sentence_in_much_the_same_words_is_missing() -> None:
    text = "The armed forces of the Islamic Republic of Iran took a measured response."
    found = look("They are violent proxies of the Islamic Republic of Iran", text)
    assert found.status == "missing"
    assert look("Iran did do it.", "Iran denied its involvement.").status == "missing"


# --- ellipses and brackets ---------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["…", "...", "[...]", "[…]", "(...)", ". . .", "[ … ]"])
def test_parts_between_ellipses_stand_in_order(mark: str) -> None:
    found = look(f"We had no part, {mark} Reporters asked {mark} he repeated", SPEECH)
    assert found.status == "exact"
    assert [part.exact for part in found.parts] == [
        "We had no part,",
        "Reporters asked",
        "he repeated",
    ]


def test_an_ellipsis_at_an_end_is_no_word() -> None:
    assert look("… on Monday: …", SPEECH).status == "exact"


def test_parts_in_another_order_are_missing() -> None:
    found = look("Reporters asked again … The minister said", SPEECH)
    assert (found.status, found.in_order) == ("missing", False)
    assert [part.status for part in found.parts] == ["exact", "exact"]


def test_parts_may_not_overlap() -> None:
    assert look("said on … on Monday", "he said on Monday").status == "missing"
    assert look("said on … on Monday", "he said on Monday, on Monday").status == "exact"


def test_a_part_that_is_not_there_decides() -> None:
    found = look("We had no part … and nobody from the moon had one either", SPEECH)
    assert found.status == "missing"
    assert [part.status for part in found.parts] == ["exact", "missing"]
    lost = found.difference[-1]
    assert (lost.op, lost.copy) == ("delete", "")


def test_a_part_that_is_near_makes_it_near() -> None:
    found = look("The minister said on Tuesday … he repeated", SPEECH)
    assert found.status == "near"
    assert Change("gap", "…", "…") in found.difference


@pytest.mark.parametrize(
    ("exact", "status"),
    [
        ("The minister [of defence] said on Monday", "exact"),
        ("[He] said on Monday", "exact"),
        ("[t]he minister said", "normalised"),
        ("[T]he minister said", "normalised"),
        ("[w]e had no part", "normalised"),
    ],
)
def test_brackets_of_an_editor(exact: str, status: str) -> None:
    assert look(exact, SPEECH).status == status


def test_brackets_of_the_source_itself_are_exact() -> None:
    found = look(
        "the operations [the shelling] are ours", "he: the operations [the shelling] are ours"
    )
    assert (found.status, found.parts) == ("exact", ())


def test_brackets_stand_for_a_little_only() -> None:
    far = "He said" + " and so on" * 30 + " that they left"
    assert look("He said [yesterday] that they left", far).status == "missing"
    assert look("He said … that they left", far).status == "exact"


def test_a_chain_is_found_past_a_false_start() -> None:
    text = "a one x b two. " + "z " * 100 + "a one y b two"
    assert look("b two [and] a", text).status == "missing"
    assert look("one [x] b … one [y] b two", text).status == "exact"


# --- context -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prefix", "suffix", "context"),
    [
        (None, None, None),
        ("said on Monday: ", None, True),
        ("asked again.", None, True),
        (None, ", directly or", True),
        ("said on  Monday:", ", directly", True),
        ("asked again", ", directly", False),
        ("said on Friday:", None, False),
    ],
)
def test_context(prefix: str | None, suffix: str | None, context: bool | None) -> None:
    found = look("We had no part", SPEECH, prefix, suffix)
    assert (found.status, found.context) == ("exact", context)


def test_context_around_parts() -> None:
    assert look("We had … he repeated", SPEECH, "Monday:", ", “and").context is True
    assert look("We had … he repeated", SPEECH, "Friday:", None).context is False


def test_the_better_result_comes_first() -> None:
    statuses = [
        Found("exact"),
        Found("exact", context=False),
        Found("normalised"),
        Found("near", 95.0),
        Found("near", 85.0),
        Found("missing", 60.0),
    ]
    assert sorted(statuses, key=lambda found: found.rank, reverse=True) == statuses


# --- hostile -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "exact",
    ["", " ", "…", "[]", "[...]", "[[[[", "]", "\u200b", "\ue000", "-", "—", "\0", "(.*)+$", "🙂"],
)
@pytest.mark.parametrize("text", ["", " ", "a", "-", "—\n—", "[...] …", "\ue000-\na", SPEECH])
def test_odd_words_in_odd_texts(exact: str, text: str) -> None:
    assert look(exact, text).status in {"exact", "normalised", "near", "missing"}


@pytest.mark.parametrize("run", [" ", "- ", "\u00ad ", '"', "[", ". ", "a-\n ", "« ", "\u200b"])
def test_long_runs_take_no_long_time(run: str) -> None:
    text = Text(run * 300_000 + "end")
    assert look("x y", run * 300_000).status == "missing"
    assert find(Quoted("end"), text).status in {"exact", "normalised", "missing"}
    assert look(run * 100_000, "a b c").status == "missing"


def test_words_that_stand_everywhere() -> None:
    text = Text("a b " * 100_000)
    assert find(Quoted("a b … a b … a b [c] a b"), text).status == "exact"
    assert len(text.exactly("a b")) == MAX_PLACES


def test_a_quotation_longer_than_the_text() -> None:
    assert look("We had no part in this at all " * 20, "We had no part").status == "missing"


# --- properties --------------------------------------------------------------------------------

WORD = st.text("abcdefghijklmnopqrstuvwxyzäöüßABCDEF", min_size=2, max_size=9)
WORDS = st.lists(WORD, min_size=6, max_size=30)
ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(ANY, st.data())
def test_any_part_of_any_text_is_exact(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cut = text[start:end]
    whole = not re.search(r"\w", text[start - 1 : start] + text[end : end + 1])
    if whole:
        assert look(cut, text).status == "exact"


@given(WORDS, st.data())
def test_cut_words_are_exact_and_set_otherwise_normalised(
    words: list[str], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(start + 2, len(words)))
    cut = words[start:end]
    assert look(" ".join(cut), " ".join(words)).status == "exact"
    space = data.draw(st.sampled_from(["\n", "  ", "\u00a0", "\r\n\t", "\u2003", " \u200b"]))
    assert look(space.join(cut), " ".join(words)).status == "normalised"
    assert look(" ".join(cut), space.join(words)).status == "normalised"


@given(WORDS, st.sampled_from("'\u2018\u2019`“”„«»\u2032"), st.sampled_from("'\"”"))
def test_other_quotation_marks_are_normalised(words: list[str], one: str, other: str) -> None:
    assume(one != other)
    text = f"said: {one}{' '.join(words)}{one} and left"
    assert look(f"{other}{' '.join(words)}{other}", text).status == "normalised"


@given(st.lists(WORD, min_size=6, max_size=30, unique_by=str.lower), st.data())
def test_a_changed_word_is_near_and_shown(words: list[str], data: st.DataObject) -> None:
    # Not at an end: there the nearest words may be those without it.
    place = data.draw(st.integers(len(words) // 3, 2 * len(words) // 3))
    changed = [*words[:place], "Xyqx", *words[place + 1 :]]
    found = look(" ".join(changed), f"Before it. {' '.join(words)}. After it.")
    assert found.status == "near"
    differing = [change for change in found.difference if change.op != "equal"]
    assert "Xyqx" in " ".join(change.quoted for change in differing).split()
    assert words[place] in " ".join(change.copy for change in differing).split()
    # Nothing of the quotation is lost in showing it.
    assert " ".join(c.quoted for c in found.difference if c.quoted).split() == changed


@given(WORDS, st.lists(st.text("ЖЙЦЩЫЭЮЯФЪ", min_size=2, max_size=9), min_size=3, max_size=20))
def test_what_is_not_there_is_missing(words: list[str], others: list[str]) -> None:
    found = look(" ".join(others), " ".join(words))
    assert (found.status, found.difference) == ("missing", ())


@given(ANY)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(ANY, ANY)
def test_any_words_in_any_text(exact: str, text: str) -> None:
    found = look(exact, text)
    assert (found.score is None) == (found.status in {"exact", "normalised"} or not found.in_order)
