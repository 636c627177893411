"""Results are written whole or not at all; tables show what is there and nothing else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from kg.cli.output import cell, emit, table, to_json, write_file
from kg.errors import OutputError


def test_standard_output_ends_with_a_line_end(capsys: pytest.CaptureFixture[str]) -> None:
    emit("one")
    emit("two\n")
    assert capsys.readouterr().out == "one\ntwo\n"


def test_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")
    path.chmod(0o640)
    emit("né", str(path))
    assert path.read_bytes() == "né\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    plain, written = tmp_path / "plain", tmp_path / "written"
    plain.touch()
    emit("x", str(written))
    assert stat.S_IMODE(written.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    emit("new", str(link))
    assert link.is_symlink()
    assert target.read_text() == "new\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [("gone/out", "no folder"), (".", "a folder"), ("x" * 300, "cannot be"), ("a\0b", "null")],
)
def test_what_cannot_be_written(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(OutputError, match=words) as caught:
        write_file(str(tmp_path / name), b"x")
    assert caught.value.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_failure_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        emit("new", str(path))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_full_device() -> None:
    with pytest.raises(OutputError, match="No space left"):
        write_file("/dev/full", b"x")


def test_table_off_a_terminal_is_plain_and_whole() -> None:
    long = "word " * 100 + "end"
    text = table(("name", "n"), [("[red]a[/red] :smile:", 1), (long, None)], right=("n",))
    lines = text.splitlines()
    assert lines[0].split() == ["name", "n"]
    assert lines[1].startswith("[red]a[/red] :smile: ")
    assert lines[1].endswith(" 1")
    assert lines[2] == long
    assert "\x1b" not in text


def test_table_neutralises_what_would_steer_a_terminal() -> None:
    text = table(("a\x1b[2J",), [("b\u202ec\nd\x07",)], title="t\x9b", to_terminal=True)
    assert not {"\u202e", "\x07", "\x9b"} & set(text)
    assert "\x1b[2J" not in text
    assert "b\\u202Ec d\\u0007" in text


def test_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b" in table(("a",), [("b",)], to_terminal=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in table(("a",), [("b",)], to_terminal=True)


def test_cells_are_one_line() -> None:
    assert cell(" a\n b\tc ") == "a b c"
    assert cell(None) == ""
    assert cell("می\u200cشود") == "می\u200cشود"


def test_json_keeps_letters_and_refuses_what_json_has_not() -> None:
    assert to_json({"a": "é"}) == '{\n  "a": "é"\n}'
    with pytest.raises(ValueError, match="JSON"):
        to_json(float("nan"))
