"""Which words moved between two wordings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.conflicts.words import compare, likeness, same_language
from kg.provenance import Quotation

LETTER = "not involved in an armed attack by any entity or individual against the state"
BROADCAST = "not involved in an armed attack against any individual or body of the state"
texts = st.lists(st.sampled_from(("any", "attack", "by", "state", "(or)", "Or", "،در")), max_size=9)


def quotation(language: str | None) -> Quotation:
    return Quotation("x", language, None, None, None, None, None, None, carries_stance=True)


def test_words_that_moved_are_told_from_words_that_came_and_went() -> None:
    found = compare(LETTER, BROADCAST)
    assert found.gone == ("by any entity or individual against",)
    assert found.new == ("against any individual or body of",)
    assert found.moved == ("against", "any", "individual", "or")
    assert found.marked == (
        "not involved in an armed attack [-by any entity or individual against-] "
        "{+against any individual or body of+} the state"
    )


def test_the_same_words_have_not_moved() -> None:
    found = compare(LETTER, LETTER)
    assert found.same
    assert found.marked == LETTER
    assert likeness(LETTER, LETTER) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We deny, firmly.", "we deny firmly"),
        ("“attack”", '"attack"'),
        ("attack\u200f", "attack"),
        ("ﬁrm", "firm"),
        ("a  b\n c", "a b c"),
    ],
)
def test_signs_capitals_and_what_is_not_seen_are_no_words(one: str, other: str) -> None:
    assert compare(one, other).same


def test_text_from_right_to_left_is_compared_in_its_own_order() -> None:
    found = compare("در هیچ حمله مسلحانه علیه ایالات متحده", "در هیچ حمله علیه ایالات متحده")
    assert found.gone == ("مسلحانه",)
    assert found.new == found.moved == ()


def test_one_word_between_two_changes_does_not_hold_them_apart() -> None:
    assert compare("a b or c d", "a x or y d").gone == ("b or c",)
    assert compare("a b is not c d", "a x is not y d").gone == ("b", "c")


@given(texts, texts)
def test_both_texts_can_be_read_off_the_marked_one(one: list[str], other: list[str]) -> None:
    """What is marked as gone and what is not marked is the first; as new and not, the second."""
    found = compare(" ".join(one), " ".join(other))
    words = " ".join(found.gone).split(), " ".join(found.new).split()
    kept = len(one) - len(words[0])
    assert kept == len(other) - len(words[1])
    assert found.same == (kept == len(one) == len(other))
    for run in found.new:
        assert f"{{+{run}+}}" in found.marked


@given(texts, texts)
def test_the_other_way_round_gone_and_new_change_places(one: list[str], other: list[str]) -> None:
    there, back = compare(" ".join(one), " ".join(other)), compare(" ".join(other), " ".join(one))
    assert there.same == back.same
    assert len(there.moved) == len(back.moved) or there.gone != back.new
    assert likeness(" ".join(one), " ".join(other)) == likeness(" ".join(other), " ".join(one))


def test_empty_and_endless_texts_are_compared_too() -> None:
    assert compare("", "").same
    assert compare("", "a").new == ("a",)
    assert compare("a " * 100_000, "a " * 100_000).same


def test_languages_are_compared_without_their_region() -> None:
    assert same_language(quotation("en-GB"), quotation("EN"))
    assert not same_language(quotation("en"), quotation("de"))
    assert not same_language(quotation(None), quotation(None))
