"""Log-probabilities and link vectors of every token of some texts, window by window."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from builder.attribution.context import KINDS, LINK
from builder.attribution.tags import TAGS
from builder.model.tokens import Encoded, windows
from training.batches import Window, batch
from training.tagger import Tagger


@torch.inference_mode()
def predict(model: Tagger, docs: Sequence[Encoded], size: int = 16) -> list[tuple[np.ndarray, np.ndarray]]:
    """((tokens, tag), (tokens, link queries and keys)) of each text."""
    model.eval()
    where = {id(doc): k for k, doc in enumerate(docs)}
    items: list[Window] = [(doc, begin, end) for doc in docs for begin, end in windows(doc)]
    items.sort(key=lambda w: sum(map(len, w[0].pieces[w[1] : w[2]])))
    scores = [np.zeros((len(doc), len(TAGS)), np.float32) for doc in docs]
    vectors = [np.zeros((len(doc), 2 * LINK * len(KINDS)), np.float32) for doc in docs]
    for k in range(0, len(items), size):
        part = items[k : k + size]
        b = batch(part)
        out, link = model(*map(torch.from_numpy, (b.ids, b.types, b.mask)))
        logp, link = out.float().log_softmax(-1).numpy(), link.float().numpy()
        for row, (doc, begin, end) in enumerate(part):
            scores[where[id(doc)]][begin:end] = logp[row, b.first[row]]
            vectors[where[id(doc)]][begin:end] = link[row, b.first[row]]
    return list(zip(scores, vectors, strict=True))
