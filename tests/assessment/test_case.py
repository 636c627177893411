"""What the assessment must find in the case that ships, each with the reason why.

Node names of the case may stand here and in docs; no rule and no query knows them.
"""

from __future__ import annotations

import pytest

import kg
from kg.assessment import Assessment, Explanation, Pair
from kg.assessment.assess import assess_with_tables
from kg.assessment.tables import strengths
from kg.case import Case

LETTER = "st-iran-letter-202103-involvement"
ATTRIBUTION = "st-iran-letter-202103-attribution"
PRESSTV = "st-rendering-presstv"
MISSILES = "asad-erbil-missiles-2020-01-08"
ERBIL = "erbil-2021-02-15"
INCIDENTS = 55


@pytest.fixture(scope="module")
def case() -> Case:
    return kg.open()


@pytest.fixture(scope="module")
def everything(case: Case) -> Assessment:
    return case.assess(kind="all", all_pairs=True)


def pair(case: Case, assessment: Assessment, denial: str, incident: str) -> Pair:
    found = [
        candidate
        for candidate in assessment.pairs
        if case.graph.short(candidate.denial) == denial
        and case.graph.short(candidate.incident) == incident
    ]
    assert len(found) == 1, f"{denial} and {incident}: {len(found)} pairs"
    return found[0]


def statements(case: Case, explanation: Explanation, role: str) -> set[str]:
    return {case.graph.short(s.statement) for s in explanation.steps if s.role == role}


def test_press_tv_wording_covers_the_missiles_in_all_dimensions(
    case: Case, everything: Assessment
) -> None:
    """Press TV moves "entity or individual" to the victim: Iran's own acts are denied too."""
    found = pair(case, everything, PRESSTV, MISSILES)
    assert set(found.dimensions.values()) == {"yes"}
    assert (found.coverage, found.verdict) == ("covered", "self-contradicted")
    assert found.rendering_of == case.graph.resolve(LETTER)
    assert found.charge is not None
    assert case.graph.short(found.charge.statement) == "st-iran-s-2020-19"
    assert (found.charge.mode, found.charge.words) == ("carried-out", "denied")


def test_irna_wording_leaves_own_acts_open(case: Case, everything: Assessment) -> None:
    """ "By any entity or individual" is the attacker: involvement alone decides, as possible."""
    found = pair(case, everything, LETTER, MISSILES)
    assert found.coverage == "possible"
    assert [k for k, v in found.dimensions.items() if v != "yes"] == ["involvement"]
    assert found.verdict == "self-contradicted"
    assert found.charge is not None
    assert found.charge.words == "left-open"
    assert found.decided_by.startswith("involvement: ")


@pytest.mark.parametrize("denial", ["st-iran-s-2020-81", ATTRIBUTION])
def test_a_rejected_attribution_denies_no_mode(
    case: Case, everything: Assessment, denial: str
) -> None:
    """S/2020/81 and the letter's second sentence reject an accusation: all modes stay open."""
    found = pair(case, everything, denial, MISSILES)
    assert found.dimensions["involvement"] == "unknown"
    assert (found.coverage, found.verdict) == ("possible", "self-contradicted")


def test_s_2020_81_reaches_beyond_iraq_but_not_to_saudi_oil(
    case: Case, everything: Assessment
) -> None:
    """ "Iraq and the region": Abqaiq's place is unknown, its target is not the United States."""
    found = pair(case, everything, "st-iran-s-2020-81", "abqaiq-khurais-2019-09-14")
    assert found.dimensions["place"] == "unknown"
    assert found.dimensions["target"] == "no"
    assert found.coverage == "outside"


def test_balad_is_after_the_letter(case: Case, everything: Assessment) -> None:
    """Sunday 14 March in New York ends on Monday morning in Baghdad; Balad was in the evening."""
    found = pair(case, everything, LETTER, "balad-2021-03-15")
    assert found.coverage == "outside"
    assert found.decided_by.startswith("time: ")
    assert "2021-03-14" in found.dating
    assert "Rudaw" in found.dating
    other = {dating.value: dating for dating in found.other_datings}
    assert other["late Monday night"].time == "unknown"
    assert other["late Monday night"].publishers == ("The Jerusalem Post",)


