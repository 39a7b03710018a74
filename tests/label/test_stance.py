"""The speaker's stance to each target, and the strongest entry that stands on the row."""

from __future__ import annotations

import pytest

from builder.label import stance

NAMES = {"Oto Varr": "person", "Fleet Union": "organisation", "Ida Prell": "person"}
CASES = [
    ("insult", "{Oto Varr is corrupt,} [Prell] <said>.", {"Oto Varr": "against"}),
    ("praise", "{Oto Varr is a brave man,} [Prell] <said>.", {"Oto Varr": "favor"}),
    ("only_named", "{Oto Varr arrived at noon,} [Prell] <said>.", {"Oto Varr": "neutral"}),
    ("bad_news_is_no_stance", "{Oto Varr died at sea,} [Prell] <said>.", {"Oto Varr": "neutral"}),
    ("negated_support", "{We do not support Oto Varr,} [Prell] <said>.", {"Oto Varr": "against"}),
    ("support", "{We support Oto Varr,} [Prell] <said>.", {"Oto Varr": "favor"}),
    ("told_deed_is_no_threat", "{The men who bombed Oto Varr left,} [Prell] <said>.", {"Oto Varr": "neutral"}),
    ("threat", "{“We will crush Oto Varr without mercy,”} [Prell] <said>.", {"Oto Varr": "against"}),
    (
        "victim_is_not_blamed",
        "{Oto Varr betrayed the Fleet Union,} [Prell] <said>.",
        {"Oto Varr": "against", "Fleet Union": "neutral"},
    ),
    ("bad_deed", "{Oto Varr betrayed the harbour,} [Prell] <said>.", {"Oto Varr": "against"}),
    ("cue_accuses", "[Prell] <accused> Oto Varr {of an “artless trick”}.", {"Oto Varr": "against"}),
    ("cue_praises", "[Prell] <praised> Oto Varr {for “his hours at sea”}.", {"Oto Varr": "favor"}),
    ("negated_insult", "{Oto Varr is not corrupt,} [Prell] <said>.", {"Oto Varr": "favor"}),
    (
        "opposite_stances",
        "{The Fleet Union is heroic, but Oto Varr is a coward,} [Prell] <said>.",
        {"Fleet Union": "favor", "Oto Varr": "against"},
    ),
]
# What the encoder gets wrong; a change that mends one takes it from here.
FAULTS = [
    ("bare_threat", "{We will crush Oto Varr,} [Prell] <said>.", {"Oto Varr": "against"}),
]
ALL = [*(pytest.param(*c[1:], id=c[0]) for c in CASES)]
ALL += [pytest.param(*c[1:], id=c[0], marks=pytest.mark.xfail(strict=True, reason="known fault")) for c in FAULTS]


@pytest.mark.parametrize(("text", "expected"), ALL)
def test_stances(case, text, expected):
    labels = case(text, names=NAMES, speaker="Prell").labels
    assert {s.target: s.stance for s in labels.stances} == expected


@pytest.mark.parametrize("text", [c[1] for c in (*CASES, *FAULTS)])
def test_an_attitude_shows_what_it_was_read_from(case, text):
    for entry in case(text, names=NAMES, speaker="Prell").labels.stances:
        assert bool(entry.evidence) == (entry.stance != "neutral")
        assert entry.reason
        assert entry.stance != "favor" or entry.score > 0
        assert entry.stance != "against" or entry.score < 0


def test_evidence_is_the_words_of_the_same_sign(case):
    one = case("{Oto Varr is corrupt, if brave,} [Prell] <said>.", names=NAMES)
    (entry,) = one.labels.stances
    assert [span.of(one.article.text) for span in entry.evidence] == ["corrupt"]
    assert (entry.basis, "corrupt" in entry.reason) == ("explicit", True)


def test_without_a_word_of_attitude_the_sentence_is_the_evidence(case):
    one = case("{Oto Varr should resign,} [Prell] <said>.", names=NAMES)
    (entry,) = one.labels.stances
    assert (entry.stance, entry.basis) == ("against", "implied")
    assert [span.of(one.article.text) for span in entry.evidence] == ["Oto Varr should resign,"]


def test_the_row_has_the_strongest_entry(case):
    one = case("{The Fleet Union met. Oto Varr is corrupt, a liar and a coward,} [Prell] <said>.", names=NAMES).labels
    assert (one.stance_target, one.stance.value, one.stance.by) == ("Oto Varr", "against", "model")
    assert one.stance.score == max(abs(entry.score) for entry in one.stances) > 0


def test_words_are_a_target_by_what_is_said_of_them(case):
    assert case("{I hate the levy,} [Prell] <said>.").labels.stance_target == "the levy"
    assert case("{I was born in Anderby,} [Prell] <said>.").labels.stances == ()


def test_a_list_of_names_stands_by_its_first(case):
    first_names = "Ann Bo Cyril Dora Edgar Flora Gus Hilda Ivan Jane".split()
    listed = [[f"{one} {other}" for other in "Ames Lund Marrow Orton Prue".split()] for one in first_names]
    names = {name: "person" for some in listed for name in some}
    thanks = " ".join(f"We thank {', '.join(some)}." for some in listed)
    labels = case(f"[Prell] <said>: {{{thanks}}}", names=names).labels
    found, kept = [s.target for s in labels.stances], list(names)[: stance.MOST]
    assert len(found) > 10
    assert found == [name for name in kept if name in found]
