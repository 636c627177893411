"""Hand-made cases, worked out on paper: one for each sentence of what the assessment means.

Beta is struck in Land by a rocket on 15 February 2021; Alpha denies it on 14 March. Each test says
in its own words which rule it holds the assessment to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from worlds import (
    Actor,
    Incident,
    Involvement,
    Link,
    Place,
    Scope,
    Source,
    Statement,
    World,
    graph_of,
    load,
    turtle_blocks,
)

from kg.assessment import Assessment, Charge, Pair, assess
from kg.graph import CASE

ALL = ("carried-out", "directed", "supported")
RAID = Incident(
    "raid",
    kinds=("rocket-attack",),
    when="2021-02-15",
    places=("town",),
    strikes=("beta",),
    hosts=("land-state",),
)
BASE = World(
    actors=(
        Actor("alpha", "State"),
        Actor("alpha-army", "MilitaryUnit", organ_of=("alpha",)),
        Actor("beta", "State"),
        Actor("beta-embassy", "Organization", organ_of=("beta",)),
        Actor("gamma", "State"),
        Actor("land-state", "State"),
        Actor("group", "ArmedGroup", part_of=("alpha",)),
        Actor("rebels", "ArmedGroup"),
        Actor("mask", "Persona"),
        Actor("someone", "Person"),
        Actor("militias", "DescribedGroup"),
        Actor("officials", "DescribedGroup", anonymous=True),
        Actor("assembly", "Organization"),
    ),
    places=(
        Place("land", zone="Asia/Baghdad"),
        Place("town", within=("land",)),
        Place("far", zone="America/New_York"),
        Place("region", vague=True),
        Place("base", within=("land",), base=True, hosts=("beta",)),
    ),
    incidents=(RAID,),
)


def with_raid(**changes: object) -> World:
    return replace(BASE, incidents=(replace(RAID, **changes),))  # type: ignore[arg-type]


def denial(
    name: str = "no",
    modes: tuple[str, ...] = ALL,
    left: tuple[str, ...] = (),
    *,
    speaker: str = "alpha",
    actor: str = "",
    scope: Scope | None = None,
    stated: str | None = "2021-03-14",
    **changes: object,
) -> tuple[Involvement, Statement]:
    """A denial in a scope; by default of everything, by Alpha."""
    part = Involvement(
        f"{name}-part", actor or speaker, modes, left, scope=scope or Scope(("armed-attack",))
    )
    return part, replace(
        Statement(name, speaker, denies=(part.id,), stated=stated, stated_at="far"),
        **changes,  # type: ignore[arg-type]
    )


def named(
    name: str,
    speaker: str,
    actor: str,
    modes: tuple[str, ...] = ("carried-out",),
    left: tuple[str, ...] = (),
    *,
    stance: str = "affirms",
    incidents: tuple[str, ...] = ("raid",),
    read: bool = False,
    **changes: object,
) -> tuple[Involvement, Statement]:
    """Something said of somebody's part in named incidents."""
    certain, possible = ((), incidents) if read else (incidents, ())
    part = Involvement(f"{name}-part", actor, modes, left, certain, possible)
    statement = Statement(name, speaker, stated="2021-02-20", stated_at="land")
    return part, replace(statement, **({stance: (part.id,)} | changes))  # type: ignore[arg-type]


def linked(
    name: str, speaker: str, low: str, high: str, *modes: str, **period: str | None
) -> tuple[Link, Statement]:
    """An affirmed sponsorship, or an identity where no mode is given."""
    link = Link(f"{name}-link", low, high, modes or None, **period)
    return link, Statement(name, speaker, affirms=(link.id,), stated="2021-01-01")


def everything(world: World, **options: object) -> Assessment:
    return assess(load(world), kind="all", all_pairs=True, **options)  # type: ignore[arg-type]


def pair_in(
    assessment: Assessment, statement: str = "no", incident: str = "raid", kind: str = "denial"
) -> Pair:
    found = [
        pair
        for pair in assessment.pairs
        if (pair.kind, pair.denial, pair.incident) == (kind, CASE + statement, CASE + incident)
    ]
    assert len(found) == 1, [(pair.kind, pair.denial, pair.incident) for pair in assessment.pairs]
    return found[0]


def pair(world: World, statement: str = "no", incident: str = "raid", kind: str = "denial") -> Pair:
    return pair_in(everything(world), statement, incident, kind)


def verdict(world: World, statement: str = "no", kind: str = "denial") -> str:
    return pair(world, statement, kind=kind).verdict


def charge(world: World, statement: str = "no") -> Charge:
    found = pair(world, statement).charge
    assert found is not None
    return found


# The party


def test_an_organ_admits_for_the_whole() -> None:
    """The army is the state: what it owns up to contradicts the state's denial."""
    world = BASE.plus(*denial(), *named("yes", "alpha-army", "alpha-army"))
    assert verdict(world) == "self-contradicted"


def test_a_statement_made_for_a_party_is_the_partys() -> None:
    """An envoy speaks for the state that he is named for."""
    world = BASE.plus(*denial(), *named("yes", "someone", "alpha", made_for=("alpha",)))
    assert verdict(world) == "self-contradicted"


