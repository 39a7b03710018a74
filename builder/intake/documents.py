"""Files that are one article: text, Markdown, HTML, with front matter, a sidecar, or neither."""

from __future__ import annotations

from collections.abc import Iterator

from builder.config import Intake
from builder.intake import frontmatter, sidecar, webpage
from builder.intake.article import too_large
from builder.intake.decode import decode
from builder.intake.draft import Draft, Problem, Received

_BYTES = 4  # of one character in UTF-8 at most
_MARKUP = 1_000_000  # bytes beside the text that a file may have


def read(file: Received, config: Intake) -> Iterator[Draft | Problem]:
    """The one article; where the file and its sidecar disagree the sidecar holds, for it was added later."""
    size = file.path.stat().st_size
    if size > _BYTES * config.max_characters + _MARKUP:
        yield too_large(f"{size:,} bytes", config.max_characters)
        return
    data = file.path.read_bytes()
    found = webpage.read(data, file.name) if file.format == "html" else _plain(data, file.name)
    if isinstance(found, Problem) or file.sidecar is None:
        yield found
        return
    beside = sidecar.load(file.sidecar)
    if isinstance(beside, Problem):
        yield Draft(found.text, found.metadata, None, found.text_start, found.furniture, (*found.problems, beside))
    else:
        said = {key: value for key, value in beside.items() if value is not None}
        yield Draft(found.text, {**found.metadata, **said}, None, found.text_start, found.furniture, found.problems)


def _plain(data: bytes, name: str) -> Draft | Problem:
    text = decode(data, name)
    if isinstance(text, Problem):
        return text
    metadata, start, problems = frontmatter.split(text)
    return Draft(text[start:], metadata, text_start=start, problems=problems)
