"""Details: what excludes what, what does not, and who stands on which side."""

from __future__ import annotations

import pytest
from conflict_data import (
    detail,
    found,
    graph,
    number,
    short,
    source,
    statement,
    values,
)

from kg.conflicts import Conflict, conflicts
from kg.graph import Graph

HUGE = "9" * 400
PAPERS = (source("paper"), source("gazette"), source("agency"))


def one(data: Graph, rule: str) -> Conflict:
    [conflict] = found(data, "detail", rule)
    return conflict


# --- numbers ---------------------------------------------------------------------------------


def test_numbers_that_do_not_meet_are_sides_from_the_least_on() -> None:
    conflict = one(
        graph(*PAPERS, number("a", 24, 24, "paper"), number("b", 14, 14, "gazette")),
        "numbers-apart",
    )
    assert values(conflict) == ["14", "24"]
    assert [short(side.sources) for side in conflict.sides] == [["gazette"], ["paper"]]
    assert conflict.facts["apart"] == [[0, 1]]
    assert conflict.facts["bounds"] == [
        {"least": 14.0, "most": 14.0},
        {"least": 24.0, "most": 24.0},
    ]
    assert short([conflict.about]) == ["attack"]


@pytest.mark.parametrize(
    ("one_number", "other"),
    [
        (number("a", 5, None, "paper"), number("b", 7, 7, "gazette")),
        (
            number("a", 14, 14, "paper", value="about 14"),
            number("b", 14, 14, "gazette"),
        ),
        (
            number("a", 14, 14, "paper", value="about 14"),
            number("b", 15, 15, "gazette"),
        ),
        (detail("a", "dozens", sources=["paper"]), number("b", 3, 3, "gazette")),
        (
            detail("a", "5", bounds=("5", "5"), sources=["paper"]),
            detail("b", "7", bounds=("7", "7"), sources=["gazette"], aspect="killed"),
        ),
        (
            detail("a", "5", bounds=("5", "5"), sources=["paper"]),
            detail("b", "7", bounds=("7", "7"), sources=["gazette"], about="raid"),
        ),
        (
            detail("a", "5", bounds=("5", "5"), sources=["paper"]),
            detail("b", "7", bounds=("7", "5"), sources=["gazette"]),
        ),
    ],
    ids=["at least", "about", "about and near", "no bounds", "aspect", "node", "bounds swapped"],
)
def test_what_is_no_conflict_of_numbers(one_number: str, other: str) -> None:
    assert found(graph(*PAPERS, one_number, other), "detail", "numbers-apart") == []


def test_a_value_that_fits_all_others_is_no_side_and_is_listed_beside_them() -> None:
    conflict = one(
        graph(
            *PAPERS,
            number("a", 14, 14, "paper"),
            number("b", 24, 24, "gazette"),
            number("c", 3, None, "agency"),
        ),
        "numbers-apart",
    )
    assert values(conflict) == ["14", "24"]
    assert conflict.facts["beside"] == [
        {"value": "at least 3", "statements": [], "sources": ["https://example.org/agency"]}
    ]


def test_equal_numbers_stand_on_one_side() -> None:
    conflict = one(
        graph(
            *PAPERS,
            number("a", 14, 14, "paper", value="14 rockets"),
            number("b", 14, 14, "gazette", value="fourteen"),
            number("c", 24, 24, "agency"),
        ),
        "numbers-apart",
    )
    assert values(conflict) == ["14 rockets / fourteen", "24"]
    assert conflict.sides[0].measure.origins == 2


def test_only_pairs_that_do_not_meet_are_marked_as_apart() -> None:
    """4, 6 to 8, at least 7: the last two meet; both exclude the first."""
    conflict = one(
        graph(
            *PAPERS,
            detail("a", "6 to 8", bounds=("6", "8"), sources=["paper"]),
            number("b", 4, 4, "gazette"),
            number("c", 7, None, "agency"),
        ),
        "numbers-apart",
    )
    assert values(conflict) == ["4", "6 to 8", "at least 7"]
    assert conflict.facts["apart"] == [[0, 1]]


def test_a_giver_who_changed_his_count_is_marked_as_revised() -> None:
    data = graph(
        source("first", issued="2021-02-16"),
        source("second", issued="2021-02-20"),
        detail("a", "34", bounds=("34", "34"), sources=["first"], giver="army"),
        detail("b", "50", bounds=("50", "50"), sources=["second"], giver="army"),
    )
    assert one(data, "numbers-apart").facts["revised"] == [
        {
            "by": "https://example.org/army",
            "values": [
                {"value": "34", "date": "2021-02-16"},
                {"value": "50", "date": "2021-02-20"},
            ],
        }
    ]


def test_two_givers_revise_nothing() -> None:
    data = graph(
        source("first", issued="2021-02-16"),
        source("second", issued="2021-02-20"),
        detail("a", "34", bounds=("34", "34"), sources=["first"], giver="army"),
        detail("b", "50", bounds=("50", "50"), sources=["second"], giver="union"),
    )
    assert one(data, "numbers-apart").facts["revised"] == []


