"""``build-dataset evaluate``: what the builder finds against gold annotation, with intervals and errors in context."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from builder.cli import answers, labels, options, reviewed
from builder.cli.console import Console

if TYPE_CHECKING:
    from builder.evaluate.gold import Document

OPTION = "--against-reviews"
KINDS = ("direct", "indirect", "mixed")


class _Evaluate(click.Group):
    """``--against-reviews`` is the command ``reviews``: what stands after it are the arguments of that."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [self.reviews, *args[1:]] if args[:1] == [OPTION] else args)

    reviews = "reviews"


@click.group("evaluate", cls=_Evaluate)
@click.option(OPTION, is_flag=True, expose_value=False, help="The same as the command reviews.")
def command() -> None:
    """Compare what the builder finds with gold annotation.

    GOLD is a file of JSON lines, gzipped or not. What the builder is asked and how it is scored stands in the help of
    each command; `--predictions FILE` keeps its answers. `--against-reviews` asks people's decisions instead of gold.

    \b
    Example:
        build-dataset evaluate attribution gold.jsonl
        build-dataset evaluate stance gold.jsonl --split dev
        build-dataset evaluate --against-reviews raw
    """


def _kinds(ctx: click.Context, param: click.Parameter, value: str | None) -> frozenset[str]:
    chosen = frozenset(word.strip() for word in value.split(",")) if value is not None else frozenset()
    if unknown := sorted(chosen - set(KINDS)):
        raise click.BadParameter(f"{unknown[0]!r} is no kind; known: {', '.join(KINDS)}.", ctx, param)
    return chosen


@command.command("attribution")
@answers.gold
@click.option(
    "--articles",
    type=click.Path(path_type=Path),
    help="The articles that GOLD, a folder of stand-off files, points into.",
)
@answers.predictions
@click.option("--kinds", metavar="KIND,...", callback=_kinds, help="Ask for these only: direct, indirect, mixed.")
@click.option("--speech-only", is_flag=True, help="Ask for what was said or written only, not for thought or belief.")
@click.option("--by-outlet", is_flag=True, help="Scores of each outlet too.")
@click.option("--thresholds", is_flag=True, help="Precision and recall at cut-offs of the score, and its reliability.")
@click.option("--min-score", metavar="0..1", type=click.FloatRange(0, 1), help="As of `build`; without it, as trained.")
@click.option("--errors", metavar="N", default=0, type=click.IntRange(min=0), help="Show this many errors in context.")
@answers.bootstrap
@options.console
def attribution(
    console: Console, *, gold: Path, articles: Path | None, predictions: Path | None, **choices: Any
) -> None:
    """Compare attributions and speakers with gold.

    GOLD has a document a line: doc_id, text and attributions, whose content, source and cue are lists of [start, end],
    with kind, speech and speaker where known. Or it is a folder in the format of tests/gold/articles, with --articles.

    A content is found when it shares half of its words with the gold one. JOINT asks for the source as well. Gold
    outside of --kinds and --speech-only is neither asked for nor held against the builder.

    \b
    Example:
        build-dataset evaluate attribution gold.jsonl --errors 20
        build-dataset evaluate attribution gold.jsonl --kinds direct,mixed --thresholds
        build-dataset evaluate attribution tests/gold/articles --articles raw
    """
    from builder.cli import figures
    from builder.evaluate import Selection
    from builder.evaluate.results import results

    answers.check(predictions, gold)
    documents, found = _found(gold, articles, choices["min_score"], console)
    answers.write(predictions, found, console)
    selection = Selection(choices["kinds"], choices["speech_only"])
    with console.working("scoring"):
        result = results(
            documents,
            found,
            selection,
            draws=choices["draws"],
            by_outlet=choices["by_outlet"],
            cut_offs=choices["thresholds"],
            errors=choices["errors"],
        )
    if console.as_json:
        console.print_json(result.to_json())
        return
    figures.show(result, console)


def _found(
    gold: Path, place: Path | None, least: float | None, console: Console
) -> tuple[list[Document], list[Document]]:
    """The gold and what the builder finds in each of its texts, once for a text that several people annotated."""
    from builder.evaluate import gold as reading
    from builder.evaluate import system
    from builder.registry import NONE

    if gold.is_dir() != (place is not None):
        raise click.UsageError("--articles goes with a folder of stand-off gold, and only with one.")
    if place is not None:
        documents, articles, registry = system.annotated(gold, place)
    else:
        documents, registry = list(reading.lines(gold)), NONE
        once = {document["doc_id"]: document["text"] for document in documents}
        articles = [system.article(text, name) for name, text in once.items()]
    named = list(dict.fromkeys(document["doc_id"] for document in documents))
    pairs = list(zip(articles, named, strict=True))
    with answers.counting(console, pairs, "articles") as counted:
        return documents, [system.predict(article, name, registry, least) for article, name in counted]


for one in (*labels.COMMANDS, reviewed.reviews):
    command.add_command(one)