def test_an_umbrella_carries_neither_acts_nor_words() -> None:
    """A militia on the state's list is not the state, neither as a doer nor as a speaker."""
    own_claim = BASE.plus(*denial(), *named("yes", "group", "group"))
    assert verdict(own_claim) == "attributed-elsewhere"
    its_words = BASE.plus(*denial(), *named("yes", "group", "alpha"))
    assert verdict(its_words) == "contested"


def test_a_confession_is_the_mans_own() -> None:
    """He speaks for nobody but himself, and is nobody's rival."""
    world = BASE.plus(*denial(), *named("yes", "someone", "someone"))
    assert verdict(world) == "unattributed"


@pytest.mark.parametrize("owner", ["alpha", "beta"])
def test_a_personas_claim_is_the_partys_only_if_it_owns_up(owner: str) -> None:
    """Others may say who is behind a name; only the party can make its claim the party's own."""
    world = BASE.plus(
        *denial(), *named("yes", "mask", "mask"), *linked("behind", owner, "mask", "alpha")
    )
    found = pair(world)
    assert found.charge is not None
    if owner == "alpha":
        assert (found.verdict, found.charge.composed) == ("self-contradicted", False)
    else:
        assert (found.verdict, found.charge.composed) == ("contested-through-proxy", True)


def test_naming_ones_own_persona_is_an_admission() -> None:
    """The party says that the name did it, and that it is the name."""
    world = BASE.plus(
        *denial(), *named("yes", "alpha", "mask"), *linked("behind", "alpha", "mask", "alpha")
    )
    assert verdict(world) == "self-contradicted"


@pytest.mark.parametrize("actor", ["militias", "someone"])
def test_described_groups_and_persons_are_no_rivals(actor: str) -> None:
    world = BASE.plus(*denial(), *named("they", "beta", actor))
    assert verdict(world) == "unattributed"


def test_anonymous_officials_are_not_the_state() -> None:
    """What unnamed officials of a state say is not that state contradicting itself."""
    world = BASE.plus(*denial(), *named("leak", "officials", "alpha"))
    assert verdict(world) == "contested"


def test_a_circle_of_organs_is_one_party() -> None:
    """Nobody is at the top; the assessment still ends, and one admits for the other."""
    circle = replace(
        BASE,
        actors=tuple(
            replace(actor, organ_of=("alpha-army",)) if actor.id == "alpha" else actor
            for actor in BASE.actors
        ),
    )
    world = circle.plus(*denial(), *named("yes", "alpha-army", "alpha-army"))
    assert verdict(world) == "self-contradicted"


# Coverage: involvement

LETTER = {"modes": ("directed",), "left": ("carried-out", "supported")}


def test_attacks_by_any_entity_leave_own_acts_open() -> None:
    """Where all who name a doer name the party, "carried out" is at issue, and it is open."""
    world = BASE.plus(*denial(**LETTER), *named("they", "beta", "alpha"))  # type: ignore[arg-type]
    found = pair(world)
    assert (found.dimensions["involvement"], found.coverage) == ("unknown", "possible")


def test_another_named_doer_puts_every_mode_at_issue() -> None:
    """One voice for another author is enough."""
    world = BASE.plus(
        *denial(**LETTER),  # type: ignore[arg-type]
        *named("they", "beta", "alpha"),
        *named("others", "gamma", "rebels"),
    )
    assert pair(world).dimensions["involvement"] == "yes"


def test_untouched_modes_are_outside_but_not_where_the_incident_is_named() -> None:
    """Words that do not touch carrying out miss an attack that all lay at the party itself."""
    accusation = named("they", "beta", "alpha")
    general = pair(BASE.plus(*denial(modes=("directed",)), *accusation))
    assert (general.dimensions["involvement"], general.coverage) == ("no", "outside")
    by_name = named("no", "alpha", "alpha", ("directed",), stance="denies")
    special = pair(BASE.plus(*by_name, *accusation))
    assert (special.dimensions["involvement"], special.coverage) == ("unknown", "possible")


def test_a_rejected_accusation_leaves_all_modes_open() -> None:
    world = BASE.plus(*denial(modes=(), left=ALL))
    assert pair(world).dimensions["involvement"] == "unknown"


def test_a_mode_that_no_list_holds_loses_no_denial() -> None:
    """A misspelt code is unknown, not nothing: the pair stays."""
    found = pair(BASE.plus(*denial(modes=("masterminded",))))
    assert (found.dimensions["involvement"], found.coverage) == ("unknown", "possible")


# Coverage: kind, target, place, time


def dimension_of(name: str, *cases: tuple[Mapping[str, object], Scope, str | None]) -> list[str]:
    """Return one dimension for cases of an incident, a scope and a date of stating."""
    world = BASE
    for number, (changes, scope, stated) in enumerate(cases):
        incident = replace(RAID, id=f"raid-{number}", **changes)  # type: ignore[arg-type]
        world = world.plus(incident, *denial(f"no-{number}", scope=scope, stated=stated))
    assessment = everything(world)
    return [
        pair_in(assessment, f"no-{number}", f"raid-{number}").dimensions[name]
        for number in range(len(cases))
    ]


