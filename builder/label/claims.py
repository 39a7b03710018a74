"""The content of a quote in, what in it can be checked out: figures, dates, names, deeds, and what speaks against it.

One ``Clause`` is one sentence of the content; its ``signals`` count the kinds of words found there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from builder import text as prose
from builder.label import lexicons
from builder.label.phrases import Phrases
from builder.records import Span

# A figure that counts or measures; years, dates, ordinals and section numbers are not.
_FIGURE = re.compile(
    r"(?<![\w.,§#])[$£€¥]?\s?\d+(?:[.,]\d+)*(?:\s?(?:%|percent|per cent|million|billion|trillion|[kmb]n?\b))?(?!\w)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
# What is written in digits and only says when: "June 19, 2024", "10 months", "at 9 a.m.".
_WHEN = re.compile(
    rf"(?<!\w)(?:{_MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?|\d{{1,2}}\s+{_MONTH}"
    r"|\d+[ -](?:year|month|week|day|hour|minute)s?|\d+(?::\d+)?\s*[ap]\.?m\b)",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    r"(?<!\w)(?=[efhnst])(?<!the )(?<!these )(?<!those )(?<!our )(?<!their )"  # "the two countries" counts nothing
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundred|thousand)(?:[- ]\w+)?\s+(?=[a-z]+s\b)",
    re.IGNORECASE,
)
# A capital after a word or comma: not the first word of a sentence.
_NAME = re.compile(r"[A-Z](?<=[\w,;]\s.)(?<!I\b)[\w.’'-]*[a-zA-Z]")
_PAST = re.compile(
    r"(?<!\w)(?!(?:need|indeed|speed|feed|seed|agreed|united|supposed|embed|succeed|proceed|exceed)\b)[a-z]{2,}ed(?!\w)"
)
_CONTRACTED_WILL = re.compile(r"['’](?<=\w.)ll(?!\w)", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\"'”’»)\s]*$")
_FIRST_PERSON = re.compile(r"(?<!\w)(?:I|me|my|myself)(?!\w)")
_MARKS = " \t\r\n\"'“”‘’«»„,;:—–-…"


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of the content with its signals, by kind."""

    span: Span
    signals: Mapping[str, int]

    def count(self, *kinds: str) -> int:
        return sum(self.signals.get(kind, 0) for kind in kinds)


@cache
def _phrases() -> Phrases[str]:
    groups: dict[str, list[str]] = {}
    for row in lexicons.rows("claims_phrases.csv"):
        groups.setdefault(row["signal"], []).append(row["phrase"])
    return Phrases(groups)


@cache
def act(lemma: str) -> str:
    """What one does with the cue ``lemma``: promise, appeal, feeling, question, report; empty for the rest."""
    return next((row["act"] for row in lexicons.rows("claims_cues.csv") if row["lemma"] == lemma), "")


def clauses(text: str, content: Sequence[Span]) -> tuple[Clause, ...]:
    """The sentences of ``content`` with their signals; the reporting "said" between two stretches is not in them."""
    sentences = [sentence for stretch in content for sentence in prose.sentences(text, stretch)]
    return tuple(Clause(sentence, _signals(text, sentence)) for sentence in sentences)


def _signals(text: str, span: Span) -> Mapping[str, int]:
    found = dict.fromkeys(("time", "figure", "future"), 0)
    for signal, _ in _phrases().found(text, span):
        found[signal] = found.get(signal, 0) + 1
    words = span.of(text)
    found["figure"] = len(_SPELLED.findall(words))
    if _DIGIT.search(words):
        others, dates = _WHEN.subn(" ", words)
        figures = [m.group().strip() for m in _FIGURE.finditer(others)]
        years = sum(bool(_YEAR.fullmatch(figure)) for figure in figures)
        found["time"] += dates + years
        found["figure"] += len(figures) - years
    found["name"] = len(_NAME.findall(words))
    found["past"] = len(_PAST.findall(words))
    found["first_person"] = len(_FIRST_PERSON.findall(words))
    found["future"] += len(_CONTRACTED_WILL.findall(words))
    found["question"] = bool(_QUESTION.search(words[-12:]))
    found["words"] = len(prose.WORD.findall(words))
    return found


def total(parts: Iterable[Clause]) -> Mapping[str, int]:
    """The signals of all ``parts`` together."""
    summed: Counter[str] = Counter()
    for part in parts:
        summed.update(part.signals)
    return summed


def trimmed(text: str, span: Span) -> Span | None:
    """``span`` without marks and punctuation at its edges; None when it holds nothing else."""
    start, end = span.start, span.end
    while start < end and text[start] in _MARKS:
        start += 1
    while start < end and (text[end - 1] in _MARKS or text[end - 1] == "."):
        end -= 1
    return Span(start, end) if start < end else None
