"""Files that are one article: text, Markdown, HTML, with front matter, a sidecar, or neither; and exported archives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from builder.config import Intake
from builder.intake import exports, frontmatter, sidecar, webpage
from builder.intake.article import too_large
from builder.intake.decode import decode
from builder.intake.draft import Draft, Problem, Received

_BYTES = 4  # of one character in UTF-8 at most
_MARKUP = 1_000_000  # bytes beside the text that a file may have
FROM, CHARSET = "fetched_from", "fetched_charset"  # what `build-dataset fetch` writes into the sidecar of a page


def read(file: Received, config: Intake) -> Iterator[Draft | Problem]:
    """The one article; where the file and its sidecar disagree the sidecar holds, for it was added later."""
    size = file.path.stat().st_size
    if size > _BYTES * config.max_characters + _MARKUP:
        yield too_large(f"{size:,} bytes", config.max_characters)
        return
    data = file.path.read_bytes()
    beside = sidecar.load(file.sidecar) if file.sidecar else {}
    said = {} if isinstance(beside, Problem) else {key: value for key, value in beside.items() if value is not None}
    if file.format == "html":
        found = webpage.read(data, file.name, config, address=_text(said, FROM), charset=_text(said, CHARSET))
    elif file.format == "text" and (several := exports.read(data, file.name)):
        for one in several:  # what stands beside them holds where a document doesn't say
            yield one if isinstance(one, Problem) else replace(one, metadata={**said, **one.metadata})
        if isinstance(beside, Problem):
            yield beside
        return
    else:
        found = _plain(data, file.name)
    if isinstance(found, Problem):
        yield found
        return
    wrong = (beside,) if isinstance(beside, Problem) else ()
    yield replace(found, metadata={**found.metadata, **said}, problems=(*found.problems, *wrong))


def _plain(data: bytes, name: str) -> Draft | Problem:
    text = decode(data, name)
    if isinstance(text, Problem):
        return text
    metadata, start, problems = frontmatter.split(text)
    return Draft(text[start:], metadata, text_start=start, problems=problems)


def _text(said: Mapping[str, Any], key: str) -> str | None:
    value = said.get(key)
    return value if isinstance(value, str) else None
