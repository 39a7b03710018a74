"""Labels of a transcript and signatures: what the layout says without a sentence."""

from __future__ import annotations

import time

import pytest

from builder import text as prose
from builder.attribution import layouts, marks


def read(text):
    blocks = prose.paragraphs(text)
    found = layouts.read(text, blocks, marks.quotations(text, blocks))
    return [
        (one.method, [s.of(text) for s in one.source], [s.of(text) for s in one.content], [s.of(text) for s in one.cue])
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go.” — Ann Lee, harbour master", [("signature", ["Ann Lee, harbour master"], ["“We go.”"], ["—"])]),
        ("“We go.” ― Ann Lee", [("signature", ["Ann Lee"], ["“We go.”"], ["―"])]),
        ("“We go.”\n— Ann Lee", [("signature", ["Ann Lee"], ["“We go.”"], ["—"])]),
        ("“We go” – Ann Lee said so to all.", []),
        ("“We go” — the harbour was closed.", []),
        ("“We go” — Brey was closed. The rain went on.", []),
        ("Q: When?\nA: Now.", [("transcript", ["Q"], ["When?"], [":"]), ("transcript", ["A"], ["Now."], [":"])]),
        ("Q: When?\nA: Now.\nOr later.\nQ: Why?", [
            ("transcript", ["Q"], ["When?"], [":"]),
            ("transcript", ["A"], ["Now.", "Or later."], [":"]),
            ("transcript", ["Q"], ["Why?"], [":"]),
        ]),
        ("Lee: We go.\nAmes: No.\nLee: Yes.", [
            ("transcript", ["Lee"], ["We go."], [":"]),
            ("transcript", ["Lee"], ["Yes."], [":"]),
        ]),
        ("ANN LEE: We go.\nMAX AMES (laughing): No.\nTHE MAYOR: Yes.", [
            ("transcript", ["ANN LEE"], ["We go."], [":"]),
            ("transcript", ["MAX AMES"], ["No."], [":"]),
            ("transcript", ["THE MAYOR"], ["Yes."], [":"]),
        ]),
        ("**Lee:** We go.\n**Lee:** Yes.", [
            ("transcript", ["Lee"], ["We go."], [":"]), ("transcript", ["Lee"], ["Yes."], [":"]),
        ]),
        # quoted whole, the mark opened again by each paragraph; a stage direction and a closed paragraph do not go on
        ('"WALLER: We go.\n"And soon.\n"(LAUGHTER.)\n"AMES: No.\n"WALLER: Yes.\n"Follow us."', [
            ("transcript", ["WALLER"], ["We go.", "And soon."], [":"]),
            ("transcript", ["AMES"], ["No."], [":"]),
            ("transcript", ["WALLER"], ["Yes."], [":"]),
        ]),
        ("“WALLER: We go.\nThe rain went on.\n“WALLER: Yes.", [
            ("transcript", ["WALLER"], ["We go."], [":"]), ("transcript", ["WALLER"], ["Yes."], [":"]),
        ]),
        ("Note: the ferry is late.", []),
        ("Ann Lee: “We go.”\nAnn Lee: “We stay.”", []),
        ("At 10:30 we left.\nAt 10:45 we came.", []),
        ("", []),
    ],
)  # fmt: skip
def test_layouts(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["A" * 500_000, "A " * 200_000, "Aa: b\n" * 30_000, "“a” — B\n" * 20_000, "-" * 300_000]
)
def test_linear_time(text):
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 20
