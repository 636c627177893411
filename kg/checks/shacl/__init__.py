"""SHACL over whole sets of nodes at once, with pyshacl as the reference."""

from __future__ import annotations

from kg.checks.shacl.engines import ENGINES, validate
from kg.checks.shacl.result import Result

__all__ = ["ENGINES", "Result", "validate"]
