"""Which names of a statement and of its reporting clause are targets."""

from __future__ import annotations

import pytest

NAMES = {
    "Ida Prell": "person",
    "Oto Varr": "person",
    "Marrow": "place",
    "Herald": "media",
    "Fleet Union": "organisation",
}
CASES = [
    ("in_content", "{Oto Varr closed the pier,} [Ida Prell] <said>.", [("Oto Varr", "Oto Varr", "person")]),
    ("speaker_is_none", "{Ida Prell does not lie,} [Ida Prell] <said>.", []),
    ("source_words_are_none", "{It is late,} [Fleet Union chief Ida Prell] <said>.", []),
    ("object_of_the_cue", "[Ida Prell] <thanked> Oto Varr {for “his support”}.", [("Oto Varr", "Oto Varr", "person")]),
    ("medium_that_was_told", "[Ida Prell] <told> the Herald {it was late}.", []),
    ("place_of_the_speech", "{It is late,} [Ida Prell] <said> in Marrow.", []),
    ("another_clause", "[Ida Prell] <said> {it was late}, while Oto Varr slept.", []),
    (
        "in_order_of_first_mention",
        "{The Fleet Union and Oto Varr and the Fleet Union met,} [Ida Prell] <said>.",
        [("Fleet Union", "Fleet Union", "organisation"), ("Oto Varr", "Oto Varr", "person")],
    ),
    ("name_nobody_knew", "{The men of Castle Row left,} [Ida Prell] <said>.", [("Castle Row", None, "unknown")]),
    ("sentence_start_is_no_name", "{Boats left. Nobody came,} [Ida Prell] <said>.", []),
    ("quotation_start_is_no_name", "{“A voice told us, ‘Go home.’”} [Ida Prell] <said>.", []),
    ("weekday_is_no_name", "{it rained on Monday,} [Ida Prell] <said>.", []),
    ("state_of_a_country", "{the Polish troops left,} [Ida Prell] <said>.", [("Polish", "Poland", "country")]),
    ("where_it_was", "{I was born in Anderby,} [Ida Prell] <said>.", []),
    (
        "part_of_a_known_name",
        "{the Fleet Union Bank failed,} [Ida Prell] <said>.",
        [("Fleet Union", "Fleet Union", "organisation")],
    ),
    ("possessive", "{we like Anderby’s plan,} [Ida Prell] <said>.", [("Anderby", None, "unknown")]),
]


# What the encoder takes for a target and is none; a change that mends one takes it from here.
FAULTS = [
    ("adjective_of_a_country", "{the Polish boats left,} [Ida Prell] <said>.", []),
    ("adjective_of_nobody_known", "{the Obrenian boats left,} [Ida Prell] <said>.", []),
]
ALL = [*(pytest.param(*c[1:], id=c[0]) for c in CASES)]
ALL += [pytest.param(*c[1:], id=c[0], marks=pytest.mark.xfail(strict=True, reason="known fault")) for c in FAULTS]


@pytest.mark.parametrize(("text", "expected"), ALL)
def test_targets(case, text, expected):
    labels = case(text, names=NAMES, speaker="Ida Prell").labels
    assert [(s.target, s.canonical, s.kind) for s in labels.stances] == expected
    assert (labels.stance is None, labels.stance_target is None) == (not expected, not expected)
