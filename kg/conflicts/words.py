"""Which words moved between two wordings in one language."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.provenance import Quotation

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcode

# Beyond so many words the two are no quotations any more; comparing takes their product.
_MOST = 2_000


@dataclass(frozen=True)
class WordChange:
    """How one wording became another.

    Attributes
    ----------
    gone, new
        Runs of words that only the first, only the second has at their place, in order.
    moved
        Words that are in both, at another place: those of them that stand in ``gone`` and ``new``.
    marked
        The second wording with what went in ``[-...-]`` and what came in ``{+...+}``.
    """

    gone: tuple[str, ...]
    new: tuple[str, ...]
    moved: tuple[str, ...]
    marked: str

    @property
    def same(self) -> bool:
        """Whether the words are the same, but for signs and capitals."""
        return not self.gone and not self.new

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {
            "gone": list(self.gone),
            "new": list(self.new),
            "moved": list(self.moved),
            "marked": self.marked,
        }


def compare(one: str, other: str) -> WordChange:
    """Return which words of a text went, came and moved in another.

    Words are what stands between blanks; signs around them, capitals, and characters that are
    not seen do not count. Any script will do that has blanks between its words.

    Parameters
    ----------
    one, other
        The texts. The order of the words is that of the text, whichever way it is written.
    """
    before, after = one.split()[:_MOST], other.split()[:_MOST]
    gone: list[str] = []
    new: list[str] = []
    marked: list[str] = []
    for change, left, right in _runs(_keys(before), _keys(after)):
        went, came = before[left], after[right]
        if not change:
            marked += came
            continue
        if went:
            gone.append(" ".join(went))
            marked.append(f"[-{gone[-1]}-]")
        if came:
            new.append(" ".join(came))
            marked.append(f"{{+{new[-1]}+}}")
    return WordChange(tuple(gone), tuple(new), _moved(gone, new), " ".join(marked))


def tokens(one: str, other: str) -> tuple[tuple[str, str], ...]:
    """Return runs of words that turn one text into the other, compared as `compare` does.

    Returns
    -------
    tuple
        Runs in order: ``=`` and words of the other that both have, ``-`` and words that only the
        first has, ``+`` and words that only the other has at this place.
    """
    before, after = one.split()[:_MOST], other.split()[:_MOST]
    found = []
    for change, left, right in _runs(_keys(before), _keys(after)):
        runs = (("-", before[left]), ("+", after[right])) if change else (("=", after[right]),)
        found += [(sign, " ".join(words)) for sign, words in runs if words]
    return tuple(found)


def likeness(one: str, other: str) -> float:
    """Return how much of two texts is the same words in the same order: 0 nothing, 1 all."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 (only who compares words needs it)

    before, after = _numbered(_keys(one.split()[:_MOST]), _keys(other.split()[:_MOST]))
    return Indel.normalized_similarity(before, after)


def same_language(one: Quotation, other: Quotation) -> bool:
    """Whether two quotations are in one language; `en-GB` and `en` are."""
    return _language(one) is not None and _language(one) == _language(other)


def _language(quotation: Quotation) -> str | None:
    return quotation.language.partition("-")[0].casefold() if quotation.language else None


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[bool, slice, slice]]:
    """Yield alternating runs: whether they differ, and where they stand in either text."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    left = right = 0
    for step in _without_islands(Indel.opcodes(*_numbered(before, after))):
        if step.src_start > left or step.dest_start > right:
            yield True, slice(left, step.src_start), slice(right, step.dest_start)
        yield False, slice(step.src_start, step.src_end), slice(step.dest_start, step.dest_end)
        left, right = step.src_end, step.dest_end
    if left < len(before) or right < len(after):
        yield True, slice(left, len(before)), slice(right, len(after))


def _without_islands(steps: Iterable[Opcode]) -> list[Opcode]:
    """Keep what is equal, but for single words between changes: "or" alone holds nothing up."""
    runs = list(steps)
    return [
        step
        for place, step in enumerate(runs)
        if step.tag == "equal"
        and (step.src_end - step.src_start > 1 or place in {0, len(runs) - 1})
    ]


def _numbered(before: Iterable[str], after: Iterable[str]) -> tuple[list[int], list[int]]:
    """Give each word a number: hashes of texts differ from run to run."""
    numbers: dict[str, int] = {}
    one, other = (
        [numbers.setdefault(word, len(numbers)) for word in words] for words in (before, after)
    )
    return one, other


def _moved(gone: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    went = Counter(_keys(" ".join(gone).split()))
    found = []
    for word in " ".join(new).split():
        key = _key(word)
        if went[key]:
            went[key] -= 1
            found.append(_bare(word))
    return tuple(found)


def _keys(words: Iterable[str]) -> list[str]:
    return [_key(word) for word in words]


def _key(word: str) -> str:
    return unicodedata.normalize("NFKC", _bare(word)).casefold()


def _bare(word: str) -> str:
    """Return a word without the signs around it and what is not seen; signs alone stay."""
    seen = "".join(character for character in word if unicodedata.category(character) != "Cf")
    start, end = 0, len(seen)
    while start < end and _is_sign(seen[start]):
        start += 1
    while end > start and _is_sign(seen[end - 1]):
        end -= 1
    return seen[start:end] or word


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PSZ"
