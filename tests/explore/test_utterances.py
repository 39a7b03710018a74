"""What a cut left out of the longest one, and which paragraphs an article may show."""

from __future__ import annotations

from typing import Any

import pytest

from builder.explore.columns import words
from builder.explore.passages import passages
from builder.explore.utterances import edits


@pytest.mark.parametrize(
    ("longest", "text", "expected"),
    [
        ("“We left, we did.”", "“We left”", [("same", "“We left”"), ("cut", "we did.”")]),
        ("We left at noon.", "that we left at noon", [("added", "that "), ("same", "we left at noon")]),
        ("We left.", "we LEFT", [("same", "we LEFT")]),
        ("It’s over now", "it's now", [("same", "it's "), ("cut", "over "), ("same", "now")]),
        ("We left at noon", "We left at dusk", [("same", "We left at "), ("cut", "noon"), ("added", "dusk")]),
        ("“We left,” … “at noon.”", "“We left at noon.”", [("same", "“We left at noon.”")]),
    ],
    ids=["end cut", "opening added", "case", "apostrophe", "another word", "interruption"],
)
def test_edits(longest: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert edits(longest, text) == expected


def test_parts_of_an_interrupted_quote_stand_apart() -> None:
    content = [{"start": 3, "end": 13}, {"start": 30, "end": 40}]
    assert words("“We left,”“at noon.”", content) == "“We left,” … “at noon.”"


def _quote(start: int, context: str) -> dict[str, Any]:
    return {"context_start": start, "context": context}


def test_passages_of_a_text() -> None:
    article = {"text": "One.\n\nTwo.\n"}
    assert passages(article, []) == [(0, "One.", False), (6, "Two.", False)]


def test_passages_of_contexts_overlap_once_and_show_gaps() -> None:
    #       0123456789
    text = "One.\n\nTwo.\n\nThree.\n\nFour.\n"
    quotes = [_quote(0, text[0:10]), _quote(6, text[6:10]), _quote(20, text[20:25])]
    found = passages({"text": None}, quotes)
    assert found == [(0, "One.", False), (6, "Two.", False), (20, "Four.", True)]
