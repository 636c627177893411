"""Names of a package that are imported when they are asked for, and not with the package."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def lazily(package: str, modules: Mapping[str, str]) -> Callable[[str], object]:
    """Return what a package takes as its ``__getattr__`` (PEP 562).

    Parameters
    ----------
    package
        Its full name.
    modules
        The names that it hands on, each with the module below it that has it.

    Returns
    -------
    callable
        Of a name; raises AttributeError if it is none of these.
    """

    def attribute(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return attribute
