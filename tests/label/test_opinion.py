"""Words of praise and blame with their signs: what a reader can check a stance by."""

from __future__ import annotations

import pytest

from builder.label.opinion import opinions
from builder.records import Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Varr is corrupt", [("corrupt", -1)]),
        ("a brave man", [("brave", 1)]),
        ("Varr is not corrupt", [("corrupt", 1)]),
        ("we never forget the courage of Varr", [("courage", 1)]),
        ("Varr cannot be trusted", [("cannot be trusted", -1)]),
        ("she praised the corrupt guards", [("praised", 1), ("corrupt", -1)]),
        ("Varr arrived at noon", []),
    ],
)
def test_opinions(text, expected):
    found = opinions(text, [Span(0, len(text))])
    assert [(word.of(text), sign) for word, sign in found] == expected


def test_stretches_that_overlap_give_each_word_once():
    text = "Varr is corrupt"
    assert len(opinions(text, [Span(0, 15), Span(5, 15)])) == 1
