"""Trained weights become the shipped model: python -m training.export RUN --tokenizer tokenizer.json --out DIR

The graph is written by hand: one window, no batch and no mask, because dynamic int8 scales an activation over
the whole tensor and a batch would change its neighbours' results. Inputs `ids`, `types` (T); outputs `tags`
(T, 7) and `links` (T, 384). DIR gets tagger.onnx (int8), tokenizer.json with renumbered pieces, SHA256SUMS.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

from training.vocabulary import pruned

HEADS, HEAD, HIDDEN, LAYERS, EPSILON, OPSET = 12, 32, 384, 6, 1e-12, 20
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


def graph(weights: Weights, keep: np.ndarray) -> onnx.ModelProto:
    """The tagger over the pieces `keep` in their new order."""
    g = Graph()
    g.constant("shape.heads", np.array([-1, 3 * HEADS, HEAD], np.int64))
    g.constant("shape.flat", np.array([-1, HIDDEN], np.int64))
    embeddings = "bert.embeddings."
    words = g.node(
        "Gather", g.constant("words", weights[embeddings + "word_embeddings.weight"][keep]), "ids", out="word"
    )
    types = g.node(
        "Gather", g.constant("types.table", weights[embeddings + "token_type_embeddings.weight"]), "types", out="type"
    )
    places = g.constant("places", weights[embeddings + "position_embeddings.weight"])
    length = g.node("Shape", "ids", out="length")
    begin, axis = g.constant("zero", np.array([0], np.int64)), g.constant("axis", np.array([0], np.int64))
    place = g.node("Slice", places, begin, length, axis, out="place")
    total = g.node("Add", g.node("Add", words, types, out="word+type"), place, out="embedded")
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
    g.linear(x, weights["out.weight"], weights["out.bias"], "tags")
    g.linear(x, weights["link.weight"], weights["link.bias"], "links")
    made = helper.make_graph(
        g.nodes, "tagger",
        [helper.make_tensor_value_info(n, TensorProto.INT64, ["T"]) for n in ("ids", "types")],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["T", weights[f"{head}.weight"].shape[0]])
            for name, head in (("tags", "out"), ("links", "link"))
        ],
        g.constants,
    )  # fmt: skip
    model = helper.make_model(
        made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10, producer_name="quotestance"
    )
    onnx.checker.check_model(model)
    return model


def quantised(model: onnx.ModelProto) -> onnx.ModelProto:
    """Linear weights int8 by column, embeddings int8; activations are scaled at run time."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        onnx.save(model, plain)
        quantize_dynamic(
            plain, small, weight_type=QuantType.QInt8, per_channel=True, extra_options={"MatMulConstBOnly": True}
        )
        return onnx.load(small)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("run", type=Path)
    p.add_argument("--tokenizer", type=Path, required=True, help="that the run was trained with")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--float", action="store_true", help="leave float32, to measure what int8 costs")
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    original = json.loads(args.tokenizer.read_text(encoding="utf8"))
    pieces = sorted(original["model"]["vocab"].items(), key=lambda x: x[1])
    renumbered = pruned(original, {piece: k for k, (piece, _) in enumerate(pieces)})
    text = json.dumps(renumbered, ensure_ascii=False, separators=(",", ":"))
    (args.out / "tokenizer.json").write_text(text, encoding="utf8")
    model = graph(load_file(args.run / "tagger.safetensors"), np.array([i for _, i in pieces]))
    onnx.save(model if args.float else quantised(model), args.out / "tagger.onnx")
    names = ("tagger.onnx", "tokenizer.json")
    sums = [f"{hashlib.sha256((args.out / n).read_bytes()).hexdigest()}  {n}" for n in names]
    (args.out / "SHA256SUMS").write_text("\n".join(sums) + "\n")


if __name__ == "__main__":
    main()
