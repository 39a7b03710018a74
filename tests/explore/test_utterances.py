"""What a cut left out of the longest one."""

from __future__ import annotations

import pytest

from builder.explore.columns import words
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
