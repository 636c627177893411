"""Requests to an endpoint: with limits of time and size, tried again where that may help.

Nothing leads elsewhere: redirects are not followed. Credentials come from the environment alone
and stand in no message.
"""

from __future__ import annotations

import http.client
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from kg.errors import InputError, LimitError, UsageError
from kg.stores.credentials import PASSWORD, TOKEN, USER, Credentials
from kg.text import neutralise

_SECONDS = 600.0
_QUIET = 60.0  # seconds without a word from the other side
_MOST = 8 * 1024**3
_IN_MEMORY = 16 * 1024**2
_BLOCK = 256 * 1024
_TRIES = 5
_FIRST_WAIT = 0.25
_LONGEST_WAIT = 10.0
_AGAIN = frozenset((408, 429, 500, 502, 503, 504))
_OURSELVES = frozenset(("127.0.0.1", "::1", "localhost"))
_SHOWN = 300


@dataclass(frozen=True)
class Answer:
    """What came back.

    Attributes
    ----------
    body
        All of it, to be read from its beginning.
    headers
        By name in small letters.
    """

    body: BinaryIO
    headers: Mapping[str, str]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        return None


class Client:
    """One address that is asked.

    `program` is what answers there, as it called itself when it last did.

    Parameters
    ----------
    url
        An http or https address without credentials in it.
    seconds
        How long one request may take, all tries together.
    most
        Bytes of the longest answer.

    Raises
    ------
    UsageError
        If it is no such address, or credentials would go over a line that others can read.
    """

    def __init__(self, url: str, *, seconds: float = _SECONDS, most: int = _MOST) -> None:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UsageError("The address of an endpoint begins with http:// or https://.")
        if parts.username or parts.password:
            raise UsageError(
                f"Leave name and password out of the address; set {USER} and {PASSWORD}."
            )
        self.url = url
        self.program = ""
        self._seconds = seconds
        self._most = most
        self._secret = Credentials(url)
        if self._secret and parts.scheme == "http" and parts.hostname not in _OURSELVES:
            raise UsageError(
                "Name and password would travel where others can read them. Use https://, or "
                f"unset {USER} and {TOKEN}."
            )
        self._opener = urllib.request.build_opener(_NoRedirect)

    def post(self, content: bytes, kind: str, accept: str) -> Answer:
        """Send something and return what comes back, all of it.

        Parameters
        ----------
        content, kind
            What to send, and its media type.
        accept
            The media type that is wanted.

        Raises
        ------
        InputError
            If there is no answer, or it breaks off, or it is a refusal.
        LimitError
            If it takes too long or is too long.
        """
        end = time.monotonic() + self._seconds
        wait = _FIRST_WAIT
        for number in range(1, _TRIES + 1):
            try:
                return self._once(content, kind, accept, end)
            except _TryAgain as again:
                if again.at_once and number < _TRIES:
                    continue
                left = end - time.monotonic()
                pause = min(max(wait, again.wait), _LONGEST_WAIT)
                if number == _TRIES or pause >= left:
                    raise InputError(
                        f"The endpoint does not answer ({again.reason}). Try again later.",
                        file=self.url,
                    ) from None
                time.sleep(pause)
                wait *= 2
        raise AssertionError("The last try ends the loop.")

    def _once(self, content: bytes, kind: str, accept: str, end: float) -> Answer:
        left = end - time.monotonic()
        headers = {"Content-Type": kind, "Accept": accept, "User-Agent": "kg"}
        if self._secret:
            headers["Authorization"] = self._secret.header()
        request = urllib.request.Request(  # noqa: S310 (the scheme was looked at)
            self.url, data=content, headers=headers, method="POST"
        )
        try:
            with self._opener.open(request, timeout=max(0.01, min(left, _QUIET))) as response:
                return self._read(response, end)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refusal(error) from None
        except (http.client.HTTPException, OSError) as error:
            # Among them: no connection, none in time, cut off in the middle.
            self._in_time(end)
            raise _TryAgain(_reason(error)) from None

    def _challenges(self) -> list[str]:
        """Ask for nothing, without name or password; a server says how it wants to have them.

        Some say so only then, and some hang up without reading what was sent to them.
        """
        request = urllib.request.Request(self.url, data=b"", method="POST")  # noqa: S310 (as above)
        request.add_header("Content-Type", "application/x-www-form-urlencoded")
        try:
            with self._opener.open(request, timeout=_QUIET):
                return []
        except urllib.error.HTTPError as error:
            with error:
                return list(error.headers.get_all("WWW-Authenticate", ()))
        except (http.client.HTTPException, OSError) as error:
            raise _TryAgain(_reason(error)) from None

    def _read(self, response: http.client.HTTPResponse, end: float) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.items()}
        self.program = headers.get("server", "")
        if response.status == http.HTTPStatus.PARTIAL_CONTENT:
            raise InputError("The endpoint gives only a part of the answer.", file=self.url)
        body = cast(IO[bytes], tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115
        try:
            self._copy(response, body, end)
        except BaseException:
            body.close()
            raise
        body.seek(0)
        return Answer(cast(BinaryIO, body), headers)

    def _copy(self, response: http.client.HTTPResponse, body: IO[bytes], end: float) -> None:
        size = 0
        while block := response.read1(_BLOCK):
            size += len(block)
            if size > self._most:
                raise LimitError(
                    f"{self.url}: The answer is longer than {self._most // 1024**2} MiB. "
                    "Narrow the question."
                )
            body.write(block)
            self._in_time(end)
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)

    def _in_time(self, end: float) -> None:
        if time.monotonic() >= end:
            raise LimitError(
                f"{self.url}: The endpoint was not done after {self._seconds:g} seconds. "
                "Narrow the question."
            )

    def _refusal(self, error: urllib.error.HTTPError) -> Exception:
        if error.code in _AGAIN:
            after = error.headers.get("Retry-After", "")
            told = _first_line(error)
            said = f"{error.code} {error.reason}{': ' if told else ''}{told}"
            return _TryAgain(said, float(after) if after.isdigit() else 0.0)
        if error.code in {301, 302, 303, 307, 308}:
            where = neutralise(error.headers.get("Location", "")[:_SHOWN])
            return InputError(
                f"The endpoint sends on to {where}, and redirects are not followed. "
                "Name the right address.",
                file=self.url,
            )
        if error.code == http.HTTPStatus.UNAUTHORIZED and self._secret.take(self._challenges()):
            return _TryAgain("401 Unauthorized", at_once=True)
        if error.code in {401, 403}:
            return InputError(
                f"The endpoint refuses ({error.code}). Set {USER} and {PASSWORD}, or {TOKEN}.",
                file=self.url,
            )
        text = f"The endpoint refuses ({error.code}): {_first_line(error)}"
        return RefusedError(text, error.code, file=self.url)


class RefusedError(InputError):
    """An endpoint that does not take what it was sent.

    Parameters
    ----------
    code
        The status of HTTP.
    """

    def __init__(self, message: str, code: int, *, file: str) -> None:
        self.code = code
        super().__init__(message, file=file)


class _TryAgain(Exception):  # noqa: N818 (a signal, not an error of its own)
    def __init__(self, reason: str, wait: float = 0.0, *, at_once: bool = False) -> None:
        self.reason = reason
        self.wait = wait
        self.at_once = at_once
        super().__init__(reason)


def _first_line(error: urllib.error.HTTPError) -> str:
    """Return what the other side says of a refusal, as far as it can be shown."""
    try:
        text = error.read(_SHOWN).decode("utf-8", "replace")
    except (http.client.HTTPException, OSError):
        return "and breaks off"
    return neutralise(text.partition("\n")[0].strip())


def _reason(error: Exception) -> str:
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(inner, TimeoutError):
        return "no word in time"
    if isinstance(inner, http.client.HTTPException):
        return "the answer breaks off"
    return getattr(inner, "strerror", None) or str(inner) or type(inner).__name__
