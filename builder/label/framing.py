"""The devices round a quote in, the outlet's attitude to the statement out: endorse, neutral or distance."""

from __future__ import annotations

from builder.ids import fold
from builder.label.devices import Sign
from builder.records import Article, DeviceName, FramingValue, Label, Speaker

# Share of right answers where the device decided, on the development quotes: rounded down to a tenth, and lower by one
# or two tenths for the devices that fewer than ten of them had.
SCORES: dict[DeviceName, float] = {
    "doubt_cue": 0.8,
    "affirming_cue": 0.9,
    "evaluative_adverb": 0.8,
    "so_called": 0.7,
    "scare_quotes": 0.6,
    "contradiction": 0.6,
    "corroboration": 0.7,
}
NEUTRAL = 0.9
OWN_VOICE = 0.6

_NAMES: dict[DeviceName, str] = {
    "doubt_cue": "doubting verb",
    "affirming_cue": "affirming verb",
    "evaluative_adverb": "evaluating words",
    "so_called": "“so-called”",
    "scare_quotes": "scare quotes",
    "contradiction": "contradiction",
    "corroboration": "corroboration",
}


def framing(article: Article, speaker: Speaker, signs: tuple[Sign, ...], version: str) -> Label[FramingValue]:
    """Doubt wins over vouching, an explicit device over the verb; without either the statement is carried.

    "Without evidence, he pointed out that the vote was stolen" is held off.
    """
    values: tuple[FramingValue, ...] = ("distance", "endorse")
    for value in values:
        deciding = [sign for sign in signs if sign.direction == value]
        if deciding:
            return _decided(article, value, deciding, version)
    if is_outlet(article, speaker):
        return Label("endorse", OWN_VOICE, "the outlet speaks for itself", version=version)
    return Label("neutral", NEUTRAL, "no sign of doubt or support by the outlet", version=version)


def _decided(article: Article, value: FramingValue, signs: list[Sign], version: str) -> Label[FramingValue]:
    strongest = max(signs, key=lambda sign: (_explicit(sign), SCORES[sign.device.device], -sign.device.span.start))
    span = strongest.device.span
    words = " ".join(span.of(article.text).split())
    return Label(
        value,
        SCORES[strongest.device.device],
        f"{_NAMES[strongest.device.device]}: {words}",
        version=version,
        evidence=tuple(sorted({sign.device.span for sign in signs})),
    )


def _explicit(sign: Sign) -> bool:
    return sign.device.device not in {"doubt_cue", "affirming_cue"}


def is_outlet(article: Article, speaker: Speaker) -> bool:
    """Whether the speaker is the medium that published the article: KCNA in KCNA's own text."""
    if not (speaker.name and article.outlet):
        return False
    outlet, name = fold(article.outlet), fold(speaker.name)
    return outlet == name or outlet.removeprefix("the ") == name.removeprefix("the ") or _acronym(name) == outlet


def _acronym(name: str) -> str:
    return "".join(word[0] for word in name.split() if word not in {"of", "the", "and", "for"})