def test_equal_numbers_of_other_things_are_told_apart_by_their_words() -> None:
    data = graph(
        *PAPERS,
        number("a", 1, 1, "paper", value="1 contractor"),
        number("b", 1, 1, "gazette", value="1 soldier"),
        number("c", 1, 1, "agency", value="one"),
    )
    conflict = one(data, "same-number-words-differ")
    assert values(conflict) == ["1 contractor", "1 soldier"]
    assert found(data, "detail", "numbers-apart") == []


# --- who stands behind a side ----------------------------------------------------------------


def test_a_statement_and_the_detail_that_it_affirms_are_one_voice() -> None:
    data = graph(
        *PAPERS,
        detail("a", "14", bounds=("14", "14"), sources=["paper"], giver="army"),
        statement("says", "cev:affirms ex:a", sources=["gazette"]),
        number("b", 24, 24, "agency"),
    )
    side = one(data, "numbers-apart").sides[0]
    assert short(side.statements) == ["says"]
    assert short(side.sources) == ["gazette", "paper"]
    assert short(side.givers) == ["army"]
    assert side.measure.origins == 1


def test_copies_are_one_origin() -> None:
    data = graph(
        source("agency"),
        source("paper", origins=["agency"]),
        source("gazette", origins=["agency"]),
        detail("a", "14", bounds=("14", "14"), sources=["paper", "gazette", "agency"]),
        source("other"),
        number("b", 24, 24, "other"),
    )
    low = one(data, "numbers-apart").sides[0]
    assert (low.measure.origins, len(low.sources)) == (1, 3)


def test_somebody_in_words_is_one_origin_in_two_sources() -> None:
    data = graph(
        *PAPERS,
        detail(
            "a",
            "14",
            bounds=("14", "14"),
            sources=["paper", "gazette"],
            more='cev:attribution "security sources"',
        ),
        number("b", 24, 24, "agency"),
    )
    side = one(data, "numbers-apart").sides[0]
    assert side.credited == ("security sources",)
    assert side.measure.origins == 1


# --- times -----------------------------------------------------------------------------------


def time(name: str, value: str, begin: str, end: str, where: str, **more: str) -> str:
    return detail(
        name,
        value,
        aspect=more.get("aspect", "time"),
        about=more.get("about", "attack"),
        times=(begin, end),
        sources=(where,),
    )


def test_times_that_do_not_meet() -> None:
    quarter = time("a", "21:15", "2021-02-15T21:15:00+03:00", "2021-02-15T21:15:00+03:00", "paper")
    ten = time("b", "22:00", "2021-02-15T22:00:00+03:00", "2021-02-15T22:00:00+03:00", "gazette")
    conflict = one(graph(*PAPERS, quarter, ten), "times-apart")
    assert values(conflict) == ["21:15", "22:00"]
    assert conflict.facts["bounds"][0] == {  # type: ignore[index]
        "least": "2021-02-15T18:15:00Z",
        "most": "2021-02-15T18:15:00Z",
    }


def test_one_moment_in_two_zones_is_no_conflict() -> None:
    data = graph(
        *PAPERS,
        time("a", "01:30", "2021-02-16T01:30:00+03:00", "2021-02-16T01:30:00+03:00", "paper"),
        time(
            "b",
            "17:30 EST",
            "2021-02-15T17:30:00-05:00",
            "2021-02-15T17:30:00-05:00",
            "gazette",
        ),
    )
    assert found(data, "detail", "times-apart") == []


def test_a_time_is_held_against_the_recorded_date() -> None:
    data = graph(
        *PAPERS,
        time("a", "Tuesday", "2021-02-16T00:00:00+03:00", "2021-02-16T23:59:59+03:00", "paper"),
    )
    conflict = one(data, "not-as-recorded")
    assert values(conflict) == ["2021-02-15", "Tuesday"]
    assert conflict.sides[0].measure.origins == 0


def test_a_recorded_day_is_that_of_its_place() -> None:
    """23:30 of the 15th in Baghdad is the 15th, whatever the day in UTC."""
    data = graph(
        *PAPERS,
        time("a", "0:30", "2021-02-15T00:30:00+03:00", "2021-02-15T00:30:00+03:00", "paper"),
    )
    assert found(data, "detail", "not-as-recorded") == []


def test_the_age_of_a_group_is_not_the_date_of_an_incident() -> None:
    data = graph(
        *PAPERS,
        time(
            "a",
            "2019",
            "2019-01-01T00:00:00Z",
            "2019-12-31T23:59:59Z",
            "paper",
            aspect="group-age",
        ),
    )
    assert found(data, "detail") == []


# --- stances and words -----------------------------------------------------------------------


def test_a_value_that_one_affirms_and_another_denies() -> None:
    data = graph(
        *PAPERS,
        detail("a", "made abroad", aspect="weapon-origin"),
        statement("yes", "cev:affirms ex:a"),
        statement("no", "cev:denies ex:a", speaker="union"),
        statement("perhaps", "cev:leavesOpen ex:a", speaker="union", stated="2021-02-17"),
    )
    conflict = one(data, "affirmed-and-denied")
    assert values(conflict) == ["made abroad", "not “made abroad”"]
    assert [short(side.statements) for side in conflict.sides] == [["yes"], ["no"]]
    assert conflict.facts["left_open_by"] == ["https://example.org/perhaps"]


