"""Content hashes: the same content has the same id on every machine and in every version.

A change of what goes into an id is a change of ``SCHEME`` and, with it, a major version of every dataset.
"""

from __future__ import annotations

import functools
import hashlib
import unicodedata
from collections.abc import Sequence

from builder.records import Reject, Span

SCHEME = "quotestance-1"
_SIZES = tuple(size.to_bytes(8, "big") for size in range(64))


def _digest(*parts: str) -> str:
    return _hash(_joined(SCHEME, *parts))


def _joined(*parts: str) -> bytes:
    # surrogatepass: an id exists for any str, also for one that no UTF-8 file could hold.
    contents = [part.encode("utf-8", "surrogatepass") for part in parts]
    return b"".join([len(content).to_bytes(8, "big") + content for content in contents])  # parts cannot run together


def _hash(whole: bytes) -> str:
    return hashlib.blake2b(whole, digest_size=16).hexdigest()


def article_id(text: str, outlet_domain: str | None) -> str:
    """Id of an article: its text as received and the domain that published it.

    The domain is part of it because a wire story that two outlets print word for word is two articles; titles, dates
    and licences are not, so that correcting them changes no id.
    """
    return _digest("article", outlet_domain or "", text)


def quote_id(article: str, content: Sequence[Span]) -> str:
    """Id of a quote: its article and the spans of its content, never its labels."""
    return quote_id_of(article, [f"{span.start}-{span.end}" for span in content])


def quote_id_of(article: str, content: Sequence[str]) -> str:
    """The same from spans that are written down already: ``17-42``."""
    # As _joined does it: a span is of few characters, all of them ASCII.
    return _hash(_of_quotes(article) + b"".join([_SIZES[len(span)] + span.encode("ascii") for span in content]))


@functools.lru_cache(64)  # the quotes of an article stand together
def _of_quotes(article: str) -> bytes:
    return _joined(SCHEME, "quote", article)


def speaker_id(name: str, kind: str, article: str | None = None) -> str:
    """Id of a speaker; ``article`` is given when only part of the name is known there."""
    return _digest("speaker", fold(name), kind, article or "")


def reject_id(reject: Reject) -> str:
    """Id of a reject: the place, the reason, and the span where there is one."""
    span = f"{reject.span.start}-{reject.span.end}" if reject.span else ""
    place = (reject.path, str(reject.row or ""), reject.article_id or "")
    return _digest("reject", *place, reject.stage, reject.reason, span, "" if reject.span else reject.detail)


def utterance_id(quote_ids: Sequence[str]) -> str:
    """Id of an utterance: that of the first quote that carries it."""
    return _digest("utterance", min(quote_ids))


@functools.lru_cache(20_000)  # an article names the same ones again and again
def fold(name: str) -> str:
    """``name`` for comparison: no accents, case or double spaces."""
    if name.isascii():
        return " ".join(name.casefold().split())
    plain = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())
