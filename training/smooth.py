"""A float graph in, the same with even activations out, which lose less as bytes (SmoothQuant, Xiao et al. 2023).

A few channels of what enters a linear layer are far larger than the others, and one scale for all of them leaves the
others few steps. Each channel is divided by a number of its own, and the weights that read it are multiplied by it: the
result is the same, and the bytes are spent evenly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

ALPHA = 0.75  # how much of the unevenness goes to the weights; of 0.3 to 1 the one that loses least
LEAST = 1e-5  # what is never larger than this is taken for this


def smoothed(model: onnx.ModelProto, inputs: Iterable[Mapping[str, np.ndarray]]) -> onnx.ModelProto:
    """``model`` with a division before each linear layer; ``inputs`` are those of some windows to measure on."""
    made = onnx.ModelProto()
    made.CopyFrom(model)
    constants = {one.name: one for one in made.graph.initializer}
    linear = [node for node in made.graph.node if node.op_type == "MatMul" and node.input[1] in constants]
    largest = _largest(model, {node.input[0] for node in linear}, inputs)
    divisions: dict[str, onnx.NodeProto] = {}
    for node in linear:
        weight = numpy_helper.to_array(constants[node.input[1]])  # (in, out)
        scale, name = _scale(largest[node.input[0]], weight), f"{node.name}.even"
        made.graph.initializer.append(numpy_helper.from_array(1 / scale, f"{name}.scale"))
        divisions[node.name] = helper.make_node("Mul", [node.input[0], f"{name}.scale"], [name], name=name)
        constants[node.input[1]].CopyFrom(numpy_helper.from_array(weight * scale[:, None], node.input[1]))
        node.input[0] = name
    nodes = [one for node in made.graph.node for one in (divisions.get(node.name), node) if one is not None]
    del made.graph.node[:]
    made.graph.node.extend(nodes)
    onnx.checker.check_model(made)
    return made


def _scale(largest: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """What each channel (in,) is divided by; their geometric mean is one."""
    read = np.maximum(np.abs(weight).max(1), LEAST)
    scale = np.maximum(largest, LEAST) ** ALPHA / read ** (1 - ALPHA)
    out: np.ndarray = (scale / np.exp(np.log(scale).mean())).astype(np.float32)
    return out


def _largest(
    model: onnx.ModelProto, names: set[str], inputs: Iterable[Mapping[str, np.ndarray]]
) -> dict[str, np.ndarray]:
    """The largest absolute value of each channel of the tensors ``names``."""
    shown = onnx.ModelProto()
    shown.CopyFrom(model)
    order = sorted(names)
    shown.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in order)
    session = onnxruntime.InferenceSession(shown.SerializeToString(), providers=["CPUExecutionProvider"])
    found: dict[str, np.ndarray] = {}
    for each in inputs:
        for name, value in zip(order, session.run(order, dict(each)), strict=True):
            here = np.abs(value).reshape(-1, value.shape[-1]).max(0)
            found[name] = np.maximum(found[name], here) if name in found else here
    return found
