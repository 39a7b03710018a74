"""What a person may decide about a quote: the fields, their values, and how a value is written down and read back."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Mapping
from typing import Any, get_args

from builder import ids
from builder.errors import nearest
from builder.records import ClaimType, FramingValue, Kind, Polarity, Quote, Span, StanceValue, VerifiabilityValue

Value = str | bool | float | None | tuple[Span, ...]

NULL = "null"  # how a cell of a table, or a choice, says that there is none: no known speaker, no target
IS_QUOTE = "is_quote"
LABELS: Mapping[str, tuple[str, ...]] = {
    "speaker_kind": get_args(Kind),
    "stance": get_args(StanceValue),
    "framing": get_args(FramingValue),
    "verifiability": get_args(VerifiabilityValue),
    "claim_type": get_args(ClaimType),
    "polarity": get_args(Polarity),
}
BOOLEANS = (IS_QUOTE, "speech")
TEXTS = ("speaker", "stance_target")
NUMBERS = ("check_worthiness",)
SPANS = ("content", "source", "cue")
NULLABLE = ("speaker", "stance", "stance_target")
# In the order in which a reader meets them: is it a quote at all, whose, and what it is worth.
DECIDED = (
    IS_QUOTE, "speaker", "speaker_kind", "polarity", "speech", "stance", "stance_target", "framing", "verifiability",
    "claim_type", "check_worthiness",
)  # fmt: skip
FIELDS = (*DECIDED, *SPANS)
NEAR = 0.1  # numbers no further apart than this say the same
_COLUMNS = {"content": "content", "source": "mention_spans", "cue": "cue_spans"}  # where their names differ


def allowed(field: str) -> tuple[str, ...]:
    """The values of ``field`` in words; empty when any text or number will do."""
    if field in BOOLEANS:
        return ("true", "false")
    return (*LABELS.get(field, ()), *((NULL,) if field in NULLABLE else ()))


def parse(field: str, given: Any) -> Value:
    """``given``, from JSON or a cell of a table, as a value of ``field``.

    Raises ValueError with a sentence that names what would be right.
    """
    if field not in FIELDS:
        raise ValueError(f"unknown field {field!r}. {nearest(field, FIELDS)}")
    if field in SPANS:
        return _spans(given)
    if given is None or given == NULL:
        if field in NULLABLE:
            return None
        raise ValueError(f"{field} cannot be null.")
    if field in BOOLEANS:
        return _boolean(field, given)
    if field in NUMBERS:
        return _share(field, given)
    if not isinstance(given, str) or not given.strip():
        raise ValueError(f"{field} = {given!r} is not text.")
    if field in LABELS and given not in LABELS[field]:
        raise ValueError(f"{given!r} is not a {field}. {nearest(given, allowed(field))}")
    return given.strip()


def written(value: Value) -> Any:
    """``value`` as JSON has it: spans as pairs."""
    return [[span.start, span.end] for span in value] if isinstance(value, tuple) else value


def cell(value: Value) -> str:
    """``value`` as one cell of a table; ``parse`` reads it back."""
    return value if isinstance(value, str) else json.dumps(written(value))


def predicted(row: Mapping[str, Any], field: str) -> Value:
    """What the row of the dataset says of ``field``."""
    if field == IS_QUOTE:
        return True
    found = row[_COLUMNS.get(field, field)]
    if field in SPANS:
        return tuple(Span(span["start"], span["end"]) for span in found)
    value: Value = found
    return value


def found(quote: Quote, field: str) -> Value:
    """What the builder says of ``field``, before people have their say."""
    made, speaker, labels = quote.attribution, quote.speaker, quote.labels
    said: dict[str, Value] = {
        IS_QUOTE: True,
        "speaker": speaker.name,
        "speaker_kind": speaker.kind,
        "polarity": made.polarity,
        "speech": made.speech,
        "stance": labels.stance.value if labels.stance else None,
        "stance_target": labels.stance_target,
        "framing": labels.framing.value,
        "verifiability": labels.verifiability.value,
        "claim_type": labels.claim_type,
        "check_worthiness": labels.check_worthiness,
        "content": made.content,
        "source": made.source,
        "cue": made.cue,
    }
    return said[field]


def same(field: str, one: Value, other: Value) -> bool:
    """Whether two values of ``field`` say the same: names in any case, numbers that are near."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= NEAR + 1e-9
    if field in TEXTS and isinstance(one, str) and isinstance(other, str):
        return ids.fold(one) == ids.fold(other)
    return one == other


def overlap(one: Value, other: Value) -> float:
    """F1 of the code points of two values that are spans; 1.0 for two that have none."""
    a, b = _points(one), _points(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _points(spans: Value) -> set[int]:
    assert isinstance(spans, tuple)  # noqa: S101  a field of spans
    return {point for span in spans for point in range(span.start, span.end)}


def _boolean(field: str, given: Any) -> bool:
    if isinstance(given, bool):
        return given
    # A spreadsheet makes TRUE of true.
    if isinstance(given, str) and given.strip().lower() in {"true", "false"}:
        return given.strip().lower() == "true"
    raise ValueError(f"{field} is true or false, not {given!r}.")


def _share(field: str, given: Any) -> float:
    try:
        number = math.nan if isinstance(given, bool) else float(given)
    except (TypeError, ValueError):
        number = math.nan
    if not 0 <= number <= 1:
        raise ValueError(f"{field} is a number from 0 to 1, not {given!r}.")
    return round(number, 4)


def _spans(given: Any) -> tuple[Span, ...]:
    try:
        pairs = json.loads(given) if isinstance(given, str) else given
        spans = tuple(Span(_whole(start), _whole(end)) for start, end in pairs)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{given!r} are not spans such as [[17, 42]].") from error
    if any(one.end > other.start for one, other in itertools.pairwise(spans)):
        raise ValueError(f"the spans {given!r} overlap or are out of order.")
    return spans


def _whole(number: Any) -> int:
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError(number)
    return number
