"""What is said about a quote, from its row."""

from __future__ import annotations

from typing import Any

import pytest

from builder.cli import notes

TEXT = "“We will rebuild it,” Prell claimed. Critics so-called."
ROW: dict[str, Any] = {
    "quote": "“We will rebuild it,”",
    "quote_type": "direct",
    "cue": "claimed",
    "cue_lemma": "claim",
    "polarity": "asserts",
    "speech": True,
    "sourcing": "named",
    "via": None,
    "speaker": "Ida Prell",
    "speaker_kind": "person",
    "speaker_role": "Harbour Minister",
    "speaker_mention": "Prell",
    "speaker_reference": "explicit",
    "stances": [],
    "framing": "distance",
    "framing_devices": [{"device": "doubt_cue", "start": 28, "end": 35}],
    "verifiability": "partially_verifiable",
    "claim_type": "prediction_promise",
    "claim_spans": [],
    "check_worthiness": 0.5,
    "scores": {"speaker": 0.9, "framing": 0.8, "verifiability": 0.6},
    "reasons": {"speaker": "last name", "framing": "doubt cue", "verifiability": "no time given"},
    "flags": [],
    "provenance": {"reviewed": False},
}


def _words(start: int, end: int) -> str | None:
    return TEXT[start:end]


def _stance(value: str, target: str, score: float, reason: str = "") -> dict[str, Any]:
    return {
        "stance": value, "target": target, "canonical": None, "score": score, "basis": "explicit", "reason": reason
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Ida Prell · person · Harbour Minister"),
        ({"speaker_role": None}, "Ida Prell · person"),
        (
            {"speaker": None, "sourcing": "anonymous", "speaker_mention": "one of the aides"},
            "anonymous · person · “one of the aides”",
        ),
        ({"speaker": None, "sourcing": "unattributed", "speaker_mention": None}, "nobody named"),
        ({"speaker": None, "speaker_kind": "unknown"}, "unknown speaker · unknown · “Prell”"),
        ({"speaker": "Ida\x1b[2J\nPrell"}, "Ida␛[2J Prell · person · Harbour Minister"),
    ],
    ids=["named", "no role", "anonymous", "unattributed", "unknown", "unsafe"],
)
def test_head(changes: dict[str, Any], expected: str) -> None:
    assert notes.head({**ROW, **changes}).plain == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [("speaker", "explicit 0.90 · last name"), ("said", "direct · claimed (claim)")]),
        ({}, [("framing", "distance 0.80 · doubt cue “claimed”")]),
        ({"framing": "neutral", "framing_devices": []}, [("framing", "neutral 0.80 · doubt cue")]),
        ({}, [("claim", "partially verifiable 0.60 · prediction promise, worth checking 0.50: no time given")]),
        (
            {"claim_spans": [{"start": 1, "end": 19}]},
            [("claim", "partially verifiable 0.60 · prediction promise, worth checking 0.50: no time given")],
        ),
        (
            {"claim_spans": [{"start": 9, "end": 16}]},
            [("claim", "partially verifiable 0.60 · prediction promise, worth checking 0.50 “rebuild”: no time given")],
        ),
        ({"cue": None}, [("said", "direct · no cue")]),
        ({"polarity": "denies", "via": "KCNA"}, [("said", "direct · claimed (claim) · denies it · via KCNA")]),
        ({"speech": False}, [("said", "direct · claimed (claim) · thought, not said")]),
        ({"sourcing": "anonymous"}, [("said", "direct · claimed (claim) · anonymous")]),
        ({"flags": ["unclosed_mark", "x"]}, [("flags", "unclosed mark, x")]),
        ({"provenance": {"reviewed": True}}, [("reviewed", "by a person")]),
        (
            {"stances": [_stance("neutral", "Oslo", 0), _stance("against", "Sellia", -0.7, "“wicked”")]},
            [("stance", "against Sellia −0.70 explicit: “wicked”"), ("", "neutral Oslo")],
        ),
        (
            {"stances": [_stance("neutral", name, 0) for name in ("Oslo", "Bergen", "Oslo")]},
            [("stance", "neutral Oslo, Bergen")],
        ),
    ],
)  # fmt: skip
def test_lines(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    found = [(name, value.plain) for name, value in notes.lines({**ROW, **changes}, _words)]
    start = found.index(expected[0])
    assert found[start : start + len(expected)] == expected


def test_a_device_outside_the_passed_on_text_has_no_words() -> None:
    found = dict(notes.lines(ROW, lambda start, end: None))
    assert found["framing"].plain == "distance 0.80 · doubt cue"


def test_long_words_are_cut() -> None:
    row = {**ROW, "speaker": None, "sourcing": "anonymous", "speaker_mention": "a" * 200}
    assert notes.head(row).plain == f"anonymous · person · “{'a' * (notes.LONG - 1)}…”"
