"""The tagger: the tokens of an article in, a score for every tag of every token out."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from itertools import accumulate, chain, repeat
from pathlib import Path

import numpy as np

from builder.attribution.decode import decode, transitions
from builder.attribution.glue import Scorers
from builder.attribution.logistic import Logistic
from builder.attribution.tags import TAGS
from builder.model import encoder, weights
from builder.model.arrays import Floats, Integers
from builder.model.tokens import CLS, SEP, Encoded, windows

# Attributions that score less are left out: of the training articles, tagged by models that had not seen them, it made
# JOINT 70.6 of 69.3, precision 80.6 of 72.7 and recall 62.9 of 66.2.
LEAST_SCORE = 0.4
WEIGHTS, SETTINGS = "tagger.onnx", "tagger.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is learned beside the weights: transitions [class, class, tag, tag] and the glue."""

    moves: Floats
    scorers: Scorers
    reliability: Logistic

    def calibration(self, features: list[float]) -> float:
        """The chance that an attribution with these features (see `scores`) is right."""
        return round(float(self.reliability(np.array([features]))[0]), 4)


@functools.cache
def settings(folder: Path | None = None) -> Settings:
    """Those of the shipped tagger, or of the one in `folder`; ModelError when its files are missing or damaged."""
    kept = json.loads(weights.path(SETTINGS, folder).read_text(encoding="utf-8"))
    return Settings(
        transitions(np.array(kept["transitions"], np.float32)),
        Scorers.from_json(kept["glue"]),
        Logistic.from_json(kept["reliability"]),
    )


def log_probabilities(doc: Encoded, folder: Path | None = None) -> tuple[Floats, Floats]:
    """Log-probabilities (tokens, tag) and link vectors (tokens, 384): a token speaks by its first piece."""
    run = encoder.encoder(WEIGHTS, folder)
    scores = np.empty((len(doc), len(TAGS)), np.float32)
    links = np.empty((len(doc), 384), np.float32)
    cut = list(windows(doc))
    given = [_inputs(doc, begin, end) for begin, end in cut]
    # One pass of the encoder after another: it drives what stands between them out of the processor's cache.
    for (begin, end), (pieces, types, first) in zip(cut, given, strict=True):
        found = run(pieces, types)
        scores[begin:end] = found["tags"][first]
        links[begin:end] = found["links"][first]
    odds = scores - np.maximum.reduce(scores, 1, keepdims=True)
    return odds - np.log(np.add.reduce(np.exp(odds), 1, keepdims=True)), links


def _inputs(doc: Encoded, begin: int, end: int) -> tuple[list[int], list[int], list[int]]:
    """The pieces of a window with their types, and the place of each token's first one."""
    cut = doc.pieces[begin:end]
    lengths = list(map(len, cut))
    types = chain.from_iterable(map(repeat, doc.types[begin:end], lengths))
    first = list(accumulate(lengths[:-1], initial=1))
    return [CLS, *chain.from_iterable(cut), SEP], [0, *types, 0], first


def tag(doc: Encoded, folder: Path | None = None) -> tuple[Integers, Floats, Floats]:
    """The tags (tokens,) of a text, the log-probabilities (tokens, tag) they were chosen by, and its link vectors."""
    logp, links = log_probabilities(doc, folder)
    return decode(doc, logp, settings(folder).moves), logp, links
