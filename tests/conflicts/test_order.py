"""Claimed orders, datings before what they are of, and what came too early."""

from __future__ import annotations

import pytest
from conflict_data import detail, found, graph, short, source, statement, values

from kg.conflicts import Conflict
from kg.graph import Graph

PAPERS = (source("paper", issued="2021-03-20"), source("gazette", issued="2021-03-20"))
DENIAL = detail("denied", "no part", aspect="other", about="union")
LETTER = statement("letter", "cev:denies ex:denied", stated="2021-03-15")


def when(name: str, about: str, begin: str, end: str, where: str) -> str:
    return detail(
        name.replace(" ", "-"),
        name,
        about=about,
        aspect="dating" if about == "letter" else "time",
        times=(f"2021-03-{begin}+03:00", f"2021-03-{end}+03:00"),
        sources=[where],
    )


def placed(words: str, more: str, where: str = "paper", about: str = "letter") -> str:
    return detail("order", words, about=about, aspect="dating", sources=[where], more=more)


HOURS_BEFORE = placed(
    "hours before the raid", 'cev:isPlacedBefore ex:raid ; cev:leadTime "PT2H"^^xsd:duration'
)
EVENING = when("evening", "raid", "15T18:00:00", "15T23:59:59", "paper")


def one(data: Graph, rule: str) -> Conflict:
    [conflict] = found(data, "order", rule)
    return conflict


# --- claimed orders --------------------------------------------------------------------------


def test_a_source_whose_own_datings_exclude_its_order() -> None:
    night = when("late at night", "letter", "15T22:30:00", "16T04:00:00", "paper")
    data = graph(*PAPERS, DENIAL, LETTER, HOURS_BEFORE, EVENING, night)
    conflict = one(data, "order-against-own-dating")
    assert values(conflict) == [
        "hours before the raid",
        "late at night (“letter”)",
        "evening (“the raid”)",
    ]
    assert short([conflict.about]) == ["letter"]
    assert conflict.facts["least_hours_between"] == 2.0
    assert conflict.facts["same_source"] == ["https://example.org/paper"]
    assert found(data, "order", "order-against-datings") == []


@pytest.mark.parametrize(
    "begin", ["15T21:59:59", "15T10:00:00"], ids=["two hours are left", "in the morning"]
)
def test_an_order_that_can_hold_is_no_conflict(begin: str) -> None:
    morning = when("dated", "letter", begin, "16T04:00:00", "paper")
    assert found(graph(*PAPERS, DENIAL, LETTER, HOURS_BEFORE, EVENING, morning), "order") == []


def test_the_lead_time_decides() -> None:
    late = when("dated", "letter", "15T23:00:00", "16T04:00:00", "paper")
    merely = placed("before the raid", "cev:isPlacedBefore ex:raid")
    assert found(graph(*PAPERS, DENIAL, LETTER, merely, EVENING, late), "order") == []
    assert found(graph(*PAPERS, DENIAL, LETTER, HOURS_BEFORE, EVENING, late), "order")


def test_where_the_source_dates_one_of_the_two_the_other_is_as_recorded() -> None:
    """The raid is recorded on 15 March; a letter of the 17th was not before it."""
    late = when("dated", "letter", "17T00:00:00", "17T23:59:59", "paper")
    conflict = one(graph(*PAPERS, DENIAL, LETTER, HOURS_BEFORE, late), "order-against-own-dating")
    assert values(conflict)[-1] == "2021-03-15, as recorded (“the raid”)"


def test_own_datings_that_fit_leave_the_recorded_dates_to_the_others() -> None:
    """By the paper the raid was on the 17th, the letter a day before; on record it is the 15th."""
    letter = when("the sixteenth", "letter", "16T00:00:00", "16T12:00:00", "paper")
    raid = when("the seventeenth", "raid", "17T00:00:00", "17T23:59:59", "paper")
    recorded = LETTER.replace("2021-03-15", "2021-03-18")
    data = graph(*PAPERS, DENIAL, recorded, HOURS_BEFORE, letter, raid)
    assert found(data, "order", "order-against-own-dating") == []
    assert len(found(data, "order", "order-against-datings")) == 1


