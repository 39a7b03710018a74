"""Documents or articles in, what the builder finds in them out, in the format of the scorers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from builder import attribution, config, ids, intake, speakers
from builder.errors import InputError
from builder.evaluate import gold
from builder.evaluate.gold import Document
from builder.records import Article, Attribution, Source, Speaker
from builder.registry import NONE, Registry


def article(text: str, name: str = "") -> Article:
    """A text without metadata as an article. It has no title: corpora annotate the headline in the text."""
    return intake.with_furniture(Article(ids.article_id(text, None), text, Source(name, None, "text", "")))


def predict(one: Article, doc_id: str, registry: Registry = NONE, min_score: float | None = None) -> Document:
    """Attributions and speakers as a build finds them."""
    found, _ = attribution.attribute(one, min_score)
    who = speakers.resolve(one, found, speakers.entities(one, registry), registry)
    return predictions(one, found, who, doc_id)


def predictions(one: Article, found: Sequence[Attribution], who: Sequence[Speaker], doc_id: str) -> Document:
    """What was found in ``one``, in the format of the scorers; ``score`` is what ``scores.attribution`` holds."""
    rows: list[dict[str, Any]] = [
        {
            "kind": each.quote_type,
            "speech": each.speech,
            **{name: [[s.start, s.end] for s in getattr(each, name)] for name in ("content", "source", "cue")},
            "speaker": speaker.name,
            "score": round(each.score, 4),
        }
        for each, speaker in zip(found, who, strict=True)
    ]
    return {"doc_id": doc_id, "text": one.text, "attributions": rows}


def annotated(folder: Path, place: Path) -> tuple[list[Document], list[Article], Registry]:
    """The stand-off gold of ``folder``, the articles below ``place`` it is about, in its order, and their registry.

    The articles are read as a build reads them, with their metadata and the configuration that lies beside them.
    InputError for a folder without gold, an article that is missing or one that changed since it was annotated.
    """
    settings = config.find([place])
    read = intake.read([place], settings.intake, besides=settings.files)
    articles = {(one.source.path, one.source.row): one for one in read if isinstance(one, Article)}
    documents = gold.documents(folder, {key: one.text for key, one in articles.items()})
    if not documents:
        raise InputError("holds no gold files (*.json).", where=folder)
    found = [articles[document["path"], document["row"]] for document in documents]
    documents = [{**document, "outlet": one.outlet} for document, one in zip(documents, found, strict=True)]
    return documents, found, settings.speakers.registry
