"""The little language of phrases, and that every row of the vocabulary files says something that exists."""

from __future__ import annotations

from typing import get_args

import pytest

from builder.label import lexicons
from builder.records import DeviceName, TargetKind

FILES = ["framing_phrases.csv", "framing_cues.csv", "stance_words.csv", "claims_phrases.csv", "claims_cues.csv"]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("so-called", "the so-called law", "so-called"),
        ("so-called", "also-called", None),
        ("no|little evidence", "there is LITTLE\n evidence", "LITTLE\n evidence"),
        ("never gave ... proof", "never gave them any proof", "never gave them any proof"),
        ("never gave ... proof", "never gave it. Proof", None),
        ("never gave ... proof", "never gave a b c d e proof", None),
        ("can't win", "they can’t win", "can’t win"),
        ("rise*", "it risen", "risen"),
        ("a.b", "axb", None),
    ],
)
def test_phrases(phrase, text, found):
    match = lexicons.pattern([phrase]).search(text)
    assert (match.group() if match else None) == found


def test_a_longer_phrase_wins():
    assert lexicons.pattern(["in", "in fact"]).search("in fact").group() == "in fact"


def test_no_phrases_match_nothing():
    assert not lexicons.pattern([]).search("")


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("ban", {"ban", "bans", "banned", "banning"}),
        ("rig", {"rigged"}),
        ("vilify", {"vilifies", "vilified"}),
        ("hate", {"hated", "hating"}),
    ],
)
def test_inflections(verb, forms):
    assert forms <= lexicons.inflections(verb)


@pytest.mark.parametrize("name", FILES)
def test_files_have_no_empty_cell_and_no_row_twice(name):
    rows = lexicons.rows(name)
    assert len({tuple(row.values()) for row in rows}) == len(rows) > 10
    optional = {"phrase"} if name == "framing_cues.csv" else set()
    for row in rows:
        assert None not in row, f"{name}: too many cells in {row}"
        assert not [field for field, cell in row.items() if not cell and field not in optional], row


def test_values_are_declared():
    for row in lexicons.rows("framing_phrases.csv"):
        assert row["device"] in get_args(DeviceName)
        assert row["direction"] in {"distance", "endorse", "none"}
        assert row["place"] in {"clause", "sentence", "near", "source"}
    for row in lexicons.rows("stance_words.csv"):
        assert row["form"] in {"word", "verb"}
        assert row["polarity"] in {"favor", "against"}
    for row in lexicons.rows("target_nouns.csv"):
        assert row["kind"] in get_args(TargetKind)
        assert row["number"] in {"one", "many"}


def test_no_noun_has_two_kinds():
    words = [word for row in lexicons.rows("target_nouns.csv") for word in row["words"].split()]
    assert sorted(words) == sorted(set(words))
