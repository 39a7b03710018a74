"""The targets of a statement in, the speaker's stance to each of them out.

Words of attitude count for what follows them, deeds for who did them, qualities for the nearest target; the same
interface will be served by a trained classifier.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal, cast

from builder import text as prose
from builder.label import lexicons
from builder.label.devices import NOT
from builder.label.setting import Setting, spans
from builder.label.targets import Target
from builder.records import Basis, Label, Span, Stance, StanceValue

Role = Literal["attitude", "threat", "deed", "quality", "cue"]

THRESHOLD = 0.25  # less than this is no attitude: one weak word far from the name
CEILING = 0.9  # no rule is surer than this
REACH = 200  # characters: beyond it a word says nothing about a name
NEUTRAL = 0.5  # share of right answers of "neutral" on the development quotes; of an attitude it is about its score
_CLAUSE = re.compile(r"[;:—–]|,\s|\s(?=(?:but|while|whereas|although|because|unless)\b)", re.IGNORECASE)
_NEGATED = re.compile(rf"{NOT}\s+(?:\w+\s+){{0,3}}$", re.IGNORECASE)
_KEEPING = re.compile(r"(?<!\w)(?:forget|doubt|stop|cease|only)(?!\w)", re.IGNORECASE)  # "not only", "never stop"
_COMING = re.compile(r"(?<!\w)(?:will|shall|would|must|going to|let us)(?!\w)|['’]ll(?!\w)|let['’]s", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:\w+\s+){0,3}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sign:
    """What one word says about one target: its value there, from -1 to 1."""

    value: float
    evidence: Span
    basis: Basis


@cache
def _patterns() -> tuple[tuple[Role, float, re.Pattern[str]], ...]:
    groups: dict[tuple[str, float], list[str]] = {}
    for row in lexicons.rows("stance_words.csv"):
        head, space, rest = row["phrase"].partition(" ")
        forms = [head] if row["role"] in {"quality", "cue"} else sorted(lexicons.inflections(head))
        groups.setdefault((row["role"], _value(row)), []).extend(form + space + rest for form in forms)
    return tuple((cast("Role", role), value, lexicons.pattern(forms)) for (role, value), forms in groups.items())


@cache
def _cues() -> dict[str, float]:
    return {row["phrase"]: _value(row) for row in lexicons.rows("stance_words.csv") if row["role"] == "cue"}


def _value(row: dict[str, str]) -> float:
    return float(row["strength"]) * (1 if row["polarity"] == "favor" else -1)


def stances(setting: Setting, targets: Sequence[Target]) -> tuple[Stance, ...]:
    """One entry for each target, in the order of ``targets``; ``score`` runs from -1 to 1 and is 0 for neutral."""
    signs: list[list[Sign]] = [[] for _ in targets]
    for number, sign in (*_words(setting, targets), *_cue(setting, targets)):
        signs[number].append(sign)
    return tuple(_entry(setting, target, found) for target, found in zip(targets, signs, strict=True))


def strongest(entries: Sequence[Stance], version: str) -> Label[StanceValue] | None:
    """The row's label: the entry with the largest absolute score, the first in the text among equals."""
    if not entries:
        return None
    top = top_entry(entries)
    return Label(top.stance, abs(top.score) or NEUTRAL, top.reason, version=version, evidence=top.evidence)


def top_entry(entries: Sequence[Stance]) -> Stance:
    return min(entries, key=lambda entry: (-abs(entry.score), entry.span))


def _entry(setting: Setting, target: Target, signs: Sequence[Sign]) -> Stance:
    signs = _apart(signs)
    total = sum(sign.value for sign in signs)
    if setting.attribution.polarity == "denies":
        total *= -0.5  # "denied that the ministry had failed" speaks up for it, but not loudly
    attitude = abs(total) >= THRESHOLD
    value: StanceValue = "neutral" if not attitude else "favor" if total > 0 else "against"
    deciding = signs if attitude else ()
    evidence = tuple(sign.evidence for sign in deciding)
    words = ", ".join(f"“{' '.join(span.of(setting.text).split())}”" for span in evidence)
    span = target.mentions[0]
    return Stance(
        target=span.of(setting.text),
        span=span,
        canonical=target.canonical,
        kind=target.kind,
        stance=value,
        score=round(max(-CEILING, min(CEILING, total)), 2) if attitude else 0.0,
        basis="implied" if deciding and all(sign.basis == "implied" for sign in deciding) else "explicit",
        evidence=evidence,
        reason=words or "named, no word of attitude near it",
    )


