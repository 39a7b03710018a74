"""One quote's row in, what is said about it out: who, how, to whom, how the outlet puts it, what can be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    return Text.assemble((visible_line(name), style), "".join(f" · {visible_line(part)}" for part in rest if part))


def lines(quote: Row, words: Words) -> Iterator[tuple[str, Text]]:
    """The labels, each with the name of its field; a field that has nothing to say is left out."""
    yield "speaker", _join(quote["speaker_reference"], _score(quote["scores"]["speaker"]), quote["reasons"]["speaker"])
    yield "said", _join(*_manner(quote))
    yield from _stances(quote["stances"])
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


def _stances(stances: Sequence[Row]) -> Iterator[tuple[str, Text]]:
    """A line for each attitude, and one for all targets that are only named."""
    from rich.text import Text

    lines = [_attitude(stance) for stance in stances if stance["stance"] != "neutral"]
    if named := [_target(stance) for stance in stances if stance["stance"] == "neutral"]:
        lines.append(Text.assemble("neutral", (f" {', '.join(dict.fromkeys(named))}", "dim")))
    for number, line in enumerate(lines):
        yield "" if number else "stance", line


def _attitude(stance: Row) -> Text:
    from rich.text import Text

    score = f"{stance['score']:+.2f}".replace("-", "−")
    reason = f": {visible_line(stance['reason'])}" if stance["reason"] else ""
    value = stance["stance"]
    return Text.assemble(
        (value, COLOURS.get(value, "")), f" {_target(stance)} ", (f"{score} {stance['basis']}{reason}", "dim")
    )


def _target(stance: Row) -> str:
    return visible_line(stance["canonical"] or stance["target"])


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

    parts = "".join(part if part.startswith(" ") else f" · {part}" for part in rest if part)
    return Text.assemble((value.replace("_", " "), COLOURS.get(value, "")), (parts, "dim"))


def _score(score: float | None) -> str | None:
    """Follows its value without a dot between: ``neutral 0.80``."""
    return None if score is None else f" {score:.2f}"


def _after(words: str | None) -> str:
    return f" {_quoted(words)}" if words else ""


def _quoted(words: str) -> str:
    line = visible_line(words)
    line = line if len(line) <= LONG else line[: LONG - 1] + "…"
    return line if line[:1] in "“\"'‘«„" else f"“{line}”"
