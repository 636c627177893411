"""What the network holds: actors, and what is said between them; with measures of both.

IRIs are full; codes are those of the code lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

KINDS = (
    "sponsorship",
    "identity",
    "accusation",
    "claim",
    "denial",
    "left-open",
    "organ",
    "member",
)


@dataclass(frozen=True)
class Node:
    """An actor that something is said of, or that says something.

    Attributes
    ----------
    iri, name, label
        The actor, its short name and its label.
    classes
        Its classes, such as ``State`` or ``Persona``.
    party
        The party at the top of its organs; itself if it is no organ.
    """

    iri: str
    name: str
    label: str
    classes: tuple[str, ...]
    party: str

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {**vars(self), "classes": list(self.classes)}


@dataclass(frozen=True)
class Edge:
    """Something that is said of one actor and another, or that the data record.

    Attributes
    ----------
    id
        ``e1``, ``e2``, ...: in order of kind, source, target, link.
    kind
        One of `KINDS`; it reads *source kind target*: a principal sponsors a proxy, an actor
        stands behind a name, a party accuses, claims, denies, leaves open, an organ or member
        belongs to a whole.
    source, target
        Actors.
    link
        The sponsorship or identity, or the one that is denied; None otherwise.
    of
        Of a denial: whether an ``involvement``, a ``sponsorship`` or an ``identity`` is denied.
    modes
        Of a sponsorship, or of the involvements that are spoken of.
    affirmed_by, denied_by, left_open_by, replaced
        Statements that stand, by what they say of the matter, and those that their own party
        has replaced. A rendering stands beside its original.
    carried_by
        Those of them that make the edge; empty for what the data record (organ, member).
    parties
        Whose words make it.
    incidents
        The incidents that these words name, or are read to mean.
    first, last
        Dates (EDTF) of the earliest and the latest of these words; None where undated.
    since, until
        The period that a link states.
    origins
        Distinct origins of these words.
    statements
        How many there are; a rendering counts as its original.
    sources
        Of organs and members: the sources of the record.
    """

    id: str
    kind: str
    source: str
    target: str
    link: str | None = None
    of: str | None = None
    modes: tuple[str, ...] = ()
    affirmed_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    left_open_by: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    carried_by: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    since: str | None = None
    until: str | None = None
    origins: int = 0
    statements: int = 0
    sources: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in vars(self).items()
        }


@dataclass(frozen=True)
class Standing:
    """How often a party is spoken of and speaks; every figure counts, none weighs.

    Attributes
    ----------
    party
        The actor at the top of its organs.
    accused_by, accused_in, accusations
        Parties that lay an involvement at its door, incidents, and statements that do so.
    accuses
        Parties that it accuses.
    denies_own, denies_of_others, denies_links
        Its statements that deny its own part, another's part, a sponsorship or an identity.
    claims
        Its statements that affirm its own part.
    sponsors, sponsored_by, stands_behind, names_of
        Affirmed links with other parties: whom it sponsors, who sponsors it, names behind which
        it is said to stand, and actors said to stand behind it.
    between
        Betweenness: how many pairs of other parties have their shortest chain of affirmed links
        through this one; where a pair has several shortest chains, the share of them.
    """

    party: str
    accused_by: int
    accused_in: int
    accusations: int
    accuses: int
    denies_own: int
    denies_of_others: int
    denies_links: int
    claims: int
    sponsors: int
    sponsored_by: int
    stands_behind: int
    names_of: int
    between: float

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return dict(vars(self))


@dataclass(frozen=True)
class LinkRank:
    """A link that somebody affirms, and how widely.

    Attributes
    ----------
    link, kind, upper, lower
        The sponsorship or identity and its ends.
    modes
        Modes of sponsorship.
    amounts_to
        ``carried-out`` (an identity: the same actor), ``directed``, ``supported``; None for an
        umbrella, which amounts to no mode.
    hedging
        Of its firmest words.
    parties, origins, denied_by
        How many parties say so, from how many origins, and how many parties deny it.
    """

    link: str
    kind: str
    upper: str
    lower: str
    modes: tuple[str, ...]
    amounts_to: str | None
    hedging: str
    parties: int
    origins: int
    denied_by: int

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {**vars(self), "modes": list(self.modes)}


@dataclass(frozen=True)
class Components:
    """Which parties hang together through affirmed links.

    Attributes
    ----------
    weak
        Groups of parties connected by links, whatever their direction; largest first.
    circles
        Strongly connected groups of more than one: each sponsors, or stands behind, the next.
    """

    weak: tuple[tuple[str, ...], ...]
    circles: tuple[tuple[str, ...], ...]

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {
            "weak": [list(group) for group in self.weak],
            "circles": [list(group) for group in self.circles],
        }


@dataclass(frozen=True)
class Network:
    """Actors and what is said between them.

    Attributes
    ----------
    as_of, without, files, sha256
        What it was made from.
    nodes, edges
        In order of their names, and of their ids.
    standings
        Counts by party, in order of name.
    links
        Affirmed links, the most widely affirmed first.
    components
        Of the graph of affirmed links between parties.
    sampled
        From how many parties betweenness was estimated; None: from all, exactly.
    """

    as_of: str | None
    without: tuple[str, ...]
    files: tuple[str, ...]
    sha256: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    standings: tuple[Standing, ...]
    links: tuple[LinkRank, ...]
    components: Components
    sampled: int | None

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return the network as a NetworkX graph; keys of edges are their ids."""
        import networkx as nx  # noqa: PLC0415 (a tenth of a second that most commands do not need)

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node in self.nodes:
            graph.add_node(node.iri, **{k: v for k, v in vars(node).items() if k != "iri"})
        for edge in self.edges:
            attributes = {
                k: v for k, v in vars(edge).items() if k not in {"source", "target", "id"}
            }
            graph.add_edge(edge.source, edge.target, key=edge.id, **attributes)
        return graph

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        return {
            "schema": "network/1",
            "as_of": self.as_of,
            "data": {"files": list(self.files), "sha256": self.sha256},
            "without": list(self.without),
            "nodes": [node.to_dict() for node in self.nodes],
            "edges": [edge.to_dict() for edge in self.edges],
            "standings": [standing.to_dict() for standing in self.standings],
            "links": [link.to_dict() for link in self.links],
            "components": self.components.to_dict(),
            "betweenness_sampled_from": self.sampled,
        }
