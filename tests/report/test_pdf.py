"""The PDF of a report: words to the letter, links, pages, the same bytes; nothing is run."""

from __future__ import annotations

import dataclasses
import io
import re
import unicodedata
from functools import cache
from typing import Any

import pypdf
import pytest
from report_cases import small

import kg
from kg.errors import OutputError
from kg.provenance import Quotation
from kg.report import Document, write
from kg.report import typst as writer
from kg.report.model import Paragraph, Run, Section, walk
from kg.report.typst_data import data

HOSTILE = (
    '#panic("run")',
    "$ x^2 $ *bold* _under_ `raw` @ref <label> // comment /* more */",
    '#read("/etc/passwd") #import "x": *',
    "[link](javascript:alert(1)) <script>alert(1)</script>",
    "\"straight\" and 'single' -- --- ... “curled” \u2018curled\u2019 «angled»",
    "\u202eright to left override\u202c and \u0007 bell",
    "w" * 400,
    "https://example.org/" + "a" * 200,
)


@cache
def shipped() -> Document:
    return kg.open().report(["st-kss-20210303", "st-iran-letter-202103-involvement"][:1])


def plain(found: object) -> Any:
    """What a PDF names, followed to where it stands."""
    return found.get_object() if isinstance(found, pypdf.generic.PdfObject) else found


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content), strict=True)


@cache
def pages() -> pypdf.PdfReader:
    return read(write(small(), "pdf"))


def text_of(reader: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def letters(text: str) -> str:
    """Text without blanks, line ends and what shows nothing: lines break where they have to."""
    kept = (each for each in text if not each.isspace() and unicodedata.category(each) != "Cf")
    return "".join(kept)


def with_words(words: str, language: str | None = None) -> Document:
    """The small report, with words of others in every place that shows some."""
    first, *rest = small().references
    quotation = Quotation(words, language, None, words, words, None, words, None, True)
    changed = dataclasses.replace(
        first, label=words, medium=words, speaker=words, quotations=(quotation,)
    )
    source, *sources = small().sources
    named = dataclasses.replace(source, title=words, publisher=words, access_note=words)
    section = Section(
        "words",
        (Run(words, "label"),),
        (Paragraph((Run(words, "quoted"), Run(words, "name"), Run(words, href=words))),),
    )
    return dataclasses.replace(
        small(),
        sections=(section, *small().sections),
        references=(changed, *rest),
        sources=(named, *sources),
        meta=dataclasses.replace(small().meta, subtitle=words),
    )


def test_quotations_are_to_the_letter() -> None:
    found = letters(text_of(pages()))
    exact = {each.exact for reference in small().references for each in reference.quotations}
    latin = [each for each in exact if each.isascii()]
    assert len(latin) == 3
    for words in latin:
        assert letters(words) in found, words
    assert '"Sudland"' in found, "straight marks stay straight"
    assert "Sudland'speople" in found, "and so do apostrophes"


def test_every_quotation_of_a_real_report_is_to_the_letter() -> None:
    found = letters(text_of(read(write(shipped(), "pdf"))))
    exact = {each.exact for reference in shipped().references for each in reference.quotations}
    scripts = [
        each for each in exact if "ARABIC" not in "".join(map(unicodedata.name, letters(each)))
    ]
    assert len(scripts) > 10
    missing = [words for words in scripts if letters(words) not in found]
    assert missing == []


def test_arabic_and_persian_letters_are_there() -> None:
    """Letters are shaped and set from right to left; the file still says which they are."""
    persian = "نورلند در هیچ حمله‌ای دست نداشت"
    found = letters(text_of(pages()))
    for word in persian.replace("\u200c", " ").split():
        assert letters(word) in found or letters(word)[::-1] in found, word
    fonts = {
        str(plain(font)["/BaseFont"])
        for page in pages().pages
        for font in plain(page["/Resources"]).get("/Font", {}).values()
    }
    assert any("Vazirmatn" in name for name in fonts), fonts


def test_the_file_says_what_it_is() -> None:
    meta = pages().metadata
    assert meta is not None
    assert (meta.title or "").startswith("What the denials say, and what others say")
    assert meta.author == "claims-evidence-kg"
    assert str(meta.creation_date).startswith(small().meta.date or "?")
    root = plain(pages().trailer["/Root"])
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]


def test_headings_are_an_outline_and_pages_are_numbered() -> None:
    def titles(items: list[object]) -> list[str]:
        found = []
        for each in items:
            found += titles(each) if isinstance(each, list) else [str(each["/Title"])]  # type: ignore[index]
        return found

    found = titles(list(pages().outline))
    for title in ("Summary", "Statements", "Sources", "Method and limits"):
        assert title in found
    count = len(pages().pages)
    for number, page in enumerate(pages().pages, start=1):
        assert f"{number} / {count}" in page.extract_text()


def addresses(reader: pypdf.PdfReader) -> set[str]:
    return {
        str(annotation["/A"]["/URI"])
        for page in reader.pages
        for found in page.get("/Annots", [])
        if "/URI" in (annotation := found.get_object()).get("/A", {})
    }


def test_links_are_http_or_https() -> None:
    assert addresses(pages()) == {
        "https://example.org/news/1?a=1&b=2",
        "https://example.org/wire",
    }


def test_nothing_is_run_when_it_is_opened() -> None:
    content = write(small(), "pdf")
    for name in (b"/JavaScript", b"/OpenAction", b"/Launch", b"/EmbeddedFile", b"/SubmitForm"):
        assert name not in content, name


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_others_are_shown_and_not_read_as_markup(words: str) -> None:
    found = read(write(with_words(words), "pdf"))
    shown = letters(text_of(found))
    if words.isprintable():
        assert letters(words) in shown
    else:
        assert "\\u202E" in shown
        assert "\\u0007" in shown
    assert all(each.startswith(("http://", "https://")) for each in addresses(found))


def test_letters_without_a_font_are_told_of_on_the_first_page() -> None:
    assert "no font" not in pages().pages[0].extract_text()
    found = read(write(with_words("漢字 in the words", "zh-Hant"), "pdf"))
    assert "has no font" in " ".join(found.pages[0].extract_text().split())


def test_the_same_report_is_the_same_file() -> None:
    assert write(small(), "pdf") == write(small(), "pdf")


def test_a_report_without_a_date_is_a_file_too() -> None:
    document = dataclasses.replace(small(), meta=dataclasses.replace(small().meta, date=None))
    assert write(document, "pdf").startswith(b"%PDF-")


def test_anchors_that_lead_nowhere_are_no_links() -> None:
    section = Section("x", (Run("x"),), (Paragraph((Run("word", anchor="nowhere", source="no"),)),))
    document = dataclasses.replace(small(), sections=(section, *small().sections))
    assert write(document, "pdf").startswith(b"%PDF-")


def test_what_typst_refuses_is_told_as_a_fault_of_the_layout(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writer, "data", lambda _: {"meta": {}})
    with pytest.raises(OutputError, match=r"could not be laid out .*\.html"):
        write(small(), "pdf")


def test_every_text_goes_to_the_layout_as_a_string_with_a_language_typst_knows() -> None:
    said = data(with_words("x", "zh-Hant"))
    sections = said["sections"]
    assert isinstance(sections, list)
    assert re.search(r"'lang': 'zh'", repr(said["statements"]))
    assert len(list(walk(small().sections))) >= len(sections) - 1
