"""What kg conflicts must find in the case that ships, each with both sides.

The numbers are those of the contradictions in docs/case.md. Node names of the case may stand here
and in docs; no rule and no query knows them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import kg
from kg.case import Case
from kg.conflicts import Conflict, conflicts

KINDS = ("detail", "order", "source", "citation")
FOUND: list[tuple[int, str, str, str, str | None, list[str]]] = [
    # number, kind, rule, about, aspect, a part of what each of some sides says
    (3, "citation", "not-what-it-cites", "st-iran-letter-202103-involvement", None,
     ["Rejects the attribution to Iran", "Iran was not involved"]),
    (4, "order", "order-against-own-dating", "st-iran-letter-202103-involvement", None,
     ["hours before the attack on Balad", "late Monday night", "evening"]),
    (4, "detail", "times-apart", "st-iran-letter-202103-involvement", "dating",
     ["Sunday 14 March", "late Monday night"]),
    (5, "source", "inherited-slip", "jpost-caption-20210316", "dating",
     ["Tuesday, February 16, 2020", "was a Sunday"]),
    (6, "source", "words-differ-from-origin", "jpost-20210316", "attribution-status",
     ["names no source", "names Press TV"]),
    (8, "detail", "numbers-apart", "balad-2021-03-15", "place",
     ["2 outside the base", "3 outside", "5 outside"]),
    (8, "detail", "numbers-apart", "balad-2021-03-15", "other",
     ["rounds in the base: 2", "rounds in the base: at least 5"]),
    (10, "detail", "numbers-apart", "abqaiq-khurais-2019-09-14", "rounds", ["10", "25"]),
    (10, "detail", "affirmed-and-denied", "abqaiq-khurais-2019-09-14", "weapon-origin",
     ["Iranian origin", "not “"]),
    (11, "detail", "words-differ", "st-rendering-presstv", "wording",
     ["did not carry out", "directly or indirectly"]),
    (13, "detail", "words-differ", "st-iran-letter-202103-involvement", "wording",
     ["Ain al-Asad", "only an indirect attack", "against Iraq"]),
    (14, "detail", "words-differ", "us-strike-2021-02-25", "target",
     ["Iraqi forces", "militant groups"]),
    (15, "detail", "words-differ", "st-iran-letter-202103-involvement", "other",
     ["Secretary-General", "to the President"]),
    (16, "detail", "words-differ", "base-balad", "target", ["houses US troops", "are assigned"]),
    (17, "detail", "numbers-apart", "convoys-2021-03-11", "occurrence",
     ["one convoy", "four bombs"]),
    (18, "detail", "numbers-apart", "erbil-2021-02-15", "rounds", ["five", "14", "24"]),
    (18, "detail", "numbers-apart", "erbil-2021-02-15", "place", ["three inside", "four in"]),
    (19, "detail", "numbers-apart", "erbil-2021-02-15", "killed",
     ["1 civilian contractor", "2: a foreign", "1 contractor + 2"]),
    (19, "detail", "words-differ", "erbil-2021-02-15", "other", ["US citizen", "Filipino"]),
    (19, "detail", "words-differ", "erbil-2021-02-15-victim-2", "other", ["31", "24"]),
    (20, "detail", "numbers-apart", "erbil-2021-02-15", "wounded", ["5 US soldiers", "8", "13"]),
    (21, "detail", "times-apart", "erbil-2021-02-15", "time", ["21:15", "22:00", "early Tuesday"]),
    (21, "detail", "not-as-recorded", "erbil-2021-02-15", "time", ["2021-02-15", "16 February"]),
    (22, "detail", "words-differ", "erbil-2021-02-15", "place", ["al-Harir", "al-Tahrir"]),
    (22, "detail", "words-differ", "erbil-2021-02-15", "launch-site", ["Gwer", "8 km"]),
    (25, "detail", "times-apart", "ashab-al-kahf", "group-age", ["2019", "January 2020"]),
    (25, "detail", "words-differ", "saraya-awliya-al-dam", "group-age", ["newly", "24 August"]),
    (26, "detail", "times-apart", "balad-2021-02-20", "time", ["Saturday", "Sunday"]),
    (26, "detail", "numbers-apart", "balad-2021-02-20", "rounds", ["3", "4"]),
    (26, "detail", "numbers-apart", "balad-2021-02-20", "wounded", ["none", "1 Iraqi", "3, incl."]),
    (27, "detail", "words-differ", "place-saladin", "place", ["south", "north"]),
    (27, "source", "against-itself", "newsbharati-20210227", "dating", ["17", "27 February"]),
    (27, "detail", "words-differ", "us-strike-2021-02-25", "legality",
     ["Article 15", "Article 51"]),
    (28, "detail", "words-differ", "erbil-2021-02-15", "attribution-status",
     ["still being determined", "not attributed yet"]),
    (29, "detail", "affirmed-and-denied", "us-strike-2021-02-25", "intelligence",
     ["helped to refine", "not “"]),
    (30, "detail", "numbers-apart", "us-strike-2021-02-25", "killed", ["1", "6", "17", "22"]),
    (31, "detail", "numbers-apart", "asad-2021-03-03", "killed", ["heart attack", "2 American"]),
    (31, "detail", "numbers-apart", "asad-2021-03-03", "rounds", ["a rocket", "10"]),
    (32, "source", "two-wordings", "rudaw-kh", "wording", ["recent rocket attacks", "Green Zone"]),
    (33, "detail", "numbers-apart", "k1-2019-12-27", "rounds", ["2", "11-16", "31"]),
    (33, "detail", "same-number-words-differ", "k1-2019-12-27", "killed",
     ["contractor", "soldier"]),
    (33, "detail", "words-differ", "st-hoffman-20191229", "wording", ["attack\"", "attacks"]),
    (34, "detail", "numbers-apart", "us-strikes-2019-12-29", "killed", ["4", "24", "25"]),
    (34, "detail", "numbers-apart", "us-strikes-2019-12-29", "wounded", ["30", "51", "55"]),
    (34, "detail", "words-differ", "us-strikes-2019-12-29", "place", ["western", "eastern"]),
    (36, "detail", "words-differ", "soleimani-killing-2020-01-03", "legality",
     ["actively developing", "no evidence"]),
    (37, "detail", "numbers-apart", "asad-erbil-missiles-2020-01-08", "rounds",
     ["13", "15", "16", "22", "35"]),
    (37, "detail", "numbers-apart", "asad-erbil-missiles-2020-01-08", "wounded",
     ["no Americans", "34", "50", "74", "109", "110"]),
    (37, "order", "dated-before-event", "st-trump-no-harm", None, ["4 January", "2020-01-08"]),
    (38, "detail", "numbers-apart", "balad-2020-01-12", "rounds", ["4", "at least 6", "7", "8"]),
    (38, "detail", "words-differ", "balad-2020-01-12", "weapon", ["mortar", "Katyusha"]),
    (38, "detail", "numbers-apart", "embassy-rockets-2020-01-26", "wounded",
     ["0", "1", "at least"]),
    (39, "detail", "numbers-apart", "taji-2020-03-11", "rounds", ["10", "15", "18", "30"]),
    (39, "source", "against-itself", "taskpurpose-taji2", "wounded", ["3 coal", "5 coal"]),
    (39, "source", "two-wordings", "amn-mckenzie", "wording", ["launched", "the only group"]),
    (39, "detail", "numbers-apart", "taji-2020-03-14", "killed", ["0", "2 Iraqi"]),
    (40, "detail", "words-differ", "saladin-convoy-2020-07-15", "occurrence",
     ["destroyed", "tyre"]),
    (41, "detail", "numbers-apart", "radwaniyah-2020-09-28", "killed", ["3", "2 women and 3"]),
    (41, "detail", "words-differ", "st-pmf-20201001", "wording",
     ["an inhabited", "an uninhabited"]),
    (42, "detail", "numbers-apart", "green-zone-2020-11-17", "rounds", ["6", "7"]),
    (43, "detail", "numbers-apart", "green-zone-2020-12-20", "rounds", ["21", "at least 23"]),
    (43, "detail", "words-differ", "khazali", "membership", ["Kataib Hezbollah", "Asaib"]),
    (43, "source", "two-wordings", "upi-20201224", "wording", ["rogue", "given direction"]),
    (44, "detail", "times-apart", "erbil-drone-2021-07-06", "time", ["22:30", "23:15"]),
    (44, "detail", "numbers-apart", "erbil-drone-2021-07-06", "killed", ["0", "Zionists"]),
    (46, "detail", "words-differ", "erbil-drone-2021-04-14", "weapon", ["TNT", "rocket"]),
    (46, "detail", "numbers-apart", "asad-2021-07-07", "rounds", ["14", "17", "30"]),
    (46, "detail", "times-apart", "bdsc-2021-06-06", "time", ["00:15", "12:30"]),
    (46, "detail", "times-apart", "harir-drone-2021-05-10", "time", ["10 May", "11 May"]),
    (47, "detail", "words-differ", "gulf-of-oman-2019-06-13", "weapon", ["limpet", "flying"]),
    (48, "detail", "words-differ", "st-un-panel-202001", "wording", ["did not launch", "unlikely"]),
    (48, "detail", "words-differ", "st-e3-20190923", "wording", ["plausible", "no other exp"]),
    (48, "detail", "words-differ", "ras-tanura-2021-03-07", "damage", ["attacked", "destroyed"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def case() -> Case:
    return kg.open()


@pytest.fixture(scope="module")
def everything(case: Case) -> tuple[Conflict, ...]:
    return conflicts(case.graph, kinds=KINDS)


def matching(
    case: Case,
    everything: Sequence[Conflict],
    row: tuple[int, str, str, str, str | None, list[str]],
) -> list[Conflict]:
    _, kind, rule, about, aspect, _ = row
    return [
        each
        for each in everything
        if (each.kind, each.rule, case.graph.short(each.about)) == (kind, rule, about)
        and (aspect is None or each.facts["aspect"] == aspect)
    ]


@pytest.mark.parametrize("row", FOUND, ids=lambda row: f"{row[0]}-{row[2]}-{row[3]}-{row[4]}")
def test_contradictions_of_the_case_are_found_with_their_sides(
    case: Case,
    everything: tuple[Conflict, ...],
    row: tuple[int, str, str, str, str | None, list[str]],
) -> None:
    found = matching(case, everything, row)
    wanted = row[5]
    assert any(
        all(any(part in side.value for side in conflict.sides) for part in wanted)
        and len({_side_of(conflict, part) for part in wanted}) > 1
        for conflict in found
    ), [[side.value for side in conflict.sides] for conflict in found]


def _side_of(conflict: Conflict, part: str) -> int:
    return next(i for i, side in enumerate(conflict.sides) if part in side.value)


def test_every_side_can_be_read_somewhere(everything: tuple[Conflict, ...]) -> None:
    """But for recorded dates and the calendar, which nobody says."""
    for conflict in everything:
        assert len(conflict.sides) > 1, conflict.summary
        silent = [side for side in conflict.sides if not side.sources and not side.statements]
        assert not silent or conflict.rule in {"not-as-recorded", "inherited-slip"}, silent


def test_zones_make_no_conflict_of_the_missiles(
    case: Case, everything: tuple[Conflict, ...]
) -> None:
    """17:30 EST on 7 January is 01:30 on 8 January in Iraq, "about" which it was."""
    node = case.graph.resolve("asad-erbil-missiles-2020-01-08")
    assert not [c for c in everything if c.about == node and c.rule == "times-apart"]


def test_the_night_of_the_strike_is_two_days_in_two_zones(
    case: Case, everything: tuple[Conflict, ...]
) -> None:
    """2 January in Washington lasts into 3 January in Baghdad; so with all days of the case."""
    assert not [c for c in everything if c.rule == "one-day-off"]
    words = case.graph.resolve("st-pentagon-20200102")
    assert not [c for c in everything if c.kind == "order" and c.about == words]


def test_counts_that_the_pentagon_revised_are_marked(
    case: Case, everything: tuple[Conflict, ...]
) -> None:
    row = (37, "detail", "numbers-apart", "asad-erbil-missiles-2020-01-08", "wounded", [""])
    [conflict] = matching(case, everything, row)
    revised = conflict.facts["revised"]
    assert isinstance(revised, list)
    by_dod = next(each for each in revised if case.graph.short(each["by"]) == "dod")
    assert [each["value"][:3].strip() for each in by_dod["values"]][:2] == ["34", "50"]


def test_the_article_copies_of_one_agency_are_one_origin(
    case: Case, everything: tuple[Conflict, ...]
) -> None:
    row = (8, "detail", "numbers-apart", "balad-2021-03-15", "place", [""])
    [conflict] = matching(case, everything, row)
    five = next(side for side in conflict.sides if side.value.startswith("5 outside"))
    assert (len(five.sources), five.measure.origins) == (2, 1)


def test_before_the_revision_there_was_no_conflict(case: Case) -> None:
    """On 25 January 2020 nobody had said 110 yet."""
    early = conflicts(
        case.graph, "asad-erbil-missiles-2020-01-08", kinds=["detail"], as_of="2020-01-25"
    )
    assert not [side for each in early for side in each.sides if side.value.startswith("110")]
    assert [side for each in early for side in each.sides if side.value.startswith("34")]
