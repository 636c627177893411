"""JSON values packed for the page: each text once, keys once a list. `unpack.js` reads it.

Ids and codes stand in a scene hundreds of times; packed it is a third as long. Nothing is
compressed: every text is there in full, once, in the list of texts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WORTH = 2  # from so many objects on their keys are told once
# What ends a script, a comment or a line for an HTML or JavaScript parser.
_UNSAFE = "<>&\u2028\u2029"


def packed(value: object) -> str:
    """Return a JSON value packed, as text that is safe within ``<script>``.

    Texts become references into a list of texts: numbers in base 36, as text. Lists of objects,
    and objects of objects, become tables: ``{"": keys, "r": rows}``, with ``"i": names`` for the
    latter; null in a row, or a row that ends early, is a key that is not there.

    Parameters
    ----------
    value
        Dicts, lists, texts, numbers, True; no None and no empty key.
    """
    counts: Counter[str] = Counter()
    _count(value, counts)
    texts = sorted(counts, key=lambda text: (-counts[text], text))
    references = {text: _reference(place) for place, text in enumerate(texts)}
    return embedded({"texts": texts, "value": _packed(value, references)})


def embedded(value: object) -> str:
    """Return JSON without blanks in which nothing can end the script that it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in _UNSAFE:
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _count(value: object, counts: Counter[str]) -> None:
    if isinstance(value, str):
        counts[value] += 1
    elif isinstance(value, dict):
        if _is_table(list(value.values())):
            counts.update(list(value))
        for each in value.values():
            _count(each, counts)
    elif isinstance(value, list):
        for each in value:
            _count(each, counts)


def _is_table(values: Sequence[object]) -> bool:
    return len(values) >= _WORTH and all(isinstance(each, dict) and each for each in values)


def _packed(value: object, references: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return references[value]
    if isinstance(value, dict):
        if _is_table(list(value.values())):
            names = [references[name] for name in value]
            return {"i": names, **_table(list(value.values()), references)}
        return {key: _packed(each, references) for key, each in value.items()}
    if isinstance(value, list):
        if _is_table(value):
            return _table(value, references)
        return [_packed(each, references) for each in value]
    return value


def _table(values: Sequence[object], references: Mapping[str, str]) -> dict[str, object]:
    objects = [each for each in values if isinstance(each, dict)]
    used = Counter(key for each in objects for key in each)
    # What is rarely there comes last, so that most rows end early.
    keys = sorted(used, key=lambda key: (-used[key], key))
    rows = []
    for each in objects:
        row = [_packed(each[key], references) if key in each else None for key in keys]
        while row and row[-1] is None:
            row.pop()
        rows.append(row)
    return {"": keys, "r": rows}


def _reference(place: int) -> str:
    digits = ""
    while True:
        place, digit = divmod(place, len(_DIGITS))
        digits = _DIGITS[digit] + digits
        if not place:
            return digits
