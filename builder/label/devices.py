"""One attribution where it stands in, the devices by which the outlet vouches for it or holds it off out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

from builder import lexicon
from builder.label import lexicons
from builder.label.phrases import Phrases
from builder.label.setting import QUOTED, Setting, unquoted
from builder.records import Device, DeviceName, Span

Direction = Literal["distance", "endorse", "none"]

NOT = r"(?:(?<!\w)(?:not|never|no|nor|hardly|cannot|without)(?!\w)|n['’]t(?!\w))"
_NEGATION = re.compile(NOT, re.IGNORECASE)
_DENIED = re.compile(rf"{NOT}\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)
_PARENTHETICAL = re.compile(r"(?<!\w)as\s+$", re.IGNORECASE)
_ADVERB = re.compile(r"\s*(?:,\s+)?(?:\w+\s+)?")
_SCARE = re.compile(
    r"[\"“‘'«„]+(?!(?:in|on|at|by|to|of|for|from|with|down|up|out|over|under|as|i|we|you|he|she|they|it)\b)"
    r"[a-zß-ÿ]+(?:['’\-][a-zß-ÿ]+)*(?:\s+[a-zß-ÿ]+(?:['’\-][a-zß-ÿ]+)*){0,2}[\"”’'»“]+"
)
_NAMING = re.compile(
    r"(?:called|calls|named|dubbed|titled|entitled|nicknamed|termed|as|word|term|phrase)\s+$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_DETERMINER = re.compile(r"\s+(?:(?:the|an?|full|political|sole|some|any)\s+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sign:
    """A device with what it says about the outlet: it holds the statement off, vouches for it, or neither."""

    device: Device
    direction: Direction


@cache
def _listed() -> dict[str, Phrases[tuple[DeviceName, Direction]]]:
    """The phrases of each device and direction, by the place where they are looked for."""
    groups: dict[str, dict[tuple[DeviceName, Direction], list[str]]] = {}
    for row in lexicons.rows("framing_phrases.csv"):
        kind = cast("DeviceName", row["device"]), cast("Direction", row["direction"])
        groups.setdefault(row["place"], {}).setdefault(kind, []).append(row["phrase"])
    return {place: Phrases(lists) for place, lists in groups.items()}


@cache
def _cue_cases(case: str) -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for row in lexicons.rows("framing_cues.csv"):
        if row["case"] == case:
            found.setdefault(row["lemma"], []).append(row["phrase"])
    return {lemma: lexicons.pattern(phrases) for lemma, phrases in found.items()}


def signs(setting: Setting) -> tuple[Sign, ...]:
    """Every device round the quote, in the order of the text.

    Adverbs, *so-called* and hedges count in the clause of source and cue, contradiction and corroboration also in the
    sentence before and after where these are the outlet's own voice: "He claimed that they had won. In fact, no vote
    was held."
    """
    found = [*_verb(setting), *_as_clause(setting), *_phrases(setting), *_scare_quotes(setting)]
    if any(sign.direction == "distance" for sign in found):
        found.extend(_second_sign(setting))
    kept = {(sign.device.span, sign.device.device): sign for sign in found if not _inside_another(sign, found)}
    return tuple(kept[key] for key in sorted(kept))


def _inside_another(sign: Sign, signs: list[Sign]) -> bool:
    """Whether a longer phrase of the same device says it: "has not provided evidence" in "but has not ... evidence"."""
    span = sign.device.span
    same = (other.device.span for other in signs if other.device.device == sign.device.device)
    return any(other != span and other.covers(span) for other in same)


def _verb(setting: Setting) -> Iterator[Sign]:
    cue = _head(setting)
    entry = lexicon.cue(setting.attribution.cue_lemma or "")
    if cue is None or entry is None or entry.framing == "neutral" or negated(setting, cue):
        return
    if entry.framing == "affirming":
        yield Sign(Device("affirming_cue", cue), "endorse")
    elif not _other_sense(setting, entry.lemma):
        yield Sign(Device("doubt_cue", cue), "distance")


def _second_sign(setting: Setting) -> Iterator[Sign]:
    """*Insisted* beside a contradiction."""
    cue = _head(setting)
    if cue and doubts_in_company(setting.attribution.cue_lemma or "") and not negated(setting, cue):
        yield Sign(Device("doubt_cue", cue), "distance")


def doubts_in_company(lemma: str) -> bool:
    """Whether a verb doubts only beside another sign of doubt, as *insist* does."""
    return lemma in _cue_cases("second_sign")


def _head(setting: Setting) -> Span | None:
    """The first cue span; the one that is printed as the cue's verb."""
    return setting.attribution.cue[0] if setting.attribution.cue else None


