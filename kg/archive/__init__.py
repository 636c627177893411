"""Local copies of sources, byte for byte, and whether quotations and hashes still hold.

Nothing is uploaded or downloaded: what users have read and saved themselves is kept in a folder
of theirs, under the SHA-256 of its bytes, and every quotation is looked up in it.
"""

from __future__ import annotations

from kg.archive.archive import Archive
from kg.archive.entries import Copy, Remote
from kg.archive.model import (
    Added,
    Change,
    CopyCheck,
    Finding,
    Found,
    Imported,
    Kept,
    Part,
    QuotationCheck,
    Verification,
)

__all__ = [
    "Added",
    "Archive",
    "Change",
    "Copy",
    "CopyCheck",
    "Finding",
    "Found",
    "Imported",
    "Kept",
    "Part",
    "QuotationCheck",
    "Remote",
    "Verification",
]
