"""Counts over a version."""

from __future__ import annotations

from pathlib import Path

from builder.config import Config
from builder.dataset import Tables, release
from builder.dataset.stats import statistics


def test_counts(made: Tables, tmp_path: Path, config: Config, accept) -> None:
    found = statistics(release(made, tmp_path, config=config, validate=accept).path)
    assert found.counts["outlet"] == {"Gazette": 2, "Courier": 1, "Herald": 1}
    assert list(found.counts["outlet"]) == ["Gazette", "Courier", "Herald"]
    assert found.counts["speaker"] == {"Ida Prell": 2, "Tam Orrin": 1, None: 1}
    assert found.counts["quote_type"] == {"direct": 3, "indirect": 0, "mixed": 1}
    assert found.counts["stance"] == {"favor": 0, "neutral": 0, "against": 1, None: 3}
    assert found.counts["licence"] == {"CC-BY-4.0": 2, None: 1}
    assert {k: v for k, v in found.counts["reject_reason"].items() if v} == {"byline": 1, "no_cue": 1}
    assert set(found.counts["flags"].values()) == {0}
    assert found.total("quotes") == 4
    assert found.utterances == 3
    assert found.words == sum(made.articles["word_count"].to_pylist())
