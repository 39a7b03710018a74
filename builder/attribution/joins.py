"""Do two stretches of content belong to one attribution? Interrupted, re-opened and "A," he said. "B." quotes do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from builder.attribution.context import STOPS, Context, Stretch
from builder.attribution.links import Scored
from builder.model.tokens import MARK

THRESHOLD = 0.5


def pair_features(
    context: Context, contents: Sequence[Stretch], sources: Sequence[Scored], cues: Sequence[Scored], i: int, k: int
) -> list[float]:
    """Features of stretches `i` < `k` of `contents`, given each stretch's scored sources and cues."""
    doc, a, b = context.doc, contents[i], contents[k]
    low, high = a.end, b.begin

    def count(sums: list[int]) -> int:
        return sums[high] - sums[low] if high > low else 0

    words, free = count(context.words), count(context.words) - count(context.tagged_words)
    breaks, stops = count(context.paragraph), count(context.sentence) - count(context.paragraph)
    inner_cues = context.beginning("cue", low, high)
    inner_sources = count(context.starts["source"])
    n_cues = len(inner_cues)
    marks = [doc.words[t] for t in range(low, high) if doc.marks[t] == MARK]
    opens, closes = any(m not in "”»" for m in marks), any(m in "”»" for m in marks)
    ends_quoted, begins_quoted = context.inside(a.end - 1), context.inside(b.begin)
    both = ends_quoted and begins_quoted
    whole = context.inside(a.begin) and context.inside(b.end - 1)
    best = [next(iter(s), (None, 0.0)) for s in (sources[i], sources[k])]
    shared = next((p for s, p in sources[k] if s is best[0][0]), 0.0)
    cue_of = [next(iter(s), (None, 0.0)) for s in (cues[i], cues[k])]
    shared_cue = next((p for s, p in cues[k] if s is cue_of[0][0]), 0.0)
    paragraph = context.paragraph
    next_begin = contents[k + 1].begin if k + 1 < len(contents) else len(doc)
    after = [s for s in context.beginning("cue", b.end, next_begin) if paragraph[s.begin] == paragraph[b.begin]]
    after_near = any(
        abs(context.sentence[s.begin] - context.sentence[b.end - 1]) <= 1 and s.begin - b.end < 12 for s in after
    )
    last_end = contents[i - 1].end if i else 0
    before = context.beginning("cue", last_end, a.begin)
    ahead = any(paragraph[s.begin] == paragraph[a.begin] for s in before)
    to_second = min((high - s.end for s in inner_cues), default=30)
    from_first = min((s.begin - low for s in inner_cues), default=30)
    opens_sentence = any(doc.words[t] in STOPS or doc.is_break(t) for t in range(max(low, high - 2), high))
    tail = doc.words[low : min(low + 3, high)]
    one = n_cues == 1
    said_after = one and from_first <= 4
    features = (
        breaks == 0, breaks == 1, breaks > 1, np.log1p(words), np.log1p(free), free == 0, n_cues == 0, one,
        n_cues > 1, inner_sources == 0, inner_sources == 1, inner_sources > 1, opens, closes, stops > 0, stops > 1,
        ends_quoted, begins_quoted, both, whole, best[0][0] is not None and best[0][0] is best[1][0], shared,
        best[0][1], best[1][1], cue_of[0][0] is not None and cue_of[0][0] is cue_of[1][0], shared_cue,
        cue_of[0][1], cue_of[1][1], after_near, ahead, to_second <= 2, from_first <= 4,
        doc.words[b.begin][0].islower(), opens_sentence, "," in tail, any(t in STOPS for t in tail),
        np.log1p(a.end - a.begin), np.log1p(b.end - b.begin), both and breaks == 0 and one and inner_sources <= 1,
        both and n_cues == 0 and breaks == 0, both and n_cues == 0 and breaks > 0, n_cues == 0 and breaks == 0,
        after_near and ahead, ahead and one, not ahead and one and not after_near,
        not ahead and one and not after_near and both, one and to_second <= 2 and not from_first <= 4,
        said_after and not opens_sentence, said_after and opens_sentence and begins_quoted,
        said_after and opens_sentence and not begins_quoted, doc.words[b.begin].lower() in ("that", "to"),
        high - low <= 1, n_cues == 0 and breaks == 0 and stops > 0 and not begins_quoted,
        n_cues == 0 and not after and breaks == 0,
        both and said_after and opens_sentence and not after_near and breaks == 0,
        both and n_cues == 0 and breaks > 0 and not closes,
        both and n_cues == 0 and breaks == 1 and not after_near, k - i > 1, both and k - i > 1,
        free == 0 and k - i > 1, breaks > 0 and closes, breaks > 0 and free > 0,
        breaks > 0 and closes and n_cues == 0 and begins_quoted, closes and n_cues == 0 and free > 0,
        breaks > 0 and np.log1p(free), float(context.linked("previous", b, [a])[0]),
    )  # fmt: skip
    return [float(f) for f in features]
