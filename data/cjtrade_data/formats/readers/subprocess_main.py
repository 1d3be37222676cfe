"""Reads a workbook or a Parquet file in a process of its own, which may have so much memory: what their readers ask for is
what the file says. Run as a script by `apart`, with nothing of this package imported.

    apart_reader.py MEMORY sheets CELLS            a workbook on standard input: its sheets and their first rows
    apart_reader.py MEMORY rows CELLS SHEET        all rows of a sheet
    apart_reader.py MEMORY parquet CELLS PATH      frames of text cells, each behind its length

The first two write lines of JSON: a list of cells, or the name of the sheet that begins. What is refused ends in an
object with an `error`.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

_FIRST = 200
"""Rows of a sheet that show what it is."""
_LARGEST = 32 << 20
"""Bytes of a row or frame handed over."""


def main(memory: int, what: str, cells: int, name: str = "") -> None:
    """Write what was asked for to standard output."""
    if sys.platform != "win32":  # which has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout.buffer
    if what == "parquet":
        for frame in _frames(name, cells):
            content = frame.write_ipc(None).getvalue()
            out.write(len(content).to_bytes(8, "big") + content)
        return
    for line in _sheets() if what == "sheets" else _rows(name):
        text = json.dumps(line)
        if len(text) > _LARGEST:
            raise MemoryError
        out.write(f"{text}\n".encode())
    out.write(b"null\n")


def _sheets() -> Iterator[Any]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        for name in book.sheet_names:
            yield {"sheet": name}
            rows = book.get_sheet_by_name(name).iter_rows()
            yield from ([_cell(c) for c in row] for row in islice(rows, _FIRST))
    except CalamineError as error:
        yield {"error": str(error)}


def _rows(name: str) -> Iterator[Any]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    yield from ([_cell(c) for c in row] for row in book.get_sheet_by_name(name).iter_rows())


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None else str(value)


def _frames(path: str, cells: int) -> Iterator[Any]:
    """Frames of text, the first of no rows: it has the names."""
    import polars as pl

    scan = pl.scan_parquet(path, glob=False, hive_partitioning=False)
    names = scan.collect_schema().names()
    yield pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    left = scan.select(pl.len()).collect().item()
    text = scan.select(pl.all().cast(pl.String).fill_null(""))
    for frame in text.collect_batches(chunk_size=max(1, cells // max(1, len(names)))):
        left -= frame.height
        size = max(1, frame.height * _LARGEST // max(_LARGEST, int(frame.estimated_size())))
        for start in range(0, frame.height, size):
            part = frame.slice(start, size)
            if max(part.select(pl.all().str.len_bytes().sum()).row(0), default=0) > _LARGEST:
                raise MemoryError
            yield part
    if left:  # the batches just end where a thread of Polars panics
        raise MemoryError


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
