"""Addresses in, one outcome for each page out, while the pages are written: politely, one after the other."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from builder.fetch import client, feeds, store
from builder.fetch.addresses import Place, parse
from builder.fetch.client import Answer
from builder.fetch.limits import Failed, Limits, Refused
from builder.fetch.robots import Robots

_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_LISTS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml")
_PACKED = ("application/gzip", "application/x-gzip", "application/octet-stream")
_DEEPEST = 2  # an index of sitemaps and a sitemap above a page

Status = Literal["saved", "known", "refused", "failed", "listed"]
Get = Callable[[Place], Answer]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one address. ``detail`` says why not, or how many addresses a feed or sitemap lists."""

    url: str
    status: Status
    detail: str = ""
    path: Path | None = None


@dataclass(slots=True)
class Pace:
    """When each host was last asked. The clock can be another one in tests."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)

    def wait(self, place: Place, delay: float) -> None:
        last = self._last.get(place.host)
        if last is not None and (left := last + delay - self.now()) > 0:
            self.sleep(left)
        self._last[place.host] = self.now()


@dataclass(slots=True)
class _Crawl:
    """What one run knows: rules, times, hosts that asked to be left alone."""

    limits: Limits
    get: Get
    pace: Pace
    robots: Robots
    busy: set[str] = field(default_factory=set)

    def ask(self, place: Place) -> Answer:
        """The answer behind at most so many redirects, every one of them checked like an address of its own."""
        for _ in range(self.limits.redirects + 1):
            if place.host in self.busy:
                raise Failed(f"{place.host} asked to be left alone for a while")
            self.pace.wait(place, self.robots.check(place))
            answer = self.get(place)
            if answer.status in _BUSY:
                self.busy.add(place.host)
            if answer.status not in _REDIRECTS:
                return answer
            place = parse(answer.headers.get("location", ""), place)
        raise Refused(f"more than {self.limits.redirects} redirects")


def fetch(
    urls: Sequence[str],
    out: Path,
    limits: Limits | None = None,
    *,
    again: bool = False,
    get: Get | None = None,
    pace: Pace | None = None,
) -> Iterator[Outcome]:
    """Fetch the pages at ``urls``, and those that the feeds and sitemaps among them list, into ``out``.

    A page that is there already is not asked for unless ``again``. Ends after ``limits.pages`` pages. Raises
    MissingExtra when robots.txt cannot be read for want of a package; whatever else goes wrong is an Outcome.
    """
    limits = limits or Limits()
    one = get or (lambda place: client.get(place, limits))
    crawl = _Crawl(limits, one, pace or Pace(), Robots(one, limits))
    waiting = deque((url, 0) for url in urls)
    seen: set[str] = set()
    pages = 0
    while waiting and pages < limits.pages:
        url, depth = waiting.popleft()
        try:
            place = parse(url)
            if place.url in seen:
                continue
            seen.add(place.url)
            there = None if again else store.known(place, out)
            found = Outcome(place.url, "known", path=there) if there else _taken(crawl, place, out)
        except Refused as error:
            found = Outcome(url, "refused", str(error))
        except Failed as error:
            found = Outcome(url, "failed", str(error))
        if isinstance(found, Outcome):
            pages += found.status == "saved"
            yield found
        elif depth < _DEEPEST:
            waiting.extend((each, depth + 1) for each in found.addresses)
            yield Outcome(place.url, "listed", f"{found.kind} with {len(found.addresses)} addresses")
        else:
            yield Outcome(place.url, "refused", "a list inside a list inside a list")


def _taken(crawl: _Crawl, place: Place, out: Path) -> Outcome | feeds.Listing:
    """A page that was written, or a list with its addresses made whole."""
    answer = crawl.ask(place)
    listing = _listing(answer, crawl.limits)
    if listing is None:
        return Outcome(place.url, "saved", path=store.keep(place, _page(answer), out))
    return feeds.Listing(listing.kind, tuple(_joined(each, answer.place) for each in listing.addresses))


def _listing(answer: Answer, limits: Limits) -> feeds.Listing | None:
    """The list that the answer is, if it is one: by what it says it is, else by how it begins."""
    if answer.status != 200:
        raise Failed(f"the server answered {answer.status}")
    if answer.media in _PACKED and not answer.body.startswith(b"\x1f\x8b"):
        return None
    body = feeds.unpacked(answer.body, limits.max_bytes) if answer.media in _PACKED else answer.body
    if answer.media in (*_LISTS, *_PACKED) or (answer.media not in store.SUFFIXES and feeds.kind_of(body)):
        return feeds.read(body)
    return feeds.read(body) if answer.media == "text/html" and feeds.kind_of(body) else None


def _page(answer: Answer) -> Answer:
    if answer.media not in store.SUFFIXES:
        raise Refused(f"content of type {answer.media or 'none'!r} is no article")
    if not answer.body.strip():
        raise Refused("the page is empty")
    return answer


def _joined(address: str, base: Place) -> str:
    try:
        return parse(address, base).url
    except Refused:
        return address  # refused, and said, when its turn comes
