"""The shipped tagger as a model that can be trained on: the bytes of its ONNX graph become float weights again."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.encoder import HIDDEN, LAYERS, PIECES
from training.export import HEAD, PLACES
from training.tagger import Tagger

Weights = dict[str, np.ndarray]


def constants(graph: onnx.GraphProto) -> Weights:
    """The constants of a graph by name; a quantised weight under the name that it had before."""
    kept = {c.name: numpy_helper.to_array(c) for c in graph.initializer}
    found = {name: value for name, value in kept.items() if not name.endswith(("_quantized", "_scale", "_zero_point"))}
    for name, value in kept.items():
        if name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            zero = kept[f"{base}_zero_point"].astype(np.float32)
            found[base] = (value.astype(np.float32) - zero) * kept[f"{base}_scale"]
    return found


def weights(models: Path) -> Weights:
    """Parameters of `training.tagger.Tagger` from the files of a model folder."""
    found = constants(onnx.load(models / "tagger.onnx").graph)
    out = {
        "bert.embeddings.token_type_embeddings.weight": found["types.table"],
        "bert.embeddings.LayerNorm.weight": found["layer0.scale"],
        "bert.embeddings.LayerNorm.bias": found["layer0.shift"],
    }
    for k in range(LAYERS):
        name, layer = f"bert.encoder.layer.{k}", f"layer{k + 1}"
        joint, bias = found[f"{layer}.attention.qkv.weight"].T, found[f"{layer}.attention.qkv.bias"]
        for part, (at, factor) in {"query": (0, HEAD**0.5), "key": (1, 1.0), "value": (2, 1.0)}.items():
            own = slice(at * HIDDEN, (at + 1) * HIDDEN)
            out[f"{name}.attention.self.{part}.weight"] = joint[own] * factor
            out[f"{name}.attention.self.{part}.bias"] = bias[own] * factor
        for ours, theirs in (
            ("attention.output.dense", "attention"), ("intermediate.dense", "wide"), ("output.dense", "narrow"),
        ):  # fmt: skip
            out[f"{name}.{ours}.weight"] = found[f"{layer}.{theirs}.weight"].T
            out[f"{name}.{ours}.bias"] = found[f"{layer}.{theirs}.bias"]
        for ours, theirs in (("attention.output.LayerNorm", f"{layer}.norm1"), ("output.LayerNorm", layer)):
            out[f"{name}.{ours}.weight"], out[f"{name}.{ours}.bias"] = (
                found[f"{theirs}.scale"],
                found[f"{theirs}.shift"],
            )
    for ours, theirs in (("out", "tags"), ("link", "links")):
        out[f"{ours}.weight"], out[f"{ours}.bias"] = found[f"{theirs}.weight"].T, found[f"{theirs}.bias"]
    return out | _embeddings(models, found["places"])


def _embeddings(models: Path, places: np.ndarray) -> Weights:
    """Tables of full length; what is not shipped, since no window is so long and no text has the piece, is zero."""
    with np.load(models / "words.npz", allow_pickle=False) as kept:
        rows = kept["rows"].astype(np.float32) * kept["scale"][:, None]
    words, positions = np.zeros((PIECES, HIDDEN), np.float32), np.zeros((512, HIDDEN), np.float32)
    words[: len(rows)], positions[:PLACES] = rows, places
    return {
        "bert.embeddings.word_embeddings.weight": words,
        "bert.embeddings.position_embeddings.weight": positions,
    }


def tagger(models: Path) -> Tagger:
    model = Tagger()
    model.load_state_dict({name: torch.from_numpy(np.array(w, np.float32)) for name, w in weights(models).items()})
    return model


def transitions(models: Path) -> np.ndarray:
    """The table [class, class, tag, tag] that decoding adds."""
    kept = json.loads((models / "tagger.json").read_text(encoding="utf-8"))
    return np.array(kept["transitions"], np.float32)
