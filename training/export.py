"""Trained weights become the shipped model: python -m training.export RUN --tokenizer FILE --glue FILE --out DIR

The graph is written by hand: one window, no batch and no mask, because dynamic int8 scales an activation over the
whole tensor and a batch would change its neighbours' results. Inputs `vectors` (T, 384) of the words, looked up in
the table that all our encoders share, and `types` (T); outputs `tags` (T, 7) and `links` (T, 384).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

from builder.model.tokens import WINDOW
from training import checksums
from training.vocabulary import pruned

HEADS, HEAD, HIDDEN, LAYERS, EPSILON, OPSET = 12, 32, 384, 6, 1e-12, 20
PLACES = WINDOW + 2
LEAST = 1e-12  # of the largest value of a row, so that one of zeros has a scale
WORDS = "bert.embeddings.word_embeddings.weight"
Weights = dict[str, np.ndarray]


class Graph:
    """Nodes and constants of a graph under construction; each call returns the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, *inputs: str, out: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [out], name=out, **attributes))
        return out

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray, out: str) -> str:
        product = self.node("MatMul", x, self.constant(f"{out}.weight", weight.T), out=f"{out}.product")
        return self.node("Add", product, self.constant(f"{out}.bias", bias), out=out)

    def norm(self, x: str, weights: Weights, name: str, out: str) -> str:
        scale = self.constant(f"{out}.scale", weights[f"{name}.weight"])
        shift = self.constant(f"{out}.shift", weights[f"{name}.bias"])
        return self.node("LayerNormalization", x, scale, shift, out=out, epsilon=EPSILON, axis=-1)


def attention(g: Graph, x: str, weights: Weights, name: str, out: str) -> str:
    """Self-attention of one window; the scale of the scores is folded into the queries."""
    parts = [(weights[f"{name}.self.{p}.weight"], weights[f"{name}.self.{p}.bias"]) for p in ("query", "key", "value")]
    factors = (HEAD**-0.5, 1.0, 1.0)
    weight = np.concatenate([w * f for (w, _), f in zip(parts, factors, strict=True)]).astype(np.float32)
    bias = np.concatenate([b * f for (_, b), f in zip(parts, factors, strict=True)]).astype(np.float32)
    joint = g.node("Reshape", g.linear(x, weight, bias, f"{out}.qkv"), "shape.heads", out=f"{out}.heads")
    turned = g.node("Transpose", joint, out=f"{out}.turned", perm=[1, 0, 2])
    g.nodes.append(
        helper.make_node("Split", [turned], [f"{out}.{p}" for p in "qkv"], name=f"{out}.split", axis=0, num_outputs=3)
    )
    keys = g.node("Transpose", f"{out}.k", out=f"{out}.keys", perm=[0, 2, 1])
    shares = g.node("Softmax", g.node("MatMul", f"{out}.q", keys, out=f"{out}.scores"), out=f"{out}.shares", axis=-1)
    mixed = g.node("MatMul", shares, f"{out}.v", out=f"{out}.mixed")
    flat = g.node(
        "Reshape", g.node("Transpose", mixed, out=f"{out}.back", perm=[1, 0, 2]), "shape.flat", out=f"{out}.flat"
    )
    return g.linear(flat, weights[f"{name}.output.dense.weight"], weights[f"{name}.output.dense.bias"], out)


def body(g: Graph, weights: Weights) -> str:
    """The encoder over `vectors` and `types`; returns the name of its last layer (T, 384)."""
    g.constant("shape.heads", np.array([-1, 3 * HEADS, HEAD], np.int64))
    g.constant("shape.flat", np.array([-1, HIDDEN], np.int64))
    embeddings = "bert.embeddings."
    types = g.node(
        "Gather", g.constant("types.table", weights[embeddings + "token_type_embeddings.weight"]), "types", out="type"
    )
    places = g.constant("places", weights[embeddings + "position_embeddings.weight"][:PLACES])
    length = g.node("Shape", "types", out="length")
    begin, axis = g.constant("zero", np.array([0], np.int64)), g.constant("axis", np.array([0], np.int64))
    place = g.node("Slice", places, begin, length, axis, out="place")
    total = g.node("Add", g.node("Add", "vectors", types, out="word+type"), place, out="embedded")
    x = g.norm(total, weights, embeddings + "LayerNorm", "layer0")
    for k in range(LAYERS):
        name, out = f"bert.encoder.layer.{k}", f"layer{k + 1}"
        a = attention(g, x, weights, f"{name}.attention", f"{out}.attention")
        x = g.norm(
            g.node("Add", a, x, out=f"{out}.sum1"), weights, f"{name}.attention.output.LayerNorm", f"{out}.norm1"
        )
        wide = g.linear(
            x, weights[f"{name}.intermediate.dense.weight"], weights[f"{name}.intermediate.dense.bias"], f"{out}.wide"
        )
        active = g.node("Gelu", wide, out=f"{out}.active")
        narrow = g.linear(
            active, weights[f"{name}.output.dense.weight"], weights[f"{name}.output.dense.bias"], f"{out}.narrow"
        )
        x = g.norm(g.node("Add", narrow, x, out=f"{out}.sum2"), weights, f"{name}.output.LayerNorm", out)
    return x


