from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.config import Intake
from builder.errors import MissingExtra
from builder.intake import page_trafilatura, webpage
from builder.intake.draft import Draft, Problem

BUILTIN, TRAFILATURA = Intake(html="builtin"), Intake(html="trafilatura")

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


def page(source: str, config: Intake = BUILTIN) -> Draft:
    found = webpage.read(source.encode(), "a.html", config)
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
    found = webpage.read(source.encode("cp1252"), "a.html", BUILTIN)
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


@settings(deadline=None)
@given(_MARKUP, st.sampled_from([BUILTIN, TRAFILATURA]))
def test_any_markup_is_text_or_a_problem(source: str, config: Intake) -> None:
    found = webpage.read(source.encode("utf-8", "replace"), "a.html", config)
    if isinstance(found, Problem):
        assert found.reason in ("broken_row", "wrong_encoding")
        return
    assert "\x00" not in found.text
    end = 0
    for piece in found.furniture:
        assert end <= piece.span.start < piece.span.end <= len(found.text)
        end = piece.span.end


PROSE = [
    "PORT LINNET — The harbour stays open, Harbour Minister Ida Prell told the council on Tuesday after a long night.",
    "“We did not close the harbour, and we never will, whatever the other side may say about it,” said Prell.",
    "Ships from Obrenia waited for nine hours while a fuel line was mended on the quay, the Harbour Board said.",
    "“I have counted the ships myself,” said Jon Moe, who has piloted freighters past the lighthouse for thirty years.",
    "The council votes on the levy next week, and both parties say that they have the numbers to carry the day.",
]
UNMARKED = """<html><head><title>Harbour</title></head><body><div id="top"><a href="/">Home</a> <a href="/n">News</a>
<a href="/s">Sport</a></div><div class="wrap"><div class="content-body"><h1>Harbour stays open</h1>%s</div>
<div class="sidebar"><ul><li><a href="/1">Gull wins prize</a></li><li><a href="/2">Tide tables</a></li></ul></div></div>
<div id="comments"><p>First! Great article, I liked it very much, thank you all.</p></div>
<div class="footer">© Courier <a href="/about">About us</a></div></body></html>"""


def test_trafilatura_finds_the_story_where_nothing_marks_it() -> None:
    """Menu, sidebar, comments and footer are left out; the paragraphs stay apart and whole."""
    source = UNMARKED % "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)
    found = page(source, TRAFILATURA)
    assert found.text.split("\n\n")[-5:] == PROSE
    assert "Gull wins" not in found.text
    assert "First!" not in found.text
    assert found.extractor == page_trafilatura.name()
    assert [(piece.span.of(found.text), piece.reason) for piece in found.furniture] in (
        [], [("Harbour stays open", "headline")],
    )  # fmt: skip
    assert page(source, Intake()).extractor == found.extractor  # "auto" takes what is installed


def test_line_breaks_and_inner_markup() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)
    lines = (
        "<p>The list is <em>short</em> and   <b>plain</b>:<br>bread,<br/>salt &amp; tar for the boats of the town.</p>"
    )
    for config in (BUILTIN, TRAFILATURA):
        found = page(f"<article>{body}{lines}<blockquote><p>{PROSE[1]}</p></blockquote></article>", config)
        assert "The list is short and plain:\nbread,\nsalt & tar for the boats of the town." in found.text.split("\n\n")
        assert found.text.split("\n\n")[-1] == PROSE[1]


def test_a_page_without_a_story_is_read_by_the_built_in_reader() -> None:
    found = page("<p>Short.</p>", TRAFILATURA)
    assert (found.text, found.extractor) in {("Short.", "builtin 2"), ("Short.", page_trafilatura.name())}


def test_the_reader_must_be_installed_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_trafilatura, "installed", lambda: False)
    assert page("<p>Short.</p>", Intake()).extractor == "builtin 2"
    with pytest.raises(MissingExtra, match=r"quotestance\[html\]"):
        page("<p>Short.</p>", TRAFILATURA)


FULL = {
    "@type": "NewsArticle", "headline": "Tom &amp; Ida: harbour", "datePublished": "2026-03-02T08:30:00+01:00",
    "dateModified": "2026-03-03T10:10:00+01:00", "articleSection": ["Harbour", "Politics"],
    "isAccessibleForFree": "https://schema.org/False", "publisher": {"name": "Courier"},
    "author": {"name": "Ida Prell"}, "url": "https://courier.example/vote",
}  # fmt: skip


