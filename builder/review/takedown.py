"""Tombstones: what was taken down stays out of every later version, and a reject without text says so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from builder import ids
from builder.errors import InputError
from builder.records import Article, Beside, Extraction, Quote, Reject
from builder.review import store

FILE_NAME = "takedowns.jsonl"
REASON = "taken_down"


@dataclass(frozen=True, slots=True)
class Takedown:
    """One tombstone. ``path`` keeps an article down whose text was changed; ``digest`` does so for a quote's words."""

    kind: Literal["article", "quote"]
    id: str
    article_id: str
    reason: str
    path: str | None = None  # of a file that is one article; rows of a table may move
    digest: str | None = None  # SHA-256 of the quote: what is taken down is not written down


def file(raw: Path) -> Path:
    return raw / FILE_NAME


def read(raw: Path) -> tuple[tuple[Takedown, ...], tuple[Beside, ...]]:
    """The tombstones beside the articles in ``raw``. Raises InputError for a line that is none."""
    path = file(raw)
    if not path.exists():
        return (), ()
    found = tuple(_of_json(content, path, row) for row, content in store.lines(path))
    return found, (Beside(FILE_NAME, store.sha256(path), len(found)),)


def add(raw: Path, one: Takedown) -> bool:
    """Write the tombstone down; False when it stands there already."""
    known, _ = read(raw)
    if any(each.id == one.id for each in known):
        return False
    lines = [json.dumps(asdict(each), ensure_ascii=False, sort_keys=True) for each in (*known, one)]
    store.replace(file(raw), "".join(f"{line}\n" for line in lines))
    return True


def of_row(row: Mapping[str, Any], article: Mapping[str, Any], reason: str) -> Takedown:
    """The tombstone for a row of the quotes or the articles table, and the row of its article."""
    path = article["source_path"] if article["source_row"] is None else None
    if "quote_id" not in row:
        return Takedown("article", row["article_id"], row["article_id"], reason, path)
    return Takedown("quote", row["quote_id"], row["article_id"], reason, path, digest(row["quote"]))


def digest(quote: str) -> str:
    return hashlib.sha256(quote.encode("utf-8", "surrogatepass")).hexdigest()


def withhold(entries: Iterable[Article | Reject], takedowns: Iterable[Takedown]) -> Iterator[Article | Reject]:
    """``entries`` with a reject in place of every article that may not stand, and no word of its text."""
    tombs = [one for one in takedowns if one.kind == "article"]
    gone: set[str] = set()
    for entry in entries:
        if isinstance(entry, Reject):
            yield replace(entry, text=None) if entry.article_id in gone else entry
        elif tomb := next((one for one in tombs if covers(one, entry)), None):
            gone.add(entry.article_id)
            yield _article(entry, tomb)
        else:
            yield entry


def redact(article: Article, extraction: Extraction, takedowns: Iterable[Takedown]) -> Extraction:
    """``extraction`` without the quotes that were taken down."""
    tombs = [one for one in takedowns if one.kind == "quote" and covers(one, article)]
    if not tombs:
        return extraction
    kept: list[Quote] = []
    rejects = list(extraction.rejects)
    for quote in extraction.quotes:
        identity = ids.quote_id(quote.article_id, quote.attribution.content)
        tomb = next((one for one in tombs if one.id == identity or one.digest == digest(quote.text)), None)
        if tomb is None:
            kept.append(quote)
        else:
            rejects.append(_reject(article, f"Quote {identity} was taken down: {tomb.reason}"))
    return Extraction(tuple(kept), tuple(rejects))


def covers(one: Takedown, article: Article) -> bool:
    """The tombstone is about this article, or a quote of it."""
    path = article.source.path if article.source.row is None else None
    return one.article_id == article.article_id or (one.path is not None and one.path == path)


def _article(article: Article, tomb: Takedown) -> Reject:
    return _reject(article, f"Article {article.article_id} was taken down: {tomb.reason}")


def _reject(article: Article, detail: str) -> Reject:
    """Without a span: its words would be shown."""
    return Reject("review", REASON, detail, article.source.path, article.source.row, article.article_id)


def _of_json(content: Mapping[str, Any], path: Path, row: int) -> Takedown:
    texts = all(isinstance(content.get(key), str) for key in ("kind", "id", "article_id", "reason"))
    optional = all(isinstance(content.get(key), str | None) for key in ("path", "digest"))
    if not (texts and optional and content["kind"] in ("article", "quote")):
        raise InputError("not a takedown.", where=path, row=row, hint="Use `build-dataset takedown ID --reason …`.")
    return Takedown(
        content["kind"], content["id"], content["article_id"], content["reason"],
        content.get("path"), content.get("digest"),
    )  # fmt: skip