def test_kind() -> None:
    """The scope's kind or narrower; broader, missing or in no list: unknown."""
    cases: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {
        (("rocket-attack",), ("armed-attack",)): "yes",
        (("armed-attack",), ("rocket-attack",)): "unknown",
        ((), ("rocket-attack",)): "unknown",
        (("drone-attack",), ("rocket-attack",)): "no",
        (("drone-attack", "rocket-attack"), ("rocket-attack",)): "yes",
        (("slingshot",), ("rocket-attack",)): "unknown",
        (("drone-attack",), ()): "yes",
    }
    found = dimension_of(
        "kind",
        *(({"kinds": kinds}, Scope(kinds=scope), "2021-03-14") for kinds, scope in cases),
    )
    assert dict(zip(cases, found, strict=True)) == cases


def test_target() -> None:
    """Struck, or a part of it struck: yes. Hosted, supplied, coarser, none known: unknown."""
    cases: dict[tuple[tuple[str, ...], tuple[str, ...], str], str] = {
        (("beta",), (), "beta"): "yes",
        (("beta-embassy",), (), "beta"): "yes",
        (("group",), (), "alpha"): "yes",
        (("beta",), (), "beta-embassy"): "unknown",
        (("gamma",), ("beta",), "beta"): "unknown",
        (("base",), (), "beta"): "unknown",
        ((), (), "beta"): "unknown",
        ((), ("gamma",), "beta"): "unknown",
        (("gamma",), (), "beta"): "no",
        (("gamma", "beta"), (), "beta"): "yes",
    }
    found = dimension_of(
        "target",
        *(
            ({"strikes": strikes, "touches": touches}, Scope(targets=(target,)), "2021-03-14")
            for strikes, touches, target in cases
        ),
    )
    assert dict(zip(cases, found, strict=True)) == cases


def test_place() -> None:
    """Within: yes. Several places are joined by OR; coarser, none, or "the region": unknown."""
    cases: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {
        (("town",), ("land",)): "yes",
        (("land",), ("town",)): "unknown",
        ((), ("land",)): "unknown",
        (("far",), ("land",)): "no",
        (("far", "town"), ("land",)): "yes",
        (("far", "land"), ("town",)): "unknown",
        (("town",), ("region",)): "unknown",
        (("region",), ("land",)): "unknown",
        (("far",), ("land", "far")): "yes",
    }
    found = dimension_of(
        "place",
        *(({"places": places}, Scope(places=scope), "2021-03-14") for places, scope in cases),
    )
    assert dict(zip(cases, found, strict=True)) == cases


def test_time() -> None:
    """Sunday 14 March in New York (UTC-4) ends on Monday at seven in Baghdad (UTC+3).

    What overlaps with the moment of stating is unknown, and so is what has no date.
    """
    cases: dict[tuple[str | None, str | None], str] = {
        ("2021-02-15", "2021-03-14"): "yes",
        ("2021-03-14T06:59:00+03:00", "2021-03-14"): "yes",
        ("2021-03-14T20:00:00+03:00", "2021-03-14"): "unknown",
        ("2021-03-15T06:59:00+03:00", "2021-03-14"): "unknown",
        ("2021-03-15T07:01:00+03:00", "2021-03-14"): "no",
        ("2021-03-15", "2021-03-14"): "unknown",
        ("2021-03", "2021-03-14"): "unknown",
        ("2021-02-15", "2021-02"): "unknown",
        ("2021-04-01", "2021-03-14"): "no",
        (None, "2021-03-14"): "unknown",
        ("2021-02-15", None): "unknown",
    }
    found = dimension_of("time", *(({"when": when}, Scope(), stated) for when, stated in cases))
    assert dict(zip(cases, found, strict=True)) == cases


def test_period() -> None:
    """Ends of a period are bounds too; a period to come does not outlast the day of stating."""
    cases: dict[tuple[str | None, str | None, str | None], str] = {
        ("2021-01", "2021-02-28", "2021-03-14"): "yes",
        ("2021-02-15", None, "2021-03-14"): "unknown",
        (None, "2021-02", "2021-03-14"): "unknown",
        ("2021-02-17", None, "2021-03-14"): "no",
        (None, "2021-02-13", "2021-03-14"): "no",
        (None, "2022", None): "unknown",
        (None, "2022", "2021-03-14"): "yes",
    }
    found = dimension_of(
        "time",
        *(({}, Scope(since=since, until=until), stated) for since, until, stated in cases),
    )
    assert dict(zip(cases, found, strict=True)) == cases


def test_an_incident_at_several_places_lasts_through_the_day_of_each() -> None:
    """The civil day in Baghdad and in New York, whichever place comes first in the alphabet."""
    for places in (("town", "far"), ("far", "base")):
        world = with_raid(when="2021-03-14", places=places).plus(
            *denial(stated="2021-03-15T03:30:00Z")
        )
        assert pair(world).dimensions["time"] == "unknown"
    in_land = with_raid(when="2021-03-14", places=("town",))
    assert pair(in_land.plus(*denial(stated="2021-03-15T03:30:00Z"))).dimensions["time"] == "yes"


