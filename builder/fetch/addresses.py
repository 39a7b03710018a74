"""An address as a user, a feed or a redirect gives it in, a place that may be asked out, or a refusal.

A name is resolved once for each request and the connection goes to the very address that was checked, so that a name
server cannot answer differently the second time (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from builder.fetch.limits import Failed, Refused

Resolve = Callable[..., list[Any]]  # socket.getaddrinfo

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.\-]{0,251}[a-z0-9])?\.?|\[[0-9a-f:.]+\]")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f]")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SAFE = "/%:@!$&'()*+,;=~-._?[]"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to ask for what. ``url`` is the whole, without a fragment."""

    scheme: str
    host: str
    port: int
    target: str  # path and query

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        return self.origin + self.target


def parse(url: str, base: Place | None = None) -> Place:
    """The place of ``url``, which may be relative to ``base``. Raises Refused for what is no plain web address."""
    if _UNPRINTABLE.search(url.strip()):
        raise Refused("the address holds a space or a control character")
    try:
        parts = urlsplit(urljoin(base.url, url.strip()) if base else url.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii").lower() if parts.hostname else ""
    except (ValueError, UnicodeError) as error:
        raise Refused(f"no complete web address ({error})") from error
    if parts.scheme not in _PORTS:
        raise Refused(f"only http and https are fetched, not {parts.scheme or 'an address without a scheme'!r}")
    if parts.username is not None or parts.password is not None:
        raise Refused("the address holds a name or a password")
    host = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(host) or port == 0:
        raise Refused("the address has no host that could be asked")
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Place(parts.scheme, host, port or _PORTS[parts.scheme], target)


def address(place: Place, *, allow_private: bool, resolve: Resolve = socket.getaddrinfo) -> str:
    """The IP address to connect to. Raises Refused when any of the host's addresses is not public."""
    try:
        answers = resolve(place.host.strip("[]"), place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Failed(f"the host {place.host} is not known ({error})") from error
    found = [str(answer[4][0]) for answer in answers]
    if not found:
        raise Failed(f"the host {place.host} has no address")
    for one in found:
        if not allow_private and not is_public(one):
            raise Refused(
                f"{place.host} is at {one}, which is not a public address; --allow-private fetches from there"
            )
    return found[0]


def is_public(address: str) -> bool:
    """Whether the whole internet means the same by it; addresses that carry another one are as public as that."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64:
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if any(one is not None and not is_public(str(one)) for one in inner):
            return False
        if ip.ipv4_mapped or ip in _NAT64:
            return True
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
