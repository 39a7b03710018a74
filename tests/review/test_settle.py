from __future__ import annotations

import pytest

from builder.config import Review
from builder.records import Span
from builder.review.decision import Decision
from builder.review.settle import Settled, settle

MAJORITY, ORR = Review(), Review("adjudicator", "Orr")
CASES = {
    "one voice": (MAJORITY, {"Ann": "distance"}, Settled("distance", 1)),
    "all agree": (MAJORITY, {"Ann": "distance", "Ben": "distance"}, Settled("distance", 2)),
    "two of three": (MAJORITY, {"Ann": "distance", "Ben": "distance", "Cas": "neutral"}, Settled("distance", 2)),
    "one each": (MAJORITY, {"Ann": "distance", "Ben": "neutral"}, None),
    "two, one, one": (MAJORITY, {"Ann": "distance", "Ben": "distance", "Cas": "neutral", "Dee": "endorse"}, None),
    "adjudicator ends it": (ORR, {"Ann": "distance", "Orr": "neutral"}, Settled("neutral", 1)),
    "adjudicator against two": (ORR, {"Ann": "distance", "Ben": "distance", "Orr": "neutral"}, Settled("neutral", 1)),
    "adjudicator silent": (ORR, {"Ann": "distance", "Ben": "neutral"}, None),
    "adjudicator not needed": (ORR, {"Ann": "distance", "Ben": "distance"}, Settled("distance", 2)),
    "null is a voice": (MAJORITY, {"Ann": None, "Ben": None, "Cas": "x"}, Settled(None, 2)),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_counts(case: str) -> None:
    rule, voices, wanted = CASES[case]
    decisions = [Decision("a", (Span(0, 9),), "framing", value, who) for who, value in voices.items()]
    verdicts, undecided = settle(reversed(decisions), rule)
    quote = decisions[0].quote_id
    assert verdicts.get(quote, {}).get("framing") == wanted
    assert [(one.quote_id, one.field) for one in undecided] == ([] if wanted else [(quote, "framing")])
    assert all(who not in one.why for one in undecided for who in voices)  # names stay out of the manifest
