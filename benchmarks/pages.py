"""Made articles in, whole web pages and WARC records of them out, with the furniture that pages have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

_LINK = '<li class="nav-item"><a href="/{0}/{1}" data-track="nav:{0}:{1}">Section {0}, story {1}</a></li>'
_CARD = (
    '<div class="card"><a href="/story/{0}"><img src="/i/{0}.jpg" alt=""><h3>Another story, number {0}</h3></a>'
    "<p>What happened there.</p></div>"
)
_SCRIPT = "<script>window.ads = window.ads || [];{}</script>".format("ads.push({slot: 'top', size: [300, 250]});" * 60)


def page(article: Mapping[str, Any]) -> str:
    """About 30 kB: head with JSON-LD and meta elements, menu, story, share bar, sidebar, footer, scripts."""
    linked = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": article["title"], "url": article["url"],
        "datePublished": article["published_at"], "publisher": {"@type": "Organization", "name": article["outlet"]},
        "author": [{"@type": "Person", "name": "Ida Prell"}], "isAccessibleForFree": True, "articleSection": "News",
    }  # fmt: skip
    story = "\n".join(f"<p>{escape(part)}</p>" for part in article["text"].strip().split("\n\n"))
    menu = "".join(_LINK.format(n, k) for n in range(12) for k in range(6))
    cards = "".join(_CARD.format(n) for n in range(12))
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(article["title"])}</title>
<meta property="og:site_name" content="{escape(article["outlet"])}"><link rel="canonical" href="{article["url"]}">
<script type="application/ld+json">{json.dumps(linked)}</script>{_SCRIPT}<style>{".a { color: red }" * 40}</style>
</head><body class="article-page">
<header><nav><ul>{menu}</ul></nav></header><div class="wrap"><div class="article-body">
<h1>{escape(article["title"])}</h1><p class="byline">By Ida Prell</p>{story}</div>
<div class="share"><a href="#">Facebook</a> <a href="#">E-mail</a></div><div class="sidebar">{cards}</div></div>
<footer><p>© 2026 {escape(article["outlet"])}. All rights reserved.</p></footer>{_SCRIPT * 3}</body></html>"""


def record(address: str, body: bytes) -> bytes:
    """A response record of a WARC file."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-03-02T07:30:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"
