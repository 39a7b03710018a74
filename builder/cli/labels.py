"""The commands of ``evaluate`` for labels: stance, verifiability, check-worthiness, and all labels of quotes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from builder.cli import answers, options
from builder.cli.console import Console


def _labels(name: str, says: str) -> click.Command:
    """The command for a task whose rows have one label each."""

    @click.command(name, help=says)
    @answers.gold
    @answers.predictions
    @answers.corpora
    @answers.split
    @click.option("--unseen", is_flag=True, help="Leave out rows marked text_in_train.")
    @click.option("--skip-implied", is_flag=True, help="Leave out rows marked implied.")
    @answers.bootstrap
    @options.console
    def labelled(console: Console, *, gold: Path, predictions: Path | None, draws: int, **chosen: Any) -> None:
        from builder.cli import shares
        from builder.evaluate import labelled, labellers
        from builder.evaluate.classification import classification

        answers.check(predictions, gold)
        rows = [row.fields for row in labelled.read(gold, name, **chosen)]
        with answers.counting(console, rows, "rows") as counted:
            found = [labellers.ANSWERS[name](row) for row in counted]
        # A row without an answer is left out, which the shared scorers count as wrong too.
        pairs = [(row, one) for row, one in zip(rows, found, strict=True) if one.label is not None]
        kept = [{"id": row["id"], "label": one.label, "scores": one.scores} for row, one in pairs]
        answers.write(predictions, kept, console)
        scores = classification([r["label"] for r in rows], [a.label for a in found], [a.scores for a in found], draws)
        if console.as_json:
            console.print_json(scores)
            return
        shares.show(scores, console)

    return labelled


stance = _labels(
    "stance",
    """Compare stances to given targets with gold.

    GOLD has a row a line: id, text, target (text, start, end; null where the text does not name it), label (favor,
    neutral, against), and where known holder (text, start, end), corpus and split.

    \b
    Example:
        build-dataset evaluate stance gold.jsonl --corpus mine --split dev
    """,
)
verifiability = _labels(
    "verifiability",
    """Compare verifiability with gold.

    GOLD has a row a line: id, text, label (verifiable, unverifiable), and where known context (previous, next,
    speaker), corpus and split. What the builder holds for partially verifiable counts as verifiable.

    \b
    Example:
        build-dataset evaluate verifiability gold.jsonl --split dev
    """,
)
check_worthiness = _labels(
    "check-worthiness",
    """Compare check-worthiness with gold.

    GOLD has a row a line: id, text, label (check_worthy, not_check_worthy), and where known context (previous, next,
    speaker), corpus and split. The builder's answer is yes from 0.5.

    \b
    Example:
        build-dataset evaluate check-worthiness gold.jsonl --split dev
    """,
)


@click.command("quote-labels")
@answers.gold
@answers.predictions
@answers.corpora
@answers.split
@answers.bootstrap
@options.console
def quote_labels(console: Console, *, gold: Path, predictions: Path | None, draws: int, **chosen: Any) -> None:
    """Compare every label of quotes with gold.

    GOLD has a quote a line: id, text (the paragraphs round it), content, source and cue as lists of [start, end],
    framing, verifiability, claim_type, check_worthy and sourcing (null: not scored), stances (start, end, stance) and
    stances_undecided (start, end; not scored). Spans are given to the builder, and it is asked for all fields: the
    stance to the gold's targets, and apart from it to those it finds by itself.

    \b
    Example:
        build-dataset evaluate quote-labels gold.jsonl --predictions answers.jsonl
    """
    from builder.cli import shares
    from builder.evaluate import labelled, labellers, quotes

    answers.check(predictions, gold)
    rows = [row.fields for row in labelled.read(gold, "quote-labels", **chosen)]
    with answers.counting(console, rows, "quotes") as counted:
        found = [labellers.quote(row) for row in counted]
    answers.write(predictions, found, console)
    scores = quotes.score(rows, found, draws)
    if console.as_json:
        console.print_json(scores)
        return
    shares.show_quotes(scores, console)


COMMANDS = (stance, verifiability, check_worthiness, quote_labels)
