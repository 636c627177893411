"""auto-archiver's lists are taken over row by row; hostile ones are refused with file and line."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from archive_support import NS, archive, file, quote, source
from hypothesis import given
from hypothesis import strategies as st

from kg.archive import Archive, manifest
from kg.archive.addresses import normal_address
from kg.archive.auto_archiver import read
from kg.archive.literals import literal
from kg.errors import InputError, KgError

WHEN = datetime(2021, 3, 16, 9, 30, 15, 250, tzinfo=UTC)
PAGE = b"<html><p>We had no part.</p></html>"
DIGEST = f"SHA-256:{hashlib.sha256(PAGE).hexdigest()}"
THERE = 'cev:readAt "https://copy.example/p"^^xsd:anyURI'


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    return archive(
        tmp_path / "kept",
        source("a", 'schema:url "https://www.paper.example/a/"^^xsd:anyURI'),
        source("b", 'schema:url "http://paper.example/b?id=2"^^xsd:anyURI'),
        quote("s", "b", "We had no part", THERE),
    )


def media(filename: str = "x.html", **properties: object) -> dict[str, object]:
    """A file as auto-archiver's dataclass has it."""
    return {
        "filename": f"work/{filename}",
        "_key": filename,
        "urls": [f"https://store.example/{filename}"],
        "properties": {"hash": DIGEST, **properties},
        "_mimetype": "text/html",
        "_stored": True,
    }


def row(url: str, *files: object, **metadata: object) -> tuple[str, str, str]:
    """A row as ``csv_db`` writes it: dictionaries as Python prints them."""
    fields = {"_processed_at": WHEN, "url": url, "title": "A “title”\n", **metadata}
    return ("generic: success", repr(fields), repr(list(files)))


def table(path: Path, *rows: tuple[str, ...], head: str = "status,metadata,media") -> Path:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return file(path, f"{head}\n{buffer.getvalue()}")


# --- what is recorded --------------------------------------------------------------------------


def test_rows_of_the_database(kept: Archive, tmp_path: Path) -> None:
    inner = media("thumb.jpg", hash="not-calculated")
    done = kept.import_csv(
        table(
            tmp_path / "db.csv",
            row("http://paper.example/a#top", media(), media("2.html", previews=[inner])),
            row("https://nobody.example/"),
            row("https://web.archive.org/web/20210316093000/https://copy.example/p"),
        )
    )
    assert (done.rows, done.matched, done.empty, done.recorded, done.kept) == (3, 2, 1, 3, 0)
    assert done.unmatched == ((3, "https://nobody.example/"),)
    assert done.findings == ()
    assert [remote.to_dict() for remote in kept.kept().remote] == [
        {
            "source": f"{NS}a",
            "digest": digest,
            "where": f"https://store.example/{name}",
            "accessed": "2021-03-16T09:30:15Z",
            "address": "http://paper.example/a#top",
            "media_type": "text/html",
        }
        for name, digest in [("2.html", DIGEST), ("thumb.jpg", None), ("x.html", DIGEST)]
    ]
    assert kept.verify().remote == 3
    assert kept.verify().holds


def test_rows_of_the_sheet(kept: Archive, tmp_path: Path) -> None:
    head = "Link,Archive status,Archive location,Archive date,Thumbnail,Hash"
    cells = ("https://s.example/1.html\nhttps://t.example/1.html", "2021-03-16T10:30:15+01:00")
    done = kept.import_csv(
        table(
            tmp_path / "sheet.csv",
            ("https://paper.example/a", "success", *cells, '=IMAGE("x")', DIGEST.upper()),
            ("https://paper.example/b?id=2", "no archiver", "", "", "", "not-calculated"),
            ('=HYPERLINK("http://paper.example/a")', "success", *cells, "", ""),
            ("", "", "", "", "", ""),
            head=head,
        )
    )
    assert (done.rows, done.matched, done.empty, done.recorded) == (3, 2, 1, 1)
    assert done.unmatched == ((5, '=HYPERLINK("http://paper.example/a")'),)
    (remote,) = kept.kept().remote
    assert (remote.digest, remote.where, remote.accessed) == (
        DIGEST,
        "https://s.example/1.html",
        "2021-03-16T09:30:15Z",
    )


def test_taking_over_twice_records_nothing_more(kept: Archive, tmp_path: Path) -> None:
    path = table(tmp_path / "db.csv", row("https://paper.example/a", media()))
    kept.import_csv(path)
    done = kept.import_csv(path)
    assert (done.recorded, done.known) == (0, 1)
    assert len((kept.folder.path / manifest.NAME).read_text().splitlines()) == 1


