from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.records import Article, Furniture, Span
from builder.speakers.document import document
from builder.speakers.names import names

NAMES = [
    ("title and apposition", "Senior researcher Mu Li, of the Harbour Board, left.", ["Mu Li", "Harbour Board"]),
    ("particles", "The pilot Ole van der Dyk met Ana de la Cruz.", ["Ole van der Dyk", "Ana de la Cruz"]),
    ("initials", "They met J. R. Voss and Ann B. Lee.", ["J. R. Voss", "Ann B. Lee"]),
    ("hyphens", "He saw Gwen Parry-Lund there.", ["Gwen Parry-Lund"]),
    ("courtesy", "Later Mr. Voss met Dr Imke Saar.", ["Voss", "Imke Saar"]),
    ("office of a body", "CEO of the Refugee Council Emma Holm left.", ["Refugee Council", "Emma Holm"]),
    ("minister of", "Minister of Education Emma Holm left.", ["Emma Holm"]),
    ("ambassador to", "Ambassador to the United States Hamdar Mohib left.", ["United States", "Hamdar Mohib"]),
    ("prefix of place", "Port Linnet Mayor Emma Holm left.", ["Port Linnet", "Emma Holm"]),
    ("body with of", "He joined the Ministry of Foreign Affairs in May.", ["Ministry of Foreign Affairs"]),
    ("body with of and and", "He joined the Ministry of Trade and Ports.", ["Ministry of Trade and Ports"]),
    ("body with and", "He joined the Bread and Net League.", ["Bread and Net League"]),
    ("two bodies", "He left the Harbour Board and the Coast Lottery.", ["Harbour Board", "Coast Lottery"]),
    ("opens a body's name", "He left the Student Union.", ["Student Union"]),
    ("surname that is a title", "It was Stephen King.", ["Stephen King"]),
    ("country first", "Russian strongman Vladimir Putin left.", ["Russian", "Vladimir Putin"]),
    ("sentence-initial common words", "However, critics left. Yesterday Voss left. Officials said so.", ["Voss"]),
    ("unknown description first", "Forecaster Emma Holm left.", ["Emma Holm"]),
    ("calendar", "On Monday and in May it rained. Theresa May left.", ["Theresa May"]),
    ("first person", "“I left,” said Voss. “I’m gone.”", ["Voss"]),
    ("possessive of a people", "The Korean People’s Army left.", ["Korean People’s Army"]),
    ("astral characters before", "😀😀 The pilot Emma Holm left.", ["Emma Holm"]),
    ("paragraphs part names", "They met Emma\n\nHolm was away, and Emma left.", ["Emma", "Emma"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in NAMES], ids=[case[0] for case in NAMES])
def test_names(text: str, expected: list[str], article: Callable[..., Article]) -> None:
    words = document(article(text))
    assert [words.name(*name) for name in names(words)] == expected


def test_furniture_is_skipped(article: Callable[..., Article]) -> None:
    text = "By Emma Holm\n\nThe pilot Ole Voss left."
    words = document(article(text, furniture=(Furniture(Span(0, 12), "byline"),)))
    assert [words.name(*name) for name in names(words)] == ["Ole Voss"]


def test_words_point_into_the_text(article: Callable[..., Article]) -> None:
    text = "😀 Emma’s U.S. friend — Ole"
    assert [word.text for word in document(article(text)).words] == ["😀", "Emma", "’s", "U.S.", "friend", "—", "Ole"]
    assert all(text[word.start : word.end] == word.text for word in document(article(text)).words)


def test_a_run_without_end_is_cut(article: Callable[..., Article]) -> None:
    words = document(article("Minister " * 2000 + "left."))
    assert all(name.last - name.first <= 20 for name in names(words))
