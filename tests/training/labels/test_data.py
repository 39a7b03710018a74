"""Rows become windows with the right answers; a sentence is never on both sides of the held-out line."""

from __future__ import annotations

import gzip
import json

import pytest

from builder.model.encoder import pieces
from training.labels import gold, unlabelled
from training.labels.data import STANCES, STATEMENTS, claim, is_held_out, reported, stance

TEXT = "Varn praised the guards."
KEYS = {
    "doc_id", "content", "source", "cue", "kind", "verifiability", "claim_type", "check_worthy", "sourcing", "framing",
    "stances", "others", "unsure",
}  # fmt: skip


def place(words):
    return {"text": words, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def test_a_target_alone_is_asked_for_the_sentiment():
    one = stance({"id": "a", "text": TEXT, "target": place("guards"), "label": "favor"}, pieces())
    assert (one.question, one.targets) == ("sentiment", ({"stance": STANCES.index("favor")},))
    assert one.window.targets[0]
    assert not one.window.holder


def test_a_pair_is_asked_for_its_direction():
    row = {"id": "a", "text": TEXT, "target": place("guards"), "holder": place("Varn"), "label": "favor"}
    one = stance(row, pieces())
    assert (one.question, bool(one.window.holder)) == ("directed", True)


@pytest.mark.parametrize("label", ["NFS", "UFS", "CFS"])
def test_claims(label):
    one = claim({"id": "a", "text": TEXT, "label_original": label}, pieces())
    assert one.answers == {"claim": ("NFS", "UFS", "CFS").index(label)}


def test_a_claim_is_shown_as_a_quote_too():
    row = {"id": "a", "text": TEXT, "label_original": "CFS"}
    plain, quote = claim(row, pieces()), reported(row, pieces())
    assert (plain.question, quote.question) == ("claim", "quote")
    assert plain.answers == quote.answers
    assert set(quote.window.ids) > set(plain.window.ids)
    assert quote.window.holder
    assert not set(quote.window.holder) & set(quote.window.content)


def test_the_same_sentence_is_held_out_or_not():
    rows = [{"id": str(k), "text": f"Exports rose {k % 400}%.", "label_original": "CFS"} for k in range(800)]
    held = [claim(row, pieces()).held_out for row in rows]
    assert held[:400] == held[400:]
    assert 5 < sum(held[:400]) < 40


def test_each_party_of_a_pair_is_a_target_once(tmp_path):
    sentences = [f"Varn praised the guards of ship {k}." for k in range(200)]
    rows = [
        {"corpus": "dse", "split": "train", "text": text, "holder": place("Varn"), "target": place("guards")}
        for text in sentences
        for _ in range(2)
    ]
    with gzip.open(tmp_path / "stance.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    found = list(unlabelled.parties(tmp_path, pieces()))
    kept = [text for text in sentences if not is_held_out(text)]
    assert 150 < len(kept) < 200
    assert len(found) == 2 * len(kept)
    assert all((one.question, one.targets, bool(one.window.targets[0])) == ("sentiment", ({},), True) for one in found)


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
    (one,) = gold.examples([row], pieces())
    assert one.question == "quote"
    assert one.answers == {"claim_type": STATEMENTS["claim_type"].index("event")}
    assert one.targets == ({"stance": STANCES.index("favor")},)


def test_words_that_are_no_target_are_told_from_those_that_are():
    row = {
        "id": "a#1",
        "text": TEXT,
        "content": [[5, 23]],
        "source": [[0, 4]],
        "cue": [],
        "stances": [{"start": 17, "end": 23, "stance": "favor"}],
        "others": [[5, 12]],
    }
    both, alone = gold.examples([row], pieces(), twice=True)
    assert both.targets == ({"stance": STANCES.index("favor"), "named": 1}, {"named": 0})
    assert alone.targets == ({"stance": STANCES.index("favor"), "named": 1},)
    assert len(both.window.targets) == 2


def test_what_we_wrote_names_its_targets():
    for row in gold.made():
        for entry in row["stances"]:
            words = row["text"][entry["start"] : entry["end"]]
            assert words
            assert words == words.strip()
    assert all(len(one.targets) == 1 and one.window.holder for one in gold.pairs(pieces()))


@pytest.mark.parametrize("file", [gold.POLNEAR, gold.UNSEEN])
def test_our_quotes_of_polnear_hold_no_text(file):
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert row.keys() <= KEYS
        assert all(entry.keys() == {"start", "end", "stance"} for entry in row["stances"])


def test_what_is_measured_on_was_never_trained_on():
    shown, unseen = (
        {(row["doc_id"], str(row["content"])) for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())}
        for file in (gold.POLNEAR, gold.UNSEEN)
    )
    assert len(unseen) > 2000
    assert not shown & unseen
