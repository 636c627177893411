"""Each cross-check: what it finds, where, how grave, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.checks import CheckResult, Finding

Found = Callable[[str, str], list[Finding]]

# The United Kingdom, and the United States with an organ of an organ.
WORLD = """x:us a cev:State . x:uk a cev:State .
x:dod cev:isOrganOf x:us . x:army cev:isOrganOf x:dod .
"""
# rule, severity, data, lines that are found, words of the first message
CASES: dict[str, tuple[str, str, str, list[int], str]] = {
    "quotation of 41 words": (
        "long-quotation",
        "error",
        'x:q oa:hasSelector [\n oa:exact "' + "word " * 40 + '— last"@en ] .',
        [2],
        "q: The quotation has 41 words",
    ),
    "quotation of 40 words": (
        "long-quotation",
        "error",
        'x:q oa:hasSelector [ oa:exact "' + "word " * 39 + '— last"@en ] .',
        [],
        "",
    ),
    "same words for two statements": (
        "same-quotation",
        "info",
        "x:a cev:hasQuotation x:q .\nx:b cev:hasQuotation x:r .\n"
        'x:q oa:hasSelector [ oa:exact "one  two" ] .\nx:r oa:hasSelector [ oa:exact "one two" ] .',
        [1],
        "a: The same words are quoted for b.",
    ),
    "override of direction in a label": (
        "invisible-character",
        "warning",
        'x:a\n rdfs:label "safe\\u202Etxt" .',
        [2],
        "a: rdfs:label holds U+202E (right-to-left override).",
    ),
    "joiners in Persian": (
        "invisible-character",
        "warning",
        'x:a rdfs:label "می\u200cشود"@fa, "tab\\tand\\nline" .',
        [],
        "",
    ),
    "joiner in Latin": (
        "invisible-character",
        "warning",
        'x:a rdfs:label "Ir\u200can" .',
        [1],
        "a: rdfs:label holds U+200C (zero width non-joiner).",
    ),
    "undeclared property": (
        "undeclared-term",
        "error",
        "x:a a cev:State ;\n cev:isOrganof x:a .",
        [2],
        "a: There is no term cev:isOrganof. Nearest: cev:isOrganOf",
    ),
    "undeclared class": (
        "undeclared-term",
        "error",
        "x:a a\n cev:Sate .",
        [2],
        "a: There is no term cev:Sate.",
    ),
    "namespace spelt otherwise": (
        "foreign-spelling",
        "warning",
        'x:a a cev:Source ;\n <http://schema.org/url> "https://a.example/" .',
        [2],
        "a: <http://schema.org/url> is not read. Write <https://schema.org/url>",
    ),
    "unknown code": (
        "unknown-code",
        "error",
        "x:a cev:hasHedging code:hedging-sure .",
        [1],
        "a: There is no code code:hedging-sure.",
    ),
    "known code": ("unknown-code", "error", "x:a cev:hasHedging code:hedging-alleged .", [], ""),
    "dangling node": (
        "dangling-node",
        "error",
        'x:iran rdfs:label "I" .\nx:b cev:isSpokenBy x:irann .',
        [2],
        "b: cev:isSpokenBy points at irann, which is not described. Nearest: iran.",
    ),
    "addresses elsewhere do not dangle": (
        "dangling-node",
        "error",
        "x:a schema:sameAs <http://www.wikidata.org/entity/Q1>, x:b ; rdfs:seeAlso x:c .",
        [],
        "",
    ),
    "two actors of one name": (
        "duplicate-label",
        "warning",
        'x:a a cev:State ; rdfs:label "The Party" .\nx:b a cev:State ; rdfs:label " the party." .',
        [2],
        "b: ' the party.' is also the name of a.",
    ),
    "a name in two classes": (
        "duplicate-label",
        "warning",
        'x:a a cev:Persona ; rdfs:label "A" .\nx:b a cev:ArmedGroup ; rdfs:label "A" .',
        [],
        "",
    ),
    "one title in two papers": (
        "duplicate-label",
        "warning",
        'x:a a cev:Source ; dcterms:title "T" ; dcterms:publisher "P" .\n'
        'x:b a cev:Source ; dcterms:title "T" ; dcterms:publisher "Q" .\n'
        'x:c a cev:Source ; dcterms:title "T" ; dcterms:publisher "Q" .',
        [3],
        "c: 'T' is also the name of b.",
    ),
    "one address for two sources": (
        "duplicate-address",
        "warning",
        'x:a schema:url "https://a.example/" .\nx:b schema:url "https://a.example/" .',
        [2],
        "b: The address is that of a too.",
    ),
    "addresses that are none": (
        "bad-address",
        "error",
        'x:a schema:url "javascript:alert(1)",\n "http:///path",\n "https://a b",\n'
        ' "https://a.example/é" ; cev:readAt\n "www.a.example" .',
        [1, 2, 3, 5],
        "a: 'javascript:alert(1)' is no web address",
    ),
    "dates that are none": (
        "bad-date",
        "error",
        'x:a cev:when "2021-02-30"^^edtf:EDTF,\n "2021-13"^^edtf:EDTF,\n'
        ' "March 2021"^^edtf:EDTF,\n "2021-03-01/2021-02-31"^^edtf:EDTF,\n'
        ' "2021-02-15T21:30+03:00"^^edtf:EDTF,\n "2021-02-30T10:00:00Z"^^xsd:dateTime,\n'
        ' "[2020-01-02,2020-02-30]"^^edtf:EDTF,\n "{2020-01-02..2020-13-01}"^^edtf:EDTF,\n'
        ' "[2020-01-02,2020-01-04}"^^edtf:EDTF .',
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        "a: '2021-02-30' in cev:when is a day that no calendar has.",
    ),
    "dates that are some": (
        "bad-date",
        "error",
        'x:a cev:when "2020-02-29"^^edtf:EDTF, "2021"^^edtf:EDTF, "2020-01~"^^edtf:EDTF,'
        ' "2021-03-14?"^^edtf:EDTF, "2021-03-14/2021-03-15"^^edtf:EDTF, "2021/.."^^edtf:EDTF,'
        ' "2021-21"^^edtf:EDTF, "202X"^^edtf:EDTF, "2021-02-15T21:30:00+03:00"^^edtf:EDTF,'
        ' "2021-02-15T21:30:00Z"^^xsd:dateTime, "2021-02-15+03:00"^^xsd:date,'
        ' "[2020-01-02,2020-01-04]"^^edtf:EDTF, "{2020-01-02,2020-01-04}"^^edtf:EDTF,'
        ' "[..2020-01-04]"^^edtf:EDTF, "[2019,2020-01-04..]"^^edtf:EDTF .',
        [],
        "",
    ),
    "an end before its begin": (
        "end-before-begin",
        "error",
        'x:a cev:when "2021-03-14/2021-03-13"^^edtf:EDTF .\n'
        'x:b cev:until "2019"^^edtf:EDTF ;\n cev:from "2020-01-01"^^edtf:EDTF .\n'
        'x:c cev:earliest "2021-03-14T10:00:00+03:00"^^xsd:dateTime ;'
        ' cev:latest "2021-03-14T06:59:00Z"^^xsd:dateTime .\n'
        "x:d cev:lowerBound 5 ; cev:upperBound 4.5 .\n"
        'x:e cev:when "[2019,2020-12..2020-01]"^^edtf:EDTF .\n'
        'x:f cev:from "[2020-01-03,2020-01-05]"^^edtf:EDTF ; cev:until "2020-01-02"^^edtf:EDTF .',
        [1, 3, 4, 5, 6, 7],
        "a: '2021-03-14/2021-03-13' in cev:when ends before it begins.",
    ),
    "an end not before its begin": (
        "end-before-begin",
        "error",
        'x:a cev:when "2021-03-14/2021-03-14"^^edtf:EDTF, "../2020"^^edtf:EDTF .\n'
        'x:b cev:from "2019-05"^^edtf:EDTF ; cev:until "2019"^^edtf:EDTF .\n'
        'x:c cev:earliest "2021-03-14T10:00:00+03:00"^^xsd:dateTime ;'
        ' cev:latest "2021-03-14T07:00:00Z"^^xsd:dateTime .\n'
        "x:d cev:lowerBound 5 ; cev:upperBound 5.0 .\n"
        # The dates of a set stand in any order.
        'x:e cev:when "{2020-03,2020-01..2020-02}"^^edtf:EDTF .\n'
        'x:f cev:from "[2020-01-03,2020-01-05]"^^edtf:EDTF ; cev:until "2020-01-04"^^edtf:EDTF .',
        [],
        "",
    ),
    "published before the statement": (
        "published-before-statement",
        "warning",
        'x:early dcterms:issued "2021-03-10"^^edtf:EDTF .\n'
        'x:same dcterms:issued "2021-03"^^edtf:EDTF .\n'
        'x:st cev:statedOn "2021-03-14"^^edtf:EDTF ;\n cev:isReportedIn x:same ,\n x:early .',
        [5],
        "st: early was published 2021-03-10, before the statement was made (2021-03-14).",
    ),
    "published a day before the statement": (
        "published-before-statement",
        "info",
        'x:early dcterms:issued "2021-03-13"^^edtf:EDTF .\nx:q oa:hasSource x:early .\n'
        'x:st cev:statedOn "2021-03-14T08:00:00+03:00"^^edtf:EDTF ; cev:hasQuotation x:q .',
        [3],
        "st: early was published 2021-03-13, before the statement was made "
        "(2021-03-14T08:00:00+03:00). Time zones may explain the day.",
    ),
    "public before it was made": (
        "public-before-stated",
        "warning",
        'x:st cev:statedOn "2021-03-14"^^edtf:EDTF ;\n cev:madePublic "2020"^^edtf:EDTF .',
        [2],
        "st: It was public 2020, before it was made (2021-03-14).",
    ),
    "published before the incident": (
        "published-before-incident",
        "warning",
        'x:early dcterms:issued "2021-03-10"^^edtf:EDTF .\n'
        'x:i cev:when "2021-03-14"^^edtf:EDTF ; cev:isReportedIn x:early .',
        [2],
        "i: early was published 2021-03-10, before it happened (2021-03-14).",
    ),
    "stated before the incident": (
        "stated-before-incident",
        "warning",
        'x:i cev:when "2021-03-14"^^edtf:EDTF .\nx:p cev:concerns x:i .\n'
        'x:st cev:denies x:p ;\n cev:statedOn "2021-03-01"^^edtf:EDTF .',
        [4],
        "st: It was made 2021-03-01, before i happened (2021-03-14).",
    ),
    "an answer before the question": (
        "stated-before-other",
        "warning",
        'x:b cev:statedOn "2021-03-14"^^edtf:EDTF .\n'
        'x:a cev:statedOn "2021-03-10"^^edtf:EDTF ; cev:answers x:b .',
        [2],
        "a: It was made 2021-03-10, but cev:answers b was made 2021-03-14.",
    ),
    "derived before its origin": (
        "derived-before-origin",
        "warning",
        'x:b dcterms:issued "2021-03-14"^^edtf:EDTF .\n'
        'x:a dcterms:issued "2021-03-10"^^edtf:EDTF ; prov:wasDerivedFrom x:b .',
        [2],
        "a: It was published 2021-03-10, before b (2021-03-14)",
    ),
    "derivation in a circle": (
        "circle",
        "error",
        "x:c prov:wasDerivedFrom x:a .\nx:b prov:wasDerivedFrom x:c .\n"
        "x:a prov:wasDerivedFrom x:b, x:d .\nx:d prov:wasDerivedFrom x:e .",
        [3],
        "a: prov:wasDerivedFrom runs in a circle: a → b → c → a.",
    ),
    "two circles and a loop": (
        "circle",
        "error",
        "x:a cev:isPartOf x:b .\nx:b cev:isPartOf x:a .\nx:c cev:isWithin x:c .\n"
        "x:d cev:isPartOf x:e .\nx:e cev:isPartOf x:d .\nx:a cev:isOrganOf x:c .",
        [1, 3, 4],
        "a: cev:isPartOf runs in a circle: a → b → a.",
    ),
    "a rendering of itself": (
        "self-rendering",
        "error",
        "x:a a cev:Statement ;\n cev:isRenderingOf x:a .",
        [2],
        "a: It is said to be a rendering of itself.",
    ),
    "weekday in a caption": (
        "wrong-weekday",
        "warning",
        'x:d cev:value\n "A car used in the attack, Tuesday, February 16, 2020 (credit: X)" .',
        [2],
        "d: 'Tuesday, February 16, 2020': 16 February 2020 was a Sunday; it was a Tuesday in 2021.",
    ),
    "quoted from a source not seen": (
        "quoted-unseen",
        "info",
        "x:s cev:hasAccess code:access-not-seen .\nx:q a cev:Quotation ;\n oa:hasSource x:s .\n"
        'x:r a cev:Quotation ; oa:hasSource x:s ; cev:readAt "https://a.example/" .',
        [3],
        "q: The words are quoted from s, which the curator has not seen.",
    ),
    "quotation without a page": (
        "quotation-without-page",
        "info",
        "x:q a cev:Quotation ; oa:hasSource x:s ;\n cev:hasWordCheck code:word-check-no-page .",
        [2],
        "q: The page that these words are from (s) could not be found",
    ),
    "words taken back by another party": (
        "supersedes-other-party",
        "error",
        WORLD + "x:s cev:isSpokenBy x:army .\nx:t cev:isSpokenBy x:uk ;\n cev:supersedes x:s .",
        [5],
        "t: It supersedes s, the words of us; those of uk cannot take them back.",
    ),
    "words taken back by a party itself": (
        "supersedes-other-party",
        "error",
        WORLD + "x:s cev:isSpokenBy x:army . x:t cev:isSpokenBy x:dod ; cev:supersedes x:s .\n"
        # Of a joint statement each party can take back its own part.
        "x:j cev:isMadeFor x:us, x:uk . x:u cev:isSpokenBy x:uk ; cev:supersedes x:j .\n"
        # Of whom the words are is not said.
        "x:v cev:isSpokenBy x:uk ; cev:supersedes x:w . x:w a cev:Statement .",
        [],
        "",
    ),
    "a rendering of another party": (
        "rendering-other-party",
        "error",
        WORLD + "x:s cev:isSpokenBy x:army .\nx:r cev:isSpokenBy x:uk ;\n cev:isRenderingOf x:s .\n"
        "x:j cev:isMadeFor x:us, x:uk ;\n cev:isRenderingOf x:s .",
        [5, 7],
        "r: It is a rendering of s, and yet the words of uk,",
    ),
    "a rendering of the same party": (
        "rendering-other-party",
        "error",
        WORLD + "x:s cev:isSpokenBy x:army . x:r cev:isMadeFor x:us ; cev:isRenderingOf x:s .\n"
        "x:j cev:isMadeFor x:us, x:uk . x:k cev:isSpokenBy x:dod ; cev:isRenderingOf x:j .",
        [],
        "",
    ),
    "a link denied before it begins": (
        "denied-before-it-begins",
        "warning",
        'x:p a cev:Sponsorship ; cev:from "2021-03"^^edtf:EDTF .\n'
        'x:s cev:statedOn "2021-02-14"^^edtf:EDTF ;\n cev:denies x:p .\n'
        'x:q a cev:Identity ; cev:from "[2021-03-05,2021-03-03]"^^edtf:EDTF .\n'
        'x:t cev:statedOn "2021-02/2021-03-01"^^edtf:EDTF ;\n cev:denies x:q .',
        [3, 6],
        "s: It was made 2021-02-14 and denies p, which begins only 2021-03.",
    ),
    "a link that may have begun when it was denied": (
        "denied-before-it-begins",
        "warning",
        'x:p a cev:Sponsorship ; cev:from "2021-03-14"^^edtf:EDTF .\n'
        'x:s cev:statedOn "2021-03"^^edtf:EDTF ; cev:denies x:p .\n'
        'x:t cev:statedOn "2021-01"^^edtf:EDTF ; cev:affirms x:p ; cev:denies x:q .\n'
        'x:q a cev:Sponsorship ; cev:until "2021-02"^^edtf:EDTF .\n'
        "x:u cev:denies x:p .",
        [],
        "",
    ),
    "own act as the basis for what others did": (
        "own-act-of-others",
        "warning",
        WORLD + "x:i a cev:Involvement ; cev:hasActor x:uk .\n"
        "x:s cev:isSpokenBy x:army ; cev:affirms x:i ;\n cev:hasBasis code:basis-own-act .",
        [5],
        "s: Its basis is the party's own act, but it affirms only what uk did.",
    ),
    "own act as the basis for an own act": (
        "own-act-of-others",
        "warning",
        WORLD + "x:i a cev:Involvement ; cev:hasActor x:uk .\n"
        "x:o a cev:Involvement ; cev:hasActor x:army .\n"
        "x:a cev:isSpokenBy x:dod ; cev:affirms x:i, x:o ; cev:hasBasis code:basis-own-act .\n"
        "x:b cev:isSpokenBy x:dod ; cev:affirms x:i ; cev:denies x:o ;\n"
        " cev:hasBasis code:basis-own-act .\n"
        # A man who tells for others what he did himself.
        "x:c cev:isSpokenBy x:army ; cev:isMadeFor x:uk ; cev:affirms x:o ;\n"
        " cev:hasBasis code:basis-own-act .\n"
        "x:d cev:isSpokenBy x:us ; cev:affirms x:i, x:e ; cev:hasBasis code:basis-own-act .\n"
        "x:e a cev:Detail .\n"
        "x:f cev:isSpokenBy x:us ; cev:affirms x:i ; cev:hasBasis code:basis-intelligence .",
        [],
        "",
    ),
    "an organ of two bodies": (
        "organ-of-several",
        "warning",
        "x:navy cev:isOrganOf x:us,\n x:uk .",
        [1],
        "navy: It is an organ of uk and of us, and neither is an organ of the other.",
    ),
    "an organ of a body and of its whole": (
        "organ-of-several",
        "warning",
        WORLD
        + "x:navy cev:isOrganOf x:dod, x:us . x:fleet cev:isOrganOf x:navy ; cev:isPartOf x:uk .",
        [],
        "",
    ),
    "an organ that is also a part": (
        "organ-and-part",
        "warning",
        "x:navy cev:isOrganOf x:us ;\n cev:isPartOf x:us .",
        [2],
        "navy: It is an organ of us and at the same time merely a part of it.",
    ),
    "an organ of one and a part of another": (
        "organ-and-part",
        "warning",
        "x:navy cev:isOrganOf x:us ; cev:isPartOf x:nato . x:nato cev:isPartOf x:us .",
        [],
        "",
    ),
    "a state as an organ of a state": (
        "state-organ-of-state",
        "warning",
        WORLD
        + "x:a a cev:State ;\n cev:isOrganOf x:us .\nx:b a cev:State ;\n cev:isOrganOf x:army .",
        [4, 6],
        "a: It is a state, and yet an organ of the state us (by way of us).",
    ),
    "a state as a part of a union": (
        "state-organ-of-state",
        "warning",
        WORLD
        + "x:a a cev:State ; cev:isPartOf x:us ; cev:isOrganOf x:eu . x:eu a cev:Organization .",
        [],
        "",
    ),
    "quotation beside the stance": (
        "quotation-beside-the-stance",
        "info",
        "x:s cev:hasQuotation x:q, x:r, x:t .\nx:q cev:carriesStance\n false .\n"
        "x:r cev:carriesStance true .\nx:t a cev:Quotation .",
        [3],
        "q: These words do not by themselves carry the stance of s;",
    ),
    "doubtful naming": (
        "doubtful-naming",
        "info",
        'x:i rdfs:label "Rockets" .\nx:p cev:mayConcern x:i .',
        [2],
        "p: That these words are about i ('Rockets') is the curator's reading",
    ),
    "persona that says nothing": (
        "persona-without-statement",
        "info",
        'x:p a cev:Persona ; rdfs:label "P" .\nx:q a cev:Persona .\nx:s cev:isSpokenBy x:q .',
        [1],
        "p: 'P' is a name under which claims are made, but no statement of it is here.",
    ),
    "statement that nobody passes on": (
        "statement-source",
        "error",
        "x:st a cev:Statement .",
        [1],
        "st: Nothing shows that this was said.",
    ),
    "kind typed by hand": (
        "statement-kind-typed-by-hand",
        "error",
        "x:st a cev:Statement,\n cev:Denial .",
        [2],
        "st: The kind of a statement follows",
    ),
}


@pytest.mark.parametrize(
    ("rule", "severity", "text", "expected", "words"), CASES.values(), ids=list(CASES)
)
def test_rule(
    found: Found,
    *,
    rule: str,
    severity: str,
    text: str,
    expected: list[int],
    words: str,
) -> None:
    head = 11  # lines of prefixes before the text
    findings = found(rule, text)
    assert [f.line - head for f in findings if f.line] == expected
    assert len(findings) == len(expected)
    assert {f.severity for f in findings} <= {severity}
    if findings:
        assert findings[0].message.startswith(words)
        assert findings[0].file == "data.ttl"
        assert (findings[0].node or "").startswith("http://x.example/")


def test_every_cross_check_has_a_case() -> None:
    from kg.checks.registry import checks  # noqa: PLC0415

    own = {rule.name for group in checks()[1:] for rule in group.rules}
    tested = {rule for rule, _, _, expected, _ in CASES.values() if expected}
    assert own - tested == {"ungraded", "reserved-graph"}  # below


def test_ungraded_is_one_finding(check: Callable[[str], CheckResult]) -> None:
    text = "x:a a cev:Source .\nx:b a cev:Source ; cev:hasReliability code:reliability-F .\n"
    text += "x:c a cev:Source ; cev:hasReliability code:reliability-B .\nx:s a cev:Statement ."
    findings = check(text).findings
    ungraded = [f for f in findings if f.rule == "ungraded"]
    assert len(ungraded) == 1
    assert "Sources without a grade: 2" in ungraded[0].message
    assert "statements without a grade: 1" in ungraded[0].message
    assert (ungraded[0].severity, ungraded[0].node, ungraded[0].line) == ("info", None, None)
    assert not [f for f in findings if f.rule.endswith(("reliability-missing", "basis-missing"))]


def test_data_may_not_pose_as_derived() -> None:
    from kg.checks import check_graph  # noqa: PLC0415
    from kg.graph import CEV, DERIVED_GRAPH  # noqa: PLC0415
    from kg.loaders import assemble, parse  # noqa: PLC0415

    line = f"<http://x/s> a <{CEV}Denial> ."
    file = parse("a.trig", f"<{DERIVED_GRAPH.value}> {{ {line} }}".encode())
    result = check_graph(assemble([file]))
    assert [f.rule for f in result.findings if f.severity == "error"] == ["reserved-graph"]


def test_one_mistake_is_one_finding(check: Callable[[str], CheckResult]) -> None:
    text = 'x:i a cev:Incident ; cev:when "2021-02-30"^^edtf:EDTF .\n'
    text += 'x:s a cev:Source ; schema:url "ftp://a.example/"^^xsd:anyURI .\n'
    text += "x:d a cev:Detail ; cev:lowerBound 2.0 ; cev:upperBound 1.0 .\n"
    text += "x:a a cev:State ; cev:isOrganOf x:b .\nx:b a cev:State ; cev:isOrganOf x:a ."
    rules = [f.rule for f in check(text).findings if f.severity == "error"]
    assert [r for r in rules if r in {"bad-date", "incident-when"}] == ["bad-date"]
    assert [r for r in rules if r in {"bad-address", "source-address"}] == ["bad-address"]
    assert [r for r in rules if r in {"end-before-begin", "detail-bounds"}] == ["end-before-begin"]
    assert [r for r in rules if "circle" in r] == ["circle"]
