"""Paragraphs, sentences and words, as spans into the untouched text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import text as prose
from builder.records import Span


def whole(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\nTwo.\rThree.", ["One.", "Two.", "Three."]),
        ("  One.  \n \t\n\n\tTwo.\u00a0", ["One.", "Two."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_line_is_a_paragraph(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in prose.paragraphs(text)] == expected


def test_a_hard_wrapped_text_has_paragraphs_between_blank_lines() -> None:
    line = "the ferry left the harbour an hour late on a day of rain"
    text = f"{line}\n{line}\n{line}\nand came back.\n\n{line}\n{line}\nand stayed."
    assert [span.of(text).count("\n") for span in prose.paragraphs(text)] == [3, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Gen. J. Ames left. He said so.", ["Gen. J. Ames left.", "He said so."]),
        ("It rose 3.5 per cent. Nobody knew.", ["It rose 3.5 per cent.", "Nobody knew."]),
        ("The U.S. Navy came. It left.", ["The U.S. Navy came.", "It left."]),
        ("Why? Because! So… Then on.", ["Why?", "Because!", "So…", "Then on."]),
        ("“We go.” She left.", ["“We go.”", "She left."]),
        ("“Why?” she asked. He knew.", ["“Why?” she asked.", "He knew."]),
        ("He came at 5 p.m. yesterday.", ["He came at 5 p.m. yesterday."]),
        ("Then came I. Nobody else did.", ["Then came I.", "Nobody else did."]),
        ("It was late. 300 people left.", ["It was late.", "300 people left."]),
        ("No stop at the end", ["No stop at the end"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in prose.sentences(text, whole(text))] == expected


def test_sentences_of_one_paragraph_only() -> None:
    text = "One here. Two here.\nThree here."
    assert [span.of(text) for span in prose.sentences(text, Span(0, 19))] == ["One here.", "Two here."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann’s well-known don't.", ["Ann’s", "well-known", "don't", "."]),
        ("12 % of “them”", ["12", "%", "of", "“", "them", "”"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in prose.words(text)] == expected


def test_strip() -> None:
    assert prose.strip(" a b ", 0, 5) == Span(1, 4)
    assert prose.strip("   ", 0, 3) is None


@given(st.text(alphabet="aB. ?!”“\n\r\t\u2028é1", max_size=120) | st.text(max_size=60))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    paragraphs = prose.paragraphs(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(paragraphs))
    assert "".join("".join(p.of(text).split()) for p in paragraphs) == "".join(text.split())
    for paragraph in paragraphs:
        sentences = prose.sentences(text, paragraph)
        assert all(paragraph.covers(sentence) for sentence in sentences)
        joined = "".join("".join(s.of(text).split()) for s in sentences)
        assert joined == "".join(paragraph.of(text).split())
