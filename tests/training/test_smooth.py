"""Evening out activations changes no result, and loses less as bytes."""

from __future__ import annotations

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="needs the train extra")
onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("torch", reason="needs the train extra")


@pytest.fixture
def model():
    """One linear layer (8, 4) over `x`, as training.export writes it."""
    from training.export import Graph

    rng = np.random.default_rng(0)
    g = Graph()
    g.linear("x", rng.normal(size=(4, 8)).astype(np.float32), np.zeros(4, np.float32), "y")
    value = onnx.helper.make_tensor_value_info
    made = onnx.helper.make_graph(g.nodes, "layer", [value("x", 1, ["T", 8])], [value("y", 1, ["T", 4])], g.constants)
    return onnx.helper.make_model(made, opset_imports=[onnx.helper.make_opsetid("", 20)], ir_version=10)


def run(model, x):
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})[0]


def test_the_result_is_the_same_and_less_is_lost_as_bytes(model):
    from training.export import quantised
    from training.smooth import smoothed

    x = np.random.default_rng(1).normal(size=(50, 8)).astype(np.float32)
    x[:, 3] *= 60  # one channel far larger than the others
    even = smoothed(model, [{"x": x}])
    exact = run(model, x)
    assert np.allclose(run(even, x), exact, rtol=1e-4, atol=1e-3)
    # What the small channels say must survive beside the large one.
    small = np.delete(np.arange(8), 3)
    weight = onnx.numpy_helper.to_array(next(c for c in model.graph.initializer if c.name == "y.weight"))
    told = x[:, small] @ weight[small]
    lost, kept = (np.abs(run(quantised(one), x) - exact).mean() / np.abs(told).mean() for one in (model, even))
    assert kept < lost
