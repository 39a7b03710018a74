"""Content that stands before its cue, or round it: “…,” Ames said / “…,” said Ames / The fleet, it said, was ready."""

from __future__ import annotations

from dataclasses import replace

from builder.attribution import adverbials, endings, phrases, sources
from builder.attribution.cues import Group
from builder.attribution.following import belongs_to_next
from builder.attribution.found import Found
from builder.attribution.phrases import Phrase
from builder.attribution.reading import MARKS, Reading, Stretch
from builder.attribution.words import AUXILIARIES, PREPOSITIONS, TIMES

_SHORTEST = 3  # words of a clause without marks that can be content
_REACH = 16  # tokens between a cue and the second part of an interrupted quotation
_ADVERBIAL = frozenset(
    """
    asked when while as after before since until if although though because once even just earlier later where whether
    despite given
    """.split()
)
_ANEW = frozenset({"but", "while", "although", "though", "who", "which"})


def read(reading: Reading, group: Group) -> Found | None:
    """“…,” | Ames said. The fleet, | it explained, | was ready."""
    tokens = reading.tokens
    if group.form != "finite" or "quote" not in group.cue.takes:
        return None
    subject = _with_title(reading, sources.before(tokens, group.start))
    if subject is None:
        return None
    edge = subject[0] - int(subject[0] > 0 and tokens[subject[0] - 1].lower == "as")  # as Ames put it
    found = _around(reading, group, edge, subject, group.end)
    channel = adverbials.channel_after(tokens, group, reading.limit) if found else None
    return found if found is None or channel is None else replace(found, via=(reading.span(channel),))


def inverted(reading: Reading, group: Group) -> Found | None:
    """“…,” | said Ames, a doctor."""
    if group.form != "finite" or "quote" not in group.cue.takes:
        return None
    first = _first_stretch(reading, group.start)
    if first is None or (group.cue.lemma != "say" and not reading.any_quoted(first)):
        return None  # Ames, the mayor, added a word: a subject and its verb
    subject = phrases.after(reading.tokens, group.end)
    if subject is None:
        return None
    found = _around(reading, group, group.start, subject, subject[1])
    return None if found is None else replace(found, method="inverted")


def unlisted(reading: Reading) -> Found | None:
    """“…,” | she spluttered: right behind a quotation that runs on, any verb in the past is its cue."""
    edge = reading.quotations_end(0)
    if edge == 0 or not reading.text(edge - 1).rstrip(MARKS).endswith((",", "?", "!", "—", "…")):
        return None
    for verb in range(edge, min(edge + _REACH, reading.limit)):
        if not sources.is_verb(reading.tokens, verb) or reading.text(verb).lower() in AUXILIARIES:
            continue
        turned = verb == edge
        subject = phrases.after(reading.tokens, verb + 1) if turned else sources.before(reading.tokens, verb)
        if subject is None or (not turned and subject[0] != edge):
            return None
        first, after = (0, edge), subject[1] if turned else verb + 1
        second = _second_stretch(reading, after, first)
        content = [first] if second is None else [first, second]
        reading.subject = subject
        return reading.attribution((verb, verb + 1), content, subject, "unlisted_cue")
    return None


def _around(reading: Reading, group: Group, edge: int, subject: Phrase, after: int) -> Found | None:
    """Content that ends at ``edge`` and may go on after the reporting clause, whose last token is before ``after``."""
    first = _first_stretch(reading, edge)
    if first is None or not _is_said(reading, first, group, after):
        return None
    second = _second_stretch(reading, after, first, group)
    reading.subject = subject
    return reading.found(group, [first] if second is None else [first, second], subject, "preceded")


def _with_title(reading: Reading, subject: Phrase | None) -> Phrase | None:
    """“…,” | another friend, Ann Lee told the paper: a description before the name, without a second comma."""
    if subject is None or subject[0] < 2 or reading.text(subject[0] - 1) != ",":
        return subject
    title = sources.before(reading.tokens, subject[0] - 1)
    return (title[0], subject[1]) if title is not None and reading.is_quotation(title[0] - 1) else subject


