"""Files that cannot be read get a clear error; nothing is loaded by halves."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from kg.errors import InputError, LimitError, UsageError
from kg.loaders import ParseError, open_graph, parse, read_file, reading

GOOD = b"<http://x/s> <http://x/p> <http://x/o> .\n"


def message_of(tmp_path: Path, name: str, content: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_file(str(path))
    assert caught.value.file == str(path)
    return str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file") as caught:
        read_file(str(tmp_path / "gone.ttl"))
    assert caught.value.exit_code == 3


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        read_file(str(tmp_path))


@pytest.mark.parametrize("content", [b"", b"  \n\t"])
def test_empty(tmp_path: Path, content: bytes) -> None:
    assert "empty" in message_of(tmp_path, "a.ttl", content)


def test_name_with_a_zero_byte() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_file("a\0b.ttl")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x7fELF\x02\x01\x01\x00\x00\x00", "binary"),
        (b"\x1f\x8b\x08\x00rest", "gzip"),
        (b"PK\x03\x04rest", "zip"),
        (b"%PDF-1.7 rest", "PDF"),
        (GOOD.decode().encode("utf-16"), "UTF-16"),
        (GOOD.decode().encode("utf-16-le"), "UTF-16"),
        (GOOD.decode().encode("utf-16-be"), "UTF-16"),
        (GOOD.decode().encode("utf-32"), "UTF-32"),
    ],
)
def test_not_utf8_text(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in message_of(tmp_path, "a.ttl", content)


def test_wrong_byte_is_named_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "latin.ttl"
    path.write_bytes(GOOD + '<http://x/s> <http://x/p> "Ö" .'.encode("latin-1"))
    with pytest.raises(InputError) as caught:
        read_file(str(path))
    assert (caught.value.line, caught.value.column) == (2, 28)
    assert f"0xD6 at offset {len(GOOD) + 27}" in str(caught.value)


def test_byte_order_mark_is_no_part_of_the_data(tmp_path: Path) -> None:
    path = tmp_path / "bom.ttl"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD)
    assert len(read_file(str(path)).quads) == 1


@pytest.mark.parametrize("cut", range(3, len(GOOD) - 2, 5))
def test_half_written_file_is_no_shorter_file(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "half.ttl"
    path.write_bytes(GOOD + GOOD.replace(b"/s", b"/t")[:cut])
    with pytest.raises(ParseError) as caught:
        read_file(str(path))
    assert caught.value.line == 2


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.nt"
    path.write_bytes(GOOD * 3)
    monkeypatch.setattr(reading, "MAX_BYTES", len(GOOD) * 2)
    with pytest.raises(LimitError, match="larger than") as caught:
        read_file(str(path))
    assert caught.value.exit_code == 4


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes")
def test_endless_pipe_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)
    with pytest.raises(LimitError):
        read_file("/dev/zero")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD)))
    graph = open_graph(["-"])
    assert graph.files[0].name == "-"
    assert graph.triples == 1


def test_standard_input_only_once() -> None:
    with pytest.raises(UsageError, match="only once"):
        open_graph(["-", "-"])


def test_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "secret.ttl"
    path.write_bytes(GOOD)
    path.chmod(0)
    if os.access(path, os.R_OK):  # whoever runs this may read everything
        assert len(read_file(str(path)).quads) == 1
        return
    with pytest.raises(InputError, match="permission denied"):
        read_file(str(path))


def test_error_text_cannot_steer_a_terminal() -> None:
    with pytest.raises(ParseError) as caught:
        parse("a.ttl", b'<http://x/s> <http://x/p> "\x1b[31mred" bad .')
    assert "\x1b" not in str(caught.value)
    assert "\\u001B[31m" in str(caught.value)
