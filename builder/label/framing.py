"""The devices round a quote in, the outlet's attitude to the statement out: endorse, neutral or distance.

A device decides where there is one. Where there is none, the label encoder may still read doubt or support in the words
round the statement: "his evidence-free tirade".
"""

from __future__ import annotations

from typing import get_args

from builder import lexicon
from builder.ids import fold
from builder.label.devices import Sign, doubts_in_company
from builder.label.scales import scales
from builder.model.arrays import Floats
from builder.records import Article, Attribution, DeviceName, FramingValue, Label, Speaker

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

VALUES: tuple[FramingValue, ...] = get_args(FramingValue)
_NOTHING = "no sign of doubt or support by the outlet"

_NAMES: dict[DeviceName, str] = {
    "doubt_cue": "doubting verb",
    "affirming_cue": "affirming verb",
    "evaluative_adverb": "evaluating words",
    "so_called": "“so-called”",
    "scare_quotes": "scare quotes",
    "contradiction": "contradiction",
    "corroboration": "corroboration",
}


def framing(
    article: Article, speaker: Speaker, signs: tuple[Sign, ...], odds: Floats | None, version: str
) -> Label[FramingValue]:
    """Doubt wins over vouching, an explicit device over the verb; without either the statement is carried.

    ``odds`` are the encoder's, None to go by the devices alone. "Without evidence, he pointed out that the vote was
    stolen" is held off.
    """
    values: tuple[FramingValue, ...] = ("distance", "endorse")
    for value in values:
        deciding = [sign for sign in signs if sign.direction == value]
        if deciding:
            return _decided(article, value, deciding, version)
    if is_outlet(article, speaker):
        return Label("endorse", OWN_VOICE, "the outlet speaks for itself", version=version)
    return Label("neutral", NEUTRAL, _NOTHING, version=version) if odds is None else _read(odds, version)


def verb_decides(attribution: Attribution) -> bool:
    """Whether the verb doubts or affirms, so that where it is no device it was denied or meant otherwise.

    "The plaintiffs claim that the contract was void" is carried, whatever the words round it look like, and so is "He
    insisted that it was" where nothing else doubts.
    """
    lemma = attribution.cue_lemma or ""
    entry = lexicon.cue(lemma)
    return entry is not None and (entry.framing != "neutral" or doubts_in_company(lemma))


def _read(odds: Floats, version: str) -> Label[FramingValue]:
    """What the encoder reads where no device decides; ``odds`` are of endorse, neutral, distance."""
    scale = scales().framing
    shares = scale(odds)
    chosen = scale.choice(shares)
    reason = {0: "the wording round it vouches for it", 1: _NOTHING, 2: "the wording round it holds it off"}[chosen]
    return Label(VALUES[chosen], shares[chosen], reason, by="model", version=version)


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
