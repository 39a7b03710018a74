"""The pages as people use them, in a headless browser; the fixture looks for errors and for requests that leave."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from builder import explore
from builder.explore import columns
from builder.explore.script import statement

PAGES = ("index", "quotes", "article", "utterances", "rejects")


@pytest.fixture(scope="session")
def articles(pages: Path) -> dict[str, str]:
    """Ids of the articles by the beginning of their title."""
    text = (pages / "data" / "index.js").read_text("ascii")
    index = json.loads(text[text.index(",") + 1 : -3])["articles"]
    return {title[:3]: each for title, each in zip(index["title"], index["id"], strict=True)}


def _rows(browser: Any) -> int:
    return int(browser.js("document.querySelectorAll('#results tbody tr').length"))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_from_the_file_system(browser: Any, pages: Path, page: str) -> None:
    browser.open(pages / f"{page}.html")
    assert browser.js("document.querySelectorAll('h1').length") == 1
    assert browser.js("document.title").endswith("harbour <b>quotes</b> 0.1.0")
    assert browser.text("nav [aria-current=page]") != ""


def test_search_finds_words_and_phrases(browser: Any, pages: Path) -> None:
    browser.open(pages / "quotes.html")
    everything = _rows(browser)
    browser.type("#q", 'close "never will"')
    browser.until("location.hash.startsWith('#q=')")
    assert 0 < _rows(browser) < everything
    assert all(
        "never will" in text
        for text in browser.js("[...document.querySelectorAll('mark')].map(m => m.closest('a').innerText)")
    )
    browser.js("document.querySelector('#q').select()")
    browser.type("#q", "nosuchword")
    browser.until("document.querySelector('#found').innerText.startsWith('0 quotes')")


def _tick(browser: Any, field: str, label: str) -> None:
    """Ticks the box of a value, as its label words it."""
    browser.js(f"document.querySelectorAll('#more, #{field} details').forEach((e) => {{ e.open = true }})")
    found = f"[...document.querySelectorAll('#{field} label')].find((e) => e.innerText.startsWith({json.dumps(label)}))"
    box = browser.js(f"{found}.htmlFor")
    browser.click(f"#{box}")


def test_a_filter_stands_in_the_address_and_is_undone_by_the_back_button(browser: Any, pages: Path) -> None:
    browser.open(pages / "quotes.html")
    everything = _rows(browser)
    _tick(browser, "quote_type", "indirect")
    assert browser.js("location.hash") == "#quote_type=indirect"
    some = _rows(browser)
    assert 0 < some < everything
    assert set(browser.js("[...document.querySelectorAll('td[data-name=type]')].map(t => t.innerText)")) == {"indirect"}
    browser.back()
    browser.until(f"document.querySelectorAll('#results tbody tr').length === {everything}")
    assert browser.js("document.querySelectorAll('#quote_type :checked').length") == 0
    # Who gets the address sees the same.
    browser.open(pages / "quotes.html", "quote_type=indirect")
    assert _rows(browser) == some
    assert browser.text("#quote_type-said") == "indirect"


def test_several_values_widen_and_several_fields_narrow(browser: Any, pages: Path, tables: Any) -> None:
    browser.open(pages / "quotes.html")
    _tick(browser, "quote_type", "indirect")
    _tick(browser, "quote_type", "direct")
    assert browser.js("location.hash") == "#quote_type=direct&quote_type=indirect"
    wanted = tables.quotes.filter(pl.col("quote_type").is_in(["direct", "indirect"]))
    assert _rows(browser) == len(wanted)
    for name in ("ida prell", "coast"):
        browser.type("#speaker", name)
        browser.press("Enter")
    said = wanted["speaker"].str.to_lowercase()
    assert _rows(browser) == (said.str.contains("ida prell|coast").fill_null(value=False)).sum() > 0
    chosen = "[...document.querySelectorAll('#chosen button')].map((b) => b.innerText)"
    assert browser.js(chosen) == ["Speaker: ida prell", "Speaker: coast", "Type: direct", "Type: indirect"]
    browser.js("document.querySelector('#chosen button').focus()")
    browser.press("Enter")  # takes the first away; the focus stays where the next one stands
    assert browser.js(chosen)[0] == "Speaker: coast"
    assert browser.js("document.activeElement.closest('#chosen') !== null")
    browser.click("[type=reset]")
    assert browser.js("location.hash") == ""
    assert _rows(browser) == len(tables.quotes)


def test_a_value_tells_its_rows(browser: Any, pages: Path, tables: Any) -> None:
    browser.open(pages / "quotes.html")
    browser.js("document.querySelectorAll('#more, #framing details').forEach((e) => { e.open = true })")
    told = browser.js("[...document.querySelectorAll('#framing label')].map((e) => e.innerText.split(/\\s+/))")
    counted = dict(tables.quotes["framing"].value_counts().iter_rows())
    assert told == [[label, str(counted.get(label, 0))] for label in ("endorse", "neutral", "distance")]


def test_filters_by_date_score_flag_and_missing_value(browser: Any, pages: Path, tables: Any) -> None:
    browser.open(pages / "quotes.html")
    everything = _rows(browser)
    best = tables.quotes["check_worthiness"].max()
    for choices in (
        "date=2026-03",
        "speaker=",
        f"min=check_worthiness%3A{best}",
        "speaker=prell",
        "date=2026-03&date=x",
    ):
        browser.open(pages / "quotes.html", choices)
        assert 0 < _rows(browser) < everything, choices
    for choices in ("min=attribution%3Ax&page=-4", "flags=nosuch&speaker=%00"):
        browser.open(pages / "quotes.html", choices)  # whatever somebody writes there, the page stands
        assert "of" in browser.text("#found")


def test_a_bar_leads_to_its_quotes_and_back(browser: Any, pages: Path) -> None:
    browser.open(pages / "index.html")
    title = browser.js("document.querySelector('#framing svg a title').textContent")
    browser.click("#framing svg a rect")
    browser.until("location.pathname.endsWith('quotes.html') && document.body.dataset.ready")
    assert _rows(browser) == int(title.rpartition(": ")[2])
    assert set(browser.js("[...document.querySelectorAll('td[data-name=framing]')].map(t => t.innerText)")) == {
        browser.js("new URLSearchParams(location.hash.slice(1)).get('framing')")
    }
    browser.back()
    browser.until("location.pathname.endsWith('index.html')")


@pytest.mark.parametrize(
    "chart", ["stance-speaker", "stance-target", "stance-pair", "framing", "verifiability", "time"]
)
def test_every_number_of_a_chart_is_the_number_of_its_quotes(browser: Any, pages: Path, chart: str) -> None:
    browser.open(pages / "index.html")
    cells = browser.js(
        f"[...document.querySelectorAll('#{chart} td a')].map(a => [a.getAttribute('href'), a.textContent])"
    )
    assert cells
    browser.open(pages / "quotes.html")
    for address, rows in cells:
        browser.js(f"location.hash = {json.dumps(address.partition('#')[2])}")
        browser.until(f"document.querySelector('#found').innerText.startsWith('{rows} quote')")


def test_keys_step_through_the_quotes(browser: Any, pages: Path, articles: dict[str, str]) -> None:
    browser.open(pages / "article.html", f"article={articles['Har']}")
    browser.press("j")
    assert browser.text("#position").startswith("Quote 1 of")
    assert browser.js("document.activeElement.id") == "card-1"
    browser.press("n", "k")
    assert browser.text("#position").startswith("Quote 1 of")
    assert "quote=" in browser.js("location.hash")
    current = browser.js("[...document.querySelectorAll('.stretch.current.content')].map(e => e.innerText).join('')")
    assert current.startswith("“We did not close the harbour")
    browser.click("#keys")
    browser.press("j")
    assert browser.text("#position").startswith("Quote 1 of")


def test_focus_is_never_covered(browser: Any, pages: Path, articles: dict[str, str]) -> None:
    browser.open(pages / "article.html", f"article={articles['Har']}")
    browser.press("j")
    top = "(e => { const r = e.getBoundingClientRect(); return document.elementFromPoint(r.x + 9, r.y + 9) })"
    for _ in range(12):
        browser.press("Tab")
        if browser.js("document.activeElement.closest('.card') !== null"):
            assert browser.js(f"document.activeElement.contains({top}(document.activeElement))")
    assert browser.js("document.querySelectorAll('.card details[open]').length") == 0


def test_an_article_says_what_was_found_and_why(browser: Any, pages: Path, articles: dict[str, str]) -> None:
    browser.open(pages / "article.html", f"article={articles['Har']}")
    browser.click("#all")
    card = browser.text("#card-1")
    for words in ("Ida Prell", "said", "Framing", "Verifiability", "rule"):
        assert words in card
    marked = browser.js("['content', 'source', 'cue'].map(r => document.querySelector('.passage .' + r) !== null)")
    assert marked == [True, True, True]


def test_offsets_count_code_points(browser: Any, pages: Path, articles: dict[str, str]) -> None:
    """An emoji is two units of a string in the browser and one sign of the text."""
    browser.open(pages / "article.html", f"article={articles['Ban']}")
    said = "[...document.querySelectorAll('.source')].filter(e => e.closest('.passage p')).map(e => e.innerText)"
    assert browser.js(said)[-1] == "Ida Prell"


def test_a_text_that_may_not_be_passed_on_is_not_shown(browser: Any, pages: Path, articles: dict[str, str]) -> None:
    browser.open(pages / "article.html", f"article={articles['Str']}")
    assert "Nothing moved in the strait" in browser.text("#results")
    assert "licence keeps the text back" in browser.text("#found")
    assert not any("A first paragraph" in file.read_text("utf-8") for file in pages.rglob("*.*"))


def test_cuts_of_an_utterance_stand_side_by_side(browser: Any, pages: Path) -> None:
    browser.open(pages / "utterances.html")
    assert browser.js("[...document.querySelectorAll('.cuts h3 a')].map(a => a.innerText)") == [
        "Marrow Coast Courier",
        "Bay Post",
    ]
    assert "will" in browser.text("#results del")
    browser.click(".cuts li:last-child h3 a")
    browser.until("location.pathname.endsWith('article.html') && document.querySelector('.card.current')")


def test_nothing_of_a_hostile_article_runs(browser: Any, pages: Path, articles: dict[str, str]) -> None:
    browser.open(pages / "article.html", f"article={articles['Ban']}")
    browser.click("#all")
    for name, choices in (
        ("article", f"article={articles['Ban']}&quote=x"),
        ("quotes", "q=%3Cscript%3E"),
        *((page, "") for page in PAGES),
    ):
        browser.open(pages / f"{name}.html", choices)
        assert browser.js("window.owned === undefined")
        assert browser.js("document.querySelectorAll('main img, main script, main b, main i, iframe').length") == 0
        addresses = browser.js("[...document.querySelectorAll('[href]')].map(e => e.getAttribute('href'))")
        assert not [address for address in addresses if address.strip().lower().startswith("javascript:")]
        attributes = browser.js("[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())")
        assert not [attribute for attribute in attributes if attribute.lower().startswith("on")]


def test_hidden_signs_are_shown(browser: Any, pages: Path, articles: dict[str, str]) -> None:
    browser.open(pages / "article.html", f"article={articles['Ban']}")
    shown = browser.text("main")
    for sign in ("⟨U+202E⟩", "⟨U+200B⟩", "⟨U+001B⟩", "⟨U+0007⟩", "<script>window.owned = 1</script>"):
        assert sign in shown
    assert not set(browser.js("document.documentElement.textContent")) & set("\u202e\u200b\x1b\x07")


def test_the_policy_stops_what_would_slip_through(chromium: Any, pages: Path) -> None:
    chromium.forget()
    chromium.open(pages / "quotes.html")
    slip = "document.body.append(Object.assign(document.createElement({0!r}), {{{1}}}))"
    with contextlib.suppress(AssertionError):  # where trusted types are known, the assignment itself is refused
        chromium.js(slip.format("div", "innerHTML: '<img src=x onerror=\"window.owned=1\">'"))
    chromium.js(slip.format("img", "src: 'https://owned.example/x'"))
    chromium.until("true")
    assert chromium.js("window.owned === undefined && document.querySelector('div > img') === null")
    assert any("Content Security Policy" in error or "TrustedHTML" in error for error in chromium.errors)


def test_the_pages_work_on_a_static_host(chromium: Any, pages: Path) -> None:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(pages))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"http://127.0.0.1:{server.server_port}/"
        chromium.forget()
        for page in PAGES[1:]:
            chromium.call("Page.navigate", url=f"{host}{page}.html")
            chromium.until(f"location.pathname === '/{page}.html' && document.body.dataset.ready === 'yes'")
        server.shutdown()
    assert chromium.errors == []
    assert [address for address in chromium.requests if not address.startswith((host, "data:,", "about:"))] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_version_without_quotes_opens(chromium: Any, tables: Any, tmp_path: Path, page: str) -> None:
    empty = explore.Tables("none", "0.1.0", tables.quotes.clear(), tables.articles.clear(), tables.rejects.clear())
    first = explore.write(empty, tmp_path / "pages")
    chromium.forget()
    chromium.open(first.parent / f"{page}.html", "q=x&framing=neutral&min=speaker%3A0.5")
    assert chromium.errors == []


def test_a_hundred_thousand_quotes_open_in_two_seconds(chromium: Any, pages: Path, tables: Any, tmp_path: Path) -> None:
    few = tables.arranged()
    many = pl.concat([few.quotes] * -(-100_000 // len(few.quotes))).head(100_000)
    folder = Path(shutil.copytree(pages, tmp_path / "many"))
    coded = columns.coded(many)
    values = columns.values(coded)
    chunks = list(columns.chunks(many, coded, values, {}))
    text = (pages / "data" / "index.js").read_text("ascii")
    index = json.loads(text[text.index(",") + 1 : -3])
    index |= {"rows": len(many), "packs": {**index["packs"], "quotes": len(chunks)}}
    files = {"index": index, "values": values, **{f"quotes-{at}": chunk for at, chunk in enumerate(chunks)}}
    for name, value in files.items():
        (folder / "data" / f"{name}.js").write_text(statement(name, value), encoding="ascii")
    taken = []
    for _ in range(3):  # the best of three: the machine may be busy with something else
        chromium.open(folder / "quotes.html")
        taken.append(chromium.js("performance.now()"))
    assert chromium.text("#found").startswith("100,000 quotes")
    assert min(taken) < 2_000
    clock = "performance.now()"
    assert chromium.js(f"((start) => (state.change({{q: 'harbour will'}}), {clock} - start))({clock})") < 1_000
    assert not chromium.text("#found").startswith(("0 ", "100,000 "))


def _violations(browser: Any, axe: str) -> list[str]:
    browser.js(f"{axe}; undefined")
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    told = "r => r.violations.flatMap(v => v.nodes.map(n => [v.id, n.html, n.failureSummary].join(' ')))"
    found = browser.js(f"axe.run(document, {{preload: false, runOnly: {json.dumps(rules)}}}).then({told})")
    return list(found)


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """axe-core: the file AXE_CORE names, else what npm's registry has, else nothing and a skip."""
    if named := os.environ.get("AXE_CORE"):
        return Path(named).read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no axe-core: neither AXE_CORE names a copy of axe.min.js nor is npm there to get one")
    folder = tmp_path_factory.mktemp("axe")
    with contextlib.suppress(subprocess.TimeoutExpired):
        command = [npm, "pack", "axe-core@4.14.1", "--silent", "--fetch-retries=0"]
        subprocess.run(command, cwd=folder, capture_output=True, timeout=60, check=False)
    packs = sorted(folder.glob("axe-core-*.tgz"))
    if not packs:
        pytest.skip("no axe-core: npm could not get it, and AXE_CORE names no copy of axe.min.js")
    shutil.unpack_archive(packs[0], folder, filter="data")
    return (folder / "package" / "axe.min.js").read_text(encoding="utf-8")


