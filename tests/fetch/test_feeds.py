from __future__ import annotations

import gzip
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.fetch import feeds
from builder.fetch.limits import Refused

RSS = b"""<?xml version="1.0"?>
<!-- news --><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><link>https://courier.example</link>
<item><title>A</title><link> https://courier.example/a </link><media:link>x</media:link></item>
<item><link><![CDATA[https://courier.example/b?x=1&y=2]]></link></item><item><title>no link</title></item>
<item><link>https://courier.example/a</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://courier.example/"/><entry>
<link rel="alternate" href="https://courier.example/a"/><link rel="enclosure" href="https://courier.example/a.mp3"/>
</entry><entry><link href="/b"/></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item rdf:about="x">
<link>https://courier.example/a</link></item></rdf:RDF>"""
SITEMAP = b"""\xef\xbb\xbf<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://courier.example/a
</loc><image:image xmlns:image="i"><image:loc>https://courier.example/a.jpg</image:loc></image:image></url></urlset>"""
INDEX = b"<sitemapindex><sitemap><loc>https://courier.example/news.xml.gz</loc></sitemap></sitemapindex>"


@pytest.mark.parametrize(
    ("body", "kind", "addresses"),
    [
        (RSS, "feed", ("https://courier.example/a", "https://courier.example/b?x=1&y=2")),
        (ATOM, "feed", ("https://courier.example/a", "/b")),
        (RDF, "feed", ("https://courier.example/a",)),
        (SITEMAP, "sitemap", ("https://courier.example/a",)),
        (INDEX, "index", ("https://courier.example/news.xml.gz",)),
        (b"<urlset/>", "sitemap", ()),
    ],
)
def test_what_lists_list(body: bytes, kind: str, addresses: tuple[str, ...]) -> None:
    assert feeds.read(body) == feeds.Listing(kind, addresses)


GROWING = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss><item><link>&b;</link></item></rss>"""
OUTSIDE = b"""<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><link>&x;</link></item></rss>"""


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "neither"), (b"<html></html>", "neither"), (b"<rss><item>", "well-formed"), (b"\x00\x01", "neither"),
        (b"<rss>" + GROWING, "well-formed"), (b"<rss>" + b"<a>" * 200, "deeply"),
        (b"<rss>&nbsp;</rss>", "well-formed"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused(body: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says):
        feeds.read(body)


@pytest.mark.parametrize("body", [GROWING, OUTSIDE])
def test_entities_are_refused(body: bytes) -> None:
    with pytest.raises(Refused, match="entities"):
        feeds.read(body)


def test_sitemaps_may_be_packed_but_no_bombs() -> None:
    assert feeds.unpacked(gzip.compress(SITEMAP), 10_000) == SITEMAP
    assert feeds.unpacked(SITEMAP, 10) == SITEMAP
    for bad in (gzip.compress(b"<urlset>" + b" " * 10_000_000), gzip.compress(SITEMAP)[:-9], b"\x1f\x8bnothing"):
        with pytest.raises(Refused, match="unpack"):
            feeds.unpacked(bad, 10_000)


@settings(deadline=None)
@given(st.binary(max_size=200) | st.sampled_from([RSS, ATOM, SITEMAP]).flatmap(
    lambda body: st.integers(0, len(body)).map(lambda at: body[:at] + b"<x>" + body[at + 3 :])))  # fmt: skip
def test_any_bytes_are_a_list_or_refused(body: bytes) -> None:
    try:
        listing = feeds.read(body)
    except Refused:
        return
    assert all(address.strip() == address != "" for address in listing.addresses)


def test_white_space_before_the_document_takes_no_time() -> None:
    """Found by fuzzing: fifty line breaks before something else took a minute."""
    began = time.process_time()
    assert feeds.kind_of(b"\n" * 9000 + b"$><lo>") is None
    assert feeds.kind_of(b"\n <!-- a -->" * 9 + b"<rss>") == "feed"
    assert time.process_time() - began < 1
