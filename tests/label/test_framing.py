"""The decided cases of the outlet's attitude to a statement: news sentence -> label, devices, words of the reason."""

from __future__ import annotations

import pytest

# id, marked text, framing, devices in order of the text, a word of the reason
CASES = [
    ("said", "{The dam is safe,} [Ida Prell] <said>.", "neutral", [], "no sign"),
    ("according_to", "<According to> [the port office], {two ships sank}.", "neutral", [], "no sign"),
    ("confirmed", "[The ministry] <confirmed> {that the bridge was shut}.", "endorse", ["affirming_cue"], "confirmed"),
    ("pointed_out", "[She] <pointed out> {that rents had doubled}.", "endorse", ["affirming_cue"], "pointed out"),
    ("acknowledged", "[He] <acknowledged> {the delay}.", "endorse", ["affirming_cue"], "acknowledged"),
    ("claimed", "[The general] <claimed> {that the town had fallen}.", "distance", ["doubt_cue"], "claimed"),
    ("headline_claims", "{Harbour is finished}, <claims> [mayor]", "distance", ["doubt_cue"], "claims"),
    ("alleged", "[Critics] <alleged> {that votes were bought}.", "distance", ["doubt_cue"], "alleged"),
    ("denied", "[The ministry] <denied> {that shells had landed}.", "neutral", [], "no sign"),
    ("warned", "[Prell] <warned> {that the dam would break}.", "neutral", [], "no sign"),
    ("promised", "[Prell] <promised> {to rebuild the pier}.", "neutral", [], "no sign"),
    ("explained", "[Prell] <explained> {that the pier was old}.", "neutral", [], "no sign"),
    ("suggested", "[Prell] <suggested> {that the pier was old}.", "neutral", [], "no sign"),
    ("insisted_alone", "[Prell] <insisted> {that the pier was safe}.", "neutral", [], "no sign"),
    (
        "insisted_with_contradiction",
        "[Prell] <insisted> {that the pier was safe}. In fact, it had been closed twice.",
        "distance",
        ["doubt_cue", "contradiction"],
        "In fact",
    ),
    ("claimed_asylum", "[The sailor] <claimed> {asylum in Marrow}.", "neutral", [], "no sign"),
    ("claimed_damages", "[The tenants] <claimed> {the full damages}.", "neutral", [], "no sign"),
    ("plaintiffs_claim", "[The plaintiffs] <claim> {that the contract was void}.", "neutral", [], "no sign"),
    ("negated_doubt", "[Prell] <never claimed> {that the pier was safe}.", "neutral", [], "no sign"),
    ("negated_doubt_before", "[Prell] did not <claim> {that the pier was safe}.", "neutral", [], "no sign"),
    ("negated_affirm", "[Prell] <has not confirmed> {that the pier was safe}.", "neutral", [], "no sign"),
    ("negation_elsewhere", "It wasn't easy, [Prell] <noted>, {to cross}.", "endorse", ["affirming_cue"], "noted"),
    (
        "bizarrely",
        "[Prell] bizarrely <said> {that gulls had sunk the ferry}.",
        "distance",
        ["evaluative_adverb"],
        "bizarrely",
    ),
    ("falsely", "[Prell] falsely <said> {that the ferry was full}.", "distance", ["evaluative_adverb"], "falsely"),
    (
        "without_evidence",
        "Without evidence, [Prell] <said> {that the vote was bought}.",
        "distance",
        ["evaluative_adverb"],
        "Without evidence",
    ),
    (
        "without_offering_evidence",
        "{The vote was bought,} [Prell] <said> without offering any evidence.",
        "distance",
        ["evaluative_adverb"],
        "evidence",
    ),
    (
        "so_called",
        "[Envoys of the so-called republic] <said> {that the border was open}.",
        "distance",
        ["so_called"],
        "so-called",
    ),
    (
        "scare_quotes",
        "In the “liberated” town, [Prell] <said>, {the shops were open}.",
        "distance",
        ["scare_quotes"],
        "liberated",
    ),
    ("quoted_name_is_no_scare_quote", "[“Harbour Show” host Ann Lee] <said> {it was late}.", "neutral", [], "no sign"),
    (
        "fragment_inside_content_is_no_scare_quote",
        "[Prell] <said> {that the “liberated” town was calm}.",
        "neutral",
        [],
        "no sign",
    ),
    ("hedge_alone", "[Prell] reportedly <said> {that the pier was old}.", "neutral", ["hedge"], "no sign"),
    (
        "contradiction_next_sentence",
        "{Nobody was hurt,} [Prell] <said>. There is no evidence for this.",
        "distance",
        ["contradiction"],
        "no evidence",
    ),
    (
        "contradiction_same_sentence",
        "[Prell] <said> {that the vote was bought}, but has not provided evidence.",
        "distance",
        ["contradiction"],
        "evidence",
    ),
    (
        "contradiction_sentence_before",
        "In reality the pier was shut. {The pier is open,} [Prell] <said>.",
        "distance",
        ["contradiction"],
        "In reality",
    ),
    (
        "records_contradict",
        "{We were never warned,} [Prell] <said>. But records show two letters.",
        "distance",
        ["contradiction", "corroboration"],
        "records show",
    ),
    (
        "denial_by_someone_else",
        "{The pier was shelled,} [Prell] <said>. The army said there was no evidence for this.",
        "neutral",
        [],
        "no sign",
    ),
    (
        "quoted_rebuttal",
        "{The pier was shelled,} [Prell] <said>. “In fact, it was not,” Lee answered.",
        "neutral",
        [],
        "no sign",
    ),
    (
        "corroboration_next_sentence",
        "{The fine was paid,} [Prell] <said>. Records show the payment in May.",
        "endorse",
        ["corroboration"],
        "Records show",
    ),
    ("as_clause", "As [the Herald] <reported>, {two ships sank}.", "endorse", ["corroboration"], "As"),
    ("rightly", "[Prell] rightly <said> {that the pier was shut}.", "endorse", ["corroboration"], "rightly"),
    (
        "doubt_wins_over_affirming_verb",
        "Without evidence, [Prell] <pointed out> {that the vote was bought}.",
        "distance",
        ["evaluative_adverb", "affirming_cue"],
        "Without evidence",
    ),
    (
        "doubt_wins_over_corroboration",
        "[Prell] <claimed> {that the fine was paid}. Records show the payment in May.",
        "distance",
        ["doubt_cue", "corroboration"],
        "claimed",
    ),
    (
        "loaded_description_alone",
        "[Strongman Oto Varr] <said> {it was late}.",
        "neutral",
        ["loaded_description"],
        "no sign",
    ),
    (
        "loaded_description_and_verb",
        "[The ruler's puppet Oto Varr] <claimed> {it was late}.",
        "distance",
        ["loaded_description", "doubt_cue"],
        "claimed",
    ),
    (
        "adverb_of_another_clause",
        "[Prell] <said> {that the pier was shut}, but Lee falsely blamed the crew.",
        "neutral",
        [],
        "no sign",
    ),
    ("adverb_inside_content", "[Prell] <said> {he had been falsely accused}.", "neutral", [], "no sign"),
]


