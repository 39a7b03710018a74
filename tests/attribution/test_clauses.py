"""Quotations whose own reporting clause stands behind them, with spans tagged by hand."""

from __future__ import annotations

import re

import numpy as np
import pytest

from builder.attribution import clauses, marks
from builder.attribution.context import LINK, Context
from builder.attribution.glue import Group, edges
from builder.attribution.tags import Tagged
from builder.model import encoder
from builder.model.tokens import encode
from builder.records import Span

_ROLES = {"{": "source", "<": "cue", "[": "content"}
_SIGN = re.compile(r"[{}<>\[\]]")


def read(drawn):
    """The context of a text, with its {sources}, <cues> and [contents] as the tagger would have drawn them."""
    text, tagged, begin = _SIGN.sub("", drawn), [], 0
    doc = encode(text, [Span(0, len(text))], quoted(text), encoder.pieces())
    for n, match in enumerate(_SIGN.finditer(drawn)):
        at = match.start() - n
        if match.group() in _ROLES:
            begin, role = at, _ROLES[match.group()]
        else:
            inside = [k for k, (a, b) in enumerate(doc.spans) if a >= begin and b <= at]
            tagged.append(Tagged(role, inside[0], inside[-1] + 1))
    return Context(doc, tagged, np.zeros((len(doc), 6 * LINK), np.float32))


def quoted(text):
    return [span for one in marks.quotations(text, [Span(0, len(text))]) for span in one.spans]


def group(context, content, source, cue):
    """The numbered content with the numbered source and cue."""
    found = context.by_role
    return Group((found["content"][content],), found["source"][source], 0.9, found["cue"][cue], 0.9, 1.0)


def shown(context, given):
    """Words of the source, the cue and the contents of each group."""

    def words(begin, end):
        return context.doc.text[context.doc.spans[begin][0] : context.doc.spans[end - 1][1]]

    return [
        (
            words(one.source.begin, one.source.end),
            words(one.cue.begin, one.cue.end),
            *(words(*edges(context, content)) for content in one.contents),
        )
        for one in given
    ]


def test_after_a_colon():
    context = read(
        "{The note} <named> [the rules it was bound by: “Our fight has opened the door,”] {the union} <wrote>."
    )
    assert shown(context, clauses.owned(context, [group(context, 0, 0, 0)])) == [
        ("The note", "named", "the rules it was bound by"),
        ("the union", "wrote", "“Our fight has opened the door,”"),
    ]


def test_from_the_sentence_on_and_with_what_follows():
    context = read(
        "{She} <says> [it is hard. We need to “be sure of salt, or we lose it,”] {Ms Bock} <said>. "
        "[“One of the reasons is bread.”]"
    )
    assert shown(context, clauses.owned(context, [group(context, 0, 0, 0), group(context, 1, 1, 1)])) == [
        ("She", "says", "it is hard"),
        ("Ms Bock", "said", "We need to “be sure of salt, or we lose it,”", "“One of the reasons is bread.”"),
    ]


@pytest.mark.parametrize("cue", [0, 1])
def test_not_inside_a_sentence_and_not_its_own(cue):
    context = read("{He} <said> [the plan was “mad and dear,”] {Ames} <wrote>.")
    given = [group(context, 0, cue, cue)]
    assert clauses.owned(context, given) == given


def test_marks_of_two_quotations_stay_apart():
    context = read("“A word,” {Ames} <said> on “The Hour.” “[We go home.]” “Then stay.”")
    assert shown(context, [group(context, 0, 0, 0)]) == [("Ames", "said", "“We go home.”")]
