"""``build-dataset train``: the shipped tagger, trained further on corrected documents of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli import options
from builder.cli.console import Console
from builder.errors import InputError, MissingExtra

FEWEST = 10  # documents; a fifth is kept back to measure on


@click.command("train")
@click.option(
    "--data",
    required=True,
    metavar="GOLD.jsonl",
    type=click.Path(path_type=Path),
    help="Corrected documents, as for `build-dataset evaluate attribution`.",
)
@click.option(
    "--out", default="my-models", show_default=True, type=click.Path(path_type=Path), help="Folder for the tagger."
)
@click.option("--epochs", default=3, show_default=True, type=click.IntRange(min=1), help="Passes over the documents.")
@click.option("--seed", default=0, show_default=True, help="Of the order in which documents are seen.")
@options.console
def command(console: Console, *, data: Path, out: Path, epochs: int, seed: int) -> None:
    """Train the tagger of sources, cues and contents further.

    Every fifth document is kept back, and the tagger is measured on these before and after. About a minute for a
    hundred articles and a pass on one core. To build with it, name the folder in quotestance.toml: models = "my-models"
    under [attribution]. Needs the extra: pip install 'quotestance[train]'.

    \b
    Example:
        build-dataset train --data corrected.jsonl --out my-models
    """
    from builder.evaluate import gold
    from builder.model import weights

    documents = list(gold.lines(data))
    if len(documents) < FEWEST:
        raise InputError(f"holds {len(documents)} documents; training takes {FEWEST} or more.", where=data)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError("is there already and is no empty folder.", where=out, hint="Name another folder with --out.")
    try:
        from training import finetune
    except ImportError as error:
        hint = "Install it: pip install 'quotestance[train]'"
        raise MissingExtra(f"training needs {error.name}, which is not installed.", hint=hint) from error
    found = finetune.finetune(documents, weights.shipped(), out, epochs=epochs, seed=seed, say=console.note)
    figures = {"trained_on": found.trained_on, "measured_on": found.measured_on}
    if console.as_json:
        console.print_json({**figures, "before": found.before, "after": found.after, "out": str(out)})
        return
    console.say(f"Trained on {found.trained_on} documents; exact F1 (%) on the {found.measured_on} kept back:")
    for name, after in found.after.items():
        console.say(f"  {name:<10} {found.before.get(name, 0.0):5.1f} -> {after:5.1f}")
    console.say(f"To build with it, put into quotestance.toml: [attribution] models = {str(out)!r}")
