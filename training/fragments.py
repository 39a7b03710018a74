"""Fragment-level F1 of tags against gold tags: the quick figure of each epoch, comparable with MODEL.md 6d."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from builder.attribution.context import trim
from builder.attribution.tags import spans_of
from builder.model.tokens import INSIDE, Encoded


def kind(doc: Encoded, begin: int, end: int) -> str:
    words = [i for i in range(begin, end) if doc.is_word(i)]
    inside = sum(doc.marks[i] == INSIDE for i in words)
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.95 * len(words) or (len(words) - inside <= 1 and inside >= 4) else "mixed"


def exact_f1(pairs: Iterable[tuple[Encoded, np.ndarray, np.ndarray]]) -> dict[str, float]:
    """F1 in percent of source, cue and content (and content by kind) over (text, gold tags, predicted tags)."""
    hit: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for doc, gold, predicted in pairs:
        sides = []
        for tags in (gold, predicted):
            cut = ((s.role, trim(doc, s.begin, s.end)) for s in spans_of(tags))
            sides.append({(role, *t) for role, t in cut if t})
        for side in sides:
            for role, b, e in side:
                for key in (role, kind(doc, b, e)) if role == "content" else (role,):
                    total[key] += 1
                    hit[key] += (role, b, e) in sides[0] and (role, b, e) in sides[1]
    return {k: 100 * hit[k] / total[k] for k in ("content", "direct", "mixed", "indirect", "source", "cue") if total[k]}
