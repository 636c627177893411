"""Sources against what they rest on, and against themselves; circular reporting."""

from __future__ import annotations

from conflict_data import detail, found, graph, number, short, source, statement, values

from kg.conflicts import Conflict
from kg.graph import Graph

CHAIN = (
    source("letter"),
    source("agency", origins=["letter"]),
    source("paper", origins=["agency"]),
)


def one(data: Graph, rule: str) -> Conflict:
    [conflict] = found(data, "source", rule)
    return conflict


def test_a_source_that_gives_another_number_than_one_behind_it() -> None:
    data = graph(*CHAIN, number("a", 14, 14, "letter"), number("b", 24, 24, "paper"))
    conflict = one(data, "differs-from-origin")
    assert values(conflict) == ["24", "14"]
    assert short([conflict.about, *conflict.touches]) == ["paper", "letter", "attack"]
    assert [short(side.sources) for side in conflict.sides] == [["paper"], ["letter"]]


def test_numbers_that_meet_are_no_difference() -> None:
    data = graph(*CHAIN, number("a", 14, 14, "letter"), number("b", 3, None, "paper"))
    assert found(data, "source") == []


def test_sources_that_do_not_rest_on_one_another_are_left_to_the_details() -> None:
    data = graph(
        *CHAIN, source("other"), number("a", 14, 14, "other"), number("b", 24, 24, "paper")
    )
    assert found(data, "source") == []


def test_who_gives_the_same_too_only_reports_a_second_opinion() -> None:
    data = graph(
        *CHAIN,
        detail("a", "14", bounds=("14", "14"), sources=["letter", "paper"]),
        number("b", 24, 24, "paper"),
    )
    assert found(data, "source", "differs-from-origin") == []


def test_another_givers_value_changes_nothing() -> None:
    data = graph(
        *CHAIN,
        number("a", 14, 14, "letter", giver="army"),
        number("b", 24, 24, "paper", giver="union"),
    )
    assert found(data, "source") == []
    same = number("b", 24, 24, "paper", giver="army")
    assert found(graph(*CHAIN, number("a", 14, 14, "letter", giver="army"), same), "source")


def test_other_words_than_those_behind_them() -> None:
    data = graph(
        *CHAIN,
        detail("a", "an uninhabited area", aspect="wording", sources=["agency"]),
        detail("b", "an inhabited area", aspect="wording", sources=["paper"]),
    )
    assert values(one(data, "words-differ-from-origin")) == [
        "an inhabited area",
        "an uninhabited area",
    ]


def test_what_a_source_behind_reports_as_denied() -> None:
    data = graph(
        *CHAIN,
        detail("a", "made abroad", aspect="weapon-origin", sources=["paper"]),
        statement("no", "cev:denies ex:a", sources=["letter"]),
    )
    conflict = one(data, "denied-by-origin")
    assert values(conflict) == ["made abroad", "not “made abroad”"]
    both = statement("no", "cev:denies ex:a", sources=["letter", "paper"])
    given = detail("a", "made abroad", aspect="weapon-origin", sources=["paper"])
    assert found(graph(*CHAIN, given, both), "source") == []


def test_a_source_against_itself() -> None:
    data = graph(*CHAIN, number("a", 14, 14, "paper"), number("b", 24, 24, "paper"))
    assert values(one(data, "against-itself")) == ["14", "24"]
    credited = number("b", 24, 24, "paper", giver="army")
    assert found(graph(*CHAIN, number("a", 14, 14, "paper"), credited), "source") == []
    fits = number("b", 3, None, "paper")
    assert found(graph(*CHAIN, number("a", 14, 14, "paper"), fits), "source") == []


def test_numbers_that_exclude_each_other_do_so_beside_a_value_without_bounds() -> None:
    numbers = (number("a", 14, 14, "paper"), number("b", 24, 24, "paper"))
    vague = detail("c", "a hail", sources=["paper"])
    data = graph(*CHAIN, *numbers, vague)
    conflict = one(data, "against-itself")
    assert values(conflict) == ["14", "24"]
    assert [each["value"] for each in conflict.facts["beside"]] == ["a hail"]  # type: ignore[attr-defined]
    assert found(data, "source", "two-wordings") == []
    another = detail("d", "a salvo", sources=["paper"])
    data = graph(*CHAIN, *numbers, vague, another)
    assert values(one(data, "against-itself")) == ["14", "24"]
    assert values(one(data, "two-wordings")) == ["a hail", "a salvo"]
    meeting = graph(*CHAIN, numbers[0], number("b", 3, None, "paper"), vague)
    assert values(one(meeting, "two-wordings")) == ["14", "a hail", "at least 3"]