def test_an_incident_read_into_the_words_is_unknown_in_all_but_involvement() -> None:
    by_curator = named("no", "alpha", "alpha", ALL, stance="denies", read=True)
    found = pair(BASE.plus(*by_curator))
    assert found.coverage == "possible"
    assert set(found.dimensions.values()) == {"yes", "unknown"}
    assert found.dimensions["involvement"] == "yes"


def test_the_best_of_several_propositions_covers() -> None:
    """One sentence about Far, one about Land: the second covers what happened in Land."""
    elsewhere, statement = denial(scope=Scope(places=("far",)))
    here = Involvement("here", "alpha", ALL, scope=Scope(places=("land",)))
    world = BASE.plus(
        elsewhere,
        here,
        replace(statement, denies=(elsewhere.id, here.id)),
        *named("x", "beta", "alpha"),
    )
    assert pair(world).coverage == "covered"


def test_all_sentences_that_reach_an_incident_are_its_words() -> None:
    """ "We did not do it" and "nor did we help": help is denied too, whichever is read first."""
    first, statement = denial(modes=("carried-out",))
    second = Involvement("z-help", "alpha", ("supported",), scope=Scope())
    both = replace(statement, denies=(first.id, second.id))
    world = BASE.plus(first, second, both, *named("they", "beta", "alpha", ("supported",)))
    assert (charge(world).mode, charge(world).words) == ("supported", "denied")


# Charges


def test_a_chain_takes_its_weakest_mode() -> None:
    """Who carried out under direction was directed; where arms are given on, support is left."""
    directed = BASE.plus(
        *denial(),
        *named("they", "beta", "group"),
        *linked("runs", "beta", "group", "alpha", "directs"),
    )
    assert (charge(directed).mode, charge(directed).composed) == ("directed", False)
    supported = BASE.plus(
        *denial(),
        *named("they", "beta", "rebels"),
        *linked("gives", "beta", "rebels", "group", "arms"),
        *linked("runs", "beta", "group", "alpha", "directs"),
    )
    assert charge(supported).mode == "supported"


def test_a_link_of_several_modes_meets_a_denial_of_the_weaker() -> None:
    """Who runs and arms a group also arms it."""
    world = BASE.plus(
        *denial(modes=("supported",)),
        *named("they", "beta", "group"),
        *linked("runs", "beta", "group", "alpha", "directs", "arms"),
    )
    assert (charge(world).mode, charge(world).words) == ("supported", "denied")


def test_several_modes_of_an_accusation_are_a_choice() -> None:
    """ "Alpha or its helpers did it" says no more than the weakest that the denial touches."""
    either = named("they", "beta", "alpha", ("carried-out", "supported"))
    assert charge(BASE.plus(*denial(), *either)).mode == "supported"
    assert charge(BASE.plus(*denial(modes=("carried-out",)), *either)).mode == "carried-out"


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, "contested-through-proxy"),
        ("2021-02-01", "2021-02-28", "contested-through-proxy"),
        ("2021-02", None, "contested-through-proxy"),
        ("2021-03", None, "attributed-elsewhere"),
        (None, "2021-01", "attributed-elsewhere"),
    ],
)
def test_the_period_of_a_link_excludes(since: str | None, until: str | None, expected: str) -> None:
    world = BASE.plus(
        *denial(),
        *named("they", "beta", "group"),
        *linked("runs", "beta", "group", "alpha", "directs", since=since, until=until),
    )
    assert verdict(world) == expected


def test_one_partys_chain_comes_before_a_composed_one() -> None:
    """Beta alone says support, which is left open; direction takes Gamma's words as well."""
    world = BASE.plus(
        *denial(**LETTER),  # type: ignore[arg-type]
        *named("they", "beta", "group"),
        *linked("arms", "beta", "group", "alpha", "arms"),
        *linked("runs", "gamma", "group", "alpha", "directs"),
    )
    found = pair(world)
    assert found.verdict == "contested-through-proxy"
    assert found.charge is not None
    assert (found.charge.mode, found.charge.words) == ("supported", "left-open")
    assert found.charge.parties == (CASE + "beta",)
    assert found.composed_charge is not None
    assert (found.composed_charge.mode, found.composed_charge.composed) == ("directed", True)


def test_an_umbrella_link_amounts_to_no_mode() -> None:
    world = BASE.plus(
        *denial(),
        *named("they", "beta", "group"),
        *linked("roof", "beta", "group", "alpha", "umbrella"),
    )
    assert verdict(world) == "attributed-elsewhere"


def test_holding_responsible_leaves_open_and_is_no_charge() -> None:
    world = BASE.plus(*denial(), *named("they", "beta", "alpha", ALL, stance="leaves_open"))
    found = pair(world)
    assert (found.verdict, found.charge, found.for_.statements) == ("unattributed", None, 0)


