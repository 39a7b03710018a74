"""The mean of the weights of several runs: python -m training.average RUN [RUN …] --out DIR

Runs that start from the same weights and heads end so near one another that their mean is as good as their ensemble
(Wortsman et al. 2022, “Model soups”), at the cost of one.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from safetensors.torch import load_file, save_file


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("runs", nargs="+", type=Path)
    p.add_argument("--of", default="tagger", help="tagger, or labeller: the name of the weights in each run")
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    file = f"{args.of}.safetensors"
    several = [load_file(run / file) for run in args.runs]
    mean = {name: sum(weights[name] for weights in several) / len(several) for name in several[0]}
    save_file(mean, args.out / file)
    table = args.runs[0] / "table.npy"  # of transitions, which only the tagger has
    if table.exists():
        shutil.copyfile(table, args.out / table.name)


if __name__ == "__main__":
    main()
