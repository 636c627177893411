"""The scripts of others that large pages draw with are as they were fetched."""

from __future__ import annotations

import importlib.util
import io
import shutil
import sys
import tarfile
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha512
from pathlib import Path
from types import ModuleType

import pytest
from support import ROOT


@pytest.fixture(scope="module")
def vendor() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools" / "vendor.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look for their module there.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture
def copy(vendor: ModuleType, tmp_path: Path) -> Path:
    return Path(shutil.copytree(vendor.FOLDER, tmp_path / "vendor"))


def test_scripts_are_as_they_were_fetched(vendor: ModuleType) -> None:
    assert vendor.faults() == []


@pytest.mark.parametrize("name", ["sigma.min.js", "LICENSE-graphology.txt"])
def test_a_changed_file_is_found(vendor: ModuleType, copy: Path, name: str) -> None:
    (copy / name).write_bytes((copy / name).read_bytes() + b" ")
    assert vendor.faults(copy) == [f"{name} is not as it was fetched."]


def test_missing_and_foreign_files_are_found(vendor: ModuleType, copy: Path) -> None:
    (copy / "sigma.min.js").unlink()
    (copy / "other.js").write_text("", encoding="utf-8")
    assert vendor.faults(copy) == ["sigma.min.js is missing.", "other.js is of no package."]


def test_another_version_than_the_pinned_one_is_found(
    vendor: ModuleType, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pins = [replace(pin, version="0") if pin.name == "sigma" else pin for pin in vendor.PINS]
    monkeypatch.setattr(vendor, "PINS", pins)
    assert vendor.faults(copy) == ["versions.json is of another sigma than the one that is pinned."]


def test_a_package_with_another_hash_is_refused(vendor: ModuleType) -> None:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as file:
        for name, text in (("package/script.js", b"1"), ("package/LICENSE", b"MIT")):
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            file.addfile(entry, io.BytesIO(text))
    content = archive.getvalue()
    integrity = f"sha512-{b64encode(sha512(content).digest()).decode()}"
    pin = vendor.Pin("made", "1", "MIT", integrity, "LICENSE", "script.js")
    assert vendor.taken(pin, content) == {"LICENSE-made.txt": b"MIT", "script.js": b"1"}
    with pytest.raises(vendor.VendorError, match=r"made 1 is sha512-.*, not sha512-other"):
        vendor.taken(replace(pin, integrity="sha512-other"), content)


def test_no_registry_is_written_into_the_tool() -> None:
    assert "://" not in (ROOT / "tools" / "vendor.py").read_text(encoding="utf-8")
