"""Phrases are found where their patterns would find them; each list reads the text by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.label import lexicons
from builder.label.phrases import Phrases
from builder.records import Span

LISTS = {"doubt": ["can't|won't win", "so-called", "in"], "proof": ["in fact", "no|little ... proof", "fact"]}
WORDS = ["In", "fact", "so-called", "can’t", "win", "no", "little", "proof", "proofs", ".", "“", " ", "\n", "İ", "x"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In fact, they can’t win.", [("doubt", "In"), ("proof", "In fact"), ("doubt", "can’t win")]),
        ("no little proof", [("proof", "no little proof")]),
        ("infact", []),
    ],
)
def test_each_list_reads_by_itself(text, found):
    assert [(name, span.of(text)) for name, span in Phrases(LISTS).found(text, Span(0, len(text)))] == found


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.data())
def test_what_is_found_is_what_the_pattern_finds(words, data):
    text = data.draw(st.sampled_from(["", " "])).join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    within = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = list(Phrases(LISTS).found(text, within))
    for name, phrases in LISTS.items():
        matches = lexicons.pattern(phrases).finditer(text, within.start, within.end)
        assert [(span.start, span.end) for of, span in found if of == name] == [match.span() for match in matches]


def test_openings():
    assert lexicons.openings(["can't|will win", "so-called"]) == {"can", "will", "so"}
