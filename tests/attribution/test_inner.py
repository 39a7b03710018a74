"""Who speaks where one party shows or reports the words of another."""

from __future__ import annotations

import pytest

from builder.attribution import inner


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        (
            "The advert uses footage of Ann Ames asking, “Why not?”",
            (["“Why not?”"], ["The advert"], ["uses footage of"]),
            (["“Why not?”"], ["Ann Ames"], ["asking"]),
        ),
        (
            "It ends with footage of Ames saying at the fair, “We go,” over flags.",
            (["Ames saying at the fair, “We go,”"], ["It"], ["ends with footage of"]),
            (["“We go,”"], ["Ames"], ["saying"]),
        ),
        (
            "It has a clip of the flood.",
            (["the flood"], ["It"], ["has a clip of"]),
            (["the flood"], ["It"], ["has a clip of"]),
        ),
        (
            "The Board seized on Ann Ames’s claim that it sank.",
            (["that it sank"], ["The Board"], ["claim"]),
            (["that it sank"], ["Ann Ames’s"], ["claim"]),
        ),
        (
            "The Board heard the pilots’ claim that it sank.",
            (["that it sank"], ["The Board"], ["claim"]),
            (["that it sank"], ["the pilots’"], ["claim"]),
        ),
        (
            "The Board fought his repeated claim that it sank.",
            (["that it sank"], ["The Board"], ["repeated claim"]),
            (["that it sank"], ["his"], ["repeated claim"]),
        ),
        (
            "Lund’s claim that it sank was read.",
            (["that it sank"], ["Lund’s"], ["claim"]),
            (["that it sank"], ["Lund’s"], ["claim"]),
        ),
        (
            "The Board said Lund’s claims sank.",
            (["Lund’s claims sank"], ["The Board"], ["said"]),
            (["Lund’s claims sank"], ["The Board"], ["said"]),
        ),
    ],
)
def test_speaker(mend, text, given, expected):
    assert mend(inner.speaker, text, given) == expected
