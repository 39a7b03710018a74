"""Text to tokens and pieces: nothing lost, marks known, windows that tile."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import text as prose
from builder.attribution import marks
from builder.model import encoder
from builder.model.tokens import BREAK, INSIDE, MARK, MAX_PIECES, OUTSIDE, SEP, TOKEN_TYPES, UNKNOWN, encode, windows

SIGNS = {OUTSIDE: ".", INSIDE: "i", MARK: "M"}


def encoded(text):
    blocks = prose.paragraphs(text)
    quoted = [span for quotation in marks.quotations(text, blocks) for span in quotation.spans]
    return encode(text, blocks, quoted, encoder.pieces())


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("“We go,” she said.", "MiiiM..."),
        ("“We go, she said.", "Miiiiii"),
        ("“We go. ¶“We stay.” Then.", "Miii.MiiiM.."),
        ("``We go,'' she said.", "MMiiiMM..."),
        ("'We go,' she said.", "MiiiM..."),
        ("the workers' boats", "...."),
        ("“‘Go’ was all,” she said.", "MMiiiiiM..."),
    ],
)
def test_mark_states(text, states):
    doc = encoded(text.replace("¶", "\n"))
    assert "".join(SIGNS[state] for state in doc.marks) == states


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["“", "”", '"', "'", " ", "\n", "we", "Go", "😀", "ש", "中"])).map("".join)
)
def test_tokens_cover_what_they_should(text):
    doc = encoded(text)
    assert len(doc) == len(doc.words) == len(doc.marks) == len(doc.pieces) == len(doc.types)
    for (begin, end), word, pieces, kind in zip(doc.spans, doc.words, doc.pieces, doc.types, strict=True):
        assert 1 <= len(pieces) <= MAX_PIECES
        assert 0 <= kind < TOKEN_TYPES
        if word == BREAK:
            assert pieces == [SEP]
        else:
            assert text[begin:end] == word
    assert all(a[1] <= b[0] for a, b in zip(doc.spans, doc.spans[1:], strict=False))
    covered = list(windows(doc, size=30))
    assert [i for begin, end in covered for i in range(begin, end)] == list(range(len(doc)))
    assert all(sum(map(len, doc.pieces[begin:end])) <= 30 for begin, end in covered)


@pytest.mark.parametrize(
    ("word", "pieces"), [("x" * 1_000_000, [UNKNOWN]), ("\U0001f6a2", [UNKNOWN])], ids=["a million letters", "a ship"]
)
def test_words_that_no_piece_stands_for(word, pieces):
    assert encoded(word).pieces == [pieces]


def test_a_window_ends_with_a_paragraph_or_else_a_sentence():
    text = "\n".join(["One two three four. Five six seven eight."] * 6)
    doc = encoded(text)
    for begin, end in list(windows(doc, size=25))[:-1]:
        assert doc.words[end - 1] in {BREAK, "."}
        assert begin < end