def _apart(signs: Sequence[Sign]) -> list[Sign]:
    """Of signs that overlap the longest: "speak out against" is one sign and not two."""
    kept: list[Sign] = []
    for sign in sorted(signs, key=lambda sign: (sign.evidence.start - sign.evidence.end, sign.evidence)):
        if not any(sign.evidence.overlaps(other.evidence) for other in kept):
            kept.append(sign)
    return sorted(kept, key=lambda sign: sign.evidence)


def _cue(setting: Setting, targets: Sequence[Target]) -> Iterator[tuple[int, Sign]]:
    """The verb itself is the attitude: "accused the mayor of fraud", "praised “the heroism” of the guards"."""
    value = _cues().get(setting.attribution.cue_lemma or "")
    if value is None or not targets or not setting.attribution.cue:
        return
    cue = setting.attribution.cue[0]
    after = [(t.mentions[0].start, n) for n, t in enumerate(targets) if t.mentions[0].start >= cue.end]
    start, number = min(after, default=(targets[0].mentions[0].start, 0))
    yield number, Sign(value if start - cue.end < 40 else value / 2, cue, "explicit")


def _words(setting: Setting, targets: Sequence[Target]) -> Iterator[tuple[int, Sign]]:
    """Every opinion word of the content with the target it is about."""
    mentions = sorted((mention, number) for number, target in enumerate(targets) for mention in target.mentions)
    for stretch in setting.attribution.content:
        for sentence in prose.sentences(setting.text, stretch):
            inside = _inside(mentions, sentence)
            for clause in _clauses(setting.text, sentence) if inside else ():
                for role, value, pattern in _patterns():
                    for word in spans(pattern, setting.text, clause):
                        near = _inside(inside, Span(max(0, word.start - REACH), word.end + REACH))
                        if role != "cue" and near and not any(word.overlaps(m) for m, _ in near):
                            sign = Sign(_signed(setting.text, clause, word, value), word, "explicit")
                            yield from _about(setting.text, role, sign, _inside(near, clause), near)


Placed = Sequence[tuple[Span, int]]


def _inside(mentions: Placed, span: Span) -> Placed:
    """The mentions that lie inside ``span``; they come in the order of the text."""
    first = bisect_left(mentions, span.start, key=lambda placed: placed[0].start)
    last = bisect_left(mentions, span.end, key=lambda placed: placed[0].start)
    return [(m, n) for m, n in mentions[first:last] if m.end <= span.end]


def _clauses(text: str, sentence: Span) -> list[Span]:
    edges = [sentence.start, *(m.end() for m in _CLAUSE.finditer(text, sentence.start, sentence.end)), sentence.end]
    return [Span(a, b) for a, b in pairwise(edges) if a < b]


def _signed(text: str, clause: Span, word: Span, value: float) -> float:
    """The sign turned after a negation: "not corrupt" is mild praise, "never forget the courage" still is praise."""
    negation = _NEGATED.search(text, max(clause.start, word.start - 40), word.start)
    return -0.6 * value if negation and not _KEEPING.search(negation.group()) else value


def _about(text: str, role: Role, sign: Sign, clause: Placed, sentence: Placed) -> Iterator[tuple[int, Sign]]:
    word = sign.evidence
    before = [(m, n) for m, n in clause if m.end <= word.start]
    after = [(m, n) for m, n in clause if m.start >= word.end]
    if role == "threat" and not _COMING.search(text, max(0, word.start - 60), word.start):
        return  # "who bombed the port" tells of a deed; "we will bomb" threatens
    if role in {"attitude", "threat"}:
        if after:  # a third party's attitude says little about the speaker's
            yield after[0][1], _weighted(sign, 0.4 if before else 1.0, after[0][0])
    elif role == "deed":
        if after and _BY.search(text, word.end, after[0][0].start):
            yield after[0][1], sign
        elif before:
            yield before[-1][1], _weighted(sign, 1.0, before[-1][0])
    elif clause:
        nearest = min(clause, key=lambda placed: _gap(placed[0], word))
        yield nearest[1], _weighted(sign, 1.0, nearest[0])
    else:
        nearest = min(sentence, key=lambda placed: _gap(placed[0], word))
        yield nearest[1], replace(_weighted(sign, 0.6, nearest[0]), basis="implied")


def _gap(mention: Span, word: Span) -> int:
    return max(mention.start - word.end, word.start - mention.end, 0)


def _weighted(sign: Sign, weight: float, mention: Span) -> Sign:
    """A word loses half its say over a hundred characters."""
    return replace(sign, value=sign.value * weight * max(0.4, 1 - _gap(mention, sign.evidence) / 200))