@pytest.mark.parametrize("config", [BUILTIN, TRAFILATURA], ids=["builtin", "trafilatura"])
@pytest.mark.parametrize(
    "head",
    [
        f'<script type="application/ld+json">{json.dumps(FULL)}</script>',
        '<script type="application/ld+json"><!--\n{}\n--></script>'.format(json.dumps([{"@type": "WebSite"}, FULL])),
        f'<script type="application/ld+json">//<![CDATA[\n{json.dumps(FULL)}\n//]]></script>',
        """<meta property="og:title" content="Tom &amp; Ida: harbour"><meta property="og:site_name" content="Courier">
        <meta property="article:published_time" content="2026-03-02T08:30:00+01:00">
        <meta name="author" content="Ida Prell">
        <meta property="article:modified_time" content="2026-03-03T10:10:00+01:00"><meta itemprop="isAccessibleForFree"
        content="false"><meta property="article:section" content="Harbour; Politics">
        <link rel="canonical" href="https://courier.example/vote">""",
    ],
    ids=["JSON-LD", "in a comment", "in CDATA", "meta"],
)  # fmt: skip
def test_what_a_page_says_of_itself(read: Any, head: str, config: Intake) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)
    ((one,), rejects) = read(
        {"a.html": f"<html><head>{head}</head><body><article>{body}</article></body></html>"}, config
    )
    assert rejects == []
    assert (one.title, one.outlet, one.authors, one.url) == (
        "Tom & Ida: harbour", "Courier", ("Ida Prell",), "https://courier.example/vote",
    )  # fmt: skip
    assert (one.published_at, one.published_at_zone) == (datetime(2026, 3, 2, 7, 30, tzinfo=UTC), "+01:00")
    assert one.modified_at == datetime(2026, 3, 3, 9, 10, tzinfo=UTC)
    assert (one.section, one.free_to_read, one.language) == ("Harbour; Politics", False, "en")
    assert one.text == "\n\n".join(PROSE)


def test_of_several_articles_the_page_is_the_one_with_its_address() -> None:
    other = {**FULL, "headline": "Another story", "url": "https://courier.example/other"}
    source = '<link rel="canonical" href="https://courier.example/vote"><script type="application/ld+json">%s</script>'
    assert page(source % json.dumps([other, FULL])).metadata["title"] == "Tom & Ida: harbour"
    assert page(source.replace("vote", "third") % json.dumps([other, FULL])).metadata["title"] == "Another story"


def test_a_saved_page_says_where_it_was_saved_from() -> None:
    for config in (BUILTIN, TRAFILATURA):
        found = page(
            "<!-- saved from url=(0029)https://courier.example/vote --><html><body><p>News.</p></body>", config
        )
        assert found.metadata["url"] == "https://courier.example/vote"


@pytest.mark.parametrize(
    ("address", "canonical", "url", "original"),
    [
        ("https://www.courier.example/a?utm=1", "https://courier.example/a", "https://courier.example/a", None),
        ("https://amp.courier.example/a", "https://www.courier.example/a", "https://www.courier.example/a", None),
        ("https://courier.example/a", "", "https://courier.example/a", None),
        ("https://courier.example/a", "https://agency.example/x", "https://courier.example/a", "agency.example"),
        (
            "https://courier.example/a",
            "https://notcourier.example/x",
            "https://courier.example/a",
            "notcourier.example",
        ),
    ],
)
def test_where_a_page_was_got_from_is_where_it_was_published(
    address: str, canonical: str, url: str, original: str | None
) -> None:
    source = f'<link rel="canonical" href="{canonical}"><p>News.</p>'
    found = webpage.read(source.encode(), "a.html", BUILTIN, address=address)
    assert isinstance(found, Draft)
    assert (found.metadata["url"], found.canonical) == (url, original)


@pytest.mark.parametrize(
    ("data", "charset", "text", "notes"),
    [
        ("café".encode("cp1252"), "iso-8859-1", "café", ()),
        ("гавань".encode("cp1251"), "windows-1251", "гавань", ()),
        ("港口".encode("gb18030"), "GB2312", "港口", ()),
        ("港".encode("iso2022_jp"), "iso-2022-jp", "港", ()),
        ("café".encode(), "iso-8859-1", "café", ()),  # UTF-8 whatever is said
        ("café".encode("utf-16"), None, "café", ()),
        (b"\xef\xbb\xbfcaf\xc3\xa9", None, "café", ()),
        (b"caf\xe9 \x81\x8d", "windows-1252", "café ��", ("undecodable_bytes",)),
        (b"caf\xe9", "utf-8", "caf�", ("undecodable_bytes",)),
        ('<?xml version="1.0" encoding="koi8-r"?><p>мол</p>'.encode("koi8-r"), None, "мол", ()),
    ],
)
def test_encodings(data: bytes, charset: str | None, text: str, notes: tuple[str, ...]) -> None:
    found = webpage.read(data, "a.html", BUILTIN, charset=charset)
    assert isinstance(found, Draft)
    assert (found.text, found.notes) == (text, notes)


@pytest.mark.parametrize("charset", ["rot13", "zip", "unicode_escape", "utf-7", "idna", "a\x00b", "no such", "x" * 500])
def test_only_encodings_of_pages_are_taken(charset: str) -> None:
    found = webpage.read(b"caf\xe9 <p>open</p>" * 5, "a.html", BUILTIN, charset=charset)
    assert isinstance(found, Problem)
    assert found.reason == "wrong_encoding"
