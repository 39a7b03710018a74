"""Rows in any order in, rows in their final order out, with a small part of them in memory at a time.

An external sort by dealing: whoever adds a row knows its place, so rows are dealt to files of consecutive places, and
each file is sorted when it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Places = npt.NDArray[np.int64]

ROWS = 10_000  # of a pile, and in the buffer
BYTES = 16 << 20  # in the buffer, which is copied twice when it is dealt
MOST = 256  # piles: each is an open file
PLACE = "_place"


class Piles:
    """Rows of one table on disk in ``folder``; ``total`` bounds their places from above."""

    def __init__(self, folder: Path, total: int, rows: int = ROWS) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._size = max(rows, -(-total // MOST))
        self._buffer: list[pa.Table] = []
        self._buffered = self._bytes = 0
        self._writers: dict[int, Any] = {}

    def add(self, table: pa.Table, places: Places) -> None:
        """Rows with the place of each. Rows of equal place stand in the order in which they were added."""
        import pyarrow as pa

        if table.num_rows:
            self._buffer.append(table.append_column(PLACE, pa.array(places, pa.int64())))
            self._buffered += table.num_rows
            self._bytes += table.get_total_buffer_size()
        if self._buffered >= ROWS or self._bytes >= BYTES:
            self._deal()

    def sorted(self) -> Iterator[pa.Table]:
        """The rows pile by pile in the order of their places, with the column ``_place``; may be asked again."""
        import numpy as np
        import pyarrow as pa

        self._deal()
        for writer in self._writers.values():
            writer.close()
        for number in sorted(self._writers):
            with pa.OSFile(str(self._path(number)), "rb") as file:
                table = pa.ipc.open_stream(file).read_all()
            yield table.take(np.argsort(table[PLACE].to_numpy(), kind="stable"))

    def _deal(self) -> None:
        import numpy as np
        import pyarrow as pa

        if not self._buffer:
            return
        table = pa.concat_tables(self._buffer)
        self._buffer, self._buffered, self._bytes = [], 0, 0
        pile = table[PLACE].to_numpy() // self._size
        order = np.argsort(pile, kind="stable")
        table, pile = table.take(order), pile[order]
        starts = np.flatnonzero(np.append([True], pile[1:] != pile[:-1]))
        for start, end in zip(starts, np.append(starts[1:], len(pile)), strict=True):
            self._writer(int(pile[start]), table.schema).write_table(table.slice(int(start), int(end - start)))

    def _writer(self, number: int, schema: pa.Schema) -> Any:
        import pyarrow as pa

        if number not in self._writers:
            self._writers[number] = pa.ipc.new_stream(str(self._path(number)), schema)
        return self._writers[number]

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:03d}.arrow"
