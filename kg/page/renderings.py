"""Wordings of the same words side by side: what a rendering changed, and in which results."""

from __future__ import annotations

from kg.conflicts.words import likeness, same_language, tokens
from kg.graph import CEV
from kg.page.details import quotation
from kg.page.material import Material
from kg.page.model import Values, filled
from kg.provenance import Quotation, objects, quotations


def renderings(material: Material) -> list[tuple[str, Values]]:
    """Return each original that is passed on in other words, by IRI, with its wordings."""
    groups: dict[str, list[str]] = {}
    for statement, original in material.pairs_of("SELECT statement, original FROM original"):
        if statement in material.statements:
            groups.setdefault(original, []).append(statement)
    return [
        (original, _group(material, original, sorted(set(members) - {original}, key=material.id)))
        for original, members in sorted(groups.items(), key=lambda item: material.id(item[0]))
        if any(member != original for member in members)
    ]


def _group(material: Material, original: str, members: list[str]) -> Values:
    first: list[Values] = []
    if original in material.statements:
        own = [quotation(material, quoted) for quoted in quotations(material.graph, original)]
        first.append(filled({"node": material.id(original), "quotations": own}))
    return {
        "original": material.id(original),
        "members": [*first, *(_member(material, original, member) for member in members)],
    }


def _member(material: Material, original: str, member: str) -> Values:
    above = objects(material.graph, member, f"{CEV}isRenderingOf")
    others = [
        (other, quoted)
        for other in dict.fromkeys((*above, original))
        if other in material.statements
        for quoted in quotations(material.graph, other)
    ]
    return filled(
        {
            "node": material.id(member),
            "quotations": [
                quotation(material, quoted) | _compared(material, quoted, others)
                for quoted in quotations(material.graph, member)
            ],
            "changes": [
                {
                    "incident": material.id(wording.incident),
                    "coverage": wording.coverage,
                    "original": wording.other_coverage,
                }
                for wording in material.assessment.wordings
                if wording.denial == member and wording.other == original
            ],
        }
    )


def _compared(material: Material, quoted: Quotation, others: list[tuple[str, Quotation]]) -> Values:
    """Return the words with which to compare, the likest ones in one language, and how."""
    alike = [each for each in others if same_language(each[1], quoted)]
    if not alike:
        return {}
    node, best = max(alike, key=lambda each: likeness(each[1].exact, quoted.exact))
    return {
        "against": {"node": material.id(node), "exact": best.exact},
        "tokens": [list(token) for token in tokens(best.exact, quoted.exact)],
    }
