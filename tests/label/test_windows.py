"""What the label encoder reads: one window of pieces, whose types tell the question, the parties and the statement."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.label.windows import CUE, HOLDER, LABEL_TYPES, PLAIN, QUESTIONS, ROLES, SIZE, TARGET, Marked, window
from builder.model.encoder import pieces
from builder.model.tokens import CLS, SEP, TOKEN_TYPES
from builder.records import Span

TEXT = "“Varr is a liar, and Doon knows it,” said Ida Prell."


def at(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def asked(question="quote", targets=("Varr", "Doon"), holder=("Ida Prell",)):
    marked = Marked([Span(0, 36)], [at(h) for h in holder], [at("said")], [[at(t)] for t in targets])
    return window(TEXT, [Span(0, len(TEXT))], pieces(), question, marked)


def roles(found):
    return [divmod(kind // TOKEN_TYPES, ROLES) for kind in found.types[1:-1]]


def test_every_target_has_its_own_pieces_and_all_have_one_role():
    found = asked()
    varr, doon = found.targets
    assert varr
    assert doon
    assert not set(varr) & set(doon)
    marked = [i for i, (_, role) in enumerate(roles(found), 1) if role == TARGET]
    assert marked == sorted((*varr, *doon))


def test_holder_cue_and_statement_are_told_by_their_types():
    found = asked()
    assert [i for i, (_, role) in enumerate(roles(found), 1) if role == HOLDER] == list(found.holder)
    assert [i for i, (stated, _) in enumerate(roles(found), 1) if stated] == list(found.content)
    assert {role for stated, role in roles(found) if not stated} == {CUE, HOLDER, PLAIN}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_question_is_told_by_the_first_piece(question):
    found = asked(question, (), ())
    assert found.types[0] == 2 * ROLES * TOKEN_TYPES + QUESTIONS.index(question) < LABEL_TYPES
    assert (found.ids[0], found.ids[-1], found.types[-1]) == (CLS, SEP, 0)
    assert found.targets == found.holder == ()


def test_a_target_in_quotation_marks_keeps_its_mark_and_case():
    found = asked()
    # in the statement, a target, inside, Title
    assert {found.types[i] for i in found.targets[0]} == {(ROLES + TARGET) * TOKEN_TYPES + 4 + 2}


def test_a_long_text_is_cut_round_its_centre():
    text = "so " * 300 + "Varr lied " + "and so on " * 300
    varr = at("Varr", text)
    found = window(text, [Span(0, len(text))], pieces(), "sentiment", Marked(targets=[[varr]]), centre=varr)
    assert len(found.ids) <= SIZE + 2
    assert 20 < found.targets[0][0] < SIZE - 20


def test_a_target_that_is_cut_off_has_no_pieces():
    text = "Exports rose. " + "so " * 300 + "Varr lied."
    found = window(text, [Span(0, len(text))], pieces(), "sentiment", Marked(targets=[[at("Varr", text)]]))
    assert found.targets == ((),)
    assert found.ids[1:4] == window("Exports rose.", [Span(0, 13)], pieces(), "claim", Marked()).ids[1:4]


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=400), st.data())
def test_any_text_gives_a_window(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span(start, end)
    marked = Marked([span], [Span(0, 1)], [span], [[span], [Span(0, len(text))]])
    found = window(text, [Span(0, len(text))], pieces(), "quote", marked, centre=span)
    assert 2 <= len(found.ids) == len(found.types) <= SIZE + 2
    assert all(0 <= kind < LABEL_TYPES for kind in found.types)
    inner = range(1, len(found.ids) - 1)
    assert all(i in inner for places in (*found.targets, found.holder, found.content) for i in places)
