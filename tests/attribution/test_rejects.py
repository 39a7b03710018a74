"""Quotation marks round what nobody said: the reason, and the test of a sentence."""

from __future__ import annotations

import pytest

from builder.attribution import rejects


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("He read the novel “Salt and Iron” twice.", "title"),
        ("We saw “The Long Way Home” there.", "title"),
        ("The article is titled “why ships sink” today.", "title"),
        ("They marched under the slogan “bread first”.", "slogan"),
        ("People posted “#BreadFirst” all day.", "slogan"),
        ("They carried signs that read “bread”.", "slogan"),
        ("Ann “Sparky” Lee left.", "nickname"),
        ("A boat dubbed “the widow” sank.", "nickname"),
        ("A boat known as “the widow” sank.", "nickname"),
        ("The so-called “new normal” is here.", "word_as_word"),
        ("She disliked the word “harbour” here.", "word_as_word"),
        ("The rain came. “Fairness” means many things.", "word_as_word"),
        ("It was a “bargain” from the start.", "scare_quotes"),
        ("It was “a bargain from the very first day” to all.", "no_cue"),
    ],
)
def test_reason(text: str, reason: str) -> None:
    assert rejects.reason(text, text.index("“"), text.index("”") + 1) == reason


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        ("“We go now.”", True),
        ("“We go now,”", True),
        ("“the ships that sailed did not all come back”", True),
        ("“bargain”", False),
        ("“a bargain”", False),
        ("“The Long Way Home”", False),
        ("“The Long Way Home,”", False),
        ("“Go.”", False),
    ],
)
def test_is_sentence(quoted: str, expected: bool) -> None:
    assert rejects.is_sentence(quoted) is expected


def test_every_reason_has_a_sentence_for_people() -> None:
    assert all(detail and not detail.endswith(".") for detail in rejects.DETAILS.values())
