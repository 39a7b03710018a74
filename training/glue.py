"""Tags become attributions: stretches joined, one source and one cue a group, marks taken in at quoted edges."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from training import join, link
from training.context import Context, Stretch
from training.encoding import CLOSERS, MARK, OPENERS
from training.logistic import Logistic
from training.speech import Speech

if TYPE_CHECKING:
    from pathlib import Path

    from training.encoding import Encoded
    from training.link import Scored

TRAILING = frozenset(",.?!;—…")
CUE_REACH = 40  # words


@dataclass(frozen=True, slots=True)
class Scorers:
    """The learned parts of the glue."""

    cue: Logistic
    source: Logistic
    join: Logistic
    speech: Speech

    def save(self, path: Path) -> None:
        path.write_text(json.dumps({name: getattr(self, name).to_json() for name in self.__slots__}))

    @classmethod
    def read(cls, path: Path) -> Scorers:
        kept = json.loads(path.read_text())
        parts = {n: Logistic.from_json(kept[n]) for n in ("cue", "source", "join")}
        return cls(**parts, speech=Speech.from_json(kept["speech"]))


@dataclass(slots=True)
class Linked:
    """The stretches of content of a text, each with its scored cues and sources."""

    contents: list[Stretch]
    cues: list[Scored]
    sources: list[Scored]


def links(context: Context, cue: Logistic, source: Logistic) -> Linked:
    contents = context.by_role["content"]
    cues = [link.score(context, c, "cue", cue) for c in contents]
    sources = [
        link.score(context, c, "source", source, k[0][0] if k else None) for c, k in zip(contents, cues, strict=True)
    ]
    return Linked(contents, cues, sources)


def groups(context: Context, linked: Linked, scorer: Logistic, threshold: float = join.THRESHOLD) -> list[list[int]]:
    """Indices of contents, one list an attribution: each joins its likelier of the two before it, or begins anew."""
    out: list[list[int]] = []
    owner: list[int] = []
    for k in range(len(linked.contents)):
        earlier = [i for i in (k - 1, k - 2) if i >= 0]
        x = [join.pair_features(context, linked.contents, linked.sources, linked.cues, i, k) for i in earlier]
        p = scorer(np.array(x)) if x else np.zeros(1)
        if p.max() > threshold:
            owner.append(owner[earlier[int(p.argmax())]])
            out[owner[-1]].append(k)
        else:
            owner.append(len(out))
            out.append([k])
    return out


def edges(context: Context, content: Stretch) -> tuple[int, int]:
    """The tagger's own edges, with the marks of a quoted edge and the punctuation before the closing one."""
    doc = context.doc
    begin, end = content.raw
    if context.inside(content.begin):
        k = content.begin
        while k > 0 and doc.marks[k - 1] == MARK and doc.words[k - 1] not in CLOSERS:
            k -= 1
        begin = min(begin, k)
    if context.inside(content.end - 1):
        k = content.end
        while k < len(doc) and doc.words[k] in TRAILING:
            k += 1
        if k < len(doc) and doc.marks[k] == MARK:
            while k < len(doc) and doc.marks[k] == MARK and doc.words[k] not in OPENERS:
                k += 1
            end = max(end, k)
    return begin, end


def best(scored: list[Scored]) -> tuple[Stretch | None, float]:
    """The likeliest candidate over the stretches of a group."""
    found = [pair for one in scored for pair in one]
    return max(found, key=lambda x: x[1], default=(None, 0.0))


def attributions(doc: Encoded, tags: np.ndarray, scorers: Scorers) -> list[dict[str, Any]]:
    """Attributions of a tagged text in the scorer's format."""
    context = Context.of_tags(doc, tags)
    linked = links(context, scorers.cue, scorers.source)

    def chars(begin: int, end: int) -> list[int]:
        return [doc.spans[begin][0], doc.spans[end - 1][1]]

    out = []
    for group in groups(context, linked, scorers.join):
        source, p_source = best([linked.sources[k] for k in group])
        cue, _ = best([linked.cues[k] for k in group])
        cue_text = doc.text[slice(*chars(cue.begin, cue.end))] if cue else ""
        out.append({
            "content": [chars(*edges(context, linked.contents[k])) for k in group],
            "source": [chars(source.begin, source.end)] if source and p_source > link.NO_SOURCE else [],
            "cue": [chars(cue.begin, cue.end)] if cue else [],
            "speech": scorers.speech(cue_text) if cue else True,
        })  # fmt: skip
    return out
