"""Quotes in, utterance ids out: the rows that carry the same words of the same speaker share one id.

Outlets cut one utterance differently: “We did not close the harbour, and we never will,” in one, “we never will” and
half of the first clause in another. Two rows are taken for the same utterance when

* no two different known speakers are behind them, and
* they share runs of six or more consecutive quoted words that make up half of the shorter one, or both have the same
  words and at least four of them. Case, punctuation and the form of apostrophes do not count (cuts.py).

Limits, on purpose conservative: translations, cuts shorter than six words and speakers whose names were resolved
differently stay apart; a short stock sentence that a speaker repeats on another day joins the two.

Runs go to files by their hashes, so that the rows that share one meet in the same file, whatever the number of rows.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from builder import ids
from builder.dataset.cuts import Cut, Spoken, cut, quoted_words, same

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from builder.dataset.cuts import Runs

    Numbers = npt.NDArray[np.int64]

__all__ = ["Linker", "Spoken", "quoted_words", "utterances"]

_FEW = 12  # rows that share a run and are all compared with one another; more are compared with their neighbours
_FILES = 64
_HELD = 1_000_000  # runs in memory until they go to their files
_HASHED = 0x9E3779B97F4A7C15  # spreads the runs evenly


def utterances(quotes: Sequence[Spoken]) -> list[str]:
    """Utterance ids, aligned with ``quotes``; near-linear in the number of quoted words."""
    import numpy as np

    codes: dict[str, int] = {}
    known = {name: number for number, name in enumerate(dict.fromkeys(quote.speaker_id for quote in quotes), 1)}
    speakers = [0 if quote.speaker_id is None else known[quote.speaker_id] for quote in quotes]
    with tempfile.TemporaryDirectory() as folder:
        linker = Linker(Path(folder), np.array(speakers, np.uint64))
        for row, quote in enumerate(quotes):
            made = cut(quoted_words(quote), codes)
            linker.add(np.array([row]), np.array([made.words]), np.array([len(made.runs)]), made.runs)
        groups = linker.groups()
    names = [ids.utterance_id([quote.quote_id]) for quote in quotes]
    for group in groups:
        name = ids.utterance_id([quotes[row].quote_id for row in group])
        for row in group:
            names[row] = name
    return names


class Linker:
    """Gathers the cuts of all rows, in any order, and says which rows are one utterance.

    ``speakers`` has a number for each row, 0 for an unknown one. What grows with the rows are a few numbers for each.
    """

    def __init__(self, folder: Path, speakers: Runs) -> None:
        import numpy as np

        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._speakers = speakers
        self._words = np.zeros(len(speakers), np.int32)
        self._counts = np.zeros(len(speakers), np.int32)
        self._starts = np.zeros(len(speakers), np.int64)  # of its runs in the file of all
        self._written = 0
        self._held: list[tuple[Runs, Numbers]] = []
        self._held_runs = 0

    def add(self, rows: Numbers, words: Numbers, counts: Numbers, runs: Runs) -> None:
        """Rows with the words of each, and how many of ``runs``, which stand one after the other, are its own."""
        import numpy as np

        self._words[rows], self._counts[rows] = words, counts
        self._starts[rows] = self._written + np.cumsum(counts) - counts
        self._written += len(runs)
        self._held.append((runs, np.repeat(rows, counts)))
        self._held_runs += len(runs)
        if self._held_runs > _HELD:
            self._spill()

    def groups(self) -> list[list[int]]:
        """The rows of every utterance that has more than one, ascending.

        A row without a speaker joins the one known speaker that shares its words, and none where two do. Where it
        would join two by different words, the first row wins: no group holds two known speakers.
        """
        import numpy as np

        self._spill()
        found = [self._candidates(number) for number in range(_FILES)]
        pairs = np.unique(np.concatenate([*found, np.empty((0, 2), np.int64)]), axis=0)
        del found
        alike = list(self._alike(pairs))
        joined = _Groups(self._speakers)
        for one, other in alike:  # known speakers first: a row without one follows them, it decides nothing
            if self._speakers[one] == self._speakers[other]:
                joined.join(one, other)
        for one, other in alike:
            joined.join(one, other)
        members: dict[int, list[int]] = {}
        for row in sorted({row for pair in alike for row in pair}):
            members.setdefault(joined.root(row), []).append(row)
        return [group for group in members.values() if len(group) > 1]

    def _spill(self) -> None:
        """All runs in the order of arrival to one file; each with its row to the file of its hash."""
        import numpy as np

        if not self._held:
            return
        runs = np.concatenate([runs for runs, _ in self._held])
        rows = np.concatenate([rows for _, rows in self._held])
        self._held, self._held_runs = [], 0
        _append(self._folder / "runs", runs)
        number = (runs * np.uint64(_HASHED)) >> np.uint64(58)
        order = np.argsort(number, kind="stable")
        both = np.stack([runs, rows.astype(np.uint64)], axis=1)[order]
        ends = np.cumsum(np.bincount(number.astype(np.int64), minlength=_FILES))
        for one, part in enumerate(np.split(both, ends[:-1])):
            if len(part):
                _append(self._folder / f"{one:02d}", part)

    def _candidates(self, number: int) -> Numbers:
        """Pairs of rows that hold a run together and are worth comparing, in one of the files."""
        import numpy as np

        path = self._folder / f"{number:02d}"
        if not path.is_file():
            return np.empty((0, 2), np.int64)
        both = np.fromfile(path, np.uint64).reshape(-1, 2)
        held, row = both[:, 0], both[:, 1].astype(np.int64)
        order = np.lexsort((row, held))
        held, row = held[order], row[order]
        starts = np.flatnonzero(np.append([True], held[1:] != held[:-1]))
        sizes = np.append(starts[1:], len(held)) - starts
        twos = starts[sizes == 2]
        pairs = np.stack([row[twos], row[twos + 1]], axis=1)
        one, other = self._speakers[pairs[:, 0]], self._speakers[pairs[:, 1]]
        pairs = np.unique(pairs[(one == other) | (one == 0) | (other == 0)], axis=0)
        several = zip(starts[sizes > 2].tolist(), sizes[sizes > 2].tolist(), strict=True)
        together = {tuple(row[start : start + size].tolist()) for start, size in several}
        more = {pair for rows in together for pair in _pairs(rows, self._speakers)}
        return np.concatenate([pairs, np.array(sorted(more), np.int64).reshape(-1, 2)])

    def _alike(self, pairs: Numbers) -> Iterator[tuple[int, int]]:
        """The pairs whose cuts are the same, in their order."""
        if not len(pairs):
            return
        with (self._folder / "runs").open("rb", buffering=0) as file:
            for one, other in pairs.tolist():
                if same(self._cut(one, file), self._cut(other, file)):
                    yield one, other

    def _cut(self, row: int, file: IO[bytes]) -> Cut:
        import numpy as np

        size = np.dtype(np.uint64).itemsize
        file.seek(size * int(self._starts[row]))
        return Cut(int(self._words[row]), np.frombuffer(file.read(size * int(self._counts[row])), np.uint64))


def _append(path: Path, numbers: npt.NDArray[Any]) -> None:
    with path.open("ab") as file:
        numbers.tofile(file)


def _pairs(rows: Sequence[int], speakers: Runs) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: of one speaker, and with unknown speakers where only one known speaker says the words."""
    by_speaker: dict[int, list[int]] = {}
    for row in rows:
        by_speaker.setdefault(int(speakers[row]), []).append(row)
    for together in by_speaker.values():
        yield from _neighbours(together)
    if len(by_speaker) == 2 and 0 in by_speaker:
        yield from _neighbours(rows)


def _neighbours(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    return itertools.combinations(rows, 2) if len(rows) <= _FEW else itertools.pairwise(rows)


class _Groups:
    """Union-find over the rows that have a like, in which a group has at most one known speaker."""

    def __init__(self, speakers: Runs) -> None:
        self._parent: dict[int, int] = {}
        self._known = speakers
        self._speaker: dict[int, int] = {}  # of a root that took another's

    def root(self, row: int) -> int:
        parent = self._parent
        while (above := parent.get(row, row)) != row:
            parent[row] = parent.get(above, above)
            row = above
        return row

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        speakers = {self._of(first), self._of(second)} - {0}
        if first != second and len(speakers) <= 1:
            self._parent[second] = first
            self._speaker[first] = next(iter(speakers), 0)

    def _of(self, root: int) -> int:
        return self._speaker.get(root, int(self._known[root]))
