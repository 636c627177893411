"""The case that ships: what the commands say of it, and that they agree with the assessment."""

from __future__ import annotations

import json
import math
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
from support import Kg

import kg
from kg.case import Case
from kg.exports.network import SEPARATOR, gexf, graphml
from kg.graph import CASE
from kg.network import Network
from kg.network.chains import find
from kg.network.hops import link_hops, naming_hops
from kg.network.paths import bounds_of
from kg.network.reader import denials_of, read


@pytest.fixture(scope="module")
def case() -> Case:
    return kg.open()


@pytest.fixture(scope="module")
def found(case: Case) -> Network:
    return case.network()


def test_every_charge_through_a_chain_is_a_path(case: Case) -> None:
    """For every pair that a chain decides, that chain is among those of `kg paths`."""
    charges = {
        (pair.incident, pair.party, charge.doer, charge.links, charge.statement)
        for pair in case.assess().pairs
        for charge in (pair.charge, pair.composed_charge)
        if charge is not None
    }
    assert any(links for *_, links, _ in charges)
    reading = read(case.graph, None, ())
    rows = reading.rows
    for incident, party, doer, links, statement in sorted(charges):
        denials = denials_of(reading.connection, incident)
        doers = naming_hops(rows, incident, denials)
        hops = link_hops(rows, bounds_of(reading.connection, incident))
        assert any(
            chain.links == links
            and chain.in_period
            and doer in rows.roots(chain.hops[0].upper)
            and statement in {carrier.statement for carrier in chain.hops[0].carriers}
            for chain in find(rows, doers, hops, party).chains
        ), (incident, party, doer, links, statement)


def test_erbil_and_iran(case: Case) -> None:
    """Nobody said "Iran directed Erbil": what leads there is put together from several parties."""
    paths = case.paths("erbil-2021-02-15", "iran")
    assert not paths.paths[0].composed
    composed = [path for path in paths.paths if path.composed]
    assert composed[0].mode == "directed"
    assert all(path.composed for path in paths.paths if path.mode == "directed")
    whole = [path for path in paths.paths if not path.composed]
    assert {party for path in whole for party in path.whole_by} >= {f"{CASE}united-states"}
    assert paths.longer is False
    steps = {step.number: step for step in paths.steps}
    ended = {steps[hop].hop.link for path in paths.excluded for hop in path.hops}
    assert f"{CASE}px-soleimani-kh" in ended, "he had died a year before"


def test_one_partys_words_come_first_then_the_firmest_weakest_hop(case: Case) -> None:
    paths = case.paths("erbil-2021-02-15", "iran")
    steps = {step.number: step for step in paths.steps}
    keys_of = [(not path.composed, steps[path.weakest].hop.weight.key) for path in paths.paths]
    assert {whole for whole, _ in keys_of} == {True, False}
    assert keys_of == sorted(keys_of, reverse=True)
    for path in paths.paths:
        keys = [steps[hop].hop.weight.key for hop in path.hops]
        assert steps[path.weakest].hop.weight.key == min(keys)


def test_who_is_accused_most_and_denies_most(found: Network) -> None:
    most = max(found.standings, key=lambda each: each.accused_by)
    assert most.party == f"{CASE}iran"
    assert most.denies_own == max(each.denies_own for each in found.standings)
    assert len(found.components.weak) == 1
    assert found.components.circles == ()


def test_every_edge_names_statements_or_is_a_record(found: Network) -> None:
    assert {edge.kind for edge in found.edges if not edge.carried_by} == {"organ", "member"}


def test_the_letter_was_possibly_followed_within_a_day_and_that_is_nothing_unusual(
    case: Case,
) -> None:
    found = case.sequences(party="iran")
    letter = next(
        denial
        for denial in found.denials
        if f"{CASE}st-iran-letter-202103-involvement" in denial.denials
    )
    assert letter.after
    assert letter.after.incident == f"{CASE}balad-2021-03-15"
    assert (letter.after.least_hours, letter.after.most_hours) == (11, 40)
    assert letter.within == "possibly"
    assert found.chance.followed == 1
    assert found.chance.p is not None
    assert found.chance.p > 0.3
    assert found == case.sequences(party="iran"), "the same seed, the same result"
    other = case.sequences(party="iran", seed=1)
    assert other.chance.p != found.chance.p
    assert math.isclose(other.chance.p or 0, found.chance.p, abs_tol=0.05)


# --- exports ---------------------------------------------------------------------------------