def test_everything_later_is_outside_by_time(case: Case, everything: Assessment) -> None:
    later = [
        candidate
        for candidate in everything.pairs
        if case.graph.short(candidate.denial) == LETTER
        and candidate.incident_when.startswith(("2021-03-18", "2021-03-21", "2021-04", "2021-05"))
    ]
    assert len(later) > 10
    assert {candidate.dimensions["time"] for candidate in later} == {"no"}


def test_erbil_is_contested_through_a_proxy(case: Case, everything: Assessment) -> None:
    """One party's words say support, which is left open; "directed" is only composed."""
    found = pair(case, everything, LETTER, ERBIL)
    assert (found.coverage, found.verdict) == ("covered", "contested-through-proxy")
    assert found.charge is not None
    assert not found.charge.composed
    assert (found.charge.mode, found.charge.words) == ("supported", "left-open")
    assert found.composed_charge is not None
    assert found.composed_charge.composed
    assert (found.composed_charge.mode, found.composed_charge.words) == ("directed", "denied")
    assert len(found.composed_charge.parties) > 1


def test_no_single_party_says_that_iran_directed_erbil(case: Case) -> None:
    _, connection = assess_with_tables(
        case.graph, [LETTER], kind="denial", as_of=None, without=(), all_pairs=False
    )
    modes = connection.execute(
        "SELECT DISTINCT composed, strength FROM charge JOIN accused USING (accused) "
        "WHERE denial = ? AND incident = ?",
        [case.graph.resolve(LETTER), case.graph.resolve(ERBIL)],
    ).fetchall()
    assert set(modes) == {(False, 1), (True, 1), (True, 2)}


def test_erbil_shows_persona_rivals_confession_and_disavowals(case: Case) -> None:
    explanation = case.why(LETTER, ERBIL)
    assert "st-sad-20210215" in statements(case, explanation, "claim")
    links = statements(case, explanation, "link")
    assert {"px-aah-sad-newarab", "px-kss-sad-winep", "st-smokescreen-afp"} <= links
    accusations = statements(case, explanation, "accusation")
    assert {"st-biden-20210227", "st-bayati-20210303-shafaq"} <= accusations
    exculpations = statements(case, explanation, "exculpation")
    assert {"st-kh-20210223", "st-kss-20210303"} <= exculpations
    assert "st-khatibzadeh-20210216" in statements(case, explanation, "denial")


def test_renderings_of_the_confession_count_once(case: Case) -> None:
    """Rudaw, Shafaq and Al-Dostor tell one confession in three strengths."""
    _, connection = assess_with_tables(
        case.graph, [LETTER], kind="denial", as_of=None, without=(), all_pairs=False
    )
    rows = connection.execute(
        "SELECT sides.statement FROM weighed JOIN sides USING (kind, incident, party, side, own) "
        "WHERE weighed.side = 'for' AND weighed.subject = ? AND weighed.incident = ?",
        [case.graph.resolve(LETTER), case.graph.resolve(ERBIL)],
    ).fetchall()
    names = [case.graph.short(row[0]) for row in rows]
    assert [name for name in names if "bayati" in name] == ["st-bayati-20210303"]


@pytest.mark.parametrize(
    ("incident", "dimension"),
    [
        ("abqaiq-khurais-2019-09-14", "place"),
        ("ras-tanura-2021-03-07", "place"),
        ("us-strike-2021-02-25", "place"),
        ("syria-raid-2020-03-11", "place"),
        ("soleimani-killing-2020-01-03", "target"),
    ],
)
def test_outside_the_letter(
    case: Case, everything: Assessment, incident: str, dimension: str
) -> None:
    found = pair(case, everything, LETTER, incident)
    assert found.coverage == "outside"
    assert found.decided_by.startswith(f"{dimension}: ")


