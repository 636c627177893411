"""Conflicts: what in a case does not fit together, each with its sides, words and origins.

One module a kind; `registry` lists them.
"""

from __future__ import annotations

from kg.conflicts.find import conflicts
from kg.conflicts.model import Conflict, Side
from kg.conflicts.registry import KINDS

__all__ = ["KINDS", "Conflict", "Side", "conflicts"]
