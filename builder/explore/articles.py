"""Articles with their quotes and rejects in, what the article view shows of each out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from builder.explore.columns import KEY
from builder.passages import passages

if TYPE_CHECKING:
    import polars as pl

    from builder.explore.tables import Tables

Row = Mapping[str, Any]
PACK = 400_000  # characters of a file
_AT_ONCE = 2_000  # rows that stand in memory as Python objects
_OF_ARTICLE = ("title", "outlet", "outlet_domain", "authors", "published_at_precision", "url", "language", "licence",
               "word_count", "source_path", "source_row", "intake_notes", "near_duplicate_of")  # fmt: skip
_OF_QUOTE = ("quote_type", "content", "nested", "cue", "cue_spans", "cue_lemma", "polarity", "speaker_mention",
             "mention_spans", "speaker", "speaker_kind", "speaker_role", "speaker_reference", "sourcing", "via",
             "speech", "stance", "stance_target", "stances", "framing", "framing_devices", "verifiability",
             "claim_type", "claim_spans", "check_worthiness", "scores", "reasons", "provenance", "flags",
             "quote_id")  # fmt: skip
_OF_REJECT = ("start", "end", "stage", "reason", "detail")


def index(tables: Tables, packs: list[int]) -> dict[str, list[Any]]:
    """The list of articles by column; ``packs`` is the number of the pack that each stands in."""
    articles = tables.articles
    return {
        "id": articles["article_id"].to_list(),
        "title": articles["title"].to_list(),
        "outlet": articles["outlet"].to_list(),
        "date": articles["published_at"].dt.strftime("%Y-%m-%d").to_list(),
        "source": articles["source_path"].to_list(),
        "quotes": articles["quote_count"].to_list(),
        "pack": packs,
    }


def records(tables: Tables, utterances: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """One record for each article, in the order of ``tables``, which must be arranged."""
    quotes, rejects = _Groups(tables.quotes), _Groups(tables.rejects)
    for number, article in enumerate(_rows(tables.articles)):
        found, left_out = quotes.take(number), rejects.take(number)
        yield {
            **{name: article[name] for name in _OF_ARTICLE},
            "article_id": article["article_id"],
            "published_at": article["published_at"].isoformat() if article["published_at"] else None,
            "has_text": article["text"] is not None,
            "passages": [(each.start, each.text, each.after_gap) for each in passages(article, found)],
            "quotes": [_quote(quote, utterances) for quote in found],
            "rejects": [{name: row[name] for name in _OF_REJECT} for row in left_out],
        }


def _quote(quote: Row, utterances: Mapping[str, int]) -> dict[str, Any]:
    shown = {name: _plain(quote[name]) for name in _OF_QUOTE}
    utterance = quote["utterance_id"] if quote["utterance_id"] in utterances else None
    return {**shown, "key": quote["quote_id"][:KEY], "utterance_id": utterance}


def _plain(value: Any) -> Any:
    """Spans as pairs, which are a third as long."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            return [value["start"], value["end"]]
        return {name: _plain(each) for name, each in value.items()}
    return value


def _rows(frame: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for part in frame.iter_slices(_AT_ONCE):
        yield from part.iter_rows(named=True)


class _Groups:
    """The rows of one article after the other; they are sorted by it."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._groups = itertools.groupby(_rows(frame), key=lambda row: row["article"])
        self._next = next(self._groups, None)

    def take(self, article: int) -> list[dict[str, Any]]:
        if self._next is None or self._next[0] != article:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found
