"""``kg archive`` as users type it: exit codes, the folder, what is printed."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from archive_support import ARTICLE, file, quote, source, turtle
from support import Done, Kg

from kg.schemas import load

CASE = turtle(
    source("a", 'schema:url "https://paper.example/a"^^xsd:anyURI'),
    source("b", 'dcterms:title "The letter"'),
    quote("st-a", "a", "We had no part"),
    quote("st-b", "b", "I have the honour"),
)


class Shell:
    """A working directory with a case and an article, in which ``kg archive`` is run."""

    def __init__(self, kg: Kg, folder: Path) -> None:
        self.kg, self.folder = kg, folder

    def __call__(self, *arguments: str) -> Done:
        return self.kg("--data", "case.ttl", "archive", *arguments)


@pytest.fixture
def shell(kg_here: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    file(tmp_path / "case.ttl", CASE)
    file(tmp_path / "article.txt", ARTICLE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_ARCHIVE", raising=False)
    return Shell(kg_here, tmp_path)


def test_from_adding_to_checking(shell: Shell) -> None:
    done = shell("add", "a", "article.txt", "--accessed", "2021-03-16")
    assert done.code == 0
    assert done.out.splitlines()[0] == "a: kept"
    assert "accessed 2021-03-16" in done.out
    assert (shell.folder / "archive" / "manifest.jsonl").is_file()
    again = shell("add", "a", "article.txt")
    assert again.out.splitlines()[0] == "a: kept already, accessed 2021-03-16; nothing was changed"
    checked = shell("verify")
    assert checked.code == 0
    assert "1 exact, 0 normalised, 0 near, 0 missing, 0 unchecked." in checked.out
    assert "1 quotation of 1 source without a copy" in checked.out
    assert checked.out.endswith("All that could be checked holds.\n")
    assert (shell("verify", "a").code, checked.err) == (0, "")


def test_what_does_not_hold_exits_with_1(shell: Shell) -> None:
    shell("add", "b", "article.txt")
    done = shell("verify")
    assert done.code == 1
    assert "missing: st-b, in b" in done.out
    assert shell("verify", "a").code == 0


def test_json_follows_its_schema(shell: Shell) -> None:
    shell("add", "a", "article.txt")
    for name, done in [
        ("archive-verify", shell("verify", "--format", "json")),
        ("archive-list", shell("list", "--format", "json")),
    ]:
        value = json.loads(done.out)
        jsonschema.validate(value, load(name))
        assert value["schema"] == f"{name}/1"
        assert value["folder"] == "archive"


def test_every_key_of_the_schemas_is_described() -> None:
    def undescribed(schema: dict[str, object], path: str) -> list[str]:
        found = []
        properties = schema.get("properties")
        for key, value in (properties if isinstance(properties, dict) else {}).items():
            if "description" not in value and "const" not in value:
                found.append(f"{path}/{key}")
            found += undescribed(value, f"{path}/{key}")
        for key in ("items", "$defs"):
            inner = schema.get(key)
            if isinstance(inner, dict):
                for each in inner.values() if key == "$defs" else [inner]:
                    found += undescribed(each, path)
        return found

    for name in ("archive-verify", "archive-list"):
        assert undescribed(load(name), name) == []


def test_the_same_data_has_the_same_bytes(shell: Shell) -> None:
    shell("add", "a", "article.txt")
    assert shell("verify", "--format", "json") == shell("verify", "--format", "json")


def test_list(shell: Shell) -> None:
    shell("add", "a", "article.txt", "--accessed", "2021-03-16", "--excerpt")
    done = shell("list")
    row = next(line for line in done.out.splitlines() if line.startswith("  a "))
    assert row.split()[1:4] == ["2021-03-16", "text/plain", str(len(ARTICLE.encode()))]
    assert "article.txt (excerpt)" in row
    assert "1 source with 1 quotation has no copy: --missing names them." in done.out
    assert "The letter" not in done.out
    assert "The letter" in shell("list", "--missing").out


def test_import(shell: Shell) -> None:
    digest = "SHA-256:" + "0" * 64
    head = "link,archive location,archive date,hash\n"
    file(
        shell.folder / "sheet.csv",
        f"{head}http://www.paper.example/a/,https://s.example/1,2021-03-16,{digest}\n"
        "https://nobody.example/,x,,\n",
    )
    done = shell("import", "sheet.csv")
    assert done.code == 0
    assert "1 row of sources" in done.out
    assert "1 copy elsewhere recorded" in done.out
    assert "sheet.csv:3: https://nobody.example/" in done.out
    assert "https://s.example/1" in shell("list").out
    assert "SHA-256:000000000000" in shell("list").out
    file(shell.folder / "sheet.csv", f"{head}https://paper.example/a,x,,MD5:0\n")
    done = shell("import", "sheet.csv")
    assert done.code == 1
    assert "bad-row: sheet.csv:2: The hash 'MD5:0'" in done.out


# --- the folder --------------------------------------------------------------------------------


def test_the_folder(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ARCHIVE", "mine")
    shell("add", "a", "article.txt")
    shell("add", "a", "article.txt", "--dir", "other")
    assert (shell.folder / "mine" / "sha256").is_dir()
    assert (shell.folder / "other" / "sha256").is_dir()
    assert not (shell.folder / "archive").exists()


def test_the_usual_folder_need_not_be_there_yet(shell: Shell) -> None:
    assert shell("list").code == 0
    done = shell("verify")
    assert done.code == 0
    assert "No copy was checked." in done.out
    assert not (shell.folder / "archive").exists()


@pytest.mark.parametrize("command", ["list", "verify"])
def test_a_folder_that_was_named_must_be_there(shell: Shell, command: str) -> None:
    done = shell(command, "--dir", "archvie")
    assert (done.code, done.out) == (3, "")
    assert done.err == "kg: archvie: There is no folder of this name.\n"


# --- slips -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["add", "c", "article.txt"], 2, "no node named 'c'"),
        (["add", "st-a", "article.txt"], 2, "'st-a' is no source"),
        (["add", "a", "article.txt", "--accessed", "soon"], 2, "'soon' is no time"),
        (["add", "a", "article.txt", "--address", "paper"], 2, "'paper' is no address"),
        (["add", "a", "article.txt", "--charset", "x"], 2, "'x' is no charset"),
        (["add", "a", "gone.txt"], 3, "gone.txt: There is no such file"),
        (["add", "a"], 2, "FILE"),
        (["verify", "c"], 2, "no node named 'c'"),
        (["import", "gone.csv"], 3, "gone.csv"),
        (["import", "article.txt"], 3, "article.txt:1: This is no list of auto-archiver"),
        (["nonsense"], 2, "nonsense"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_slips(shell: Shell, arguments: list[str], code: int, words: str) -> None:
    done = shell(*arguments)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert "Traceback" not in done.err


def test_a_result_that_cannot_be_written(shell: Shell) -> None:
    done = shell("verify", "-o", "gone/out.txt")
    assert done.code == 3
    assert "no folder" in done.err


def test_a_full_disk(kg_process: Kg, tmp_path: Path) -> None:
    file(tmp_path / "case.ttl", CASE)
    file(tmp_path / "big.bin", b"\0" * 1_000_000)
    done = kg_process(
        "--data", "case.ttl", "archive", "add", "a", "big.bin", cwd=tmp_path, limit=128
    )
    assert done.code == 3
    assert "Nothing was recorded" in done.err
    assert not (tmp_path / "archive" / "manifest.jsonl").exists()
    assert [path.name for path in (tmp_path / "archive").rglob("*.*")] == []
