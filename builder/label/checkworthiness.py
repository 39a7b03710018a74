"""A judged statement in, a number from 0 to 1 out: is it worth a fact-checker's time?"""

from __future__ import annotations

import math
from collections.abc import Mapping

from builder.records import ClaimType, VerifiabilityValue

# Log-odds: what can be checked, what readers act on, what would mislead if it were wrong. Set so that 0.5 parts the
# development quotes about where two readers did; never thresholded in storage.
_BASE: Mapping[VerifiabilityValue, float] = {"verifiable": 0.2, "partially_verifiable": 0.0, "unverifiable": -2.0}
_TYPE: Mapping[ClaimType, float] = {
    "quantity": 0.6,
    "law_rule": 0.6,
    "causal": 0.5,
    "event": 0.2,
    "prediction_promise": -0.5,
    "personal_experience": -1.5,
    "opinion_value": -0.5,
    "rhetoric_other": -1.5,
}


def check_worthiness(value: VerifiabilityValue, kind: ClaimType, signals: Mapping[str, int]) -> float:
    """Higher for a checkable statement of public interest that would mislead if wrong.

    "The ministry spent 40 million on the dam" stands above "He left the hall at noon".
    """
    odds = _BASE[value] + _TYPE[kind]
    odds += 0.4 * min(signals["interest"], 3) - 0.2
    odds += 0.3 * min(signals["figure"] + signals["causal"] + signals["event_verb"], 3)
    odds += 0.2 * min(signals["name"], 3)
    odds -= 0.3 * min(signals["opinion"] + signals["first_person"] + signals["private"], 3) + 0.5 * min(
        signals["question"], 1
    )
    return round(1 / (1 + math.exp(-odds)), 4)
