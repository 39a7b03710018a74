"""List the shipped files with their SHA-256: python -m training.checksums [DIR]"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

MODELS = Path(__file__).resolve().parents[1] / "builder" / "models"
SUFFIXES = {".onnx", ".npz", ".json"}


def listed(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.iterdir() if p.suffix in SUFFIXES and p.name != "checksums.json")
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def write(folder: Path) -> None:
    (folder / "checksums.json").write_text(json.dumps(listed(folder), indent=1) + "\n", encoding="utf-8")


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("folder", type=Path, nargs="?", default=MODELS)
    write(p.parse_args().folder)


if __name__ == "__main__":
    main()
