"""From log-odds to calibrated probabilities, and from these to an answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.label.scales import Scale
from builder.label.softmax import Softmax, softmax

ODDS = st.lists(st.floats(-30, 30), min_size=3, max_size=3).map(np.array)
FLAT = Scale(1.0, np.zeros(3))


@settings(deadline=None)
@given(ODDS)
def test_probabilities_sum_to_one(odds):
    assert sum(FLAT(odds)) == pytest.approx(1, abs=2e-4)
    assert softmax(odds).sum() == pytest.approx(1)


@settings(deadline=None)
@given(ODDS, st.floats(0.2, 3))
def test_an_attitude_has_the_sign_of_its_score(odds, lean):
    against, neutral, favor = FLAT(odds)
    value = Scale(1.0, np.zeros(3), lean).stance(against, neutral, favor)
    assert value != "favor" or favor > against
    assert value != "against" or favor < against


@pytest.mark.parametrize(("lean", "value"), [(0.5, "against"), (1.0, "neutral"), (2.0, "neutral")])
def test_the_lean_moves_the_border_of_neutral(lean, value):
    assert Scale(1.0, np.zeros(3), lean).stance(0.4, 0.5, 0.1) == value


def test_a_tie_of_attitudes_is_neutral():
    assert FLAT.stance(0.5, 0.0, 0.5) == "neutral"


def test_bias_and_scale():
    shares = Scale(2.0, np.array([0.0, 0.0, 1.0]))(np.array([1.0, 1.0, 1.0]))
    assert shares[2] > shares[0] == shares[1]
    assert Scale(0.0, np.zeros(3))(np.array([9.0, 0.0, 0.0])) == pytest.approx((1 / 3,) * 3, abs=1e-4)


def test_a_softmax_goes_to_json_and_back():
    one = Softmax(("a", "b"), np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.0, 0.5]))
    statement = np.array([[1.0, 0.0]])
    (shares,) = one.by_classes(statement)
    assert Softmax.from_json(one.to_json()).by_classes(statement) == [shares]
    assert shares["a"] > shares["b"]
