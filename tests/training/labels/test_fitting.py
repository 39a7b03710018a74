"""What is fitted on held-out rows: probabilities that hold, and a regression that finds the classes."""

from __future__ import annotations

import numpy as np
import pytest

from builder.label.scales import Scale
from builder.label.softmax import softmax
from training.labels.calibrate import expected_error, likeliest, stance_f1, stance_scale
from training.labels.regression import fit


def drawn(scale: float, bias: np.ndarray, rows: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Odds, and answers as probable as ``scale`` and ``bias`` make them."""
    rng = np.random.default_rng(0)
    odds = rng.normal(size=(rows, 3)) * 2
    shares = softmax(odds * scale + bias)
    return odds, np.array([rng.choice(3, p=share) for share in shares])


def test_the_scale_of_odds_that_are_too_sure_is_found():
    bias = np.array([0.2, 0.3, -0.5])
    found, shift = likeliest(*drawn(0.5, bias))
    assert found == pytest.approx(0.5, abs=0.05)
    assert shift == pytest.approx(bias, abs=0.12)


def test_calibration_lowers_the_expected_error():
    odds, answers = drawn(0.4, np.zeros(3))
    scale, bias = likeliest(odds, answers)
    assert expected_error(softmax(odds * scale + bias), answers) < 0.03 < expected_error(softmax(odds), answers)


def test_the_lean_serves_rare_attitudes():
    odds, answers = drawn(1.0, np.array([-1.0, 2.0, -1.0]))
    found = stance_scale(odds, answers.tolist())
    assert found.lean < 1
    assert stance_f1(found, odds, answers.tolist()) >= stance_f1(Scale(found.scale, found.bias), odds, answers.tolist())


def test_expected_error_of_a_fair_and_of_an_unfair_coin():
    right = np.array([0, 1] * 50)
    assert expected_error(np.tile([0.5 + 1e-9, 0.5], (100, 1)), right) == pytest.approx(0, abs=1e-6)
    assert expected_error(np.tile([1.0, 0.0], (100, 1)), right) == pytest.approx(0.5)


def test_a_regression_finds_its_classes():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(300, 4))
    y = ["a" if row[0] > 0.5 else "b" if row[1] > 0 else "c" for row in x]
    made = fit(x, y, ("a", "b", "c"), strength=0.1)
    said = [made.classes[k] for k in made(x).argmax(1)]
    assert np.mean([one == other for one, other in zip(said, y, strict=True)]) > 0.85
    assert np.abs(fit(x, y, ("a", "b", "c"), strength=1000.0).weights).max() < np.abs(made.weights).max()


def test_balanced_classes_have_the_same_say():
    x = np.zeros((100, 1))
    y = ["often"] * 90 + ["seldom"] * 10
    assert fit(x, y, ("often", "seldom"))(x[:1])[0] == pytest.approx([0.9, 0.1], abs=0.01)
    assert fit(x, y, ("often", "seldom"), balanced=True)(x[:1])[0] == pytest.approx([0.5, 0.5], abs=0.01)
