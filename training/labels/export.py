"""A trained labeller becomes shipped files: python -m training.labels.export RUN --out DIR

DIR gets labeller.onnx (the encoder, int8) and labeller.npz (its heads, float16). The table of word vectors is the one
that ``training.export`` writes: both encoders were trained with it frozen.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
from safetensors.numpy import load_file

from builder.label.windows import SIZE
from training import checksums
from training.export import graph, quantised

PLACES = "bert.embeddings.position_embeddings.weight"


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("run", type=Path)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--float", action="store_true", help="leave float32, to measure what int8 costs")
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    weights = load_file(args.run / "labeller.safetensors")
    weights[PLACES] = weights[PLACES][: SIZE + 2]
    model = graph(weights, {})
    onnx.save(model if args.float else quantised(model), args.out / "labeller.onnx")
    kept = {name: value.astype(np.float16) for name, value in weights.items() if not name.startswith("bert.")}
    np.savez(args.out / "labeller.npz", **kept)
    checksums.write(args.out)


if __name__ == "__main__":
    main()
