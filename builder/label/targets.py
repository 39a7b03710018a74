"""One attribution and the article's entities in, the targets the speaker may have a stance to out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from builder.ids import fold
from builder.label.setting import Reading, Setting
from builder.records import Entity, Span, Speaker, TargetKind

# A run of capitalised words, with the small words that may stand inside a name: "Bank of Marrow".
_NAME = re.compile(
    r"(?<![\w#@])[A-Z][\w&.'’\-]*[\w](?:\s+(?:(?:of|the|de|al|van|von|for|and)\s+){0,2}[A-Z][\w&.'’\-]*\w)*", re.UNICODE
)
_POSSESSIVE = re.compile(r"['’]s?$")
_NOT_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mr mrs ms dr god i'm i've i'll i'd yes no english christmas easter internet
    """.split()
)


@dataclass(frozen=True, slots=True)
class Target:
    """Someone or something the speaker names: every mention inside the statement, the first one first."""

    mentions: tuple[Span, ...]
    canonical: str | None
    kind: TargetKind


def targets(reading: Reading, setting: Setting, speaker: Speaker) -> tuple[Target, ...]:
    """The entities named in the content or as the object of its cue, in the order of their first mention.

    "Peskov thanked Kim for “his support”": Kim is a target although he stands outside the quoted words. The speaker,
    the source's own words and the medium that carried the statement are none; a place or medium in the reporting
    clause frames it ("told the Herald in Oslo") and is none either.
    """
    attribution, text = setting.attribution, setting.text
    masked = (*attribution.source, *attribution.via)
    excluded = {fold(speaker.name)} if speaker.name else set()
    found: dict[str, list[Span]] = {}
    kinds: dict[str, TargetKind] = {}
    for mention, entity in _mentions(reading, setting):
        if fold(entity.name) in excluded or any(mention.overlaps(span) for span in masked):
            continue
        found.setdefault(entity.name, []).append(mention)
        kinds.setdefault(entity.name, entity.kind)
    known = [Target(tuple(sorted(set(spans))), name, kinds[name]) for name, spans in found.items()]
    taken = [m for m, _ in _around(reading, attribution.content)]
    missed = _missed(text, attribution.content, [*taken, *masked], excluded)
    return tuple(sorted((*known, *missed), key=lambda target: target.mentions[0]))


def _around(reading: Reading, spans: Iterable[Span]) -> list[tuple[Span, Entity]]:
    return [(m, e) for span in spans for m, e in reading.mentions_in(span) if m.end <= span.end]


def _mentions(reading: Reading, setting: Setting) -> Iterator[tuple[Span, Entity]]:
    yield from _around(reading, setting.attribution.content)
    for cue in setting.attribution.cue[:1]:
        for mention, entity in _around(reading, setting.clause):
            if (
                0 <= mention.start - cue.end <= 40
                and entity.kind not in {"media", "place"}
                and _object(setting, cue, mention)
            ):
                yield mention, entity


_OBJECT = re.compile(r"\s+(?:(?:of|for|on|at|to|the|both|and|former|president|mr\.?|mrs\.?|ms\.?)\s+)*", re.IGNORECASE)


def _object(setting: Setting, cue: Span, mention: Span) -> bool:
    """Whether the mention is what the cue is about: little more than a title stands between them."""
    gap = _OBJECT.match(setting.text, cue.end, mention.start)
    return bool(gap and gap.end() == mention.start)


def _missed(text: str, content: Sequence[Span], taken: Sequence[Span], excluded: set[str]) -> list[Target]:
    """Capitalised names that no entity accounts for; one word at the start of a sentence may be any word."""
    found: dict[str, list[Span]] = {}
    blocked = sorted(taken)
    for span in content:
        for m in _NAME.finditer(text, span.start, span.end):
            name = _POSSESSIVE.sub("", m.group())
            here = Span(m.start(), m.start() + len(name))
            opens = _opens_sentence(text, span.start, m.start())
            if not _nameable(name, opens) or fold(name) in excluded or _taken(here, blocked):
                continue
            found.setdefault(name, []).append(here)
    return [Target(tuple(spans), None, "unknown") for spans in found.values()]


def _taken(span: Span, blocked: Sequence[Span]) -> bool:
    """Whether one of ``blocked``, which are in order and seldom overlap, touches ``span``."""
    first = max(0, bisect_left(blocked, span.start, key=lambda b: b.start) - 2)
    return any(span.overlaps(b) for b in blocked[first : first + 4])


def _opens_sentence(text: str, start: int, at: int) -> bool:
    before = text[max(start, at - 6) : at].rstrip(" \t\r\n\"'“‘«([—–-…")
    return not before or before[-1] in '.!?:;”"’'


def _nameable(name: str, opens: bool) -> bool:
    if fold(name) in _NOT_NAMES or len(name) < 2:
        return False
    return not opens or " " in name or (name.isupper() and len(name) > 1)