def test_the_first_is_as_recorded_where_the_source_dates_only_the_second() -> None:
    recorded = LETTER.replace("2021-03-15", "2021-03-18")
    data = graph(*PAPERS, DENIAL, recorded, HOURS_BEFORE, EVENING)
    conflict = one(data, "order-against-own-dating")
    assert values(conflict)[1] == "2021-03-18, as recorded (“letter”)"


def test_datings_of_others_are_told_apart() -> None:
    late = when("dated", "letter", "17T00:00:00", "17T23:59:59", "gazette")
    conflict = one(graph(*PAPERS, DENIAL, LETTER, HOURS_BEFORE, late), "order-against-datings")
    assert [short(side.sources) for side in conflict.sides] == [["paper"], ["gazette"], []]


def test_placed_after_is_the_other_way_round() -> None:
    after = placed("after the raid", "cev:isPlacedAfter ex:raid")
    early = when("dated", "letter", "14T00:00:00", "14T23:59:59", "paper")
    data = graph(*PAPERS, DENIAL, LETTER, after, EVENING, early)
    conflict = one(data, "order-against-own-dating")
    assert conflict.facts["first"] == "https://example.org/raid"
    assert found(graph(*PAPERS, DENIAL, LETTER, after, EVENING), "order") == []


def test_a_statement_that_claims_an_order_is_held_against_its_source() -> None:
    claim = detail(
        "order",
        "hours before the raid",
        about="letter",
        aspect="dating",
        more='cev:isPlacedBefore ex:raid ; cev:leadTime "PT2H"^^xsd:duration',
    )
    said = statement("story", "cev:affirms ex:order", speaker="union", stated="2021-03-16")
    night = when("late at night", "letter", "15T22:30:00", "16T04:00:00", "paper")
    data = graph(*PAPERS, DENIAL, LETTER, claim, said, EVENING, night)
    assert short(one(data, "order-against-own-dating").sides[0].statements) == ["story"]


def test_an_order_that_nobody_claims_on_the_day_is_no_conflict() -> None:
    night = when("late at night", "letter", "15T22:30:00", "16T04:00:00", "paper")
    data = graph(*PAPERS, DENIAL, LETTER, HOURS_BEFORE, EVENING, night)
    assert found(data, "order", as_of="2021-03-19") == []
    assert found(data, "order", without=["order"]) == []


# --- datings and what they are of ------------------------------------------------------------

ROUNDS = detail("fourteen", "14", about="raid", bounds=("14", "14"))


def test_a_dating_that_puts_words_before_what_they_speak_of() -> None:
    said = statement("count", "cev:affirms ex:fourteen", stated="2021-03-16")
    early = detail(
        "early",
        "12 March",
        about="count",
        aspect="dating",
        times=("2021-03-12T00:00:00+03:00", "2021-03-12T23:59:59+03:00"),
        sources=["gazette"],
    )
    conflict = one(graph(*PAPERS, ROUNDS, said, early), "dated-before-event")
    assert values(conflict) == ["12 March", "2021-03-15: the raid"]
    assert short(conflict.touches) == ["raid"]


def test_a_dating_by_which_words_were_already_there() -> None:
    said = statement("count", "cev:affirms ex:fourteen", stated="2021-03-15")
    late = when("Wednesday", "raid", "17T00:00:00", "17T23:59:59", "gazette")
    conflict = one(graph(*PAPERS, ROUNDS, said, late), "dated-after-words")
    assert short(conflict.sides[1].statements) == ["count"]
    same_day = when("Monday", "raid", "15T00:00:00", "15T23:59:59", "gazette")
    assert found(graph(*PAPERS, ROUNDS, said, same_day), "order") == []


# --- recorded dates --------------------------------------------------------------------------


