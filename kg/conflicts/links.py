"""What is said of links between actors: who affirms, denies or leaves open which, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kg.conflicts.phrases import listed
from kg.dates import bounds
from kg.graph import CEV, Graph
from kg.provenance import codes

if TYPE_CHECKING:
    from kg.conflicts.tables import Tables

IDENTITY = "identity"


@dataclass(frozen=True)
class LinkSaid:
    """A statement's stance on a link.

    Attributes
    ----------
    link, kind
        Its node; ``sponsorship`` or ``identity``.
    upper, lower
        Principal or actor behind; proxy or persona.
    upper_party, lower_party
        The parties that these are.
    modes
        Codes of a sponsorship (``directs``, ``arms``); of an identity none.
    amounts
        What the link amounts to in the lower's acts: two sponsorships that amount to the same
        speak of the same thing. Arming and funding are support.
    begins, ends
        Bounds of its period, if one is stated.
    stance, statement, original, party, hedging
        ``affirms``, ``denies`` or ``leaves-open``, and whose words.
    """

    link: str
    kind: str
    upper: str
    lower: str
    upper_party: str
    lower_party: str
    modes: tuple[str, ...]
    amounts: frozenset[str]
    begins: datetime | None
    ends: datetime | None
    period: str
    stance: str
    statement: str
    original: str
    party: str
    hedging: str

    @property
    def ends_of_link(self) -> tuple[str, str, str]:
        """Between whom: lower and upper party, and whether it is an identity."""
        return self.lower_party, self.upper_party, self.kind


def same_matter(one: LinkSaid, other: LinkSaid) -> bool:
    """Whether two links between the same parties speak of one thing at one time."""
    return bool(one.amounts & other.amounts) and (
        (one.begins is None or other.ends is None or one.begins <= other.ends)
        and (other.begins is None or one.ends is None or other.begins <= one.ends)
    )


def described(graph: Graph, link: LinkSaid) -> str:
    """Return a link in words: "Iran arms and supports the group (2019)"."""
    upper, lower = graph.label(link.upper), graph.label(link.lower)
    period = f" ({link.period})" if link.period else ""
    if link.kind == IDENTITY:
        return f"{upper} stands behind the name {lower}{period}"
    verbs = listed("is the umbrella of" if mode == "umbrella" else mode for mode in link.modes)
    return f"{upper} {verbs or 'sponsors'} {lower}{period}"


def said_of_links(tables: Tables) -> tuple[LinkSaid, ...]:
    """Return every standing stance on a link, in a total order."""
    graph = tables.graph
    modes: dict[str, tuple[str, ...]] = {}
    found = []
    for row in tables.rows(_SAID):
        link = str(row["link"])
        if link not in modes:
            modes[link] = tuple(codes(graph, link, f"{CEV}hasSponsorshipMode"))
        texts = [str(row[name]) for name in ("from_text", "until_text") if row[name]]
        found.append(
            LinkSaid(
                link=link,
                kind=str(row["kind"]),
                upper=str(row["upper"]),
                lower=str(row["lower"]),
                upper_party=str(row["upper_party"]),
                lower_party=str(row["lower_party"]),
                modes=modes[link],
                amounts=frozenset(_texts(row["amounts"])),
                # Periods are compared with one another only: one time zone does for all.
                begins=bounds(_text(row["from_text"]), "UTC").earliest,
                ends=bounds(_text(row["until_text"]), "UTC").latest,
                period=" to ".join(dict.fromkeys(texts)),
                stance=str(row["stance"]),
                statement=str(row["statement"]),
                original=str(row["original"]),
                party=str(row["party"]),
                hedging=str(row["hedging"] or ""),
            )
        )
    return tuple(found)


def by_ends(links: Iterable[LinkSaid]) -> dict[tuple[str, str, str], list[LinkSaid]]:
    """Return what is said by between whom."""
    found: dict[tuple[str, str, str], list[LinkSaid]] = {}
    for link in links:
        found.setdefault(link.ends_of_link, []).append(link)
    return found


# A mode that amounts to no part in the proxy's acts (an umbrella) stands for itself.
_SAID = """
    SELECT link.link, link.kind, link.upper, link.lower,
           upper.root AS upper_party, lower.root AS lower_party,
           list_sort(list(DISTINCT CASE
               WHEN link.kind = 'identity' THEN 'identity'
               ELSE coalesce(mode.code, link.sponsorship, '') END)) AS amounts,
           min(link.from_text) AS from_text, min(link.until_text) AS until_text,
           stance.stance, stance.statement, original.original, party.party, standing.hedging
    FROM link
    JOIN stance ON stance.proposition = link.link
    JOIN standing ON standing.statement = stance.statement
    JOIN original ON original.statement = stance.statement
    JOIN party ON party.statement = stance.statement
    JOIN root AS upper ON upper.actor = link.upper
    JOIN root AS lower ON lower.actor = link.lower
    LEFT JOIN mode ON mode.sponsorship = link.sponsorship
    WHERE link.link NOT IN (SELECT node FROM without)
    GROUP BY link.link, link.kind, link.upper, link.lower, upper.root, lower.root,
             stance.stance, stance.statement, original.original, party.party, standing.hedging
    ORDER BY link.link, stance.stance, stance.statement, party.party, upper.root, lower.root
"""


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
