"""Whether what people decided in the parent version is still theirs: a label of a person outlives every rebuild."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.validate import files
from builder.validate.facts import Fact
from builder.validate.tables import Tables

if TYPE_CHECKING:
    import polars as pl

_NEEDED = {"quote_id", "provenance"}
_JUDGED = ("stance", "framing", "verifiability")  # of provenance; reviewed_fields names every field


def lost(tables: Tables, parent: Tables) -> Fact:
    """Quotes of which a person decided something in the parent version and the builder does again now.

    What the manifest lists as open or as retracted is not lost: another reviewer differs, or it was taken back.
    """
    import polars as pl

    if any(not set(which.usable("quotes")) >= _NEEDED for which in (tables, parent)):
        return Fact(None, detail="Not asked: column quotes.quote_id or quotes.provenance is missing.")
    here = tables.lazy("quotes", ("quote_id",)).collect()
    keys = ["quote_id", "field"]
    gone = _decided(parent).join(here, on="quote_id", how="semi")
    gone = gone.join(_decided(tables), on=keys, how="anti").join(_accounted_for(tables), on=keys, how="anti")
    rows = here.filter(pl.col("quote_id").is_in(gone["quote_id"].implode()))
    return Fact(len(rows), len(here), tuple(rows["row"]))


def _decided(tables: Tables) -> pl.DataFrame:
    """Quote and field of everything that people decided."""
    import polars as pl

    quotes = tables.lazy("quotes", ("quote_id", "provenance"))
    frames = [
        quotes.filter(pl.col("provenance").struct.field(name) == "human").select(
            "quote_id", pl.lit(name).alias("field")
        )
        for name in _JUDGED
    ]
    if "reviewed_fields" in tables.usable("quotes"):  # a version from before it was there has no such column
        listed = tables.lazy("quotes", ("quote_id", "reviewed_fields")).rename({"reviewed_fields": "field"})
        frames.append(listed.explode("field").filter(pl.col("field").is_not_null()).select("quote_id", "field"))
    return pl.concat(frames).collect()


def _accounted_for(tables: Tables) -> pl.DataFrame:
    """Quote and field of the decisions that were not applied, or that somebody took back."""
    import polars as pl

    reviews = files.manifest(tables.directory).get("reviews")
    lists = [reviews.get(name) for name in ("open", "retracted")] if isinstance(reviews, dict) else []
    found = [
        (str(one.get("quote_id")), field)
        for listed in lists
        for one in (listed if isinstance(listed, list) else ())
        if isinstance(one, dict)
        for field in _with_stance(str(one.get("field")))
    ]
    return pl.DataFrame(found, schema={"quote_id": pl.String, "field": pl.String}, orient="row")


def _with_stance(field: str) -> tuple[str, ...]:
    """Provenance has one word for a stance and its target."""
    return ("stance", "stance_target") if field == "stance_target" else (field,)