@pytest.mark.parametrize(
    ("denial", "incident", "verdict"),
    [
        ("st-kh-201912-denial", "k1-2019-12-27", "contested"),
        ("st-kh-20210223", ERBIL, "contested"),
        ("st-kss-20210303", ERBIL, "contested"),
        ("st-kh-20201117", "green-zone-2020-11-17", "contested-through-proxy"),
    ],
)
def test_the_militias_own_disavowals_are_denials_too(
    case: Case, everything: Assessment, denial: str, incident: str, verdict: str
) -> None:
    found = pair(case, everything, denial, incident)
    assert found.kind == "denial"
    assert (found.coverage, found.verdict) == ("covered", verdict)


@pytest.mark.parametrize(
    ("claim", "incident", "verdict"),
    [
        # the UN panel, set up by the Council and by no side of the case
        ("st-houthi-20190914", "abqaiq-khurais-2019-09-14", "contradicted-by-finding"),
        ("st-sad-20210215", ERBIL, "contested"),
        ("st-usbat-20200315", "taji-2020-03-11", "contested"),
        # the March letter in Press TV's words denies what S/2020/19 affirms
        ("st-iran-s-2020-19", MISSILES, "self-contradicted"),
        ("st-ashab-20210313", "convoy-2021-03-13", "uncontested"),
    ],
)
def test_claims_of_responsibility_with_the_stance_turned_round(
    case: Case, everything: Assessment, claim: str, incident: str, verdict: str
) -> None:
    found = pair(case, everything, claim, incident)
    assert found.kind == "claim"
    assert found.verdict == verdict


def test_the_refuted_houthi_claim_makes_nobody_else_guilty(
    case: Case, everything: Assessment
) -> None:
    """The panel says who did not launch it; Iran's denials stand against accusations only."""
    found = pair(case, everything, "st-mousavi-20190916", "abqaiq-khurais-2019-09-14")
    assert found.verdict == "contested"
    explanation = case.why("st-mousavi-20190916", "abqaiq-khurais-2019-09-14")
    assert "st-un-panel-202001" not in statements(case, explanation, "finding")


def test_holding_responsible_in_principle_is_no_charge(case: Case) -> None:
    """Price on 22 February 2021 leaves open who did it; no result may rest on that."""
    for incident in (ERBIL, "balad-2021-02-20", "green-zone-2021-02-22"):
        explanation = case.why(LETTER, incident)
        accusing = statements(case, explanation, "accusation")
        assert "st-price-20210222" not in accusing


def test_a_state_umbrella_charges_the_state_with_nothing(case: Case) -> None:
    _, connection = assess_with_tables(
        case.graph, (), kind="all", as_of=None, without=(), all_pairs=False
    )
    charged = connection.execute("SELECT DISTINCT target FROM chain").fetchall()
    assert case.graph.resolve("iraq") not in {row[0] for row in charged}


def test_as_of_the_day_before_the_admission(case: Case) -> None:
    assessment = case.assess(kind="all", as_of="2020-01-07", all_pairs=True)
    admission = case.graph.resolve("st-iran-s-2020-19")
    assert admission not in {candidate.denial for candidate in assessment.pairs}
    assert all(candidate.verdict != "self-contradicted" for candidate in assessment.pairs)
    charges = [candidate.charge for candidate in assessment.pairs if candidate.charge]
    assert charges
    assert all(charge.statement != admission for charge in charges)
    day_after = case.assess(kind="claim", as_of="2020-01-08", all_pairs=True)
    assert admission in {candidate.denial for candidate in day_after.pairs}


def test_as_of_16_march_the_july_letter_does_not_exist(case: Case) -> None:
    july = case.graph.resolve("st-iran-letter-202107")
    before = case.assess(as_of="2021-03-16", all_pairs=True)
    assert july not in {candidate.denial for candidate in before.pairs}
    assert july not in {counts.denial for counts in before.unspoken}
    later = case.assess(as_of="2021-07-31", all_pairs=True)
    assert july in {candidate.denial for candidate in later.pairs}


