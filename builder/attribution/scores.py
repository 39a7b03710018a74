"""How often each rule is right: the score of an attribution.

The share of a rule's attributions whose content (word overlap of half or more) and source are those of the gold of
PolNeAR, train and dev together (924 articles of US political news; the rules were written looking at the former).
Rough: it says which rules to trust, not how sure one attribution is.
"""

from __future__ import annotations

_PRECISION = {
    "joined": 0.98,  # “…,” Ames said. “…”
    "signature": 0.92,  # “…” — Ann Lee, harbour master
    "inverted": 0.90,  # “…,” said Ames
    "label": 0.90,  # Ann Lee: “…”
    "preceded": 0.89,  # “…,” Ames said
    "cue_quote": 0.83,  # Ames said: “…”
    "preposition": 0.82,  # according to Ames
    "colon_before": 0.81,  # Ames told the council: / “…”
    "cue_bare": 0.80,  # Ames said the ship left
    "cue_that": 0.79,
    "participle_quote": 0.73,  # …, adding: “…”
    "participle_bare": 0.71,
    "participle_that": 0.70,
    "unlisted_cue": 0.80,  # “…,” she spluttered
    "cue_noun": 0.66,  # Ames called the plan “a disgrace”
    "cue_to": 0.65,  # Ames vowed to leave
    "participle_noun": 0.60,
    "participle_to": 0.54,
    "floating": 0.38,  # a quotation that inherits its source
    # Too few in PolNeAR, or left out of its annotation; set by hand.
    "transcript": 0.90,  # Q: … A: …
    "quoted_by": 0.80,  # KCNA quoted Kim as saying
    "unattributed_quote": 0.30,  # two in three are contents of somebody, but nobody is named here
}


def of(method: str) -> float:
    """The score of an attribution found by ``method``; KeyError for a method without one."""
    return _PRECISION[method]
