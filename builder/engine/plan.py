"""The stream of intake in, shards out: runs of it with some dozens of articles each.

Where one shard ends is told by the articles themselves, not by their number: whoever adds an article to a corpus finds
all shards but one as they were, and done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.engine.stored import Entry
from builder.records import Article

SIZE = 32  # articles of a shard on average
_LEAST, _MOST = 4, 2  # a shard has at least SIZE / 4 and at most 2 SIZE of them
_CHARACTERS = 4_000_000
_ENTRIES = 50  # per article of SIZE, should there be that many rejects


def cut(entries: Iterable[Entry], size: int = SIZE) -> Iterator[list[Entry]]:
    """The rejects of an article stay in its shard, and so do those of one file that stand together."""
    shard: list[Entry] = []
    articles = characters = 0
    for entry in entries:
        if isinstance(entry, Article):
            full = articles >= _MOST * size or characters > _CHARACTERS
            if articles >= max(1, size // _LEAST) and (full or int(entry.article_id[:8], 16) % size == 0):
                yield shard
                shard, articles, characters = [], 0, 0
            articles += 1
            characters += len(entry.text)
        elif len(shard) > _ENTRIES * size and _path(entry) != _path(shard[-1]):
            yield shard
            shard, articles, characters = [], 0, 0
        shard.append(entry)
    if shard:
        yield shard


def _path(entry: Entry) -> str:
    return entry.source.path if isinstance(entry, Article) else entry.path
