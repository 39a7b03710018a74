"""Contents that took words of the outlet's sentence, and those that did not."""

from __future__ import annotations

import re

import pytest

from builder.attribution.found import Found
from builder.attribution.trimmed import trimmed
from builder.records import Span

_SIGN = re.compile(r"[<>\[\]{}|]")


def read(drawn):
    """The text; the cue <…>; the contents […], and {…} that should go; what should be left, up to | of each."""
    text, at = _SIGN.sub("", drawn), {sign: [] for sign in "<>[]{}|"}
    for n, match in enumerate(_SIGN.finditer(drawn)):
        at[match.group()].append(match.start() - n)
    stated = list(map(Span, at["["], at["]"]))
    cut = [next((Span(span.start, k) for k in at["|"] if span.start < k < span.end), span) for span in stated]
    contents = sorted([*stated, *map(Span, at["{"], at["}"])])
    return text, tuple(map(Span, at["<"], at[">"])), tuple(contents), tuple(cut)


@pytest.mark.parametrize(
    "drawn",
    [
        "She <says>, [“Don’t do it,”| until shots are heard].",
        "She <says>, [''Don't do it,''| until shots fall].",
        "She <said> [“not here,” but “over there.”]",
        "She <said> [the “old law,” now dead, was good].",
        "He <blasted> [the plan as “mad”| on Monday].",
        "He <saw> [her as a “fraud”| after the vote].",
        "He <saw> [her as a “fraud” for lying].",
        "He <says> [it is “mad” on Monday].",
        "After <saying> [it was “sore,”| she slept].",
        "Rain. Contrary to his <claim> [that it was “dry,”| it was wet].",
        "<Citing> [“dry land,”| she sold].",
        "After <saying> [it was “sore,” and “red,”] she slept.",
        "She kept <saying> [it was “sore,” Ann slept].",
        "{As for the strike}, he <said>, [“We go.”]",
        "[Of course], he <said>, [“We go.”]",
        "[On the hill], he <said>, [“we were few.”]",
    ],
)
def test_trimmed(drawn):
    text, cue, contents, expected = read(drawn)
    assert trimmed(text, Found(contents, (), cue, method="tagger", score=0.9)).content == expected
