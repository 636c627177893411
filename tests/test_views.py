"""Views lay out every count that an assessment gives."""

from __future__ import annotations

import dataclasses

import kg
from kg.assessment import Unspoken
from kg.views.assessment import assessment_blocks


def test_a_denial_that_is_a_claim_too_keeps_both_counts() -> None:
    case = kg.open()
    name = "st-iran-letter-202103-involvement"
    assessment = case.assess([name])
    node = assessment.statements[0]
    both = (Unspoken("denial", node, 3, 1, {"time": 2}), Unspoken("claim", node, 0, 4, {}))
    blocks = assessment_blocks(case.graph, dataclasses.replace(assessment, unspoken=both))
    notes = next(block.notes for block in blocks if block.title == name)
    assert any(note.startswith("4 more that nobody lays at this party's door") for note in notes)
    assert any(note.startswith("4 more that no other speaks of") for note in notes)
