"""What is asked about sentences without an article: stances of a sentence and of a pair, claims of debaters."""

from __future__ import annotations

import pytest

from builder.label import sentences
from builder.records import Span

TEXT = "Varn hates Doon."


def test_probabilities_are_those_of_the_place():
    place, shares = sentences.stance("Varn is a liar.", Span(0, 4), [])
    assert place == "sentence"
    assert sum(shares) == pytest.approx(1, abs=1e-3)
    assert max(shares) == shares[0]


def test_a_pair_is_asked_for_its_direction():
    place, toward = sentences.stance(TEXT, Span(11, 15), [Span(0, 4)])
    _, back = sentences.stance(TEXT, Span(0, 4), [Span(11, 15)])
    assert place == "pair"
    assert toward != back
    assert max(toward) == toward[0]


def test_figures_can_be_checked_and_greetings_can_not():
    fact, greeting = "Exports rose by 12 percent to 40 million in 2015.", "Good evening and God bless you all."
    assert sentences.checkable(fact) > 0.5 > sentences.checkable(greeting)
    assert sentences.debated(fact) > 0.5 > sentences.debated(greeting)


@pytest.mark.parametrize("text", ["   ", "?", "é" * 10_000, "word " * 5_000])
def test_any_sentence_has_an_answer(text):
    assert 0 <= sentences.checkable(text) <= 1
    assert 0 <= sentences.debated(text) <= 1