# --- files beside the list ---------------------------------------------------------------------


def local(place: str) -> dict[str, object]:
    return media() | {"urls": [place]}


def test_a_local_file_is_kept_and_checked(kept: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "archived"
    folder.mkdir(parents=True)
    file(folder / "x.html", PAGE)
    path = table(
        tmp_path / "out" / "db.csv", row("https://copy.example/p", local("./archived/x.html"))
    )
    done = kept.import_csv(path)
    assert (done.kept, done.findings) == (1, ())
    (copy,) = kept.kept().copies
    assert (copy.accessed, copy.address) == ("2021-03-16T09:30:15Z", "https://copy.example/p")
    assert [check.status for check in kept.verify().quotations] == ["exact"]
    moved = table(tmp_path / "db.csv", row("https://copy.example/p", local("archived/x.html")))
    assert kept.import_csv(moved).kept == 0
    assert kept.import_csv(moved, files=tmp_path / "out").kept == 1
    assert len(kept.kept().copies) == 1


def test_sha3_is_checked_too(kept: Archive, tmp_path: Path) -> None:
    file(tmp_path / "x.html", PAGE)
    digest = f"SHA3-512:{hashlib.sha3_512(PAGE).hexdigest()}"
    item = local("x.html") | {"properties": {"hash": digest}}
    done = kept.import_csv(table(tmp_path / "db.csv", row("https://paper.example/a", item)))
    assert (done.kept, done.findings) == (1, ())
    assert kept.kept().remote[0].digest == digest


def test_a_local_file_that_changed_is_not_kept(kept: Archive, tmp_path: Path) -> None:
    file(tmp_path / "x.html", PAGE + b" ")
    done = kept.import_csv(
        table(tmp_path / "db.csv", row("https://paper.example/a", local("x.html")))
    )
    assert [(each.kind, each.line) for each in done.findings] == [("changed-file", 2)]
    assert (done.kept, kept.kept().copies) == (0, ())


def test_a_local_file_whose_copy_changed_is_reported(kept: Archive, tmp_path: Path) -> None:
    kept.add("a", file(tmp_path / "x.html", PAGE))
    stored = kept.folder.path / kept.kept().copies[0].path
    stored.chmod(0o644)
    stored.write_text("damaged")
    done = kept.import_csv(
        table(tmp_path / "db.csv", row("https://paper.example/a", local("x.html")))
    )
    assert [each.kind for each in done.findings] == ["changed-copy"]
    assert stored.read_text() == "damaged"


@pytest.mark.parametrize("place", ["../secret", "SECRET", "link", "up/secret", "\0", "x" * 5000])
def test_nothing_outside_the_folder_is_read(kept: Archive, tmp_path: Path, place: str) -> None:
    secret = file(tmp_path / "secret", PAGE)
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "link").symlink_to(secret)
    (inside / "up").symlink_to(tmp_path)
    name = place.replace("SECRET", str(secret))
    done = kept.import_csv(table(inside / "db.csv", row("https://paper.example/a", local(name))))
    assert done.kept == 0
    assert kept.kept().copies == ()


# --- addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "https://paper.example/a",
        "http://www.paper.example/a/",
        " HTTPS://Paper.Example:443/a#part ",
        "https://web.archive.org/web/20210316/https://paper.example/a",
        "https://web.archive.org/web/20210316093000if_/http://www.paper.example/a/",
        "http://archive.ph/20210316093000/https://paper.example/a",
        "https://archive.is/o/AbC12/paper.example/a",
        "https://archive.today/newest/http://web.archive.org/web/2021/paper.example/a",
    ],
)
def test_addresses_of_the_same_page(address: str) -> None:
    assert normal_address(address) == "paper.example/a"


@pytest.mark.parametrize(
    "address",
    ["https://paper.example/A", "https://paper.example/a?x", "https://paper.example:8443/a"],
)
def test_addresses_of_other_pages(address: str) -> None:
    assert normal_address(address) not in {"", "paper.example/a"}


@pytest.mark.parametrize(
    "address",
    ["", "paper.example/a", "=HYPERLINK()", "javascript:x", "http://", "http://[", "http://x:y/"],
)
def test_what_is_no_address(address: str) -> None:
    assert normal_address(address) == ""


@given(st.text(max_size=100))
def test_any_text_as_an_address(text: str) -> None:
    once = normal_address(text)
    assert normal_address(f"https://{once}") in {once, ""} or not once or "%" in once


