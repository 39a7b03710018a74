"""Facts about ids, references, counts and splits: does the dataset hold together?"""

from __future__ import annotations

from builder.validate import declared
from builder.validate.facts import Fact, Frames, Rule, wrong


def rules() -> dict[str, Rule]:
    """The facts by name; facts.yaml expects each to be 0."""
    return {
        **{f"duplicate_{table}": _duplicates(table) for table in declared.TABLES},
        "quotes_without_article": _orphans("quotes", "article_id", "articles"),
        "quotes_without_speaker": _orphans("quotes", "speaker_id", "speakers"),
        "reprints_without_original": _orphans("articles", "near_duplicate_of", "articles"),
        "speakers_without_quote": _orphans("speakers", "speaker_id", "quotes"),
        "articles_miscounted": _miscounted("articles", "article_id"),
        "speakers_miscounted": _miscounted("speakers", "speaker_id"),
        "quotes_split_from_article": Rule(
            {"quotes": ("article_id",), "articles": ("article_id",)}, _split_from_article
        ),
        "utterances_across_splits": Rule({"quotes": ("utterance_id",)}, _utterances_across_splits),
        "reprints_across_splits": Rule(
            {"articles": ("article_id", "near_duplicate_of", "text_sha256")}, _reprints_across_splits
        ),
    }


def _duplicates(table: str) -> Rule:
    """Rows whose key another row has too, in whatever shard or split."""
    import polars as pl

    key = declared.KEYS[table]
    return Rule({table: (key,)}, lambda of: wrong(of[table], pl.col(key).is_duplicated() & pl.col(key).is_not_null()))


def _orphans(table: str, column: str, target: str) -> Rule:
    """Rows whose ``column`` is no key of ``target``; null points nowhere and is none."""
    import polars as pl

    # A speaker without a quote is looked up in the column of the quotes that points back at it.
    key = column if target == "quotes" else declared.KEYS[target]

    def compute(of: Frames) -> Fact:
        keys = of[target].select(pl.col(key).alias(column), pl.lit(value=True).alias("known")).unique()
        joined = of[table].join(keys, on=column, how="left", maintain_order="left")
        return wrong(joined, pl.col(column).is_not_null() & pl.col("known").is_null())

    return Rule({table: (column, key)} if table == target else {table: (column,), target: (key,)}, compute)


def _miscounted(table: str, key: str) -> Rule:
    """Rows whose ``quote_count`` is not the number of quotes that point at them."""
    import polars as pl

    def compute(of: Frames) -> Fact:
        counts = of["quotes"].group_by(key).agg(pl.len().alias("found"))
        joined = of[table].join(counts, on=key, how="left", maintain_order="left")
        return wrong(joined, pl.col("found").fill_null(0) != pl.col("quote_count"))

    return Rule({table: (key, "quote_count"), "quotes": (key,)}, compute)


def _split_from_article(of: Frames) -> Fact:
    """Quotes in another split than the article they were taken from."""
    import polars as pl

    home = of["articles"].select("article_id", pl.col("split").alias("home")).unique("article_id", maintain_order=True)
    joined = of["quotes"].join(home, on="article_id", how="left", maintain_order="left")
    return wrong(joined, pl.col("home") != pl.col("split"))


def _utterances_across_splits(of: Frames) -> Fact:
    """Quotes whose utterance stands in more than one split: a model would be tested on what it was trained on."""
    import polars as pl

    return wrong(of["quotes"], pl.col("split").n_unique().over("utterance_id") > 1)


def _reprints_across_splits(of: Frames) -> Fact:
    """Articles whose near-duplicate, or whose very text, stands in another split."""
    import polars as pl

    group = pl.coalesce("near_duplicate_of", "article_id")
    across = pl.any_horizontal(pl.col("split").n_unique().over(over) > 1 for over in (group, pl.col("text_sha256")))
    return wrong(of["articles"], across)
