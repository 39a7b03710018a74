from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from builder.config import Intake
from builder.errors import MissingExtra
from builder.intake import warc
from builder.intake.draft import Received

PAGE = """<html lang="en"><head><title>Harbour</title><meta property="og:site_name" content="Courier"></head><body>
<article><p>“We did not close it,” Ida Prell said.</p><p>It stays open, the council said.</p></article></body></html>"""


def record(kind: str, body: bytes, uri: str = "https://courier.example/vote", **headers: str) -> bytes:
    lines = [
        "WARC/1.0", f"WARC-Type: {kind}", "WARC-Record-ID: <urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427>",
        "WARC-Date: 2026-03-02T07:30:00Z", f"Content-Length: {len(body)}",
    ]  # fmt: skip
    lines += [f"WARC-Target-URI: {uri}"] if uri else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body + b"\r\n\r\n"


def response(
    body: bytes | str = PAGE, uri: str = "https://courier.example/vote", status: str = "200 OK", **headers: str
) -> bytes:
    body = body.encode() if isinstance(body, str) else body
    given = {"Content_Type": "text/html; charset=utf-8", **headers}
    head = f"HTTP/1.1 {status}\r\n" + "".join(f"{n.replace('_', '-')}: {v}\r\n" for n, v in given.items()) + "\r\n"
    return record("response", head.encode() + body, uri, Content_Type="application/http; msgtype=response")


INFO = record("warcinfo", b"software: test\r\n", "", Content_Type="application/warc-fields")
REQUEST = record("request", b"GET /vote HTTP/1.1\r\n\r\n", Content_Type="application/http; msgtype=request")


@pytest.mark.parametrize("packed", [None, "whole", "by record"])
def test_pages_are_read_and_rows_count_all_records(read: Any, packed: str | None) -> None:
    records = [INFO, REQUEST, response(), response(PAGE.replace("Prell", "Moe"), "https://herald.example/a")]
    data = b"".join(records)
    if packed:
        data = gzip.compress(data) if packed == "whole" else b"".join(map(gzip.compress, records))
    articles, rejects = read({"news.warc.gz" if packed else "news.warc": data})
    assert rejects == []
    assert [(a.source.row, a.source.format, a.outlet, a.outlet_domain, a.url) for a in articles] == [
        (3, "warc", "Courier", "courier.example", "https://courier.example/vote"),
        (4, "warc", "Courier", "herald.example", "https://herald.example/a"),
    ]
    assert articles[0].text == "“We did not close it,” Ida Prell said.\n\nIt stays open, the council said."
    assert articles[0].extractor


@pytest.mark.parametrize(
    ("data", "reason", "says"),
    [
        (response(status="404 Not Found"), "unsupported_format", "answered 404"),
        (response(status="301 Moved"), "unsupported_format", "answered 301"),
        (response(Content_Type="application/pdf"), "unsupported_format", "'application/pdf' is no page"),
        (response(Content_Type=""), "unsupported_format", "is no page"),
        (record("revisit", b"HTTP/1.1 200 OK\r\n\r\n"), "unsupported_format", "revisit"),
        (response(""), "empty", "no text"),
        (response(PAGE + "x" * 2_000_000), "too_large", "intake.max_characters = 10,000"),
        (response(b"caf\xe9 " * 50, Content_Type="text/html"), "wrong_encoding", "UTF-8"),
        (b"no header\r\n\r\n", "broken_row", "Not readable as WARC after record 1"),
    ],
)
def test_what_is_no_page_is_said_and_the_next_one_read(read: Any, data: bytes, reason: str, says: str) -> None:
    articles, rejects = read({"a.warc": response() + data + response("<p>Last of all.</p>", "https://b.example/")},
                             Intake(max_characters=10_000))  # fmt: skip
    assert [(r.reason, r.row) for r in rejects] == [(reason, 2)]
    assert says in rejects[0].detail
    if reason != "broken_row":
        assert [a.source.row for a in articles] == [1, 3]


def test_a_file_that_breaks_off_gives_its_records_up_to_there(read: Any) -> None:
    whole = gzip.compress(response()) + gzip.compress(response(PAGE.replace("Prell", "Moe") * 3))
    articles, rejects = read({"a.warc.gz": whole[:-20]})
    assert [a.source.row for a in articles][:1] == [1]
    assert rejects
    assert all(r.reason in ("broken_row", "unreadable") for r in rejects)


@pytest.mark.parametrize("data", [b"", b"no warc at all\n" * 100, b"\x00" * 5000, b"\x1f\x8b" + b"x" * 500])
def test_what_is_no_warc(read: Any, data: bytes) -> None:
    articles, rejects = read({"a.warc": data, "b.warc.gz": data})
    assert articles == []
    assert {r.path for r in rejects} == {"a.warc", "b.warc.gz"}


def test_packed_content_is_unpacked_within_bounds(read: Any) -> None:
    good = response(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    bomb = response(gzip.compress(b"<p>" + b"0" * 50_000_000), "https://b.example/", Content_Encoding="gzip")
    articles, rejects = read({"a.warc": good + bomb}, Intake(max_characters=10_000))
    assert [a.source.row for a in articles] == [1]
    assert [(r.reason, r.row) for r in rejects] == [("too_large", 2)]


def test_the_encoding_that_the_server_stated_is_taken(read: Any) -> None:
    page = "<html><body><article><p>Гавань открыта, сказала министр.</p></article></body></html>".encode("cp1251")
    ((one,), _) = read({"a.warc": response(page, Content_Type="text/html; charset=windows-1251")})
    assert one.text == "Гавань открыта, сказала министр."


def test_plain_texts_of_a_crawl(read: Any) -> None:
    """Common Crawl's WET files: text without markup, in the language that was told for it."""
    data = record("conversion", b"We stay.\nSo did they.\n", Content_Type="text/plain",
                  WARC_Identified_Content_Language="eng,deu")  # fmt: skip
    ((one,), _) = read({"crawl.warc.wet.gz": gzip.compress(INFO + data)})
    assert (one.text, one.language, one.source.row) == ("We stay.\nSo did they.\n", "en", 2)


def test_an_original_elsewhere_is_noted(read: Any) -> None:
    page = PAGE.replace("<title>", '<link rel="canonical" href="https://agency.example/x"><title>')
    ((one,), _) = read({"a.warc": response(page)})
    assert (one.outlet_domain, one.url) == ("courier.example", "https://courier.example/vote")
    assert [(s.kind, s.name) for s in one.syndication] == [("canonical", "agency.example")]


def test_records_are_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more of the file is read than the articles taken so far ask for."""
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(response(PAGE + " " * 20_000, f"https://a.example/{n}") for n in range(200)))
    streams = []
    opened = warc.unbuffered
    monkeypatch.setattr(warc, "unbuffered", lambda file: streams.append(opened(file)) or streams[-1])
    drafts = warc.read(Received(path, "a.warc", "warc"), Intake())
    next(drafts)
    assert streams[0].tell() < path.stat().st_size / 4
    assert sum(1 for _ in drafts) == 199


def test_the_extra_is_named_when_it_is_missing(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"quotestance\[warc\]"):
        read({"a.warc": response()})
