"""Characters that a reader cannot see; what there is of them is in `kg.text`."""

from __future__ import annotations

from kg.text import SPELLING_MARKS, is_invisible, neutralise

__all__ = ["SPELLING_MARKS", "is_invisible", "neutralise"]
