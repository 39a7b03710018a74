"""Whole runs against a server on this machine: what is asked, in which order, and what is written."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from builder import intake
from builder.cli import main
from builder.config import Intake
from builder.fetch import Limits, Outcome, fetch, store
from builder.fetch.addresses import parse
from builder.fetch.crawl import Pace
from builder.records import Article

STORY = "<html lang='en'><head><title>Open</title></head><body><article><p>“We stay,” Ida Prell said.</p></article>"


def run(site: Any, out: Path, limits: Limits, *paths: str, **options: Any) -> list[Outcome]:
    return list(fetch([path if "://" in path else site.url + path for path in paths], out, limits, **options))


def said(outcomes: list[Outcome]) -> list[tuple[str, str]]:
    return [(outcome.url.partition("//")[2].partition("/")[2], outcome.status) for outcome in outcomes]


def test_a_page_is_kept_as_received_and_can_be_read(site: Any, tmp_path: Path, limits: Limits) -> None:
    site.html("/2026/Harbour-Vote.html?utm=1", STORY, "text/html; charset=windows-1252")
    site.pages["/2026/Harbour-Vote.html?utm=1"] = (
        200, {"Content-Type": "text/html; charset=windows-1252", "Last-Modified": "Mon, 02 Mar 2026 07:30:00 GMT"},
        STORY.encode("cp1252"),
    )  # fmt: skip
    (outcome,) = run(site, tmp_path, limits, "/2026/Harbour-Vote.html?utm=1")
    assert outcome.status == "saved"
    assert outcome.path is not None
    assert outcome.path.relative_to(tmp_path).parts[0] == "127.0.0.1"
    assert outcome.path.name.startswith("2026-harbour-vote-html-utm-1-")
    assert outcome.path.read_bytes() == STORY.encode("cp1252")
    beside = json.loads(outcome.path.with_suffix(".meta.json").read_text())
    assert beside["fetched_from"] == outcome.url
    assert beside["last_modified"] == "Mon, 02 Mar 2026 07:30:00 GMT"
    article, _ = intake.read([tmp_path], Intake())  # a number is no domain, which is said
    assert isinstance(article, Article)
    assert article.text == "“We stay,” Ida Prell said."
    assert [path.name for path in tmp_path.rglob("*.part")] == []


def test_a_page_that_is_there_is_not_asked_for_again(site: Any, tmp_path: Path, limits: Limits) -> None:
    site.html("/a", STORY)
    run(site, tmp_path, limits, "/a", "/a#top", "/a")
    assert site.asked == ["/robots.txt", "/a"]
    assert said(run(site, tmp_path, limits, "/a")) == [("a", "known")]
    assert len(site.asked) == 2
    site.html("/a", "<p>changed</p>")
    (outcome,) = run(site, tmp_path, limits, "/a", again=True)
    assert outcome.path is not None
    assert outcome.path.read_bytes() == b"<p>changed</p>"


def test_feeds_and_sitemaps_are_followed(site: Any, tmp_path: Path, limits: Limits) -> None:
    site.html("/rss", "<rss><channel><item><link>/a</link></item><item><link>mailto:x</link></item></channel></rss>",
              "application/rss+xml")  # fmt: skip
    site.html("/feed.html", f"<feed><entry><link href='{site.url}/b'/></entry></feed>", "text/html")
    site.html(
        "/index.xml", f"<sitemapindex><sitemap><loc>{site.url}/map.xml.gz</loc></sitemap></sitemapindex>", "text/xml"
    )
    packed = gzip.compress(f"<urlset><url><loc>{site.url}/c</loc></url></urlset>".encode())
    site.pages["/map.xml.gz"] = (200, {"Content-Type": "application/x-gzip"}, packed)
    for page in "abc":
        site.html(f"/{page}", STORY + page)
    outcomes = run(site, tmp_path, limits, "/rss", "/feed.html", "/index.xml")
    assert said(outcomes) == [
        ("rss", "listed"), ("feed.html", "listed"), ("index.xml", "listed"), ("a", "saved"), ("", "refused"),
        ("b", "saved"), ("map.xml.gz", "listed"), ("c", "saved"),
    ]  # fmt: skip
    assert outcomes[0].detail == "feed with 2 addresses"


def test_a_run_ends_after_so_many_pages(site: Any, tmp_path: Path, limits: Limits) -> None:
    for page in "abc":
        site.html(f"/{page}", STORY)
    outcomes = run(site, tmp_path, replace(limits, pages=2), "/none", "/a", "/b", "/c")
    assert said(outcomes) == [("none", "failed"), ("a", "saved"), ("b", "saved")]


def test_lists_do_not_nest_for_ever(site: Any, tmp_path: Path, limits: Limits) -> None:
    for n in range(5):
        site.html(f"/{n}", f"<sitemapindex><sitemap><loc>{site.url}/{n + 1}</loc></sitemap></sitemapindex>", "text/xml")
    assert said(run(site, tmp_path, limits, "/0"))[-1] == ("2", "refused")


ROBOTS = """User-agent: *
Disallow: /private/
Disallow: /*.pdf$
Allow: /private/open
"""


@pytest.mark.parametrize(
    ("path", "status"),
    [("/private/a", "refused"), ("/private/open", "saved"), ("/x/a.pdf", "refused"), ("/a.pdfs", "saved")],
)
def test_robots_are_honoured(site: Any, tmp_path: Path, limits: Limits, path: str, status: str) -> None:
    site.html("/robots.txt", ROBOTS, "text/plain")
    site.html(path, STORY)
    ((_, found),) = said(run(site, tmp_path, limits, path))
    assert found == status
    assert (path in site.asked) == (status == "saved")


def test_robots_may_name_us(site: Any, tmp_path: Path, limits: Limits) -> None:
    site.html("/robots.txt", "User-agent: quotestance\nDisallow: /\n\nUser-agent: *\nAllow: /\n", "text/plain")
    assert said(run(site, tmp_path, limits, "/a")) == [("a", "refused")]


@pytest.mark.parametrize(("code", "status"), [(404, "saved"), (403, "saved"), (500, "refused"), (429, "refused")])
def test_robots_that_cannot_be_had(site: Any, tmp_path: Path, limits: Limits, code: int, status: str) -> None:
    site.pages["/robots.txt"] = (code, {}, b"")
    site.html("/a", STORY)
    assert said(run(site, tmp_path, limits, "/a")) == [("a", status)]


def test_requests_are_spaced(site: Any, tmp_path: Path, limits: Limits) -> None:
    site.html("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", "text/plain")
    for page in "abc":
        site.html(f"/{page}", STORY)
    slept: list[float] = []
    run(site, tmp_path, replace(limits, delay=2), "/a", "/b", "/c", pace=Pace(lambda: 0.0, slept.append))
    assert slept == [7, 7]
    site.html("/robots.txt", "User-agent: *\nCrawl-delay: 600\n", "text/plain")
    (outcome,) = run(site, tmp_path, limits, "/d")
    assert "600 seconds" in outcome.detail


def test_a_host_that_is_busy_is_left_alone(site: Any, tmp_path: Path, limits: Limits) -> None:
    site.pages["/a"] = (429, {"Retry-After": "60"}, b"")
    site.html("/b", STORY)
    assert said(run(site, tmp_path, limits, "/a", "/b")) == [("a", "failed"), ("b", "failed")]
    assert "/b" not in site.asked


@pytest.mark.parametrize(
    ("location", "status"),
    [("/b", "saved"), ("file:///etc/passwd", "refused"), ("ftp://a.example/", "refused"), ("", "refused"),
     ("http://u:p@a.example/", "refused"), ("/forbidden/a", "refused"), ("/a", "refused")],
)  # fmt: skip
def test_redirects_are_checked_like_addresses(
    site: Any, tmp_path: Path, limits: Limits, location: str, status: str
) -> None:
    site.html("/robots.txt", "User-agent: *\nDisallow: /forbidden/\n", "text/plain")
    site.pages["/a"] = (302, {"Location": location}, b"")
    site.html("/b", STORY)
    site.html("/forbidden/a", STORY)
    (outcome,) = run(site, tmp_path, limits, "/a")
    assert outcome.status == status
    assert "/forbidden/a" not in site.asked
    if outcome.path:
        beside = json.loads(outcome.path.with_suffix(".meta.json").read_text())
        assert (beside["asked_for"], beside["fetched_from"]) == (f"{site.url}/a", f"{site.url}/b")


def test_a_redirect_into_a_private_network_is_refused(tmp_path: Path) -> None:
    """The public site says yes and sends us home: the second address is looked at as the first was."""
    from builder.fetch import client

    def get(place: Any) -> client.Answer:
        if place.host == "courier.example":
            moved = place.target != "/robots.txt"
            return client.Answer(place, 302 if moved else 404, {"location": "http://169.254.169.254/latest/"}, b"")
        return client.get(place, Limits(delay=0))

    outcomes = list(fetch(["http://courier.example/a"], tmp_path, Limits(delay=0), get=get))
    assert [outcome.status for outcome in outcomes] == ["refused"]
    assert "169.254.169.254" in outcomes[0].detail


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/pdf", b"%PDF", "refused"), ("image/png", b"x", "refused"), ("", b"<p>x</p>", "refused"),
        ("application/json", b"{}", "refused"), ("text/plain", b"We stay.", "saved"), ("text/html", b" ", "refused"),
        ("application/rss+xml", b"<html>", "refused"), ("application/octet-stream", b"x", "refused"),
        ("application/gzip", b"\x1f\x8bx", "refused"), ("application/xhtml+xml", STORY.encode(), "saved"),
    ],
)  # fmt: skip
def test_the_type_of_content_is_looked_at(
    site: Any, tmp_path: Path, limits: Limits, kind: str, body: bytes, status: str
) -> None:
    site.pages["/a"] = (200, {"Content-Type": kind} if kind else {}, body)
    (outcome,) = run(site, tmp_path, limits, "/a")
    assert outcome.status == status
    assert (outcome.path is None) == (status != "saved")


@pytest.mark.parametrize(
    "target",
    ["/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/a/%00b", "/" + "x" * 5000, "/.hidden", "/CON", "/a:b|c*?d", "/"],
)
def test_no_address_leads_out_of_the_folder(tmp_path: Path, target: str) -> None:
    path = store.path_of(parse("http://courier.example" + target), tmp_path)
    assert path.resolve().is_relative_to(tmp_path.resolve() / "courier.example")
    assert len(path.name) < 120
    assert not path.name.startswith(".")


def test_the_command(site: Any, tmp_path: Path) -> None:
    site.html("/a", STORY)
    arguments = ["fetch", f"{site.url}/a", f"{site.url}/gone", "--out", str(tmp_path), "--delay", "0"]
    refused = CliRunner().invoke(main, [*arguments, "--json"])
    assert refused.exit_code == 3
    assert json.loads(refused.stdout)["counts"] == {"refused": 2}
    done = CliRunner().invoke(main, [*arguments, "--allow-private", "--contact", "https://desk.example/bot"])
    assert done.exit_code == 3
    assert "saved: " in done.stdout
    assert "the server answered 404" in done.stderr
    assert all(agent.endswith("(+https://desk.example/bot)") for agent in site.agents)
    again = CliRunner().invoke(main, ["fetch", f"{site.url}/a", "--out", str(tmp_path), "--json"])
    assert (again.exit_code, json.loads(again.stdout)["counts"]) == (0, {"known": 1})
    assert CliRunner().invoke(main, ["fetch", "http://a.example", "--contact", "a\r\nX: y"]).exit_code == 2
