"""Finds the files that travel with the package: schemas, expectation suites, lexicons, the card.

They stand at the top of the repository, where people look for them; in an installed wheel the same folders lie
inside the package (see ``force-include`` in pyproject.toml).
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
REPOSITORY = PACKAGE.parent


def find(*parts: str) -> Path:
    """Path of a file or folder that ships with the package, e.g. ``find("schemas", "quotes.json")``."""
    for root in (PACKAGE, REPOSITORY):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(
        f"{'/'.join(parts)} is missing from the installation. Reinstall: pip install --force-reinstall quotestance"
    )
