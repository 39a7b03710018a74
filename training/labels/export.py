"""A trained labeller becomes shipped files: python -m training.labels.export RUN --out DIR

DIR gets labeller.onnx (the encoder, int8) and labeller.npz (its heads, int8 by row). The table of word vectors is the
one that ``training.export`` writes: both encoders were trained with it frozen.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
from safetensors.numpy import load_file

from builder.label.windows import SIZE
from builder.model.encoder import TOKENIZER, words
from builder.model.tokens import Pieces
from training import checksums
from training.export import by_row, graph, quantised
from training.labels import gold
from training.smooth import smoothed

MEASURED = 100  # quotes
PLACES = "bert.embeddings.position_embeddings.weight"


def measured(corpora: Path, models: Path) -> list[dict[str, np.ndarray]]:
    """The inputs of some quotes' windows, to see how large each channel becomes."""
    asked = gold.examples(gold.polnear(corpora)[:MEASURED], Pieces(models / TOKENIZER))
    return [
        {"vectors": words()(np.array(one.window.ids)), "types": np.array(one.window.types, np.int64)} for one in asked
    ]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("run", type=Path)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--models", type=Path, default=Path("builder/models"), help="for the tokenizer and the word vectors")
    p.add_argument("--float", action="store_true", help="leave float32, to measure what int8 costs")
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    weights = load_file(args.run / "labeller.safetensors")
    weights[PLACES] = weights[PLACES][: SIZE + 2]
    model = graph(weights, {})
    if not args.float:
        model = quantised(smoothed(model, measured(args.corpora, args.models)))
    onnx.save(model, args.out / "labeller.onnx")
    kept: dict[str, np.ndarray] = {}
    for name, value in weights.items():
        if name.startswith("bert."):
            continue
        if value.ndim > 1:
            kept[name], kept[f"{name}.scale"] = by_row(value)
        else:
            kept[name] = value.astype(np.float32)
    np.savez(args.out / "labeller.npz", **kept)
    checksums.write(args.out)


if __name__ == "__main__":
    main()