def negated(setting: Setting, cue: Span) -> bool:
    """Whether the cue is denied, inside it or just before: "has not confirmed", "never once claimed"."""
    inside = _NEGATION.search(setting.text, cue.start, cue.end)
    return bool(inside or _DENIED.search(setting.text, max(0, cue.start - 40), cue.start))


def _other_sense(setting: Setting, lemma: str) -> bool:
    """*claimed* as a demand ("claimed asylum") or as a party's plea ("the plaintiffs claim")."""
    source = _cue_cases("legal_source").get(lemma)
    demand = _cue_cases("other_sense").get(lemma)
    if source and any(source.search(setting.text, s.start, s.end) for s in setting.attribution.source):
        return True
    object_at = _DETERMINER.match(setting.text, setting.attribution.cue[-1].end)
    return bool(demand and object_at and demand.match(setting.text, object_at.end()))


def _as_clause(setting: Setting) -> Iterator[Sign]:
    """The outlet says it with its source: "As the Herald reported, two ships sank"."""
    text, cue = setting.text, _head(setting)
    for source in setting.attribution.source:
        opening = _PARENTHETICAL.search(text, max(0, source.start - 8), source.start)
        if opening and cue and source.end <= cue.start and _ADVERB.fullmatch(text, source.end, cue.start):
            yield Sign(Device("corroboration", Span(opening.start(), cue.end)), "endorse")


def _phrases(setting: Setting) -> Iterator[Sign]:
    stretches = _stretches(setting)
    for place, phrases in _listed().items():
        for stretch in stretches[place]:
            for (device, direction), span in phrases.found(setting.text, stretch):
                yield Sign(Device(device, span), direction)


def _stretches(setting: Setting) -> dict[str, Sequence[Span]]:
    """Where the phrases of each place are looked for: always outside quotation marks."""
    text = setting.text
    sentence = [piece for span in setting.sentence for piece in unquoted(text, span)]
    same = setting.clause == setting.sentence
    return {
        "source": setting.attribution.source,
        "clause": sentence if same else [piece for span in setting.clause for piece in unquoted(text, span)],
        "sentence": sentence,
        "near": [*sentence, *(near for near in (setting.before, setting.after) if near and own_voice(text, near))],
    }


@lru_cache(maxsize=100)  # what stands behind one quote often stands before the next
def own_voice(text: str, sentence: Span) -> bool:
    """Whether the outlet itself speaks: nothing quoted, nobody reported.

    "The ministry denied it" is a rebuttal by someone else, not the outlet's contradiction.
    """
    if QUOTED.search(text, sentence.start, sentence.end):
        return False
    words = _lower_words(text[sentence.start : sentence.end])
    return not any(_reports(word) for word in words) and "according" not in words


def _lower_words(stretch: str) -> list[str]:
    return _WORD.findall(stretch.casefold())


def _reports(word: str) -> bool:
    cue = lexicon.cue_of_form(word)
    return cue is not None and cue.kind == "verb" and cue.speech and cue.lemma not in _EVIDENCE_VERBS


# Verbs whose subject may be a record or a fact rather than a person: "records show".
_EVIDENCE_VERBS = frozenset(
    "show prove confirm support back suggest indicate demonstrate establish record report".split()
)


def _scare_quotes(setting: Setting) -> Iterator[Sign]:
    """One to three lower-case words in marks, before the cue: "The “liberated” town was calm, the ministry said".

    Words that open with a preposition or follow a reporting verb are quoted, not doubted.
    """
    cue = _head(setting)
    for stretch in setting.clause:
        for m in QUOTED.finditer(setting.text, stretch.start, stretch.end):
            if (cue and m.start() > cue.start) or not _SCARE.fullmatch(m.group()):
                continue
            before = setting.text[max(stretch.start, m.start() - 80) : m.start()]
            if not _NAMING.search(before) and not any(map(_reports, _lower_words(before))):
                yield Sign(Device("scare_quotes", Span(m.start(), m.end())), "distance")
