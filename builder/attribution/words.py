"""The closed word classes by which noun phrases and verb groups are told apart."""

from __future__ import annotations

PRONOUNS = frozenset(
    "he she they it i we you one who everyone everybody someone somebody others many some few most both".split()
)
DETERMINERS = frozenset(
    """
    the a an his her their its our my your this that these those some many several most few one two three four five six
    seven eight nine ten dozens hundreds thousands another each every no both all other any more multiple various
    """.split()
)
# Prepositions that may stand inside a speaker's name or description: a spokesman for the ministry.
INNER = frozenset("of for from at with in on to".split())
PREPOSITIONS = INNER | frozenset(
    """
    by about into over under between among against during before after since until through throughout within without
    despite amid near behind beyond across along around as like via upon toward towards off out per
    """.split()
)
AUXILIARIES = frozenset(
    """
    has have had having is are was were be been being am do does did will would can could may might must shall should
    'd 've 's hasn't haven't hadn't isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't cannot
    couldn't mayn't mightn't mustn't shouldn't not n't
    """.split()
)
BE = frozenset("is are was were be been being am isn't aren't wasn't weren't".split())
NEGATIONS = frozenset("not never n't cannot neither nor".split())
ADVERBS = frozenset(
    """
    also since later earlier then ever still already again often once even just first now soon always sometimes thus
    further instead reportedly further
    """.split()
)
CONJUNCTIONS = frozenset(
    """
    and or but nor yet so because although though while when whenever if unless until since after before as than that
    which who whom whose where whether what how why
    """.split()
)
TIMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight
    january february march april may june july august september october november december week month year
    morning afternoon evening night
    """.split()
)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tonight".split())
CHANNELS = frozenset(
    """
    statement statements interview interviews report reports letter letters email e-mail emails tweet tweets post posts
    press reporters journalists conference briefing release speech address memo message messages filing broadcast
    column article op-ed editorial blog book memoir telegram communique note
    """.split()
)
# Documents whose author a "by" names: a survey by the University of Varn.
DOCUMENTS = frozenset(
    "report survey study poll analysis statement letter review article paper audit investigation book memo".split()
)
# Parts of the names of media: KCNA, the Harbour Courier, Radio North.
MEDIA = frozenset(
    """
    news times post journal herald tribune gazette courier press radio tv television agency magazine daily weekly
    telegraph guardian observer mail chronicle examiner star mirror express bbc cnn kcna reuters afp ap tass dpa xinhua
    cbs nbc abc npr fox msnbc bloomberg politico breitbart sky itv rt wire dispatch bulletin review standard sun
    """.split()
)


def is_negation(word: str) -> bool:
    return word in NEGATIONS or word.endswith("n't")


def is_adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NOT_ADVERBS)


_NOT_ADVERBS = frozenset(
    "family assembly ally italy july reply rally bully daily weekly monthly supply anomaly elderly".split()
)
