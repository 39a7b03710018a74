"""Fit the glue on gold tags: python -m training.fit_glue --corpora DIR --minilm DIR --out glue.json"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from builder.attribution import joins, links
from builder.attribution.context import Context
from builder.attribution.decode import decode
from builder.attribution.glue import Scorers, link
from builder.attribution.logistic import Logistic
from builder.attribution.tags import Role, Tagged, spans_of
from builder.model.tokens import Pieces
from training import logistic, speech
from training.data import Article, load


def link_pairs(contexts: list[Context], role: Role, cue: Logistic | None) -> tuple[np.ndarray, np.ndarray]:
    """Candidates of every content: features, and whether they share an attribution with it."""
    x: list[list[float]] = []
    y: list[bool] = []
    for context in contexts:
        for c in (c for c in context.by_role["content"] if c.owners):
            scored = links.score(context, c, "cue", cue) if cue else []
            for rank, s in enumerate(links.candidates(context, c, role)):
                x.append(links.pair_features(context, c, s, rank, scored[0][0] if scored else None))
                y.append(bool(s.owners & c.owners))
    return np.array(x), np.array(y, float)


def join_pairs(
    contexts: list[Context], cue: Logistic, source: Logistic
) -> tuple[np.ndarray, np.ndarray]:
    """Neighbouring contents, and those one apart: features, and whether they are one attribution."""
    x: list[list[float]] = []
    y: list[bool] = []
    for context in contexts:
        linked = link(context, cue, source)
        for k in range(1, len(linked.contents)):
            for i in (k - 1, k - 2)[:k]:
                x.append(joins.pair_features(context, linked.contents, linked.sources, linked.cues, i, k))
                y.append(bool(linked.contents[i].owners & linked.contents[k].owners))
    return np.array(x), np.array(y, float)


def projected(spans: list[Tagged], gold: list[Tagged]) -> list[Tagged]:
    """Predicted spans with the owners of the gold span of their role that they overlap most, at least by half."""
    out = []
    for s in spans:
        shares = [(min(s.end, g.end) - max(s.begin, g.begin), g) for g in gold if g.role == s.role]
        shared, best = max(shares, key=lambda x: x[0], default=(0, s))
        half = 2 * shared >= max(s.end, best.end) - min(s.begin, best.begin) if shared > 0 else False
        out.append(replace(s, owners=best.owners if half else frozenset()))
    return out


def fit(articles: list[Article], held: dict[str, np.ndarray] | None = None) -> Scorers:
    """`held`: tags that a model gave to some of the articles without having seen them; it makes the glue hardier."""
    contexts = [Context(a.doc, a.gold.spans) for a in articles]
    for a in articles:
        if held and a.row["doc_id"] in held:
            contexts.append(Context(a.doc, projected(spans_of(held[a.row["doc_id"]]), a.gold.spans)))
    cue = logistic.fit(*link_pairs(contexts, "cue", None))
    source = logistic.fit(*link_pairs(contexts, "source", cue))
    joined = logistic.fit(*join_pairs(contexts, cue, source))
    cues = [
        (" ".join(a.row["text"][b:e] for b, e in t["cue"]), t["speech"])
        for a in articles
        for t in a.row["attributions"]
    ]
    return Scorers(cue, source, joined, speech.fit([c for c, _ in cues], [s for _, s in cues]))


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--minilm", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument(
        "--folds", nargs="*", type=Path, default=[], help="runs of train --fold, for tags of unseen articles"
    )
    args = p.parse_args()
    pieces = Pieces(args.minilm / "tokenizer.json")
    articles = load(args.corpora / "polnear.train.jsonl.gz", pieces)
    held = {}
    for run in args.folds:
        stored = np.load(run / "held.npz")
        held |= {
            a.row["doc_id"]: decode(a.doc, stored[a.row["doc_id"]].astype(np.float32), stored["_table"])
            for a in articles
            if a.row["doc_id"] in stored
        }
    args.out.write_text(json.dumps(fit(articles, held).to_json()))


if __name__ == "__main__":
    main()
