"""Teachers' tag probabilities over the training articles: python -m training.distil RUN [RUN …] --out soft.npz

Averaged in the log domain over runs and over three tilings of windows, then softened by `temperature`. With
--held each article's come from the one run (--fold) that did not train on it: less sure, and so more telling.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from builder.model.tokens import Pieces
from training.data import load

SHIFTS = (None, 85, 170)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("runs", nargs="+", type=Path)
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--minilm", type=Path, required=True)
    p.add_argument("--tokenizer", type=Path)
    p.add_argument("--held", action="store_true", help="the runs are folds: use their held.npz")
    p.add_argument("--temperature", type=float, default=1.0)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    import torch
    from safetensors.torch import load_file

    from training.predict import predict
    from training.tagger import Tagger

    torch.set_num_threads(1)
    pieces = Pieces(args.tokenizer or args.minilm / "tokenizer.json")
    articles = load(args.corpora / "polnear.train.jsonl.gz", pieces)
    total = [np.zeros((len(a.doc), 7), np.float32) for a in articles]
    if args.held:
        held = {k: v for run in args.runs for k, v in np.load(run / "held.npz").items()}
        total = [held[a.row["doc_id"]].astype(np.float32) for a in articles]
    for run in [] if args.held else args.runs:
        model = Tagger(args.minilm)
        model.load_state_dict(load_file(run / "tagger.safetensors"))
        for t, lp in zip(total, predict(model, [a.doc for a in articles], SHIFTS), strict=True):
            np.add(t, lp / len(args.runs), out=t)
    soft = {}
    for a, t in zip(articles, total, strict=True):
        e = np.exp((t - t.max(1, keepdims=True)) / args.temperature)
        soft[a.row["doc_id"]] = (e / e.sum(1, keepdims=True)).astype(np.float16)
    np.savez_compressed(args.out, **soft)


if __name__ == "__main__":
    main()
