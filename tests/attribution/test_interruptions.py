"""A quotation that goes on behind its reporting clause in the middle of the sentence is one attribution."""

from __future__ import annotations

import pytest

from builder.attribution import attribute, interruptions
from builder.attribution.found import Found
from builder.evaluate.system import article
from builder.records import Span


def found(text, content, source="Lee"):
    start = text.index(content)
    who = (Span(text.index(source), text.index(source) + len(source)),) if source else ()
    return Found((Span(start, start + len(content)),), who, (), "tagger", 0.9)


@pytest.mark.parametrize(
    ("text", "contents", "sources", "joined"),
    [
        ("“If so,” Lee said, pointing, “we go.”", ("“If so,”", "“we go.”"), ("Lee", "Lee"), True),
        ("“If so,” Lee said, pointing, “we go.”", ("“If so,”", "“we go.”"), ("Lee", None), True),
        ("“If so —” Lee said “— we go.”", ("“If so —”", "“— we go.”"), ("Lee", "Lee"), False),
        ("“If so,” Lee said. “we go.”", ("“If so,”", "“we go.”"), ("Lee", "Lee"), False),
        ("“If so,” Lee said, pointing, “We go.”", ("“If so,”", "“We go.”"), ("Lee", "Lee"), False),
        ("“If so,” Lee said, and Ames, “we go.”", ("“If so,”", "“we go.”"), ("Lee", "Ames"), False),
        ("“If so,” Lee said,\n“we go.”", ("“If so,”", "“we go.”"), ("Lee", "Lee"), False),
        ("“If so,” Lee said, " + "and on " * 40 + "“we go.”", ("“If so,”", "“we go.”"), ("Lee", "Lee"), False),
    ],
)
def test_pairs(text, contents, sources, joined):
    given = [found(text, content, source) for content, source in zip(contents, sources, strict=True)]
    made = interruptions.joined(text, given)
    assert [len(one.content) for one in made] == ([2] if joined else [1, 1])
    assert made[0].source == given[0].source


def test_what_stands_between_keeps_its_row():
    text = "“If so,” Lee said, denying a fraud, “we go.”"
    given = [found(text, "“If so,”"), found(text, "a fraud"), found(text, "“we go.”")]
    made = interruptions.joined(text, given)
    assert [[span.of(text) for span in one.content] for one in made] == [["“If so,”", "“we go.”"], ["a fraud"]]


def test_a_quotation_that_begins_outside_of_its_marks_goes_on_in_the_next_paragraph():
    text = (
        'After the leak, union leader Enver Lee told Harbour News any process "must be well thought out": "Moves to '
        'cut the backlog are welcome but the answer is not yet more hurdles.\n\n"After years of waiting it cannot be '
        'fair to ask people for a form in a matter of weeks."\n\nMinister Ames defended the plan on Monday.'
    )
    rows, _ = attribute(article(text))
    (row,) = [one for one in rows if "After years" in "".join(span.of(text) for span in one.content)]
    assert [span.of(text) for span in row.source] == ["union leader Enver Lee"]
    assert len(row.content) > 1
