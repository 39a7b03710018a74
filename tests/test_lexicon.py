"""The reporting verbs: forms, lemmas, and what the file must keep to."""

from __future__ import annotations

import pytest

from builder import lexicon


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("Said", "say"),
        ("told", "tell"),
        ("writes", "write"),
        ("replied", "reply"),
        ("admitted", "admit"),
        ("agreed", "agree"),
        ("announcing", "announce"),
        ("stressed", "stress"),
        ("pointed out", "point out"),
        ("pointing  out", "point out"),
        ("called for", "call for"),
        ("went on to say", "go on to say"),
        ("according to", "according to"),
        ("denied", "deny"),
        ("quipped", "quip"),
        ("echoes", "echo"),
    ],
)
def test_forms_lead_to_their_lemma(form: str, lemma: str) -> None:
    found = lexicon.cue_of_form(form)
    assert found is not None
    assert found.lemma == lemma


@pytest.mark.parametrize("form", ["", "ferry", "saidd", "that"])
def test_other_words_are_no_cues(form: str) -> None:
    assert lexicon.cue_of_form(form) is None


@pytest.mark.parametrize(
    ("lemma", "framing"),
    [
        *((lemma, "affirming") for lemma in ("confirm", "reveal", "point out", "admit", "note", "concede", "show")),
        *((lemma, "doubt") for lemma in ("claim", "allege", "purport")),
        *((lemma, "neutral") for lemma in ("say", "tell", "add", "warn", "vow", "deny", "insist", "recall", "assert")),
        *((lemma, "neutral") for lemma in ("explain", "boast", "tout", "speculate", "suggest", "maintain")),
    ],
)
def test_framing_by_the_labelling_rules(lemma: str, framing: str) -> None:
    found = lexicon.cue(lemma)
    assert found is not None
    assert found.framing == framing


def test_thought_and_denial() -> None:
    assert all(not found.speech for lemma in ("think", "hope", "believe", "fear") if (found := lexicon.cue(lemma)))
    denied = {entry.lemma for entry in lexicon.cues() if entry.polarity == "denies"}
    assert {"deny", "reject", "rule out", "refute"} <= denied


def test_the_file_keeps_to_its_own_rules() -> None:
    lemmas = [entry.lemma for entry in lexicon.cues()]
    assert len(lemmas) == len(set(lemmas)) >= 250
    for entry in lexicon.cues():
        assert entry.kind in {"verb", "preposition"}
        assert entry.framing in {"affirming", "doubt", "neutral"}
        assert all(form == form.casefold().strip() for form in entry.forms), entry.lemma
        assert entry.forms[0] == entry.lemma


def test_no_form_belongs_to_two_cues() -> None:
    owners: dict[str, set[str]] = {}
    for entry in lexicon.cues():
        for form in entry.forms:
            owners.setdefault(form, set()).add(entry.lemma)
    assert {form: lemmas for form, lemmas in owners.items() if len(lemmas) > 1} == {}
