from __future__ import annotations

import socket
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.fetch import client
from builder.fetch.addresses import Place, address, is_public, parse
from builder.fetch.limits import Failed, Limits, Refused


@pytest.mark.parametrize(
    ("given_url", "url"),
    [
        ("https://Courier.example", "https://courier.example/"),
        ("http://courier.example:80/a?b=c#d", "http://courier.example/a?b=c"),
        ("https://courier.example:8443/a", "https://courier.example:8443/a"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("http://[2001:4860:4860::8888]/x", "http://[2001:4860:4860::8888]/x"),
        (" https://courier.example/vote\n", "https://courier.example/vote"),
        ("https://courier.example/a%20b", "https://courier.example/a%20b"),
    ],
)
def test_addresses_are_made_whole(given_url: str, url: str) -> None:
    assert parse(given_url).url == url


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("file:///etc/passwd", "only http and https"), ("ftp://courier.example/a", "only http and https"),
        ("javascript:alert(1)", "only http and https"), ("courier.example/a", "only http and https"),
        ("gopher://courier.example", "only http and https"), ("http://", "no host"), ("http:///a", "no host"),
        ("http://ida:secret@courier.example/", "a name or a password"), ("http://@courier.example/", "a name or"),
        ("http://courier.example:99999/", "no complete"), ("http://courier.example:0/", "no host"),
        ("http://[::1/", "no complete"), ("http://a b.example/", "a space"),
        ("http://a.example/a\r\nHost: b", "control"),
        ("http://-a.example/", "no host"), ("http://.example/", "no"), ("http://a..example/", "no"), ("", "only http"),
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(url: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        parse(url)


def test_a_redirect_may_be_relative() -> None:
    base = parse("https://courier.example/news/today")
    assert parse("../vote?x=1", base).url == "https://courier.example/vote?x=1"
    assert parse("//other.example/a", base).url == "https://other.example/a"
    with pytest.raises(Refused):
        parse("file:///etc/passwd", base)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "2002:7f00:1::", "2002:a00:1::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_what_is_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip", ["8.8.8.8", "93.184.215.14", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_is_public(ip: str) -> None:
    assert is_public(ip)


def _answers(*ips: str) -> Any:
    return lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ips]


PLACE = Place("http", "courier.example", 80, "/")


@pytest.mark.parametrize("ips", [("127.0.0.1",), ("8.8.8.8", "10.0.0.1"), ("::1",)])
def test_one_private_address_is_enough_to_refuse(ips: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="--allow-private"):
        address(PLACE, allow_private=False, resolve=_answers(*ips))
    assert address(PLACE, allow_private=True, resolve=_answers(*ips)) == ips[0]


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "017700000001", "localhost"])
def test_other_ways_to_write_this_machine(host: str) -> None:
    with pytest.raises((Refused, Failed)):
        address(parse(f"http://{host}/"), allow_private=False)


def test_a_host_that_is_not_known() -> None:
    def unknown(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(Failed, match="not known"):
        address(PLACE, allow_private=False, resolve=unknown)
    with pytest.raises(Failed, match="no address"):
        address(PLACE, allow_private=False, resolve=_answers())


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers with a public address first and with this machine then gets nowhere."""
    replies = iter([["8.8.8.8"], ["127.0.0.1"]])
    asked, connected = [], []

    def rebinding(host: str, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in next(replies)]

    def connect(to: tuple[str, int], **_: Any) -> socket.socket:
        connected.append(to)
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Failed):
        client.get(PLACE, Limits(), resolve=rebinding)
    assert (asked, connected) == (["courier.example"], [("8.8.8.8", 80)])
    with pytest.raises(Refused):
        client.get(PLACE, Limits(), resolve=rebinding)
    assert len(connected) == 1


@settings(deadline=None)
@given(
    st.text(max_size=60) | st.text(max_size=40).map("http://{}".format) | st.text(max_size=40).map("http://a/{}".format)
)
def test_any_text_is_a_place_or_refused(url: str) -> None:
    try:
        place = parse(url)
    except Refused:
        return
    assert place.scheme in ("http", "https")
    assert place.url.isascii()
    assert not any(c.isspace() for c in place.url)
    assert parse(place.url) == place
