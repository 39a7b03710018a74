"""schemas/*.json, the records' Literal types, Arrow, the features and the card say the same."""

from __future__ import annotations

from typing import get_args

import pyarrow as pa
import pytest
from datasets import Features

from builder import records
from builder.dataset import schema

# Path of a label set -> the Literal type of the records it must equal.
DECLARED = {
    ("quotes", "quote_type"): records.QuoteType,
    ("quotes", "polarity"): records.Polarity,
    ("quotes", "speaker_kind"): records.Kind,
    ("quotes", "speaker_reference"): records.Reference,
    ("quotes", "sourcing"): records.Sourcing,
    ("quotes", "stance"): records.StanceValue,
    ("quotes", "stances[].stance"): records.StanceValue,
    ("quotes", "stances[].kind"): records.TargetKind,
    ("quotes", "stances[].basis"): records.Basis,
    ("quotes", "framing"): records.FramingValue,
    ("quotes", "framing_devices[].device"): records.DeviceName,
    ("quotes", "verifiability"): records.VerifiabilityValue,
    ("quotes", "claim_type"): records.ClaimType,
    ("quotes", "provenance.extractor"): records.Origin,
    ("quotes", "provenance.speaker"): records.Origin,
    ("quotes", "provenance.stance"): records.Origin,
    ("quotes", "provenance.framing"): records.Origin,
    ("quotes", "provenance.verifiability"): records.Origin,
    ("articles", "syndication[].kind"): records.SyndicationKind,
    ("speakers", "kind"): records.Kind,
    ("rejects", "stage"): records.Stage,
}


@pytest.mark.parametrize(("table", "path"), DECLARED)
def test_labels_are_those_of_the_records(table: str, path: str) -> None:
    assert schema.labels(table)[path] == get_args(DECLARED[table, path])


def test_every_label_set_is_compared_with_the_records() -> None:
    # named by the stages, which say what they found or may be told
    open_sets = {("quotes", "flags[]"), ("quotes", "reviewed_fields[]"), ("rejects", "reason")}
    of_records = {("articles", "published_at_precision"), ("articles", "source_format")}  # an attribute, no type alias
    declared = {(table, path) for table in schema.TABLES for path in schema.labels(table)}
    assert declared == DECLARED.keys() | open_sets | of_records


@pytest.mark.parametrize("table", schema.TABLES)
def test_arrow_schema_is_that_of_the_features(table: str) -> None:
    features = schema.features(table)
    assert schema.arrow(table) == features.arrow_schema.remove_metadata()
    assert Features._from_yaml_list(features._to_yaml_list()) == features


@pytest.mark.parametrize("table", schema.TABLES)
def test_every_field_says_what_it_is(table: str) -> None:
    """Title, description and example; the example is of the declared type and among the labels."""
    for path, field in schema.walk(table):
        if path.endswith("[]"):  # the element of a list of labels: the list has the words
            continue
        assert field.title, path
        assert field.description, path
        assert field.example is not None, path
        pa.array([field.example], _storable(schema._arrow(field)))
        if field.labels:
            assert field.example in field.labels, path


def _storable(declared: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_timestamp(declared) else declared


@pytest.mark.parametrize("table", schema.TABLES)
def test_every_column_is_required_and_nothing_else_is_allowed(table: str) -> None:
    declared = schema.load(table)
    assert declared["required"] == list(schema.columns(table))
    assert declared["additionalProperties"] is False
    assert schema.KEYS[table] == schema.columns(table)[0]


def test_types_in_words() -> None:
    types = schema.types("quotes")
    assert types["content"] == "list<span>"
    assert types["content[].start"] == "int64"
    assert types["published_at"] == "timestamp[us, tz=UTC]?"
    assert types["scores.stance"] == "float64?"
    assert types["flags"] == "list<string>"


def test_the_digest_follows_the_content_not_the_layout() -> None:
    assert schema.digest() == schema.digest()
    assert len(schema.digest()) == 64
