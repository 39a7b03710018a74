"""One attribution and the article's entities in, what may be a target of the speaker's stance out.

Which of these are, the label encoder tells: "a port in Iowa" speaks of no Iowa.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from builder.ids import fold
from builder.label import lexicons
from builder.label.described import PRONOUNS, described
from builder.label.setting import REACH, Reading, Setting
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
    found: list[_Found] = []
    for mention, entity in _mentions(reading, setting):
        if fold(entity.name) not in excluded and not any(mention.overlaps(span) for span in masked):
            found.append(_Found(entity.name, entity.name, entity.kind, mention))
    taken = sorted([m for m, _ in _around(reading, attribution.content)] + list(masked))
    for mention in _missed(text, attribution.content, taken):
        name = mention.of(text)
        country = _countries().get(name)
        qualifies = _qualifies(text, mention, country is not None)
        if not {fold(name), fold(country or name)} & excluded and (country or not qualifies):
            kind: TargetKind = "country" if country else "unknown"
            found.append(_Found(country or name, country, kind, mention))
    named = sorted([one.mention for one in found] + taken)
    found += [one for one in _unnamed(reading, setting, excluded, found) if not _near(one.mention, named, _over)]
    return _grouped(found)


@dataclass(frozen=True, slots=True)
class _Found:
    name: str  # mentions of one name are one target
    canonical: str | None
    kind: TargetKind
    mention: Span


def _grouped(found: Iterable[_Found]) -> tuple[Target, ...]:
    """One target a name; what an entity says of it, which comes first, holds."""
    groups: dict[str, list[_Found]] = {}
    for one in found:
        groups.setdefault(one.name, []).append(one)
    made = (
        Target(tuple(sorted({one.mention for one in group})), group[0].canonical, group[0].kind)
        for group in groups.values()
    )
    return tuple(sorted(made, key=lambda target: target.mentions[0]))


_NOUN = re.compile(r"\s+([a-z]+)")
_ADJECTIVE = re.compile(r"(?:[^s]an|ish|[^s]ese|ic|ical)$")
_STATE = frozenset(
    "government regime army military forces troops president leaders officials authorities state".split()
)


def _qualifies(text: str, mention: Span, demonym: bool) -> bool:
    """Whether a name is an adjective of something else: "Polish boats"; "the Polish government" speaks of Poland."""
    noun = _NOUN.match(text, mention.end)
    if not noun or not (demonym or _ADJECTIVE.search(mention.of(text))):
        return False
    return not (demonym and noun.group(1) in _STATE) and noun.group(1) not in _LINKS


_LINKS = frozenset(
    "and or is are was were has have had will would can could should may might must who that in on of to at for".split()
)


def _unnamed(reading: Reading, setting: Setting, excluded: set[str], named: Sequence[_Found]) -> Iterator[_Found]:
    """Parties and matters without a name; a pronoun counts when nobody is named before it in the content."""
    first = min((one.mention.start for one in named if one.kind in {"person", "unknown"}), default=len(setting.text))
    for mention, kind in described(setting.text, setting.attribution):
        words = mention.of(setting.text).lower()
        if words not in PRONOUNS:
            yield _Found(_bare(words), None, kind, mention)
        elif mention.start <= first:
            canonical = _antecedent(reading, mention, excluded) if kind == "person" else None
            yield _Found(canonical or PRONOUNS[words], canonical, kind, mention)


def _antecedent(reading: Reading, mention: Span, excluded: set[str]) -> str | None:
    """The person a pronoun means, if in the REACH before it only one is named who does not speak."""
    near = reading.mentions_in(Span(max(0, mention.start - REACH), mention.start)) if mention.start else ()
    names = {entity.name for _, entity in near if entity.kind == "person" and fold(entity.name) not in excluded}
    return names.pop() if len(names) == 1 else None


def _bare(words: str) -> str:
    """A noun phrase without its determiner: "the levy" and "this levy" are one target."""
    return _DETERMINER.sub("", words)


_DETERMINER = re.compile(r"^(?:the|this|that|these|those|our|their|his|her|its|your|my|an?|every|any|no|some|all)\s+")


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
    """Whether one of ``blocked`` covers ``span`` or is a part of its name."""
    return _near(
        span,
        blocked,
        lambda one, other: (
            one.overlaps(other) or text[other.end : one.start] == " " or text[one.end : other.start] == " "
        ),
    )


def _over(one: Span, other: Span) -> bool:
    return one.overlaps(other)


def _near(span: Span, blocked: Sequence[Span], test: Callable[[Span, Span], bool]) -> bool:
    """Whether ``test`` holds of ``span`` and one of ``blocked`` beside it; these are in order and seldom overlap."""
    first = max(0, bisect_left(blocked, span.start, key=lambda b: b.start) - 2)
    return any(test(span, other) for other in blocked[first : first + 4])


def _opens_sentence(text: str, start: int, at: int) -> bool:
    """Behind a stop or an opening mark: the capital of "Go" says nothing in: A voice told us, “Go home.”"""
    before = text[max(start, at - 6) : at].rstrip()
    bare = before.rstrip("\"'“‘«([—–-…").rstrip()
    return bare != before or not bare or bare[-1] in '.!?:;”"’'


def _nameable(name: str, opens: bool) -> bool:
    if fold(name).replace("’", "'") in _NOT_NAMES or len(name) < 2:
        return False
    return not opens or " " in name or (name.isupper() and len(name) > 1)
