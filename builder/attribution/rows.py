"""A found attribution as the record: its cue looked up, its medium read, its kind told by the marks."""

from __future__ import annotations

from collections.abc import Sequence

from builder import lexicon
from builder import text as prose
from builder.attribution import scores, via
from builder.attribution.found import Found
from builder.attribution.marks import Quotation
from builder.attribution.stretches import Stretches
from builder.records import Attribution, QuoteType

_LONG = 1500  # code points; a longer quotation is either a document or a forgotten mark


def unattributed(quotation: Quotation) -> Found:
    """A quotation that nobody is said to have said."""
    return Found(quotation.spans, (), (), "unattributed_quote", scores.UNATTRIBUTED)


class Rows:
    """Makes the records of one article."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.quotations = quotations
        pairs = sorted((span, number) for number, q in enumerate(quotations) for span in q.spans)
        self._quoted = Stretches(span for span, _ in pairs)
        self._numbers = [number for _, number in pairs]

    def attribution(self, found: Found) -> Attribution:
        text = self.text
        words: list[int] = []
        within: list[int | None] = []
        for span in found.content:
            its = [match.start() for match in prose.WORD.finditer(text, span.start, span.end)]
            words += its
            within += self._quoted.indices(its)
        inside = [self.quotations[number] for number in sorted({self._numbers[at] for at in within if at is not None})]
        flags = {flag for quotation in inside for flag in quotation.flags}
        if found.inherited:
            flags.add("inherited_speaker")
        if found.content[-1].end - found.content[0].start > _LONG:
            flags.add("long_quote")
        quote_type = _quote_type(
            [at is not None for word, at in zip(words, within, strict=True) if text[word].isalnum()]
        )
        entry = lexicon.cue_within(" ".join(span.of(text) for span in found.cue))
        return Attribution(
            content=found.content,
            quote_type=quote_type,
            source=found.source,
            cue=found.cue,
            cue_lemma=entry.lemma if entry else None,
            polarity=entry.polarity if entry else "asserts",
            # Words in quotation marks were spoken or written, unless the lexicon knows the cue for a thought.
            speech=found.speech or (quote_type == "direct" and (entry is None or entry.speech)),
            via=via.of(text, found.cue, found.source, found.content),
            nested=tuple(span for quotation in inside for span in quotation.nested),
            inherited=found.inherited,
            flags=tuple(sorted(flags)),
            score=found.score,
            method=found.method,
            by=found.by,
        )


def _quote_type(quoted: Sequence[bool]) -> QuoteType:
    """From the marks alone: do all, some or none of the words of a content stand in a quotation?"""
    if not any(quoted):
        return "indirect"
    return "direct" if all(quoted) else "mixed"
