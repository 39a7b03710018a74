"""Who carried a statement: the medium or channel of the reporting clause."""

from __future__ import annotations

import pytest

from builder.attribution import via
from builder.records import Span


def spans(text, part):
    return (Span(text.index(part), text.index(part) + len(part)),) if part else ()


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "carried"),
    [
        ("Lee told reporters on Monday that it sank.", "Lee", "told", "that it sank", "reporters"),
        ("Lee told the Harbour Courier that it sank.", "Lee", "told", "that it sank", "the Harbour Courier"),
        ("Lee told Reuters that it sank.", "Lee", "told", "that it sank", "Reuters"),
        ("Lee told her mother that it sank.", "Lee", "told", "that it sank", None),
        ("Lee told Ann Post-Ames that it sank.", "Lee", "told", "that it sank", None),
        ("“It sank,” Lee told the Courier.", "Lee", "told", "“It sank,”", "the Courier"),
        ("“It sank,” Lee said in a statement on Monday.", "Lee", "said", "“It sank,”", "a statement"),
        ("“It sank,” said Lee in an interview.", "Lee", "said", "“It sank,”", "an interview"),
        ("The board said in a note that it sank.", "The board", "said in a note", "that it sank", "a note"),
        ("The board wrote on its website that it sank.", "The board", "wrote", "that it sank", "its website"),
        ("The board said on Twitter that it sank.", "The board", "said", "that it sank", "Twitter"),
        ("The board said it read a letter on the wreck.", "The board", "said", "it read a letter on the wreck", None),
        ("“It sank,” Lee said. He wrote it in a letter.", "Lee", "said", "“It sank,”", None),
        ("Lee said it sank.", "Lee", "said", "it sank", None),
        ("“It sank.” — Lee", "Lee", "", "“It sank.”", None),
    ],
)  # fmt: skip
def test_via(text, source, cue, content, carried):
    found = via.of(text, spans(text, cue), spans(text, source), spans(text, content))
    assert [span.of(text) for span in found] == ([carried] if carried else [])


def test_a_medium_that_quotes():
    text = "The Harbour Courier quoted Lee as saying that it sank."
    cue = (*spans(text, "quoted"), *spans(text, "as saying"))
    found = via.of(text, cue, spans(text, "Lee"), spans(text, "that it sank"))
    assert [span.of(text) for span in found] == ["The Harbour Courier"]
