"""Do two stretches of content belong to one attribution? Interrupted, re-opened and "A," he said. "B." quotes do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from builder.attribution.context import Context, Tokens
from builder.attribution.links import Scored
from builder.model.arrays import Booleans, Floats, Integers

THRESHOLD = 0.5


def pairs(count: int) -> tuple[Integers, Integers]:
    """Each of ``count`` contents with the two before it, the nearer one first: numbers of the earlier, of the later."""
    later = np.repeat(np.arange(count), 2)
    earlier = later - np.tile([1, 2], count)
    return earlier[earlier >= 0], later[earlier >= 0]


def features(context: Context, sources: Sequence[Scored], cues: Sequence[Scored], i: Integers, k: Integers) -> Floats:
    """Features (pairs, features) of the contents ``i`` before ``k``, given each content's scored sources and cues."""
    contents = context.places["content"]
    a, b = contents[i], contents[k]
    low, high = a.end, np.maximum(a.end, b.begin)
    count, first, last = (
        Tokens(low, high),
        Tokens(low, np.minimum(low + 3, high)),
        Tokens(np.maximum(low, high - 2), high),
    )
    words, free = count(context.words), count(context.words) - count(context.tagged_words)
    breaks, stops = count(context.paragraph), count(context.sentence) - count(context.paragraph)
    n_cues, inner_sources = count(context.starts["cue"]), count(context.starts["source"])
    closing = count(context.closing_marks)
    opens, closes = count(context.marks) > closing, closing > 0
    ends_quoted, begins_quoted = context.quoted[a.end - 1], context.quoted[b.begin]
    both = ends_quoted & begins_quoted
    whole = context.quoted[a.begin] & context.quoted[b.end - 1]
    same, shared, of_a, of_b = _best(sources, i, k)
    same_cue, shared_cue, cue_of_a, cue_of_b = _best(cues, i, k)
    behind, behind_near, ahead = _cues_beside(context)
    after, after_near, ahead = behind[k], behind_near[k], ahead[i]
    follows, precedes = _cues_between(context, low, high)
    small, clause = _first_words(context)[k].T
    opens_sentence = last(context.stops) + last(context.paragraph) > 0
    comma_near, stop_near = first(context.commas) > 0, first(context.stops) > 0
    one, none, apart, broken = n_cues == 1, n_cues == 0, k - i > 1, breaks > 0
    said_after = one & follows
    columns = (
        breaks == 0, breaks == 1, breaks > 1, np.log1p(words), np.log1p(free), free == 0, none, one,
        n_cues > 1, inner_sources == 0, inner_sources == 1, inner_sources > 1, opens, closes, stops > 0, stops > 1,
        ends_quoted, begins_quoted, both, whole, same, shared, of_a, of_b, same_cue, shared_cue, cue_of_a, cue_of_b,
        after_near, ahead, precedes, follows, small, opens_sentence, comma_near, stop_near,
        np.log1p(a.end - a.begin), np.log1p(b.end - b.begin), both & ~broken & one & (inner_sources <= 1),
        both & none & ~broken, both & none & broken, none & ~broken,
        after_near & ahead, ahead & one, ~ahead & one & ~after_near,
        ~ahead & one & ~after_near & both, one & precedes & ~follows,
        said_after & ~opens_sentence, said_after & opens_sentence & begins_quoted,
        said_after & opens_sentence & ~begins_quoted, clause,
        high - low <= 1, none & ~broken & (stops > 0) & ~begins_quoted,
        none & ~after & ~broken,
        both & said_after & opens_sentence & ~after_near & ~broken,
        both & none & broken & ~closes,
        both & none & (breaks == 1) & ~after_near, apart, both & apart,
        (free == 0) & apart, broken & closes, broken & (free > 0),
        broken & closes & none & begins_quoted, closes & none & (free > 0),
        broken * np.log1p(free), context.linked("previous", b, a),
    )  # fmt: skip
    return np.column_stack(columns)


def _best(scored: Sequence[Scored], i: Integers, k: Integers) -> Floats:
    """Of each pair (4, pairs): is the likeliest one the same, how likely is it for ``k``, and the best of each?"""
    rows: list[tuple[float, float, float, float]] = []
    for earlier, later in zip(i.tolist(), k.tolist(), strict=True):
        (first, p), (second, q) = (next(iter(scored[n]), (None, 0.0)) for n in (earlier, later))
        shared = next((r for other, r in scored[later] if other == first), 0.0)
        rows.append((first is not None and first == second, shared, p, q))
    return np.array(rows, float).reshape(-1, 4).T


def _first_words(context: Context) -> Booleans:
    """Of each content (contents, 2): does it begin with a small letter, with the word of a clause?"""
    words = [context.doc.words[s.begin] for s in context.by_role["content"]]
    return np.array([(word[0].islower(), word.lower() in ("that", "to")) for word in words], bool).reshape(-1, 2)


def _cues_beside(context: Context) -> tuple[Booleans, Booleans, Booleans]:
    """Of each content: is there a cue behind it, one near behind it, one before it, up to the next content or break?"""
    contents, cues, paragraph, sentence = (
        context.places["content"], context.places["cue"], context.paragraph, context.sentence,
    )  # fmt: skip
    starts, size = context.starts["cue"], len(context.doc)
    next_begin, last_end = np.append(contents.begin[1:], size), np.insert(contents.end[:-1], 0, 0)
    cue = np.append(cues.begin, size)[starts[contents.end]]
    behind = (cue < next_begin) & (paragraph[cue] == paragraph[contents.begin])
    near = behind & (sentence[cue] - sentence[contents.end - 1] <= 1) & (cue - contents.end < 12)
    cue = np.insert(cues.begin, 0, -1)[starts[contents.begin]]
    before = (cue >= last_end) & (paragraph[cue] == paragraph[contents.begin])
    return behind, near, before


def _cues_between(context: Context, low: Integers, high: Integers) -> tuple[Booleans, Booleans]:
    """Of each pair: does a cue follow close upon the first content, does one come close before the second?"""
    cues, starts, size = context.places["cue"], context.starts["cue"], len(context.doc)
    some = starts[high] > starts[low]
    first, last = np.append(cues.begin, size)[starts[low]], np.insert(cues.end, 0, 0)[starts[high]]
    return some & (first - low <= 4), some & (high - last <= 2)
