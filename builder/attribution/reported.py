"""The attributions that one sentence makes with a cue of its own, in the four orders of news prose.

Ames said that … / “…,” Ames said / “…,” said Ames / according to Ames, …
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.attribution import complements, cues, prepositions, sources
from builder.attribution.cues import Group
from builder.attribution.found import Found, quotations, span
from builder.attribution.sentences import Sentence, Token
from builder.attribution.words import CHANNELS, CONJUNCTIONS, PREPOSITIONS, TIMES
from builder.records import Span

_STOPS = frozenset(".!?;:—–")
_ADVERBIAL = frozenset("asked when while as after before since until if although though because once even just earlier later where whether despite given".split())
_MARKS = "\"'“”‘’`«»„ "
# Verbs of which a plain object says nothing about a statement: called the police, offered a job.
_EVERYDAY = frozenset("call offer order issue show find read sing post email text issue publish begin continue press charge attack invite allow hold spin see query".split())
_SHORTEST = 3  # words of unquoted content before ", Ames said"


def read(sentence: Sentence) -> list[Found]:
    """The attributions of ``sentence`` in the order of their cues; negated ones are marked, not left out."""
    return _Reader(sentence).read()


class _Reader:
    """Goes over the verb groups from left to right and remembers what is already someone's content."""

    def __init__(self, sentence: Sentence) -> None:
        self.tokens: Sequence[Token] = sentence.tokens
        self.block = sentence.block
        self.groups = cues.groups(sentence.tokens)
        self.limit = len(sentence.tokens)
        self.taken = 0  # tokens before this index are content of an attribution found
        self.subject: sources.Phrase | None = None  # of the last cue, shared by ", adding that …"
        self.found: list[Found] = []

    def read(self) -> list[Found]:
        for group in self.groups:
            if group.start < self.taken:
                continue
            found = self._quoted_by(group) or self._in_order(group)
            found = found or self._without_statement(group)
            if found is not None:
                self.found.append(found)
        if not any(found.rejected is None for found in self.found):
            self.found += prepositions.read(self.tokens, self.block)
        return self.found

    def _without_statement(self, group: Group) -> Found | None:
        """did not describe | the scene; hinted at | some deaths: looked at, and no statement of anybody."""
        tokens = self.tokens
        if group.form not in {"finite", "infinitive"} or not group.cue.speech or group.cue.lemma in _EVERYDAY:
            return None
        if group.form == "infinitive" and not group.negated:
            return None
        end = group.end
        while end < self.limit and tokens[end].text not in _STOPS | {","} and tokens[end].quotation is None:
            end += 1
        if end - group.end < 2 or (not group.negated and "quote" not in group.cue.takes) or self._source(group)[0] is None:
            return None
        if any(other.start < end and other.start > group.start for other in self.groups):
            return None
        reason = "negated_cue" if group.negated else "no_statement"
        return Found((span(tokens, group.end, end),), (), (span(tokens, group.start, group.end),), "", block=self.block, rejected=reason)

    def _in_order(self, group: Group) -> Found | None:
        """A quotation that runs into the cue belongs to it, whatever follows: “…,” Ames told a man in the crowd."""
        if self._runs_into(group):
            return self._preceded(group) or self._inverted(group) or self._followed(group)
        return self._followed(group) or self._preceded(group) or self._inverted(group)

    def _runs_into(self, group: Group) -> bool:
        subject = sources.before(self.tokens, group.start)
        edge = group.start if subject is None else subject[0]
        quoted = self.tokens[edge - 1] if edge else None
        return quoted is not None and quoted.quotation is not None and not quoted.text.rstrip(_MARKS).endswith((".", ";"))

    def _quoted_by(self, group: Group) -> Found | None:
        """KCNA quoted | Kim | as saying “…”: Kim is the source, KCNA carried it."""
        if group.cue.lemma not in {"quote", "cite"}:
            return None
        tokens, medium = self.tokens, sources.before(self.tokens, group.start)
        named = sources.after(tokens, group.end) if group.form != "passive" else medium
        saying = group.end if group.form == "passive" else (named[1] if named else self.limit)
        if named is None or saying + 1 >= self.limit or tokens[saying].lower != "as":
            return None
        inner = next((g for g in self.groups if g.head == saying + 1 and g.form == "participle"), None)
        complement = complements.after(tokens, inner, self.limit) if inner else None
        if inner is None or complement is None:
            return None
        start, end = self._bounds(complement, inner)
        via = () if group.form == "passive" or medium is None else (span(tokens, *medium),)
        cue = (span(tokens, group.start, group.end), span(tokens, saying, inner.end))
        if group.form == "passive":
            cue = (span(tokens, group.start, inner.end),)
        return self._make([(start, end)], named, cue, inner, "quoted_by", via=via)

    def _followed(self, group: Group) -> Found | None:
        """Ames said | that …, Ames said: | “…”"""
        complement = complements.after(self.tokens, group, self.limit)
        if complement is None:
            return None
        if complement.opening == "quote" and self._belongs_to_next(complement.start, group):
            return None
        source, certain = self._source(group)
        if source is None and not certain:
            return None
        start, end = self._bounds(complement, group)
        if end <= start or (complement.opening == "bare" and end - start < 2):
            return None
        content = [(start, end)]
        method = f"cue_{complement.opening}" if group.form != "participle" else f"participle_{complement.opening}"
        via = () if complement.via is None else (span(self.tokens, *complement.via),)
        self.subject = source or self.subject
        cue_end = group.end
        return self._make(content, source, (span(self.tokens, group.start, cue_end),), group, method, via=via)

    def _belongs_to_next(self, index: int, group: Group) -> bool:
        """Ames said no. “We go,” | Lee said: the quotation has a cue of its own behind it."""
        after = index + 1
        while after < self.limit and self.tokens[after].quotation is not None:
            after += 1
        follows = [g for g in self.groups if g.start >= after]
        if not follows or not any(t.quotation is not None for t in self.tokens[index:after]):
            return False
        nearest = follows[0]
        subject = sources.before(self.tokens, nearest.start)
        return group.end < index - 1 and subject is not None and subject[0] == after and nearest.form == "finite" and complements.after(self.tokens, nearest, self.limit) is None

    def _source(self, group: Group) -> tuple[sources.Phrase | None, bool]:
        """The source of ``group`` and whether it is known, also where it is known to be nobody ("it was claimed")."""
        tokens = self.tokens
        if group.form == "passive":
            subject = sources.before(tokens, group.start)
            expletive = subject is not None and subject[1] - subject[0] == 1 and tokens[subject[0]].lower == "it"
            if group.end < self.limit and tokens[group.end].lower == "by":
                return sources.after(tokens, group.end + 1), True
            return None, expletive
        if group.form == "participle" or group.form == "infinitive":
            attached = self._attached(group)
            return attached, attached is not None
        subject = sources.before(tokens, group.start)
        if subject is None and self._coordinated(group):
            subject = self.subject or sources.main_subject(tokens, group.start)
        return subject, subject is not None

    def _attached(self, group: Group) -> sources.Phrase | None:
        """Whose "adding that" it is: the name or person right before it, the subject of the cue before, or the sentence's."""
        left = self.tokens[group.start - 1] if group.start else None
        if group.form == "participle" and left is not None and left.is_word and left.lower not in CONJUNCTIONS | PREPOSITIONS:
            near = sources.before(self.tokens, group.start)
            if near is not None and (owner := self._owner(near)):
                return owner
        return self.subject or sources.main_subject(self.tokens, group.start)

    def _owner(self, phrase: sources.Phrase) -> sources.Phrase | None:
        """a statement from | the Kremlin | claiming: the body, not the document; a document without one has none here."""
        start, end = phrase
        for index in range(start, end):
            if self.tokens[index].lower in {"from", "by", "of"} and any(token.is_name for token in self.tokens[index + 1 : end]):
                return index + 1, end
        words = [token for token in self.tokens[start:end] if token.is_word]
        named = any(token.is_name and token.lower not in TIMES for token in words)
        return phrase if named and words[-1].lower not in CHANNELS | TIMES else None

    def _coordinated(self, group: Group) -> bool:
        return group.start > 0 and self.tokens[group.start - 1].lower in {"and", "but", "or", ","}

    def _bounds(self, complement: complements.Complement, group: Group) -> tuple[int, int]:
        tokens, start = self.tokens, complement.start
        if complement.opening == "quote" and self._whole(start):
            return start, self._last_quotation(start)
        later = [g for g in self.groups if g.start >= group.end]
        end = complements.end(tokens, start, self.limit, later)
        return start, max(end, start + 1)

    def _last_quotation(self, start: int) -> int:
        """The end of “A” or of “A” and “B”."""
        tokens, end = self.tokens, start + 1
        while end < self.limit:
            if tokens[end].quotation is not None:
                end += 1
            elif tokens[end].lower in {"and", ","} and end + 1 < self.limit and tokens[end + 1].quotation is not None and tokens[end].lower == "and":
                end += 2
            else:
                break
        return end

    def _whole(self, index: int) -> bool:
        """Does the quotation say all of it? “We go.” does; “no one” would go is a clause."""
        words = self.tokens[index].text.strip("\"“”'‘’`«»„ ")
        following = self.tokens[index + 1] if index + 1 < self.limit else None
        if following is None or following.text in ".!?;," or following.quotation is not None or following.lower == "and":
            return True
        return words[:1].isupper() and words[-1:] in ".,!?…"

    def _preceded(self, group: Group) -> Found | None:
        """“…,” | Ames said … ; … , it explained, …"""
        if group.form not in {"finite", "infinitive"} or "quote" not in group.cue.takes:
            return None
        if group.form == "infinitive":
            return None
        tokens = self.tokens
        subject = self._with_title(sources.before(tokens, group.start))
        if subject is None:
            return None
        edge = subject[0]
        if edge and tokens[edge - 1].lower == "as":  # as Ames put it
            edge -= 1
        first = self._first_stretch(edge)
        if first is None or not self._is_said(first, group, group.end):
            return None
        self.subject = subject
        content = [first]
        second = self._second_stretch(group, first)
        if second is not None:
            content.append(second)
        via = self._channel_after(group)
        return self._make(content, subject, (span(tokens, group.start, group.end),), group, "preceded", via=via)

    def _with_title(self, subject: sources.Phrase | None) -> sources.Phrase | None:
        """“…,” | another friend, Ann Lee told the paper: a description before the name, without a second comma."""
        if subject is None or subject[0] < 2 or self.tokens[subject[0] - 1].text != ",":
            return subject
        title = sources.before(self.tokens, subject[0] - 1)
        follows = title is not None and title[0] > 0 and self.tokens[title[0] - 1].quotation is not None
        return (title[0], subject[1]) if title is not None and follows else subject

    def _inverted(self, group: Group) -> Found | None:
        """“…,” | said Ames, a doctor."""
        if group.form != "finite" or "quote" not in group.cue.takes or group.start == 0:
            return None
        first = self._first_stretch(group.start)
        if first and group.cue.lemma != "say" and not any(t.quotation is not None for t in self.tokens[slice(*first)]):
            return None  # Ames, the mayor, added a word: no inversion
        subject = sources.after(self.tokens, group.end) if first else None
        if first is None or subject is None or not self._is_said(first, group, subject[1]):
            return None
        self.subject = subject
        content = [first]
        second = self._second_stretch(group, first, subject[1])
        if second is not None:
            content.append(second)
        return self._make(content, subject, (span(self.tokens, group.start, group.end),), group, "inverted")

    def _first_stretch(self, edge: int) -> tuple[int, int] | None:
        """The content before the subject: it ends in a comma or is a quotation."""
        tokens = self.tokens
        end = edge
        if end <= self.taken or end == 0:
            return None
        if tokens[end - 1].text in {",", "—", "–", "-"}:
            end -= 1
        elif tokens[end - 1].quotation is None:
            return None
        if end <= self.taken:
            return None
        start = end
        if tokens[end - 1].quotation is not None:
            while start > self.taken and tokens[start - 1].quotation is not None:
                start -= 1
            if start == self.taken or self._stands_alone(start):
                return start, end
        start = self._clause_start(end)
        if tokens[start].lower in PREPOSITIONS | _ADVERBIAL:
            quoted_from = next((i for i in range(start + 1, end) if tokens[i].quotation is not None and tokens[i - 1].text == ","), start)
            start = quoted_from
        return (start, end) if start < end else None

    def _is_said(self, first: tuple[int, int], group: Group, after: int) -> bool:
        """Can ``first`` be what was said? Words without marks must be a clause, and nothing else must be said there."""
        tokens = self.tokens[first[0] : first[1]]
        if all(token.quotation is not None for token in tokens):
            return True
        opening = tokens[0].lower
        if opening in _ADVERBIAL or opening.endswith("ing") or (opening in PREPOSITIONS and not _has(tokens, ",")):
            return False
        interrupted = after < self.limit and self.tokens[after].text == "," and self._rest_is_clause(after + 1)
        if not interrupted and not self._is_clause(first, group):
            return False
        return bool(group.cue.takes & {"bare", "that", "pronoun"}) and complements.nothing_follows(self.tokens, after, self.limit)

    def _is_clause(self, first: tuple[int, int], group: Group) -> bool:
        """It has a verb, or words in marks that may hold one; of "said" and its like any longer stretch will do."""
        tokens = self.tokens[first[0] : first[1]]
        words = [token.lower for token in tokens if token.is_word]
        if any(token.quotation is not None for token in tokens):
            return True
        if len(words) < _SHORTEST:
            return False
        if any(sources.is_verb(self.tokens, index) for index in range(first[0] + 1, first[1])):
            return True
        return len(words) > _SHORTEST and not set(words) & (TIMES | {"ago"}) and "bare" in group.cue.takes

    def _rest_is_clause(self, index: int) -> bool:
        """The military, it explained, | were ready: what goes on is the verb of the first stretch."""
        return index < self.limit and sources.is_verb(self.tokens, index)

    def _stands_alone(self, start: int) -> bool:
        """A quotation that begins a sentence of its own, after a conjunction or an adverbial."""
        words = self.tokens[start].text.strip("\"“”'‘’`«»„ ")
        return words[:1].isupper() and (self.tokens[start - 1].text in ",:([" or self.tokens[start - 1].lower in {"and", "but", "then"}) and start - self.taken <= 12

    def _clause_start(self, end: int) -> int:
        start = self.taken
        if self.tokens[start].text == "*":  # the time of an entry in a live blog: **19:22**
            while start < end and not self.tokens[start].text[0].isalpha():
                start += 1
        while start < end and (self.tokens[start].lower in {"and", "but", "yet"} or self.tokens[start].text in ",;—–"):
            start += 1
        return start

    def _second_stretch(self, group: Group, first: tuple[int, int], after: int | None = None) -> tuple[int, int] | None:
        """The content after ", Ames said,": a quotation where the first is one, else the rest of the clause."""
        tokens = self.tokens
        index = group.end if after is None else after
        while index < self.limit and tokens[index].text not in {",", ":", "."} and tokens[index].quotation is None:
            index += 1
            if index - group.end > 16:
                return None
        if index < self.limit and tokens[index].text in {",", ":", "."}:
            index += 1
        if index >= self.limit:
            return None
        all_quoted = all(token.quotation is not None for token in tokens[first[0] : first[1]])
        if tokens[index].quotation is not None:
            if self._belongs_to_next(index, group):
                return None
            end = index
            while end < self.limit and tokens[end].quotation is not None:
                end += 1
            if not all_quoted:
                end = complements.end(tokens, index, self.limit, [g for g in self.groups if g.start > index])
            return index, end
        begins = group.end if after is None else after
        if all_quoted or index != begins + 1 or tokens[begins].text != ",":
            return None
        word = tokens[index].lower
        begins_anew = word in {"but", "while", "although", "though", "who", "which"} or word.endswith("ing")
        if begins_anew or any(g.start == index for g in self.groups):
            return None
        end = complements.end(tokens, index, self.limit, [g for g in self.groups if g.start > index])
        return (index, end) if end > index else None

    def _channel_after(self, group: Group) -> tuple[Span, ...]:
        named = complements.channel_after(self.tokens, group, self.limit)
        return () if named is None else (span(self.tokens, *named),)

    def _make(self, content, source, cue, group, method, via=()):  # type: ignore[no-untyped-def]
        tokens = self.tokens
        self.taken = max(self.taken, content[-1][1])
        return Found(
            content=tuple(span(tokens, start, end) for start, end in content),
            source=() if source is None else (span(tokens, *source),),
            cue=cue,
            method=method,
            entry=group.cue,
            via=via,
            quotations=tuple(q for start, end in content for q in quotations(tokens, start, end)),
            block=self.block,
            rejected="negated_cue" if group.negated else None,
        )


def announced(sentence: Sentence) -> Found | None:
    """The source and cue of a sentence that ends in a colon; its content stands in the next paragraph."""
    tokens = sentence.tokens
    end = len(tokens) - 1
    for group in reversed(cues.groups(tokens)):
        source = sources.before(tokens, group.start)
        if source is not None and end - group.end <= 16:
            return Found((span(tokens, 0, 1),), (span(tokens, *source),), (span(tokens, group.start, group.end),), "colon_before", group.cue)
    named = sources.after(tokens, 1 if tokens[0].lower in {"from", "and"} else 0)
    if named is not None and named[1] == end and end <= 8:
        return Found((span(tokens, 0, 1),), (span(tokens, *named),), (span(tokens, end, end + 1),), "colon_before")
    return None


def _has(tokens: Sequence[Token], sign: str) -> bool:
    return any(token.text == sign for token in tokens)
