"""Copies are hashed again, quotations looked up; what does not hold fails, and only that."""

from __future__ import annotations

import shutil
from pathlib import Path

import jsonschema
import pytest
from archive_support import ARTICLE, NS, archive, file, pdf, quote, source, turtle
from support import Kg

from kg.archive import Archive, Verification, manifest
from kg.cli.layout import blocks_text
from kg.loaders import assemble, parse
from kg.schemas import load
from kg.views.archive import verification_blocks

HERE = Path(__file__).parent
CASE = (
    source("paper", 'dcterms:title "Minister denies it"'),
    source("letter"),
    source("gone"),
    quote("st-denial", "paper", "We had no part in the attack,"),
    quote("st-reworded", "paper", "The rockets, he said, came from the south"),
    quote("st-invented", "paper", "We shall strike again before the summer"),
    quote("st-lines", "paper", "The rockets, he added, came from the north - nobody knows"),
    quote("st-elsewhere", "gone", "Nobody kept this"),
    quote("st-letter", "letter", "I have the honour"),
)


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    return archive(tmp_path / "kept", *CASE)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return file(tmp_path / "article.txt", ARTICLE)


def statuses(checked: Verification) -> dict[str, str]:
    return {
        statement.removeprefix(NS): check.status
        for check in checked.quotations
        for statement in check.statements
    }


def reasons(checked: Verification) -> list[tuple[str, str | None]]:
    return [(check.status, check.reason) for check in checked.quotations]


def stored(kept: Archive, number: int = 0) -> Path:
    path = kept.folder.path / kept.kept().copies[number].path
    path.chmod(0o644)
    return path


# --- what is found -----------------------------------------------------------------------------


def test_quotations_of_sources_with_a_copy(kept: Archive, article: Path) -> None:
    kept.add("paper", article)
    checked = kept.verify()
    assert statuses(checked) == {
        "st-denial": "exact",
        "st-lines": "normalised",
        "st-reworded": "near",
        "st-invented": "missing",
    }
    assert not checked.holds
    assert (checked.sources_with_copy, checked.sources_without_copy) == (1, 2)
    assert checked.quotations_without_copy == 2
    jsonschema.validate(checked.to_dict(), load("archive-verify"))
    jsonschema.validate(kept.kept().to_dict(), load("archive-list"))


def test_near_does_not_fail_and_missing_does(tmp_path: Path, article: Path) -> None:
    near = archive(tmp_path / "near", *CASE[:3], CASE[4])
    near.add("paper", article)
    assert near.verify().holds
    missing = archive(tmp_path / "missing", *CASE[:3], CASE[5])
    missing.add("paper", article)
    assert not missing.verify().holds


def test_only_the_sources_that_are_named(kept: Archive, article: Path, tmp_path: Path) -> None:
    kept.add("paper", article)
    kept.add("letter", file(tmp_path / "letter.pdf", pdf(["I have the honour to write."])))
    assert statuses(kept.verify(["letter"])) == {"st-letter": "exact"}
    assert kept.verify(["letter"]).holds
    assert len(kept.verify().copies) == 2


def test_the_best_of_several_copies_counts_and_is_named(
    kept: Archive, article: Path, tmp_path: Path
) -> None:
    page = "<p>The rockets, he said, came from the <b>south</b></p>We had no place in it"
    kept.add("paper", article, accessed="2021-03-16")
    kept.add("paper", file(tmp_path / "later.html", page), accessed="2021-03-17")
    checked = kept.verify()
    names = {
        check.statements[0].removeprefix(NS): check.copy.name
        for check in checked.quotations
        if check.copy
    }
    assert statuses(checked)["st-reworded"] == "exact"
    assert names["st-reworded"] == "later.html"
    assert names["st-denial"] == "article.txt"


def test_nothing_kept(kept: Archive) -> None:
    checked = kept.verify()
    assert (checked.holds, checked.copies, checked.quotations) == (True, (), ())
    assert checked.quotations_without_copy == 6


def test_prefix_and_suffix_are_used(tmp_path: Path, article: Path) -> None:
    right = 'oa:prefix "The rockets, he" ; oa:suffix "came from" '
    wrong = 'oa:prefix "The tanks, he" '
    checked = archive(
        tmp_path / "kept",
        source("a"),
        quote("right", "a", "he", selector=f"; {wrong}"),
        quote("wrong", "a", "added,", selector=f"; {right}"),
    )
    checked.add("a", article)
    assert [
        (check.status, check.found and check.found.context) for check in checked.verify().quotations
    ] == [
        ("exact", True),
        ("exact", False),
    ]


# --- files -------------------------------------------------------------------------------------


