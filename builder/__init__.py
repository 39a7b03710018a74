"""quotestance: news articles in, a citable dataset of who said what out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.__about__ import __version__

if TYPE_CHECKING:
    from builder.pipeline import build, extract

__all__ = ["__version__", "build", "extract"]


def __getattr__(name: str) -> Any:
    # Resolved on first use, so that importing the package (and `--help`) stays cheap.
    if name in {"build", "extract"}:
        from builder import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
