"""What holds for every node of the curated case, whatever it says."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from pathlib import Path

import edtf
import pyoxigraph as ox
import pytest

from kg.exports.turtle import canonical, difference
from kg.graph import CASE, CEV, CODE, PREFIXES, Graph

Quads = tuple[ox.Quad, ...]
Index = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]

LONGEST_QUOTATION = 40
# SHA-256 of words that would name a private person, so that the names do not stand here either.
NAMES = {
    "d0102f07e95e56877fa8d545f7d0a84c5847f52615b956add6be90fb8fcdee29",
    "983115eb26eeed97254e778b042b5ed18b056710b5b819974bab50773d30605b",
    "88536febf10ef0bbb8ed4ba27ef9416ef56241e02823e8133dcbe00941f75d37",
    "0473cd8521f70e3c3ad142932eee6723fb152b370872b8a5aa11c034d55a50ac",
    "43ffd185747ec11b1f2b68b4d798c2db6f6071b211d3d00db7fb6140cfa12eaf",
    "1ace2ce06e3bf145ed9a3cf52a979fe12ed5880dd594f9c57a06978e8393984b",
    "2515fd5b05177b264b477c89759936919dae47aef7bc7251882dd6ace4f23ea6",
    "96e255d2b94e466673209d57e43a861a1ca672251a1f4851908b44c9fae940c5",
    "e70db2fbb64afecdbd53bf18156d450948e0aae75323c5277da9591647f36b93",
    "83764ff80be4457f22a260ea6784dd3e568cfde028688515c147555ac32c20c7",
    "38f95d245052d37029bb1f504bb53ef8947165fa7f3339b19aea01c7b837dd90",
}


@pytest.fixture(scope="module")
def index(quads: Quads) -> Index:
    found: Index = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        assert isinstance(quad.subject, ox.NamedNode), f"blank node: {quad}"
        assert isinstance(quad.object, ox.NamedNode | ox.Literal), f"blank node: {quad}"
        found[quad.subject.value][quad.predicate.value].append(quad.object)
    return found


def _of(index: Index, cls: str) -> list[str]:
    types = PREFIXES["rdf"] + "type"
    return [s for s, d in index.items() if ox.NamedNode(CEV + cls) in d[types]]


def test_the_file_is_in_canonical_order(case_file: Path) -> None:
    text = case_file.read_bytes().decode()
    assert difference(text, canonical(text, case_file.name)) is None


def test_nodes_are_named_in_the_case(index: Index) -> None:
    name = re.compile(re.escape(CASE) + r"[a-z0-9]+(-[a-z0-9]+)*")
    assert [s for s in index if not name.fullmatch(s)] == []


def test_every_node_that_is_pointed_at_exists(index: Index, quads: Quads) -> None:
    targets = {q.object.value for q in quads if isinstance(q.object, ox.NamedNode)}
    assert {t for t in targets if t.startswith(CASE) and t not in index} == set()


def test_every_code_and_term_is_declared(quads: Quads, case_graph: Graph) -> None:
    used = {q.predicate.value for q in quads}
    used |= {q.object.value for q in quads if isinstance(q.object, ox.NamedNode)}
    ours = {iri for iri in used if iri.startswith((CEV, CODE))}
    assert ours
    assert {iri for iri in ours if not case_graph.has_node(iri)} == set()


def test_every_statement_has_a_label_one_speaker_and_a_source_or_quotation(index: Index) -> None:
    for name in _of(index, "Statement"):
        node = index[name]
        assert len(node[PREFIXES["rdfs"] + "label"]) == 1, name
        assert len(node[CEV + "isSpokenBy"]) == 1, name
        assert node[CEV + "isReportedIn"] or node[CEV + "hasQuotation"], name


def test_every_statement_says_something(index: Index) -> None:
    says = ("affirms", "denies", "leavesOpen", "hasSpeechAct")
    mute = [n for n in _of(index, "Statement") if not any(index[n][CEV + p] for p in says)]
    assert mute == []


def test_every_part_belongs_to_something(index: Index, quads: Quads) -> None:
    pointed_at = {q.object.value for q in quads if isinstance(q.object, ox.NamedNode)}
    for cls in ("Involvement", "Scope", "Quotation", "Sponsorship", "Identity"):
        assert [n for n in _of(index, cls) if n not in pointed_at] == []
    loose = [
        n
        for n in _of(index, "Detail")
        if n not in pointed_at and not index[n][CEV + "isReportedIn"]
    ]
    assert loose == []


def test_quotations_are_short_tagged_and_reported(index: Index) -> None:
    quoted = PREFIXES["oa"]
    for name in _of(index, "Statement"):
        node = index[name]
        for quotation in node[CEV + "hasQuotation"]:
            part = index[quotation.value]
            (source,) = part[quoted + "hasSource"]
            (selector,) = part[quoted + "hasSelector"]
            (words,) = index[selector.value][quoted + "exact"]
            assert isinstance(words, ox.Literal)
            assert words.language, name
            assert len(words.value.split()) <= LONGEST_QUOTATION, name
            assert source in node[CEV + "isReportedIn"], name


def test_no_literal_is_as_long_as_copied_text(quads: Quads) -> None:
    # The longest of our own remarks; a copied paragraph is longer.
    longest = max((q.object.value for q in quads if isinstance(q.object, ox.Literal)), key=len)
    assert len(longest) <= 900, longest


def test_dates_are_edtf(quads: Quads) -> None:
    dates = {
        q.object.value
        for q in quads
        if isinstance(q.object, ox.Literal) and q.object.datatype.value.endswith("/EDTF")
    }
    assert dates
    for text in dates:
        edtf.parse_edtf(text)


def test_doubtful_sources_are_marked(index: Index) -> None:
    """What nobody dated, or dated by inference, says so; what was not seen says how it is known."""
    for name in _of(index, "Source"):
        node = index[name]
        issued = node[PREFIXES["dcterms"] + "issued"]
        if not issued or "?" in issued[0].value:
            assert node[CEV + "dateNote"], name
        if ox.NamedNode(CODE + "access-not-seen") in node[CEV + "hasAccess"]:
            assert node[CEV + "accessNote"], name


def test_coordinates_say_how_they_are_known(index: Index) -> None:
    for name, node in index.items():
        if node[PREFIXES["geo"] + "lat"]:
            assert node[PREFIXES["geo"] + "long"], name
            assert node[CEV + "coordinateBasis"], name


def test_grades_are_not_invented(quads: Quads) -> None:
    grades = {CEV + "hasReliability", CEV + "hasCredibility"}
    assert [q for q in quads if q.predicate.value in grades] == []


def test_anonymous_speakers_speak_for_nobody(index: Index) -> None:
    yes = ox.Literal(True)
    for name in _of(index, "Statement"):
        (speaker,) = index[name][CEV + "isSpokenBy"]
        if yes in index[speaker.value][CEV + "isAnonymous"]:
            assert index[name][CEV + "isMadeFor"] == [], name
            assert index[speaker.value][CEV + "isOrganOf"] == [], name


def test_private_persons_are_not_named(quads: Quads) -> None:
    words = set()
    for quad in quads:
        if isinstance(quad.object, ox.Literal):
            words |= set(re.findall(r"[^\W\d_]+", quad.object.value.lower()))
    named = [w for w in words if hashlib.sha256(w.encode()).hexdigest() in NAMES]
    assert len(named) == 0, "a private person is named; give the role instead"
