"""Log-probabilities and link vectors of every token of some texts, window by window."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from builder.attribution.tags import TAGS
from builder.model.tokens import WINDOW, Encoded, windows
from training.batches import Window, batch
from training.tagger import LINK, LINKS, Tagger


@torch.inference_mode()
def predict(
    model: Tagger, docs: Sequence[Encoded], shifts: Sequence[int | None] = (None,), size: int = 16
) -> list[np.ndarray]:
    """(n, tag) per text; more than one of `shifts` (limits of the first window) averages over tilings."""
    return [lp for lp, _ in predict_with_links(model, docs, shifts, size)]


@torch.inference_mode()
def predict_with_links(
    model: Tagger, docs: Sequence[Encoded], shifts: Sequence[int | None] = (None,), size: int = 16
) -> list[tuple[np.ndarray, np.ndarray]]:
    """((n, tag), (n, link queries and keys)) per text; a token's link vectors come from its last tiling."""
    model.eval()
    where: dict[int, int] = {id(d): k for k, d in enumerate(docs)}
    items: list[Window] = [(d, b, e) for d in docs for first in shifts for b, e in windows(d, WINDOW, first)]
    items.sort(key=lambda w: sum(map(len, w[0].pieces[w[1] : w[2]])))
    total = [np.zeros((len(d), len(TAGS)), np.float32) for d in docs]
    weight = [np.zeros(len(d), np.float32) for d in docs]
    vectors = [np.zeros((len(d), 2 * LINK * len(LINKS)), np.float32) for d in docs]
    for k in range(0, len(items), size):
        part = items[k : k + size]
        b = batch(part)
        out, link = model(*map(torch.from_numpy, (b.ids, b.types, b.mask)))
        logp, link = out.float().log_softmax(-1).numpy(), link.float().numpy()
        for row, (doc, begin, end) in enumerate(part):
            i, n = where[id(doc)], end - begin
            w = np.ones(n, np.float32)
            if len(shifts) > 1:  # the middle of a window sees more
                w = np.minimum(np.arange(n) + 1, np.arange(n)[::-1] + 1).astype(np.float32)
            total[i][begin:end] += logp[row, b.first[row]] * w[:, None]
            weight[i][begin:end] += w
            vectors[i][begin:end] = link[row, b.first[row]]
    return [(t / w[:, None], v) for t, w, v in zip(total, weight, vectors, strict=True)]