def _first_stretch(reading: Reading, edge: int) -> Stretch | None:
    """The content before ``edge``: it ends in a comma or a dash, or is a quotation."""
    tokens, end = reading.tokens, edge
    if end > reading.taken and tokens[end - 1].text in {",", "—", "–", "-"}:
        end -= 1
    elif not reading.is_quotation(end - 1):
        return None
    if end <= reading.taken:
        return None
    start = end
    while start > reading.taken and reading.is_quotation(start - 1):
        start -= 1
    if start < end and (start == reading.taken or _stands_alone(reading, start)):
        return start, end
    start = _clause_start(reading, end)
    if start < end and tokens[start].lower in PREPOSITIONS | _ADVERBIAL:
        after_comma = (i for i in range(start + 1, end) if reading.is_quotation(i) and reading.text(i - 1) == ",")
        start = next(after_comma, start)
    return (start, end) if start < end else None


def _stands_alone(reading: Reading, start: int) -> bool:
    """A quotation that is a sentence of its own after a conjunction or an adverbial: Asked why, | “We go,” …"""
    left = reading.tokens[start - 1]
    introduced = left.text in {",", ":", "(", "["} or left.lower in {"and", "but", "then"}
    return introduced and reading.text(start).strip(MARKS)[:1].isupper() and start - reading.taken <= 12


def _clause_start(reading: Reading, end: int) -> int:
    start = reading.taken
    if reading.text(start) == "*":  # the time of an entry in a live blog: **19:22**
        while start < end and not reading.text(start)[0].isalpha():
            start += 1
    if reading.text(start).isupper() and reading.text(start + 1) in {"—", "–", "-"}:  # VARN — The ferry was late
        start += 2
    colons = (index + 1 for index in range(end - 1, start, -1) if reading.text(index) == ":")
    start = next(colons, start)
    while start < end and reading.text(start).lower() in {"and", "but", "yet", ",", ";", "—", "–"}:
        start += 1
    return start


def _is_said(reading: Reading, first: Stretch, group: Group, after: int) -> bool:
    """Can ``first`` be what was said? Words without marks must be a clause, and nothing else be said after the cue."""
    if reading.all_quoted(first):
        return True
    tokens = reading.tokens[slice(*first)]
    opening = tokens[0].lower
    adverbial = opening in PREPOSITIONS and all(token.text != "," for token in tokens)
    if opening in _ADVERBIAL or opening.endswith("ing") or adverbial:
        return False
    goes_on = reading.text(after) == "," and after + 1 < reading.limit and sources.is_verb(reading.tokens, after + 1)
    if not goes_on and not _is_clause(reading, first, group):
        return False
    clausal = bool(group.cue.takes & {"bare", "that", "pronoun"})
    return clausal and adverbials.nothing_follows(reading.tokens, after, reading.limit)


def _is_clause(reading: Reading, first: Stretch, group: Group) -> bool:
    """It has a verb, or words in marks that may hold one; of "said" and its like any longer stretch will do."""
    words = [token.lower for token in reading.tokens[slice(*first)] if token.is_word]
    if reading.any_quoted(first):
        return True
    if len(words) < _SHORTEST:
        return False
    if any(sources.is_verb(reading.tokens, index) for index in range(first[0] + 1, first[1])):
        return True
    return len(words) > _SHORTEST and not set(words) & (TIMES | {"ago"}) and bool(group.cue.takes & {"bare", "pronoun"})


def _second_stretch(reading: Reading, after: int, first: Stretch, group: Group | None = None) -> Stretch | None:
    """The content after ", Ames said,": a quotation where the first is one, else the rest of the clause."""
    tokens, index = reading.tokens, after
    while index < reading.limit and reading.text(index) not in {",", ":", "."} and not reading.is_quotation(index):
        index += 1
    index += int(reading.text(index) in {",", ":", "."})
    if index >= reading.limit or index - (after if group is None else group.end) > _REACH:
        return None
    whole = reading.all_quoted(first)
    if reading.is_quotation(index):
        if group is not None and belongs_to_next(reading, index, group):
            return None
        if whole:
            return index, reading.quotations_end(index)
    elif whole or index != after + 1 or reading.text(after) != "," or _begins_anew(reading, index):
        return None
    end = endings.of(tokens, index, reading.limit, reading.later(index + 1))
    return (index, end) if end > index else None


def _begins_anew(reading: Reading, index: int) -> bool:
    word = reading.tokens[index].lower
    return word in _ANEW or word.endswith("ing") or any(group.start == index for group in reading.groups)
