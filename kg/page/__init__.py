"""The graph page: a case as one HTML file that needs no network.

`scene` gathers what is shown as plain values (docs/page-format.md), `html` makes the page of it.
"""

from __future__ import annotations

from kg.page.html import page
from kg.page.model import Edge, Node, Scene
from kg.page.scene import scene

__all__ = ["Edge", "Node", "Scene", "page", "scene"]
