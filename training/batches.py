"""Windows of encoded texts as padded arrays, and the batches of one pass over them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from builder.model.tokens import CLS, SEP, WINDOW, Encoded, windows

Window = tuple[Encoded, int, int]


@dataclass(slots=True)
class Batch:
    """Padded arrays of some windows; `token` is each token's position of its first piece, row by row."""

    ids: np.ndarray
    types: np.ndarray
    mask: np.ndarray
    first: list[np.ndarray]


def batch(items: Sequence[Window]) -> Batch:
    """[CLS] pieces [SEP], padded to a multiple of 16."""
    rows = []
    for doc, begin, end in items:
        ids, types, first = [CLS], [0], []
        for k in range(begin, end):
            first.append(len(ids))
            ids += doc.pieces[k]
            types += [doc.types[k]] * len(doc.pieces[k])
        rows.append(([*ids, SEP], [*types, 0], first))
    width = (max(len(r[0]) for r in rows) + 15) // 16 * 16
    out = np.zeros((3, len(rows), width), np.int64)
    for k, (ids, types, _) in enumerate(rows):
        out[0, k, : len(ids)], out[1, k, : len(ids)], out[2, k, : len(ids)] = ids, types, 1
    return Batch(out[0], out[1], out[2], [np.array(r[2]) for r in rows])


def epoch(docs: Sequence[Encoded], rng: random.Random, size: int) -> list[list[Window]]:
    """Batches of `size` windows of one pass, first cuts drawn anew, windows of like length together."""
    items = [(d, b, e) for d in docs for b, e in windows(d, first=rng.randint(60, WINDOW))]
    rng.shuffle(items)
    out: list[list[Window]] = []
    for k in range(0, len(items), size * 16):
        pool = sorted(items[k : k + size * 16], key=lambda w: sum(map(len, w[0].pieces[w[1] : w[2]])))
        batches = [pool[i : i + size] for i in range(0, len(pool), size)]
        rng.shuffle(batches)
        out += batches
    return out
