"""One quote's row in, what is said about it out: who, how, to whom, how the outlet puts it, what can be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from builder.cli.visible import visible_line

if TYPE_CHECKING:
    from rich.text import Text

Row = Mapping[str, Any]
Words = Callable[[int, int], str | None]  # the text of a span; None where it was not passed on

COLOURS = {
    "favor": "green",
    "against": "red",
    "endorse": "green",
    "distance": "yellow",
    "verifiable": "green",
    "partially_verifiable": "yellow",
    "unverifiable": "dim",
}
LONG = 60  # characters of the article in a note


def head(quote: Row) -> Text:
    """Who spoke: name, kind and role, or in which way nobody is known."""
    from rich.text import Text

    mention = quote["speaker_mention"]
    if quote["speaker"] is not None:
        name, rest = quote["speaker"], [quote["speaker_kind"], quote["speaker_role"]]
    elif quote["sourcing"] == "unattributed":
        name, rest = "nobody named", []
    elif quote["sourcing"] == "anonymous":
        name, rest = "anonymous", [quote["speaker_kind"], mention and _quoted(mention)]
    else:
        name, rest = "unknown speaker", [quote["speaker_kind"], mention and _quoted(mention)]
    style = "bold" if quote["speaker"] is not None else "bold dim"
    line = Text(visible_line(name), style=style, end="")
    line.append("".join(f" · {visible_line(part)}" for part in rest if part), style="not bold")
    return line


def lines(quote: Row, words: Words) -> Iterator[tuple[str, Text]]:
    """The labels, each with the name of its field; a field that has nothing to say is left out."""
    yield "speaker", _join(quote["speaker_reference"], _score(quote["scores"]["speaker"]), quote["reasons"]["speaker"])
    yield "said", _join(*_manner(quote))
    for stance in quote["stances"]:
        yield "stance", _stance(stance)
    yield "framing", _join(quote["framing"], _score(quote["scores"]["framing"]), _devices(quote, words))
    yield "claim", _join(quote["verifiability"], _score(quote["scores"]["verifiability"]), _claim(quote, words))
    if quote["flags"]:
        yield "flags", _join(", ".join(quote["flags"]))
    if quote["provenance"].get("reviewed"):
        yield "reviewed", _join("by a person")


def _manner(quote: Row) -> Iterator[str]:
    yield quote["quote_type"]
    if quote["cue"]:
        lemma = quote["cue_lemma"]
        yield visible_line(quote["cue"]) + (f" ({visible_line(lemma)})" if lemma and lemma != quote["cue"] else "")
    else:
        yield "no cue"
    if quote["polarity"] == "denies":
        yield "denies it"
    if not quote["speech"]:
        yield "thought, not said"
    if quote["sourcing"] != "named":
        yield quote["sourcing"]
    if quote["via"]:
        yield f"via {visible_line(quote['via'])}"


def _stance(stance: Row) -> Text:
    from rich.text import Text

    target = visible_line(stance["canonical"] or stance["target"])
    line = Text.assemble((stance["stance"], COLOURS.get(stance["stance"], "")), f" {target} ")
    line.append(f"{stance['score']:+.2f}".replace("-", "−"), style="dim")
    if stance["stance"] != "neutral":
        reason = f": {visible_line(stance['reason'])}" if stance["reason"] else ""
        line.append(f" {stance['basis']}{reason}", style="dim")
    return line


def _devices(quote: Row, words: Words) -> str:
    found = [
        device["device"].replace("_", " ") + _after(words(device["start"], device["end"]))
        for device in quote["framing_devices"]
    ]
    return ", ".join(found) or visible_line(quote["reasons"]["framing"])


def _claim(quote: Row, words: Words) -> str:
    checkable = [words(span["start"], span["end"]) for span in quote["claim_spans"]]
    inner = " … ".join(part for part in checkable if part)
    whole = inner in quote["quote"] and len(inner) + 4 >= len(quote["quote"])  # but for marks and stops
    shown = "" if whole else _after(inner)
    kind = quote["claim_type"].replace("_", " ")
    reason = visible_line(quote["reasons"]["verifiability"])
    return f"{kind}, worth checking {quote['check_worthiness']:.2f}{shown}: {reason}"


def _join(value: str, *rest: str | None) -> Text:
    from rich.text import Text

    line = Text(value.replace("_", " "), style=COLOURS.get(value, ""), end="")
    for part in rest:
        if part:
            line.append(f" · {part}" if not part.startswith("0.") else f" {part}", style="not bold dim")
    return line


def _score(score: float | None) -> str | None:
    return None if score is None else f"{score:.2f}"


def _after(words: str | None) -> str:
    return f" {_quoted(words)}" if words else ""


def _quoted(words: str) -> str:
    line = visible_line(words)
    line = line if len(line) <= LONG else line[: LONG - 1] + "…"
    return line if line[:1] in "“\"'‘«„" else f"“{line}”"
