"""Other words in the same places, and everything that was marked as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("torch", reason="needs the train extra")

import torch

from builder.model import weights
from builder.model.encoder import TOKENIZER, pieces
from training.encoder import Encoder
from training.labels import variants
from training.labels.data import Example, stance
from training.pretrain import LanguageHead

TEXT = "Mayor Varn praised the brave guards of Tellhaven, who had stopped the angry crowd at the gate."


@pytest.fixture(scope="module")
def words(tmp_path_factory) -> variants.Words:
    """A language model that knows nothing: any whole word is as likely as any other."""
    torch.manual_seed(0)
    body = Encoder()
    kept = tmp_path_factory.mktemp("language") / "mlm.pt"
    torch.save({"bert": body.state_dict(), "head": LanguageHead(body.words.weight).state_dict()}, kept)
    return variants.Words(kept, weights.path(TOKENIZER), weights.path(TOKENIZER))


def asked() -> Example:
    holder, target = ({"start": TEXT.index(one), "end": TEXT.index(one) + len(one)} for one in ("Varn", "guards"))
    return stance({"id": "a", "text": TEXT, "holder": holder, "target": target, "label": "favor"}, pieces())


def test_marked_words_and_parts_of_words_stay(words):
    one = asked()
    chance = torch.Generator().manual_seed(1)
    (_, *names) = pieces()(["the", "Tellhaven"])
    changed = [found for _ in range(20) for found in words.reworded([one], chance)]
    assert all(len(found) == len(one.window.ids) for found in changed)
    moved = {k for found in changed for k, (a, b) in enumerate(zip(found, one.window.ids, strict=True)) if a != b}
    assert moved
    assert not moved & {*one.window.targets[0], *one.window.holder, 0, len(one.window.ids) - 1}
    in_parts = {piece for name in names if len(name) > 1 for piece in name}
    assert in_parts
    assert not moved & {k for k, piece in enumerate(one.window.ids) if piece in in_parts}
    assert all(words.whole[found[k]] for found in changed for k in moved)


def test_the_same_seed_gives_the_same_words(words):
    first, again = (list(words.reworded([asked()] * 3, torch.Generator().manual_seed(2))) for _ in range(2))
    assert first == again


def test_what_was_written_comes_back_without_answers(words, tmp_path):
    shown = {"corpora": [asked()], "own": []}
    found = list(words.reworded(variants.sources(shown), torch.Generator().manual_seed(3)))
    assert len(found) == variants.TIMES["attitude"]
    variants.write(tmp_path / "variants.npz", found)
    for one, ids in zip(variants.examples(tmp_path / "variants.npz", shown), found, strict=True):
        assert one.window.ids == ids
        assert (one.window.types, one.window.targets) == (asked().window.types, asked().window.targets)
        assert one.targets == ({},)
        assert not one.answers


def test_a_file_of_other_examples_is_refused(words, tmp_path):
    found = list(words.reworded([asked()], torch.Generator().manual_seed(3)))
    variants.write(tmp_path / "variants.npz", found)
    with pytest.raises(ValueError, match="1 windows"):
        variants.examples(tmp_path / "variants.npz", {"corpora": [asked()], "own": []})


def test_nothing_that_scales_are_fitted_on():
    assert not variants.sources({"corpora": [replace(asked(), held_out=True)], "own": []})
