"""schemas/*.json -> the expectations that follow from them, and the same written down for people to read.

``python -m builder.validate.derive`` writes validation/suites/derived/<table>.yaml; a test keeps them in step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from builder import resources
from builder.validate import declared
from builder.validate.suites import Expectation, as_yaml

_HEADER = """\
# Generated from schemas/{table}.json by `python -m builder.validate.derive`. Do not edit: a test compares them.
# Expectations that a schema cannot state stand in validation/suites/{table}.yaml.
"""


def expectations(table: str) -> tuple[Expectation, ...]:
    """What the schema of ``table`` declares, as expectations, column after column; types are in facts.yaml."""
    schema = declared.schema(table)
    return tuple(_object(table, table, "", schema))


def _object(table: str, view: str, prefix: str, schema: Mapping[str, Any]) -> Iterator[Expectation]:
    for name, entry in schema["properties"].items():
        required = name in schema.get("required", ()) and not declared.nullable(entry)
        yield from _column(table, view, prefix + name, entry, required)


def _column(table: str, view: str, column: str, entry: Mapping[str, Any], required: bool) -> Iterator[Expectation]:
    kind = declared.of_property(entry)
    if kind.startswith("struct<"):
        yield from _object(table, view, f"{column}.", entry)
        return
    if required:
        yield _one(table, view, f"{column} is there", "column_values_to_not_be_null", column)
    if kind == declared.SPANS:
        name = f"{column} is in order"
        yield _one(table, view, name, "spans_to_be_ordered", column)
        if entry.get("minItems"):
            yield _one(table, view, f"{column} is not empty", "column_value_lengths_to_be_between", column, min_value=1)
    elif kind.startswith("list<"):
        yield from _entries(table, column, entry["items"])
    else:
        yield from _values(table, view, column, entry)


def _entries(table: str, column: str, entry: Mapping[str, Any]) -> Iterator[Expectation]:
    """The entries of a list are rows of a view of their own."""
    if "properties" in entry:
        yield from _object(table, column, "", entry)
    else:
        yield from _column(table, column, column, entry, required=True)


def _values(table: str, view: str, column: str, entry: Mapping[str, Any]) -> Iterator[Expectation]:
    if "enum" in entry:
        values = [value for value in entry["enum"] if value is not None]
        name = f"{column} is one of the declared values"
        yield _one(table, view, name, "column_values_to_be_in_set", column, value_set=values)
    if "pattern" in entry:
        name = f"{column} has the declared form"
        yield _one(table, view, name, "column_values_to_match_regex", column, regex=entry["pattern"])
    if "minLength" in entry:
        name = f"{column} is not empty"
        yield _one(table, view, name, "column_value_lengths_to_be_between", column, min_value=entry["minLength"])
    bounds = {f"{side}_value": entry[f"{side}imum"] for side in ("min", "max") if f"{side}imum" in entry}
    if bounds:
        yield _one(table, view, f"{column} lies within its bounds", "column_values_to_be_between", column, **bounds)


def _one(table: str, view: str, name: str, kind: str, column: str, **arguments: Any) -> Expectation:
    prefix = "" if view == table else f"{view}: "
    return Expectation(
        table=table,
        view=view,
        name=prefix + name,
        expectation=f"expect_{kind}",
        kwargs={"column": column, **arguments},
        severity="critical",
        meaning=f"By schemas/{table}.json, {prefix}{name}.",
    )


def main() -> None:
    """Writes the derived suites beside the hand-written ones."""
    folder = resources.find("validation", "suites") / "derived"
    folder.mkdir(exist_ok=True)
    for table in declared.TABLES:
        (folder / f"{table}.yaml").write_text(document(table), encoding="utf-8", newline="\n")


def document(table: str) -> str:
    """The text of validation/suites/derived/<table>.yaml."""
    return _HEADER.format(table=table) + as_yaml(table, expectations(table))


if __name__ == "__main__":
    main()