def test_the_first_words_are_the_earliest_not_the_first_by_spelling() -> None:
    """One in the morning of the 15th, far in the east, is before the 14th has begun elsewhere."""
    late = when("Friday", "raid", "19T00:00:00", "19T23:59:59", "gazette")
    data = graph(
        *PAPERS,
        ROUNDS,
        statement("eastern", "cev:affirms ex:fourteen", stated="2021-03-15T01:00:00+14:00"),
        statement("western", "cev:affirms ex:fourteen", stated="2021-03-14T23:30:00-10:00"),
        late,
    )
    conflict = one(data, "dated-after-words")
    assert conflict.sides[1].value == "spoken of by 2021-03-15T01:00:00+14:00"


def test_words_before_what_they_speak_of() -> None:
    said = statement("count", "cev:affirms ex:fourteen", stated="2021-03-10")
    conflict = one(graph(*PAPERS, ROUNDS, said), "statement-before-event")
    assert conflict.facts == {"relation": "statement-before-event", "days": 5}
    assert values(conflict) == ["2021-03-10: count", "2021-03-15: the raid"]


WEST = 'ex:west a cev:Place ; rdfs:label "west" ; cev:timeZone "America/New_York" .'


@pytest.mark.parametrize(
    "place", ["", "cev:isStatedAt ex:west ; "], ids=["nobody knows where", "in the west"]
)
def test_a_day_that_only_the_date_line_makes_is_no_conflict(place: str) -> None:
    """The 14th in New York lasts until the morning of the 15th in Baghdad."""
    said = statement("count", "cev:affirms ex:fourteen", stated="2021-03-14")
    elsewhere = said.replace("cev:isStatedAt ex:land ; ", place)
    assert elsewhere != said
    assert found(graph(*PAPERS, ROUNDS, WEST, elsewhere), "order") == []


def test_sources_of_two_days_that_follow_each_other_are_in_order() -> None:
    """A source has no zone: nobody knows where it was that day."""
    data = graph(
        source("agency", issued="2021-03-11"),
        source("paper", issued="2021-03-10", origins=["agency"]),
    )
    assert found(data, "order") == []


def test_one_day_too_early_by_the_zones_on_record() -> None:
    said = statement("count", "cev:affirms ex:fourteen", stated="2021-03-14")
    conflict = one(graph(*PAPERS, ROUNDS, said), "one-day-off")
    assert conflict.facts["relation"] == "statement-before-event"
    assert "time zones" in conflict.summary


def test_a_source_before_what_it_reports() -> None:
    data = graph(
        source("paper", issued="2021-03-01"),
        statement("said", "cev:affirms ex:fourteen", stated="2021-03-16"),
        ROUNDS,
        "ex:raid cev:isReportedIn ex:paper .",
    )
    assert short([one(data, "source-before-event").about]) == ["paper"]
    assert values(one(data, "source-before-statement")) == ["2021-03-01: paper", "2021-03-16: said"]


def test_a_source_before_what_it_rests_on() -> None:
    data = graph(
        source("agency", issued="2021-03-10"),
        source("paper", issued="2021-03-01", origins=["agency"]),
    )
    assert short(one(data, "source-before-origin").touches) == ["agency"]


@pytest.mark.parametrize(
    "relation", ["answers", "supersedes", "isRenderingOf", "isBasedOn", "claimsToRepeat"]
)
def test_words_before_those_that_they_take_up(relation: str) -> None:
    data = graph(
        *PAPERS,
        DENIAL,
        LETTER,
        statement("early", f"cev:denies ex:denied ; cev:{relation} ex:letter", stated="2021-03-01"),
    )
    assert one(data, "statement-before-other").facts["days"] == 14


def test_open_and_unknown_dates_exclude_nothing() -> None:
    data = graph(
        *PAPERS,
        ROUNDS,
        statement("count", "cev:affirms ex:fourteen", stated="../2021-03-16"),
        statement("other", "cev:affirms ex:fourteen", stated="2021-03"),
    )
    assert found(data, "order") == []
