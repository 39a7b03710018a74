"""What the tagger finds in the paragraphs of an article: attributions with exact edges and calibrated scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from builder.attribution import clauses, floating, glue, interruptions, repairs, scores, tagger
from builder.attribution.context import Context
from builder.attribution.found import Found
from builder.attribution.glue import Group
from builder.attribution.links import PRONOUNS
from builder.attribution.marks import Quotation
from builder.attribution.stretches import Stretches
from builder.attribution.tagger import Settings
from builder.model import encoder
from builder.model.arrays import Floats
from builder.model.tokens import encode
from builder.records import Span

_TITLE = 3  # letters of "Rep" and "Sen", which two parties may share


def read(
    text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation], models: Path | None = None
) -> list[Found]:
    """The attributions of ``paragraphs`` in the order of their content; no two contents overlap."""
    quoted = [span for quotation in quotations for span in quotation.spans]
    doc = encode(text, paragraphs, quoted, encoder.pieces())
    if not len(doc):
        return []
    settings = tagger.settings(models)
    tags, logp, links = tagger.tag(doc, models)
    context = Context.of_tags(doc, tags, links)
    reopened = Stretches(Span(q.start, q.end) for q in quotations if len(q.spans) > 1)
    groups = _whole(context, clauses.owned(context, glue.groups(context, settings.scorers)), reopened)
    parts = [part for group in groups for part in floating.parted(context, group, reopened)]
    found = (_found(context, group, logp, settings) for group in floating.inheriting(context, parts))
    mended = _apart(one for each in found if (one := repairs.mended(text, each)) is not None)
    return interruptions.joined(text, mended)


def _whole(context: Context, groups: Sequence[Group], reopened: Stretches) -> list[Group]:
    """What stands in one quotation, re-opened over paragraphs, is one attribution: marks know better.

    The first part may begin outside of it: She told the BBC it “must stop”: “We go. ¶ “And soon.” Two clauses that name
    two parties show that a closing mark was forgotten.
    """
    out: list[Group] = []
    owner: dict[int, int] = {}
    for group in groups:
        begins = reopened.index(context.doc.spans[group.contents[0].begin][0])
        before = None if begins is None or not floating.is_quoted(context, group) else owner.get(begins)
        if before is not None and not _two_parties(context, out[before], group):
            out[before] = _merged(out[before], group)
            continue
        for stretch in group.contents:
            for token in (stretch.begin, stretch.end - 1):
                chain = reopened.index(context.doc.spans[token][0])
                if chain is not None and context.inside(token):
                    owner.setdefault(chain, len(out))
        out.append(group)
    return out


def _two_parties(context: Context, first: Group, second: Group) -> bool:
    """“We go,” Ann Ames said. “If not, ¶ “We stay,” added Bo Lund.: each has a clause of its own."""
    named = [_named(context, group) for group in (first, second)]
    return all(named) and not named[0] & named[1]


def _named(context: Context, group: Group) -> set[str]:
    """The names in the source of a clause that stands in the paragraph of its content and outside of the marks."""
    source, cue, doc = group.source, group.cue, context.doc
    if source is None or cue is None or context.inside(source.begin):
        return set()
    here = {int(context.paragraph[stretch.begin]) for stretch in group.contents}
    words = doc.words[source.begin : source.end]
    if not here >= {int(context.paragraph[source.begin]), int(context.paragraph[cue.begin])}:
        return set()
    return {word for word in words if word[0].isupper() and len(word) > _TITLE and word.lower() not in PRONOUNS}


def _merged(first: Group, second: Group) -> Group:
    surer = max(first, second, key=lambda group: (group.source is not None, group.source_score))
    contents = sorted((*first.contents, *second.contents), key=lambda stretch: stretch.begin)
    return replace(surer, contents=tuple(contents))


def _found(context: Context, group: Group, logp: Floats, settings: Settings) -> Found:
    def chars(begin: int, end: int) -> Span:
        return Span(context.doc.spans[begin][0], context.doc.spans[end - 1][1])

    cue = () if group.cue is None else (chars(group.cue.begin, group.cue.end),)
    inherited = group.source is not None and floating.floats(context, group)
    score = settings.calibration(scores.features(context, group, logp))
    return Found(
        content=tuple(chars(*glue.edges(context, stretch)) for stretch in group.contents),
        source=() if group.source is None else (chars(group.source.begin, group.source.end),),
        cue=cue,
        method="tagger",
        score=round(score * (scores.INHERITED if group.inherited else scores.JOINED), 4) if inherited else score,
        speech=settings.scorers.speech(cue[0].of(context.doc.text)) if cue else True,
        inherited=inherited,
        by="model",
    )


def _apart(found: Iterable[Found]) -> list[Found]:
    """Contents cut where the edges that marks gave them overlap: the first in the text keeps its words."""
    given = list(found)
    spans = sorted((span, k) for k, one in enumerate(given) for span in one.content)
    content: dict[int, list[Span]] = {}
    end = 0
    for span, k in spans:
        if span.end > end:
            content.setdefault(k, []).append(Span(max(span.start, end), span.end))
            end = span.end
    return [replace(one, content=tuple(content[k])) for k, one in enumerate(given) if k in content]
