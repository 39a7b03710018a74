"""An attribution with its speaker and the article's entities in, stance, framing and verifiability out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from builder.label.devices import signs
from builder.label.framing import framing, verb_decides
from builder.label.setting import Setting, place, read
from builder.label.stance import asked, named, shares, stances, strongest, top_entry
from builder.label.targets import targets
from builder.label.verifiability import Claim, judge
from builder.model.arrays import Floats
from builder.records import Article, Attribution, Entity, Labels, Speaker, Stance

VERSION = "labeller-5"

__all__ = ["VERSION", "label", "label_all"]


def label(article: Article, attribution: Attribution, speaker: Speaker, entities: Sequence[Entity]) -> Labels:
    """Everything that is judged about one attribution; each label says what it was read from.

    Reads the whole article: for all attributions of one article use ``label_all``, which reads it once.
    """
    (found,) = label_all(article, [attribution], [speaker], entities)
    return found


def label_all(
    article: Article, attributions: Sequence[Attribution], speakers: Sequence[Speaker], entities: Sequence[Entity]
) -> tuple[Labels, ...]:
    """The labels of ``attributions``, in their order; ``speakers`` is aligned with them."""
    reading = read(article, entities)
    places = [place(reading, one) for one in attributions]
    spoken_of = [targets(reading, setting, speaker) for setting, speaker in zip(places, speakers, strict=True)]
    answered = asked(reading, zip(attributions, spoken_of, strict=True))
    statements = [answers.statement for _, answers in answered]
    claims = judge(article.text, attributions, statements, VERSION)
    kept = [named(chosen, answers) for chosen, answers in answered]
    likely = shares([answers for _, answers in kept])
    entries = (
        stances(reading, one, chosen, each) for one, (chosen, _), each in zip(attributions, kept, likely, strict=True)
    )
    return tuple(_labels(article, *one) for one in zip(places, speakers, claims, entries, statements, strict=True))


def _labels(
    article: Article,
    setting: Setting,
    speaker: Speaker,
    claim: Claim,
    entries: tuple[Stance, ...],
    odds: Mapping[str, Floats],
) -> Labels:
    attribution = setting.attribution
    top = top_entry(entries) if entries else None
    found = signs(setting)
    return Labels(
        stances=entries,
        stance=strongest(entries, VERSION),
        stance_target=(top.canonical or top.target) if top else None,
        framing=framing(article, speaker, found, None if verb_decides(attribution) else odds["framing"], VERSION),
        framing_devices=tuple(sign.device for sign in found),
        verifiability=claim.verifiability,
        claim_type=claim.claim_type,
        claim_spans=claim.spans,
        check_worthiness=claim.check_worthiness,
    )
