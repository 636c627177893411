"""The HTML of a report: valid, fetches nothing, runs nothing, shows hostile text as text."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
from report_cases import small

from kg.report import write
from kg.report.html import shown

HTML = "{http://www.w3.org/1999/xhtml}"


@cache
def page() -> str:
    return write(small(), "html").decode()


@cache
def tree() -> Element:
    found: Element = html5lib.HTMLParser(strict=True).parse(page())
    return found


def every(tag: str) -> list[Element]:
    return list(tree().iter(f"{HTML}{tag}"))


def test_it_is_valid_for_a_strict_parser() -> None:
    assert tree().tag == f"{HTML}html"
    assert tree().get("lang") == "en"


def test_nothing_is_run_or_fetched() -> None:
    for tag in ("script", "iframe", "object", "embed", "link", "img", "form", "base"):
        assert every(tag) == [], tag
    for element in tree().iter():
        for name in element.attrib:
            assert not name.startswith("on"), name
            assert name not in {"style", "src", "srcset", "action"}, name
    style = every("style")[0].text or ""
    assert "@import" not in style
    assert "url(" not in style


def test_the_policy_allows_the_one_style_sheet_and_nothing_else() -> None:
    policy = next(
        meta.get("content") or ""
        for meta in every("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    (style,) = every("style")
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_links_outside_are_http_and_inside_lead_somewhere() -> None:
    ids = [element.get("id") for element in tree().iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    hrefs = [anchor.get("href") or "" for anchor in every("a")]
    assert any(href.startswith("https://example.org/news/1") for href in hrefs)
    for href in hrefs:
        if href.startswith("#"):
            assert href[1:] in ids, href
        else:
            assert href.startswith(("http://", "https://")), href


def test_hostile_text_is_text() -> None:
    assert "<script>alert" not in page()
    assert "javascript:" not in page()
    text = "".join(tree().itertext())
    assert "Norland blamed <script>alert(1)</script>" in text
    assert "Shelling of <b>Dam Fort</b> & *around* it" in text


def test_what_reorders_text_is_written_out_and_spelling_stays() -> None:
    assert shown("a\u202eb\u200bc\x1b") == "a\\u202Eb\\u200Bc\\u001B"
    assert shown("\u0645\u06cc\u200c\u0634\u0648\u062f") == "\u0645\u06cc\u200c\u0634\u0648\u062f"


def test_headings_are_in_order() -> None:
    levels = [
        int(element.tag[-1])
        for element in tree().iter()
        if isinstance(element.tag, str) and re.fullmatch(r".*\}h[1-6]", element.tag)
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_heads_with_scope() -> None:
    assert len(every("table")) > 3
    for table in every("table"):
        assert table.find(f"{HTML}caption") is not None
        heads = list(table.iter(f"{HTML}th"))
        assert heads
        assert all(head.get("scope") in {"col", "row"} for head in heads)


def test_quotations_have_their_language_and_direction() -> None:
    quotes = [*every("blockquote"), *every("q")]
    assert {quote.get("lang") for quote in quotes} == {"en", "fa"}
    assert all(quote.get("dir") == "auto" for quote in quotes)
    assert "نورلند در هیچ حمله‌ای دست نداشت" in page()


def test_every_reference_has_an_entry() -> None:
    ids = {element.get("id") for element in tree().iter()}
    assert {f"s{each.number}" for each in small().references} <= ids
    assert {f"q-{number}" for number in range(1, len(small().sources) + 1)} <= ids


def test_a_source_that_was_not_seen_is_marked() -> None:
    marked = [each for each in every("li") if each.get("class") == "not-seen"]
    assert len(marked) == 1
    assert "not seen" in "".join(marked[0].itertext())
