"""Files in, articles out, each as received and with its page furniture marked; what cannot be read is a reject."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from builder.config import Intake
from builder.errors import InputError
from builder.intake.article import finish, reject
from builder.intake.draft import Draft, Problem, Received
from builder.intake.duplicates import near_duplicates
from builder.intake.furniture import with_furniture
from builder.intake.walk import Found, walk
from builder.records import Article, Reject

__all__ = ["near_duplicates", "read", "with_furniture"]


def read(
    paths: Sequence[Path], config: Intake, *, strict: bool = False, besides: Collection[Path] = ()
) -> Iterator[Article | Reject]:
    """Every article under ``paths`` in a fixed order, each followed by rejects for what was wrong with it.

    A file, row or field that cannot be used is a Reject and reading goes on; with ``strict`` the first one raises
    InputError. The same text on the same domain is one article, the first; the others are rejects in either case.
    The files ``besides`` belong to the configuration and are passed over.
    Raises InputError at once, before anything is read, when a path is missing or holds no file.
    """
    found = walk([Path(path) for path in paths], besides)
    return _read(found, config, strict=strict)


def _read(found: Sequence[Found], config: Intake, *, strict: bool) -> Iterator[Article | Reject]:
    first: dict[str, str] = {}  # article id -> where it was read
    for entry in found:
        if isinstance(entry, Received):
            results = _file(entry, config)
        else:
            name, problem = entry
            results = iter([Reject("intake", problem.reason, problem.detail, path=name)])
        for result in results:
            if isinstance(result, Reject):
                if strict:
                    raise InputError(result.detail, where=result.path, row=result.row)
                yield result
                continue
            place = result.source.path + (f", row {result.source.row}" if result.source.row else "")
            if result.article_id in first:
                yield _duplicate(result, first[result.article_id])
            else:
                first[result.article_id] = place
                yield result


def _file(file: Received, config: Intake) -> Iterator[Article | Reject]:
    sha256 = ""
    try:
        for draft in _drafts(file, config):
            if isinstance(draft, Problem):
                yield reject(draft, file)
            else:
                sha256 = sha256 or _sha256(file.path)  # not of what holds no article: it may be long
                yield from finish(draft, file, sha256, config)
    except OSError as error:
        yield reject(Problem("unreadable", f"Cannot be read: {error.strerror or error}."), file)


def _drafts(file: Received, config: Intake) -> Iterator[Draft | Problem]:
    from builder.intake import delimited, documents, jsonl, parquet, warc

    readers = {"jsonl": jsonl.read, "csv": delimited.read, "parquet": parquet.read, "warc": warc.read}
    return readers.get(file.format, documents.read)(file, config)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _duplicate(article: Article, where: str) -> Reject:
    detail = f"The same text, word for word and from the same domain, as {where}; one of them is enough."
    source = article.source
    return Reject("intake", "duplicate_article", detail, source.path, source.row, article.article_id)
