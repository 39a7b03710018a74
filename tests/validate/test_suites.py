from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder import resources
from builder.config import Validation
from builder.errors import ConfigError
from builder.validate import declared, derive, suites
from builder.validate.checkpoint import Checkpoint

TABLES = (*declared.TABLES, "facts")
GOOD = """\
table: quotes
expectations:
- name: a name
  expectation: expect_column_values_to_not_be_null
  kwargs: {column: quote}
  severity: critical
  meaning: A reason.
"""


@pytest.mark.parametrize("table", declared.TABLES)
def test_derived_suites_are_in_step_with_the_schemas(table: str) -> None:
    path = resources.find("validation", "suites", "derived", f"{table}.yaml")
    assert path.read_text(encoding="utf-8") == derive.document(table), "run: python -m builder.validate.derive"
    assert suites.read(path, table) == derive.expectations(table)


@pytest.mark.parametrize("table", TABLES)
def test_suites_say_why_in_a_sentence(table: str) -> None:
    for expectation in suites.load(table):
        assert re.fullmatch(r"[A-Z\w].*[.]", expectation.meaning), expectation.name
        assert expectation.columns, expectation.name


@pytest.mark.parametrize("table", declared.TABLES)
def test_derived_covers_every_enum_pattern_and_required_column(table: str) -> None:
    names = {(e.view, e.name) for e in derive.expectations(table)}
    for column, entry in declared.schema(table)["properties"].items():
        if "enum" in entry:
            assert (table, f"{column} is one of the declared values") in names
        if "pattern" in entry:
            assert (table, f"{column} has the declared form") in names
        if not declared.nullable(entry) and "properties" not in entry:
            assert (table, f"{column} is there") in names


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("severity: critical", "severity: critcal"), "critical"),
        (("severity: critical", "gravity: critical"), "unknown key 'gravity'"),
        (("meaning: A reason.", ""), "'meaning' is missing"),
        (("column: quote", "column: quote, max_value: $max_drfit"), r"\$max_drift"),
        (("table: quotes", "table: articles"), "table: quotes"),
        (("meaning: A reason.", "meaning: A reason.\n  needs: luck"), "needs 'luck'"),
        (("- name: a name", "- name: [a"), "not valid YAML"),
    ],
)
def test_what_a_suite_says_wrongly_is_named(change: tuple[str, str], message: str, tmp_path: Path) -> None:
    path = tmp_path / "quotes.yaml"
    path.write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(ConfigError, match=message) as caught:
        suites.read(path, "quotes")
    assert caught.value.where == str(path)


def test_two_expectations_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "quotes.yaml"
    path.write_text(GOOD + GOOD.split("expectations:\n")[1], encoding="utf-8")
    with pytest.raises(ConfigError, match="two expectations are called 'a name'"):
        suites.read(path, "quotes")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("expect_column_values_to_not_be_null", "expect_column_values_to_not_be_nul"), "to_not_be_null"),
        (("{column: quote}", "{column: quote, colour: red}"), "kwargs do not fit"),
    ],
)
def test_what_great_expectations_does_not_know_is_named(change: tuple[str, str], message: str, tmp_path: Path) -> None:
    import pandas as pd

    path = tmp_path / "quotes.yaml"
    path.write_text(GOOD.replace(*change), encoding="utf-8")
    checkpoint = Checkpoint(suites.read(path, "quotes"))
    with pytest.raises(ConfigError, match=message):
        checkpoint.run(pd.DataFrame({"row": ["a"], "quote": ["b"]}))


def test_bounds_come_from_the_configuration() -> None:
    bounded = [e.bounded(Validation(max_drift=0.05)) for e in suites.load("facts")]
    drift = next(e for e in bounded if e.kwargs.get("column") == "drift_stance")
    assert drift.kwargs["max_value"] == 0.05
    assert not [e for e in bounded for value in e.kwargs.values() if isinstance(value, str) and value.startswith("$")]