def graph(weights: Weights, heads: Mapping[str, str]) -> onnx.ModelProto:
    """An encoder with linear `heads`: output name -> prefix of its weight and bias. None: the output is `hidden`."""
    g = Graph()
    x = body(g, weights)
    outputs = {name: weights[f"{prefix}.weight"].shape[0] for name, prefix in heads.items()}
    for name, prefix in heads.items():
        g.linear(x, weights[f"{prefix}.weight"], weights[f"{prefix}.bias"], name)
    if not heads:
        outputs = {g.node("Identity", x, out="hidden"): HIDDEN}
    made = helper.make_graph(
        g.nodes, "encoder",
        [
            helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["T", HIDDEN]),
            helper.make_tensor_value_info("types", TensorProto.INT64, ["T"]),
        ],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["T", width]) for name, width in outputs.items()],
        g.constants,
    )  # fmt: skip
    model = helper.make_model(
        made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10, producer_name="quotestance"
    )
    onnx.checker.check_model(model)
    return model


def quantised(model: onnx.ModelProto) -> onnx.ModelProto:
    """Linear weights as bytes by column; activations are scaled at run time.

    Seven of the eight bits are used: sums of products of two full bytes overflow on processors without VNNI, and the
    same article would then give other quotes on another machine. It costs nothing on dev.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        onnx.save(model, plain)
        quantize_dynamic(
            plain, small, op_types_to_quantize=["MatMul"], weight_type=QuantType.QInt8, per_channel=True,
            reduce_range=True,
            extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
        return onnx.load(small)


def word_table(weights: Weights, numbers: np.ndarray) -> dict[str, np.ndarray]:
    """The vectors of the pieces `numbers` as int8 `rows` (pieces, 384), each with its `scale` (pieces,)."""
    rows, scale = by_row(weights[WORDS][numbers].astype(np.float32))
    return {"rows": rows, "scale": scale}


def by_row(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A matrix (rows, width) as int8, and the scale (rows,) that each row is multiplied by to have it back."""
    scale = np.maximum(np.abs(matrix).max(1), LEAST) / 127
    return np.round(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def renumbered(tokenizer: Path) -> tuple[str, np.ndarray]:
    """A pruned tokenizer.json with its pieces numbered from 0, and the numbers that they had."""
    original = json.loads(tokenizer.read_text(encoding="utf8"))
    pieces = sorted(original["model"]["vocab"].items(), key=lambda x: x[1])
    made = pruned(original, {piece: k for k, (piece, _) in enumerate(pieces)})
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")), np.array([i for _, i in pieces])


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("run", type=Path)
    p.add_argument("--tokenizer", type=Path, required=True, help="that the run was trained with")
    p.add_argument("--glue", type=Path, required=True, help="written by fit_glue")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--float", action="store_true", help="leave float32, to measure what int8 costs")
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    weights = load_file(args.run / "tagger.safetensors")
    text, numbers = renumbered(args.tokenizer)
    (args.out / "tokenizer.json").write_text(text, encoding="utf8")
    np.savez(args.out / "words.npz", **word_table(weights, numbers))
    model = graph(weights, {"tags": "out", "links": "link"})
    onnx.save(model if args.float else quantised(model), args.out / "tagger.onnx")
    settings = {"transitions": np.round(np.load(args.run / "table.npy"), 4).tolist()}
    settings |= json.loads(args.glue.read_text(encoding="utf8"))
    (args.out / "tagger.json").write_text(json.dumps(settings, separators=(",", ":")), encoding="utf8")
    checksums.write(args.out)


if __name__ == "__main__":
    main()
