"""Fit links, joins, speech and reliability: python -m training.fit_glue FOLD [FOLD …] --out glue.json

FOLDs are runs of `train --fold`, which tagged the articles that they had not seen (unseen.npz): the glue learns on
gold spans and on such predicted ones. With --figures it is fitted on two thirds of them and measured on the third.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from builder.attribution import joins, links, scores
from builder.attribution.context import Context
from builder.attribution.decode import decode, transitions
from builder.attribution.glue import Group, Scorers, edges, groups, link
from builder.attribution.logistic import Logistic
from builder.attribution.tags import Tagged, spans_of
from builder.evaluate import attribution as evaluation
from builder.evaluate import matching
from builder.model.tokens import Pieces
from training import logistic, speech
from training.data import Article, load, read_rows

PARTS = 3


@dataclass(slots=True)
class Unseen:
    """An article with what a tagger that never saw it said of it."""

    article: Article
    part: int  # of PARTS, for fitting on the others
    logp: np.ndarray
    gold: Context
    found: Context


def unseen(folds: Sequence[Path], articles: Sequence[Article]) -> list[Unseen]:
    """The articles that each fold left out, in order."""
    out = []
    for run in folds:
        stored = np.load(run / "unseen.npz")
        moves = transitions(stored["_table"])
        for a in articles:
            name = a.row["doc_id"]
            if f"{name}.logp" in stored:
                logp, vectors = (stored[f"{name}.{part}"].astype(np.float32) for part in ("logp", "links"))
                spans = projected(spans_of(decode(a.doc, logp, moves)), a.gold.spans)
                gold, found = (Context(a.doc, s, vectors) for s in (a.gold.spans, spans))
                out.append(Unseen(a, len(out) % PARTS, logp, gold, found))
    return out


def projected(spans: list[Tagged], gold: list[Tagged]) -> list[Tagged]:
    """Predicted spans with the owners of the gold span of their role that they overlap most, at least by half."""
    out = []
    for s in spans:
        shares = [(min(s.end, g.end) - max(s.begin, g.begin), g) for g in gold if g.role == s.role]
        shared, best = max(shares, key=lambda x: x[0], default=(0, s))
        half = 2 * shared >= max(s.end, best.end) - min(s.begin, best.begin) if shared > 0 else False
        out.append(replace(s, owners=best.owners if half else frozenset()))
    return out


def link_pairs(
    contexts: Sequence[Context], role: links.LinkKind, cue: Logistic | None
) -> tuple[np.ndarray, np.ndarray]:
    """Candidates of every content: features, and whether they share an attribution with it."""
    x: list[np.ndarray] = []
    y: list[bool] = []
    for context in contexts:
        contents, others = context.by_role["content"], context.by_role[role]
        cues = np.full(len(contents), links.NONE)
        if cue:
            cues = links.likeliest(links.score(context, "cue", cue, cues))
        found = links.candidates(context, role)
        owned = np.array([bool(contents[k].owners) for k in found.content], bool)
        if owned.any():
            x.append(links.features(context, role, found, cues)[owned])
            pairs = zip(found.content[owned], found.other[owned], strict=True)
            y += [bool(others[other].owners & contents[content].owners) for content, other in pairs]
    return np.concatenate(x), np.array(y, float)


def join_pairs(contexts: Sequence[Context], cue: Logistic, source: Logistic) -> tuple[np.ndarray, np.ndarray]:
    """Neighbouring contents, and those one apart: features, and whether they are one attribution."""
    x: list[np.ndarray] = []
    y: list[bool] = []
    for context in contexts:
        linked, contents = link(context, cue, source), context.by_role["content"]
        earlier, later = joins.pairs(len(contents))
        if len(later):
            x.append(joins.features(context, linked.sources, linked.cues, earlier, later))
            y += [bool(contents[i].owners & contents[k].owners) for i, k in zip(earlier, later, strict=True)]
    return np.concatenate(x), np.array(y, float)


def fit(texts: Sequence[Unseen]) -> Scorers:
    contexts = [context for u in texts for context in (u.gold, u.found)]
    cue = logistic.fit(*link_pairs(contexts, "cue", None))
    source = logistic.fit(*link_pairs(contexts, "source", cue))
    joined = logistic.fit(*join_pairs(contexts, cue, source))
    attributed = [(u.article.row["text"], t) for u in texts for t in u.article.row["attributions"]]
    cues = [(" ".join(text[b:e] for b, e in t["cue"]), t["speech"]) for text, t in attributed]
    return Scorers(cue, source, joined, speech.fit([c for c, _ in cues], [s for _, s in cues]))


def chars(context: Context, begin: int, end: int) -> list[int]:
    return [context.doc.spans[begin][0], context.doc.spans[end - 1][1]]


def row(context: Context, group: Group) -> dict[str, object]:
    """A group in the scorer's format."""
    return {
        "kind": "indirect",
        "content": [chars(context, *edges(context, c)) for c in group.contents],
        "source": [chars(context, group.source.begin, group.source.end)] if group.source else [],
        "cue": [],
    }


def judged(u: Unseen, scorers: Scorers) -> Iterator[tuple[list[float], bool]]:
    """Features of each attribution that is found, and whether its content and source are right."""
    found = groups(u.found, scorers)
    document = matching.read(u.article.row, [row(u.found, g) for g in found], matching.EVERYTHING)
    for j, group in enumerate(found):
        i, overlap = document.of_predicted.get(j, (-1, 0.0))
        right = overlap >= matching.FOUND and document.predicted[j].has_source_of(document.gold[i])
        yield scores.features(u.found, group, u.logp), right


def crossed(texts: Sequence[Unseen]) -> Iterator[tuple[Unseen, Scorers]]:
    """Each text with a glue that was fitted on the other parts."""
    for k in range(PARTS):
        scorers = fit([u for u in texts if u.part != k])
        yield from ((u, scorers) for u in texts if u.part == k)


def figures(pairs: Sequence[tuple[Unseen, Scorers]], say: Callable[[str], None] = print) -> None:
    rows = [
        {"doc_id": u.article.row["doc_id"], "attributions": [row(u.found, g) for g in groups(u.found, s)]}
        for u, s in pairs
    ]
    gold = [u.article.row for u, _ in pairs]
    for name, selection in (
        ("all", matching.EVERYTHING), ("direct+mixed", matching.Selection(frozenset({"direct", "mixed"}))),
    ):  # fmt: skip
        f = evaluation.score(gold, rows, selection)["all"]
        say(name + " " + " ".join(f"{k} {100 * f[k]['F1']:.1f}" for k in ("content exact", "JOINT quote+speaker")))


def reliability(found: Sequence[tuple[list[float], bool]]) -> Logistic:
    return logistic.fit(np.array([x for x, _ in found]), np.array([y for _, y in found], float))


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folds", nargs="+", type=Path)
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--tokenizer", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--figures", action="store_true")
    args = p.parse_args()
    articles = load(read_rows(args.corpora / "polnear.train.jsonl.gz"), Pieces(args.tokenizer))
    texts = unseen(args.folds, articles)
    pairs = list(crossed(texts))
    if args.figures:
        figures(pairs)
    sure = reliability([judgement for u, scorers in pairs for judgement in judged(u, scorers)])
    kept = {"glue": fit(texts).to_json(), "reliability": sure.to_json()}
    args.out.write_text(json.dumps(kept), encoding="utf-8")


if __name__ == "__main__":
    main()
