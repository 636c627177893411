"""A party that contradicts itself about what was done: denies and admits, or names others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from kg.conflicts.authors import Part
from kg.conflicts.model import Conflict
from kg.conflicts.own_words import OwnWords
from kg.conflicts.phrases import changed, did, listed, named, wording
from kg.conflicts.scopes import MODES, Scopes, differences

if TYPE_CHECKING:
    from kg.conflicts.evidence import Evidence, Row

# Who only supported an act has no rival in others who did.
_EXCLUSIVE = MODES[:2]


def denied_and_admitted(evidence: Evidence) -> Iterator[Conflict]:
    """Find what a party denies, or may mean to deny, and affirms of itself."""
    own = OwnWords(evidence)
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in evidence.rows(_ADMITTED):
        groups.setdefault((str(row["party"]), str(row["incident"])), []).append(row)
    for (party, incident), rows in groups.items():
        originals = {str(row["denial"]): str(row["original"]) for row in rows}
        found = {str(row["denial"]) for row in rows if row["covers"] and row["denied"]}
        # A wording that others give to words which do not say so is no denial of the party's own.
        denied = {each for each in found if originals[each] in found}
        rendered = found - denied
        if_meant = originals.keys() - found
        affirmed: dict[str, set[str]] = {}
        for row in rows:
            links = row["link_statements"]
            affirmed.setdefault(str(row["mode"]), set()).update(
                [str(row["statement"]), *(map(str, links) if isinstance(links, list) else ())]
            )
        label = evidence.graph.label(incident)
        yield own.conflict(
            _rule(denied, rendered),
            party,
            incident,
            f"affirms its part in {label}"
            + _denial(
                evidence, denied, rendered, {originals[each] for each in rendered} & if_meant
            ),
            [
                *(
                    own.side(f"affirms that it {did([mode])}", statements, incident)
                    for mode, statements in sorted(affirmed.items())
                ),
                *(
                    own.side(value, statements, incident)
                    for value, statements in (
                        ("denies it", denied),
                        ("denied in renderings by others only", rendered),
                        ("words that may be meant to deny it", if_meant),
                    )
                    if statements
                ),
            ],
            facts={
                "covered": sorted(denied),
                "possible": sorted(if_meant),
                **({"rendered": sorted(rendered)} if rendered else {}),
            },
        )


def names_differ(evidence: Evidence) -> Iterator[Conflict]:
    """Find acts for which one party names different doers in different statements.

    A man and the body for which he acted can both have done one thing: where a person is one of
    the two, the rule is a softer one.
    """
    own = OwnWords(evidence)
    links = _own_links(evidence)
    groups: dict[tuple[str, str, str], dict[str, list[Part]]] = {}
    for part in evidence.parts:
        if (
            part.stance == "affirms"
            and part.persona is None
            and len(part.modes) == 1
            and part.modes[0] in _EXCLUSIVE
            and own.is_party(part.party)
            and own.is_party(part.doer)
        ):
            key = (part.party, part.incident, part.modes[0])
            groups.setdefault(key, {}).setdefault(part.doer, []).append(part)
    for (party, incident, mode), by_doer in groups.items():
        apart = _apart(own, by_doer)
        rivals = {pair for pair in apart if pair <= own.parties.rival_authors}
        pairs = rivals or apart
        if not pairs:
            continue
        doers = {doer for pair in pairs for doer in pair}
        linked = pairs <= links.get(party, set())
        graph = evidence.graph
        told = _together(own, by_doer, doers)
        rule, how = "names-differ", ""
        if linked:
            rule, how = f"{rule}-linked", "; in its own words the one stands behind the other"
        elif not rivals:
            rule, how = f"{rule}-persons", "; persons are among them, and both can hold"
        yield own.conflict(
            rule,
            party,
            incident,
            f"says of {graph.label(incident)} in different statements that different actors "
            f"{did([mode])}: {', or '.join(who for who, _ in told)}{how}",
            [own.side(f"{who} {did([mode])}", said, incident) for who, said in told],
            facts={"mode": mode, "doers": sorted(doers), "linked": linked},
            touches=doers,
        )


def revised(evidence: Evidence) -> Iterator[Conflict]:
    """Find statements that their own party replaced by others that say something else."""
    own = OwnWords(evidence)
    scopes = Scopes(evidence)
    for row in evidence.rows(_REVISED):
        earlier, later, party = (str(row[name]) for name in ("earlier", "later", "party"))
        apart = differences(scopes.parts(earlier), scopes.parts(later))
        if not apart or not own.is_party(party):
            continue
        graph = evidence.graph
        yield own.conflict(
            "revised",
            party,
            earlier,
            f"replaced what it had said by other words: {changed(graph, apart)}",
            [own.side(graph.label(each), [each]) for each in (earlier, later)],
            facts={"dimensions": [each.to_dict("earlier", "later") for each in apart]},
            touches={
                node for part in scopes.parts(earlier) | scopes.parts(later) for node in part.nodes
            },
        )


def _rule(denied: Collection[str], rendered: Collection[str]) -> str:
    if denied:
        return "denied-and-admitted"
    return "denied-in-renderings" if rendered else "denied-and-admitted-if-meant"


def _denial(
    evidence: Evidence, denied: Collection[str], rendered: Collection[str], left: Collection[str]
) -> str:
    """Return how it is denied; ``left`` are originals of the renderings that leave it open."""
    if denied:
        return " and denies it"
    if not rendered:
        return "; other words of its own deny it, if they are meant to cover it"
    wordings = listed(sorted({wording(evidence.graph, each) for each in rendered}))
    own = "leave it open" if left else "are not among those that deny it"
    return f"; denied only in wordings that others give ({wordings}); its own words {own}"


def _apart(own: OwnWords, by_doer: Mapping[str, Sequence[Part]]) -> set[frozenset[str]]:
    """Return the doers that no statement names together, and neither is a part of the other."""
    originals = {doer: {part.original for part in said} for doer, said in by_doer.items()}
    return {
        frozenset((one, other))
        for one, other in combinations(sorted(by_doer), 2)
        if originals[one] - originals[other]
        and originals[other] - originals[one]
        and not own.parties.related(one, other)
    }


def _together(
    own: OwnWords, by_doer: Mapping[str, Sequence[Part]], doers: Collection[str]
) -> list[tuple[str, list[str]]]:
    """Return whom statements name together, in words, with the statements; in order."""
    named_by: dict[str, set[str]] = {}
    said: dict[str, list[str]] = {}
    for doer in doers:
        for part in by_doer[doer]:
            named_by.setdefault(part.original, set()).add(doer)
            said.setdefault(part.original, []).append(part.statement)
    groups: dict[frozenset[str], list[str]] = {}
    for original, together in named_by.items():
        groups.setdefault(frozenset(together), []).extend(said[original])
    graph = own.evidence.graph
    ordered = sorted(groups, key=lambda each: (named(graph, each), sorted(each)))
    return [(named(graph, each), groups[each]) for each in ordered]


def _own_links(evidence: Evidence) -> Mapping[str, set[frozenset[str]]]:
    """Return between whom links lead that a party affirms all by itself."""
    found: dict[str, set[frozenset[str]]] = {}
    for row in evidence.rows(
        "SELECT DISTINCT bottom, top, linked_by AS party FROM reach WHERE linked_by IS NOT NULL"
    ):
        found.setdefault(str(row["party"]), set()).add(
            frozenset((str(row["bottom"]), str(row["top"])))
        )
    return found


# Charges of the party against itself that meet words which were neither replaced nor taken back.
_ADMITTED = """
    SELECT accused.party, accused.incident, accused.denial, verdict.covers, charge.denied,
           naming.statement, reach.statements AS link_statements, original.original,
           min(mode.code) AS mode
    FROM charge
    JOIN accused ON accused.accused = charge.accused
    JOIN naming ON naming.naming = charge.naming
    JOIN reach ON reach.reach = charge.reach
    JOIN original ON original.statement = accused.denial
    JOIN verdict ON verdict.denial = accused.denial AND verdict.incident = accused.incident
                AND verdict.party = accused.party
    JOIN standing ON standing.statement = accused.denial
    JOIN mode ON mode.strength = charge.strength
    WHERE charge.manner = 'self' AND verdict.verdict <> 'withdrawn'
      AND verdict.covers IS DISTINCT FROM FALSE
      AND accused.party NOT IN (SELECT actor FROM actor WHERE class = 'DescribedGroup')
    GROUP BY ALL
    ORDER BY ALL
"""
_REVISED = """
    SELECT DISTINCT superseded.statement AS earlier, superseded.successor AS later, party.party
    FROM superseded
    JOIN original ON original.statement = superseded.statement
                 AND original.original = superseded.statement
    JOIN party ON party.statement = superseded.statement
    JOIN party AS same ON same.statement = superseded.successor AND same.party = party.party
    ORDER BY ALL
"""
