"""Faults that the words of a tagged attribution show."""

from __future__ import annotations

import pytest

from builder.attribution import repairs


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
def test_repairs(mend, text, given, expected):
    assert mend(repairs.mended, text, given) == expected
