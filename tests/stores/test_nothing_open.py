"""A load that fails closes what it opened, and does not wait for Python to look for circles."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.columns import Columns
from kg.errors import KgError
from kg.stores import aside, build, load
from kg.stores.derived import Derived

LINE = "<https://my.example/a> <https://my.example/p> <https://my.example/b> .\n"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what is open")


def failing(*_: object, **__: object) -> None:
    raise OSError("it cannot be written")


@pytest.fixture(autouse=True)
def _no_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def opened(folder: Path) -> list[str]:
    """Return what this process has open in a folder."""
    handles = Path("/proc/self/fd").iterdir()
    names = [str(each.readlink()) for each in handles if each.is_symlink()]
    return [name for name in names if name.startswith(f"{folder}/")]


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (aside.Aside, "_derive"),
        (aside, "write_tables"),
        (Columns, "add_lines"),
        (Derived, "put_into"),
        (aside.Aside, "tables"),
        (build, "new_manifest"),
    ],
)
def test_what_cannot_be_made(
    where: object, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.nt").write_text(LINE)
    home = tmp_path / "store"
    with monkeypatch.context() as patched:
        patched.setattr(where, name, failing)
        with pytest.raises(KgError, match="cannot be written"):
            load([tmp_path / "one.nt"], home)
        assert opened(home) == []
    load([tmp_path / "one.nt"], home)


@pytest.mark.parametrize("name", ["wrong.nt", "wrong.ttl"])
def test_a_file_that_is_wrong(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(f"{LINE}wrong\n")
    with pytest.raises(KgError, match="wrong"):
        load([tmp_path / name], tmp_path / "store")
    assert opened(tmp_path / "store") == []