def test_a_general_accusation_is_no_charge() -> None:
    """It answers the denial, not each incident."""
    part = Involvement("series", "alpha", ("carried-out",), scope=Scope(("armed-attack",)))
    world = BASE.plus(*denial(), part, Statement("they", "beta", affirms=("series",)))
    assert verdict(world) == "unattributed"


def test_the_partys_naming_of_others_is_no_charge() -> None:
    """Not even where it is known to run them; nor does a counter-accusation count against."""
    world = BASE.plus(
        *denial(),
        *named("they", "alpha", "group"),
        *linked("runs", "beta", "group", "alpha", "directs"),
    )
    found = pair(world)
    assert (found.verdict, found.charge) == ("unattributed", None)
    assert (found.for_.statements, found.against.statements) == (0, 1)


def test_a_charge_in_an_untouched_mode_counts_but_does_not_contest() -> None:
    """Support is said of Alpha, but the words deny only carrying out."""
    world = BASE.plus(
        *denial(modes=("carried-out",)), *named("they", "beta", "alpha", ("supported",))
    )
    found = pair(world)
    assert (found.verdict, found.for_.statements) == ("unattributed", 1)


# Verdicts


def test_withdrawn() -> None:
    """A later statement of the same party that affirms replaces its denial."""
    later = named("yes", "alpha-army", "alpha", supersedes=("no",))
    found = pair(BASE.plus(*denial(), *later))
    assert found.verdict == "withdrawn"


def test_leaving_open_withdraws_in_general_words_too() -> None:
    part = Involvement("open-part", "alpha", ALL, scope=Scope(places=("land",)))
    later = Statement("open", "alpha", leaves_open=(part.id,), supersedes=("no",), stated="2021-04")
    assert verdict(BASE.plus(*denial(), part, later)) == "withdrawn"


def test_words_about_something_else_do_not_withdraw() -> None:
    """The successor leaves open what happened in Far, or a mode that was never denied."""
    part = Involvement("open-part", "alpha", ALL, scope=Scope(places=("far",)))
    later = Statement("open", "alpha", leaves_open=(part.id,), supersedes=("no",), stated="2021-04")
    assert verdict(BASE.plus(*denial(), part, later)) == "unattributed"
    other_mode = named(
        "open", "alpha", "alpha", ("supported",), stance="leaves_open", supersedes=("no",)
    )
    assert verdict(BASE.plus(*denial(modes=("carried-out",)), *other_mode)) == "unattributed"


def test_a_restated_denial_is_not_withdrawn_and_stays_listed() -> None:
    again = denial("again", supersedes=("no",), stated="2021-04-01")
    assessment = everything(BASE.plus(*denial(), *again, *named("they", "beta", "alpha")))
    assert pair_in(assessment).verdict == "contested"
    assert pair_in(assessment, "again").verdict == "contested"


def test_withdrawal_follows_the_line_of_succession() -> None:
    """Restated, then taken back: taken back. Taken back, then restated: not taken back."""
    back = named("yes", "alpha", "alpha", supersedes=("again",))
    world = BASE.plus(*denial(), *denial("again", supersedes=("no",)), *back)
    assert verdict(world) == "withdrawn"
    first = named("yes", "alpha", "alpha", supersedes=("no",))
    world = BASE.plus(*denial(), *first, *denial("again", supersedes=("yes",)))
    assert verdict(world) == "unattributed"


def test_only_the_same_party_takes_back() -> None:
    world = BASE.plus(*denial(), *named("yes", "beta", "alpha", supersedes=("no",)))
    assert verdict(world) == "contested"


def test_renderings_are_replaced_with_their_original() -> None:
    """An admission that was taken back does not live on in a newspaper's words for it."""
    part, admission = named("yes", "alpha", "alpha")
    rendering = replace(admission, id="paper", rendering_of="yes")
    back = denial("no", supersedes=("yes",))
    world = BASE.plus(part, admission, rendering, *back)
    assert verdict(world) == "unattributed"


def test_in_a_circle_of_supersession_nobody_is_later() -> None:
    """Contradictory data silence no statement: the admission stands beside the denial."""
    part, admission = named("yes", "alpha", "alpha", supersedes=("no",))
    world = BASE.plus(*denial(supersedes=("yes",)), part, admission)
    found = pair(world)
    assert (found.verdict, found.for_.statements) == ("self-contradicted", 1)


def test_an_admission_that_the_denial_replaced_does_not_contradict_it() -> None:
    world = BASE.plus(*named("yes", "alpha", "alpha"), *denial(supersedes=("yes",)))
    assert verdict(world) == "unattributed"


def inquiry(*mandators: str, organ_of: tuple[str, ...] = ()) -> Actor:
    return Actor("inquiry", "InvestigativeBody", mandated_by=mandators, organ_of=organ_of)


