"""The wheel, built and installed away from the checkout with its run-time dependencies alone.

Nothing is fetched: the dependencies that the wheel names, and theirs in turn, are linked from the
environment that runs the tests; `pip check` in the new one would miss whatever is not named.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator, Sequence
from email.parser import Parser
from pathlib import Path

import jsonschema
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support import ROOT

import kg
import kg.schemas

DEVELOPMENT = {"pytest", "hypothesis", "mypy", "ruff", "jsonschema", "setuptools", "wheel"}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build in a copy: setuptools would carry over what an older build left in the checkout."""
    source = tmp_path_factory.mktemp("source")
    for name in ("kg", "ontology", "queries", "data"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, source / name, ignore=ignored)
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    (source / "tests").mkdir()
    (source / "tests" / "test_stray.py").write_text("")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [*pip, "--no-index", "--wheel-dir", str(source / "dist"), str(source)], check=True
    )
    return next((source / "dist").glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of a new environment with the wheel and what it needs."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, with_pip=True, symlinks=True)
    python = home / "bin" / "python"
    site = Path(
        output([str(python), "-c", "import site; print(site.getsitepackages()[0])"]).strip()
    )
    for distribution in closure(requirements(wheel)):
        link(distribution, site)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check"]
    output([*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)])
    return python


