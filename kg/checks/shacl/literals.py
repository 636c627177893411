"""Literals as the reference engine sees them: rdflib's idea of values, types and order.

SHACL leaves to the engine what is an ill-typed literal and how two literals compare. Both engines
ask rdflib, so that both find the same. It is imported once the first literal is looked at.
"""

from __future__ import annotations

import datetime
import logging
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.checks.keys import Key, is_literal, literal_of

if TYPE_CHECKING:
    import rdflib

_XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING = f"{_XSD}string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_ANY_LITERAL = "http://www.w3.org/2000/01/rdf-schema#Literal"
_ANY_DATATYPE = "http://www.w3.org/2000/01/rdf-schema#Datatype"
_KNOWN = "http://www.w3.org/"  # rdflib knows no datatypes of others, and calls none ill-typed
_TYPES: dict[str, type] = {
    f"{_XSD}integer": int,
    f"{_XSD}float": float,
    f"{_XSD}decimal": Decimal,
    f"{_XSD}boolean": bool,
    f"{_XSD}date": datetime.date,
    f"{_XSD}time": datetime.time,
    f"{_XSD}dateTime": datetime.datetime,
}


@lru_cache(maxsize=32_768)  # some 30 MB
def made(key: Key) -> rdflib.Literal:
    """Return rdflib's literal, as it is written."""
    import rdflib  # noqa: PLC0415 (a third of a second)

    text, datatype, language = literal_of(key)
    return rdflib.Literal(
        text,
        lang=language or None,
        datatype=rdflib.URIRef(datatype) if datatype else None,
        normalize=False,
    )


# What rdflib is known to take, so that it need not be asked of each; a test holds the two together.
_DAY = r"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])"
_SURE = {
    f"{_XSD}integer": r"[+-]?\d{1,18}",
    f"{_XSD}decimal": r"[+-]?\d{1,18}(?:\.\d{1,18})?",
    f"{_XSD}boolean": "true|false",
    f"{_XSD}date": _DAY,
    f"{_XSD}dateTime": (
        rf"{_DAY}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)?"
    ),
    f"{_XSD}anyURI": r"[!#-\[\]-~]*",
}


def surely_has(datatype: str) -> Callable[[Key], object]:
    """Return a quick test, which says no of much that is well-formed: then ask `has_datatype`.

    Parameters
    ----------
    datatype
        Its IRI.
    """
    if not datatype.startswith(_KNOWN):
        return re.compile(rf'".*"\^\^<{re.escape(datatype)}>', re.DOTALL).fullmatch
    text = _SURE.get(datatype, "(?!)")
    return re.compile(rf'"(?:{text})"\^\^<{re.escape(datatype)}>', re.ASCII).fullmatch


def has_datatype(key: Key, datatype: str) -> bool:
    """Whether a term is a well-formed literal of a datatype, given by its IRI."""
    if not is_literal(key):
        return False
    _, own, language = literal_of(key)
    if own and own == datatype:
        if not own.startswith(_KNOWN):
            return True
        literal = made(key)
        fitting = _TYPES.get(datatype)
        return literal.ill_typed is not True and (
            fitting is None or isinstance(literal.value, fitting)
        )
    return (
        datatype == _ANY_LITERAL
        or (datatype == _ANY_DATATYPE and bool(own))
        or (datatype == _STRING and not own and not language)
        or (datatype == LANG_STRING and bool(language))
    )


def compare(key: Key, other: Key) -> int | None:
    """Return -1, 0 or 1 as one literal is less, equal or more; None: they cannot be compared."""
    one, two = made(key), made(other)
    if isinstance(one.value, str) != isinstance(two.value, str):
        return None
    try:
        return _order(one, two)
    except (TypeError, NotImplementedError):
        return None


def _order(one: rdflib.Literal, two: rdflib.Literal) -> int:
    if one.eq(two):
        return 0
    if isinstance(one.value, datetime.datetime | datetime.time):
        # rdflib would put moments with and without a zone in some order.
        more, less = one.value > two.value, one.value != two.value
        return 1 if more else -int(less)
    return 1 if one > two else -1


def is_less(key: Key, other: Key, *, or_equal: bool) -> bool:
    """Whether a term is less than another; text (an IRI's, too) is compared with text alone.

    What cannot be compared, such as a number that is none, is not less. A node without a name is
    less than nothing; pyshacl refuses data in which one is compared.
    """
    if key[0] == "_" or other[0] == "_":
        return False
    (one, is_text), (two, other_is_text) = _comparable(key), _comparable(other)
    if is_text != other_is_text:
        return False
    try:
        return bool(one <= two if or_equal else one < two)
    except TypeError:
        return False


def _comparable(key: Key) -> tuple[Any, bool]:
    """Return what is compared, and whether it is text."""
    if not is_literal(key):
        return key[1:-1], True
    literal = made(key)
    is_text = isinstance(literal.value, str)
    return literal.value if is_text else literal, is_text


@contextmanager
def quiet_rdflib() -> Iterator[None]:
    """Keep rdflib from complaining of every ill-typed literal; the shapes report those."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="rdflib")
            yield
    finally:
        logger.setLevel(level)
