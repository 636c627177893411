"""The documentation is true: commands, options, examples, links, targets.

Examples are the lines that begin with ``kg`` in fenced blocks and in ``--help``, and inline code
that is a whole command. They run in a folder with the files that they name, on the shipped case.
"""

from __future__ import annotations

import bz2
import gzip
import inspect
import os
import re
import runpy
import shlex
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import click
import pytest
from support import ROOT, Kg

import kg.checks.run
import kg.stores
from kg.case import Case
from kg.cli.main import COMMANDS, cli
from kg.resources import shipped_case

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
)
FINDINGS = {"check", "query"}  # commands that may exit with 1: errors in data, ASK is false
PLACEHOLDER = re.compile(r"\b[A-Z][A-Z-]{2,}\b(?!=)|…|\.\.\.|[\[\]{}]")
TINY = "<http://x/s> <http://x/p> <http://x/o> .\n"


@cache
def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@cache
def commands() -> dict[str, click.Command]:
    """Return every command by its name; one within another with both (``archive add``)."""
    context = click.Context(cli, info_name="kg")
    found = {name: cli.get_command(context, name) for name in COMMANDS}
    known = {name: command for name, command in found.items() if command is not None}
    for name, command in list(known.items()):
        if isinstance(command, click.Group):
            known |= {f"{name} {inner}": each for inner, each in command.commands.items()}
    return known


# --- what is documented ----------------------------------------------------------------------


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert re.search(rf"^\| `kg {name}[ `]", text_of("README.md"), re.MULTILINE)


@pytest.mark.parametrize("name", commands())
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = commands()[name]
    help_text = inspect.cleandoc(command.help or "")
    assert "\b\nExample" in help_text
    assert any(f" {name}" in line for line in examples_in_help(command))
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help or isinstance(option.type, click.Choice), (
                f"{option.name} says nothing"
            )


def test_the_list_of_commands_says_what_they_are() -> None:
    assert {name.split()[0] for name in commands()} == set(COMMANDS)
    assert all(short.endswith((".", "?")) for _, short in COMMANDS.values())


def test_the_page_of_commands_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["commands_page.py", "--check"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "tools" / "commands_page.py"), run_name="__main__")
    assert ended.value.code == 0, "run: make commands-page"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name: str) -> None:
    section = text_of("docs/commands.md").partition(f"\n## kg {name}\n")[2].partition("\n## ")[0]
    for option in commands()[name].params:
        if isinstance(option, click.Option):
            assert any(f"{spelling}" in section for spelling in option.opts), option.opts


# --- examples run ----------------------------------------------------------------------------


