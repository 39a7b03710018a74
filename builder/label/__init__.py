"""An attribution with its speaker and the article's entities in, stance, framing and verifiability out."""

from __future__ import annotations

from collections.abc import Sequence

from builder.label.asking import Answers
from builder.label.devices import signs
from builder.label.framing import framing, verb_decides
from builder.label.setting import Reading, Setting, place, read
from builder.label.stance import asked, named, stances, strongest, top_entry
from builder.label.targets import Target, targets
from builder.label.verifiability import Claim, judge
from builder.records import Article, Attribution, Entity, Labels, Speaker

VERSION = "labeller-4"

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
    claims = judge(article.text, attributions, [answers.statement for _, answers in answered], VERSION)
    return tuple(
        _labels(reading, setting, speaker, claim, *named(chosen, answers))
        for setting, speaker, claim, (chosen, answers) in zip(places, speakers, claims, answered, strict=True)
    )


def _labels(
    reading: Reading, setting: Setting, speaker: Speaker, claim: Claim, chosen: Sequence[Target], answers: Answers
) -> Labels:
    article, attribution = reading.article, setting.attribution
    entries = stances(reading, attribution, chosen, answers)
    odds = answers.statement
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
