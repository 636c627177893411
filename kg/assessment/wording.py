"""What settled a pair, in words. The words name the rule; they add nothing to it."""

from __future__ import annotations

from collections.abc import Mapping

from kg.assessment.model import OUTSIDE_ORDER, Charge

_MODE_WORDS = {"carried-out": "carried out", "directed": "directed", "supported": "supported"}
_DID = {"carried-out": "carried it out", "directed": "directed it", "supported": "supported it"}
_UNKNOWN = {
    "kind": "kind: it is not known whether the incident is of a kind that the words mean",
    "target": "target: what the words name was not known to be struck, only present, supplied or "
    "part of something larger",
    "place": "place: the incident's place is not known finely enough, or the words are vague",
    "time": "time: the dates overlap, so it is not known which came first",
}
_NO = {
    "involvement": "involvement: the words do not touch the mode that is at issue",
    "kind": "kind: the incident is of another kind than the words mean",
    "target": "target: what was struck is not what the words name",
    "place": "place: the incident was elsewhere",
    "time": "time: the incident was not in the period that the words reach",
}
_RULES = {
    "withdrawn": "a later statement of the same party takes the words back",
    "self-contradicted": "the party itself affirms what the words {words}",
    "contradicted-by-finding": "an investigative body affirms what the words deny",
    "contested": "another party says that this party {did}, which the words {words}",
    "contested-through-proxy": "affirmed links lead to this party from whoever is named; the chain "
    "says {mode}, which the words {words}",
    "attributed-elsewhere": "others name another author, and nobody lays at this party's door what "
    "the words touch",
    "unattributed": "nobody lays it at this party's door",
}
_CLAIM_RULES = {
    "withdrawn": "a later statement of the same party takes the claim back",
    "self-contradicted": "the party itself denies it, by name or in words that reach it",
    "contradicted-by-finding": "an investigative body denies the claimant's part",
    "contested": "another party denies the claimant's part, or that it happened, or names a "
    "rival author",
    "corroborated": "another party affirms the claimant's part",
    "uncontested": "nobody else says anything of it",
}


def decided_by(
    *,
    coverage: str,
    dimensions: Mapping[str, str],
    verdict: str,
    charge: Charge | None,
    by_name: bool,
    sole_doer: bool,
    says: Mapping[str, str],
    claim: bool = False,
    outright: bool = True,
) -> str:
    """Return the dimension or the rule that settled a pair, in words.

    Parameters
    ----------
    coverage, dimensions, verdict, charge
        The result.
    by_name
        Whether the incident is named by, or read into, the words.
    sole_doer
        Whether all who name a doer name the party itself, so that "carried out" is at issue.
    says
        What the words say of each mode: ``denied`` or ``left-open``.
    claim
        Whether it is a claim of responsibility.
    outright
        Of a claim that the party itself denies: whether some of its words cover the incident,
        rather than leave it open.
    """
    if claim:
        reading = "" if coverage == "covered" else "the words do not name the incident; "
        if verdict == "self-contradicted" and not outright:
            return f"{reading}only if words of the party that leave it open are meant to cover it"
        return reading + _CLAIM_RULES[verdict]
    if coverage == "outside":
        return next(_NO[name] for name in OUTSIDE_ORDER if dimensions[name] == "no")
    rule = _rule(verdict, charge)
    if coverage == "covered":
        return rule
    unknown = [name for name, value in dimensions.items() if value == "unknown"]
    reasons = []
    if "involvement" in unknown:
        reasons.append(_involvement(sole_doer, says))
        unknown.remove("involvement")
    if by_name and unknown:
        reasons.append("the words do not name the incident; only the curator reads it into them")
    else:
        reasons += [_UNKNOWN[name] for name in unknown]
    return f"{'; '.join(reasons)}. If the words are meant to cover it: {rule}"


def _involvement(sole_doer: bool, says: Mapping[str, str]) -> str:
    if sole_doer:
        return (
            "involvement: all who name a doer name this party itself, and the words leave "
            "'carried out' open"
            if says.get("carried-out") == "left-open"
            else "involvement: all who name a doer name this party itself, and the words do not "
            "touch 'carried out'"
        )
    left = [_MODE_WORDS[mode] for mode, words in says.items() if words == "left-open"]
    return f"involvement: the words deny no mode; they leave open {', '.join(sorted(left))}"


def _rule(verdict: str, charge: Charge | None) -> str:
    rule = _RULES[verdict]
    if charge is None:
        return rule
    words = "deny" if charge.words == "denied" else "leave open"
    text = rule.format(mode=_MODE_WORDS[charge.mode], did=_DID[charge.mode], words=words)
    if charge.composed and verdict not in {"withdrawn", "attributed-elsewhere"}:
        text += f"; composed of the words of {len(charge.parties)} parties"
    if not charge.certain:
        text += "; the words of that charge do not name the incident, the curator reads it so"
    return text
