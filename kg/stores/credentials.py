"""Name and password, or a token, for an endpoint: from the environment, and in no message.

They are sent with the first request. A server that wants Digest (RFC 7616) says so in its refusal
and gets a proof that it knows the password instead of the password.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping

from kg.errors import UsageError

USER, PASSWORD, TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"
"""Variables of the environment that hold credentials."""

# MD5 is what servers ask for; nobody else may choose it here.
_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


class Credentials:
    """What the environment holds for one address.

    Parameters
    ----------
    url
        The address.

    Raises
    ------
    UsageError
        If they cannot be sent.
    """

    def __init__(self, url: str) -> None:
        parts = urllib.parse.urlsplit(url)
        self._target = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
        self._token = os.environ.get(TOKEN, "")
        self._user = os.environ.get(USER, "")
        self._password = os.environ.get(PASSWORD, "")
        self._asked: Mapping[str, str] = {}
        self._count = 0
        for name, value in ((TOKEN, self._token), (USER, self._user)):
            if not value.isprintable():
                raise UsageError(f"{name} holds a line end or another character that none can see.")

    def __bool__(self) -> bool:
        return bool(self._token or self._user)

    def header(self) -> str:
        """Return what stands after ``Authorization:`` of the next request, a POST."""
        if self._token:
            return f"Bearer {self._token}".encode().decode("latin-1")
        if self._asked:
            self._count += 1
            text = digest(
                self._asked,
                (self._user, self._password),
                ("POST", self._target),
                count=self._count,
                nonce=secrets.token_hex(8),
            )
            return text.encode().decode("latin-1")  # as Python writes headers: the bytes are UTF-8
        both = f"{self._user}:{self._password}".encode()
        return f"Basic {base64.b64encode(both).decode()}"

    def take(self, challenges: Iterable[str]) -> bool:
        """Whether Digest is asked for, and what was asked for is not what was given already.

        Parameters
        ----------
        challenges
            What stands after each ``WWW-Authenticate:`` of a refusal.
        """
        if self._token or not self._user:
            return False
        for each in challenges:
            scheme, _, rest = each.strip().partition(" ")
            parts = [part for part in urllib.request.parse_http_list(rest) if "=" in part]
            asked = urllib.request.parse_keqv_list(parts)
            if scheme.lower() == "digest" and _is_known(asked):
                # A nonce wears out. One that was used once and not taken is a refusal.
                was_taken = self._count != 1
                self._asked, self._count = asked, 0
                return was_taken
        return False


def _is_known(asked: Mapping[str, str]) -> bool:
    return (
        {"realm", "nonce"} <= asked.keys()
        and asked.get("algorithm", "MD5").upper() in _HASHES
        and ("qop" not in asked or "auth" in _listed(asked["qop"]))
    )


def _listed(text: str) -> list[str]:
    return [part.strip().lower() for part in text.split(",")]


def digest(
    asked: Mapping[str, str],
    who: tuple[str, str],
    what: tuple[str, str],
    *,
    count: int,
    nonce: str,
) -> str:
    """Return the header with which RFC 7616 (3.4) answers a challenge.

    Parameters
    ----------
    asked
        The parts of the challenge; `realm` and `nonce` are among them.
    who
        Name and password.
    what
        The method, and path and query of the address.
    count
        How many requests the challenge has answered, this one included.
    nonce
        A text that nobody can foresee.
    """
    algorithm = asked.get("algorithm", "MD5")
    make = _HASHES[algorithm.upper()]

    def hashed(*parts: str) -> str:
        return make(":".join(parts).encode(), usedforsecurity=False).hexdigest()

    user, password = who
    number = f"{count:08x}"
    first, second = hashed(user, asked["realm"], password), hashed(*what)
    proof = (
        hashed(first, asked["nonce"], number, nonce, "auth", second)
        if "qop" in asked
        else hashed(first, asked["nonce"], second)  # RFC 2069
    )
    given = {
        "username": user,
        "realm": asked["realm"],
        "nonce": asked["nonce"],
        "uri": what[1],
        "response": proof,
    }
    given |= {"opaque": asked["opaque"]} if "opaque" in asked else {}
    bare = {"algorithm": algorithm}
    if "qop" in asked:
        given["cnonce"] = nonce
        bare |= {"qop": "auth", "nc": number}
    return "Digest " + ", ".join(
        [f'{name}="{_quoted(value)}"' for name, value in given.items()]
        + [f"{name}={value}" for name, value in bare.items()]
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
