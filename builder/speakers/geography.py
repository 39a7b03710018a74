"""Countries and capitals an article talks of: those of the tables, and those it introduces itself.

"Corrow, the capital of Sellia" and "the Sellian government" make Sellia a country, Corrow its capital and Sellian its
adjective, for this article only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from builder.ids import fold
from builder.speakers import tables, titles, vocabulary
from builder.speakers.document import Document
from builder.speakers.names import Name
from builder.speakers.tables import Place

_ENDINGS = ("ian", "an", "n", "ish", "ese", "ic", "i", "er", "ans", "ians", "ns")
_REGULAR = ("ian", "ians", "ish", "ese")  # say by themselves that the base is a country or a people
_STATE_NOUNS = vocabulary.GOVERNMENT_HEADS | frozenset(
    """
    president premier parliament cabinet army navy military forces troops ambassador embassy ministry minister
    constitution border prime foreign defence interior finance king queen capital chancellor envoy delegation
    """.split()
)
PlaceKind = Literal["country", "place"]


@dataclass(frozen=True, slots=True)
class Geography:
    """What this article's own words say of places; ``place`` adds what the tables know."""

    countries: frozenset[str] = frozenset()  # folded names
    printed: Mapping[str, str] = field(default_factory=dict)  # folded adjective or capital -> country as printed
    capitals: frozenset[str] = frozenset()  # folded
    located: frozenset[str] = frozenset()  # folded names printed behind "in", "near"

    def place(self, form: str) -> Place | None:
        key = fold(form).removeprefix("the ")
        if key in self.printed:
            return Place(self.printed[key], "capital" if key in self.capitals else "demonym")
        if key in self.countries:
            return Place(form.removeprefix("the "), "name")
        return tables.place(form)


def geography(document: Document, names: Sequence[Name]) -> Geography:
    """Read the places that ``document`` introduces."""
    short = [name for name in names if name.last - name.first <= 3]
    texts = {fold(document.name(*name)): document.name(*name) for name in short}
    people = _people(document, names)
    unknown = [
        name for name in short if fold(document.name(*name)) not in people and not _in_tables(document.name(*name))
    ]
    ruling = _rule_as_adjectives(document, short) - people
    located = frozenset(fold(document.name(*name)) for name in unknown if _behind_locative(document, name))
    countries = {key: texts[key] for key in sorted(ruling & located)}
    capitals: dict[str, str] = {}
    for name in unknown:
        city = _capital_of(document, name)
        if city is not None:
            capitals.setdefault(fold(city), document.name(*name))
        if city is not None or _dateline(document, name) or _rules_a_state(document, name):
            countries.setdefault(fold(document.name(*name)), document.name(*name))
    printed = _adjectives(texts, countries, ruling)
    for form, country in printed.items():
        countries.setdefault(fold(country), country)
        countries.pop(form, None)
    for city, country in capitals.items():
        printed[city] = printed.get(fold(country), country)
    return Geography(frozenset(countries), printed, frozenset(capitals), located)


def _people(document: Document, names: Iterable[Name]) -> frozenset[str]:
    """Surnames the article uses for people: "Obama's administration" is no state's where "Mr. Obama" spoke."""
    found: set[str] = set()
    for name in names:
        first = document.words[name.first].text
        title = titles.before(document, name.first)
        if title is not None or (name.last - name.first > 1 and tables.first_name(first) and not tables.place(first)):
            found.update((fold(document.words[name.last - 1].text), fold(document.name(*name))))
    return frozenset(found)


def _in_tables(name: str) -> bool:
    return tables.place(name) is not None or tables.known(name) is not None


def _behind_locative(document: Document, name: Name) -> bool:
    return document.together(name.first) and document.lower(name.first - 1) in vocabulary.LOCATIVES


def _rules_a_state(document: Document, name: Name) -> bool:
    """Whether ``name`` has a government: "Sellia's prime minister", "the government of Sellia"."""
    after = name.last
    if name.last - name.first > 1:
        return False  # "Suu Kyi's government"; a state of two words is known, or called a republic or kingdom
    if document.lower(after) in {"'s", "’s"} and document.together(after):
        return any(_state_noun(document, after, k) for k in range(after + 1, after + 4))
    head = document.lower(name.first - 2)
    return document.lower(name.first - 1) == "of" and head in (vocabulary.GOVERNMENT_HEADS | {"republic", "kingdom"})


def _state_noun(document: Document, after: int, k: int) -> bool:
    """Whether the noun of a state stands at ``k``, nothing but words between: "Sellia's harbour minister"."""
    words = range(after + 1, k + 1)
    return all(document.together(j) and document.words[j].text.isalpha() for j in words) and (
        document.lower(k) in _STATE_NOUNS
    )


def _rule_as_adjectives(document: Document, names: Iterable[Name]) -> frozenset[str]:
    """Names that stand before the noun of a state: "the Sellian government", "Sellian forces"."""
    return frozenset(
        fold(document.name(*name))
        for name in names
        if document.together(name.last) and document.lower(name.last) in _STATE_NOUNS
    )


def _dateline(document: Document, name: Name) -> bool:
    """Whether ``name`` is the country of a dateline: "VARN, Sellia (CP) --"."""
    k = name.first
    if k < 2 or document.lower(k - 1) != "," or not document.words[k - 2].text.isupper():
        return False
    opens = k == 2 or document.words[k - 3].paragraph != document.words[k - 2].paragraph
    return opens and document.lower(name.last) in {"(", "-", "–", "—"}


def _capital_of(document: Document, name: Name) -> str | None:
    """The city X of "X, the capital of Y" or "Y's capital, X", at the name Y."""
    k = name.first
    if [document.lower(j) for j in range(k - 4, k)] == [",", "the", "capital", "of"] and k >= 5:
        return document.words[k - 5].text if document.words[k - 5].capital else None
    after = name.last
    if document.lower(after) in {"'s", "’s"} and document.lower(after + 1) == "capital":
        city = after + 2 + (document.lower(after + 2) == ",")
        if document.together(city) and document.words[city].capital:
            return document.words[city].text
    return None


def _adjectives(texts: Mapping[str, str], countries: Mapping[str, str], ruling: frozenset[str]) -> dict[str, str]:
    """Adjectives made from a name that the article prints too: folded "sellian" -> "Sellia"."""
    found: dict[str, str] = {}
    for key in sorted(texts):
        for base, text in _bases(key, texts):
            regular = key.endswith(_REGULAR) and not tables.first_name(text)
            if key in ruling or base in countries or regular:
                found[key] = text
                break
    return found


def _bases(adjective: str, texts: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Names from which ``adjective`` may be made: sellian -> sellia; korrish -> korr, korra."""
    for ending in _ENDINGS:
        stem = adjective.removesuffix(ending)
        if stem == adjective or len(stem) < 3:
            continue
        for tail in ("", "a", "ia", "e", "y", "o"):
            if stem + tail in texts and stem + tail != adjective:
                yield stem + tail, texts[stem + tail]
