"""The rules in SQL against the oracle in Python, over random small worlds.

Several worlds share one graph, because most of the time goes into setting up; the pairs of each
are compared with what the oracle says of that world alone.
"""

from __future__ import annotations

from datetime import date

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from made.oracle.claims import Oracle
from made.oracle.denials import Result
from strategies import worlds
from worlds import World, joined, load

from kg.assessment import Pair, assess
from kg.graph import CASE

AS_OF = (None, None, None, "2021-02-28", "2021-03-10")
Key = tuple[str, str, str, str, str]


def by_world(pair: Pair) -> tuple[str, Key]:
    """Return the number of the incident's world and the key of a pair."""
    denial, incident, party = (
        name.removeprefix(CASE).partition("-") for name in (pair.denial, pair.incident, pair.party)
    )
    return incident[0], (denial[0], pair.kind, denial[2], incident[2], party[2])


def result(pair: Pair) -> Result:
    """Return what the oracle says too."""
    charge = pair.charge
    return Result(
        pair.coverage,
        tuple(pair.dimensions.values()),
        pair.verdict,
        (charge.mode, charge.words, charge.composed) if charge else None,
        pair.for_.statements,
        pair.against.statements,
    )


def from_rules(several: list[World], as_of: str | None) -> dict[Key, Result]:
    assessment = assess(load(joined(several)), kind="all", all_pairs=True, as_of=as_of)
    found = {}
    for pair in assessment.pairs:
        number, key = by_world(pair)
        if number == key[0]:  # broad words also reach the incidents of other worlds
            found[key] = result(pair)
    return found


def from_oracle(several: list[World], as_of: str | None) -> dict[Key, Result]:
    found: dict[Key, Result] = {}
    for number, world in enumerate(several):
        oracle = Oracle(world, date.fromisoformat(as_of) if as_of else None)
        for kind, results in (("denial", oracle.denials()), ("claim", oracle.claims())):
            for (statement, incident, party), expected in results.items():
                found[f"w{number}", kind, statement, incident, party] = expected
    return found


def compare(several: list[World], as_of: str | None) -> None:
    expected = from_oracle(several, as_of)
    found = from_rules(several, as_of)
    for key in sorted(expected.keys() | found.keys()):
        world = several[int(key[0][1:])]
        assert found.get(key) == expected.get(key), (key, as_of, world)


# What fails is shown with its world; making 20 worlds smaller would take minutes.
@settings(max_examples=16, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
@given(st.lists(worlds(), min_size=20, max_size=20), st.sampled_from(AS_OF))
def test_rules_and_oracle_agree(several: list[World], as_of: str | None) -> None:
    compare(several, as_of)


@settings(max_examples=6, deadline=None, database=None, derandomize=True)
@given(worlds(), st.sampled_from(AS_OF))
def test_rules_and_oracle_agree_on_one_world(world: World, as_of: str | None) -> None:
    """The same for worlds one by one, which hypothesis can make smaller."""
    compare([world], as_of)
