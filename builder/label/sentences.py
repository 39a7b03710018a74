"""A sentence without an article in, what the label encoder says of it out.

Such sentences are what the public corpora of stance and check-worthiness have; a build asks about quotes instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.label.heads import heads
from builder.label.scales import Place, scales
from builder.label.softmax import softmax
from builder.label.verifiability import VALUES
from builder.label.windows import Marked, Question, window
from builder.model.arrays import Floats
from builder.model.encoder import pieces
from builder.records import Span

NO_FACT = 0  # of the three answers of the debates' coders
DEBATES = 0.75  # the say of the head that they taught


def stance(text: str, target: Span, holder: Sequence[Span]) -> tuple[Place, tuple[float, float, float]]:
    """Calibrated P(against), P(neutral), P(favor) of the holder's stance to the target, or of the sentence's own."""
    question: Question = "directed" if holder else "sentiment"
    place: Place = "pair" if holder else "sentence"
    marked = Marked(holder=holder, targets=[[target]])
    made = window(text, [Span(0, len(text))], pieces(), question, marked, centre=target)
    (odds,) = heads().targets([(heads().read(made), 0)])
    return place, scales().stance[place](odds["stance"])


def checkable(text: str) -> float:
    """How likely a sentence can be checked, wholly or in part.

    The signs of the words are fitted on quotes in news and say little about other texts; here two heads of the encoder
    speak, one taught by quotes in news and one, which has more to say, by debates.
    """
    odds = _statement(text)
    shares, debate = softmax(odds["verifiability"]).tolist(), softmax(odds["claim"]).tolist()
    return 1 - float((1 - DEBATES) * shares[VALUES.index("unverifiable")] + DEBATES * debate[NO_FACT])


def debated(text: str) -> float:
    """How likely the coders of political debates would want the sentence checked: a narrower question than worth."""
    _, _, worthy = scales().debate(_statement(text)["claim"])
    return worthy


def _statement(text: str) -> dict[str, Floats]:
    whole = [Span(0, len(text))]
    made = window(text, whole, pieces(), "claim", Marked(content=whole))
    (odds,) = heads().statements([heads().read(made)])
    return odds
