"""Other processes of this machine, whose leftovers may be swept away once they are gone."""

from __future__ import annotations

import os


def alive(process: int) -> bool:
    """Whether a process of that number is on this machine."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
