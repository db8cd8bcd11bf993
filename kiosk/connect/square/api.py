"""Square's web interface, as far as a kiosk needs it; every way in which it fails is one of two.

https://developer.squareup.com/docs/build-basics/handling-errors
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from kiosk.connect.destination import Refused, Undelivered

__all__ = ["Account", "SquareApi"]

_API_VERSION: Final = "2026-09-16"
"""Square answers as it did that day, whatever it has changed since."""
_MAX_ANSWER: Final = 16 << 20
_REQUEST_S: Final = 8.0
"""For one request: an order taken back takes three, within the outbox's half a minute."""
_LONGEST_REST_S: Final = 600.0
_LONGEST_REASON: Final = 200
_AGAIN: Final = {"VERSION_MISMATCH", "CONFLICT", "RATE_LIMITED", "REQUEST_TIMEOUT"}
"""Codes of errors that another attempt may not meet."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Account:
    """Whose Square it is, and which of its locations."""

    name: str
    """Of the till, as the crew calls it."""
    location: str
    token: str = field(repr=False)
    url: str = "https://connect.squareup.com"


class SquareApi:
    """Requests to Square, one after the other."""

    def __init__(self, account: Account) -> None:
        import aiohttp  # only a kiosk with such a till pays for it, and while it starts

        self._account = account
        self._limit = aiohttp.ClientTimeout(total=_REQUEST_S)
        self._rests_until = 0.0
        """Monotonic time before which Square wants to hear nothing."""

    async def call(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Json:
        """Square's answer.

        Raises:
            Undelivered: nobody answered, or not in a way that settles it.
            Refused: Square will not, and says why.
        """
        import aiohttp

        if (rest_s := self._rests_until - time.monotonic()) > 0:
            raise self._later(f"Square asked for rest; {rest_s:.0f} s of it are left")
        headers = {
            "Authorization": f"Bearer {self._account.token}",
            "Square-Version": _API_VERSION,
            "User-Agent": "kiosk",
        }
        try:
            async with (
                aiohttp.ClientSession(headers=headers, timeout=self._limit) as session,
                session.request(
                    method,
                    self._account.url + path,
                    json=body,
                    params=query,
                    allow_redirects=False,  # the token is for Square alone
                ) as answer,
            ):
                said = bytearray()
                async for piece in answer.content.iter_any():
                    said += piece
                    if len(said) > _MAX_ANSWER:
                        raise self._later(f"answers more than {_MAX_ANSWER >> 20} MiB")
                return self._settled(answer.status, bytes(said), answer.headers)
        except TimeoutError as slow:
            raise self._later(f"Square is silent for {_REQUEST_S:g} s") from slow
        except (aiohttp.ClientError, OSError, ValueError) as broken:  # ValueError: bad framing
            raise self._later(f"Square cannot be reached ({_why(broken)})") from broken

    def _settled(self, status: int, said: bytes, headers: Mapping[str, str]) -> Json:
        try:
            answer = json.loads(said)
        except (ValueError, RecursionError):
            answer = None
        if status == HTTPStatus.OK and isinstance(answer, dict) and not answer.get("errors"):
            return answer
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            self._rest(headers.get("Retry-After", ""))
            raise self._later("Square has had too many requests")
        code, detail = _error(answer)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or code in _AGAIN:
            raise self._later(f"Square fails ({status}{code and f', {code}'})")
        if not code:  # a proxy, or the log-in page of a network: Square says why it refuses
            raise self._later(f"something that is not Square answers ({status})")
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            raise Refused(
                f"till {self._account.name}: Square does not accept the access token ({code})",
                hint="put a new one in the settings, then resend",
            )
        raise Refused(f"till {self._account.name}: Square refuses: {detail or code}")

    def _later(self, why: str) -> Undelivered:
        return Undelivered(f"till {self._account.name}: {why}")

    def _rest(self, seconds: str) -> None:
        """Keep still for as long as Square asks; a date is left to the outbox."""
        if seconds.isascii() and seconds.isdigit():
            rest_s = min(float(seconds[:6]), _LONGEST_REST_S)
            self._rests_until = time.monotonic() + rest_s


def _error(answer: object) -> tuple[str, str]:
    """Code and detail of the first error that Square names; empty where it names none."""
    errors = answer.get("errors") if isinstance(answer, dict) else None
    first = errors[0] if isinstance(errors, list) and errors else None
    if not isinstance(first, dict):
        return "", ""
    code, detail = first.get("code"), first.get("detail")
    return (
        _brief(code) if isinstance(code, str) else "",
        _brief(detail) if isinstance(detail, str) else "",
    )


def _why(broken: Exception) -> str:
    return _brief(str(broken)) or type(broken).__name__


def _brief(text: str) -> str:
    """In one line, and not without end."""
    return " ".join(text.split())[:_LONGEST_REASON]