def test_changed_truncated_and_missing(kept: Archive, article: Path, tmp_path: Path) -> None:
    kept.add("letter", file(tmp_path / "l.txt", "I have the honour to write."))
    kept.add("paper", article)
    text = stored(kept, 1).read_text()
    for content, status in [
        (text.replace("no part", "any part"), "changed"),
        (text.replace("no part", "no role"), "changed"),
        (text + " ", "changed"),
        (text[:-1], "truncated"),
        ("", "truncated"),
    ]:
        stored(kept, 1).write_text(content)
        checked = kept.verify()
        assert [check.status for check in checked.copies] == ["ok", status]
        assert not checked.holds
        # What was changed proves nothing; the other source is checked all the same.
        assert statuses(checked) == {
            "st-letter": "exact",
            **dict.fromkeys(("st-denial", "st-reworded", "st-invented", "st-lines"), "unchecked"),
        }
        assert {reason for _, reason in reasons(checked)} == {None, "copy-broken"}
    stored(kept, 1).unlink()
    assert [check.status for check in kept.verify().copies] == ["ok", "missing-file"]
    shutil.rmtree(kept.folder.path / "sha256")
    assert [check.status for check in kept.verify().copies] == ["missing-file"] * 2


def test_links_are_not_read(kept: Archive, article: Path, tmp_path: Path) -> None:
    kept.add("paper", article)
    path = stored(kept)
    path.unlink()
    path.symlink_to(article)
    assert [check.status for check in kept.verify().copies] == ["not-a-file"]
    path.unlink()
    path.mkdir()
    assert [check.status for check in kept.verify().copies] == ["not-a-file"]
    group = path.parent
    shutil.rmtree(group)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(article, elsewhere / path.name)
    group.symlink_to(elsewhere)
    assert [check.status for check in kept.verify().copies] == ["not-a-file"]
    assert not kept.verify().holds


def test_a_copy_that_holds_beside_a_broken_one(
    kept: Archive, article: Path, tmp_path: Path
) -> None:
    kept.add("paper", article, accessed="2021-03-16")
    kept.add("paper", file(tmp_path / "2.txt", ARTICLE + "2"), accessed="2021-03-17")
    stored(kept, 0).write_text("damaged")
    checked = kept.verify()
    assert statuses(checked)["st-denial"] == "exact"
    assert not checked.holds


def test_the_hash_that_the_data_states(tmp_path: Path, article: Path) -> None:
    other = archive(tmp_path / "kept", source("a", f'cev:sha256 "{"0" * 64}"'), source("b"))
    assert other.verify().findings == ()
    other.add("a", article)
    (finding,) = other.verify().findings
    assert (finding.kind, finding.fails, finding.source) == ("other-hash", True, f"{NS}a")
    assert other.verify(["b"]).findings == ()


def test_a_damaged_manifest_fails(kept: Archive, article: Path) -> None:
    kept.add("paper", article)
    path = kept.folder.path / manifest.NAME
    path.write_text(path.read_text().replace('"size"', '"seize"'))
    checked = kept.verify()
    assert [(each.kind, each.fails) for each in checked.findings] == [
        ("bad-entry", True),
        ("unlisted-file", False),
    ]
    assert not checked.holds


def test_copies_whose_list_is_gone_fail(kept: Archive, article: Path) -> None:
    kept.add("paper", article)
    (kept.folder.path / manifest.NAME).unlink()
    checked = kept.verify()
    assert [(each.kind, each.fails) for each in checked.findings] == [
        ("missing-list", True),
        ("unlisted-file", False),
    ]
    assert not checked.holds


def test_entries_of_another_case_are_named(tmp_path: Path, article: Path) -> None:
    archive(tmp_path / "kept", source("z")).add("z", article)
    checked = archive(tmp_path / "kept", source("a")).verify()
    assert [(each.kind, each.source) for each in checked.findings] == [("unknown-source", f"{NS}z")]
    assert checked.holds


# --- what cannot be checked --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\x89PNG\r\n\x1a\n", "not-text"),
        (b"%PDF-1.4\nnothing", "unreadable"),
        (b"<html><script>x</script></html>", "no-text"),
        (b"\x81\x8d\x81", "undecodable"),
    ],
)
def test_copies_without_text_are_no_failure(
    kept: Archive, tmp_path: Path, content: bytes, text: str
) -> None:
    kept.add("letter", file(tmp_path / "l", content))
    checked = kept.verify()
    assert [check.text for check in checked.copies] == [text]
    assert reasons(checked) == [("unchecked", "copy-unread")]
    assert checked.holds
    jsonschema.validate(checked.to_dict(), load("archive-verify"))


def test_excerpts_do_not_miss_anything(kept: Archive, tmp_path: Path) -> None:
    kept.add("letter", file(tmp_path / "1.txt", "It begins otherwise."), excerpt=True)
    checked = kept.verify()
    assert reasons(checked) == [("unchecked", "excerpt")]
    assert checked.holds
    kept.add("letter", file(tmp_path / "2.txt", "The whole begins otherwise."))
    assert reasons(kept.verify()) == [("missing", None)]
    kept.add("letter", file(tmp_path / "3.txt", "I have the honour to"), excerpt=True)
    assert reasons(kept.verify()) == [("exact", None)]