def test_a_finding_settles_unless_only_those_at_odds_set_it_up() -> None:
    """Alpha denies, Beta was struck, Land State is the host, Gamma accuses (of support)."""
    cases: dict[tuple[str, ...], bool] = {
        ("assembly",): True,
        (): True,
        ("beta", "assembly"): True,
        ("alpha",): False,
        ("beta",): False,
        ("beta-embassy",): False,
        ("land-state",): False,
        ("gamma",): False,
        ("beta", "land-state", "alpha"): False,
    }
    world = BASE.plus(*denial(modes=("carried-out",)))
    for number, mandators in enumerate(cases):
        body, raid = f"inquiry-{number}", f"raid-{number}"
        world = world.plus(
            replace(RAID, id=raid),
            Actor(body, "InvestigativeBody", mandated_by=mandators),
            *named(f"finding-{number}", body, "alpha", incidents=(raid,)),
            *named(f"they-{number}", "gamma", "alpha", ("supported",), incidents=(raid,)),
        )
    assessment = everything(world)
    found = [pair_in(assessment, "no", f"raid-{n}").verdict for n in range(len(cases))]
    assert found == [
        "contradicted-by-finding" if settles else "contested" for settles in cases.values()
    ]


def test_whose_people_were_at_the_base_is_at_odds_too() -> None:
    """Beta's own inquiry into an attack on the base where its soldiers are."""
    world = with_raid(strikes=("base",)).plus(
        *denial(), inquiry("beta"), *named("finding", "inquiry", "alpha")
    )
    assert verdict(world) == "contested"


def test_a_body_that_speaks_for_an_accuser_is_the_accuser() -> None:
    """Its finding is made for Beta, which was struck."""
    world = BASE.plus(
        *denial(), inquiry(), *named("finding", "inquiry", "alpha", made_for=("beta",))
    )
    assert verdict(world) == "contested"


def test_a_finding_about_what_is_left_open_contests() -> None:
    world = BASE.plus(
        *denial(modes=("directed",), left=("carried-out",)),
        inquiry("assembly"),
        *named("finding", "inquiry", "alpha"),
    )
    found = pair(world)
    assert found.verdict == "contested"
    assert found.charge is not None
    assert found.charge.words == "left-open"


def test_a_finding_composed_of_others_words_does_not_settle() -> None:
    """The body names the group; that Alpha runs it is Gamma's word."""
    chain = (*denial(), inquiry("assembly"), *named("finding", "inquiry", "group"))
    composed = BASE.plus(*chain, *linked("runs", "gamma", "group", "alpha", "directs"))
    assert verdict(composed) == "contested-through-proxy"
    own_words = BASE.plus(*chain, *linked("runs", "inquiry", "group", "alpha", "directs"))
    assert verdict(own_words) == "contradicted-by-finding"


def test_self_contradiction_comes_before_findings_and_accusations() -> None:
    world = BASE.plus(
        *denial(),
        inquiry("assembly"),
        *named("finding", "inquiry", "alpha"),
        *named("they", "beta", "alpha"),
        *named("yes", "alpha", "alpha"),
    )
    assert charge(world).statement == CASE + "yes"
    assert verdict(world) == "self-contradicted"


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("carried-out", "attributed-elsewhere"), ("directed", "unattributed")],
)
def test_a_rival_is_who_is_said_to_have_carried_it_out(mode: str, expected: str) -> None:
    world = BASE.plus(*denial(), *named("they", "beta", "rebels", (mode,)))
    assert verdict(world) == expected


def test_a_charge_by_the_curators_reading_says_so() -> None:
    world = BASE.plus(*denial(), *named("they", "beta", "alpha", read=True))
    assert verdict(world) == "contested"
    assert charge(world).certain is False


# Claims


def test_an_uncontested_claim_and_a_corroborated_one() -> None:
    claim = named("yes", "group", "group")
    assert verdict(BASE.plus(*claim), "yes", "claim") == "uncontested"
    borne_out = BASE.plus(*claim, *named("they", "beta", "group"))
    assert verdict(borne_out, "yes", "claim") == "corroborated"


def test_what_is_weaker_than_the_claim_does_not_bear_it_out() -> None:
    """Beta only says that the group helped."""
    world = BASE.plus(
        *named("yes", "group", "group"), *named("they", "beta", "group", ("supported",))
    )
    found = pair(world, "yes", kind="claim")
    assert (found.verdict, found.for_.statements) == ("uncontested", 2)


@pytest.mark.parametrize(
    "other",
    [
        named("not", "beta", "group", stance="denies"),
        named("they", "beta", "rebels"),
    ],
)
def test_a_contested_claim(other: tuple[Involvement, Statement]) -> None:
    """Somebody denies it, or names another author."""
    world = BASE.plus(*named("yes", "group", "group"), *other)
    found = pair(world, "yes", kind="claim")
    assert (found.verdict, found.against.statements) == ("contested", 1)


def test_who_claims_only_support_has_no_rival_in_the_doer() -> None:
    world = BASE.plus(
        *named("yes", "group", "group", ("supported",)), *named("they", "beta", "rebels")
    )
    assert verdict(world, "yes", "claim") == "uncontested"


