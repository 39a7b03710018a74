"""Which paragraphs of an article may be shown."""

from __future__ import annotations

from typing import Any

from builder.passages import Passage, passages


def _quote(start: int, context: str) -> dict[str, Any]:
    return {"context_start": start, "context": context}


def test_passages_of_a_text() -> None:
    article = {"text": "One.\n\nTwo.\n"}
    assert passages(article, []) == [Passage(0, "One."), Passage(6, "Two.")]


def test_passages_of_contexts_overlap_once_and_show_gaps() -> None:
    #       0123456789
    text = "One.\n\nTwo.\n\nThree.\n\nFour.\n"
    quotes = [_quote(0, text[0:10]), _quote(6, text[6:10]), _quote(20, text[20:25])]
    found = passages({"text": None}, quotes)
    assert found == [Passage(0, "One."), Passage(6, "Two."), Passage(20, "Four.", after_gap=True)]


def test_white_space_round_a_context_is_not_shown() -> None:
    quotes = [{"context_start": 0, "context": "One.\nTwo."}, {"context_start": 28, "context": "  Three. Four. "},
              {"context_start": 36, "context": " Four. Five."}]  # fmt: skip
    assert passages({"text": None}, quotes) == [
        Passage(0, "One."), Passage(5, "Two."), Passage(30, "Three. Four.", after_gap=True), Passage(43, "Five."),
    ]  # fmt: skip