LOOKS = [("light", 1280), ("dark", 1280), ("light", 320)]


@pytest.mark.parametrize(("scheme", "width"), LOOKS, ids=[f"{scheme}-{width}" for scheme, width in LOOKS])
@pytest.mark.parametrize("page", [*PAGES, "one-article"])
def test_axe_finds_nothing(
    browser: Any, pages: Path, articles: dict[str, str], axe: str, page: str, scheme: str, width: int
) -> None:
    browser.look(width=width, scheme=scheme, still=True)
    choices = f"article={articles['Har']}" if page == "one-article" else ""
    browser.open(pages / f"{'article' if choices else page}.html", choices)
    browser.js("document.querySelectorAll('details').forEach(d => { d.open = true })")
    if choices:
        browser.press("j")
    assert _violations(browser, axe) == []


@pytest.mark.parametrize("page", [*PAGES, "one-article"])
def test_a_phone_needs_no_scrolling_sideways(browser: Any, pages: Path, articles: dict[str, str], page: str) -> None:
    browser.look(width=320, height=640)
    choices = f"article={articles['Ban']}" if page == "one-article" else ""
    browser.open(pages / f"{'article' if choices else page}.html", choices)
    assert browser.js("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture(autouse=True)
def _usual_window(request: pytest.FixtureRequest) -> None:
    chromium: Callable[..., Any] = request.getfixturevalue("chromium")
    chromium.look()  # type: ignore[attr-defined]
