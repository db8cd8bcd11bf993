"""A file server on this machine that misbehaves on request."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

Answer = Callable[["Request"], None]


@dataclass
class Mirror:
    """Serves bytes by path; ``answers`` are used up one by one before it behaves well."""

    files: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Path and Range header of every GET of a file that is there."""
    url: str = ""
    closing: threading.Event = field(default_factory=threading.Event)

    def serves(self, path: str, content: bytes, *first: Answer) -> str:
        """Put a file up; gives back its address."""
        self.files[path] = content
        self.answers[path] = list(first)
        return f"{self.url}/{path}"

    @property
    def ranges(self) -> list[str | None]:
        return [wanted for _, wanted in self.asked]


class Request(BaseHTTPRequestHandler):
    """One request to the mirror."""

    protocol_version = "HTTP/1.1"
    mirror: Mirror

    def do_GET(self) -> None:
        if self.wanted not in self.mirror.files:
            self.send_error(404)
            return
        self.mirror.asked.append((self.wanted, self.headers["Range"]))
        left = self.mirror.answers[self.wanted]
        answer = left.pop(0) if left else well
        answer(self)

    def do_HEAD(self) -> None:
        """What the hub tells of a file before it is fetched."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.content)))
        self.send_header("X-Repo-Commit", "c0ffee")
        self.send_header("ETag", f'"{hashlib.sha256(self.content).hexdigest()}"')
        self.end_headers()

    @property
    def wanted(self) -> str:
        return unquote(self.path.lstrip("/").partition("?")[0])

    @property
    def content(self) -> bytes:
        return self.mirror.files[self.wanted]

    def begin(self, content: bytes) -> bytes:
        """Send the headers for the wanted range of ``content``; gives back the bytes to send."""
        wanted = self.headers["Range"]
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        self.send_response(206 if wanted else 200)
        if wanted:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        return content[start:]

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def well(request: Request) -> None:
    request.wfile.write(request.begin(request.content))


def corrupted(request: Request) -> None:
    content = bytearray(request.content)
    content[-1] ^= 0xFF
    request.wfile.write(request.begin(bytes(content)))


def refused(request: Request) -> None:
    request.send_error(403)


def without_ranges(request: Request) -> None:
    del request.headers["Range"]
    well(request)


def log_in_page(request: Request) -> None:
    page = b"<html>Welcome to our guest network</html>"
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Content-Length", str(len(page)))
    request.end_headers()
    request.wfile.write(page)


def silent(request: Request) -> None:
    request.mirror.closing.wait()
    request.close_connection = True


def truncated(after: int) -> Answer:
    """Close the line after so many bytes."""

    def answer(request: Request) -> None:
        request.wfile.write(request.begin(request.content)[:after])
        request.close_connection = True

    return answer


def stalled(after: int) -> Answer:
    """Go silent after so many bytes."""

    def answer(request: Request) -> None:
        request.wfile.write(request.begin(request.content)[:after])
        request.wfile.flush()
        silent(request)

    return answer


def started() -> tuple[Mirror, ThreadingHTTPServer]:
    mirror = Mirror()
    handler = type("Bound", (Request,), {"mirror": mirror})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    mirror.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return mirror, server
