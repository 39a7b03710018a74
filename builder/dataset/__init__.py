"""Articles and their quotes in, a versioned dataset directory out: tables, splits, files, card, manifest, diff.

``shard`` makes the rows of some articles, ``merged`` puts shards in order and fills in what only the whole knows,
``release`` writes, numbers, validates and publishes the tables. ``load`` reads a
version back, ``stats`` counts, ``diff`` compares, ``hub`` uploads.
"""

from builder.dataset.assemble import Release, Verdict, release
from builder.dataset.table import Tables, merged, tables
from builder.dataset.version import Asked, check

__all__ = ["Asked", "Release", "Tables", "Verdict", "check", "merged", "release", "tables"]
