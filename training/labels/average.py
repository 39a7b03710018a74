"""The mean of a run's states: python -m training.labels.average RUN --epochs 2 4 --out DIR

One state has learned the corpora by heart a little, an earlier one too little; their mean holds better on other text.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from safetensors.torch import load_file, save_file


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("run", type=Path)
    p.add_argument("--epochs", type=int, nargs="+", required=True, help="counted from 1")
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    states = [load_file(args.run / f"labeller.{epoch}.safetensors") for epoch in args.epochs]
    args.out.mkdir(parents=True, exist_ok=True)
    mean = {name: sum(state[name] for state in states) / len(states) for name in states[0]}
    save_file(mean, args.out / "labeller.safetensors")


if __name__ == "__main__":
    main()
