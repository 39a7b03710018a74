"""The data files: safe as scripts, complete, and the same for the same tables."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import explore
from builder.explore.script import literal, packed, statement

Read = Callable[[Path], Any]


@given(st.recursive(st.none() | st.integers() | st.text(st.characters(codec=None)), st.lists))
def test_a_literal_is_json_without_markup(value: Any) -> None:
    written = literal(value)
    assert json.loads(written) == value
    assert written.isascii()
    assert not set(written) & set("<>&\n\r\x7f")
    assert all(sign >= " " for sign in written)


@pytest.mark.parametrize(
    "text",
    ["</script>", "<!--", "]]>", "\u2028\u2029", "\u202etxt.exe", "\x1b[31m", '"); alert(1); ("', "\ud800", "\\"],
    ids=ascii,
)
def test_nothing_ends_the_statement(text: str) -> None:
    assert re.fullmatch(r'explorerData\("x","(?:[^"\\<>&]|\\.)*"\);\n', statement("x", text))


def test_packs_keep_the_order() -> None:
    packs = list(packed(["a" * 30, "b" * 80, "c" * 10, "d"], 100))
    assert packs == [["a" * 30, "b" * 80], ["c" * 10, "d"]]
    assert list(packed([], 100)) == []


def test_the_columns_give_back_the_table(pages: Path, tables: Any, read: Read) -> None:
    values, chunk, index = (read(pages / "data" / f"{name}.js") for name in ("values", "quotes-0", "index"))
    rows = tables.arranged().quotes.to_dicts()
    assert index["rows"] == len(rows) == len(chunk["quote"])
    for at, row in enumerate(rows):
        assert index["articles"]["id"][chunk["article"][at]] == row["article_id"]
        assert row["quote_id"].startswith(chunk["key"][at])
        assert chunk["quote"][at].replace(" … ", "") == row["quote"].replace(" … ", "")
        for name in ("speaker", "outlet", "stance", "stance_target", "framing", "verifiability", "claim_type"):
            assert values[name]["values"][chunk["codes"][name][at]] == row[name]
        assert chunk["scores"]["attribution"][at] == round(row["scores"]["attribution"] * 10_000)
    for column in values.values():
        assert sum(column["rows"]) == len(rows)


def test_declared_labels_are_listed_though_no_row_has_them(pages: Path, read: Read) -> None:
    framing = read(pages / "data" / "values.js")["framing"]
    assert framing["values"] == ["endorse", "neutral", "distance"]
    assert framing["rows"][0] == 0


def test_every_span_of_an_article_points_into_what_is_shown(pages: Path, tables: Any, read: Read) -> None:
    articles = {k: v for file in sorted((pages / "data").glob("articles-*.js")) for k, v in read(file).items()}
    assert len(articles) == len(tables.articles)
    quotes = {row["quote_id"]: row["quote"] for row in tables.quotes.to_dicts()}
    for article in articles.values():
        shown = {start + at: sign for start, text, _ in article["passages"] for at, sign in enumerate(text)}
        for quote in article["quotes"]:
            said = "".join(shown.get(at, "") for start, end in quote["content"] for at in range(start, end))
            assert said == quotes.pop(quote["quote_id"])
    assert quotes == {}


def test_a_text_without_licence_is_in_no_file(pages: Path) -> None:
    everything = "".join(file.read_text("utf-8") for file in pages.rglob("*.*"))
    assert "Nothing moved in the strait" in everything
    assert "A first paragraph" not in everything


def test_rejects_keep_their_reason(pages: Path, tables: Any, read: Read) -> None:
    found = [row for file in (pages / "data").glob("rejects-*.js") for row in read(file)]
    assert sorted(row[4] for row in found) == sorted(tables.rejects["reason"])


def test_the_same_tables_give_the_same_bytes(pages: Path, tables: Any, tmp_path: Path) -> None:
    again = explore.write(tables, tmp_path / "again").parent
    assert _digests(again) == _digests(pages)


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