@pytest.mark.parametrize(("text", "framing", "devices", "reason"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_decided_cases(case, text, framing, devices, reason):
    labels = case(text).labels
    assert (labels.framing.value, [d.device for d in labels.framing_devices]) == (framing, devices)
    assert reason in labels.framing.reason


@pytest.mark.parametrize(
    ("outlet", "speaker", "framing"),
    [
        ("KCNA", "KCNA", "endorse"),
        ("KCNA", "Korean Central News Agency", "endorse"),
        ("The Marrow Herald", "Marrow Herald", "endorse"),
        ("Marrow Herald", "KCNA", "neutral"),
        (None, "KCNA", "neutral"),
        ("KCNA", None, "neutral"),
    ],
)
def test_a_medium_in_its_own_text_speaks_in_its_own_voice(case, outlet, speaker, framing):
    labels = case("{The harvest was good,} [KCNA] <continued>.", outlet=outlet, speaker=speaker).labels
    assert labels.framing.value == framing
    assert ("itself" in labels.framing.reason) == (framing == "endorse")


def test_evidence_is_the_devices_that_decided(case):
    one = case("[Prell] falsely <claimed> {that the ferry was full}.")
    words = [span.of(one.article.text) for span in one.labels.framing.evidence]
    assert words == ["falsely", "claimed"]


def test_furniture_next_to_the_quote_is_not_the_outlets_voice(case):
    text = "{The pier is open,} [Prell] <said>.\n\nIn fact, this is a caption.\n\nThe ferry left at noon."
    assert case(text).labels.framing.value == "distance"
    assert case(text, furniture="In fact, this is a caption.").labels.framing.value == "neutral"
