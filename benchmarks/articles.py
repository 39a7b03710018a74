"""Made news articles for benchmarks: a count and a seed in, dictionaries with text and metadata out.

All of it is our own: invented places, people and outlets, put together by a small grammar, so that no two articles are
alike. Article ``n`` depends on the seed and on ``n`` alone: a thousand of them are the first thousand of a million.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks import phrases

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
Person = tuple[str, str, str]  # first name, surname, office


def articles(count: int, seed: int = 0, words: int = 800) -> Iterator[dict[str, Any]]:
    """``count`` articles of about ``words`` words: text, title, outlet, outlet_domain, url, published_at, language.

    Of eight paragraphs three are direct speech, two report indirectly or in part, one cites a body, two tell.
    """
    for number in range(count):
        yield _article(random.Random(f"{seed}-{number}"), number, words)


def _article(draw: random.Random, number: int, words: int) -> dict[str, Any]:
    place = draw.choice(phrases.PLACES)
    people = [_person(draw) for _ in range(draw.randint(3, 6))]
    paragraphs = [_opening(draw, place, people[0])]
    length = len(paragraphs[0].split())
    while length < words:
        paragraphs.append(_paragraph(draw, place, people))
        length += len(paragraphs[-1].split())
    outlet, domain = draw.choice(phrases.OUTLETS)
    published = EPOCH + timedelta(minutes=draw.randrange(365 * 24 * 60))
    verb = draw.choice(("argues over", "waits for", "turns against", "votes on"))
    return {
        "text": "\n\n".join(paragraphs) + "\n",
        "title": f"{place} {verb} the {draw.choice(phrases.ADJECTIVES)} {draw.choice(phrases.NOUNS)}",
        "outlet": outlet,
        "outlet_domain": domain,
        "url": f"https://{domain}/{published:%Y/%m/%d}/{place.lower().replace(' ', '-')}-{number}",
        "published_at": published.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "language": "en",
    }


def _person(draw: random.Random) -> Person:
    parts = (phrases.SURNAME_STARTS, phrases.SURNAME_MIDDLES, phrases.SURNAME_ENDS)
    return draw.choice(phrases.FIRST_NAMES), "".join(map(draw.choice, parts)), draw.choice(phrases.OFFICES)


def _full(person: Person) -> str:
    first, last, office = person
    return f"{office} {first} {last}"


def _opening(draw: random.Random, place: str, person: Person) -> str:
    when = draw.choice(phrases.TIMES)
    return f"{place.upper()} — {_full(person)} {draw.choice(phrases.CUES)} {when} that {_claim(draw)}."


def _paragraph(draw: random.Random, place: str, people: Sequence[Person]) -> str:
    kind = draw.choice((_direct, _direct, _interrupted, _indirect, _mixed, _body, _told, _told))
    return kind(draw, place, draw.choice(people))


def _claim(draw: random.Random) -> str:
    """“the disputed levy has delayed the old ferry by 12 per cent”."""
    closing = draw.choice(phrases.CLOSINGS).format(
        figure=draw.randint(2, 98),
        other=draw.randint(2, 98),
        place=draw.choice(phrases.PLACES),
        body=draw.choice(phrases.BODIES),
    )
    return f"{_named(draw)} {draw.choice(phrases.ACTIONS)} {_named(draw)} {closing}"


def _named(draw: random.Random) -> str:
    return f"the {draw.choice(phrases.ADJECTIVES)} {draw.choice(phrases.NOUNS)}"


def _sentence(draw: random.Random) -> str:
    said = _claim(draw)
    return said[0].upper() + said[1:]


def _direct(draw: random.Random, place: str, person: Person) -> str:
    more = f" “{_sentence(draw)}, and {place} knows it, {draw.choice(phrases.REASONS)}.”" if draw.random() < 0.6 else ""
    return f"“{_sentence(draw)},” {person[1]} {draw.choice(phrases.CUES)} {draw.choice(phrases.TIMES)}.{more}"


def _interrupted(draw: random.Random, place: str, person: Person) -> str:
    last = draw.choice(phrases.VERDICTS)
    return f"“{_sentence(draw)},” {draw.choice(phrases.CUES)} {_full(person)} in {place}, “and {_claim(draw)}. {last}”"


def _indirect(draw: random.Random, place: str, person: Person) -> str:
    first, last, _ = person
    said = f"{first} {last} of {place} {draw.choice(phrases.CUES)} {draw.choice(phrases.TIMES)} that {_claim(draw)}"
    return f"{said}, {draw.choice(phrases.REASONS)}. {_sentence(draw)}, {last} {draw.choice(phrases.BELIEFS)}."


def _mixed(draw: random.Random, place: str, person: Person) -> str:
    said = f"{_full(person)} {draw.choice(phrases.CUES)} that {_claim(draw)} “{draw.choice(phrases.REASONS)}”"
    return f"{said}, and that people in {place} would {draw.choice(phrases.ACTS)} {draw.choice(phrases.TIMES)}."


def _body(draw: random.Random, place: str, person: Person) -> str:
    letter = f"The letter, which {person[1]} was sent {draw.choice(phrases.TIMES)}, asks {place}"
    return f"According to {draw.choice(phrases.BODIES)}, {_claim(draw)}. {letter} to {draw.choice(phrases.ACTS)}."


def _told(draw: random.Random, place: str, person: Person) -> str:
    detail = draw.choice(phrases.DETAILS).format(place=place, figure=draw.randint(2, 98), name=person[1])
    return " ".join([detail, *(f"{_sentence(draw)}." for _ in range(draw.randint(1, 3)))])
