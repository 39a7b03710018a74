"""A small web server on this machine; what each path answers is given by the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from builder.fetch import Limits

Reply = tuple[int, dict[str, str], bytes]


class Site:
    """``pages[path]`` is a reply, a function of the handler that writes one, or missing: 404."""

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {}
        self.asked: list[str] = []
        self.agents: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.agents.append(self.headers.get("User-Agent", ""))
                reply = site.pages.get(self.path)
                if callable(reply):
                    reply(self)
                    return
                status, headers, body = reply or (404, {"Content-Type": "text/plain"}, b"nothing here")
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def html(self, path: str, body: str = "<p>We stay.</p>", kind: str = "text/html; charset=utf-8") -> str:
        self.pages[path] = (200, {"Content-Type": kind}, body.encode())
        return self.url + path


@pytest.fixture
def site() -> Iterator[Site]:
    one = Site()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def limits() -> Limits:
    """Of a run that may ask this machine, and does so without waiting."""
    return Limits(allow_private=True, delay=0, timeout=5, deadline=10, max_bytes=100_000)
