"""Coverage-guided fuzzing of intake: python tests/fuzz/fuzz_intake.py html -max_total_time=600 CORPUS."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent))
with atheris.instrument_imports(include=["builder"]):
    import targets


def main() -> None:
    """The first argument says what is fuzzed; the others are libFuzzer's."""
    atheris.Setup([sys.argv[0], *sys.argv[2:]], targets.target(sys.argv[1]))
    atheris.Fuzz()


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
