"""Stand-off labels of a gold folder and its documents in, rows in the format of ``quote-labels`` out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from builder.evaluate import rows
from builder.evaluate.gold import Document

LABELS = ("framing", "verifiability", "claim_type", "check_worthy", "stances", "stances_undecided")


def quotes(documents: Sequence[Document], labels: Path) -> list[dict[str, Any]]:
    """One row for each line of ``labels``, with the text, spans and outlet of its attribution.

    ``doc_id`` stays on the row, so that folds can be made by article. InputError, naming the line, where ``labels``
    speaks of an attribution that ``documents`` do not have.
    """
    found = {(doc["doc_id"], one["id"]): (doc, one) for doc in documents for one in doc["attributions"]}
    out: list[dict[str, Any]] = []
    for row in rows.read(labels):
        place = (row.string("doc_id"), row.string("id"))
        if place not in found:
            raise row.broken(f"there is no attribution {place[1]!r} of {place[0]!r}.", "Was the gold annotated again?")
        document, attribution = found[place]
        out.append(
            {
                "id": "#".join(place),
                "doc_id": place[0],
                "text": document["text"],
                "outlet": document.get("outlet"),
                "kind": attribution["kind"],
                **{part: attribution[part] for part in ("content", "source", "cue")},
                "sourcing": attribution.get("sourcing"),
                **{name: row.field(name) for name in LABELS},
            }
        )
    return out
