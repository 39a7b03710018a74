"""Quotes in, the utterances that several articles carry out, each cut held against the longest one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from builder.explore.columns import GAP, KEY, words

if TYPE_CHECKING:
    import polars as pl

Edit = tuple[Literal["same", "cut", "added"], str]
PACK = 400_000  # characters of a file
_TOKEN = re.compile(r"\S+\s*")
_LETTERS = re.compile(r"[^\w']+")
_COLUMNS = ("article", "quote_id", "quote", "content", "speaker", "speaker_mention", "outlet", "quote_type", "framing",
            "stance", "stance_target", "cue", "utterance_id")  # fmt: skip


def shared(quotes: pl.DataFrame) -> pl.DataFrame:
    """The ids of utterances that at least two articles carry: most outlets first, then most quotes, then by id."""
    import polars as pl

    groups = quotes.group_by("utterance_id").agg(
        pl.col("article").n_unique().alias("articles"),
        pl.col("outlet").n_unique().alias("outlets"),
        pl.len().alias("rows"),
    )
    several = groups.filter(pl.col("articles") > 1)
    return several.sort(["outlets", "rows", "utterance_id"], descending=[True, True, False])


def records(quotes: pl.DataFrame, chosen: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """One record for each of the ``chosen`` utterances, in their order, with its quotes in the order of ``quotes``."""
    rows = quotes.select(_COLUMNS).join(chosen.select("utterance_id"), on="utterance_id", maintain_order="left")
    groups: dict[str, list[dict[str, Any]]] = {each: [] for each in chosen["utterance_id"]}
    for row in rows.iter_rows(named=True):
        groups[row["utterance_id"]].append(row)
    for (utterance, found), outlets in zip(groups.items(), chosen["outlets"], strict=True):
        yield record(utterance, outlets, found)


def record(utterance: str, outlets: int, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """An utterance with its cuts; the longest, of equal ones the first, is what the others are held against."""
    texts = [words(row["quote"], row["content"]) for row in rows]
    longest = max(range(len(rows)), key=lambda at: (len(_TOKEN.findall(texts[at])), -at))
    kept = ("article", "speaker", "speaker_mention", "quote_type", "framing", "stance", "stance_target", "cue")
    return {
        "utterance_id": utterance,
        "outlets": outlets,
        "longest": longest,
        "cuts": [
            {
                **{name: row[name] for name in kept},
                "key": row["quote_id"][:KEY],
                "edits": [("same", text)] if at == longest else edits(texts[longest], text),
            }
            for at, (row, text) in enumerate(zip(rows, texts, strict=True))
        ],
    }


def edits(longest: str, text: str) -> list[Edit]:
    """What of ``longest`` stands in ``text``, what it cut, and what it has besides, word by word.

    Case and punctuation do not count: “We left, we did.” -> “We left” is one cut of two words.
    """
    before, after = (_TOKEN.findall(each.replace(GAP, " ")) for each in (longest, text))
    matcher = difflib.SequenceMatcher(None, [_key(t) for t in before], [_key(t) for t in after], autojunk=False)
    found: list[Edit] = []
    for _, start, end, other_start, other_end in matcher.get_opcodes():
        same = [_key(t) for t in before[start:end]] == [_key(t) for t in after[other_start:other_end]]
        if same:
            found.append(("same", "".join(after[other_start:other_end])))
            continue
        if end > start:
            found.append(("cut", "".join(before[start:end])))
        if other_end > other_start:
            found.append(("added", "".join(after[other_start:other_end])))
    return found


def _key(token: str) -> str:
    """`Harbour,”` -> `harbour`; of a token without a letter the token itself."""
    return _LETTERS.sub("", token.replace("’", "'").casefold()).strip("'") or token.strip()
