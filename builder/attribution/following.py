"""Content that follows its cue: Ames said that … / Ames said: “…” / KCNA quoted Kim as saying …"""

from __future__ import annotations

from dataclasses import replace

from builder.attribution import complements, endings, phrases, sources
from builder.attribution.complements import Complement
from builder.attribution.cues import Group
from builder.attribution.found import Found
from builder.attribution.owners import source_of
from builder.attribution.reading import MARKS, Reading, Stretch


def read(reading: Reading, group: Group) -> Found | None:
    """Ames said | that …, Ames said: | “…”"""
    complement = complements.after(reading.tokens, group, reading.limit)
    if complement is None or (complement.opening == "quote" and belongs_to_next(reading, complement.start, group)):
        return None
    source, certain = source_of(reading, group)
    if source is None and not certain:
        return None
    content = _bounds(reading, complement, group)
    if complement.opening == "bare" and content[1] - content[0] < 2:
        return None
    if complement.opening == "noun" and not reading.any_quoted(content) and "noun" not in group.cue.takes:
        return None  # hinted at some deaths
    reading.subject = source or reading.subject
    order = "participle" if group.form == "participle" else "cue"
    found = reading.found(group, [content], source, f"{order}_{complement.opening}")
    return replace(found, via=() if complement.via is None else (reading.span(complement.via),))


def quoted_by(reading: Reading, group: Group) -> Found | None:
    """KCNA quoted | Kim | as saying “…”: Kim is the source, KCNA carried it. Kim was quoted as saying “…”"""
    if group.cue.lemma not in {"quote", "cite"}:
        return None
    tokens, passive = reading.tokens, group.form == "passive"
    medium = sources.before(tokens, group.start)
    named = medium if passive else phrases.after(tokens, group.end)
    if named is None:
        return None
    conjunction = group.end if passive else named[1]
    inner = next((g for g in reading.groups if g.head == conjunction + 1 and g.form == "participle"), None)
    complement = complements.after(tokens, inner, reading.limit) if inner else None
    if inner is None or complement is None or tokens[conjunction].lower != "as":
        return None
    found = reading.found(inner, [_bounds(reading, complement, inner)], named, "quoted_by")
    if passive:
        return replace(found, cue=(reading.span((group.start, inner.end)),))
    cue = (reading.span((group.start, group.end)), reading.span((conjunction, inner.end)))
    return replace(found, cue=cue, via=() if medium is None else (reading.span(medium),))


def belongs_to_next(reading: Reading, index: int, group: Group) -> bool:
    """Ames said no, and “we go,” | Lee said: the quotation has a cue of its own behind it."""
    after = reading.quotations_end(index)
    later = reading.later(after)
    if after == index or not later or group.end >= index - 1 or later[0].form != "finite":
        return False
    subject = sources.before(reading.tokens, later[0].start)
    own = subject is not None and subject[0] == after
    return own and complements.after(reading.tokens, later[0], reading.limit) is None


def _bounds(reading: Reading, complement: Complement, group: Group) -> Stretch:
    start = complement.start
    if complement.opening == "quote" and _says_all(reading, start):
        return start, _last_quotation(reading, start)
    end = endings.of(reading.tokens, start, reading.limit, reading.later(group.end))
    return start, max(end, start + 1)


def _says_all(reading: Reading, index: int) -> bool:
    """“We go.” is all that was said; “no one” would go is the beginning of a clause."""
    if index + 1 >= reading.limit or reading.is_quotation(index + 1):
        return True
    if reading.text(index + 1) in {".", "!", "?", ";", ",", "and"}:
        return True
    words = reading.text(index).strip(MARKS)
    return words[:1].isupper() and words[-1:] in ".,!?…"


def _last_quotation(reading: Reading, start: int) -> int:
    """The end of “A”, or of “A” and “B”."""
    end = reading.quotations_end(start)
    while reading.text(end) == "and" and reading.is_quotation(end + 1):
        end = reading.quotations_end(end + 1)
    return end
