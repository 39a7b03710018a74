"""The speaker's stance to each target, and the strongest entry that stands on the row."""

from __future__ import annotations

import pytest

NAMES = {"Oto Varr": "person", "Fleet Union": "organisation", "Ida Prell": "person"}
CASES = [
    ("insult", "{Oto Varr is corrupt,} [Prell] <said>.", {"Oto Varr": "against"}),
    ("praise", "{Oto Varr is a brave man,} [Prell] <said>.", {"Oto Varr": "favor"}),
    ("only_named", "{Oto Varr arrived at noon,} [Prell] <said>.", {"Oto Varr": "neutral"}),
    ("bad_news_is_no_stance", "{Oto Varr died at sea,} [Prell] <said>.", {"Oto Varr": "neutral"}),
    ("negated_insult", "{Oto Varr is not corrupt,} [Prell] <said>.", {"Oto Varr": "favor"}),
    ("negated_support", "{We do not support Oto Varr,} [Prell] <said>.", {"Oto Varr": "against"}),
    ("support", "{We support Oto Varr,} [Prell] <said>.", {"Oto Varr": "favor"}),
    ("threat", "{We will crush Oto Varr,} [Prell] <said>.", {"Oto Varr": "against"}),
    ("told_deed_is_no_threat", "{The men who bombed Oto Varr left,} [Prell] <said>.", {"Oto Varr": "neutral"}),
    ("never_forgotten_courage", "{We never forget the courage of Oto Varr,} [Prell] <said>.", {"Oto Varr": "favor"}),
    ("bad_deed", "{Oto Varr betrayed the harbour,} [Prell] <said>.", {"Oto Varr": "against"}),
    ("bad_deed_passive", "{The harbour was betrayed by Oto Varr,} [Prell] <said>.", {"Oto Varr": "against"}),
    ("good_deed", "{Oto Varr rescued the crew,} [Prell] <said>.", {"Oto Varr": "favor"}),
    (
        "victim_is_not_blamed",
        "{Oto Varr betrayed the Fleet Union,} [Prell] <said>.",
        {"Oto Varr": "against", "Fleet Union": "neutral"},
    ),
    (
        "opposite_stances",
        "{The Fleet Union is heroic, but Oto Varr is a coward,} [Prell] <said>.",
        {"Fleet Union": "favor", "Oto Varr": "against"},
    ),
    ("cue_accuses", "[Prell] <accused> Oto Varr {of an “artless trick”}.", {"Oto Varr": "against"}),
    ("cue_praises", "[Prell] <praised> Oto Varr {for “his hours at sea”}.", {"Oto Varr": "favor"}),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_stances(case, text, expected):
    labels = case(text, names=NAMES, speaker="Prell").labels
    assert {s.target: s.stance for s in labels.stances} == expected
    for entry in labels.stances:
        assert bool(entry.evidence) == (entry.stance != "neutral")
        assert entry.reason


def test_a_denied_accusation_speaks_mildly_for_its_target(case):
    text = "[Prell] <denied> {that Oto Varr is corrupt}."
    said = case(text, names=NAMES, polarity="asserts").labels.stances[0]
    denied = case(text, names=NAMES, polarity="denies").labels.stances[0]
    assert said.stance == "against"
    assert denied.stance == "favor"
    assert abs(denied.score) < abs(said.score)


def test_a_phrase_and_the_word_in_it_are_one_sign(case):
    text = "{Oto Varr cannot be trusted,} [Prell] <said>."
    (entry,) = case(text, names=NAMES).labels.stances
    assert (entry.stance, entry.reason) == ("against", "“cannot be trusted”")


def test_the_row_has_the_strongest_entry(case):
    one = case("{The Fleet Union met. Oto Varr is corrupt, a liar and a coward,} [Prell] <said>.", names=NAMES).labels
    assert (one.stance_target, one.stance.value) == ("Oto Varr", "against")
    assert one.stance.score == abs(one.stances[1].score) > 0


def test_among_equals_the_first_in_the_text_stands_on_the_row(case):
    one = case("{Oto Varr met the Fleet Union,} [Prell] <said>.", names=NAMES).labels
    assert [s.score for s in one.stances] == [0, 0]
    assert (one.stance_target, one.stance.value) == ("Oto Varr", "neutral")
