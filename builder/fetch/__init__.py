"""Addresses in, pages as received in raw/ out: the only part that uses the network, and only when it is asked to."""

from __future__ import annotations

from builder.fetch.crawl import Outcome, fetch
from builder.fetch.limits import Limits

__all__ = ["Limits", "Outcome", "fetch"]
