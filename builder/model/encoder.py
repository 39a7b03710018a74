"""An encoder at run time: word pieces of one window in, its outputs for each piece out; one thread, no batches."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from builder.errors import ModelError
from builder.model import weights
from builder.model.arrays import Floats
from builder.model.tokens import Pieces

WORDS, TOKENIZER = "words.npz", "tokenizer.json"


class Encoder:
    """An ONNX graph over word vectors and token types. The same window gives the same numbers, whatever else runs."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = 3
        file = weights.path(name, folder)
        try:
            self._session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's own classes have no common root
            raise ModelError(f"onnxruntime cannot open it: {error}", where=file) from error
        self._outputs = [output.name for output in self._session.get_outputs()]

    def __call__(self, pieces: Sequence[int], types: Sequence[int]) -> Mapping[str, Floats]:
        """Outputs by name, each (pieces, width); the first piece is [CLS] and the last one [SEP]."""
        given = {"vectors": words()(np.array(pieces)), "types": np.array(types, np.int64)}
        return dict(zip(self._outputs, self._session.run(self._outputs, given), strict=True))


class Words:
    """The table of word vectors that all encoders share, kept as bytes with a scale for each piece."""

    def __init__(self) -> None:
        with np.load(weights.path(WORDS), allow_pickle=False) as kept:
            self._rows, self._scale = kept["rows"], kept["scale"]

    def __call__(self, pieces: np.ndarray) -> Floats:
        """Vectors (pieces, 384)."""
        found: Floats = np.multiply(self._rows.take(pieces, 0), self._scale[pieces, None], dtype=np.float32)
        return found


@functools.cache
def words() -> Words:
    return Words()


@functools.cache
def pieces() -> Pieces:
    """The shipped tokenizer."""
    return Pieces(weights.path(TOKENIZER))


@functools.cache
def encoder(name: str, folder: Path | None = None) -> Encoder:
    """One session for each file and process; of the shipped files, or of those in `folder`."""
    return Encoder(name, folder)
