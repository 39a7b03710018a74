"""Parties and matters that are spoken of without a name, and pronouns that can't be the speaker."""

from __future__ import annotations

import pytest

from builder.label.described import described

CASES = [
    ("definite", "[Prell] <said> {that the levy would fail}.", ["the levy"]),
    ("modifiers", "[Prell] <said> {that the nuclear fuel agreement failed}.", ["the nuclear fuel agreement"]),
    ("possessor", "[Prell] <praised> {our brave soldiers}.", ["our brave soldiers"]),
    ("crowd_without_determiner", "[Prell] <said> {that voters want change}.", ["voters"]),
    ("crowd_with_adjective", "[Prell] <said> {that Obrenian agents wrote it}.", ["Obrenian agents"]),
    ("what_somebody_is", "[Prell] <said> {Varr is a liar}.", []),
    ("no_listed_noun", "[Prell] <said> {the moon is up}.", []),
    ("over_no_preposition", "[Prell] <said> {the men of the council left}.", ["the council"]),
    ("he_in_a_direct_quote", "{“He is late,”} [Prell] <said>.", ["He"]),
    ("possessive_her", "{“Her boat is late,”} [Prell] <said>.", ["Her boat"]),
    ("object_of_the_cue", "[Prell] <accused> them {of an “artless trick”}.", ["them"]),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_described(case, text, expected):
    one = case(text)
    found = [span.of(one.article.text) for span, _ in described(one.article.text, one.attribution)]
    assert found == expected


@pytest.mark.parametrize(
    ("source", "said", "expected"),
    [("She", "that he had lied", ["he"]), ("He", "that he had lied", []), ("Prell", "that he had lied", [])],
)
def test_a_pronoun_of_reported_speech_may_be_the_speaker(case, source, said, expected):
    one = case(f"[{source}] <said> {{{said}}}.")
    indirect = one.attribution.__class__(one.attribution.content, "indirect", one.attribution.source)
    assert [span.of(one.article.text) for span, _ in described(one.article.text, indirect)] == expected
