"""What counts as one origin, told by hand on small cases, and on the case that ships."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from kg.errors import UsageError
from kg.graph import Graph
from kg.loaders import assemble, open_graph, parse
from kg.origins import Measure, Origins, origins_of
from kg.projection import Table, project

CASE = "https://w3id.org/claims-evidence/case/iraq-2021/"
HEAD = """
@prefix case: <https://w3id.org/claims-evidence/case/iraq-2021/> .
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix code: <https://w3id.org/claims-evidence/codes#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
case:raid a cev:Incident .
case:alpha a cev:State ; rdfs:label "Alpha"@en .
case:beta a cev:State ; rdfs:label "Beta"@en .
case:gamma a cev:State ; rdfs:label "Gamma"@en .
case:alpha-did-it a cev:Involvement ; cev:hasActor case:alpha ; cev:hasMode code:mode-carried-out ;
    cev:concerns case:raid .
case:alpha-armed a cev:Sponsorship ; cev:hasPrincipal case:alpha ; cev:hasProxy case:gamma ;
    cev:hasSponsorshipMode code:sponsorship-arms .
"""


def says(
    name: str,
    speaker: str,
    *sources: str,
    on: str = "2021-01-01",
    about: str = "alpha-did-it",
    more: str = "",
) -> str:
    reported = " ".join(f"cev:isReportedIn case:{source} ;" for source in sources)
    return (
        f"case:{name} a cev:Statement ; cev:isSpokenBy case:{speaker} ; "
        f'cev:statedOn "{on}"^^edtf:EDTF ; cev:affirms case:{about} ; {reported} {more} .\n'
    )


def source(name: str, *derived: str, kind: str = "article", more: str = "") -> str:
    origins = " ".join(f"prov:wasDerivedFrom case:{origin} ;" for origin in derived)
    return (
        f"case:{name} a cev:Source ; cev:hasSourceType code:source-type-{kind} ; "
        f'{origins} dcterms:issued "2021-01-02"^^edtf:EDTF ; {more} .\n'
    )


def graph(*parts: str) -> Graph:
    return assemble([parse("test.ttl", (HEAD + "".join(parts)).encode())])


def tables(*parts: str) -> Mapping[str, Table]:
    return project(graph(*parts))


def measure(origins: Origins, *names: str, matter: str | None = "raid") -> Measure:
    voices = [origins.voice(CASE + name) for name in names]
    return origins.measure(voices, CASE + matter if matter else None)


def test_ten_outlets_that_carry_one_letter_are_one_origin() -> None:
    outlets = [f"outlet-{number}" for number in range(10)]
    origins = Origins(
        tables(
            source("letter", kind="un-letter"),
            *(source(outlet, "letter") for outlet in outlets),
            says("st", "beta", *outlets),
        )
    )
    assert measure(origins, "st") == Measure(1, 0, 1)


def test_a_rendering_is_no_second_statement() -> None:
    origins = Origins(
        tables(
            source("letter", kind="un-letter"),
            source("copy", "letter"),
            says("st", "beta", "letter"),
            says("retold", "beta", "copy", more="cev:isRenderingOf case:st ;"),
        )
    )
    assert measure(origins, "st", "retold") == Measure(1, 0, 1)
    assert measure(origins, "retold") == Measure(1, 0, 1)


def test_two_sentences_of_one_letter_are_one_origin_and_two_letters_are_two() -> None:
    letter = 'cev:medium "letter" ;'
    origins = Origins(
        tables(
            source("letter", kind="un-letter"),
            source("other-letter", kind="un-letter"),
            says("one", "beta", "letter", more=letter),
            says("two", "beta", "letter", more=letter),
            says("later", "beta", "other-letter", on="2021-02-02", more=letter),
            says("speech", "beta", "other-letter", more='cev:medium "speech" ;'),
        )
    )
    assert measure(origins, "one", "two") == Measure(1, 0, 1)
    assert measure(origins, "one", "later").origins == 2
    assert measure(origins, "one", "speech").origins == 2
    # one speaker: however often he repeats himself, he is not independent of himself
    assert measure(origins, "one", "later", "speech").independence == 1


def test_two_speakers_in_one_article_hang_on_the_article() -> None:
    origins = Origins(
        tables(
            source("post", kind="statement"),
            source("article", "post"),
            says("one", "beta", "article"),
            says("two", "gamma", "article"),
        )
    )
    assert measure(origins, "one", "two") == Measure(2, 0, 1)


def test_two_documents_of_two_speakers_are_independent() -> None:
    origins = Origins(
        tables(
            source("post-one", kind="statement"),
            source("post-two", kind="statement"),
            says("one", "beta", "post-one"),
            says("two", "gamma", "post-two"),
        )
    )
    assert measure(origins, "one", "two") == Measure(2, 0, 2)


def test_unknown_derivation_is_told_apart_and_never_more_than_one_way() -> None:
    origins = Origins(
        tables(
            source("paper"),
            source("journal"),
            source("post", kind="statement"),
            says("one", "beta", "paper"),
            says("two", "gamma", "journal"),
            says("three", "alpha", "post"),
        )
    )
    assert measure(origins, "one") == Measure(1, 1, 1)
    assert measure(origins, "one", "two") == Measure(2, 2, 1)
    assert measure(origins, "one", "two", "three") == Measure(3, 2, 2)


def test_a_statement_without_any_source_is_unknown() -> None:
    assert measure(Origins(tables(says("st", "beta"))), "st") == Measure(1, 1, 1)


def test_what_a_speaker_publishes_himself_is_on_record() -> None:
    """An article, but the speaker's own: by the publisher's name, of the speaker or its state."""
    press = "case:office a cev:Organization ; cev:isOrganOf case:beta .\n"
    own = source("page", more='dcterms:publisher "Beta" ;')
    other = source("paper", more='dcterms:publisher "Gazette" ;')
    origins = Origins(
        tables(press, own, other, says("st", "office", "page"), says("told", "office", "paper"))
    )
    assert measure(origins, "st").unknown == 0
    assert measure(origins, "told").unknown == 1


def test_the_letter_of_somebody_else_is_no_text_of_these_words() -> None:
    """A report may carry both; that it rests on a letter says nothing of the other words."""
    letter = source("letter", kind="un-letter", more='dcterms:creator "Gamma" ;')
    paper = source("paper", "letter")
    origins = Origins(
        tables(letter, paper, says("st", "beta", "paper"), says("its", "gamma", "paper"))
    )
    assert measure(origins, "its").unknown == 0
    assert measure(origins, "st").unknown == 1


def test_where_one_of_several_sources_behind_an_article_carries_the_words_it_is_that_one() -> None:
    origins = Origins(
        tables(
            source("wire"),
            source("photo-agency", kind="statement"),
            source("paper", "wire", "photo-agency"),
            says("st", "beta", "paper", "wire"),
        )
    )
    assert measure(origins, "st").unknown == 1


def test_what_rests_on_another_statement_has_its_origin() -> None:
    texts = (source("tape", kind="statement"), source("finding", kind="statement"))
    origins = Origins(
        tables(
            *texts,
            says("confession", "gamma", "tape"),
            says("inquiry", "beta", "finding", more="cev:isBasedOn case:confession ;"),
        )
    )
    assert origins.roots(CASE + "inquiry") == (CASE + "confession",)
    assert measure(origins, "inquiry") == Measure(1, 0, 1)
    assert measure(origins, "inquiry", "confession") == Measure(1, 0, 1)


def test_resting_on_something_about_another_matter_leads_nowhere() -> None:
    """It is followed only to statements with a stance on the same matter."""
    texts = (source("tape", kind="statement"), source("finding", kind="statement"))
    origins = Origins(
        tables(
            *texts,
            says("on-arms", "gamma", "tape", about="alpha-armed"),
            says("inquiry", "beta", "finding", more="cev:isBasedOn case:on-arms ;"),
        )
    )
    assert origins.roots(CASE + "inquiry") == (CASE + "inquiry",)
    assert measure(origins, "inquiry", "on-arms").origins == 2


def test_sources_in_a_circle_are_one_vertex_and_told() -> None:
    origins = Origins(
        tables(
            source("a", "b"),
            source("b", "c"),
            source("c", "a"),
            says("one", "beta", "a"),
            says("two", "gamma", "c"),
        )
    )
    assert [circle.members for circle in origins.circles()] == [
        (CASE + "a", CASE + "b", CASE + "c")
    ]
    assert measure(origins, "one", "two") == Measure(2, 2, 1)


def test_statements_that_rest_on_one_another_are_one_origin_and_told() -> None:
    texts = (source("post-one", kind="statement"), source("post-two", kind="statement"))
    origins = Origins(
        tables(
            *texts,
            says("one", "beta", "post-one", more="cev:isBasedOn case:two ;"),
            says("two", "gamma", "post-two", more="cev:isBasedOn case:one ;"),
        )
    )
    assert [circle.kind for circle in origins.circles()] == ["statement"]
    assert measure(origins, "one", "two") == Measure(1, 0, 1)


def test_a_source_that_derives_from_itself_is_a_bottom() -> None:
    origins = Origins(tables(source("a", "a"), says("st", "beta", "a")))
    assert measure(origins, "st") == Measure(1, 1, 1)
    assert origins.circles() == ()


def test_renderings_in_a_circle_stay_their_own() -> None:
    origins = Origins(
        tables(
            says("one", "beta", more="cev:isRenderingOf case:two ;"),
            says("two", "gamma", more="cev:isRenderingOf case:one ;"),
        )
    )
    assert measure(origins, "one", "two").origins == 2


def test_on_a_day_only_what_was_published_by_then_carries_words() -> None:
    late = (
        "case:late a cev:Source ; cev:hasSourceType code:source-type-statement ; "
        'dcterms:issued "2021-05-05"^^edtf:EDTF .\n'
    )
    data = tables(source("paper"), late, says("st", "beta", "paper", "late"))
    early = Origins(data, as_of=date(2021, 1, 31))
    assert early.voice(CASE + "st").sources == (CASE + "paper",)
    assert measure(early, "st").unknown == 1
    assert measure(Origins(data), "st").unknown == 0


def test_a_source_left_out_carries_nothing() -> None:
    data = tables(
        source("post", kind="statement"), source("paper", "post"), says("st", "beta", "paper")
    )
    assert measure(Origins(data), "st").unknown == 0
    assert measure(Origins(data, without=[CASE + "post"]), "st").unknown == 1
    assert Origins(data, without=[CASE + "paper"]).voice(CASE + "st").sources == ()


def test_what_is_not_public_yet_is_no_root() -> None:
    """As of a day is the same as without what was not public by then."""
    late = (
        "case:tape a cev:Source ; cev:hasSourceType code:source-type-statement ; "
        'dcterms:issued "2021-05-05"^^edtf:EDTF .\n'
    )
    data = tables(
        late,
        source("finding", kind="statement"),
        says("confession", "gamma", "tape"),
        says("inquiry", "beta", "finding", more="cev:isBasedOn case:confession ;"),
    )
    assert Origins(data).roots(CASE + "inquiry") == (CASE + "confession",)
    early = Origins(data, as_of=date(2021, 1, 31))
    assert early.roots(CASE + "inquiry") == (CASE + "inquiry",)
    left = Origins(data, without=[CASE + "confession"])
    assert left.roots(CASE + "inquiry") == (CASE + "inquiry",)


def test_a_circle_is_told_once_all_of_it_is_public() -> None:
    late = (
        "case:b a cev:Source ; prov:wasDerivedFrom case:a ; "
        'dcterms:issued "2021-05-05"^^edtf:EDTF .\n'
    )
    data = tables(source("a", "b"), late)
    assert Origins(data).circles()
    assert Origins(data, as_of=date(2021, 1, 31)).circles() == ()


def test_statements_that_rest_on_one_another_about_different_matters_are_no_circle() -> None:
    blast = (
        "case:blast a cev:Incident .\ncase:blast-too a cev:Involvement ; cev:hasActor case:alpha ; "
        "cev:hasMode code:mode-carried-out ; cev:concerns case:blast .\n"
    )
    both = "cev:affirms case:alpha-did-it ;"
    origins = Origins(
        tables(
            blast,
            says("x", "alpha", about="blast-too", more=f"{both} cev:isBasedOn case:y ;"),
            says("y", "beta", more="cev:isBasedOn case:z ;"),
            says("z", "gamma", about="alpha-armed", more="cev:isBasedOn case:x ;"),
        )
    )
    assert origins.circles() == ()
    assert origins.roots(CASE + "x", CASE + "raid") == (CASE + "y",)


def test_details_count_by_giver_or_by_the_documents_below_their_sources() -> None:
    data = tables(
        source("wire"), source("paper", "wire"), source("journal", "wire"), source("other")
    )
    origins = Origins(data)
    same = [
        origins.detail_voice(CASE + "d1", None, [CASE + "paper"]),
        origins.detail_voice(CASE + "d2", None, [CASE + "journal"]),
    ]
    assert origins.measure(same) == Measure(1, 1, 1)
    other = origins.detail_voice(CASE + "d3", None, [CASE + "other"])
    assert origins.measure([*same, other]) == Measure(2, 2, 1)
    given = [
        origins.detail_voice(CASE + name, CASE + "beta", [CASE + where])
        for name, where in (("d1", "paper"), ("d2", "other"))
    ]
    assert origins.measure(given).origins == 1


def test_nothing_has_no_origin() -> None:
    assert Origins(tables()).measure([]) == Measure(0, 0, 0)


# --- the case that ships


@cache
def case_graph() -> Graph:
    return open_graph()


@cache
def case_tables() -> Mapping[str, Table]:
    return project(case_graph())


def test_the_letter_of_march_2021_is_one_origin_and_press_tvs_wording_a_branch() -> None:
    result = origins_of(case_graph(), "st-iran-letter-202103-involvement")
    (trace,) = result.traces
    assert trace.measure == Measure(1, 0, 1)
    carriers = {carrier.source.removeprefix(CASE): carrier for carrier in trace.carriers}
    assert len([carrier for carrier in trace.carriers if carrier.wordings]) >= 8
    branch = {
        name
        for name, carrier in carriers.items()
        if CASE + "st-rendering-presstv" in carrier.wordings
    }
    assert branch == {"islamtimes-letter", "jpost-20210316", "jpost-v1", "rudaw-letter"}
    for name in branch - {"jpost-20210316"}:
        assert carriers[name].has_it_from == (CASE + "presstv-letter-cited",)
    # the edited article, which no longer names Press TV, has it from its other version
    assert carriers["jpost-20210316"].has_it_from == (CASE + "jpost-v1",)
    assert carriers["presstv-letter-cited"].has_it_from == (CASE + "un-s-2021-257",)
    assert all(carrier.on_record for carrier in trace.carriers)


def test_what_the_letter_merely_cites_is_not_at_its_root() -> None:
    (trace,) = origins_of(case_graph(), "st-iran-letter-202103-involvement").traces
    names = {carrier.source.removeprefix(CASE) for carrier in trace.carriers}
    assert not names & {"un-s-2021-202", "un-s-2020-81"}


def test_erbil_has_several_origins_and_the_finding_rests_on_the_confession() -> None:
    result = origins_of(case_graph(), "erbil-2021-02-15")
    found = {(stance.stance, stance.about.removeprefix(CASE)): stance for stance in result.stances}
    confessed = found["affirms", "bayati"]
    assert len(confessed.statements) == 2
    assert confessed.measure == Measure(1, 0, 1)
    origins = Origins(case_tables())
    named = ("st-winep-20210224", "st-biden-20210227", "st-bayati-20210303", "st-sad-20210215")
    several = measure(origins, *named, matter="erbil-2021-02-15")
    assert several == Measure(4, 0, 4)


def test_nothing_in_the_case_reports_in_a_circle() -> None:
    assert Origins(case_tables()).circles() == ()


def test_a_bottleneck_is_named() -> None:
    found = origins_of(
        graph(
            source("post", kind="statement"),
            source("article", "post"),
            says("one", "beta", "article"),
            says("two", "gamma", "article"),
        ),
        "raid",
    )
    (stance,) = found.stances
    assert stance.measure.independence == 1
    assert stance.bottleneck in {(CASE + "article",), (CASE + "post",)}


def test_what_its_own_party_replaced_no_longer_counts() -> None:
    texts = [source(f"post-{number}", kind="statement") for number in (1, 2, 3)]
    data = graph(
        *texts,
        says("first", "beta", "post-1"),
        says("later", "beta", "post-2", about="alpha-armed", more="cev:supersedes case:first ;"),
        says("other", "gamma", "post-3"),
    )
    found = origins_of(data, "raid")
    assert [stance.statements for stance in found.stances] == [(CASE + "other",)]
    assert found.replaced == ((CASE + "first", CASE + "later"),)
    left = origins_of(data, "raid", without=[CASE + "later"])
    assert [len(stance.statements) for stance in left.stances] == [2]


def test_of_two_that_replace_each_other_both_count() -> None:
    data = graph(
        says("one", "beta", more="cev:supersedes case:two ;"),
        says("two", "beta", on="2021-02-02", more="cev:supersedes case:one ;"),
    )
    found = origins_of(data, "raid")
    assert found.replaced == ()
    assert [len(stance.statements) for stance in found.stances] == [2]


def test_who_speaks_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="Nobody takes a stance"):
        origins_of(case_graph(), "place-iraq")


def test_as_of_a_day_only_what_was_public_by_then_counts() -> None:
    graph = case_graph()
    before = origins_of(graph, "erbil-2021-02-15", as_of="2021-02-28")
    after = origins_of(graph, "erbil-2021-02-15")
    assert before.as_of == "2021-02-28"
    counted = {statement for stance in before.stances for statement in stance.statements}
    later = {statement for stance in after.stances for statement in stance.statements}
    assert counted
    assert counted < later | {statement for statement, _ in after.replaced}
    with pytest.raises(UsageError, match="not public by 2021-02-28"):
        origins_of(graph, "st-iran-letter-202103-involvement", as_of="2021-02-28")
    with pytest.raises(UsageError, match=r"Nobody takes a stance on .* by 2020-01-01"):
        origins_of(graph, "erbil-2021-02-15", as_of="2020-01-01")
