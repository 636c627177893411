"""The list of what is kept: one JSON object a line, only ever appended to.

The folder is the user's and may have been damaged or tampered with: a line that cannot be read
is a finding with its number, and the others still count.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.archive.entries import Copy, Remote
from kg.archive.folder import Folder
from kg.archive.media import ENDINGS
from kg.archive.model import Finding
from kg.errors import InputError, LimitError

NAME = "manifest.jsonl"
STORE = "sha256"
MAX_BYTES = 256 * 1024 * 1024
"""The largest manifest that is read (256 MiB; an entry has about 400 bytes)."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_DIGEST = re.compile(r"SHA-256:[0-9a-f]{64}|SHA3-512:[0-9a-f]{128}")


@dataclass(frozen=True)
class Manifest:
    """What the lines say, in their order, and what is wrong with some of them."""

    copies: tuple[Copy, ...]
    remote: tuple[Remote, ...]
    findings: tuple[Finding, ...]


def path_of(sha256: str, media_type: str) -> str:
    """Return where a copy lies below the folder."""
    return f"{STORE}/{sha256[:2]}/{sha256}{ENDINGS.get(media_type, '.bin')}"


def parts_of(copy: Copy) -> tuple[str, ...]:
    """Return the steps to a copy; its path has been compared with its hash."""
    return tuple(copy.path.split("/"))


def exists(folder: Folder) -> bool:
    """Whether the folder has a list of what is kept."""
    try:
        folder.size((NAME,))
    except FileNotFoundError:
        return False
    except OSError:
        return True  # something is there; `read` says what is wrong with it
    return True


def read(folder: Folder) -> Manifest:
    """Return what the manifest says; nothing if there is none.

    Raises
    ------
    InputError
        If it is no file or may not be read.
    LimitError
        If it is larger than ``MAX_BYTES``.
    """
    file = str(folder.path / NAME)
    try:
        content = folder.read((NAME,), MAX_BYTES)
    except FileNotFoundError:
        return Manifest((), (), ())
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"The list of what is kept cannot be read: {reason}.", file=file) from None
    if len(content) > MAX_BYTES:
        raise LimitError(f"{file}: This is larger than {MAX_BYTES >> 20} MiB; it is not read.")
    copies: dict[Copy, None] = {}
    remote: dict[Remote, None] = {}
    findings: list[Finding] = []
    for number, line in _lines(content):
        try:
            entry = _entry(line)
        except (ValueError, RecursionError) as error:
            # What json says of RecursionError helps nobody.
            reason = str(error) if isinstance(error, _EntryError) else "it is no JSON object"
            findings.append(
                Finding(
                    "bad-entry",
                    f"This entry cannot be used: {reason}. What it lists is not checked; add the "
                    "file again, or mend the line.",
                    fails=True,
                    file=file,
                    line=number,
                )
            )
            continue
        if isinstance(entry, Copy):
            copies[entry] = None
        else:
            remote[entry] = None
    return Manifest(tuple(copies), tuple(remote), tuple(findings))


def append(folder: Folder, entry: Copy | Remote) -> None:
    """Add a line for an entry.

    Raises
    ------
    OSError
        If it cannot be written; the manifest is left as it was.
    """
    kind = "copy" if isinstance(entry, Copy) else "remote"
    values = {key: value for key, value in entry.to_dict().items() if value not in (None, False)}
    # Letters beyond ASCII are escaped: a lone surrogate in a file name could not be encoded.
    folder.append(NAME, json.dumps({"entry": kind, **values}).encode("ascii"))


class _EntryError(ValueError):
    """What is wrong with an entry, in words."""


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _entry(line: bytes) -> Copy | Remote:
    value = json.loads(line)
    if not isinstance(value, dict):
        raise _EntryError("it is no JSON object")
    kind = value.pop("entry", None)
    if kind == "copy":
        return _copy(value)
    if kind == "remote":
        return _remote(value)
    raise _EntryError("'entry' is neither 'copy' nor 'remote'")


def _copy(value: Mapping[str, object]) -> Copy:
    size, excerpt = value.get("size"), value.get("excerpt", False)
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise _EntryError("'size' is no number of bytes")
    if not isinstance(excerpt, bool):
        raise _EntryError("'excerpt' is neither true nor false")
    copy = Copy(
        source=_text(value, "source"),
        sha256=_text(value, "sha256"),
        size=size,
        path=_text(value, "path"),
        media_type=_text(value, "media_type"),
        name=_text(value, "name"),
        accessed=_text(value, "accessed"),
        address=_optional(value, "address"),
        charset=_optional(value, "charset"),
        excerpt=excerpt,
    )
    if not _SHA256.fullmatch(copy.sha256):
        raise _EntryError("'sha256' has not 64 hexadecimal digits in lower case")
    own = re.escape(f"{STORE}/{copy.sha256[:2]}/{copy.sha256}") + r"\.[a-z0-9]{1,8}"
    if not re.fullmatch(own, copy.path):
        raise _EntryError("'path' is not where a copy with this hash lies")
    return copy


def _remote(value: Mapping[str, object]) -> Remote:
    remote = Remote(
        source=_text(value, "source"),
        digest=_optional(value, "digest"),
        where=_text(value, "where"),
        accessed=_optional(value, "accessed"),
        address=_optional(value, "address"),
        media_type=_optional(value, "media_type"),
    )
    if remote.digest is not None and not _DIGEST.fullmatch(remote.digest):
        raise _EntryError("'digest' is no 'SHA-256:' or 'SHA3-512:' with a hash")
    return remote


def _text(value: Mapping[str, object], key: str) -> str:
    text = value.get(key)
    if not isinstance(text, str) or not text:
        raise _EntryError(f"'{key}' is no text")
    # A lone surrogate could be shown nowhere.
    return text.encode("utf-8", "replace").decode("utf-8")


def _optional(value: Mapping[str, object], key: str) -> str | None:
    return None if value.get(key) is None else _text(value, key)