def test_a_claim_contradicted_by_a_finding() -> None:
    """A body set up by others clears the claimant; one set up by a rival's accuser does not."""
    claim = named("yes", "group", "group")
    clears = named("not", "inquiry", "group", stance="denies")
    world = BASE.plus(*claim, inquiry("assembly"), *clears)
    assert verdict(world, "yes", "claim") == "contradicted-by-finding"
    biased = BASE.plus(*claim, inquiry("gamma"), *clears, *named("they", "gamma", "rebels"))
    assert verdict(biased, "yes", "claim") == "contested"


def test_a_refuted_claim_makes_nobody_else_guilty() -> None:
    """That the group did not do it says nothing of Alpha, which runs it."""
    world = BASE.plus(
        *denial(),
        *named("yes", "group", "group"),
        inquiry("assembly"),
        *named("not", "inquiry", "group", stance="denies"),
    )
    assert verdict(world, "yes", "claim") == "contradicted-by-finding"
    assert pair(world).for_.statements == 0
    assert verdict(world) == "attributed-elsewhere"  # the claim itself still names the group


def test_a_claim_is_self_contradicted_only_by_words_that_reach_it() -> None:
    """Also where every pair is looked at: a denial about Far says nothing of Land."""
    claim = named("yes", "alpha", "alpha")
    assert verdict(BASE.plus(*claim, *denial()), "yes", "claim") == "self-contradicted"
    elsewhere = denial(scope=Scope(places=("far",)))
    assert verdict(BASE.plus(*claim, *elsewhere), "yes", "claim") == "uncontested"


def test_a_claim_is_withdrawn_by_a_later_denial() -> None:
    world = BASE.plus(*named("yes", "alpha", "alpha"), *denial(supersedes=("yes",)))
    assert verdict(world, "yes", "claim") == "withdrawn"


def test_a_partial_admission_does_not_contradict_itself() -> None:
    """It affirms support and denies the deed, in one statement; its two counts stay apart."""
    deed = Involvement("deed", "alpha", ("carried-out",), concerns=("raid",))
    help_ = Involvement("help", "alpha", ("supported",), concerns=("raid",))
    both = Statement("partly", "alpha", denies=("deed",), affirms=("help",))
    assessment = everything(BASE.plus(deed, help_, both))
    as_denial = pair_in(assessment, "partly")
    as_claim = pair_in(assessment, "partly", kind="claim")
    assert (as_denial.verdict, as_claim.verdict) == ("unattributed", "uncontested")
    assert (as_denial.for_.statements, as_denial.against.statements) == (0, 1)
    assert (as_claim.for_.statements, as_claim.against.statements) == (1, 0)


def test_a_joint_claim_does_not_bear_itself_out() -> None:
    part, statement = named("yes", "group", "group", made_for=("group", "rebels"))
    found = pair(BASE.plus(part, statement), "yes", kind="claim")
    assert (found.verdict, found.for_.statements) == ("uncontested", 1)


def test_a_persona_has_no_rival_in_who_is_said_to_stand_behind_it() -> None:
    claim = named("yes", "mask", "mask")
    accusation = named("they", "beta", "group")
    same_voice = BASE.plus(*claim, *accusation, *linked("behind", "beta", "mask", "group"))
    assert verdict(same_voice, "yes", "claim") == "corroborated"
    assert verdict(BASE.plus(*claim, *accusation), "yes", "claim") == "contested"


# Counts, dates, listings


def test_renderings_count_as_their_original() -> None:
    part, accusation = named("they", "beta", "alpha")
    in_paper = replace(accusation, id="paper", rendering_of="they")
    twice = denial("wording", rendering_of="no")
    found = pair(BASE.plus(*denial(), *twice, part, accusation, in_paper))
    assert (found.for_.statements, found.against.statements) == (1, 1)


def test_against_counts_whoever_denies_it_by_name() -> None:
    """And the party's own words that cover it; a general exculpation by others is not of each."""
    general = denial("they-did-not", speaker="gamma", actor="alpha")
    world = BASE.plus(
        *denial(),
        *denial("nor", stated="2021-03-20"),
        *denial("perhaps", scope=Scope(places=("region",))),
        *named("not", "beta", "alpha", stance="denies"),
        *general,
    )
    assert pair(world).against.statements == 3


@pytest.mark.parametrize(
    ("as_of", "known"), [("2021-02-28", False), ("2021-03-04", False), ("2021-03-05", True)]
)
def test_a_statement_counts_from_the_day_it_was_surely_public(as_of: str, known: bool) -> None:
    """Its source is of 5 March; that it was public "in March" says nothing earlier."""
    part, accusation = named("they", "beta", "alpha", reported_in=("paper",), made_public="2021-03")
    world = BASE.plus(
        Source("paper", "2021-03-05"),
        Source("early", "2021-02-01"),
        *denial(reported_in=("early",)),
        part,
        accusation,
    )
    found = pair_in(everything(world, as_of=as_of))
    assert found.verdict == ("contested" if known else "unattributed")