def test_words_that_were_read_at_another_address(tmp_path: Path, article: Path) -> None:
    there = 'cev:readAt "https://copy.example/p"^^xsd:anyURI'
    kept = archive(tmp_path / "kept", source("a"), quote("s", "a", "These words", there))
    kept.add("a", article, address="https://x.example/a", accessed="2021-01-01")
    assert reasons(kept.verify()) == [("unchecked", "read-elsewhere")]
    kept.add("a", file(tmp_path / "2.txt", "Not them"), address="http://www.copy.example/p/")
    assert reasons(kept.verify()) == [("missing", None)]


def test_words_that_were_read_who_knows_where(tmp_path: Path, article: Path) -> None:
    there = 'cev:readAt "https://copy.example/p"^^xsd:anyURI'
    kept = archive(tmp_path / "kept", source("a"), quote("s", "a", "These words", there))
    kept.add("a", article)
    assert reasons(kept.verify()) == [("missing", None)]


def test_a_guessed_charset_is_said(tmp_path: Path) -> None:
    kept = archive(tmp_path / "kept", source("a"), quote("s", "a", "the café"))
    kept.add("a", file(tmp_path / "a.txt", "in the café".encode("latin-1")))
    checked = kept.verify()
    assert [each.kind for each in checked.findings] == ["guessed-charset"]
    assert checked.holds
    assert statuses(checked) == {"s": "exact"}


def test_a_stated_charset_is_used(tmp_path: Path) -> None:
    kept = archive(tmp_path / "kept", source("a"), quote("s", "a", "إيران"))
    page = file(tmp_path / "a.txt", "قالت إيران".encode("cp1256"))
    kept.add("a", page)
    assert statuses(kept.verify()) == {"s": "missing"}
    kept.add("a", page, charset="windows-1256")
    assert statuses(kept.verify()) == {"s": "exact"}


def test_quotations_that_lack_something(tmp_path: Path, article: Path) -> None:
    kept = archive(
        tmp_path / "kept",
        source("a"),
        quote("blank", "a", "  "),
        "x:s cev:hasQuotation [ a cev:Quotation ; oa:hasSource x:a ;"
        ' oa:hasSelector [ oa:exact "We had no part" ] ] .',
        "x:t cev:hasQuotation x:nowhere, 'text' . x:nowhere oa:exact 'x' .",
        "x:u cev:hasQuotation [ oa:hasSource x:a ] .",
    )
    kept.add("a", article)
    checked = kept.verify()
    assert reasons(checked) == [
        ("unchecked", "no-words"),
        ("unchecked", "no-words"),
        ("exact", None),
    ]
    assert checked.quotations[2].quotation is None
    assert kept.verify() == checked


def test_names_do_not_matter(tmp_path: Path, article: Path) -> None:
    """The same case under other names has the same results."""
    results = []
    for number, space in enumerate(("http://x.example/", "urn:other:")):
        text = turtle(*CASE).replace(NS, space)
        own = Archive(assemble([parse("a.ttl", text.encode())]), tmp_path / str(number))
        own.add(f"{space}paper", article)
        results.append([(check.exact, check.found) for check in own.verify().quotations])
    assert results[0] == results[1]


# --- what is shown -----------------------------------------------------------------------------


def test_golden_text(kept: Archive, article: Path, tmp_path: Path) -> None:
    kept.add("paper", article, accessed="2021-03-16", address="https://x.example/a")
    kept.add("letter", file(tmp_path / "scan.pdf", pdf([])), accessed="2021-03-17T08:00:00Z")
    kept.add("gone", file(tmp_path / "gone.txt", "Kept and lost."), accessed="2021-03-18")
    stored(kept, 0).write_text("Kept")
    path = kept.folder.path / manifest.NAME
    path.write_bytes(path.read_bytes() + b"{}\n")
    shown = blocks_text(verification_blocks(kept.graph, kept.verify()), to_file=True)
    shown = shown.replace(str(kept.folder.path), "FOLDER")
    golden = HERE / "verify.txt"
    assert shown == golden.read_text(encoding="utf-8")


def test_hostile_words_are_shown_safely(kg_here: Kg, tmp_path: Path) -> None:
    evil = "We \\u001b[2J shall\\u202E strike"
    data = file(tmp_path / "c.ttl", turtle(source("a"), quote("s", "a", evil)))
    page = file(tmp_path / "a.txt", "We \x1b[2J shall not \u202e strike\n")
    folder = str(tmp_path / "kept")
    assert kg_here("--data", str(data), "archive", "add", "a", str(page), "--dir", folder).code == 0
    done = kg_here("--data", str(data), "archive", "verify", "--dir", folder)
    assert "strike" in done.out
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
