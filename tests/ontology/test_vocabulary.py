"""The closed vocabulary: names are IRIs, typing errors raise."""

from __future__ import annotations

import copy
import doctest

import pytest

import kg.vocabulary
from kg.vocabulary import CEV, CODE


def test_names_are_iris() -> None:
    assert CEV.Statement == "https://w3id.org/claims-evidence/ontology#Statement"
    assert CODE["mode-carried-out"] == "https://w3id.org/claims-evidence/codes#mode-carried-out"


def test_a_typing_error_raises_and_names_the_nearest() -> None:
    with pytest.raises(AttributeError, match="Nearest: Statement"):
        _ = CEV.Statment
    with pytest.raises(KeyError, match="mode-directed"):
        _ = CODE["mode-direct"]


def test_membership_and_iteration() -> None:
    assert "from" in CEV
    assert "form" not in CEV
    assert list(CODE) == sorted(CODE.names)


def test_can_be_copied() -> None:
    assert copy.deepcopy(CEV).Denial == CEV.Denial


def test_examples_in_the_documentation_run() -> None:
    assert doctest.testmod(kg.vocabulary).failed == 0
