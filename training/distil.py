"""Soft labels of the training articles: python -m training.distil FOLD [FOLD …] --out soft.npz

Each article's tag probabilities come from the run that did not train on it (unseen.npz): less sure than those of a
teacher that knows the text, and so more telling about what people would disagree on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folds", nargs="+", type=Path)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    soft = {}
    for run in args.folds:
        stored = np.load(run / "unseen.npz")
        for key in (key for key in stored.files if key.endswith(".logp")):
            soft[key.removesuffix(".logp")] = np.exp(stored[key].astype(np.float32)).astype(np.float16)
    np.savez_compressed(args.out, **soft)


if __name__ == "__main__":
    main()
