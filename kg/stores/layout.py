"""How a store lies in its folder, and the manifest that says what is in it.

``store.json`` is the manifest; it names the one folder beside it that counts. A new store is built
in a folder of its own, and replacing that one file makes it the store: whoever looks sees the old
one or the new one, and a load that is killed leaves the old one as it was.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from zlib import crc32

from kg.errors import InputError
from kg.projection import queries
from kg.resources import folder
from kg.rules import load_rules

LAYOUT = 5
"""Version of the layout: a store of another one has to be loaded again."""

MANIFEST = "store.json"
LOCK = "lock"
BUILT = "built-"
TRIPLES = "triples"
RAW = "tables"
BOUNDED = "bounded"
IN_USE = "in-use"

_BLOCK = 256 * 1024
# The end of a file of triples: a 16th of it, at least a quarter of a megabyte. Its index and
# filters take up to three in a hundred.
_END_SHARE, _END_LEAST = 16, 256 * 1024
_NEW = f"{MANIFEST}.new"
_KIND = "claims-evidence store"


@dataclass(frozen=True)
class StoredFile:
    """A file that went into a store, as its manifest describes it.

    Attributes
    ----------
    name
        As the user named it.
    format
        Key of the loader registry, such as ``turtle``.
    sha256
        Hash of its bytes, packed if it was packed.
    bytes
        Their number.
    prefixes
        The prefixes that it declares.
    """

    name: str
    format: str
    sha256: str
    bytes: int
    prefixes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StoredTable:
    """A projected table: its rows, and the hashes of its file without and with bounds."""

    rows: int
    raw: str
    bounded: str


@dataclass(frozen=True)
class StoredPart:
    """A file of the triples.

    Attributes
    ----------
    bytes
        Their number.
    crc32
        Their checksum.
    end
        The checksum of the last of them, which hold its index.
    """

    bytes: int
    crc32: int
    end: int


@dataclass(frozen=True)
class Manifest:
    """What is in a store.

    Attributes
    ----------
    folder
        Name of the folder that holds it.
    program
        Version of kg that built it.
    rules
        Hash of ontology, rules and projection; what was derived with others does not count.
    files
        What was loaded, in order.
    triples
        Number of distinct triples of the data, without ontology and derived ones.
    unread
        Terms of our namespaces that the ontology does not declare: IRI, file, line or None.
    tables
        The projected tables by name.
    parts
        The files of the triples by name.
    """

    folder: str
    program: str
    rules: str
    files: tuple[StoredFile, ...]
    triples: int
    unread: tuple[tuple[str, str, int | None], ...]
    tables: Mapping[str, StoredTable]
    parts: Mapping[str, StoredPart]


@cache
def rules_hash() -> str:
    """Return the hash of all that decides what is derived from data and how it is projected."""
    whole = hashlib.sha256()
    for path in sorted(folder("ontology").glob("*.ttl")):
        whole.update(path.read_bytes())
    for rule in load_rules():
        whole.update(rule.text.encode())
    for name, text in queries():
        whole.update(f"{name}\n{text}".encode())
    return whole.hexdigest()


def is_leftover(name: str) -> bool:
    """Whether a name in a store's folder is one that only a load makes."""
    return name.startswith(BUILT) or name in {LOCK, _NEW}


def read_manifest(home: Path) -> Manifest:
    """Return the manifest of a store.

    Raises
    ------
    InputError
        If there is no store, it is damaged, or it has to be loaded again.
    """
    try:
        content = (home / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(_no_store(home), file=str(home)) from None
    except OSError as error:
        raise InputError(f"This store cannot be read: {error.strerror}.", file=str(home)) from None
    try:
        whole = json.loads(content)
        layout, kind = whole["layout"], whole["kind"]
    except (ValueError, KeyError, TypeError):
        raise damaged(home, MANIFEST) from None
    if kind != _KIND:
        raise InputError(_no_store(home), file=str(home))
    if layout != LAYOUT:
        raise InputError(
            f"This store has layout {layout}, and this kg reads {LAYOUT}. Load the files again.",
            file=str(home),
        )
    try:
        if whole["sha256"] != _hash_of(whole["store"]):
            raise damaged(home, MANIFEST)
        manifest = _from_dict(whole["store"])
    except (ValueError, KeyError, TypeError):
        raise damaged(home, MANIFEST) from None
    if manifest.rules != rules_hash():
        raise InputError(
            f"This store was made by kg {manifest.program} with another version of the ontology, "
            "the rules or the tables. Load the files again.",
            file=str(home),
        )
    return manifest


def write_manifest(home: Path, manifest: Manifest) -> None:
    """Make a folder that is whole and on the disk the store."""
    store = asdict(manifest)
    whole = {"kind": _KIND, "layout": LAYOUT, "sha256": _hash_of(store), "store": store}
    new = home / _NEW
    with new.open("w", encoding="utf-8") as file:
        json.dump(whole, file, indent=1, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    new.replace(home / MANIFEST)
    sync(home)


def new_manifest(name: str, **parts: object) -> Manifest:
    """Return the manifest of a store that this program has built in the folder of a name."""
    return Manifest(folder=name, program=_version(), rules=rules_hash(), **parts)  # type: ignore[arg-type]


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 (slow)

    try:
        return version("claims-evidence-kg")
    except PackageNotFoundError:  # run from a folder, without an installation
        return "(version unknown)"


def sync(path: Path) -> None:
    """Have the disk hold what was written to a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def part(path: Path) -> StoredPart:
    """Return the length of a file of triples and its checksums."""
    return StoredPart(path.stat().st_size, checksum(path), end_of(path))


def end_of(path: Path) -> int:
    """Return the checksum of the end of a file of triples."""
    size = path.stat().st_size
    return checksum(path, max(0, size - max(size // _END_SHARE, _END_LEAST)))


def checksum(path: Path, start: int = 0) -> int:
    """Return the checksum of a file of triples from a byte on."""
    found = 0
    block = memoryview(bytearray(_BLOCK))  # a new one for each takes a third longer
    with path.open("rb", buffering=0) as file:
        file.seek(start)
        while count := file.readinto(block):
            found = crc32(block[:count], found)
    return found


def damaged(home: Path, what: str) -> InputError:
    """Return the error for a store of which a part is not as it was written."""
    return InputError(
        f"This store is damaged: {what} is not as it was written. Load the files again.",
        file=str(home),
    )


def _no_store(home: Path) -> str:
    if not home.exists():
        return "There is no store here. Make one: kg load FILE --store DIR."
    if not home.is_dir():
        return "This is a file. A store is a folder; name a file after --data."
    if any(is_leftover(path.name) for path in home.iterdir()):
        return "A load into this store was not finished, and there is no earlier one. Load again."
    return "This folder is no store. Make one: kg load FILE --store DIR."


def _hash_of(store: object) -> str:
    return hashlib.sha256(json.dumps(store, sort_keys=True).encode()).hexdigest()


def _from_dict(store: Mapping[str, object]) -> Manifest:
    given = dict(store)
    files, unread = given.pop("files"), given.pop("unread")
    tables, parts = given.pop("tables"), given.pop("parts")
    if not (
        isinstance(files, list)
        and isinstance(tables, dict)
        and isinstance(parts, dict)
        and isinstance(unread, list)
    ):
        raise TypeError("The manifest has parts of other types.")
    return Manifest(
        files=tuple(StoredFile(**each) for each in files),
        tables={name: StoredTable(**each) for name, each in tables.items()},
        parts={name: StoredPart(**each) for name, each in parts.items()},
        unread=tuple((iri, file, line) for iri, file, line in unread),
        **given,  # type: ignore[arg-type]
    )
