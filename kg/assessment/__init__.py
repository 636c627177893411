"""Relate denials and claims of responsibility to incidents, by rules that a reader can check.

The rules are the SQL files of this package, in the order of their numbers. ``assess`` gives the
pairs, ``why`` the statements and words behind one of them, ``history`` how they changed.
"""

from __future__ import annotations

from kg.assessment.assess import assess, assess_each
from kg.assessment.changes import Cause, Change, Hinge, History, Outcome
from kg.assessment.choice import Asked
from kg.assessment.history import history
from kg.assessment.model import (
    CLAIM_VERDICTS,
    DENIAL_VERDICTS,
    DIMENSIONS,
    OUTSIDE_ORDER,
    Absent,
    Assessment,
    Charge,
    Explanation,
    OtherDating,
    Pair,
    Step,
    Tally,
    Unspoken,
    Wording,
)
from kg.assessment.running import RunningAssessment
from kg.assessment.why import why

__all__ = [
    "CLAIM_VERDICTS",
    "DENIAL_VERDICTS",
    "DIMENSIONS",
    "OUTSIDE_ORDER",
    "Absent",
    "Asked",
    "Assessment",
    "Cause",
    "Change",
    "Charge",
    "Explanation",
    "Hinge",
    "History",
    "OtherDating",
    "Outcome",
    "Pair",
    "RunningAssessment",
    "Step",
    "Tally",
    "Unspoken",
    "Wording",
    "assess",
    "assess_each",
    "history",
    "why",
]
