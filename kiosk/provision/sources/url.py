"""A file at a plain address, resumed by byte ranges."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import cast

from kiosk.provision.partial import Partial
from kiosk.provision.sources.deadline import ANSWER_S, within
from kiosk.provision.sources.error import SourceError

__all__ = ["fetch"]

STALL_S = 15.0
"""Longest silence in the middle of a download, in seconds."""


def fetch(url: str, partial: Partial) -> None:
    """Append what is missing, from the byte where the partial file ends.

    Raises:
        SourceError: refused, unreachable, stalled, or ended before the file did.
        ModelError: the disk is full.
    """
    with _reasons(), within(ANSWER_S, lambda: _open(url, partial.received)) as response:
        _refuse_other_content(response, partial)
        if response.status != HTTPStatus.PARTIAL_CONTENT:
            partial.discard()
        partial.append(response)
    if partial.received < partial.file.bytes:
        raise SourceError(f"ended at {partial.received} of {partial.file.bytes} bytes")


def _refuse_other_content(response: http.client.HTTPResponse, partial: Partial) -> None:
    """Look at what is offered before anything of it is kept: a portal's log-in page, for one.

    Raises:
        SourceError: the file that is offered has another size.
    """
    if response.status == HTTPStatus.PARTIAL_CONTENT:
        offered = response.headers.get("Content-Range", "").rpartition("/")[2]
    else:
        offered = response.headers.get("Content-Length", "")
    if offered.isdecimal() and int(offered) != partial.file.bytes:
        kind = response.headers.get_content_type()
        raise SourceError(f"offers {offered} bytes ({kind}) instead of {partial.file.bytes}")


def _open(url: str, start: int) -> http.client.HTTPResponse:
    headers = (
        {"User-Agent": "kiosk", "Range": f"bytes={start}-"} if start else {"User-Agent": "kiosk"}
    )
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the manifest allows http(s) only
    response = urllib.request.urlopen(request, timeout=STALL_S)  # noqa: S310 - as above
    return cast(http.client.HTTPResponse, response)


@contextmanager
def _reasons() -> Iterator[None]:
    """Turn what the standard library raises into a reason."""
    try:
        yield
    except urllib.error.HTTPError as bad:
        bad.close()
        raise SourceError(f"refused with HTTP status {bad.code}") from bad
    except TimeoutError as bad:
        raise SourceError(f"silent for {STALL_S:g} s") from bad
    except urllib.error.URLError as bad:
        raise SourceError(f"unreachable ({bad.reason})") from bad
    except (http.client.HTTPException, OSError) as bad:
        raise SourceError(f"broke off ({bad or type(bad).__name__})") from bad
