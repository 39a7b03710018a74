"""What is said when the work on one article fails: which one it was."""

from __future__ import annotations

from builder.errors import QuotestanceError
from builder.records import Article


class Failure(QuotestanceError):
    """The work on an article raised something that is nobody's input error, or killed its worker."""


def describe(article: Article) -> str:
    """Where ``article`` came from, for a message."""
    row = f", row {article.source.row}" if article.source.row is not None else ""
    return article.source.path + row
