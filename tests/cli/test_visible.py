"""No character of an article steers the terminal, and none of it is lost from sight."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.cli.visible import json_text, visible, visible_line

STEERING = {"Cc", "Cs", "Zl", "Zp"}
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“plain” – naïve, 中文, עברית\n\tand tabs", "“plain” – naïve, 中文, עברית\n\tand tabs"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("a\x00b\x7fc", "a␀b␡c"),
        ("over\rwritten", "over␍written"),
        ("two\r\nlines", "two\nlines"),
        ("\u202egnorw", "⟨U+202E⟩gnorw"),
        ("\u2066isolate\u2069", "⟨U+2066⟩isolate⟨U+2069⟩"),
        ("zero\u200bwidth", "zero⟨U+200B⟩width"),
        ("\ud800", "⟨U+D800⟩"),
        ("line\u2028break", "line⟨U+2028⟩break"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("👩\u200d🚒 می\u200cخواهم", "👩\u200d🚒 می\u200cخواهم"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


def test_visible_line_is_one_line() -> None:
    assert visible_line("A title\n  over\ttwo lines\x1b[2J") == "A title over two lines␛[2J"


@given(st.text(st.characters(codec=None)))
def test_nothing_that_steers_is_left(text: str) -> None:
    shown = visible(text)
    assert not [c for c in shown if c not in "\n\t" and (unicodedata.category(c) in STEERING or c in BIDI)]
    shown.encode("utf-8")


@given(st.text(st.characters(codec=None)))
def test_json_is_safe_and_loses_nothing(text: str) -> None:
    shown = json_text({"text": text})
    assert not [c for c in shown if c != "\n" and (unicodedata.category(c) in STEERING or c in BIDI)]
    assert json.loads(shown) == {"text": text}
