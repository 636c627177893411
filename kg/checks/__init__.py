"""Check data: its syntax, the shapes, and what shapes do not say well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import lazily

if TYPE_CHECKING:
    from kg.checks.result import CheckResult, Finding
    from kg.checks.run import check_files, check_graph

__all__ = ["CheckResult", "Finding", "check_files", "check_graph"]

# Every command looks for misspelt terms here, and few check the data.
__getattr__ = lazily(
    __name__,
    {
        "CheckResult": "result",
        "Finding": "result",
        "check_files": "run",
        "check_graph": "run",
    },
)