# --- values that Python prints -----------------------------------------------------------------


def test_values() -> None:
    offset = "datetime.datetime(2021, 3, 16, 9, tzinfo=datetime.timezone(x))"
    assert literal(f"{{'a': [1, None, ('b',)], 'c': {WHEN!r}, 'd': {offset}}}") == {
        "a": [1, None, ["b"]],
        "c": WHEN.isoformat(),
        "d": None,
    }


def test_nothing_is_called(tmp_path: Path) -> None:
    path = tmp_path / "made"
    value = literal(
        f"[__import__('pathlib').Path({str(path)!r}).touch(), open({str(path)!r}, 'w')]"
    )
    assert value == [None, None]
    assert not path.exists()


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "<object at 0x1>", "x = 1", "\0", "9" * 10_000, "'\\d" * 3),
        *("[" * 100_000, "-" * 100_000 + "1", "(" * 1_000 + ")" * 1_000, "{0:" * 50_000),
        *("a." * 100_000 + "b", "1+" * 100_000 + "1", "not " * 100_000 + "1"),
        *("lambda:" * 100_000 + "1", "f'{" * 200, "x" * 5_000_000),
    ],
    ids=range(17),
)
def test_hostile_values_do_not_take_the_process_down(text: str) -> None:
    try:
        assert literal(text) is None
    except ValueError as error:
        assert str(error).startswith("it is")  # noqa: PT017 (either is right)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


@given(JSON)
def test_what_python_prints_is_read_back(value: Any) -> None:
    read_back = literal(repr(value))
    # A sign before a number is an operation, which nobody here does.
    assert json.dumps(read_back) == json.dumps(value) or "-" in repr(value)


# --- hostile lists -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", None, "empty"),
        (b"a,b\n1,2\n", 1, "status, metadata and media"),
        (b"status,metadata\nx,{}\n", 1, "status, metadata and media"),
        (b"status,metadata,media,Media\n", 1, "twice"),
        (b"status,metadata,media\nx,\0,y\n", 2, "byte 0"),
        (b"status,metadata,media\nx,\xff\xfe,y\n", 2, "not UTF-8"),
        ("status,metadata,media\n".encode("utf-16"), None, "0"),
        (b'status,metadata,media\n"x"y,{},[]\n', 2, "no CSV"),
        (b'status,metadata,media\nx,{},"[]\n', 2, "no CSV"),
        (b"status,metadata,media\nx,{}," + b"y" * 5_000_000 + b"\n", 2, "no CSV"),
        (b"PK\x03\x04", None, "zip"),
    ],
    ids=range(11),
)
def test_what_is_no_list_is_refused_with_its_place(
    kept: Archive, tmp_path: Path, content: bytes, line: int | None, words: str
) -> None:
    before = csv.field_size_limit()
    path = file(tmp_path / "db.csv", content)
    with pytest.raises(InputError, match=words) as caught:
        kept.import_csv(path)
    if line:
        assert caught.value.line == line
    assert not kept.folder.exists()
    assert csv.field_size_limit() == before


def test_rows_that_cannot_be_read_are_left_out(kept: Archive, tmp_path: Path) -> None:
    good = row("https://paper.example/a", media())
    wrong = media(hash="SHA-256:123")
    late = row("https://paper.example/a", media("late.html"), _processed_at=datetime(2999, 1, 1))
    done = kept.import_csv(
        table(
            tmp_path / "db.csv",
            ("s", "{'url': ", "[]"),
            ("s", "[]", "{}"),
            ("s", "{}"),
            good,
            row("https://paper.example/b?id=2", wrong),
            late,
            ("s", "{'url': 7, '_processed_at': 7}", "[7, 'x', {'urls': 7, 'filename': 7}]"),
        )
    )
    assert [(each.kind, each.line) for each in done.findings] == [
        ("bad-row", 2),
        ("bad-row", 3),
        ("bad-row", 4),
        ("bad-row", 6),
        ("bad-row", 7),
    ]
    assert (done.matched, done.recorded) == (3, 3)
    assert done.unmatched == ((8, ""),)


@given(st.binary(max_size=200))
def test_any_bytes_as_a_list(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = file(tmp_path_factory.getbasetemp() / "any.csv", b"status,metadata,media\n" + content)
    try:
        rows = read(str(path))
    except KgError as error:
        assert "any.csv" in str(error)  # noqa: PT017 (either is right)
    else:
        assert all(each.line >= 2 for each in rows)
