"""Score runs by the shared scorer: python -m training.evaluate --minilm DIR --glue glue.json RUN [RUN …]

Several runs are averaged (log-probabilities); the transition table is the first run's. Also GUM's recall.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from builder.attribution.context import Context
from builder.attribution.decode import decode
from builder.attribution.glue import Scorers, edges, groups
from builder.model.tokens import Encoded, Pieces
from training.data import Article, load
from training.fragments import exact_f1

SELECTIONS: dict[str, tuple[set[str] | None, bool]] = {
    "all": (None, False), "direct+mixed": ({"direct", "mixed"}, False), "speech": (None, True),
}  # fmt: skip


def scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def log_probabilities(
    run: Path, articles: list[Article], minilm: Path, name: str, shifts: tuple[int | None, ...] = (None,)
) -> list[np.ndarray]:
    """Kept beside the run, so that torch is needed once."""
    kept = run / f"{name}.npz"
    if not kept.exists():
        import torch
        from safetensors.torch import load_file

        from training.predict import predict
        from training.tagger import Tagger

        torch.set_num_threads(1)
        model = Tagger(minilm)
        model.load_state_dict(load_file(run / "tagger.safetensors"))
        found = predict(model, [a.doc for a in articles], shifts)
        np.savez_compressed(
            kept, **{a.row["doc_id"]: lp.astype(np.float16) for a, lp in zip(articles, found, strict=True)}
        )
    stored = np.load(kept)
    return [stored[a.row["doc_id"]].astype(np.float32) for a in articles]


def predicted(doc: Encoded, tags: np.ndarray, scorers: Scorers) -> list[dict[str, Any]]:
    """The attributions of a tagged text in the scorer's format."""
    context = Context.of_tags(doc, tags)

    def chars(begin: int, end: int) -> list[int]:
        return [doc.spans[begin][0], doc.spans[end - 1][1]]

    return [
        {
            "content": [chars(*edges(context, c)) for c in group.contents],
            "source": [chars(group.source.begin, group.source.end)] if group.source else [],
            "cue": [chars(group.cue.begin, group.cue.end)] if group.cue else [],
            "speech": scorers.speech(doc.text[slice(*chars(group.cue.begin, group.cue.end))]) if group.cue else True,
        }
        for group in groups(context, scorers)
    ]


def measure(
    articles: list[Article], found: list[list[dict[str, Any]]], score: ModuleType
) -> dict[str, dict[str, float]]:
    out = {}
    for name, (kinds, speech) in SELECTIONS.items():
        total = sum((score.score_doc(a.row, p, kinds, speech) for a, p in zip(articles, found, strict=True)), Counter())
        r = score.report(total)["all"]
        joint = r["JOINT quote+speaker"]
        out[name] = {
            "exact": r["content exact"]["F1"], "found": r["content found"]["F1"],
            "joint": joint["F1"], "joint P": joint["P"], "joint R": joint["R"],
            "source exact": r["source exact"]["acc"],
        }  # fmt: skip
        direct = score.report(total).get("direct")
        if direct:
            out[name]["direct exact+punct"] = direct["content exact+punct"]["F1"]
    return {n: {k: round(100 * (v or 0), 1) for k, v in f.items()} for n, f in out.items()}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("runs", nargs="+", type=Path)
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--scorer", type=Path, default=Path("../shared/scorers/score_attribution.py"))
    p.add_argument("--minilm", type=Path, required=True)
    p.add_argument("--tokenizer", type=Path, help="that the runs were trained with, if not MiniLM's own")
    p.add_argument("--glue", type=Path, required=True)
    p.add_argument("--table", type=Path, help="npz whose _table replaces the first run's transitions")
    p.add_argument("--out", type=Path, help="predictions as JSON lines, for the scorer's own command line")
    p.add_argument("--gum", action="store_true")
    args = p.parse_args()
    pieces = Pieces(args.tokenizer or args.minilm / "tokenizer.json")
    score, glue = scorer(args.scorer), Scorers.from_json(json.loads(args.glue.read_text()))
    table = np.load(args.table or args.runs[0] / "dev.npz")["_table"]
    for name, file in (("dev", "polnear.dev"), *([("gum", "gum.dev")] if args.gum else [])):
        articles = load(args.corpora / f"{file}.jsonl.gz", pieces)
        runs = [log_probabilities(r, articles, args.minilm, name) for r in args.runs]
        tags = [decode(a.doc, np.mean(lps, 0), table) for a, *lps in zip(articles, *runs, strict=True)]
        print(
            name,
            "fragments",
            {
                k: round(v, 1)
                for k, v in exact_f1((a.doc, a.gold.tags, t) for a, t in zip(articles, tags, strict=True)).items()
            },
        )
        rows = [predicted(a.doc, t, glue) for a, t in zip(articles, tags, strict=True)]
        for selection, figures in measure(articles, rows, score).items():
            print(name, selection, json.dumps(figures))
        if args.out and name == "dev":
            with args.out.open("w") as lines:
                for a, p_ in zip(articles, rows, strict=True):
                    lines.write(json.dumps({"doc_id": a.row["doc_id"], "attributions": p_}) + "\n")


if __name__ == "__main__":
    main()
