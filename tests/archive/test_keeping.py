"""Copies are kept byte for byte, once, and nothing is ever overwritten or written elsewhere."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from archive_support import ARTICLE, NS, archive, file, graph, quote, source
from hypothesis import given
from hypothesis import strategies as st

from kg.archive import Archive, manifest
from kg.archive.folder import Folder, NotAFileError
from kg.archive.moments import moment
from kg.archive.wanted import sources
from kg.errors import InputError, LimitError, OutputError, UnknownNameError, UsageError

SHA = hashlib.sha256(ARTICLE.encode()).hexdigest()
STORED = f"sha256/{SHA[:2]}/{SHA}.txt"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return file(tmp_path / "article.txt", ARTICLE)


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    return archive(tmp_path / "kept", source("a"), source("b"), quote("s", "a", "We had no part"))


def lines(kept: Archive) -> list[dict[str, object]]:
    text = (kept.folder.path / manifest.NAME).read_text(encoding="ascii")
    return [json.loads(line) for line in text.splitlines()]


# --- keeping -----------------------------------------------------------------------------------


def test_a_copy_is_the_bytes_under_their_hash(kept: Archive, article: Path) -> None:
    added = kept.add(
        "a", article, accessed="2021-03-16T10:30:00+01:00", address="https://x.example/a"
    )
    assert (added.written, added.recorded, added.matches_graph) == (True, True, None)
    stored = kept.folder.path / STORED
    assert stored.read_bytes() == article.read_bytes()
    assert stored.stat().st_mode & 0o222 == 0
    assert lines(kept) == [
        {
            "entry": "copy",
            "source": f"{NS}a",
            "sha256": SHA,
            "size": len(ARTICLE.encode()),
            "path": STORED,
            "media_type": "text/plain",
            "name": "article.txt",
            "accessed": "2021-03-16T09:30:00Z",
            "address": "https://x.example/a",
        }
    ]
    assert kept.kept().copies == (added.copy,)


def test_adding_the_same_again_adds_nothing(kept: Archive, article: Path) -> None:
    first = kept.add("a", article)
    again = kept.add("a", article)
    assert (again.written, again.recorded) == (False, False)
    assert again.copy == first.copy
    assert len(lines(kept)) == 1


def test_another_time_of_access_is_recorded(kept: Archive, article: Path) -> None:
    kept.add("a", article, accessed="2021-03-16")
    assert kept.add("a", article, accessed="2021-03-17").recorded
    assert not kept.add("a", article, accessed="2021-03-16").recorded
    assert kept.add("a", article, address="https://x.example/a").recorded
    assert len(list(kept.folder.files("sha256"))) == 1


def test_several_sources_share_a_copy_and_one_has_several(kept: Archive, tmp_path: Path) -> None:
    one, two = file(tmp_path / "1.txt", "one"), file(tmp_path / "2.txt", "two")
    assert [
        kept.add(name, path).written for name, path in [("a", one), ("b", one), ("a", two)]
    ] == [
        True,
        False,
        True,
    ]
    assert {(copy.source[-1], copy.name) for copy in kept.kept().copies} == {
        ("a", "1.txt"),
        ("a", "2.txt"),
        ("b", "1.txt"),
    }


def test_bytes_taken_for_something_else_under_another_name_are_one_copy(
    kept: Archive, tmp_path: Path
) -> None:
    kept.add("a", file(tmp_path / "a.txt", "x <b>y</b>"))
    again = kept.add("a", file(tmp_path / "a.html", "x <b>y</b>"))
    assert (again.written, again.recorded, again.copy.media_type) == (False, False, "text/plain")


def test_a_copy_that_is_gone_is_kept_again(kept: Archive, article: Path) -> None:
    kept.add("a", article)
    (kept.folder.path / STORED).unlink()
    again = kept.add("a", article)
    assert (again.written, again.recorded) == (True, False)


@pytest.mark.parametrize("damage", [b"", b"something else", ARTICLE.encode() + b" "])
def test_a_copy_that_changed_is_reported_and_left(
    kept: Archive, article: Path, damage: bytes
) -> None:
    kept.add("a", article)
    stored = kept.folder.path / STORED
    stored.chmod(0o644)
    stored.write_bytes(damage)
    for name in ("a", "b"):
        with pytest.raises(InputError, match="changed"):
            kept.add(name, article)
    assert stored.read_bytes() == damage
    assert len(lines(kept)) == 1


def test_the_hash_that_the_data_states_is_compared(tmp_path: Path, article: Path) -> None:
    other = archive(
        tmp_path / "kept",
        source("a", f'cev:sha256 "{SHA}"'),
        source("b", f'cev:sha256 "{"0" * 64}"'),
    )
    assert other.add("a", article).matches_graph is True
    assert other.add("b", article).matches_graph is False


def test_what_is_not_kept_is_counted(kept: Archive, article: Path) -> None:
    assert kept.kept().missing == ((f"{NS}a", 1),)
    kept.add("a", article)
    assert kept.kept().missing == ()


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("2021-03-16", "2021-03-16"),
        (" 2021-03-16T09:30:00Z", "2021-03-16T09:30:00Z"),
        ("2021-03-16T09:30", "2021-03-16T09:30:00Z"),
        ("2021-03-16 09:30:15.999", "2021-03-16T09:30:15Z"),
        ("2021-03-16T00:30:00+01:00", "2021-03-15T23:30:00Z"),
    ],
)
def test_times_are_utc(text: str, result: str) -> None:
    assert moment(text) == result


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2021-02-30", "2999-01-01", "0001-01-01T00:00+14:00", "2021-03"]
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(UsageError):
        moment(text)


# --- slips -------------------------------------------------------------------------------------


def test_slips(kept: Archive, tmp_path: Path, article: Path) -> None:
    with pytest.raises(UnknownNameError):
        kept.add("c", article)
    with pytest.raises(UsageError, match="no source"):
        kept.add("s", article)
    with pytest.raises(UsageError, match="charset"):
        kept.add("a", article, charset="nonsense")
    with pytest.raises(InputError, match="no such file"):
        kept.add("a", tmp_path / "gone.txt")
    with pytest.raises(InputError, match="folder"):
        kept.add("a", tmp_path)
    with pytest.raises(InputError, match="empty"):
        kept.add("a", file(tmp_path / "empty.txt", ""))
    assert not kept.folder.exists()


def test_too_large(
    kept: Archive, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = tmp_path / "huge.mp4"
    huge.touch()
    os.truncate(huge, 1 << 40)
    with pytest.raises(LimitError, match="MiB"):
        kept.add("a", huge)
    kept.add("a", article)
    monkeypatch.setattr(manifest, "MAX_BYTES", 10)
    with pytest.raises(LimitError, match="manifest"):
        kept.kept()


def test_a_folder_that_must_exist(tmp_path: Path, article: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        Archive(graph(source("a")), tmp_path / "gone", must_exist=True)
    with pytest.raises(InputError, match="no folder"):
        Archive(graph(source("a")), article)


# --- hostile -----------------------------------------------------------------------------------


def test_links_in_the_folder_are_not_followed(kept: Archive, article: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    kept.folder.path.mkdir()
    (kept.folder.path / "sha256").symlink_to(outside)
    with pytest.raises(OutputError, match="link"):
        kept.add("a", article)
    (kept.folder.path / "sha256").unlink()
    (kept.folder.path / "sha256").mkdir()
    (kept.folder.path / "sha256" / SHA[:2]).symlink_to(outside)
    with pytest.raises(OutputError, match="link"):
        kept.add("a", article)
    assert list(outside.iterdir()) == []


def test_a_link_in_place_of_a_copy_is_not_followed(
    kept: Archive, article: Path, tmp_path: Path
) -> None:
    stored = kept.folder.path / STORED
    stored.parent.mkdir(parents=True)
    target = tmp_path / "target"
    stored.symlink_to(target)
    with pytest.raises(OutputError, match="link"):
        kept.add("a", article)
    assert not target.exists()


def test_a_link_in_place_of_the_manifest_is_not_followed(
    kept: Archive, article: Path, tmp_path: Path
) -> None:
    target = file(tmp_path / "target", "precious\n")
    kept.folder.path.mkdir()
    (kept.folder.path / manifest.NAME).symlink_to(target)
    with pytest.raises(InputError, match="manifest"):
        kept.add("a", article)
    assert target.read_text() == "precious\n"


def test_a_pipe_in_place_of_the_manifest_does_not_wait(kept: Archive, article: Path) -> None:
    kept.folder.path.mkdir()
    os.mkfifo(kept.folder.path / manifest.NAME)
    with pytest.raises(InputError):
        kept.add("a", article)


@pytest.mark.parametrize(
    "name",
    ["..%2f..%2fx.html", "a\nb.html", "=cmd()", "-rf", "\u202eltxt", "x" * 200, "ä\udcff.txt"],
)
def test_hostile_file_names(kept: Archive, tmp_path: Path, name: str) -> None:
    path = file(tmp_path / name, ARTICLE)
    kept.add("a", path)
    assert [str(p.relative_to(kept.folder.path)) for p in kept.folder.path.rglob("*.*")] == [
        manifest.NAME,
        STORED,
    ]
    (copy,) = kept.kept().copies
    assert copy.name.encode()
    assert len(lines(kept)) == 1


def test_a_source_with_a_hostile_name(tmp_path: Path, article: Path) -> None:
    hostile = archive(tmp_path / "kept", "<http://x.example/../../../tmp/evil> a cev:Source .")
    (iri,) = sources(hostile.graph)
    hostile.add(iri, article)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["article.txt", "kept"]


@pytest.mark.parametrize(
    "parts", [("..", "x"), ("a/b",), ("",), (".", "x"), ("/etc", "passwd"), ("a\0",)]
)
def test_names_that_lead_out_of_the_folder(tmp_path: Path, parts: tuple[str, ...]) -> None:
    folder = Folder(tmp_path)
    with pytest.raises(NotAFileError):
        folder.read(parts, 10)
    with pytest.raises(NotAFileError):
        folder.write_new(parts, b"x")


ENTRY: dict[str, object] = {
    "entry": "copy",
    "source": f"{NS}a",
    "sha256": SHA,
    "size": 1,
    "path": STORED,
    "media_type": "text/plain",
    "name": "a",
    "accessed": "2021",
}


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"entry": "other"}',
        *(
            json.dumps(ENTRY | change).encode()
            for change in (
                {"path": f"../{STORED}"},
                {"path": "/etc/passwd"},
                {"path": "sha256/../../../etc/passwd"},
                {"path": STORED + "/../../x"},
                {"path": STORED.replace("sha256", "sha512")},
                {"path": STORED + "\n"},
                {"sha256": "../" + SHA[3:]},
                {"sha256": SHA.upper()},
                {"size": -1},
                {"size": True},
                {"size": 1e3},
                {"source": None},
                {"source": ""},
                {"name": ["a"]},
                {"excerpt": "yes"},
            )
        ),
        b'{"entry": "remote", "source": "x", "where": "y", "digest": "MD5:1"}',
    ],
)
def test_a_damaged_line_is_a_finding_with_its_number(
    kept: Archive, article: Path, line: bytes
) -> None:
    kept.folder.path.mkdir()
    (kept.folder.path / manifest.NAME).write_bytes(b"\n" + line + b"\n")
    kept.add("a", article)
    found = kept.kept()
    assert [(each.kind, each.line, each.fails) for each in found.findings] == [
        ("bad-entry", 2, True)
    ]
    assert [copy.sha256 for copy in found.copies] == [SHA]


def test_half_a_line_does_not_swallow_the_next(kept: Archive, article: Path) -> None:
    kept.folder.path.mkdir()
    (kept.folder.path / manifest.NAME).write_bytes(b'{"entry": "co')
    kept.add("a", article)
    assert [each.line for each in kept.kept().findings] == [1]
    assert len(kept.kept().copies) == 1


@given(st.binary(max_size=300))
def test_any_manifest_is_read(content: bytes) -> None:
    class Given(Folder):
        def read(self, parts: tuple[str, ...], limit: int) -> bytes:
            assert parts == (manifest.NAME,)
            return content[:limit]

    found = manifest.read(Given(Path("given")))
    assert all(each.line for each in found.findings)


def test_many_at_once_lose_nothing(kept: Archive, tmp_path: Path) -> None:
    files = [file(tmp_path / f"{n}.txt", f"text {n % 5}") for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda path: kept.add("a", path, accessed="2021-01-01"), files))
    assert {copy.sha256 for copy in kept.kept().copies} == {
        hashlib.sha256(f"text {n}".encode()).hexdigest() for n in range(5)
    }
    assert kept.kept().findings == ()
    assert len(list(kept.folder.files("sha256"))) == 5


def test_a_full_disk_leaves_the_manifest_as_it_was(
    kept: Archive, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.add("a", article)
    before = (kept.folder.path / manifest.NAME).read_bytes()
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:20]))
    with pytest.raises(OutputError, match="No space left"):
        kept.add("b", article)
    monkeypatch.undo()
    assert (kept.folder.path / manifest.NAME).read_bytes() == before
    kept.add("b", article)
    assert len(lines(kept)) == 2


def test_a_file_where_a_folder_should_be(kept: Archive, article: Path) -> None:
    kept.folder.path.mkdir()
    file(kept.folder.path / "sha256", "a file in its place")
    with pytest.raises(OutputError, match="Nothing was kept"):
        kept.add("a", article)
    assert (kept.folder.path / "sha256").read_text() == "a file in its place"