def test_a_rendering_that_is_known_before_its_original_speaks_for_it() -> None:
    """Its party and its grade count as long as the original is not public, or is left out."""
    part, letter = denial(reported_in=("gazette",))
    retold = replace(letter, id="retold", rendering_of="no", reported_in=("paper",))
    sources = (Source("paper", "2021-03-15"), Source("gazette", "2021-04-01"))
    world = BASE.plus(*sources, part, letter, retold)
    for options in ({"as_of": "2021-03-20"}, {"without": ["no"]}):
        found = pair_in(everything(world, **options), "retold")
        assert (found.against.statements, found.against.parties) == (1, 1)
        assert found.against.counted == (CASE + "no",)


def test_an_undated_statement_counts_only_without_a_date() -> None:
    world = BASE.plus(
        Source("early", "2021-02-01"),
        *denial(reported_in=("early",)),
        *named("they", "beta", "alpha"),
    )
    assert verdict(world) == "contested"
    assert pair_in(everything(world, as_of="2030-01-01")).verdict == "unattributed"


def test_a_superseded_statement_counts_until_it_was_superseded() -> None:
    world = BASE.plus(
        Source("early", "2021-02-01"),
        Source("late", "2021-05-01"),
        *denial(reported_in=("early",)),
        *named("they", "beta", "alpha", reported_in=("early",)),
        Statement("back", "beta", supersedes=("they",), reported_in=("late",)),
    )
    assert pair_in(everything(world, as_of="2021-04-30")).verdict == "contested"
    assert pair_in(everything(world, as_of="2021-05-01")).verdict == "unattributed"


def test_what_nobody_speaks_of_and_what_is_outside_is_counted() -> None:
    """Four incidents: one contested, one silent, one of an unknown place, one too late."""
    world = replace(
        BASE,
        incidents=(
            RAID,
            replace(RAID, id="silent"),
            replace(RAID, id="somewhere", places=()),
            replace(RAID, id="later", when="2021-06-01"),
        ),
    ).plus(*denial(scope=Scope(places=("land",))), *named("they", "beta", "alpha"))
    assessment = assess(load(world))
    assert [pair.incident for pair in assessment.pairs] == [CASE + "raid"]
    (counts,) = assessment.unspoken
    assert (counts.covered, counts.possible, dict(counts.outside)) == (1, 1, {"time": 1})


@pytest.mark.parametrize(
    ("scope", "concerns"),
    [
        (Scope(since="2021-06"), ()),  # stated before its period began: nothing is in time
        (Scope(places=("land",)), ("raid",)),  # in general and by name
    ],
)
def test_each_incident_is_counted_once(scope: Scope, concerns: tuple[str, ...]) -> None:
    """Also where the period is empty, and where words are general and name one incident."""
    part, statement = denial(modes=("directed",), scope=scope)
    others = (replace(RAID, id="undated", when="2021"), replace(RAID, id="spring", when="2021-04"))
    world = replace(BASE, incidents=(RAID, *others)).plus(
        replace(part, concerns=concerns), statement, *named("they", "beta", "alpha")
    )
    assessment = assess(load(world))
    (counts,) = assessment.unspoken
    total = counts.covered + counts.possible + sum(counts.outside.values())
    assert total + len(assessment.pairs) == 3


def test_leaving_out_a_statement_a_source_or_a_link() -> None:
    """Results that hang on it fall; a statement goes with its only source."""
    world = BASE.plus(
        Source("paper"),
        Source("radio"),
        *denial(),
        *named("they", "beta", "group", reported_in=("paper",)),
        *named("yes", "alpha", "alpha", reported_in=("paper", "radio")),
        *linked("runs", "beta", "group", "alpha", "directs"),
    )
    expected = {
        ("yes",): "contested-through-proxy",
        ("paper",): "self-contradicted",
        ("paper", "radio"): "unattributed",
        ("yes", "runs-link"): "attributed-elsewhere",
        ("yes", "runs"): "attributed-elsewhere",
        ("yes", "they-part"): "unattributed",
    }
    for names, answer in expected.items():
        assert pair_in(everything(world, without=names)).verdict == answer, names


def test_denials_of_sponsorship_make_no_pairs() -> None:
    """They stand against links, and take no link away."""
    link, affirmed = linked("runs", "beta", "group", "alpha", "directs")
    world = BASE.plus(
        *denial(),
        *named("they", "beta", "group"),
        link,
        affirmed,
        Statement("not-ours", "alpha", denies=(link.id,)),
    )
    assessment = everything(world)
    assert {pair.denial for pair in assessment.pairs} == {CASE + "no", CASE + "they"} - {
        CASE + "they"
    }
    assert pair_in(assessment).verdict == "contested-through-proxy"


def test_the_order_of_a_joint_statements_parties_means_nothing() -> None:
    part, joint = named("they", "beta", "alpha", made_for=("gamma", "beta"))
    world = BASE.plus(*denial(), part, joint)
    forwards = assess(graph_of("\n".join(turtle_blocks(world))))
    backwards = assess(graph_of("\n".join(reversed(turtle_blocks(world)))))
    assert forwards.pairs == backwards.pairs
    assert not charge(world).composed
