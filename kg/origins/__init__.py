"""Origins: how many documents or utterances stand behind something, and how independent they are.

Pure functions over the projected tables. What carries a text is followed; what merely cites or
answers it is not.
"""

from __future__ import annotations

from kg.origins.ask import origins_of
from kg.origins.model import Circle, Measure, Voice
from kg.origins.origins import Origins
from kg.origins.trace import Carrier, OriginsResult, Stance, Trace

__all__ = [
    "Carrier",
    "Circle",
    "Measure",
    "Origins",
    "OriginsResult",
    "Stance",
    "Trace",
    "Voice",
    "origins_of",
]
