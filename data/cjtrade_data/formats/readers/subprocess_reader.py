"""Apart: workbooks, Parquet and Stata files and 7z archives, read by a process of their own that may have so much memory
and no more."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import polars as pl

from ..rows import FormatError
from . import limits
from .files import BLOCK, OpenPart, Part

_READER = Path(__file__).with_name("subprocess_main.py")
_FRUGAL = {"POLARS_MAX_THREADS": "2", "MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}
"""What else each thread takes of the memory that the process may have."""


def sheets(part: Part) -> Iterator[tuple[str, list[list[str]]]]:
    """The sheets of a workbook and the first 200 rows of each. Raises FormatError."""
    found: list[tuple[str, list[list[str]]]] = []
    for line in _lines(part, "sheets"):
        if isinstance(line, dict):
            found.append((line["sheet"], []))
        else:
            found[-1][1].append(line)
    yield from found


def rows(part: Part, sheet: str) -> Iterator[list[str]]:
    """All rows of a sheet. Raises FormatError."""
    yield from _lines(part, "rows", sheet)


def frames(part: Part, kind: str = "parquet") -> Generator[pl.DataFrame, None, None]:
    """A `parquet` or `stata` file as frames of text, the first of no rows; one in an archive is unpacked beside. Raises
    FormatError, for a Stata file also where what reads it is not installed."""
    if kind == "stata":
        _require(part, "pyreadstat", "is a Stata file", "stata", "save it as CSV: export delimited")
    refusal = f"is no {kind.capitalize()} file that can be read"
    with _on_disk(part) as path, _reader(part, refusal, kind, str(path)) as out:
        while size := out.read(8):
            yield pl.read_ipc(io.BytesIO(out.read(int.from_bytes(size, "big"))))


def unpacked(part: Part, folder: Path) -> list[str]:
    """The names of the files of a 7z archive, which are in `folder` then. Raises FormatError."""
    _require(part, "py7zr", "is a 7z archive", "sevenzip", "unpack it and import what is in it")
    words = ("unpack", str(part.path), str(folder), str(limits.UNPACKED))
    with _reader(part, "is no 7z archive that can be unpacked", *words) as out:
        told = [json.loads(line) for line in out]
    for line in told:
        if isinstance(line, dict):
            raise FormatError(part.label, line["error"], "unpack it and import what is in it")
    return [name for name in told if name is not None]


def _require(part: Part, module: str, what: str, extra: str, instead: str) -> None:
    """Raise FormatError where a module that only an extra brings is not there."""
    if find_spec(module) is None:
        mend = f"pip install 'cjtrade-tui[{extra}]' has it read, or {instead}"
        raise FormatError(part.label, f"{what}, which needs the package {module}", mend)


@contextmanager
def _on_disk(part: Part) -> Iterator[Path]:
    """A file that can be read from anywhere in it: Parquet has its contents at the end."""
    with part.opened() as source:
        path = part.unpacked if part.member else part.path
        if path is not None and not source.is_packed:
            yield path
            return
        with TemporaryDirectory(prefix="cjtrade-") as folder:
            path = Path(folder) / "data"
            reason = f"is packed and has more than {limits.PARQUET >> 30} GB"
            with path.open("wb") as file:
                _copy(source, file, limits.PARQUET, FormatError(part.label, reason, "unpack it first"))
            yield path


def _copy(source: OpenPart, to: IO[bytes], most: int, too_large: FormatError) -> None:
    """Copy all of a part. Raises `too_large` where it has more than so many bytes."""
    copied = 0
    while block := source.read(BLOCK):
        copied += len(block)
        if copied > most:
            raise too_large
        to.write(block)


def _lines(part: Part, *words: str) -> Iterator[Any]:
    refusal = "is no workbook that can be read"
    with _reader(part, refusal, *words) as out:
        for line in out:
            told = json.loads(line)
            if told is None:
                return
            if isinstance(told, dict) and "error" in told:
                raise FormatError(part.label, f"{refusal} ({told['error'][:120]})", "save it again as .xlsx")
            yield told


@contextmanager
def _reader(part: Part, refusal: str, what: str, *words: str) -> Iterator[IO[bytes]]:
    """The output of the process that reads. Raises FormatError where it ends before it is done."""
    command = [sys.executable, "-P", str(_READER), str(limits.MEMORY), what, str(limits.CELLS), *words]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing, env=os.environ | _FRUGAL)
    assert process.stdin is not None and process.stdout is not None
    try:
        if what in ("sheets", "rows"):
            _give(part, process.stdin)
        with suppress(BrokenPipeError):
            process.stdin.close()
        yield process.stdout
        if process.wait():
            reason = f"{refusal}: it is damaged, or takes more than {limits.MEMORY >> 20:,} MB of memory"
            raise FormatError(part.label, reason, "download it again, or save it as CSV")
    finally:
        process.kill()
        process.stdout.close()
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.wait()


def _give(part: Part, to: IO[bytes]) -> None:
    """Pass a workbook on, unpacked; a reader that has ended already is told of when its output ends."""
    reason = f"is a workbook of more than {limits.WORKBOOK >> 20} MB"
    with part.opened() as source, suppress(BrokenPipeError):
        _copy(source, to, limits.WORKBOOK, FormatError(part.label, reason, "save it as CSV"))
