"""Citations: what the later words change of those that they claim to repeat."""

from __future__ import annotations

from conflict_data import found, graph, short, source, statement

PAPER = source("paper", issued="2021-03-20")


def involvement(name: str, modes: str, scope: str) -> str:
    return (
        f"ex:{name} a cev:Involvement ; cev:hasActor ex:army ; {modes} ; cev:hasScope ex:{name}-s ."
        f"ex:{name}-s a cev:Scope ; {scope} ."
    )


ROCKETS = "cev:coversKind code:kind-rocket-attack"
OPEN = "cev:leavesModeOpen code:mode-carried-out , code:mode-directed , code:mode-supported"
DENIED = "cev:hasMode code:mode-carried-out , code:mode-directed , code:mode-supported"
EARLIER = statement("earlier", "cev:denies ex:p", stated="2021-02-20")
ACCUSED = (
    "ex:q a cev:Involvement ; cev:hasActor ex:army ; cev:hasMode code:mode-carried-out ; "
    "cev:concerns ex:attack , ex:raid ."
)
ACCUSER = statement("accuser", "cev:affirms ex:q", speaker="union", stated="2021-03-16")


def later(relation: str, says: str = "ex:r") -> str:
    return statement("later", f"cev:denies {says} ; cev:{relation} ex:earlier", stated="2021-03-18")


def test_a_citation_that_denies_what_was_left_open() -> None:
    data = graph(
        PAPER,
        involvement("p", OPEN, f"{ROCKETS} ; cev:coversPlace ex:land"),
        involvement("r", DENIED, ROCKETS),
        EARLIER,
        later("claimsToRepeat"),
        ACCUSED,
        ACCUSER,
    )
    [conflict] = found(data, "citation", "not-what-it-cites")
    assert [short(side.statements) for side in conflict.sides] == [["earlier"], ["later"]]
    dimensions = conflict.facts["dimensions"]
    assert isinstance(dimensions, list)
    assert {each["dimension"]: (each["earlier"], each["later"]) for each in dimensions} == {
        "carried-out": (["left-open"], ["denied"]),
        "directed": (["left-open"], ["denied"]),
        "supported": (["left-open"], ["denied"]),
        "place": (["https://example.org/land"], []),
    }
    # The raid came after the earlier words: it shows nothing of how the two differ.
    incidents = conflict.facts["incidents"]
    assert isinstance(incidents, list)
    assert [each["incident"] for each in incidents] == ["https://example.org/attack"]
    assert incidents[0]["earlier"]["coverage"] == "possible"
    assert incidents[0]["later"]["coverage"] == "covered"


def test_words_that_reach_as_far_are_no_conflict() -> None:
    data = graph(
        PAPER,
        involvement("p", DENIED, ROCKETS),
        involvement("r", DENIED, ROCKETS),
        EARLIER,
        later("claimsToRepeat"),
    )
    assert found(data, "citation") == []


def test_an_answer_does_not_claim_to_say_the_same() -> None:
    data = graph(
        PAPER,
        involvement("p", OPEN, ROCKETS),
        involvement("r", DENIED, ROCKETS),
        EARLIER,
        later("answers"),
    )
    assert found(data, "citation") == []


def test_a_citation_counts_once_both_are_public() -> None:
    data = graph(
        source("paper", issued="2021-02-20"),
        source("gazette", issued="2021-03-20"),
        involvement("p", OPEN, ROCKETS),
        involvement("r", DENIED, ROCKETS),
        EARLIER,
        later("claimsToRepeat").replace("ex:paper", "ex:gazette"),
    )
    assert found(data, "citation", as_of="2021-03-19") == []
    assert len(found(data, "citation", as_of="2021-03-20")) == 1
    assert found(data, "citation", without=["earlier"]) == []
