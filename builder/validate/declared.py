"""schemas/*.json -> what each column is declared to be, in a notation that Arrow types are written in as well.

``list<struct<end: integer, start: integer>>`` says the same of a JSON Schema and of an Arrow type; widths (int32 or
int64, string or large_string) are the writer's business and not compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from builder import resources

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

TABLES = ("quotes", "articles", "speakers", "rejects")
KEYS = {"quotes": "quote_id", "articles": "article_id", "speakers": "speaker_id", "rejects": "reject_id"}
SPANS = "list<struct<end: integer, start: integer>>"


@cache
def schema(table: str) -> Mapping[str, Any]:
    """The JSON Schema of ``table`` with every ``$ref`` into its own ``$defs`` filled in."""
    raw = json.loads(resources.find("schemas", f"{table}.json").read_text(encoding="utf-8"))
    definitions = raw.pop("$defs", {})

    def filled(node: Any) -> Any:
        if isinstance(node, list):
            return [filled(entry) for entry in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            rest = {key: value for key, value in node.items() if key != "$ref"}
            return filled({**definitions[node["$ref"].removeprefix("#/$defs/")], **rest})
        return {key: filled(value) for key, value in node.items()}

    result: dict[str, Any] = filled(raw)
    return result


def columns(table: str) -> dict[str, str]:
    """Every column of ``table`` with its declared type."""
    return {name: of_property(declared) for name, declared in schema(table)["properties"].items()}


def nullable(declared: Mapping[str, Any]) -> bool:
    return isinstance(declared["type"], list) and "null" in declared["type"]


def of_property(declared: Mapping[str, Any]) -> str:
    """The type a JSON Schema property declares, null or not."""
    kinds = declared["type"] if isinstance(declared["type"], list) else [declared["type"]]
    kind = next(k for k in kinds if k != "null")
    if kind == "array":
        return f"list<{of_property(declared['items'])}>"
    if kind == "object":
        inner = sorted((name, of_property(entry)) for name, entry in declared["properties"].items())
        return _struct(inner)
    return "timestamp" if declared.get("format") == "date-time" else str(kind)


def of_arrow(found: pa.DataType) -> str:
    """The notation of an Arrow type; Arrow's own name for one that no table uses."""
    import pyarrow.types as kinds

    if kinds.is_list(found) or kinds.is_large_list(found):
        return f"list<{of_arrow(found.value_type)}>"
    if kinds.is_struct(found):
        return _struct(sorted((field.name, of_arrow(field.type)) for field in found))
    tests: tuple[tuple[str, Callable[[Any], bool]], ...] = (
        ("string", kinds.is_string),
        ("string", kinds.is_large_string),
        ("string", kinds.is_string_view),
        ("integer", kinds.is_integer),
        ("number", kinds.is_floating),
        ("boolean", kinds.is_boolean),
        ("timestamp", kinds.is_timestamp),
    )
    return next((name for name, holds in tests if holds(found)), str(found))


def polars_type(declared: Mapping[str, Any]) -> pl.DataType:
    """The polars type of a declared column, for a table that has no file."""
    import polars as pl

    notation = of_property(declared)
    scalars: dict[str, pl.DataType] = {
        "string": pl.String(),
        "integer": pl.Int64(),
        "number": pl.Float64(),
        "boolean": pl.Boolean(),
        "timestamp": pl.Datetime("us", "UTC"),
    }
    if notation in scalars:
        return scalars[notation]
    if notation.startswith("list<"):
        return pl.List(polars_type(declared["items"]))
    return pl.Struct({name: polars_type(entry) for name, entry in declared["properties"].items()})


def _struct(fields: list[tuple[str, str]]) -> str:
    return "struct<" + ", ".join(f"{name}: {kind}" for name, kind in fields) + ">"
