"""Groups of articles in, a split for each article out: by hash, so that new articles never move old ones.

Articles that are near-duplicates or share an utterance form a group, and a group is never divided: no reprint and no
utterance stands in two splits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from builder.config import Splits

RULE = (
    "Articles that are near-duplicates of one another or share an utterance form a group. The group's key is the id of "
    "its earliest article (by published_at, then article_id); blake2b(key) mod 100 against the shares, in the order "
    "train, validation, test, gives the split. An article that the parent version has keeps its split; a group takes "
    "that of its earliest such article."
)
Group = tuple[str, ...]


def groups(ordered: Sequence[str], links: Iterable[tuple[str, str]]) -> tuple[Group, ...]:
    """Connected components of the articles over ``links``, each and all in the order of ``ordered``."""
    parent = {article: article for article in ordered}
    rank = {article: place for place, article in enumerate(ordered)}

    def root(article: str) -> str:
        while parent[article] != article:
            parent[article] = parent[parent[article]]
            article = parent[article]
        return article

    for one, other in links:
        first, second = sorted((root(one), root(other)), key=rank.__getitem__)
        parent[second] = first
    members: dict[str, list[str]] = {}
    for article in ordered:
        members.setdefault(root(article), []).append(article)
    return tuple(tuple(group) for group in members.values())


def assign(found: Iterable[Group], shares: Splits, parent: Mapping[str, str]) -> dict[str, str]:
    """Split of each article; ``parent`` has the splits of the parent version, empty for a first one.

    An article moves only when a new article ties two groups together that stood in different splits.
    """
    splits: dict[str, str] = {}
    for group in found:
        kept = next((parent[article] for article in group if article in parent), None)
        split = kept or _by_hash(group[0], shares)
        splits.update(dict.fromkeys(group, split))
    return splits


def _by_hash(key: str, shares: Splits) -> str:
    percent = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) % 100
    if percent < shares.train:
        return "train"
    return "validation" if percent < shares.train + shares.validation else "test"
