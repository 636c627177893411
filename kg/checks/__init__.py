"""Check data: its syntax, the shapes, and what shapes do not say well."""

from __future__ import annotations

from kg.checks.result import CheckResult, Finding
from kg.checks.run import check_files, check_graph

__all__ = ["CheckResult", "Finding", "check_files", "check_graph"]
