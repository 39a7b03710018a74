"""Remembers what a build came to, so that the same build again need not even read the articles.

What was asked is known by its digest: of every file under the paths, the configuration, the code. The answer counts as
long as the version is the latest and every file of it is what its manifest says.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder import review
from builder.config import Config
from builder.engine import Progress, fingerprint, stored
from builder.errors import InputError
from builder.extraction import How
from builder.records import Reject

if TYPE_CHECKING:
    from builder.pipeline import BuildResult

_FILE = "finished.json"


def question(places: Sequence[Path], config: Config, how: How) -> str | None:
    """A digest of all that the result depends on; None when that cannot be told without reading."""
    inputs, besides = fingerprint.files(places), fingerprint.files(config.files)
    if inputs is None or besides is None:
        return None
    asked = [fingerprint.everything(), inputs, besides, config.digest(), how.limit, how.strict]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def remember(folder: Path, asked: str | None, result: BuildResult) -> None:
    """Keep ``result`` in the work folder."""
    content = {
        "question": asked,
        "version": result.version,
        "report": dataclasses.asdict(result.report),
        "rejects": [dataclasses.asdict(each) for each in result.rejects],
        "reviews": dataclasses.asdict(result.reviews),
        "progress": dataclasses.asdict(result.progress),
        "failures": result.failures,
    }
    staged = folder / f".{_FILE}"
    with contextlib.suppress(OSError):  # the version is published; the next build takes longer, that is all
        staged.write_text(json.dumps(content), encoding="utf-8")
        staged.replace(folder / _FILE)


def recall(folder: Path, asked: str | None, out: Path) -> dict[str, Any] | None:
    """The fields of the result, when it is known and its version is the latest and whole."""
    from builder.dataset import manifest, version
    from builder.validate import Report

    try:
        known = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        latest = next(reversed(version.published(out)), None)
        if asked is None or known["question"] != asked or known["version"] != str(latest):
            return None
        manifest.check(out / known["version"])
        progress = stored.record(Progress, known["progress"])
        progress.resumed = progress.articles
        return {
            "path": out / known["version"],
            "version": known["version"],
            "status": "unchanged",
            "diff": None,
            "report": stored.record(Report, known["report"]),
            "rejects": tuple(stored.record(Reject, each) for each in known["rejects"]),
            "reviews": stored.record(review.Outcome, known["reviews"]),
            "progress": progress,
            "failures": tuple(known["failures"]),
        }
    except (OSError, ValueError, KeyError, TypeError, InputError):
        return None
