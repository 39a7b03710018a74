"""The declaration in schemas/*.json in, everything that must agree with it out: Arrow types, features, label sets.

Nothing about a column is said twice: what is not in the JSON Schema is not known here.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder import resources

if TYPE_CHECKING:
    import pyarrow as pa
    from datasets import Features

TABLES = ("quotes", "articles", "speakers", "rejects")
KEYS = {"quotes": "quote_id", "articles": "article_id", "speakers": "speaker_id", "rejects": "reject_id"}
SPLITS = ("train", "validation", "test")
_SCALARS = {
    "string": "string",
    "integer": "int64",
    "number": "float64",
    "boolean": "bool",
    "timestamp": "timestamp[us, tz=UTC]",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column, or one part of a nested column."""

    name: str
    type: str  # string, integer, number, boolean, timestamp, array, object
    nullable: bool
    title: str
    description: str
    example: Any
    labels: tuple[str, ...] = ()  # the declared set, in its order; empty when the values are open
    fields: tuple[Field, ...] = ()  # of an object
    element: Field | None = None  # of an array
    definition: str = ""  # the shared definition it refers to: "span"


@functools.cache
def load(table: str) -> Mapping[str, Any]:
    """The JSON Schema of ``table`` as declared."""
    schema: dict[str, Any] = json.loads(resources.find("schemas", f"{table}.json").read_text(encoding="utf-8"))
    return schema


@functools.cache
def fields(table: str) -> tuple[Field, ...]:
    """The columns of ``table`` in their order."""
    schema = load(table)
    return tuple(_field(name, declared, schema) for name, declared in schema["properties"].items())


def columns(table: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(table))


def _field(name: str, declared: Mapping[str, Any], root: Mapping[str, Any]) -> Field:
    definition = declared.get("$ref", "").rpartition("/")[2]  # "#/$defs/span"
    if definition:  # what stands beside the reference wins over what it refers to
        declared = {**root["$defs"][definition], **declared}
    types = [declared["type"]] if isinstance(declared["type"], str) else list(declared["type"])
    kind = next(each for each in types if each != "null")
    if kind == "string" and declared.get("format") == "date-time":
        kind = "timestamp"
    return Field(
        name=name,
        type=kind,
        nullable="null" in types,
        title=declared.get("title", ""),
        description=declared.get("description", ""),
        example=next(iter(declared.get("examples", ())), None),
        labels=tuple(value for value in declared.get("enum", ()) if value is not None),
        fields=tuple(_field(n, d, root) for n, d in declared.get("properties", {}).items()),
        element=_field("item", declared["items"], root) if kind == "array" else None,
        definition=definition,
    )


def walk(table: str) -> Iterator[tuple[str, Field]]:
    """Every field of ``table`` with its path: ``stances``, ``stances[].kind``, ``scores.speaker``."""
    for field in fields(table):
        yield from _walk(field.name, field)


def _walk(path: str, field: Field) -> Iterator[tuple[str, Field]]:
    yield path, field
    inner, mark = (field.element, "[]") if field.element else (field, "")
    if field.element and field.element.labels:
        yield path + mark, field.element
    for part in inner.fields:
        yield from _walk(f"{path}{mark}.{part.name}", part)


def labels(table: str) -> dict[str, tuple[str, ...]]:
    """The declared label sets of ``table`` by path."""
    return {path: field.labels for path, field in walk(table) if field.labels}


def arrow(table: str) -> pa.Schema:
    """The Arrow schema of ``table``; every field nullable, as in Parquet files made by others."""
    import pyarrow as pa

    return pa.schema([(field.name, _arrow(field)) for field in fields(table)])


def _arrow(field: Field) -> pa.DataType:
    import pyarrow as pa

    if field.element:
        return pa.list_(_arrow(field.element))
    if field.fields:
        return pa.struct([(part.name, _arrow(part)) for part in field.fields])
    scalars: dict[str, pa.DataType] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "timestamp": pa.timestamp("us", tz="UTC"),
    }
    return scalars[field.type]


def features(table: str) -> Features:
    """The Hugging Face features of ``table``. Labels are plain strings, readable without a table of numbers."""
    from datasets import Features

    return Features({field.name: _feature(field) for field in fields(table)})


def _feature(field: Field) -> Any:
    from datasets import List, Value

    if field.element:
        return List(_feature(field.element))
    if field.fields:
        return {part.name: _feature(part) for part in field.fields}
    return Value(_SCALARS[field.type])


def types(table: str) -> dict[str, str]:
    """Type of every field by path, as the manifest and the card state it: ``list<span>``, ``string?``."""
    return {path: type_name(field) for path, field in walk(table)}


def type_name(field: Field) -> str:
    """Type of one field in words; a question mark says that it may be null."""
    if field.element:
        name = f"list<{type_name(field.element)}>"
    elif field.fields:
        name = field.definition or "struct"
    else:
        name = _SCALARS[field.type]
    return name + ("?" if field.nullable else "")


def digest() -> str:
    """SHA-256 over the four schemas, independent of their layout in the files."""
    canonical = json.dumps([load(table) for table in TABLES], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
