"""Spans of an article become marks in its text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.cli.marking import Mark, marked, marks, raised
from builder.cli.visible import visible
from builder.passages import Passage


def _quote(context: str, start: int, **spans: list[tuple[int, int]]) -> dict[str, Any]:
    named = {name: [{"start": a, "end": b} for a, b in found] for name, found in spans.items()}
    return {"context": context, "context_start": start, "content": [], "cue_spans": [], "mention_spans": [], **named}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], "“We left,” Lee said."),
        ([Mark(0, 10, "content", "1")], "⟦¹“We left,”⟧ Lee said."),
        (
            [Mark(0, 10, "content", "1"), Mark(11, 14, "source"), Mark(15, 19, "cue")],
            "⟦¹“We left,”⟧ {Lee} <said>.",
        ),
        ([Mark(0, 10, "content", "12"), Mark(0, 10, "content", "13")], "⟦¹²⟦¹³“We left,”⟧⟧ Lee said."),
        ([Mark(0, 20, "content", "1"), Mark(11, 14, "source")], "⟦¹“We left,” {Lee} said.⟧"),
        ([Mark(0, 14, "content", "1"), Mark(11, 19, "cue")], "⟦¹“We left,” <Lee⟧ said>."),
        ([Mark(11, 14, "reject", "r2")], "“We left,” [-ʳ²Lee-] said."),
    ],
    ids=["none", "content", "all three", "the same span twice", "one in another", "crossing", "reject"],
)
def test_brackets(found: list[Mark], expected: str) -> None:
    assert marked(Passage(0, "“We left,” Lee said."), found, brackets=True).plain == expected


def test_a_span_over_two_paragraphs_is_marked_in_both() -> None:
    found = [Mark(0, 13, "content", "1")]
    assert marked(Passage(0, "“One."), found, brackets=True).plain == "⟦¹“One.⟧"
    assert marked(Passage(7, "“Two.” he"), found, brackets=True).plain == "⟦¹“Two.”⟧ he"


def test_colours_instead_of_brackets_keep_the_number() -> None:
    text = marked(Passage(0, "“We left,” Lee said."), [Mark(0, 10, "content", "1")], brackets=False)
    assert text.plain == "¹“We left,” Lee said."
    assert {str(span.style) for span in text.spans} == {"bold yellow", "green"}


def test_markup_of_the_article_is_text() -> None:
    assert marked(Passage(0, "[bold]x[/bold] :smile:"), [], brackets=True).plain == "[bold]x[/bold] :smile:"


@given(
    st.text(st.characters(codec=None), min_size=1, max_size=60),
    st.lists(
        st.tuples(st.integers(0, 70), st.integers(1, 20), st.sampled_from(["content", "source", "cue", "reject"]))
    ),
)
def test_marking_keeps_every_character(text: str, spans: list[tuple[int, int, Any]]) -> None:
    """The marks come on top: what is visible of the text is all there, in order, and brackets are balanced."""
    text = text.replace("\r", "")  # half of a line break is dropped at the end of a stretch, by design
    found = [Mark(start, start + length, role) for start, length, role in spans]
    plain = marked(Passage(0, text), found, brackets=False).plain if text else ""
    assert plain == visible(text)
    framed = marked(Passage(0, text), found, brackets=True).plain if text else ""
    assert framed.count("⟦") - text.count("⟦") == framed.count("⟧") - text.count("⟧")


def test_marks_are_numbered_by_quote() -> None:
    quotes = [_quote("", 0, content=[(0, 2), (4, 6)], cue_spans=[(3, 4)]), _quote("", 0, content=[(8, 9)])]
    rejects = [{"start": None, "end": None}, {"start": 7, "end": 8}]
    assert marks(quotes, rejects) == [
        Mark(0, 2, "content", "1"),
        Mark(3, 4, "cue"),
        Mark(4, 6, "content", "1"),
        Mark(7, 8, "reject", "r2"),
        Mark(8, 9, "content", "2"),
    ]


def test_raised() -> None:
    assert (raised("120"), raised("r7")) == ("¹²⁰", "ʳ⁷")
