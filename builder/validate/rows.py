"""The questions a row is asked that Great Expectations has no word for: pure predicates over single values.

Spans arrive as text, ``17-42 50-60``: the pandas engine can hash and print that, and a list of records it cannot.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from builder import ids
from builder.records import Span


def pairs(spans: str) -> Iterator[tuple[int, int]]:
    """The spans written in ``spans``; negative numbers are read as such, so that they can be refused."""
    for written in spans.split():
        middle = written.index("-", 1)
        yield int(written[:middle]), int(written[middle + 1 :])


def ordered(spans: str) -> bool:
    """None is empty, none starts before the one before it has ended."""
    last = 0
    for start, end in pairs(spans):
        if start < last or end <= start:
            return False
        last = end
    return True


def inside(text: str | None, offset: int | None, spans: str | None) -> bool:
    """Every span lies in ``text``, whose first code point stands at ``offset`` of the article."""
    if not spans:
        return True
    if text is None or offset is None:
        return False
    return all(offset <= start and end <= offset + len(text) for start, end in pairs(spans))


def within(inner: str | None, outer: str | None) -> bool:
    """Every inner span lies in one of the outer ones: a nested quotation may not reach over an interruption."""
    bounds = list(pairs(outer or ""))
    return all(any(a <= start and end <= b for a, b in bounds) for start, end in pairs(inner or ""))


def reproduces(text: str | None, offset: int | None, spans: str | None, printed: str | None, glue: str = "") -> bool:
    """``text[start:end]`` over all spans, joined with ``glue``, is ``printed``; no spans, nothing printed."""
    if not spans:
        return not printed
    if printed is None or not inside(text, offset, spans):
        return False
    assert text is not None  # noqa: S101  inside() has refused it
    assert offset is not None  # noqa: S101
    return glue.join(text[max(0, start - offset) : end - offset] for start, end in pairs(spans)) == printed


def signed(stance: str | None, score: float | None) -> bool:
    """The score points the way of the stance: above 0 for favor, below for against; neutral may lean to either side."""
    if stance is None or score is None or stance == "neutral":
        return True
    return score > 0 if stance == "favor" else score < 0


def reproduces_parts(text: str | None, offset: int | None, spans: str | None, printed: str | None) -> bool:
    """As ``reproduces``, for columns that join their stretches with “ … ”: cue and speaker mention."""
    return reproduces(text, offset, spans, printed, " … ")


def together(*values: object) -> bool:
    """All of the values are there or none is."""
    return len({value is None for value in values}) == 1


def follows(first: object, second: object) -> bool:
    """Where the first value is there, so is the second."""
    return first is None or second is not None


def quote_id_fits(quote_id: str | None, article_id: str | None, content: str | None) -> bool:
    """The id is the content hash of article and spans: a row whose offsets moved no longer has its id."""
    if quote_id is None or article_id is None or content is None or not ordered(content):
        return False
    return quote_id == ids.quote_id(article_id, [Span(start, end) for start, end in pairs(content)])


def article_id_fits(article_id: str | None, text: str | None, outlet_domain: str | None) -> bool:
    """The id is the content hash of text and domain; not asked where the text is not at hand."""
    return text is None or article_id == ids.article_id(text, outlet_domain)


def checksum_fits(checksum: str | None, text: str | None) -> bool:
    """``checksum`` is the SHA-256 of the text; not asked where the text is not at hand."""
    return text is None or checksum == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def same(first: object, second: object) -> bool:
    """Equal, null being equal to null alone."""
    return first == second


def differ(first: object, second: object) -> bool:
    """Not the same value twice."""
    return first is None or first != second


def sourced(sourcing: str | None, speaker: str | None) -> bool:
    """No speaker where the article names and hints at nobody: “it was claimed that”."""
    return speaker is None or sourcing != "unattributed"