def read_back(text: str, form: str) -> nx.MultiDiGraph[str]:
    file = BytesIO(text.encode())
    graph = (
        nx.read_graphml(file, force_multigraph=True) if form == "graphml" else nx.read_gexf(file)
    )
    # Where no two actors have several edges, GEXF comes back as a plain graph.
    return graph if isinstance(graph, nx.MultiDiGraph) else nx.MultiDiGraph(graph)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_written_graphs_are_read_back_whole(found: Network, form: str) -> None:
    text = {"graphml": graphml, "gexf": gexf}[form](found)
    graph = read_back(text, form)
    assert sorted(graph) == [node.iri for node in found.nodes]
    assert graph.is_directed()
    edges = {key: (u, v, data) for u, v, key, data in graph.edges(keys=True, data=True)}
    assert set(edges) == {edge.id for edge in found.edges}
    for edge in found.edges:
        source, target, data = edges[edge.id]
        assert (source, target, data["kind"]) == (edge.source, edge.target, edge.kind)
        assert data["carried_by"] == SEPARATOR.join(edge.carried_by)
        assert data["statements"] == edge.statements
        assert all(isinstance(value, str | int | float) for value in data.values())
    for node in found.nodes:
        assert graph.nodes[node.iri]["label"] == node.label


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_same_network_gives_the_same_bytes(case: Case, found: Network, form: str) -> None:
    write = {"graphml": graphml, "gexf": gexf}[form]
    assert write(case.network()) == write(found)
    assert "lastmodified" not in write(found), "a date would make each day's file another"


def test_as_networkx(found: Network) -> None:
    graph = found.to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.number_of_edges() == len(found.edges)
    assert graph.nodes[f"{CASE}irgc-qf"]["party"] == f"{CASE}iran"


# --- the commands ----------------------------------------------------------------------------

HOSTILE = """
@prefix case: <https://w3id.org/claims-evidence/case/iraq-2021/> .
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix code: <https://w3id.org/claims-evidence/codes#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
case:raid a cev:Incident ; cev:when "2021-02-01"^^edtf:EDTF ;
    rdfs:label "raid \\u001B[31m</name> | | # x"@en .
case:alpha a cev:State ; rdfs:label "<b>&\\u0001\\uFFFF\\u202E\\u001B]0;x\\u0007 | ]]>\\"'"@en .
case:beta a cev:State ; rdfs:label "\\n\\n# heading\\n| cell |"@en .
case:part a cev:Involvement ; cev:hasActor case:alpha ; cev:hasMode code:mode-carried-out ;
    cev:concerns case:raid .
case:charge a cev:Statement ; cev:isSpokenBy case:beta ; cev:affirms case:part ;
    rdfs:label "[red]x[/red] \\u009B31m"@en ; cev:statedOn "2021-02-02"^^edtf:EDTF .
case:no a cev:Statement ; cev:isSpokenBy case:alpha ; cev:denies case:part .
"""
COMMANDS = (["network"], ["paths", "raid", "alpha"], ["sequences"])


@pytest.mark.parametrize("arguments", COMMANDS, ids=str)
@pytest.mark.parametrize("form", ["table", "json", "md", "graphml", "gexf"])
def test_hostile_labels_reach_no_terminal_and_break_no_file(
    kg_here: Kg, arguments: list[str], form: str
) -> None:
    done = kg_here("--data", "-", "--quiet", *arguments, "--format", form, stdin=HOSTILE)
    known = (
        ("table", "json", "graphml", "gexf")
        if arguments == ["network"]
        else ("table", "json", "md")
    )
    if form not in known:
        assert done.code == 2
        return
    assert done.code == 0, done.err
    if form == "json":
        json.loads(done.out)
        return
    assert not set(done.out) & set("\x00\x01\x07\x1b\x9b\u202e")
    if form in {"graphml", "gexf"}:
        assert "\uffff" not in done.out, "XML has no place for it"
        graph = read_back(done.out, form)
        label = graph.nodes[f"{CASE}alpha"]["label"]
        assert label.startswith("<b>&\\u0001")
        assert label.endswith("| ]]>\"'")
    else:
        assert "\n# heading" not in done.out


@pytest.mark.parametrize("ending", ["graphml", "gexf", "json", "txt"])
def test_the_ending_of_the_file_says_the_format(kg_here: Kg, tmp_path: Path, ending: str) -> None:
    output = tmp_path / f"network.{ending}"
    assert kg_here("network", "-o", str(output)).code == 0
    text = output.read_text(encoding="utf-8")
    start = {"graphml": "<?xml", "gexf": "<?xml", "json": "{", "txt": "Most accused"}[ending]
    assert text.startswith(start)


def test_no_path_is_an_answer(kg_here: Kg) -> None:
    done = kg_here("paths", "k1-2019-12-27", "houthis")
    assert done.code == 0
    assert "No chain" in done.out
    assert "Kataib Hezbollah" in done.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["paths", "iran", "erbil-2021-02-15"], "kg paths erbil-2021-02-15 iran"),
        (["paths", "erbil-2021-02-15", "irann"], "Nearest"),
        (["sequences", "--within", "soon"], "24h"),
        (["sequences", "--permutations", "0"], "0"),
        (["sequences", "--party", "erbil-2021-02-15"], "no actor"),
        (["network", "--as-of", "yesterday"], "no date"),
        (["network", "--without", "iran"], "cannot be left out"),
    ],
    ids=str,
)
def test_wrong_use_ends_with_two_and_says_what_to_do(
    kg_here: Kg, arguments: list[str], message: str
) -> None:
    done = kg_here(*arguments)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err


def test_an_empty_graph_has_an_empty_network(kg_here: Kg) -> None:
    empty = "<http://x/s> <http://x/p> <http://x/o> ."
    for arguments in (["network"], ["network", "--format", "graphml"], ["sequences"]):
        done = kg_here("--data", "-", "--quiet", *arguments, stdin=empty)
        assert done.code == 0, done.err
