"""One place in, the server's answer out: one request, no redirect followed, never more bytes or time than allowed."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from builder.fetch.addresses import Place, Resolve, address
from builder.fetch.limits import Failed, Limits, Refused

_PART = 1 << 16
_PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # content encoding -> zlib's sign for it
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/xml,text/plain;q=0.5"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; header names are lower case."""

    place: Place
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().casefold()

    @property
    def charset(self) -> str:
        return self.headers.get("content-type", "").casefold().partition("charset=")[2].partition(";")[0].strip("\"' ")


def get(place: Place, limits: Limits, resolve: Resolve = socket.getaddrinfo) -> Answer:
    """The answer to a GET of ``place``.

    Raises Refused for a private address and for an answer that is too long, Failed when there is none in time.
    """
    to = address(place, allow_private=limits.allow_private, resolve=resolve)
    try:
        with _connected(place, to, limits) as (connection, watch):
            asked = {"User-Agent": limits.agent, "Accept": ACCEPT, "Accept-Encoding": "gzip", "Connection": "close"}
            connection.request("GET", place.target, headers=asked)
            response = connection.getresponse()
            headers = {name.casefold(): value for name, value in reversed(response.getheaders())}
            body = _body(response, headers, limits)
            watch.check()
            return Answer(place, response.status, headers, body)
    except (OSError, http.client.HTTPException, zlib.error) as error:
        said = str(error) or type(error).__name__
        raise Failed(f"no answer that can be read from {place.host} ({said})") from error


class _Watch:
    """Cuts a connection when the deadline is over, wherever it is: a server may send a byte now and then for ever."""

    def __init__(self, connected: socket.socket, seconds: float) -> None:
        self.connected = connected
        self._seconds = seconds
        self._over = threading.Event()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def check(self) -> None:
        """Raises Failed when it was cut: what was read may look complete and is not."""
        if self._over.is_set():
            raise Failed(f"the answer took longer than {self._seconds:g} seconds")

    def stop(self) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        self._over.set()
        with suppress(OSError):  # closed meanwhile
            self.connected.shutdown(socket.SHUT_RDWR)


@contextmanager
def _connected(place: Place, to: str, limits: Limits) -> Iterator[tuple[http.client.HTTPConnection, _Watch]]:
    """A connection to the address ``to`` and no other, cut when the deadline is over."""
    made = socket.create_connection((to, place.port), timeout=limits.timeout)
    watch = _Watch(made, limits.deadline)
    try:
        if place.scheme == "https":
            name = place.host.strip("[]")
            made = ssl.create_default_context().wrap_socket(made, server_hostname=name, do_handshake_on_connect=False)
            watch.connected = made
            made.do_handshake()
        connection = http.client.HTTPConnection(place.host, place.port)
        connection.default_port = 443 if place.scheme == "https" else 80  # the Host header names others
        connection.sock = made
        connection.auto_open = 0  # never connect by name
        yield connection, watch
    except (OSError, http.client.HTTPException):
        watch.check()
        raise
    finally:
        watch.stop()
        made.close()


def _body(response: http.client.HTTPResponse, headers: Mapping[str, str], limits: Limits) -> bytes:
    length = headers.get("content-length", "")
    promised = int(length[:20]) if length.isascii() and length.isdigit() else None
    if promised is not None and promised > limits.max_bytes:
        raise _too_long(limits)
    packed = headers.get("content-encoding", "identity").strip().casefold()
    if packed not in (*_PACKED, "identity", ""):
        raise Failed(f"the answer is packed with {packed!r}, which was not asked for")
    unpack = zlib.decompressobj(_PACKED[packed]) if packed in _PACKED else None
    body = bytearray()
    received = 0
    while part := response.read(_PART):
        received += len(part)
        body += unpack.decompress(part, limits.max_bytes - len(body) + 1) if unpack else part
        if len(body) > limits.max_bytes:
            raise _too_long(limits)
    if (promised is not None and received < promised) or (unpack and received and not unpack.eof):
        raise Failed("the answer is cut off")
    return bytes(body)


def _too_long(limits: Limits) -> Refused:
    return Refused(f"the answer is longer than {limits.max_bytes:,} bytes")