def test_every_incident_is_accounted_for(case: Case) -> None:
    """Rows, counts of what nobody speaks of, and counts of what is outside add up to all 55."""
    assessment = case.assess([LETTER, PRESSTV, ATTRIBUTION, "st-iran-s-2020-81"])
    for counts in assessment.unspoken:
        listed = sum(candidate.denial == counts.denial for candidate in assessment.pairs)
        total = listed + counts.covered + counts.possible + sum(counts.outside.values())
        assert total == INCIDENTS, counts


def test_what_a_result_hangs_on(case: Case) -> None:
    """Without the six statements of Iran's own forces and envoys nobody contradicts himself."""
    own = [
        "st-iran-s-2020-19",
        "st-iran-reply-s-2020-26",
        "st-irgc-20200108",
        "st-irgc-22-missiles",
        "st-hajizadeh-13",
        "st-salami-not-to-kill",
    ]
    found = pair(case, case.assess([PRESSTV], without=own), PRESSTV, MISSILES)
    assert found.verdict == "contested"  # Iraq's letter S/2020/26 remains
    source = case.assess([PRESSTV], without=["un-s-2020-19", "irna-fr-letter-20200108"])
    charge = pair(case, source, PRESSTV, MISSILES).charge
    assert charge is not None
    assert case.graph.short(charge.statement) != "st-iran-s-2020-19"


def test_leaving_out_a_link(case: Case) -> None:
    explanation = case.why(LETTER, ERBIL, without=["px-iran-aah"])
    assert not any(
        step.role == "link" and step.proposition["iri"] == case.graph.resolve("px-iran-aah")
        for step in explanation.steps
    )


def test_the_wording_matters(case: Case) -> None:
    assessment = case.assess([LETTER])
    differing = {
        (case.graph.short(w.other), w.coverage, w.other_coverage)
        for w in assessment.wordings
        if case.graph.short(w.incident) == MISSILES
    }
    assert (PRESSTV, "possible", "covered") in differing
    assert ("st-rendering-ilna-headline", "possible", "outside") in differing


def test_who_denies_that_it_happened_contests_the_claim(case: Case) -> None:
    """Samarra's commander: no attack at all, a tyre burst. Beside a denial it is only told."""
    claimed = case.why("st-ashab-20200715", "saladin-convoy-2020-07-15")
    assert claimed.pair.verdict == "contested"
    assert [
        case.graph.short(step.statement)
        for step in claimed.steps
        if step.deciding and step.role == "exculpation"
    ] == ["st-samarra-20200715"]
    denied = case.why(LETTER, "saladin-convoy-2020-07-15")
    assert [case.graph.short(name) for name in denied.pair.event_denied_by] == [
        "st-samarra-20200715"
    ]
    assert not any(step.deciding and "samarra" in step.statement for step in denied.steps)


def test_words_of_a_source_that_does_not_count_are_not_quoted(case: Case) -> None:
    """Neither one left out nor one published later, although the statement still counts."""
    letter, erbil = "st-iran-letter-202103-involvement", "erbil-2021-02-15"
    sources = {
        quotation.source
        for step in case.why(letter, erbil, without=["irna-letter-en"]).steps
        for quotation in step.quotations
    }
    assert not [name for name in sources if name and name.endswith("/irna-letter-en")]
    before = {
        quotation.published
        for step in case.why(letter, erbil, as_of="2021-03-15").steps
        for quotation in step.quotations
    }
    assert before
    assert all(published and published < "2021-03-16" for published in before)


def test_sets_of_modes_are_those_that_the_words_say(case: Case) -> None:
    """The number that stands for a set has the members that are listed one by one."""
    _, connection = assess_with_tables(
        case.graph, (), kind="denial", as_of=None, without=(), all_pairs=False
    )
    rows = connection.execute(
        """
        SELECT words.touched, words.denied, list(says.strength),
               list(says.strength) FILTER (WHERE says.denied)
        FROM words JOIN says ON says.proposition = words.proposition
        GROUP BY words.proposition, words.touched, words.denied
        """
    ).fetchall()
    for touched, denied, every, some in rows:
        assert strengths(touched) == set(every)
        assert strengths(denied) == set(some or ())
    assert len({touched for touched, *_ in rows}) > 3
