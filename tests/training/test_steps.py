"""The commands that make the models: each is there and knows its arguments, and what is done is not done again."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the train extra")

from training import attribution, labelling, steps

WORK, CORPORA = Path("work"), Path("corpora")
MINILM = Path("minilm")
ALL = [*attribution.steps(WORK, CORPORA, MINILM), *labelling.steps(WORK, CORPORA, MINILM, Path("mpnet"))]


@pytest.mark.parametrize("command", [command for _, command in ALL], ids=lambda command: command[0])
def test_every_command_knows_its_arguments(command, monkeypatch):
    module = importlib.import_module(command[0])
    known = getattr(module, "arguments", None)
    if known is not None:
        monkeypatch.setattr(sys, "argv", command)
        assert known() is not None
    else:
        assert callable(module.main)


def test_what_is_written_is_not_written_again(tmp_path, capfd):
    there, new = tmp_path / "there", tmp_path / "folder" / "done"
    there.touch()
    steps.run([(there, ["no_such_module"]), (new, ["platform"]), (new, ["no_such_module"])])
    assert new.exists()
    assert "platform" in capfd.readouterr().out
