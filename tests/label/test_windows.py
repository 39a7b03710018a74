"""What the label encoder reads: one window of pieces, whose types tell the question and the parties."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.label.windows import LABEL_TYPES, QUESTIONS, SIZE, window
from builder.model.encoder import pieces
from builder.model.tokens import CLS, SEP, TOKEN_TYPES
from builder.records import Span

TEXT = "“Varr is a liar,” said Ida Prell."


def at(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def asked(question="directed", target=("Varr",), holder=("Ida Prell",)):
    return window(TEXT, [Span(0, len(TEXT))], pieces(), question, [at(t) for t in target], [at(h) for h in holder])


def test_parties_are_marked_by_their_types():
    found = asked()
    roles = [kind // TOKEN_TYPES for kind in found.types]
    assert [i for i, role in enumerate(roles) if role == 1] == list(found.target)
    assert [i for i, role in enumerate(roles) if role == 2] == list(found.holder)
    assert found.target
    assert found.holder


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_question_is_told_by_the_first_piece(question):
    found = asked(question, (), ())
    assert found.types[0] == 3 * TOKEN_TYPES + QUESTIONS.index(question) < LABEL_TYPES
    assert (found.ids[0], found.ids[-1], found.types[-1]) == (CLS, SEP, 0)
    assert found.target == found.holder == ()


def test_a_target_in_quotation_marks_keeps_its_mark_and_case():
    found = asked()
    assert {found.types[i] for i in found.target} == {TOKEN_TYPES + 4 + 2}  # target, inside, Title


def test_a_long_text_is_cut_round_the_target():
    text = "so " * 300 + "Varr lied " + "and so on " * 300
    found = window(text, [Span(0, len(text))], pieces(), "sentiment", [at("Varr", text)])
    assert len(found.ids) <= SIZE + 2
    assert 20 < found.target[0] < SIZE - 20


def test_a_long_text_without_a_target_is_read_from_its_start():
    text = "Exports rose. " + "so " * 300
    assert window(text, [Span(0, len(text))], pieces(), "claim").ids[1:4] == asked_pieces("Exports rose.")


def asked_pieces(text):
    return window(text, [Span(0, len(text))], pieces(), "claim").ids[1:4]


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=400), st.data())
def test_any_text_gives_a_window(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = window(text, [Span(0, len(text))], pieces(), "directed", [Span(start, end)], [Span(0, 1)])
    assert 2 <= len(found.ids) == len(found.types) <= SIZE + 2
    assert all(0 <= kind < LABEL_TYPES for kind in found.types)
    assert not set(found.target) & set(found.holder)
    assert all(0 < i < len(found.ids) - 1 for i in (*found.target, *found.holder))