def output(command: Sequence[str], cwd: Path | None = None) -> str:
    """Run a command that must succeed, without this environment's paths."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=cwd, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def metadata(wheel: Path) -> importlib.metadata.PackageMetadata:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())  # type: ignore[return-value]


def requirements(wheel: Path) -> list[Requirement]:
    """Return what the wheel needs without extras."""
    found = [Requirement(line) for line in metadata(wheel).get_all("Requires-Dist") or []]
    return [each for each in found if each.marker is None or each.marker.evaluate({"extra": ""})]


def closure(wanted: Sequence[Requirement]) -> Iterator[importlib.metadata.Distribution]:
    """Return the distributions that the requirements name, and those that they need."""
    waiting = [(each.name, frozenset(each.extras)) for each in wanted]
    seen: set[tuple[str, frozenset[str]]] = set()
    given: set[str] = set()
    while waiting:
        name, extras = waiting.pop()
        key = (canonicalize_name(name), extras)
        if key in seen:
            continue
        seen.add(key)
        distribution = importlib.metadata.distribution(name)
        if key[0] not in given:
            given.add(key[0])
            yield distribution
        for line in distribution.requires or []:
            needed = Requirement(line)
            if needed.marker is None or any(
                needed.marker.evaluate({"extra": extra}) for extra in (extras or {""})
            ):
                waiting.append((needed.name, frozenset(needed.extras)))


def link(distribution: importlib.metadata.Distribution, site: Path) -> None:
    for file in distribution.files or []:
        # Scripts lie outside ('../../bin/...'), and nobody here calls them.
        if ".." not in file.parts and "__pycache__" not in file.parts:
            target = site / file
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                target.symlink_to(Path(str(distribution.locate_file(file))))


def files_below(folder: str, *patterns: str) -> set[str]:
    return {
        path.relative_to(ROOT / folder).as_posix()
        for pattern in patterns
        for path in (ROOT / folder).rglob(pattern)
        if path.is_file()
    }


def test_the_wheel_holds_the_code_and_what_it_reads(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = {f"kg/{name}" for name in files_below("kg", "*.py", "*.sql", "*.json", "py.typed")}
    expected |= {f"kg/_ontology/{name}" for name in files_below("ontology", "*.ttl", "*.rq")}
    expected |= {f"kg/_queries/{name}" for name in files_below("queries", "*.rq")}
    expected |= {f"kg/_data/{name}" for name in files_below("data", "*.ttl")}
    # what pages and reports are made of, whole folders
    expected |= {
        name
        for folder in ("page/assets", "page/vendor", "report/fonts", "report/templates")
        for name in (f"kg/{folder}/{found}" for found in files_below(f"kg/{folder}", "*"))
    }
    assert inside == expected
    # every kind of thing that is read at run time
    for name in (
        "kg/_data/triples.ttl",
        "kg/_ontology/core.ttl",
        "kg/assessment/01_parties.sql",
        "kg/schemas/assess.json",
        "kg/page/assets/page.css",
        "kg/report/templates/report.typ",
        "kg/report/fonts/Vazirmatn-NL-Regular.ttf",
    ):
        assert name in inside
    for folder in ("_ontology/rules", "_ontology/shapes", "_queries/projection", "_queries/checks"):
        assert any(name.startswith(f"kg/{folder}/") for name in inside), folder
    assert any(name.count("/") == len(["kg", "_queries"]) for name in inside)


def test_nothing_that_the_code_needs_is_left_out() -> None:
    """A new kind of file beside the code would be missing until setup.cfg names it."""
    kinds = {Path(name).suffix for name in files_below("kg", "*") if "__pycache__" not in name}
    # Markdown is for people who read the code.
    code = {".py", ".sql", ".json", ".typed", ".md"}
    pages = {".css", ".j2", ".js", ".ttf", ".txt", ".typ"}
    assert kinds <= code | pages, "name it in setup.cfg and in these tests"


def test_metadata(wheel: Path) -> None:
    found = metadata(wheel)
    assert found["Name"] == "claims-evidence-kg"
    assert found["Version"] == kg.__version__
    assert found["Requires-Python"] == ">=3.11"
    assert found["License-Expression"] == "MIT AND CC-BY-4.0 AND OFL-1.1"
    assert sorted(found.get_all("License-File") or ()) == [
        "LICENSE",
        *sorted(f"kg/page/vendor/{name}" for name in files_below("kg/page/vendor", "LICENSE-*")),
        "kg/report/fonts/OFL.txt",
    ]
    assert found["Description-Content-Type"] == "text/markdown"
    assert "make demo" in str(found.get_payload())  # type: ignore[attr-defined]
    names = {canonicalize_name(each.name) for each in requirements(wheel)}
    assert {"rdflib", "networkx", "pyvis", "click"} <= names
    assert not names & DEVELOPMENT
    with zipfile.ZipFile(wheel) as archive:
        points = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "kg = kg.cli.main:run" in archive.read(points).decode()


def test_nothing_else_is_installed(installed: Path) -> None:
    """The test would show little if the tools of development were there too."""
    pip = [str(installed), "-m", "pip", "--disable-pip-version-check"]
    listed = json.loads(output([*pip, "list", "--format", "json"]))
    names = {canonicalize_name(each["name"]) for each in listed}
    assert "claims-evidence-kg" in names
    assert not names & (DEVELOPMENT - {"setuptools", "wheel"})
    output([*pip, "check"])


@pytest.mark.parametrize("form", ["assess", "check", "info"])
def test_commands_run_away_from_the_checkout(installed: Path, tmp_path: Path, form: str) -> None:
    command = str(installed.with_name("kg"))
    result = json.loads(output([command, form, "--format", "json"], cwd=tmp_path))
    jsonschema.validate(result, kg.schemas.load(form))
    if form == "assess":
        assert result["pairs"]
        assert result["data"]["files"] == ["triples.ttl"]
    elif form == "check":
        assert result["conforms"]
        assert str(ROOT) not in json.dumps(result)
    else:
        assert result["counts"]["Incident"]


def test_text_queries_and_explanations_run_too(installed: Path, tmp_path: Path) -> None:
    command = str(installed.with_name("kg"))
    listed = json.loads(output([command, "query", "--list", "--format", "json"], cwd=tmp_path))
    assert {each["name"] for each in listed} == {
        path.stem for path in (ROOT / "queries").glob("*.rq")
    }
    rows = output([command, "query", "denials", "--engine", "rdflib"], cwd=tmp_path)
    assert rows == output([command, "query", "denials"], cwd=tmp_path)
    assert output([command, "assess"], cwd=tmp_path)
    words = output(
        [command, "why", "st-rendering-presstv", "asad-erbil-missiles-2020-01-08"], cwd=tmp_path
    )
    assert "any US individual or body" in words


def test_the_module_is_the_same_command(installed: Path, tmp_path: Path) -> None:
    command = [str(installed), "-m", "kg", "info", "--format", "json"]
    script = [str(installed.with_name("kg")), "info", "--format", "json"]
    assert output(command, cwd=tmp_path) == output(script, cwd=tmp_path)


def test_the_library_runs_too(installed: Path, tmp_path: Path) -> None:
    program = "import kg; print(kg.__file__); print(len(kg.open().assess().pairs))"
    place, pairs = output([str(installed), "-c", program], cwd=tmp_path).split()
    assert not Path(place).is_relative_to(ROOT)
    assert int(pairs) == len(kg.open().assess().pairs)
