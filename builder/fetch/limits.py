"""How much is asked of a server and taken from it."""

from __future__ import annotations

from dataclasses import dataclass

from builder.__about__ import __version__

TOKEN = "quotestance"  # noqa: S105  what robots.txt calls us


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and counts. ``allow_private``: addresses that only you can reach, your own machine among them."""

    pages: int = 100  # in one run
    delay: float = 2.0  # seconds between two requests to one host, or more where robots.txt asks for more
    longest_delay: float = 60.0  # a host that asks for more is left alone
    max_bytes: int = 10_000_000  # of one answer, unpacked
    timeout: float = 20.0  # without a byte
    deadline: float = 60.0  # for one answer as a whole
    redirects: int = 5
    allow_private: bool = False
    agent: str = f"{TOKEN}/{__version__}"


class Refused(Exception):
    """Something that is not fetched, and a sentence that says why."""


class Failed(Exception):
    """Something that could not be fetched, and a sentence that says why."""