def test_the_same_words_of_two_details_are_one_value() -> None:
    data = graph(
        *PAPERS,
        detail("a", "Made abroad", aspect="weapon-origin", sources=["paper"]),
        detail("b", "“made abroad”", aspect="weapon-origin"),
        statement("no", "cev:denies ex:b", speaker="union", sources=["gazette"]),
    )
    assert short(one(data, "affirmed-and-denied").sides[0].sources) == ["paper"]


def test_a_value_that_is_only_denied_is_no_conflict() -> None:
    data = graph(
        *PAPERS,
        detail("a", "made abroad", aspect="weapon-origin"),
        statement("no", "cev:denies ex:a", speaker="union"),
    )
    assert found(data, "detail") == []


def test_a_denied_number_is_not_given() -> None:
    data = graph(
        *PAPERS,
        detail("a", "24", bounds=("24", "24")),
        statement("no", "cev:denies ex:a"),
        number("b", 14, 14, "gazette"),
    )
    assert found(data, "detail", "numbers-apart") == []


def test_words_that_differ_exclude_nothing_by_themselves() -> None:
    data = graph(
        *PAPERS,
        detail("a", "Katyusha", aspect="weapon", sources=["paper"]),
        detail("b", "mortar bombs", aspect="weapon", sources=["gazette"]),
        detail("c", "katyusha.", aspect="weapon", sources=["agency"]),
    )
    conflict = one(data, "words-differ")
    assert values(conflict) == ["Katyusha / katyusha.", "mortar bombs"]
    assert conflict.facts["compared"] == "words"
    assert "apart" not in conflict.facts
    assert conflict.summary.endswith("is for the reader.")


def test_a_mixed_aspect_is_compared_by_topic() -> None:
    topics = [
        detail("a", "age: 31", aspect="other", sources=["paper"]),
        detail("b", "home: the north", aspect="other", sources=["gazette"]),
    ]
    assert found(graph(*PAPERS, *topics), "detail") == []
    older = detail("c", "age: 24", aspect="other", sources=["agency"])
    assert values(one(graph(*PAPERS, *topics, older), "words-differ")) == ["age: 24", "age: 31"]


def test_one_source_on_two_sides_is_named() -> None:
    data = graph(*PAPERS, number("a", 14, 14, "paper"), number("b", 24, 24, "paper"))
    assert one(data, "numbers-apart").facts["same_source"] == ["https://example.org/paper"]


# --- as of a day, without a node -------------------------------------------------------------


def test_a_value_counts_once_its_source_is_published() -> None:
    data = graph(
        source("paper", issued="2021-02-16"),
        source("late", issued="2021-03-01"),
        number("a", 14, 14, "paper"),
        number("b", 24, 24, "late"),
    )
    assert found(data, "detail", as_of="2021-02-28") == []
    assert len(found(data, "detail", as_of="2021-03-01")) == 1
    assert found(data, "detail", without=["late"]) == []
    assert found(data, "detail", without=["b"]) == []


def test_a_value_that_its_giver_replaced_no_longer_counts() -> None:
    data = graph(
        *PAPERS,
        detail("a", "14", bounds=("14", "14")),
        detail("b", "24", bounds=("24", "24")),
        statement("first", "cev:affirms ex:a", stated="2021-02-16"),
        statement("second", "cev:affirms ex:b ; cev:supersedes ex:first", stated="2021-02-17"),
    )
    assert found(data, "detail") == []
    other = statement("other", "cev:affirms ex:a", speaker="union")
    assert len(found(graph(*PAPERS, *_superseded(), other), "detail", "numbers-apart")) == 1


def _superseded() -> tuple[str, ...]:
    return (
        detail("a", "14", bounds=("14", "14")),
        detail("b", "24", bounds=("24", "24")),
        statement("first", "cev:affirms ex:a", stated="2021-02-16"),
        statement("second", "cev:affirms ex:b ; cev:supersedes ex:first", stated="2021-02-17"),
    )


# --- what no calendar and no float has -------------------------------------------------------


def test_a_bound_that_is_too_large_to_count_is_no_number() -> None:
    data = graph(
        *PAPERS,
        detail("a", "countless", bounds=(HUGE, None), sources=["paper"]),
        number("b", 14, 14, "gazette"),
    )
    assert {each.rule for each in conflicts(data)} <= {"words-differ"}


@pytest.mark.parametrize("year", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_the_first_and_the_last_year_are_told(year: str) -> None:
    def time(name: str, value: str, when: str, where: str) -> str:
        return detail(name, value, aspect="time", times=(when, when), sources=[where])

    data = graph(
        *PAPERS,
        time("a", "about 00:00", year, "paper"),
        time("b", "21:30", "2021-02-15T21:30:00+03:00", "gazette"),
    )
    assert {"times-apart", "not-as-recorded"} <= {each.rule for each in conflicts(data)}
