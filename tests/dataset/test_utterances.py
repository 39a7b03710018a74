"""Which quotes are one utterance."""

from __future__ import annotations

import random

import pytest

from builder.dataset.utterances import Spoken, quoted_words, utterances

WHOLE = "“We did not close the harbour, and we never will while I am minister,”"


def spoken(name: str, quote: str, speaker: str | None = "prell", kind: str = "direct") -> Spoken:
    return Spoken(name, quote, kind, speaker)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(spoken("a", WHOLE), spoken("b", "‘We did not close the Harbour, and’"), True, id="cut of it"),
        pytest.param(spoken("a", WHOLE), spoken("b", "''never will while I am minister''"), True, id="its end"),
        pytest.param(
            spoken("a", WHOLE), spoken("b", "“we never will while I”"), False, id="five words of a longer one"
        ),
        pytest.param(spoken("a", "“We never will, sir.”"), spoken("b", "“we never will – sir”"), True, id="four words"),
        pytest.param(spoken("a", "“We never will.”"), spoken("b", "“We never will.”"), False, id="three words"),
        pytest.param(
            spoken("a", "“Isn’t it time to go”"), spoken("b", "“Isn't it time to go”"), True, id="apostrophes"
        ),
        pytest.param(
            spoken(
                "a",
                "“They drove the enemy out of the territory of the Sellian Republic with bravery that no one matched,”",
            ),
            spoken(
                "b", "“Obrenia had invaded the territory of the Sellian Republic and it will have to answer for that,”"
            ),
            False,
            id="a stock phrase in two long quotes",
        ),
        pytest.param(spoken("a", WHOLE), spoken("b", WHOLE, "orrin"), False, id="two known speakers"),
        pytest.param(spoken("a", WHOLE), spoken("b", WHOLE, None), True, id="one speaker unknown"),
        pytest.param(spoken("a", WHOLE, None), spoken("b", WHOLE, None), True, id="both unknown"),
        pytest.param(spoken("a", WHOLE), spoken("b", WHOLE[1:-1], kind="indirect"), False, id="paraphrase"),
        pytest.param(
            spoken("a", WHOLE),
            spoken("b", "that they would stay: “we never will while I am minister”", kind="mixed"),
            True,
            id="quoted words of a mixed one",
        ),
        pytest.param(
            spoken("a", WHOLE),
            spoken("b", "that they never will while I am minister of “the harbour”", kind="mixed"),
            False,
            id="paraphrased words of a mixed one",
        ),
    ],
)
def test_pairs(one: Spoken, other: Spoken, same: bool) -> None:
    first, second = utterances([one, other])
    assert (first == second) is same


@pytest.mark.parametrize(
    "quote",
    [
        "that it opened a “new chapter in history”",
        'that it opened a "new chapter in history"',
        "that it opened a 'new chapter in history'",
        "that it opened a ‘new chapter in history’",
        "that it opened a ''new chapter in history''",
        "that it opened a «new chapter in history»",
        "that it opened a „new chapter in history“",
        "that it wasn’t theirs to open the “new chapter in history",
    ],
)
def test_quoted_words_of_a_mixed_quote(quote: str) -> None:
    assert quoted_words(spoken("a", quote, kind="mixed")) == ("new", "chapter", "in", "history")


def test_speakers_do_not_hide_one_another() -> None:
    """prell, orrin, prell: the words stand between, the speaker decides."""
    ids = utterances([spoken("a", WHOLE), spoken("b", WHOLE, "orrin"), spoken("c", WHOLE)])
    assert ids[0] == ids[2] != ids[1]


def test_a_row_without_speaker_joins_neither_of_two() -> None:
    ids = utterances([spoken("a", WHOLE), spoken("b", WHOLE, None), spoken("c", WHOLE, "orrin")])
    assert len(set(ids)) == 3


def test_a_row_without_speaker_never_ties_two_speakers_together() -> None:
    left, right = "“the pier is closed until the end of May”", "“nobody asked us what we had wanted to do”"
    ids = utterances(
        [spoken("a", left), spoken("b", left[:-1] + " and " + right[1:], None), spoken("c", right, "orrin")]
    )
    assert ids[0] == ids[1] != ids[2]


def test_joining_is_transitive() -> None:
    middle = "“one two three four five six seven eight nine ten eleven twelve”"
    ids = utterances(
        [
            spoken("a", "“one two three four five six”"),
            spoken("b", middle),
            spoken("c", "“seven eight nine ten eleven twelve”"),
        ]
    )
    assert len(set(ids)) == 1


def test_the_groups_do_not_depend_on_the_order() -> None:
    words = [f"w{n}" for n in range(30)]
    quotes = [spoken(f"q{start}", "“" + " ".join(words[start : start + 8]) + "”") for start in range(0, 22, 2)]
    quotes += [spoken(f"r{n}", f"“quite another matter number {n}”", "orrin") for n in range(5)]
    expected = dict(zip([q.quote_id for q in quotes], utterances(quotes), strict=True))
    assert len(set(expected.values())) == 1 + 5  # runs of eight words that start two apart share six
    for seed in range(4):
        shuffled = random.Random(seed).sample(quotes, len(quotes))
        assert dict(zip([q.quote_id for q in shuffled], utterances(shuffled), strict=True)) == expected


def test_nothing_is_no_utterance() -> None:
    assert utterances([]) == []
    assert len(set(utterances([spoken("a", "“”"), spoken("b", "“”")]))) == 2


def test_wire_copy_in_many_outlets_is_one_utterance() -> None:
    quotes = [spoken(f"q{n}", WHOLE if n % 3 else "“we did not close the harbour”") for n in range(200)]
    assert len(set(utterances(quotes))) == 1
