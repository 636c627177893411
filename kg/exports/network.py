"""The network as GraphML and GEXF, for programs that draw and measure graphs.

Both hold plain values only: lists are joined with `SEPARATOR`, which no IRI can contain, and what
is missing is empty text. Control characters are written out or, where XML has no place for them,
replaced. The same network gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kg.network import Network
from kg.text import without_commands

if TYPE_CHECKING:
    import networkx as nx

SEPARATOR = " | "
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GEXF = "{http://www.gexf.net/1.2draft}"


def graphml(network: Network) -> str:
    """Return the network as GraphML (http://graphml.graphdrawing.org)."""
    import networkx as nx  # noqa: PLC0415 (heavy)

    head = '<?xml version="1.0" encoding="UTF-8"?>'
    lines = nx.generate_graphml(_plain(network), named_key_ids=False)
    return "\n".join((head, *lines)) + "\n"


def gexf(network: Network) -> str:
    """Return the network as GEXF 1.2 (https://gexf.net), Gephi's own format."""
    import networkx as nx  # noqa: PLC0415 (heavy)

    written = "\n".join(nx.generate_gexf(_plain(network)))
    root = ET.fromstring(written)  # noqa: S314 (what was written the line before)
    # NetworkX dates the file; the same network must give the same bytes on any day.
    for meta in root.findall(f"{_GEXF}meta"):
        root.remove(meta)
    for prefix, namespace in _NAMESPACES.items():
        ET.register_namespace(prefix, namespace)
    ET.indent(root)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}\n{ET.tostring(root, encoding='unicode')}\n"


_NAMESPACES = {
    "": "http://www.gexf.net/1.2draft",
    "viz": "http://www.gexf.net/1.2draft/viz",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}

WRITERS: Mapping[str, Callable[[Network], str]] = MappingProxyType(
    {"graphml": graphml, "gexf": gexf}
)


def _plain(network: Network) -> nx.MultiDiGraph[str]:
    """Return the network with plain values, in the order of its nodes and edges."""
    import networkx as nx  # noqa: PLC0415 (heavy)

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in network.nodes:
        graph.add_node(
            _text(node.iri),
            label=_text(node.label),
            name=_text(node.name),
            classes=_joined(node.classes),
            party=_text(node.party),
        )
    for edge in network.edges:
        values = {
            key: _scalar(value)
            for key, value in vars(edge).items()
            if key not in {"id", "source", "target"}
        }
        # Drawing programs take the label and the weight of an edge from these names.
        values |= {"label": edge.kind, "weight": max(edge.statements, 1), "id": edge.id}
        graph.add_edge(_text(edge.source), _text(edge.target), key=edge.id, **values)
    return graph


def _scalar(value: object) -> str | int:
    if isinstance(value, int):
        return value
    return _joined(value) if isinstance(value, tuple) else _text(str(value or ""))


def _joined(values: tuple[object, ...]) -> str:
    return SEPARATOR.join(_text(str(value)) for value in values)


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", without_commands(text))
