from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.intake.markup import tokens


def told(source: str) -> list[tuple[str, str]]:
    return [(token.kind, token.data) for token in tokens(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a &lt; b", [("text", "a < b")]),
        ("<P>x</P >y", [("start", "p"), ("text", "x"), ("end", "p"), ("text", "y")]),
        ("<br/>", [("start", "br")]),
        ("1 < 2", [("text", "1 "), ("text", "<"), ("text", " 2")]),
        ("<!-- <p> -->x", [("comment", " <p> "), ("text", "x")]),
        ("<!doctype html><?xml a?>x", [("comment", "doctype html"), ("comment", "xml a?"), ("text", "x")]),
        ("</>x", [("comment", ""), ("text", "x")]),
        ("<script>a < b && '</p>'</script>", [("start", "script"), ("text", "a < b && '</p>'"), ("end", "script")]),
        ("<title>a &amp; <b></title>", [("start", "title"), ("text", "a & <b>"), ("end", "title")]),
        ("<style>p > a</STYLE>", [("start", "style"), ("text", "p > a"), ("end", "style")]),
        ("<p>x<!-- open", [("start", "p"), ("text", "x"), ("comment", " open")]),
        ("<p>x<a href='y", [("start", "p"), ("text", "x"), ("start", "a")]),
        ("<script>open", [("start", "script"), ("text", "open")]),
    ],
)  # fmt: skip
def test_tokens(source: str, expected: list[tuple[str, str]]) -> None:
    assert told(source) == expected


@pytest.mark.parametrize(
    ("source", "attributes"),
    [
        ("<a href=x class='b c' id=\"d>e\" hidden>", {"href": "x", "class": "b c", "id": "d>e", "hidden": ""}),
        ("<a\nHREF = 'a&amp;b' href=second />", {"href": "a&b"}),
        ("<a/href=x/>", {"href": "x/"}),
        ("<a =x y>", {}),
    ],
)
def test_attributes(source: str, attributes: dict[str, str]) -> None:
    (token,) = tokens(source)
    assert dict(token.attributes) == attributes


_PIECES = "< > </ <! <!-- --> <p <p> </p> <script> </script <title> = \" ' a &amp; &# / \n".split(" ")


@settings(deadline=None)
@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=40).map("".join))
def test_any_text_has_tokens(source: str) -> None:
    found = list(tokens(source))
    assert all(token.data == token.data.lower() for token in found if token.kind in ("start", "end"))
    if "<" not in source and "&" not in source:
        assert "".join(token.data for token in found) == source


@pytest.mark.parametrize(
    "piece", ["<a ", "<a b='", "<a b=\"'", "<!--", "<!", "</", "<", "&", "<script>", "<title>", "<a b=c ", "a=\"'"]
)
@pytest.mark.parametrize("end", ["", ">", "'>", "-->"])
def test_the_time_grows_with_the_length(piece: str, end: str) -> None:
    began = time.process_time()
    for _ in tokens("<p>" + piece * (500_000 // len(piece)) + end):
        pass
    assert time.process_time() - began < 5
