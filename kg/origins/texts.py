"""Which sources are the published text of whose words."""

from __future__ import annotations

from collections.abc import Mapping

from kg.projection import Table


class Texts:
    """Tells the text of somebody's words from a report of them.

    A source is the text of a speaker's words if its publisher or author bears a name of the
    speaker (or of whatever he is an organ of), or if its type is first-hand (a letter, a press
    release, a post) and its author is not recorded, or the words can be read in it. A letter whose
    author is somebody else is no text of these words, even if a report carries both.

    Parameters
    ----------
    tables
        The projected tables.
    """

    def __init__(self, tables: Mapping[str, Table]) -> None:
        source = tables["source"].columns
        self._first_hand: set[str] = set()
        self._authors: dict[str, set[str]] = {}
        self._creators: dict[str, set[str]] = {}
        for name, first_hand, publisher, creator in zip(
            *(source[column] for column in ("source", "first_hand", "publisher", "creator")),
            strict=True,
        ):
            if not name:
                continue
            if first_hand in {"true", "1"}:
                self._first_hand.add(name)
            self._authors.setdefault(name, set()).update(filter(None, (publisher, creator)))
            if creator:
                self._creators.setdefault(name, set()).add(creator)
        names = tables["actor_name"].columns
        self._names: dict[str, set[str]] = {}
        for actor, called in zip(names["actor"], names["name"], strict=True):
            if actor and called:
                self._names.setdefault(actor, set()).add(called)

    def is_text_of(self, source: str, speaker: str | None, *, read_there: bool) -> bool:
        """Whether a source is the published text of a speaker's words.

        Parameters
        ----------
        source
            The source.
        speaker
            Whose words; None: the source's own.
        read_there
            Whether the words are recorded as standing in this very source.
        """
        called = self._names.get(speaker, set()) if speaker else set()
        if called & self._authors.get(source, set()):
            return True
        if source not in self._first_hand:
            return False
        return read_there or speaker is None or source not in self._creators
