"""A scene as one HTML file: styles, scripts and data inside, nothing from the network.

The Content-Security-Policy allows scripts and styles by the hash of their text and nothing else,
so that text of the data could not run even if it got out of its place.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kg.page.model import Scene
from kg.page.pack import packed
from kg.page.vis import vis_data, vis_network

if TYPE_CHECKING:
    from markupsafe import Markup

_PACKAGE = Path(__file__).resolve().parent
_ASSETS = _PACKAGE / "assets"
_VENDOR = _PACKAGE / "vendor"
_ORDER = "scripts.txt"
# A text that ends its own element would be cut there, and the rest would be markup.
_ENDS = {"script": ("</script", "<!--"), "style": ("</style", "<!--")}


def page(scene: Scene) -> str:
    """Return the page of a scene: the same scene, the same text.

    Above ``meta.large`` nodes the page draws with the vendored libraries, if they are there;
    otherwise with vis-network.
    """
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 (only who makes a page)

    # An installation without the vendored libraries draws everything with vis-network, slowly.
    large = len(scene.nodes) > int(str(scene.meta["large"])) and (_VENDOR / _ORDER).is_file()
    libraries = _listed(_VENDOR) if large else [vis_network()]
    libraries = [_whole(text, "script") for text in libraries]
    script = _whole('"use strict";\n' + "\n".join(_listed(_ASSETS)), "script")
    style = _whole(_read(_ASSETS / "page.css"), "style")
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    template = environment.from_string(_read(_ASSETS / "page.html.j2"))
    return template.render(
        title=scene.meta["title"],
        csp=policy([*libraries, script], [style]),
        style=_inside(style),
        scene=_inside(packed(scene.to_dict())),
        vis="" if large else _inside(packed(vis_data(scene))),
        libraries=[_inside(text) for text in libraries],
        script=_inside(script),
        meta=scene.meta,
    )


def _inside(text: str) -> Markup:
    """Return the text of a script or style, which no parser unescapes, as it is."""
    from markupsafe import Markup  # noqa: PLC0415 (only who makes a page needs it)

    return Markup(text)  # noqa: S704 (packed JSON, or checked by `_whole`: nothing ends it)


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return a Content-Security-Policy that allows these scripts and styles and no connection."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _listed(folder: Path) -> list[str]:
    """Return the texts of the scripts of a folder, in the order that its list gives."""
    return [_read(folder / name) for name in _read(folder / _ORDER).split()]


def _read(file: Path) -> str:
    # A browser turns other line ends into these before it takes the hash.
    return file.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _whole(text: str, element: str) -> str:
    """Return the text of an element.

    Raises
    ------
    ValueError
        If the text would end the element: a fault of the program's own files, not of the data.
    """
    for end in _ENDS[element]:
        if end in text.lower():
            raise ValueError(f"A {element} of the page holds '{end}', which would end it.")
    return text
