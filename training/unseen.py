"""What a run says of the articles that it left out: python -m training.unseen RUN --fold K --tokenizer tokenizer.json

Writes RUN/unseen.npz: `DOC.logp` (tokens, tag) and `DOC.links` (tokens, 384) as float16, and the run's `_table`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from builder.model.tokens import Pieces
from training.data import load, read_rows
from training.mpnet import MPNet
from training.predict import predict
from training.tagger import Tagger
from training.train import FOLDS


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("run", type=Path)
    p.add_argument("--fold", type=int, required=True)
    p.add_argument("--folds", type=int, default=FOLDS)
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--mpnet", type=Path, help="folder of all-mpnet-base-v2, if the run began as this")
    p.add_argument("--tokenizer", type=Path, required=True)
    args = p.parse_args()
    torch.set_num_threads(1)
    model = Tagger(MPNet(args.mpnet, args.tokenizer) if args.mpnet else None)
    model.load_state_dict(load_file(args.run / "tagger.safetensors"))
    rows = read_rows(args.corpora / "polnear.train.jsonl.gz")
    articles = load(rows, Pieces(args.tokenizer))[args.fold :: args.folds]
    kept = {"_table": np.load(args.run / "table.npy")}
    found = predict(model, [a.doc for a in articles])
    for a, (logp, links) in zip(articles, found, strict=True):
        name = a.row["doc_id"]
        kept |= {f"{name}.logp": logp.astype(np.float16), f"{name}.links": links.astype(np.float16)}
    np.savez(args.run / "unseen.npz", **kept)


if __name__ == "__main__":
    main()
