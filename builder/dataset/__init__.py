"""Articles and their quotes in, a versioned dataset directory out: tables, splits, files, card, manifest, diff.

``tables`` makes the four Arrow tables, ``release`` writes, numbers, validates and publishes them. ``load`` reads a
version back, ``stats`` counts, ``diff`` compares, ``hub`` uploads.
"""

from builder.dataset.assemble import Release, Verdict, release
from builder.dataset.table import Tables, tables
from builder.dataset.version import Asked, check

__all__ = ["Asked", "Release", "Tables", "Verdict", "check", "release", "tables"]
