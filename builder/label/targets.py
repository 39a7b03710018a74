"""One attribution and the article's entities in, the targets the speaker may have a stance to out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from builder.ids import fold
from builder.label import lexicons
from builder.label.setting import Reading, Setting
from builder.records import Entity, Span, Speaker, TargetKind

# A run of capitalised words, with the small words that may stand inside a name: "Bank of Marrow".
_NAME = re.compile(
    r"(?<![\w#@-])(?!The\s)[A-Z][\w&.'’\-]*[\w](?:\s+(?:(?:of|the|de|al|van|von|for|and)\s+){0,2}[A-Z][\w&.'’\-]*\w)*",
    re.UNICODE,
)
_POSSESSIVE = re.compile(r"['’]s?$")
_NOT_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mr mrs ms dr god i'm i've i'll i'd yes no english christmas easter internet
    nazi nazis fascist fascists communist communists
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
    found: list[tuple[str, str | None, TargetKind, Span]] = []
    for mention, entity in _mentions(reading, setting):
        if fold(entity.name) not in excluded and not any(mention.overlaps(span) for span in masked):
            found.append((entity.name, entity.name, entity.kind, mention))
    taken = sorted([m for m, _ in _around(reading, attribution.content)] + list(masked))
    for mention in _missed(text, attribution.content, taken):
        name = mention.of(text)
        country = _countries().get(name)
        if not {fold(name), fold(country or name)} & excluded:
            found.append((country or name, country, "country" if country else "unknown", mention))
    return _grouped(found)


def _grouped(found: Iterable[tuple[str, str | None, TargetKind, Span]]) -> tuple[Target, ...]:
    """One target a name; what an entity says of it, which comes first, holds."""
    mentions: dict[str, set[Span]] = {}
    known: dict[str, tuple[str | None, TargetKind]] = {}
    for name, canonical, kind, mention in found:
        mentions.setdefault(name, set()).add(mention)
        known.setdefault(name, (canonical, kind))
    made = (Target(tuple(sorted(spans)), *known[name]) for name, spans in mentions.items())
    return tuple(sorted(made, key=lambda target: target.mentions[0]))


def _around(reading: Reading, spans: Iterable[Span]) -> list[tuple[Span, Entity]]:
    return [(m, e) for span in spans for m, e in reading.mentions_in(span) if m.end <= span.end]


def _mentions(reading: Reading, setting: Setting) -> Iterator[tuple[Span, Entity]]:
    yield from _around(reading, setting.attribution.content)
    for cue in setting.attribution.cue[:1]:
        for mention, entity in _around(reading, setting.clause):
            if 0 <= mention.start - cue.end <= 40 and _object(setting, cue, mention, entity):
                yield mention, entity


_OBJECT = re.compile(r"\s+(?:(?:of|for|on|at|to|the|both|and|former|president|mr\.?|mrs\.?|ms\.?)\s+)*", re.IGNORECASE)


def _object(setting: Setting, cue: Span, mention: Span, entity: Entity) -> bool:
    """Whether the mention is what the cue is about: little more than a title stands between them."""
    gap = _OBJECT.match(setting.text, cue.end, mention.start)
    return entity.kind not in {"media", "place"} and bool(gap and gap.end() == mention.start)


@cache
def _countries() -> dict[str, str]:
    """Adjectives and inhabitants with their country: "Polish" speaks of Poland."""
    rows = lexicons.rows("places.csv")
    return {name: row["name"] for row in reversed(rows) for name in row["demonyms"].split(";") if name}


def _missed(text: str, content: Sequence[Span], taken: Sequence[Span]) -> Iterator[Span]:
    """Capitalised names that no entity accounts for; one word at the start of a sentence may be any word."""
    for span in content:
        for m in _NAME.finditer(text, span.start, span.end):
            name = _POSSESSIVE.sub("", m.group())
            here = Span(m.start(), m.start() + len(name))
            if _nameable(name, _opens_sentence(text, span.start, m.start())) and not _taken(text, here, taken):
                yield here


def _taken(text: str, span: Span, blocked: Sequence[Span]) -> bool:
    """Whether one of ``blocked``, which are in order and seldom overlap, covers ``span`` or is a part of its name."""
    first = max(0, bisect_left(blocked, span.start, key=lambda b: b.start) - 2)
    near = blocked[first : first + 4]
    return any(span.overlaps(b) or text[b.end : span.start] == " " or text[span.end : b.start] == " " for b in near)


def _opens_sentence(text: str, start: int, at: int) -> bool:
    """Behind a stop or an opening mark: the capital of "Go" says nothing in: A voice told us, “Go home.”"""
    before = text[max(start, at - 6) : at].rstrip()
    bare = before.rstrip("\"'“‘«([—–-…").rstrip()
    return bare != before or not bare or bare[-1] in '.!?:;”"’'


def _nameable(name: str, opens: bool) -> bool:
    if fold(name) in _NOT_NAMES or len(name) < 2:
        return False
    return not opens or " " in name or (name.isupper() and len(name) > 1)
