"""Faults that the words of a tagged attribution show."""

from __future__ import annotations

import pytest

from builder.attribution import repairs
from builder.attribution.found import Found
from builder.records import Span


def made(text, content, source, cue):
    spans = [
        tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts)
        for parts in (content, source, cue)
    ]
    return Found(*spans, method="tagger", score=0.9)


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        (
            "The Board (HB) said it sank.",
            (["it sank"], ["The Board (HB"], ["said"]),
            (["it sank"], ["The Board (HB)"], ["said"]),
        ),
        (
            "Those claims that it sank.",
            (["that it sank"], ["Those"], ["claims"]),
            (["that it sank"], [], ["claims"]),
        ),
        (
            "Those said that it sank.",
            (["that it sank"], ["Those"], ["said"]),
            (["that it sank"], [], ["said"]),
        ),
        (
            "It was claimed that it sank.",
            (["that it sank"], ["It"], ["was claimed"]),
            (["that it sank"], [], ["was claimed"]),
        ),
        ("It said it sank.", (["it sank"], ["It"], ["said"]), (["it sank"], ["It"], ["said"])),
        (
            "“That,” he added, “is a lot.”",
            (["“That,”", "“is a lot.”"], ["he"], ["added"]),
            (["“That,”", "“is a lot.”"], ["he"], ["added"]),
        ),
        (
            "“It sank,” said Ann Lee (D-Wis.).",
            (["“It sank,”"], ["Ann Lee (D-Wis"], ["said"]),
            (["“It sank,”"], ["Ann Lee (D-Wis.)"], ["said"]),
        ),
        ("He said it sank.", (["it sank"], ["He"], ["said"]), (["it sank"], ["He"], ["said"])),
        ("She read the book.", (["the"], ["She"], ["read"]), None),
        (
            "KCNA quoted Kim as saying that it sank.",
            (["Kim as saying that it sank"], ["KCNA"], ["quoted"]),
            (["that it sank"], ["Kim"], ["quoted", "as saying"]),
        ),
        (
            "Kim was quoted as saying that it sank.",
            (["Kim", "that it sank"], [], ["was quoted as saying"]),
            (["that it sank"], ["Kim"], ["was quoted as saying"]),
        ),
        (
            "KCNA said Kim was as good as saying that it sank.",
            (["Kim was as good as saying that it sank"], ["KCNA"], ["said"]),
            (["Kim was as good as saying that it sank"], ["KCNA"], ["said"]),
        ),
    ],
)
def test_repairs(text, given, expected):
    found = repairs.mended(text, made(text, *given))
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert tuple([s.of(text) for s in spans] for spans in (found.content, found.source, found.cue)) == expected
