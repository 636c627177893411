"""What the manifest lists: copies in the folder, and copies elsewhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Copy:
    """A copy in the folder, as the manifest has it.

    Attributes
    ----------
    source
        IRI of the source that was read.
    sha256, size
        Of the bytes, when they were kept.
    path
        Below the folder: ``sha256/ab/abcdef….html``.
    media_type
        By the content, not by the name.
    name
        Of the file that was added.
    accessed
        When the source was read: a moment in UTC, or a day.
    address
        Where it was read; None where nobody said.
    charset
        How the text is encoded, as the user said; None: find out.
    excerpt
        Whether the user said that it is only a part of the source.
    """

    source: str
    sha256: str
    size: int
    path: str
    media_type: str
    name: str
    accessed: str
    address: str | None = None
    charset: str | None = None
    excerpt: bool = False

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return asdict(self)


@dataclass(frozen=True)
class Remote:
    """A copy that lies elsewhere, as another archiver recorded it.

    Attributes
    ----------
    source
        IRI of the source.
    digest
        ``SHA-256:`` or ``SHA3-512:`` and the hash in hexadecimal; None where none was recorded.
    where
        The place, as it was recorded.
    accessed
        When it was archived; None where nobody said.
    address
        What was archived.
    media_type
        As it was recorded; None where it was not.
    """

    source: str
    digest: str | None
    where: str
    accessed: str | None = None
    address: str | None = None
    media_type: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return asdict(self)
