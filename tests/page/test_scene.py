"""The scene: what the page shows is what the assessment says, by day, by focus, and as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from small import DENIED, PREFIXES, graph_of, json_of, node, scene_of

import kg
import kg.schemas
from kg.case import Case
from kg.errors import UnknownNameError, UsageError
from kg.page import scene

LETTER = "st-iran-letter-202103-involvement"
PRESSTV = "st-rendering-presstv"
MISSILES = "asad-erbil-missiles-2020-01-08"
ERBIL = "erbil-2021-02-15"
DAY = "2020-01-31"

Json = dict[str, Any]


@pytest.fixture(scope="module")
def case() -> Case:
    return kg.open()


@pytest.fixture(scope="module")
def whole(case: Case) -> Json:
    return json_of(case.graph)


@pytest.fixture(scope="module")
def early(case: Case) -> Json:
    return json_of(case.graph, as_of=DAY)


def pair_of(found: Json, denial: str, incident: str) -> Json:
    pairs = [p for p in found["pairs"] if (p["denial"], p["incident"]) == (denial, incident)]
    assert len(pairs) == 1
    pair: Json = pairs[0]
    return pair


def every(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    yield path, value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from every(each, f"{path}/{key}")
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from every(each, f"{path}/{place}")


# --- shape -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [{}, {"focus": PRESSTV}, {"focus": ERBIL, "depth": 0}, {"as_of": DAY}, {"focus": "iran"}],
    ids=str,
)
def test_scene_follows_its_schema(case: Case, asked: Json) -> None:
    found = json.loads(json.dumps(json_of(case.graph, **asked)))
    jsonschema.Draft202012Validator(kg.schemas.load("scene")).validate(found)


def test_what_is_empty_is_left_out(whole: Json) -> None:
    empty = [
        path
        for path, value in every(whole)
        if value is None or value is False or (value in ("", [], {}) and "groups" not in path)
    ]
    assert not empty


def test_places_and_names_lead_somewhere(whole: Json) -> None:
    names = {each["id"] for each in whole["nodes"]}
    assert len(names) == len(whole["nodes"])
    assert set(whole["details"]) == names
    for edge in whole["edges"]:
        assert {edge["from"], edge["to"]} <= names
    ids = [pair["id"] for pair in whole["pairs"]]
    assert len(set(ids)) == len(ids)
    for place, pair in enumerate(whole["pairs"]):
        edge = whole["edges"][pair["edge"]]
        assert (edge["kind"], edge["pair"]) == ("verdict", place)
        assert (edge["from"], edge["to"]) == (pair["denial"], pair["incident"])
        for step in pair["steps"]:
            says = whole["details"][step["statement"]]["says"][step["says"]]
            assert says["stance"] == step["stance"]
    for details in whole["details"].values():
        assert all(place < len(whole["conflicts"]) for place in details.get("conflicts", ()))
        assert all(place < len(whole["pairs"]) for place in details.get("pairs", ()))


def test_counts_are_those_of_the_lists(whole: Json) -> None:
    counts = whole["meta"]["counts"]
    for name in ("nodes", "edges", "pairs", "conflicts", "renderings"):
        assert counts[name] == len(whole[name])
    assert sum(counts["kinds"].values()) == counts["nodes"]


def test_every_code_has_a_label(whole: Json) -> None:
    known = {name: {entry["code"] for entry in each} for name, each in whole["vocabulary"].items()}
    assert {each["kind"] for each in whole["nodes"]} <= known["nodes"]
    assert {each["kind"] for each in whole["edges"]} <= known["edges"]
    for pair in whole["pairs"]:
        kind = "verdicts" if pair["kind"] == "denial" else "claim_verdicts"
        assert pair["verdict"] in known[kind]
        assert {step["role"] for step in pair["steps"]} <= known["roles"]
    for name, values in (("statements", "kinds"), ("classes", "class")):
        for each in whole["nodes"]:
            if each["kind"] in {"denial", "statement"} and values == "kinds":
                assert set(each.get(values, ())) <= known[name]
            if each["kind"] == "actor" and values == "class":
                assert each[values] in known[name]


def test_verdicts_differ_in_the_pattern_of_their_line(whole: Json) -> None:
    for name in ("verdicts", "claim_verdicts"):
        patterns = [tuple(entry.get("dashes", ())) for entry in whole["vocabulary"][name]]
        assert len(set(patterns)) == len(patterns)


# --- results ---------------------------------------------------------------------------------


@pytest.mark.parametrize("as_of", [None, DAY])
def test_pairs_are_those_of_the_assessment(
    case: Case, whole: Json, early: Json, as_of: str | None
) -> None:
    found = whole if as_of is None else early
    short = case.graph.short
    expected = [
        (short(p.denial), short(p.incident), short(p.party), p.coverage, p.verdict, p.decided_by)
        for p in case.assess(kind="all", as_of=as_of).pairs
    ]
    keys = ("denial", "incident", "party", "coverage", "verdict", "because")
    assert [tuple(pair[key] for key in keys) for pair in found["pairs"]] == expected


@pytest.mark.parametrize(
    ("denial", "incident"),
    [
        (PRESSTV, MISSILES),
        (LETTER, ERBIL),
        ("st-iran-to-iraq-202102", ERBIL),
        ("st-iran-s-2020-19", MISSILES),
    ],
)
def test_steps_are_those_of_kg_why(case: Case, whole: Json, denial: str, incident: str) -> None:
    pair = pair_of(whole, denial, incident)
    short = case.graph.short
    assert [
        (step["role"], step["statement"], step["stance"], step.get("decides", False))
        for step in pair["steps"]
    ] == [
        (step.role, short(step.statement), step.stance, step.deciding)
        for step in case.why(denial, incident).steps
    ]


def test_chain_runs_from_the_denial_to_the_incident_over_all_that_decided(whole: Json) -> None:
    names = {each["id"]: each for each in whole["nodes"]}
    for pair in whole["pairs"]:
        chain = pair["chain"]["nodes"]
        assert (chain[0], chain[-1]) == (pair["denial"], pair["incident"])
        assert len(set(chain)) == len(chain)
        decided = {step["statement"] for step in pair["steps"] if step.get("decides")}
        assert decided | set(pair.get("charge", {}).get("links", ())) <= set(chain)
        edges = [whole["edges"][place] for place in pair["chain"]["edges"]]
        assert pair["chain"]["edges"][0] == pair["edge"]
        assert all({edge["from"], edge["to"]} <= set(chain) for edge in edges)
        assert all(edge["kind"] != "verdict" for edge in edges[1:])
        assert all(names[name]["level"] <= 1 for name in chain)


def test_chain_of_words_that_a_party_says_against_itself(whole: Json) -> None:
    chain = pair_of(whole, PRESSTV, MISSILES)["chain"]["nodes"]
    assert chain == [PRESSTV, "takht-ravanchi", "iran", "st-iran-s-2020-19", MISSILES]


def test_chain_goes_through_links(whole: Json) -> None:
    through = [p for p in whole["pairs"] if p["verdict"] == "contested-through-proxy"]
    assert through
    for pair in through:
        kinds = {whole["edges"][place]["kind"] for place in pair["chain"]["edges"]}
        assert kinds & {"sponsorship", "identity"}


def test_hand_made_pair() -> None:
    found = scene_of(DENIED)
    pair = pair_of(found, "no", "rockets")
    assert (pair["coverage"], pair["verdict"]) == ("covered", "contested")
    assert pair["id"] == "no~rockets~militia"
    assert pair["chain"]["nodes"] == ["no", "militia", "yes", "minister", "rockets"]
    kinds = [found["edges"][place]["kind"] for place in pair["chain"]["edges"]]
    assert kinds == ["verdict", "denies", "speaks", "affirms", "speaks"]
    # The denial was public on the 16th, the accusation that decided on the 17th.
    assert pair["published"] == "2021-02-17"
    levels = {each["id"]: each["level"] for each in found["nodes"]}
    assert levels == {
        "no": 0,
        "rockets": 0,
        "yes": 1,
        "militia": 1,
        "minister": 1,
        "paper": 2,
        "post": 2,
        "land": 3,
    }
    assert found["details"]["no"]["says"] == [
        {
            "stance": "denies",
            "type": "involvement",
            "words": "that Militia was involved (carried out) in rockets",
        }
    ]
    assert node(found, "no")["short"] == "2021-02-16 It was not us"


def test_first_look_is_denials_and_incidents_without_renderings(whole: Json) -> None:
    first = [each for each in whole["nodes"] if each["level"] == 0]
    assert {each["kind"] for each in first} == {"denial", "incident"}
    drawn = [edge for edge in whole["edges"] if edge["level"] == 0]
    assert {edge["kind"] for edge in drawn} == {"verdict"}
    ends = {edge[end] for edge in drawn for end in ("from", "to")}
    assert ends == {each["id"] for each in first}


def test_something_is_shown_at_first_where_nothing_has_a_result() -> None:
    found = scene_of('case:x a cev:Incident ; rdfs:label "X" ; cev:when "2021"^^edtf:EDTF .')
    assert [each["level"] for each in found["nodes"]] == [0]
    assert not found["pairs"]


# --- by day ----------------------------------------------------------------------------------


def test_as_of_shows_only_what_was_public(early: Json) -> None:
    days = [each["published"]["day"] for each in early["nodes"] if "published" in each]
    assert days
    assert max(days) <= DAY
    assert all(edge.get("published", "") <= DAY for edge in early["edges"])
    said = [n for n in early["nodes"] if n["kind"] not in {"actor", "persona", "place"}]
    assert all("published" in each for each in said)


def test_as_of_leaves_out_actors_of_whom_nobody_had_spoken(whole: Json, early: Json) -> None:
    everybody = {each["id"] for each in whole["nodes"] if each["kind"] == "actor"}
    then = {each["id"] for each in early["nodes"] if each["kind"] == "actor"}
    ends = {edge[end] for edge in early["edges"] for end in ("from", "to")}
    assert then < everybody
    assert then <= ends


def test_dates_have_bounds_and_the_day_of_publication(whole: Json) -> None:
    missiles = node(whole, MISSILES)
    assert missiles["happened"] == {
        "text": "2020-01-08T01:30:00+03:00/2020-01-08T02:15:00+03:00",
        "earliest": "2020-01-07T22:30:00",
        "latest": "2020-01-07T23:15:00",
    }
    assert node(whole, "irna-letter-en")["published"] == {
        "day": "2021-03-15",
        "text": "2021-03-15?",
    }


# --- by focus --------------------------------------------------------------------------------


def test_pairs_of_the_focus_stay_whole_whatever_the_depth(case: Case, whole: Json) -> None:
    found = json_of(case.graph, focus=ERBIL, depth=0)
    expected = [pair["id"] for pair in whole["pairs"] if pair["incident"] == ERBIL]
    assert expected
    assert [pair["id"] for pair in found["pairs"]] == expected
    by_id = {pair["id"]: pair for pair in whole["pairs"]}
    for pair in found["pairs"]:
        assert pair["chain"]["nodes"] == by_id[pair["id"]]["chain"]["nodes"]
        assert pair["steps"] == by_id[pair["id"]]["steps"]
    assert found["meta"]["focus"] == ERBIL
    assert found["meta"]["depth"] == 0


@pytest.mark.parametrize(
    ("depth", "names"),
    [
        (0, "paper"),
        (1, "paper rockets yes"),
        (2, "minister no paper rockets yes"),
        (3, "land militia minister no paper post rockets yes"),
    ],
)
def test_depth_reaches_further(depth: int, names: str) -> None:
    found = scene_of(DENIED, focus="paper", depth=depth)["nodes"]
    assert [each["id"] for each in found] == names.split()


def test_focus_is_shown_at_first(case: Case) -> None:
    assert node(json_of(case.graph, focus="iran"), "iran")["level"] == 0


def test_rendering_is_shown_at_first_where_it_was_asked_for(case: Case) -> None:
    found = json_of(case.graph, focus=PRESSTV)
    assert node(found, PRESSTV)["level"] == 0
    assert node(found, MISSILES)["level"] == 0
    # With all its results, also where its original has one.
    for depth in (1, 2):
        found = json_of(case.graph, focus=PRESSTV, depth=depth)
        results = [pair for pair in found["pairs"] if pair["denial"] == PRESSTV]
        assert len(results) == 18
        assert {found["edges"][pair["edge"]]["level"] for pair in results} == {0}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"focus": "erbil-2021-02-51"}, "There is no node named"),
        ({"focus": "cev:Actor"}, "is no node of the page"),
        ({"focus": ERBIL, "as_of": "2020"}, "was not public by 2020-12-31"),
        ({"as_of": "2010"}, "Nothing to show: no statement and no incident was public"),
        ({"as_of": "next week"}, "is no date"),
        ({"focus": ERBIL, "depth": -1}, "--depth -1"),
    ],
    ids=str,
)
def test_bad_input_is_told(case: Case, asked: Json, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        scene(case.graph, **asked)


def test_unknown_focus_names_the_nearest(case: Case) -> None:
    with pytest.raises(UnknownNameError) as told:
        scene(case.graph, focus="erbil-2021-02-51")
    assert ERBIL in told.value.nearest


def test_nothing_to_show_is_told() -> None:
    with pytest.raises(UsageError, match="no statement and no incident"):
        scene_of('case:a a cev:State ; rdfs:label "A" .')


# --- words -----------------------------------------------------------------------------------


def test_tokens_turn_one_wording_into_the_other(whole: Json) -> None:
    compared = [
        quotation
        for group in whole["renderings"]
        for member in group["members"]
        for quotation in member.get("quotations", ())
        if "tokens" in quotation
    ]
    assert compared
    for quotation in compared:
        new = [words for sign, words in quotation["tokens"] if sign in {"=", "+"}]
        assert " ".join(new).split() == quotation["exact"].split()
        old = [words for sign, words in quotation["tokens"] if sign in {"=", "-"}]
        assert len(" ".join(old).split()) == len(quotation["against"]["exact"].split())


def test_renderings_of_other_languages_are_not_compared(whole: Json) -> None:
    members = [m for g in whole["renderings"] for m in g["members"] if m["node"].endswith("-de")]
    assert members
    assert all("tokens" not in quotation for m in members for quotation in m["quotations"])


def test_conflicts_name_what_they_touch(whole: Json) -> None:
    assert whole["conflicts"]
    for place, conflict in enumerate(whole["conflicts"]):
        about = whole["details"].get(conflict["about"])
        assert about is None or place in about["conflicts"]
        for side in conflict["sides"]:
            for statement in side.get("statements", ()):
                assert place in whole["details"][statement]["conflicts"]


def test_nodes_with_one_short_name_keep_their_iris() -> None:
    prefixes = f"{PREFIXES}@prefix mine: <https://example.org/mine/> .\n"
    turtle = DENIED + (
        'mine:rockets a cev:Incident ; rdfs:label "Others" ; cev:when "2021"^^edtf:EDTF .'
    )
    found = json_of(graph_of(turtle, prefixes))
    base = "https://w3id.org/claims-evidence/case/iraq-2021/"
    assert found["meta"]["base"] == base
    incidents = {each["id"]: each for each in found["nodes"] if each["kind"] == "incident"}
    assert set(incidents) == {f"{base}rockets", "https://example.org/mine/rockets"}
    assert incidents[f"{base}rockets"]["iri"] == f"{base}rockets"


def test_blank_nodes_have_the_same_names_in_every_run() -> None:
    turtle = DENIED + (
        "case:yes cev:affirms [ a cev:Sponsorship ; cev:hasPrincipal case:land ;"
        " cev:hasProxy case:militia ; cev:hasSponsorshipMode code:sponsorship-arms ] ."
    )
    found = scene_of(turtle)
    assert found == scene_of(turtle)
    assert [each["label"] for each in found["nodes"] if each["kind"] == "link"] == [
        "Land arms Militia"
    ]


HOSTILE = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "end of a script": "</script><script>alert(1)</script>",
    "comment": "<!-- <script>",
    "attribute": '\\" onload=\\"alert(1)',
    "very long word": "a" * 5_000,
    "lines": "one\\ntwo\\u2028three",
}


# What stands as an address, and whether a browser may follow it.
ADDRESSES = [
    ("https://example.org/a", True),
    ("HTTP://example.org/a", True),
    ("javascript:alert(1)", False),
    ("JaVaScRiPt:alert(1)", False),
    (" https://example.org/", False),
    ("java\\nscript:alert(1)", False),
    ("https://example.org/\\u202Egpj.exe", False),
    ("data:text/html,<script>alert(1)</script>", False),
    ("file:///etc/passwd", False),
    ("//example.org", False),
]


@pytest.fixture(scope="module")
def hostile() -> Json:
    quotations = "".join(
        f"case:no cev:hasQuotation case:q{place} . case:q{place} a cev:Quotation ;"
        " oa:hasSource case:post ;"
        f' oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact "{text}"@en ] .\n'
        for place, text in enumerate(HOSTILE.values())
    )
    sources = "".join(
        f'case:s{place} a cev:Source ; dcterms:title "S" ; schema:url "{address}"^^xsd:anyURI .\n'
        for place, (address, _) in enumerate(ADDRESSES)
    )
    return scene_of(DENIED + quotations + sources)


def test_hostile_quotations_survive_as_they_are(hostile: Json) -> None:
    said = [json.loads(f'"{text}"') for text in HOSTILE.values()]
    assert [q["exact"] for q in hostile["details"]["no"]["quotations"]] == said


def test_hostile_labels_are_text_in_one_line_that_turns_nothing_round() -> None:
    turtle = DENIED.replace("It was not us", "<b>\\u202Eevil\\u202C</b>\\n" + "x" * 3_000)
    found = node(scene_of(turtle), "no")
    assert found["label"].startswith("<b>\\u202Eevil\\u202C</b> xxx")
    assert "\u202e" not in found["label"]
    assert len(found["short"]) <= 46


@pytest.mark.parametrize("place", range(len(ADDRESSES)), ids=[each for each, _ in ADDRESSES])
def test_only_addresses_of_the_web_may_be_followed(hostile: Json, place: int) -> None:
    address, followed = ADDRESSES[place]
    source = hostile["details"][f"s{place}"]
    assert source.get("url" if followed else "url_text") == json.loads(f'"{address}"')
    assert ("url" in source) is followed


def test_words_from_right_to_left_are_marked(whole: Json) -> None:
    quotations = [
        quotation
        for details in whole["details"].values()
        for quotation in details.get("quotations", ())
    ]
    turned = {q["language"] for q in quotations if q.get("direction") == "rtl"}
    assert turned
    assert turned <= {"ar", "fa", "he"}
    assert all("direction" in q for q in quotations if q.get("language") in {"ar", "fa"})