def fenced(text: str) -> Iterator[tuple[str, str]]:
    """Language and content of each fenced block."""
    for match in re.finditer(r"^```(\w*)[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield match[1], match[2]


def example_of(line: str) -> str | None:
    """The command of a line, without prompt and without what is said beside it."""
    bare = re.split(r"\s{2,}|\s#\s", line.strip().removeprefix("$ "))[0]
    return bare if re.match(r"kg\s|echo .*\| *kg\s", bare) else None


def examples_in_help(command: click.Command) -> list[str]:
    lines = inspect.cleandoc(command.help or "").splitlines()
    return [example for line in lines if line[:1] == " " and (example := example_of(line))]


def examples_in_page(page: str) -> Iterator[str]:
    text = text_of(page)
    for language, block in fenced(text):
        if language in ("", "sh", "bash", "console", "shell"):
            yield from (example for line in block.splitlines() if (example := example_of(line)))
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for code in re.findall(r"(?<!`)`(kg [^`\n]+)`(?!`)", prose):
        code = code.replace("\\|", "|")  # noqa: PLW2901 (as written in a table)
        # `kg assess` in a sentence is a name, and KIND or [FILE] stand for something
        if len(code.split()) > len(["kg", "assess"]) and not PLACEHOLDER.search(code):
            yield code


@cache
def examples() -> dict[str, str]:
    """Every example, once, with a place where it stands."""
    found: dict[str, str] = {}
    for page in PAGES:
        for example in examples_in_page(page):
            found.setdefault(example, page)
    for name, command in [("", cli), *commands().items()]:
        for example in examples_in_help(command):
            found.setdefault(example, f"kg {name} --help")
    return found


@cache
def checked(files: tuple[str, ...], engine: str) -> kg.checks.CheckResult:
    return kg.checks.run.check_files(files, engine)


@pytest.fixture(scope="module")
def shipped() -> Case:
    return Case.open()


@pytest.fixture
def folder(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shipped: Case,
    request: pytest.FixtureRequest,
) -> Path:
    """A folder with the files that examples name; the shipped case is read and checked once."""
    read = Case.open
    monkeypatch.setattr(
        Case,
        "open",
        lambda *files, store=None: read(*files, store=store) if files or store else shipped,
    )
    monkeypatch.setattr(kg.checks, "check_files", checked)
    shutil.copy(ROOT / "tests" / "competency" / "denials" / "data.ttl", tmp_path / "mine.ttl")
    shutil.copy(ROOT / "docs" / "examples" / "own-case.ttl", tmp_path)
    shutil.copy(ROOT / "docs" / "examples" / "erbil-hypotheses.toml", tmp_path)
    (tmp_path / "data").mkdir()
    shutil.copy(shipped_case(), tmp_path / "data" / "triples.ttl")
    for name in ("more.nq", "more.nt", "more.ttl", "more.trig"):
        (tmp_path / name).write_text(TINY)
    (tmp_path / "more.nt.gz").write_bytes(gzip.compress(TINY.encode()))
    for name, packed in (("1.nt.gz", gzip.compress), ("2.nt.bz2", bz2.compress)):
        (tmp_path / f"events-{name}").write_bytes(packed(TINY.encode()))
    if any("mine.store" in str(value) for value in request.node.callspec.params.values()):
        kg.stores.load([tmp_path / "mine.ttl"], tmp_path / "mine.store")
    for name in ("mine.rq", "strangers.rq"):
        (tmp_path / name).write_text("SELECT * { ?s a cev:Incident }")
    (tmp_path / "article.html").write_text("<p>Read on a day.</p>")
    (tmp_path / "local_archive").mkdir()
    (tmp_path / "db.csv").write_text(
        "link,archive location,archive date,hash\n"
        f"https://paper.example/a,https://kept.example/a,2021-03-16,SHA-256:{64 * '0'}\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("example", examples(), ids=str)
def test_examples_run(kg_here: Kg, folder: Path, example: str) -> None:
    before, _, command = (
        example.rpartition("| ") if example.startswith("echo ") else ("", "", example)
    )
    stdin = " ".join(shlex.split(before)[1:]) if before else ""
    arguments = shlex.split(command)[1:]
    done = kg_here(*arguments, stdin=stdin)
    place = examples()[example]
    if "://store.example/" in example:  # the name is reserved: nobody answers there
        assert (done.code, done.out) == (3, ""), f"{place}: {done.err}"
        return
    allowed = {0, 1} if FINDINGS & set(arguments) else {0}
    assert done.code in allowed, f"{place}: {done.err}"
    written = [name for flag, name in pairwise(arguments) if flag == "-o"]
    assert done.out or written or "--quiet" in arguments
    assert all((folder / name).stat().st_size for name in written)


def test_examples_were_found() -> None:
    """A search that finds nothing would pass."""
    places = set(examples().values())
    assert "README.md" in places
    for command in (cli, *commands().values()):
        found = examples_in_help(command)
        assert found
        assert set(found) <= set(examples())
    assert any("| kg" in example for example in examples())


PYTHON = [
    (page, number, block)
    for page in PAGES
    for number, (language, block) in enumerate(fenced(text_of(page)))
    if language in ("python", "py")
]


@pytest.mark.parametrize(
    ("page", "number", "block"), PYTHON, ids=[f"{page}-{number}" for page, number, _ in PYTHON]
)
def test_python_examples_run(
    folder: Path, page: str, number: int, block: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder == Path.cwd()
    exec(compile(block, f"{page} block {number}", "exec"), {"__name__": "example"})  # noqa: S102
    if "print(" in block:
        assert capsys.readouterr().out


def test_the_readme_shows_python() -> None:
    assert any(page == "README.md" for page, _, _ in PYTHON)


# --- links and names -------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub makes of headings."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)
    return set(plain) | set(re.findall(r'<a (?:id|name)="([^"]+)"', text))


@pytest.mark.parametrize("page", PAGES)
def test_links_resolve(page: str) -> None:
    home = (ROOT / page).parent
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(<?([^)\s>]+)>?\)", prose):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        name, _, anchor = target.partition("#")
        path = home / name if name else ROOT / page
        assert path.exists(), f"{page}: {target}"
        assert path.resolve().is_relative_to(ROOT), f"{page}: {target} leaves the checkout"
        if anchor and path.suffix == ".md":
            assert anchor in anchors(path), f"{page}: {target}"


@pytest.mark.parametrize("page", PAGES)
def test_files_and_targets_that_are_named_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    code = re.findall(r"`([^`\n]+)`", text_of(page)) + [b for _, b in fenced(text_of(page))]
    for text in code:
        for target in re.findall(r"(?<![\w-])make ([a-z][a-z-]*)", text):
            assert target in targets, f"{page}: make {target}"
        whole = re.fullmatch(
            r"(?:kg|tests|docs|tools|benchmarks|queries|ontology|data)/[\w./-]+", text
        )
        if whole and not PLACEHOLDER.search(text):
            # kg/_data and so on are where folders lie in an installed package
            assert (ROOT / text).exists() or text.startswith("kg/_"), f"{page}: {text}"


@pytest.mark.parametrize("page", PAGES)
def test_text_of_pages_is_plain(page: str) -> None:
    text = text_of(page)
    assert text.endswith("\n")
    assert not re.search(r"[ \t]$(?<!  )", text, re.MULTILINE), "trailing space"
    assert not re.search(r"\b(TODO|FIXME|XXX|lorem ipsum)\b", text)
    assert os.fspath(ROOT) not in text
