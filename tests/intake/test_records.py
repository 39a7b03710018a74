"""JSONL, CSV and Parquet: one row, one article; a row that cannot be used is said with its number."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from builder.config import Intake

TEXT = "“We did not close it,” Ida Prell said."


def jsonl(*rows: Any) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)


def test_jsonl(read: Any) -> None:
    articles, rejects = read({"a.jsonl": jsonl(
        {"text": TEXT, "outlet": "Courier", "published_at": "2026-03-02", "authors": ["Ida", "Jon"], "more": 1},
        "",
        {"text": TEXT + "\r\n2", "title": "Two"},
    )})  # fmt: skip
    assert rejects == []
    assert [(a.text, a.outlet, a.title, a.authors, a.source.row, a.source.format) for a in articles] == [
        (TEXT, "Courier", None, ("Ida", "Jon"), 1, "jsonl"),
        (TEXT + "\r\n2", None, "Two", (), 3, "jsonl"),
    ]


@pytest.mark.parametrize(
    ("line", "reason", "says"),
    [
        ('{"text": "cut', "broken_row", "Unterminated string"),
        ("[1, 2]", "broken_row", "one JSON object"),
        ('"text"', "broken_row", "one JSON object"),
        ('{"text": 5}', "broken_row", "must hold text"),
        ('{"text": ["a"]}', "broken_row", "type list"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "broken_row", "digits"),
        ("[" * 100_000, "broken_row", "cannot be read"),
        ('{"text": "a\x00b"}', "broken_row", "Invalid control character"),
        ('{"text": "a\\u0000b"}', "wrong_encoding", "NUL"),
        ('{"text": "half \\ud800 of it"}', "wrong_encoding", "half a surrogate pair (U+D800"),
        (b'{"text": "caf\xe9 and some more words"}', "wrong_encoding", "byte 0xE9, the 14th of line 2"),
        ('{"body": "a"}', "missing_text", 'text = "body"'),
        ('{"body": "a", "\\ud800": 1}', "missing_text", 'text = "body"'),
        ("{}", "missing_text", "row is empty"),
        ('{"text": null}', "empty", "no text"),
        ('{"text": " \\n\\u200b"}', "empty", "no text"),
    ],
    ids=[
        "cut", "list", "string", "number", "list of texts", "huge number", "deep", "NUL byte", "NUL escape",
        "lone surrogate", "not UTF-8", "other column", "other column, odd name", "no column", "null", "blank",
    ],
)  # fmt: skip
def test_a_broken_line_costs_that_line_only(read: Any, line: str | bytes, reason: str, says: str) -> None:
    raw = line if isinstance(line, bytes) else line.encode()
    good = json.dumps({"text": TEXT}).encode()
    articles, rejects = read({"a.jsonl": good + b"\n" + raw + b"\n" + good.replace(b"Ida", b"Ada") + b"\n"})
    assert [a.source.row for a in articles] == [1, 3]
    (reject,) = rejects
    assert (reject.stage, reject.reason, reject.path, reject.row) == ("intake", reason, "a.jsonl", 2)
    assert says in reject.detail
    reject.detail.encode("utf-8")


def test_a_line_too_long_for_memory_is_passed_over(read: Any) -> None:
    rows = jsonl({"text": "a" * 3_000_000}, {"text": TEXT})
    articles, rejects = read({"a.jsonl": rows}, Intake(max_characters=100))
    assert [a.text for a in articles] == [TEXT]
    assert [(r.reason, r.row) for r in rejects] == [("too_large", 1)]
    assert "intake.max_characters" in rejects[0].detail


def test_byte_order_marks(read: Any) -> None:
    rows = jsonl({"text": TEXT})
    articles, _ = read({"a.jsonl": b"\xef\xbb\xbf" + rows.encode(), "b.csv": b"\xef\xbb\xbftext\r\nSome news.\r\n"})
    assert [a.text for a in articles] == [TEXT, "Some news."]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.txt"])
def test_utf16_is_named(read: Any, name: str) -> None:
    articles, rejects = read({name: (TEXT * 20).encode("utf-16")})
    assert articles == []
    assert [(r.reason, r.row) for r in rejects] == [("wrong_encoding", None)]
    assert "iconv -f UTF-16LE" in rejects[0].detail


def test_csv_keeps_the_field_as_it_is(read: Any) -> None:
    content = 'outlet,text,extra\r\nCourier,"One, ""two"",\r\n\r\nthree",x\r\n\r\n,Plain,\r\n'
    articles, rejects = read({"a.csv": content})
    assert rejects == []
    assert [(a.text, a.outlet, a.source.row) for a in articles] == [
        ('One, "two",\r\n\r\nthree', "Courier", 1),
        ("Plain", None, 2),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_separators(read: Any, separator: str) -> None:
    articles, rejects = read({"a.csv": f"title{separator}text\nVote{separator}Some news.\n"})
    assert rejects == []
    assert [(a.title, a.text) for a in articles] == [("Vote", "Some news.")]


@pytest.mark.parametrize(
    ("record", "reason", "says"),
    [
        (b"one,two,three", "broken_row", "3 fields where the header has 2"),
        (b"one", "broken_row", "1 fields where the header has 2"),
        (b'"one" two,x', "broken_row", "Not valid CSV near line 3"),
        (b"nul \x00 here,x", "wrong_encoding", "NUL"),
        (b"caf\xe9 news and more of it,x", "wrong_encoding", "record 2"),
        (b" ,x", "empty", "no text"),
    ],
    ids=["too many", "too few", "marks", "NUL", "not UTF-8", "blank"],
)
def test_a_broken_record_costs_that_record_only(read: Any, record: bytes, reason: str, says: str) -> None:
    articles, rejects = read({"a.csv": b"text,title\nFirst,1\n" + record + b"\nThird,3\n"})
    assert [(a.text, a.source.row) for a in articles] == [("First", 1), ("Third", 3)]
    assert [(r.reason, r.row) for r in rejects] == [(reason, 2)]
    assert says in rejects[0].detail


def test_an_open_mark_at_the_end_of_a_csv_is_said(read: Any) -> None:
    articles, rejects = read({"a.csv": 'text\nFirst\n"never closed\nmore\n'})
    assert [a.text for a in articles] == ["First"]
    assert [(r.reason, r.row) for r in rejects] == [("broken_row", 2)]


def test_a_field_longer_than_the_csv_module_likes(read: Any) -> None:
    articles, rejects = read({"a.csv": "text\n" + "word " * 60_000 + "\n"})
    assert rejects == []
    assert len(articles[0].text) == 300_000


@pytest.mark.parametrize(
    ("header", "columns", "reason", "says"),
    [
        ("body,title", {}, "missing_text", 'text = "body" under [intake.columns]'),
        ("texts,title", {}, "missing_text", "Did you mean 'texts'?"),
        ("bodytext,title", {"text": "body_text"}, "missing_text", "no column 'body_text' with the text"),
        ("text,text", {}, "broken_row", "more than once"),
        ('"te,xt', {}, "broken_row", "CSV"),
    ],
)
def test_a_header_that_cannot_be_used(read: Any, header: str, columns: dict[str, str], reason: str, says: str) -> None:
    articles, rejects = read({"a.csv": f"{header}\nSome news.,x\n", "b.txt": TEXT}, Intake(columns=columns))
    assert [a.source.path for a in articles] == ["b.txt"]
    assert [(r.reason, r.path, r.row) for r in rejects] == [(reason, "a.csv", None)]
    assert says in rejects[0].detail


def test_mapped_columns_come_first_and_our_own_names_stand_in(read: Any) -> None:
    config = Intake(columns={"text": "body", "title": "headline"})
    articles, rejects = read(
        {"a.csv": "body,text,headline,title\nMapped,no,Yes,no\n", "b.jsonl": jsonl({"text": TEXT, "title": "Own"})},
        config,
    )
    assert rejects == []
    assert [(a.text, a.title) for a in articles] == [("Mapped", "Yes"), (TEXT, "Own")]


def test_a_misspelt_mapping_is_said(read: Any) -> None:
    articles, rejects = read({"a.csv": "text,headline\nNews.,Vote\n"}, Intake(columns={"title": "headlnie"}))
    assert articles[0].title is None
    assert [(r.reason, r.row) for r in rejects] == [("bad_metadata", None)]
    assert "Did you mean 'headline'?" in rejects[0].detail


def parquet(tmp_path: Path, **columns: Any) -> bytes:
    path = tmp_path.parent / f"{tmp_path.name}.parquet"
    pq.write_table(pa.table(columns), path)
    return path.read_bytes()


def test_parquet(read: Any, tmp_path: Path) -> None:
    data = parquet(
        tmp_path,
        text=pa.array([TEXT, None, "More news."]).dictionary_encode(),
        published_at=pa.array([1772438400000000001, None, 0], pa.timestamp("ns", "Europe/Oslo")),
        authors=[["Ida"], [], None],
        more=[{"a": 1}, None, None],
    )
    articles, rejects = read({"a.parquet": data})
    assert [(a.text, a.source.row, a.authors, a.published_at) for a in articles] == [
        (TEXT, 1, ("Ida",), datetime(2026, 3, 2, 8, 0, tzinfo=UTC)),
        ("More news.", 3, (), datetime(1970, 1, 1, tzinfo=UTC)),
    ]
    assert [(r.reason, r.row) for r in rejects] == [("empty", 2)]


def test_parquet_without_a_text(read: Any, tmp_path: Path) -> None:
    _, rejects = read({"a.parquet": parquet(tmp_path, content=["a"])})
    assert [(r.reason, r.row) for r in rejects] == [("missing_text", None)]
    _, rejects = read({"a.parquet": parquet(tmp_path, text=[1, 2])})
    assert [(r.reason, r.row) for r in rejects] == [("missing_text", None)]
    assert "int64" in rejects[0].detail


def test_parquet_that_is_broken_or_empty(read: Any, tmp_path: Path) -> None:
    whole = parquet(tmp_path, text=["a" * 100])
    empty = parquet(tmp_path, text=pa.array([], pa.string()))
    _, rejects = read({"a.parquet": whole[:-20], "b.parquet": "text", "c.parquet": empty, "d.parquet": ""})
    assert [(r.path, r.reason) for r in rejects] == [
        ("a.parquet", "broken_row"), ("b.parquet", "broken_row"), ("c.parquet", "empty"), ("d.parquet", "broken_row"),
    ]  # fmt: skip


def test_parquet_with_bytes_that_are_not_utf8(read: Any, tmp_path: Path) -> None:
    text = pa.array([b"caf\xe9", b"fine"], pa.binary()).view(pa.string())
    articles, rejects = read({"a.parquet": parquet(tmp_path, text=text)})
    assert [a.text for a in articles] == ["fine"]
    assert [(r.reason, r.row) for r in rejects] == [("wrong_encoding", 1)]
