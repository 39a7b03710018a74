"""The targets of a statement in, the speaker's stance to each of them out, as the label encoder reads it.

Words of attitude near a target are shown as evidence; they do not decide.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from builder import text as prose
from builder.label.asking import Answers, ask
from builder.label.opinion import opinions
from builder.label.scales import scales
from builder.label.setting import REACH, Reading
from builder.label.targets import Target
from builder.records import Attribution, Label, Span, Stance, StanceValue

MOST = 32  # targets of one statement; what names more is a list, and its first ones stand for it
SHOWN = 3  # words of evidence
Shares: TypeAlias = tuple[float, float, float]  # of against, neutral, favor


def asked(
    reading: Reading, quotes: Iterable[tuple[Attribution, Sequence[Target]]]
) -> list[tuple[Sequence[Target], Answers]]:
    """At most MOST targets of each quote, in the order of the text, with what the encoder says of them and of it."""
    chosen = [(attribution, targets[:MOST]) for attribution, targets in quotes]
    answers = ask(reading, [(attribution, [target.mentions for target in some]) for attribution, some in chosen])
    return [(some, said) for (_, some), said in zip(chosen, answers, strict=True)]


def shares(answers: Sequence[Answers]) -> list[Sequence[Shares]]:
    """How likely each target of each quote is met with which stance: of all quotes at a time, which is quicker."""
    found = iter(scales().stance["quote"].rows([odds["stance"] for one in answers for odds in one.targets]))
    return [tuple(itertools.islice(found, len(one.targets))) for one in answers]


def stances(
    reading: Reading, attribution: Attribution, targets: Sequence[Target], likely: Sequence[Shares]
) -> tuple[Stance, ...]:
    """One entry for each target, with its ``shares``."""
    return tuple(
        _entry(reading.article.text, attribution, target, each) for target, each in zip(targets, likely, strict=True)
    )


def named(targets: Sequence[Target], answers: Answers) -> tuple[Sequence[Target], Answers]:
    """Those that are targets at all, by the encoder: "it rained in Anderby" speaks of no Anderby."""
    known = [k for k, odds in enumerate(answers.targets) if scales().named(odds["named"])]
    return [targets[k] for k in known], Answers(answers.statement, tuple(answers.targets[k] for k in known))


def strongest(entries: Sequence[Stance], version: str) -> Label[StanceValue] | None:
    """The row's label: the entry with the largest absolute score, the first in the text among equals."""
    if not entries:
        return None
    top = top_entry(entries)
    return Label(top.stance, _sure(top), top.reason, by="model", version=version, evidence=top.evidence)


def top_entry(entries: Sequence[Stance]) -> Stance:
    return min(entries, key=lambda entry: (-abs(entry.score), entry.span))


def _sure(entry: Stance) -> float:
    """How far the score speaks for the answer: its size for an attitude, what it leaves for none."""
    return abs(entry.score) if entry.stance != "neutral" else round(1 - abs(entry.score), 4)


def _entry(text: str, attribution: Attribution, target: Target, likely: Shares) -> Stance:
    against, neutral, favor = likely
    value = scales().stance["quote"].stance(against, neutral, favor)
    words = _evidence(text, attribution, target, value)
    span = target.mentions[0]
    return Stance(
        target=span.of(text),
        span=span,
        canonical=target.canonical,
        kind=target.kind,
        stance=value,
        score=round(favor - against, 4),
        basis="explicit" if words or value == "neutral" else "implied",
        evidence=words or (() if value == "neutral" else _words_round(text, attribution, target)),
        reason=_reason(text, value, words, {"against": against, "neutral": neutral, "favor": favor}[value]),
    )


def _evidence(text: str, attribution: Attribution, target: Target, value: StanceValue) -> tuple[Span, ...]:
    """Words of attitude with the sign of the stance, in the cue and in the content's sentences that name the target."""
    if value == "neutral":
        return ()
    sign = 1 if value == "favor" else -1
    if attribution.polarity == "denies":
        sign = -sign
    near = [*attribution.cue[:1], *_sentences(text, attribution, target)]
    right = [word for word, said in opinions(text, near) if said == sign]
    right = [word for word in right if not any(word.overlaps(mention) for mention in target.mentions)]
    closest = sorted(right, key=lambda word: (min(_gap(word, mention) for mention in target.mentions), word))[:SHOWN]
    return tuple(sorted(closest))


def _sentences(text: str, attribution: Attribution, target: Target) -> list[Span]:
    near = Span(max(0, target.mentions[0].start - REACH), target.mentions[0].end + REACH)
    clipped = [
        Span(max(one.start, near.start), min(one.end, near.end)) for one in attribution.content if one.overlaps(near)
    ]
    found = [sentence for stretch in clipped for sentence in prose.sentences(text, stretch)]
    named = [s for s in found if any(mention.overlaps(s) for mention in target.mentions)]
    return named or found


def _words_round(text: str, attribution: Attribution, target: Target) -> tuple[Span, ...]:
    """What was said of the target, when no single word of it carries the attitude."""
    return tuple(_sentences(text, attribution, target)[:1]) or attribution.content[:1]


def _reason(text: str, value: StanceValue, words: Sequence[Span], share: float) -> str:
    if value == "neutral":
        return f"named without an attitude ({share:.2f})"
    if not words:
        return f"{value} ({share:.2f}) by the statement as a whole"
    listed = ", ".join(f"“{' '.join(word.of(text).split())}”" for word in words)
    return f"{value} ({share:.2f}): {listed}"


def _gap(word: Span, mention: Span) -> int:
    return max(mention.start - word.end, word.start - mention.end, 0)
