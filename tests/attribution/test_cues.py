"""The words of a cue: its lexicon entry, and statements that were not made."""

from __future__ import annotations

import pytest

from builder import lexicon
from builder.attribution import cues
from builder.attribution.found import Found
from builder.records import Span


@pytest.mark.parametrize(
    ("printed", "lemma"),
    [
        ("said", "say"),
        ("has since denied", "deny"),
        ("has since pointed out", "point out"),
        ("went on to say", "go on to say"),
        ("said on Monday", "say"),
        ("according to", "according to"),
        ("refused to say", "say"),
        ("quoted as saying", "say"),
        ("was quoted as saying", "say"),
        ("described as", "describe"),
        ("spluttered", None),
        (":", None),
        ("", None),
    ],
)
def test_entry(printed, lemma):
    found = lexicon.cue_within(printed)
    assert (found.lemma if found else None) == lemma


@pytest.mark.parametrize(
    ("text", "source", "cue", "negated"),
    [
        ("The ministry did not explain that it sank.", "The ministry", "explain", True),
        ("The ministry did not explain that it sank.", "The ministry", "did not explain", True),
        ("The ministry hasn’t said that it sank.", "The ministry", "said", True),
        ("The ministry declined to say whether it sank.", "The ministry", "declined to say", True),
        ("The ministry declined to say whether it sank.", "The ministry", "say", True),
        ("Nobody said that it sank.", "Nobody", "said", True),
        ("Ames never claimed that it sank.", "Ames", "never claimed", True),
        ("The ministry denied that it sank.", "The ministry", "denied", False),
        ("Ames refused to leave.", "Ames", "refused", False),
        ("Ames said not to leave.", "Ames", "said", False),
        ("Ames said it had not sunk.", "Ames", "said", False),
        ("Ames did say that it sank.", "Ames", "did say", False),
        ("Not Ames but Lee said it sank.", "Lee", "said", False),
    ],
)
def test_negation(text, source, cue, negated):
    content = (Span(text.index(cue) + len(cue), len(text)),)
    spans = [(Span(text.index(part), text.index(part) + len(part)),) for part in (source, cue)]
    assert cues.is_negated(text, Found(content, *spans, method="tagger", score=0.9)) is negated


def test_a_verb_that_the_tagger_took_into_the_content():
    text = "The ministry declined to say whether it sank."
    found = Found((Span(22, 44),), (Span(0, 12),), (Span(13, 21),), "tagger", 0.9)
    assert found.content[0].of(text) == "to say whether it sank"
    assert cues.is_negated(text, found)


def test_a_signature_has_no_words_to_negate():
    text = "“We go.” — Ann Lee"
    assert not cues.is_negated(text, Found((Span(0, 8),), (Span(11, 18),), (Span(9, 10),), "signature", 0.9))
    assert not cues.is_negated(text, Found((Span(0, 8),), (), (), "tagger", 0.9))
