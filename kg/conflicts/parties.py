"""Who is the same party, who is a part of whom, and who can be another author."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.conflicts.tables import Tables


class Parties:
    """The actors of a case, as the rules see them."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._above: dict[str, frozenset[str]] = {}

    @cached_property
    def _roots(self) -> Mapping[str, str]:
        rows = self._tables.rows("SELECT actor, min(root) AS root FROM root GROUP BY actor")
        return {str(row["actor"]): str(row["root"]) for row in rows}

    @cached_property
    def _wholes(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for row in self._tables.rows("SELECT actor, whole FROM part"):
            found.setdefault(str(row["actor"]), set()).add(str(row["whole"]))
        return found

    @cached_property
    def described(self) -> frozenset[str]:
        """Actors that are known only by a description: no party, and no rival author."""
        rows = self._tables.rows("SELECT actor FROM actor WHERE class = 'DescribedGroup'")
        return frozenset(str(row["actor"]) for row in rows)

    @cached_property
    def rival_authors(self) -> frozenset[str]:
        """Parties that can be another author: neither described groups nor persons."""
        rows = self._tables.rows("SELECT actor FROM rival_author")
        return frozenset(str(row["actor"]) for row in rows)

    def root(self, actor: str) -> str:
        """Return the party of an actor: the body at the top of its organs."""
        return self._roots.get(actor, actor)

    def related(self, one: str, other: str) -> bool:
        """Whether one is the other, or a part of it."""
        return one == other or one in self._over(other) or other in self._over(one)

    def _over(self, actor: str) -> frozenset[str]:
        """Return what an actor is a part of, at once or in several steps."""
        if actor not in self._above:
            seen: set[str] = set()
            stack = [actor]
            while stack:
                for whole in self._wholes.get(stack.pop(), ()):
                    if whole not in seen:
                        seen.add(whole)
                        stack.append(whole)
            self._above[actor] = frozenset(seen)
        return self._above[actor]
