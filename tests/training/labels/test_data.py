"""Rows become windows with the right answers; a sentence is never on both sides of the held-out line."""

from __future__ import annotations

import json

import pytest

from builder.model.encoder import pieces
from training.labels import gold
from training.labels.data import ANSWERS, STANCES, claim, stance

TEXT = "Varn praised the guards."


def place(words):
    return {"text": words, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def test_a_target_alone_is_asked_for_the_sentiment():
    one = stance({"id": "a", "text": TEXT, "target": place("guards"), "label": "favor"}, pieces())
    assert (one.question, one.answers) == ("sentiment", {"stance": STANCES.index("favor")})
    assert one.window.target
    assert not one.window.holder


def test_a_pair_is_asked_for_its_direction():
    row = {"id": "a", "text": TEXT, "target": place("guards"), "holder": place("Varn"), "label": "favor"}
    one = stance(row, pieces())
    assert (one.question, bool(one.window.holder)) == ("directed", True)


@pytest.mark.parametrize("label", ["NFS", "UFS", "CFS"])
def test_claims(label):
    one = claim({"id": "a", "text": TEXT, "label_original": label}, pieces())
    assert one.answers == {"claim": ("NFS", "UFS", "CFS").index(label)}


def test_the_same_sentence_is_held_out_or_not():
    rows = [{"id": str(k), "text": f"Exports rose {k % 400}%.", "label_original": "CFS"} for k in range(800)]
    held = [claim(row, pieces()).held_out for row in rows]
    assert held[:400] == held[400:]
    assert 5 < sum(held[:400]) < 40


def test_what_annotators_differed_on_is_not_asked():
    row = {
        "id": "a#1",
        "text": TEXT,
        "content": [[13, 23]],
        "source": [[0, 4]],
        "cue": [[5, 12]],
        "verifiability": None,
        "claim_type": "event",
        "check_worthy": None,
        "stances": [{"start": 17, "end": 23, "stance": "favor"}],
    }
    statement, attitude = gold.examples([row], pieces())
    assert statement.answers == {"claim_type": ANSWERS["claim_type"].index("event")}
    assert (attitude.question, attitude.answers) == ("directed", {"stance": STANCES.index("favor")})


def test_our_quotes_of_polnear_hold_no_text():
    for line in gold.POLNEAR.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert row.keys().isdisjoint({"text", "quote"})
        assert all(entry.keys() == {"start", "end", "stance"} for entry in row["stances"])
