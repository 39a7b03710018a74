"""One request against a server on this machine."""

from __future__ import annotations

import gzip
import time
import zlib
from dataclasses import replace
from typing import Any

import pytest

from builder.fetch import client
from builder.fetch.addresses import parse
from builder.fetch.limits import Failed, Limits, Refused


def get(site: Any, path: str, limits: Limits) -> client.Answer:
    return client.get(parse(site.url + path), limits)


def test_an_answer(site: Any, limits: Limits) -> None:
    site.html("/a?x=1", "<p>Größe</p>")
    answer = get(site, "/a?x=1", replace(limits, agent="quotestance/1 (+mail@desk.example)"))
    assert (answer.status, answer.media, answer.charset, answer.body.decode()) == (
        200, "text/html", "utf-8", "<p>Größe</p>",
    )  # fmt: skip
    assert site.agents == ["quotestance/1 (+mail@desk.example)"]
    assert get(site, "/none", limits).status == 404


def test_this_machine_is_refused_unless_asked_for(site: Any) -> None:
    site.html("/a")
    with pytest.raises(Refused, match="not a public address"):
        get(site, "/a", Limits())
    assert site.asked == []


@pytest.mark.parametrize("packed", ["gzip", "deflate"])
def test_packed_answers_are_unpacked(site: Any, limits: Limits, packed: str) -> None:
    body = b"<p>We stay.</p>" * 100
    data = gzip.compress(body) if packed == "gzip" else zlib.compress(body)
    site.pages["/a"] = (200, {"Content-Encoding": packed}, data)
    assert get(site, "/a", limits).body == body


def _stream(handler: Any) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 65536)
    except OSError:
        return


@pytest.mark.parametrize(
    "reply",
    [
        (200, {"Content-Length": "999999999999"}, b"x"),
        (200, {}, b"x" * 100_001),
        (200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 50_000_000)),
        _stream,
    ],
    ids=["said to be long", "long", "gzip bomb", "endless"],
)
def test_too_long_answers_are_refused(site: Any, limits: Limits, reply: Any) -> None:
    site.pages["/a"] = reply
    with pytest.raises(Refused, match="longer than 100,000 bytes"):
        get(site, "/a", limits)


def _drip(handler: Any) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        try:
            handler.wfile.write(b"x")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def _silent(handler: Any) -> None:
    time.sleep(2)
    handler.close_connection = True


def _slow_head(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
    _drip(handler)


@pytest.mark.parametrize("reply", [_drip, _silent, _slow_head])
def test_slow_answers_are_given_up(site: Any, limits: Limits, reply: Any) -> None:
    site.pages["/a"] = reply
    began = time.monotonic()
    with pytest.raises(Failed):
        get(site, "/a", replace(limits, timeout=0.3, deadline=0.4))
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize(
    "reply",
    [
        (200, {"Content-Encoding": "gzip"}, gzip.compress(b"<p>We stay.</p>")[:-9]),
        (200, {"Content-Encoding": "gzip"}, b"no gzip"),
        (200, {"Content-Encoding": "br"}, b"x"),
        (200, {"Content-Length": "100"}, b"short"),
        lambda handler: handler.wfile.write(b"not http at all\r\n\r\n"),
        lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nA: " + b"x" * 100_000),
        lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 1000),
    ],
)  # fmt: skip
def test_broken_answers_fail(site: Any, limits: Limits, reply: Any) -> None:
    site.pages["/a"] = reply
    with pytest.raises(Failed):
        get(site, "/a", limits)


def test_nobody_answers(limits: Limits) -> None:
    with pytest.raises(Failed, match="no answer"):
        client.get(parse("http://127.0.0.1:9/"), limits)
