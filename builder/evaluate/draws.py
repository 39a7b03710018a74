"""How a row came to be looked at: which sample it was drawn for, and how many rows of the version it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

BY_CHANCE = ("all", "random", "stratified", "speaker")  # every row of the version could have been drawn
CHOSEN = ("uncertainty",)  # the rows the builder was least sure of stand for no others
WAYS = (*BY_CHANCE, *CHOSEN)
_WORDS, _NUMBERS = ("version", "by", "stratum"), ("size", "of", "rows")


@dataclass(frozen=True, slots=True, order=True)
class Draw:
    """One row's part in one sample. Within a stratum a hash decides who is drawn, which is as good as a lot."""

    version: str
    by: str
    size: int  # rows of the sample
    of: int  # rows of the version
    stratum: str
    rows: int  # of the version in this stratum

    @property
    def by_chance(self) -> bool:
        return self.by in BY_CHANCE

    @property
    def sample(self) -> tuple[str, str, int, int]:
        """What all rows of one sample share."""
        return self.version, self.by, self.size, self.of

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def of_json(content: Any) -> Draw:
    """The draw that an exported file or a decision carries. Raises ValueError with a sentence for what is none."""
    try:
        found = cast("Mapping[str, Any]", content)
        words = {name: str(found[name]) for name in _WORDS}
        numbers = {name: int(found[name]) for name in _NUMBERS}
        draw = Draw(**words, **numbers)  # type: ignore[arg-type]
    except (TypeError, KeyError, ValueError, OverflowError) as error:
        raise ValueError(f"drawn = {content!r} is not what the export wrote.") from error
    if draw.by not in WAYS or not 0 < draw.rows <= draw.of or not 0 < draw.size <= draw.of:
        raise ValueError(f"drawn = {content!r} is not what the export wrote.")
    return draw
