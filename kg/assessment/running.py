"""An assessment whose pairs come one after another: a large case has too many for the memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from kg.assessment.model import Absent, Assessment, Pair, Unspoken, Wording


@dataclass(frozen=True)
class RunningAssessment:
    """The same as an `Assessment`, but for pairs and wordings, which can be read once.

    Attributes
    ----------
    as_of, files, sha256, without, statements, unspoken, absent
        As in `Assessment`.
    pairs
        Yields the pairs in the order of `Assessment.pairs`. A few thousand are in memory at a
        time.
    wordings
        Yields the wordings in the order of `Assessment.wordings`; they can be read before, after
        or between the pairs.
    """

    as_of: str | None
    files: tuple[str, ...]
    sha256: str
    without: tuple[str, ...]
    statements: tuple[str, ...]
    pairs: Iterator[Pair] = field(repr=False, compare=False)
    unspoken: tuple[Unspoken, ...]
    wordings: Iterator[Wording] = field(repr=False, compare=False)
    absent: tuple[Absent, ...]

    def whole(self) -> Assessment:
        """Return it with all that has not been read yet."""
        return self._with(tuple(self.pairs), tuple(self.wordings))

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract, with iterators in place of the two long lists."""
        return {
            **self._with((), ()).to_dict(),
            "pairs": (pair.to_dict() for pair in self.pairs),
            "wordings": (wording.to_dict() for wording in self.wordings),
        }

    def _with(self, pairs: tuple[Pair, ...], wordings: tuple[Wording, ...]) -> Assessment:
        head = {each.name: getattr(self, each.name) for each in fields(self)}
        return Assessment(**{**head, "pairs": pairs, "wordings": wordings})
