"""The tables of a version in, a set of pages out: overview, quotes, articles, utterances, what was left out.

Nothing in them needs a network or a server: they open from the file system and from any static host.
"""

from builder.explore.tables import Tables
from builder.explore.write import write

__all__ = ["Tables", "write"]
