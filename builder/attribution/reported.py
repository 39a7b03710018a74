"""The attributions that one sentence makes with a cue of its own, in the four orders of news prose.

Ames said that … / “…,” Ames said / “…,” said Ames / according to Ames, …
"""

from __future__ import annotations

from builder.attribution import cues, following, phrases, preceding, prepositions, sources
from builder.attribution.cues import Group
from builder.attribution.found import Found, span
from builder.attribution.owners import source_of
from builder.attribution.reading import MARKS, Reading
from builder.attribution.sentences import Sentence

_STOPS = frozenset(".!?;:—–,")
_ANNOUNCED_WITHIN = 16  # tokens between a cue and the colon at the end of its paragraph

# Verbs of which a plain object says nothing about a statement: called the police, offered a job.
_EVERYDAY = frozenset(
    """
    call offer order issue show find read sing post email text publish begin continue press charge attack invite allow
    hold spin see query
    """.split()
)


def read(sentence: Sentence) -> list[Found]:
    """The attributions of ``sentence`` in the order of their cues; what is none after all says why in ``rejected``."""
    reading = Reading(sentence.tokens, sentence.block, cues.groups(sentence.tokens))
    results: list[Found] = []
    for group in reading.groups:
        if group.start < reading.taken:
            continue  # inside somebody's content: no row of its own
        result = _in_order(reading, group) or _without_statement(reading, group)
        if result is not None:
            results.append(result)
    if not results and (unlisted := preceding.unlisted(reading)):
        return [unlisted]
    if all(result.rejected for result in results):
        results += prepositions.read(sentence.tokens, sentence.block)
    return results


def _in_order(reading: Reading, group: Group) -> Found | None:
    """A quotation that runs into the cue belongs to it, whatever follows: “…,” Ames told a man in the crowd."""
    before = (preceding.read, preceding.inverted)
    rules = (*before, following.read) if _runs_into(reading, group) else (following.read, *before)
    for rule in (following.quoted_by, *rules):
        result = rule(reading, group)
        if result is not None:
            return result
    return None


def _runs_into(reading: Reading, group: Group) -> bool:
    subject = sources.before(reading.tokens, group.start)
    edge = group.start if subject is None else subject[0]
    return reading.is_quotation(edge - 1) and not reading.text(edge - 1).rstrip(MARKS).endswith((".", ";"))


def _without_statement(reading: Reading, group: Group) -> Found | None:
    """Did not describe | the scene; hinted at | some deaths: looked at, and no statement of anybody."""
    tokens = reading.tokens
    plain = group.form == "finite" and "quote" in group.cue.takes and "bare" not in group.cue.takes
    if not group.cue.speech or group.cue.lemma in _EVERYDAY or not (plain or group.negated):
        return None
    end = group.end
    while end < reading.limit and tokens[end].text not in _STOPS and not reading.is_quotation(end):
        end += 1
    inner = any(group.start < other.start < end for other in reading.groups)
    if end - group.end < 2 or reading.text(end) == ":" or inner or source_of(reading, group)[0] is None:
        return None
    return Found(
        content=(reading.span((group.end, end)),),
        source=(),
        cue=(reading.span((group.start, group.end)),),
        method="",
        block=reading.block,
        rejected="negated_cue" if group.negated else "no_statement",
    )


def announced(sentence: Sentence) -> Found | None:
    """The source and cue of a sentence that ends in a colon; its content stands in the next paragraph."""
    tokens = sentence.tokens
    end = len(tokens) - 1
    for group in reversed(cues.groups(tokens)):
        source = sources.before(tokens, group.start)
        if source is not None and end - group.end <= _ANNOUNCED_WITHIN:
            cue = (span(tokens, group.start, group.end),)
            return Found((), (span(tokens, *source),), cue, "colon_before", group.cue)
    named = phrases.after(tokens, int(tokens[0].lower in {"from", "and"}))
    if named is not None and named[1] == end and end <= 8:
        return Found((), (span(tokens, *named),), (span(tokens, end, end + 1),), "colon_before")
    return None
