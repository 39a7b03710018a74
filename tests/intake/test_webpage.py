from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.intake.draft import Draft, Problem
from builder.intake.webpage import read

LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "#courier", "name": "Marrow Coast Courier"},
        {"@type": "Person", "@id": "#ida", "name": "Ida Prell"},
        {
            "@type": ["ReportageNewsArticle"],
            "headline": "Harbour stays open",
            "author": [{"@id": "#ida"}, {"@type": "Person", "name": "Jon Moe"}, "Anna Lie"],
            "publisher": {"@id": "#courier"},
            "datePublished": "2026-03-02T08:30:00+01:00",
            "inLanguage": "en-GB",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "mainEntityOfPage": {"@id": "https://www.courier.example/vote"},
        },
    ],
}
PAGE = """<!doctype html><html lang="en"><head><title>Harbour &amp; more | Courier</title>
<script type="application/ld+json">%s</script><style>p {}</style></head><body>
<nav><ul><li><a href="/">Home</a></li></ul></nav>
<main><article class="share"><h1>Harbour stays open</h1><p class="article-byline">By Ida Prell</p>
<figure><img src="x.jpg" alt="boats"><figcaption>Boats on Monday. <span>Photo: J. Moe</span></figcaption></figure>
<p>&ldquo;We did not   close the <em>harbour</em>,&rdquo;
said Ida&nbsp;Prell.</p><p hidden>Not shown.</p>
<p>It stays open.<br>For ships.<p>And for boats.<aside><p>Related: tide tables</p></aside>
<div>Loose text<script>var x = "<p>no</p>";</script><p>Inner.</p>tail</div>
<div id="comments"><p>First!</p></div></article></main><footer>© Courier</footer></body></html>"""


def page(source: str) -> Draft:
    found = read(source.encode(), "a.html")
    assert isinstance(found, Draft)
    return found


def test_the_story_and_what_is_not() -> None:
    found = page(PAGE % json.dumps(LINKED))
    blocks = found.text.split("\n\n")
    assert blocks == [
        "Harbour stays open", "By Ida Prell", "Boats on Monday. Photo: J. Moe",
        "“We did not close the harbour,” said Ida\xa0Prell.", "It stays open.\nFor ships.", "And for boats.",
        "Related: tide tables", "Loose text", "Inner.", "tail", "First!",
    ]  # fmt: skip
    assert [(piece.span.of(found.text), piece.reason) for piece in found.furniture] == [
        ("Harbour stays open", "headline"), ("By Ida Prell", "byline"), ("Boats on Monday. Photo: J. Moe", "caption"),
        ("Related: tide tables", "read_more"), ("First!", "comments"),
    ]  # fmt: skip


def test_json_ld(read: Any) -> None:
    articles, rejects = read({"a.html": PAGE % json.dumps(LINKED)})
    (article,) = articles
    assert rejects == []
    assert (article.outlet, article.outlet_domain, article.title) == (
        "Marrow Coast Courier", "courier.example", "Harbour stays open",
    )  # fmt: skip
    assert article.authors == ("Ida Prell", "Jon Moe", "Anna Lie")
    assert article.published_at == datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
    assert (article.language, article.licence, article.text_redistributable) == ("en", "CC-BY-4.0", True)
    assert (article.source.format, article.text_start) == ("html", 0)


def test_meta_elements_stand_in(read: Any) -> None:
    head = """<html lang="en"><head><title>Fallback</title><meta property="og:site_name" content="Courier">
    <meta property="og:title" content="Harbour &#8216;open&#8217;"><meta name="author" content="Ida Prell">
    <meta property="article:author" content="https://social.example/ida"><link rel="license" href="CC0">
    <meta property="article:published_time" content="2026-03-02T07:30:00Z">
    <link rel="canonical" href="https://courier.example/vote"></head><body><p>News.</p></body></html>"""
    ((article,), rejects) = read({"a.html": head})
    assert rejects == []
    assert (article.outlet, article.title, article.authors, article.text) == (
        "Courier", "Harbour ‘open’", ("Ida Prell",), "News.",
    )  # fmt: skip
    assert (article.url, article.licence) == ("https://courier.example/vote", "CC0-1.0")
    assert article.published_at == datetime(2026, 3, 2, 7, 30, tzinfo=UTC)


def test_broken_json_ld_costs_only_itself(read: Any) -> None:
    articles, rejects = read({"a.html": PAGE % '{"@type": "NewsArticle",'})
    assert articles[0].title == "Harbour & more | Courier"
    assert [(r.reason, r.article_id) for r in rejects] == [("bad_metadata", articles[0].article_id)]
    assert "JSON-LD" in rejects[0].detail


def test_wrong_types_in_json_ld_are_said(read: Any) -> None:
    wrong = {"@type": "NewsArticle", "headline": {"a": 1}, "datePublished": "soon", "publisher": [[]], "author": 5}
    articles, rejects = read({"a.html": PAGE % json.dumps(wrong)})
    assert len(articles) == 1
    assert sorted({r.reason for r in rejects}) == ["bad_date", "bad_metadata"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<main><p>In.</p></main><p>Out.</p>", "In."),
        ("<article></article><main><p>In.</p></main>", "In."),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("<blockquote>“Said.”</blockquote>", "“Said.”"),
        ("<p>a<br><br>b</p>", "a\n\nb"),
        ("plain text &lt;3", "plain text <3"),
        ("<div><aside>x</div><p>Story.</p>", "x\n\nStory."),
        ("<p>a</article></b>b</p>", "a\n\nb"),
    ],
)
def test_blocks(source: str, text: str) -> None:
    assert page(source).text == text


def test_a_declared_western_encoding_is_taken() -> None:
    source = '<meta charset="iso-8859-1"><p>The café, “open”</p>'
    found = read(source.encode("cp1252"), "a.html")
    assert isinstance(found, Draft)
    assert found.text == "The café, “open”"
    assert page(source).text == "The café, “open”"  # declared so, and UTF-8 all the same


def test_an_empty_page_is_empty(read: Any) -> None:
    articles, rejects = read({"a.html": "<html><script>x</script></html>"})
    assert articles == []
    assert [r.reason for r in rejects] == ["empty"]


_MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <article> </article> <aside> <br> <h1> </div> <div> <script> </script> <![if <!-- --> <!x <? & &# "
        "&amp; <script\ttype='application/ld+json'> {} [ text “said” <td/> <p\thidden> <title> \x00 ]]> <".split(" ")
    )
    | st.text(max_size=5),
    max_size=25,
).map("".join)


@given(_MARKUP)
def test_any_markup_is_text_or_a_problem(source: str) -> None:
    found = read(source.encode("utf-8", "replace"), "a.html")
    if isinstance(found, Problem):
        assert found.reason in ("broken_row", "wrong_encoding")
        return
    end = 0
    for piece in found.furniture:
        assert end <= piece.span.start < piece.span.end <= len(found.text)
        end = piece.span.end
