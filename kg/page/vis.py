"""Nodes and edges for vis-network, made with pyvis, and vis-network itself.

Of pyvis only the data is taken: its template loads from the network and lets titles be markup.
"""

from __future__ import annotations

import json
from pathlib import Path

from kg.page.layout import BOX
from kg.page.model import FIRST_LOOK, Node, Scene, Values
from kg.page.vocabulary import DASHES, WIDTHS

_LIBRARY = "lib/vis-9.1.2/vis-network.min.js"
_SHAPES = {
    "denial": "box",
    "claim": "box",
    "rendering": "box",
    "incident": "box",
    "statement": "dot",
    "actor": "square",
    "persona": "diamond",
    "link": "hexagon",
    "source": "triangle",
    "place": "triangleDown",
}
_SIZE = 9
_NARROW = 170  # how wide a label below a shape may be
_OPTIONS: Values = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "multiselect": True, "keyboard": False},
    "nodes": {"font": {"size": 14, "multi": False}, "size": _SIZE},
    "edges": {"smooth": False, "font": {"size": 11, "multi": False}},
}


def vis_data(scene: Scene) -> Values:
    """Return what pyvis makes of a scene: nodes, edges and options of vis-network."""
    from pyvis.network import Network  # noqa: PLC0415 (it imports IPython: most of a second)

    network = Network(directed=True)  # undirected ones lose edges between the same two nodes
    for node in scene.nodes:
        network.add_node(
            node.id,
            # Without a label pyvis would show the id; no text is a label.
            label=node.short or " ",
            shape=_SHAPES[node.kind],
            group=node.kind,
            x=node.x,
            y=node.y,
            **_width(node),
        )
    for place, edge in enumerate(scene.edges):
        network.add_edge(edge.source, edge.target, id=place, **_line(edge.more))
    network.set_options(json.dumps({**_OPTIONS, "layout": {"randomSeed": scene.meta["seed"]}}))
    nodes, edges, *_, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _width(node: Node) -> Values:
    if _SHAPES[node.kind] == "box" and (node.level == FIRST_LOOK or node.kind == "rendering"):
        return {"widthConstraint": {"minimum": BOX[0] - 20, "maximum": BOX[0] - 20}}
    return {"widthConstraint": {"maximum": _NARROW}}


def _line(more: object) -> Values:
    if not isinstance(more, dict) or "verdict" not in more:
        return {"width": 1}
    dashes = DASHES.get(str(more["verdict"]), ())
    return {
        "width": WIDTHS.get(str(more["coverage"]), 1),
        **({"dashes": list(dashes)} if dashes else {}),
    }


def vis_network() -> str:
    """Return the text of vis-network's script, licence included, from the installed pyvis."""
    import pyvis.network  # noqa: PLC0415 (see above)

    file = Path(pyvis.network.__file__).parent / _LIBRARY
    return file.read_text(encoding="utf-8")
