"""Keep the bytes of a source: written once under their hash, never over anything."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.archive import manifest
from kg.archive.entries import Copy
from kg.archive.folder import Folder, NotAFileError
from kg.archive.media import media_type
from kg.archive.model import Added
from kg.archive.wanted import stated_hash
from kg.errors import InputError, OutputError

if TYPE_CHECKING:
    from kg.graph import Graph


def keep(
    graph: Graph,
    folder: Folder,
    source: str,
    content: bytes,
    *,
    name: str,
    accessed: str,
    anew: bool,
    address: str | None = None,
    charset: str | None = None,
    excerpt: bool = False,
) -> Added:
    """Keep content as a copy of a source, and record it.

    Parameters
    ----------
    graph, folder, source
        The case, where to keep it, and the IRI of the source.
    content
        The bytes.
    name, accessed, address, charset, excerpt
        As `Copy` has them.
    anew
        Whether another time of access is recorded if the same bytes are kept for the source.

    Raises
    ------
    InputError
        If a copy with this hash is there, but has changed; it is left as it is.
    OutputError
        If it cannot be written.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    kind = media_type(content, name)
    copy = Copy(
        source=source,
        sha256=sha256,
        size=len(content),
        path=manifest.path_of(sha256, kind),
        media_type=kind,
        name=name.encode("utf-8", "replace").decode("utf-8"),
        accessed=accessed,
        address=address,
        charset=charset,
        excerpt=excerpt,
    )
    known = [
        each
        for each in manifest.read(folder).copies
        if (each.source, each.sha256) == (source, sha256)
    ]
    # The same bytes may have been taken for something else under another name.
    if known:
        copy = replace(copy, path=known[0].path, media_type=known[0].media_type)
    written = _write(folder, copy, content)
    recorded = not any(_says(each, copy, anew=anew) for each in known)
    if recorded:
        try:
            manifest.append(folder, copy)
        except OSError as error:
            raise _unwritten(folder, manifest.NAME, error) from None
    else:
        copy = next(each for each in known if _says(each, copy, anew=anew))
    stated = stated_hash(graph, source)
    return Added(copy, written, recorded, None if stated is None else stated == sha256)


def _says(known: Copy, copy: Copy, *, anew: bool) -> bool:
    """Whether an entry says all that the new one would."""
    return (
        (not anew or known.accessed == copy.accessed)
        and copy.address in (None, known.address)
        and copy.charset in (None, known.charset)
        and copy.excerpt == known.excerpt
    )


def _write(folder: Folder, copy: Copy, content: bytes) -> bool:
    parts = manifest.parts_of(copy)
    try:
        if folder.write_new(parts, content):
            return True
        measured = folder.measure(parts)
    except NotAFileError as error:
        raise OutputError(
            f"{folder.path}/{copy.path}: This cannot be written: {error.strerror}. "
            "Nothing was kept."
        ) from None
    except OSError as error:
        raise _unwritten(folder, copy.path, error) from None
    if measured.sha256 != copy.sha256:
        raise InputError(
            "A copy with this hash is there, but its bytes have changed since it was kept. It is "
            "left as it is and nothing was kept: move it away, find out why it changed, and add "
            "the file again.",
            file=f"{folder.path}/{copy.path}",
        )
    return False


def _unwritten(folder: Folder, name: str, error: OSError) -> OutputError:
    return OutputError(
        f"{folder.path}/{name}: This cannot be written: {error.strerror or error}. "
        "Nothing was recorded."
    )
