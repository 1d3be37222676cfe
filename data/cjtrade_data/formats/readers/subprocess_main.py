"""Reads a workbook, a Parquet or Stata file or a 7z archive in a process of its own, which may have so much memory: what
their readers ask for is what the file says. Run as a script by `subprocess_reader`, with nothing of this package imported.

    subprocess_main.py MEMORY sheets CELLS                a workbook on standard input: its sheets and their first rows
    subprocess_main.py MEMORY rows CELLS SHEET            all rows of a sheet
    subprocess_main.py MEMORY parquet|stata CELLS PATH    frames of text cells, each behind its length
    subprocess_main.py MEMORY unpack CELLS PATH FOLDER MOST   a 7z archive into a folder: the names of its files

The others write lines of JSON: a list of cells, the name of the sheet that begins, or that of a file. What is refused ends in
an object with an `error`.
"""

import io
import json
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

_FIRST = 200
"""Rows of a sheet that show what it is."""
_LARGEST = 32 << 20
"""Bytes of a row or frame handed over."""


def main(memory: int, what: str, cells: int, *words: str) -> None:
    """Write what was asked for to standard output."""
    if sys.platform != "win32":  # which has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout.buffer
    if what in ("parquet", "stata"):
        for frame in (_frames if what == "parquet" else _stata)(words[0], cells):
            content = frame.write_ipc(None).getvalue()
            out.write(len(content).to_bytes(8, "big") + content)
        return
    readers: dict[str, Callable[..., Iterator[Any]]] = {"sheets": _sheets, "rows": _rows, "unpack": _unpacked}
    for line in readers[what](*words):
        text = json.dumps(line)
        if len(text) > _LARGEST:
            raise MemoryError
        out.write(f"{text}\n".encode())
    out.write(b"null\n")


def _sheets() -> Iterator[Any]:
    from python_calamine import CalamineError

    try:
        book = _workbook()
        for name in book.sheet_names:
            yield {"sheet": name}
            yield from islice(_rows(name, book), _FIRST)
    except CalamineError as error:
        yield {"error": str(error)}


def _rows(name: str, book: Any = None) -> Iterator[Any]:
    rows = (book or _workbook()).get_sheet_by_name(name).iter_rows()
    return ([_cell(c) for c in row] for row in rows)


def _workbook() -> Any:
    """That on standard input."""
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))


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
        yield from _slices(frame)
    if left:  # the batches just end where a thread of Polars panics
        raise MemoryError


def _slices(frame: Any) -> Iterator[Any]:
    """A frame of text in frames that are not too large to hand over."""
    import polars as pl

    size = max(1, frame.height * _LARGEST // max(_LARGEST, int(frame.estimated_size())))
    for start in range(0, frame.height, size):
        part = frame.slice(start, size)
        if max(part.select(pl.all().str.len_bytes().sum()).row(0), default=0) > _LARGEST:
            raise MemoryError
        yield part


def _stata(path: str, cells: int) -> Iterator[Any]:
    """Frames of text, the first of no rows; a number that has a label in the file is that label."""
    import polars as pl
    import pyreadstat

    empty, _ = pyreadstat.read_dta(path, metadataonly=True, output_format="polars")
    yield empty.select(pl.all().cast(pl.String))
    chunks = pyreadstat.read_file_in_chunks(
        pyreadstat.read_dta,
        path,
        chunksize=max(1, cells // max(1, len(empty.columns))),
        output_format="polars",
        apply_value_formats=True,
        formats_as_category=False,
    )
    for frame, _ in chunks:
        yield from _slices(frame.select(pl.all().cast(pl.String).fill_null("")))


def _unpacked(path: str, folder: str, most: str) -> Iterator[Any]:
    import py7zr
    from py7zr.exceptions import ArchiveError, DecompressionBombError, PasswordRequired

    try:
        with py7zr.SevenZipFile(path, max_extract_size=int(most)) as archive:
            archive.extractall(folder)
            yield from (info.filename for info in archive.list() if not info.is_directory)
    except PasswordRequired:
        yield {"error": "is protected by a password"}
    except DecompressionBombError:
        yield {"error": f"is a 7z archive of more than {int(most) >> 30} GB"}
    except (ArchiveError, ValueError, OSError) as error:
        yield {"error": f"is no 7z archive that can be unpacked ({error})"[:200]}


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
