"""A draft in, an Article out, with rejects for those of its fields that could not be used; or one reject for all."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from builder.config import Intake
from builder.ids import article_id
from builder.intake import furniture, language, metadata, syndication
from builder.intake.decode import unstorable
from builder.intake.draft import Draft, Problem, Received
from builder.records import Article, Reject, Source
from builder.text import paragraphs

_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # all but tab and line breaks
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")  # can make a line read otherwise than it is stored
_BLANK = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff\x00-\x1f\x7f-\x9f]*+")


def finish(draft: Draft, file: Received, sha256: str, config: Intake) -> Iterator[Article | Reject]:
    """The article, its text untouched, then one reject for each of its fields that is left out.

    Control characters and bidirectional overrides stay in the text and are noted: what shows the text escapes them.
    NUL and lone surrogates cannot be stored in UTF-8 columns, so such an article is a reject as a whole.
    """
    if wrong := unfit(draft.text, config.max_characters):
        yield reject(dataclasses.replace(wrong, row=draft.row), file)
        return
    checked = metadata.check(draft.metadata, config.defaults, config.outlets)
    article = Article(
        article_id=article_id(draft.text, checked.fields.get("outlet_domain")),
        text=draft.text,
        source=Source(file.name, draft.row, draft.format or file.format, sha256),
        text_start=draft.text_start,
        furniture=draft.furniture,
        notes=(*checked.notes, *draft.notes, *_notes(draft.text)),
        extractor=draft.extractor,
        **checked.fields,
    )
    blocks = paragraphs(article.text)
    found = syndication.find(article, blocks, draft.canonical)
    article = dataclasses.replace(article, furniture=furniture.find(article, blocks), syndication=found)
    yield _in_language(article) if config.identify_language else article
    for problem in (*draft.problems, *checked.problems):
        yield reject(dataclasses.replace(problem, row=draft.row), file, article.article_id)


def unfit(text: str, longest: int) -> Problem | None:
    """Why ``text`` cannot be an article; None when it can."""
    if len(text) > longest:
        return too_large(f"{len(text):,} characters", longest)
    if wrong := unstorable(text):
        return Problem("wrong_encoding", f"The text holds {wrong}.")
    if _BLANK.fullmatch(text):
        return Problem("empty", "There is no text; put the article there or remove the file or row.")
    return None


def too_large(size: str, longest: int, row: int | None = None) -> Problem:
    return Problem(
        "too_large",
        f"{size[0].upper()}{size[1:]} in one article, more than intake.max_characters = {longest:,}; split it, or "
        "raise that key.",
        row,
    )


def reject(problem: Problem, file: Received, article: str | None = None) -> Reject:
    detail = problem.detail.encode("utf-8", "backslashreplace").decode("utf-8")
    return Reject("intake", problem.reason, detail, path=file.name, row=problem.row, article_id=article)


def _in_language(article: Article) -> Article:
    """The language that the metadata state holds, and a text that looks otherwise is noted; else the one it looks."""
    found = language.identify(article.text, article.furniture)
    if found is None or found == article.language:
        return article
    if article.language is None:
        return dataclasses.replace(article, language=found, notes=(*article.notes, "language_identified"))
    return dataclasses.replace(article, notes=(*article.notes, f"language_looks_{found}"))


def _notes(text: str) -> Iterator[str]:
    if _CONTROLS.search(text):
        yield "control_characters"
    if _BIDI.search(text):
        yield "bidi_controls"
