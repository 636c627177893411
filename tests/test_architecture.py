"""The parts import only what docs/architecture.md lets them, and nobody but the command prints."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAX_LINES = 400
HEAVY = (
    *("duckdb", "rdflib", "pyoxigraph", "networkx", "pyvis", "rich", "edtf", "pyshacl"),
    *("rapidfuzz", "bs4", "pypdf", "jinja2", "typst", "pyspark", "sqlglot", "orjson"),
)
OWN_COMMANDS = {"kg.__main__", "kg.exports.turtle", "kg.exports.ontology_page", "kg.spark.__main__"}


@cache
def modules() -> Mapping[str, Path]:
    found = {}
    for path in sorted((ROOT / "kg").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def part(module: str) -> str:
    return module.split(".")[1] if "." in module else "kg"


def imports(module: str) -> Iterator[str]:
    """Every module of the project that this one imports, anywhere in its text."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative imports hide the part"
            # `from kg.checks import terms` is the module kg.checks.terms
            names = [
                full if (full := f"{node.module}.{alias.name}") in modules() else str(node.module)
                for alias in node.names
            ]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == "kg")


@cache
def table() -> Mapping[str, frozenset[str]]:
    """The table of the document: parts in order, each with what it may import."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = text.partition("\n## Parts\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \|.*\|([^|]*)\|$", section, re.MULTILINE)
    return {name: frozenset(re.findall(r"`(\w+)`", allowed)) for name, allowed in rows}


def test_the_table_has_every_part_and_no_other() -> None:
    assert set(table()) == {part(module) for module in modules()}


def test_a_part_may_import_only_what_stands_below_it() -> None:
    order = list(table())
    for name, allowed in table().items():
        below = set(order[order.index(name) + 1 :])
        assert allowed <= below, f"{name} may not import {sorted(allowed - below)}"


@pytest.mark.parametrize("module", modules())
def test_imports_are_those_of_the_table(module: str) -> None:
    own = part(module)
    reached = {part(name) for name in imports(module)} - {own}
    assert reached <= table()[own], f"{module} imports {sorted(reached - table()[own])}"


def test_what_may_be_imported_is_imported_somewhere() -> None:
    """A permission that nobody uses would let a wrong import in."""
    used: dict[str, set[str]] = {name: set() for name in table()}
    for module in modules():
        used[part(module)] |= {part(name) for name in imports(module)}
    unused = {name: sorted(allowed - used[name]) for name, allowed in table().items()}
    assert not {name: left for name, left in unused.items() if left}


def test_modules_do_not_import_in_circles() -> None:
    graph = {module: set(imports(module)) - {module} for module in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"circle: {' <- '.join(error.args[1])}")


@pytest.mark.parametrize("module", modules())
def test_modules_are_short(module: str) -> None:
    lines = len(modules()[module].read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES, f"{module} has {lines} lines"


def is_main_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"


def speaks(module: str) -> list[str]:
    """What in a module prints or exits."""
    found = []
    for node in ast.walk(tree(module)):
        text = ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else ""
        if text in {"print", "exit", "quit", "SystemExit", "input", "breakpoint"} or re.fullmatch(
            r"sys\.(stdout|stderr|exit)|os\._exit|click\.\w+|rich\.print", text
        ):
            found.append(f"line {node.lineno}: {text}")  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("module", [name for name in modules() if part(name) != "cli"])
def test_only_the_command_line_prints_or_exits(module: str) -> None:
    if module in OWN_COMMANDS:
        assert any(map(is_main_guard, tree(module).body))
        return
    assert not any(map(is_main_guard, tree(module).body)), "list it under OWN_COMMANDS"
    assert speaks(module) == []


def test_the_search_for_printing_finds_some() -> None:
    """It would be worth nothing if it saw none where there are."""
    assert speaks("kg.cli.main")
    assert speaks("kg.exports.turtle")


def test_no_module_hides_errors() -> None:
    hidden = [
        f"{module}:{node.lineno}"
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ExceptHandler) and all(isinstance(s, ast.Pass) for s in node.body)
    ]
    assert hidden == []


@pytest.mark.parametrize(
    "program",
    [
        "import kg",
        "import sys; sys.argv = ['kg', '--help']\n"
        "from kg.cli.main import run\n"
        "try: run()\n"
        "except SystemExit as end: assert not end.code",
        "import sys; sys.argv = ['kg', 'assess', '--help']\n"
        "from kg.cli.main import run\n"
        "try: run()\n"
        "except SystemExit as end: assert not end.code",
    ],
    ids=["import", "help", "help of a command"],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(program: str) -> None:
    check = "\nimport sys; print('loaded:', *sorted(set(sys.modules) & set(sys.argv[1:])))"
    keep = "import sys; heavy = sys.argv[1:]\n"
    done = subprocess.run(
        [sys.executable, "-c", keep + program + check.replace("sys.argv[1:]", "heavy"), *HEAVY],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "loaded:"


def test_setup_lists_every_package() -> None:
    """What is not listed is missing from the wheel."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(config["options"]["packages"].split())
    folders = {name for name, path in modules().items() if path.name == "__init__.py"}
    assert listed == folders | {"kg._data", "kg._ontology", "kg._queries"}
