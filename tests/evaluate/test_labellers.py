"""Rows become articles with one attribution: the labels are the builder's own, and nothing is answered blindly."""

from __future__ import annotations

from typing import Any

import pytest

from builder.evaluate import labellers
from builder.evaluate.labellers import Answer


def place(text: str, words: str) -> dict[str, Any]:
    return {"text": words, "start": text.index(words), "end": text.index(words) + len(words)}


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("I admire Ida Prell and thank her.", "Ida Prell", "favor"),
        ("Ida Prell is a corrupt liar.", "Ida Prell", "against"),
        ("Ida Prell arrived on Monday.", "Ida Prell", "neutral"),
    ],
)
def test_stance(text: str, target: str, expected: str) -> None:
    found = labellers.stance({"id": "a", "text": text, "target": place(text, target)})
    assert found.label == expected
    assert found.scores is not None
    assert expected == "neutral" or max(found.scores, key=found.scores.__getitem__) == expected


def test_stance_of_a_holder() -> None:
    text = "Varn praised the heroic guards."
    row = {"id": "a", "text": text, "target": place(text, "guards"), "holder": place(text, "Varn")}
    assert labellers.stance(row).label == "favor"


def test_a_target_that_the_text_does_not_name_has_no_answer() -> None:
    target = {"text": "Ports should be open", "start": None, "end": None}
    assert labellers.stance({"id": "a", "text": "It rained.", "target": target}) == Answer(None, None)


@pytest.mark.parametrize(
    ("text", "label"),
    [("Exports rose 12% last year, to 40 million crowns.", "verifiable"), ("What a wonderful idea!", "unverifiable")],
)
def test_verifiability(text: str, label: str) -> None:
    found = labellers.verifiability({"id": "a", "text": text})
    assert found.label == label
    assert found.scores is not None
    assert sum(found.scores.values()) == pytest.approx(1)
    assert (found.scores["verifiable"] >= labellers.CHECKABLE) == (label == "verifiable")


def test_neighbours_are_not_judged() -> None:
    context = {
        "previous": "The ministry spent 40 million crowns in 2024.",
        "next": "Exports rose 12%.",
        "speaker": None,
    }
    row = {"id": "a", "text": "What a wonderful idea!", "context": context}
    assert labellers.verifiability(row) == labellers.verifiability({"id": "a", "text": row["text"]})


def test_check_worthiness_goes_by_its_number() -> None:
    worth = labellers.check_worthiness({"id": "a", "text": "The ministry spent 40 million crowns on the dam in 2024."})
    idle = labellers.check_worthiness({"id": "a", "text": "Good evening!"})
    assert (worth.label, idle.label) == ("check_worthy", "not_check_worthy")
    assert worth.scores is not None
    assert idle.scores is not None
    assert worth.scores["check_worthy"] >= labellers.DEBATED > idle.scores["check_worthy"]


def test_quote() -> None:
    text = "Harbour Minister Ida Prell has since claimed that the corrupt Varn lied about three ships in 2024."
    content = place(text, "that the corrupt Varn lied about three ships in 2024")
    varn = place(text, "Varn")
    row = {
        "id": "a",
        "text": text,
        "content": [[content["start"], content["end"]]],
        "source": [[0, 26]],
        "cue": [[27, 44]],
        "stances": [{"start": varn["start"], "end": varn["end"], "stance": "against"}],
    }
    found = labellers.quote(row)
    assert (found["framing"], found["sourcing"]) == ("distance", "named")
    assert found["given_stances"] == [{**found["given_stances"][0], "start": varn["start"], "stance": "against"}]
    assert found["verifiability"] != "unverifiable"
    assert found["check_worthy"] == (found["check_worthiness"] >= labellers.CHECK_WORTHY)


def test_a_quote_without_source_and_cue() -> None:
    found = labellers.quote({"id": "a", "text": "It rained.", "content": [[0, 10]], "stances": []})
    assert found["sourcing"] == "unattributed"
    assert found["stances"] == found["given_stances"] == []
