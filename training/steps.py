"""Commands in order, each skipped when what it writes is there: a run that was stopped goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

Step = tuple[Path, list[str]]  # what it writes, and the arguments of python -m
MARKS = frozenset({"done", "exported"})  # files that only say that a step is done


def run(steps: Iterable[Step]) -> None:
    """One thread each: sums in another order would give other weights."""
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    for written, command in steps:
        if written.exists():
            continue
        written.parent.mkdir(parents=True, exist_ok=True)
        begin = time.time()
        subprocess.run([sys.executable, "-m", *command], check=True, env=environment)
        print(f"{command[0]} {time.time() - begin:.0f} s -> {written}", flush=True)
        if written.name in MARKS:
            written.touch()
