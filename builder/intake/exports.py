"""A text file that a news archive exported in, its documents out: one file holds many, each under header lines.

Known are the layouts of Nexis (LexisNexis) and of Factiva; a file that has neither is one article like any other.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.intake import factiva, nexis
from builder.intake.decode import decode
from builder.intake.draft import Draft, Problem


def read(data: bytes, name: str) -> list[Draft | Problem] | None:
    """The documents in their order, rows counted from 1; None when the file is no export.

    The text of each is a piece of the file as it stands, line ends included.
    """
    text = decode(data, name)
    if isinstance(text, Problem):
        return None  # said where it is read as one article
    for layout in (nexis, factiva):
        if layout.is_export(text):
            return list(_rows(layout.documents(text), layout.FORMAT))
    return None


def _rows(documents: Iterator[Draft | Problem], kind: str) -> Iterator[Draft | Problem]:
    from dataclasses import replace

    for row, found in enumerate(documents, start=1):
        yield replace(found, row=row, format=kind) if isinstance(found, Draft) else replace(found, row=row)