def test_a_headline_that_is_worded_otherwise_than_its_text() -> None:
    data = graph(
        *CHAIN,
        detail("a", "headline: reveals it", aspect="wording", sources=["paper"]),
        detail("b", "text: says nothing of it", aspect="wording", sources=["paper"]),
    )
    assert "is for the reader" in one(data, "two-wordings").summary


def test_a_slip_that_was_handed_on() -> None:
    """16 February 2020 was a Sunday."""
    slip = detail("a", "Tuesday, February 16, 2020", aspect="dating", sources=["agency", "paper"])
    conflict = one(graph(*CHAIN, slip), "inherited-slip")
    assert short([conflict.about]) == ["paper"]
    assert conflict.facts["inherited"] == [
        ["https://example.org/paper", "https://example.org/agency"]
    ]
    assert "was a Sunday" in conflict.sides[1].value
    alone = detail("a", "Tuesday, February 16, 2020", aspect="dating", sources=["paper"])
    assert found(graph(*CHAIN, alone), "source") == []
    right = detail("a", "Tuesday, February 16, 2021", aspect="dating", sources=["agency", "paper"])
    assert found(graph(*CHAIN, right), "source") == []


def test_sources_that_rest_on_one_another() -> None:
    data = graph(source("a", origins=["b"]), source("b", origins=["c"]), source("c", origins=["a"]))
    conflict = one(data, "circular-reporting")
    assert values(conflict) == ["P a (a)", "P b (b)", "P c (c)"]
    assert found(data, "source", without=["b"]) == []


def test_a_circle_of_sources_counts_from_the_day_on_which_it_closed() -> None:
    data = graph(
        source("a", issued="2021-02-16", origins=["b"]),
        source("b", issued="2021-03-01", origins=["a"]),
    )
    assert found(data, "source", as_of="2021-02-28") == []
    assert one(data, "circular-reporting")
    assert found(data, "source", "circular-reporting", as_of="2021-03-01")


def test_a_circle_of_statements_counts_from_the_day_on_which_it_closed() -> None:
    data = graph(
        source("paper"),
        source("gazette", issued="2021-03-01"),
        detail("d", "14", bounds=("14", "14")),
        statement("x", "cev:affirms ex:d ; cev:isBasedOn ex:y"),
        statement(
            "y", "cev:affirms ex:d ; cev:isBasedOn ex:x", stated="2021-03-01", sources=["gazette"]
        ),
    )
    assert found(data, "source", as_of="2021-02-28") == []
    assert found(data, "source", "circular-reporting", as_of="2021-03-02")


def test_statements_that_rest_on_one_another() -> None:
    data = graph(
        source("paper"),
        detail("d", "14", bounds=("14", "14")),
        statement("x", "cev:affirms ex:d ; cev:isBasedOn ex:y"),
        statement("y", "cev:affirms ex:d ; cev:isBasedOn ex:x"),
    )
    assert [short(side.statements) for side in one(data, "circular-reporting").sides] == [
        ["x"],
        ["y"],
    ]


def test_a_circle_has_nothing_behind_it_but_what_lies_outside() -> None:
    data = graph(
        source("a", origins=["b"]),
        source("b", origins=["a"]),
        number("one", 14, 14, "a"),
        number("two", 24, 24, "b"),
    )
    assert found(data, "source", "differs-from-origin") == []


def test_a_source_that_was_not_out_yet_is_not_compared() -> None:
    data = graph(
        source("letter", issued="2021-02-16"),
        source("paper", issued="2021-03-01", origins=["letter"]),
        number("a", 14, 14, "letter"),
        number("b", 24, 24, "paper"),
    )
    assert found(data, "source", as_of="2021-02-20") == []
    assert found(data, "source", as_of="2021-03-01")
