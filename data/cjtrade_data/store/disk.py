"""What a disk says of files: whether they are what was saved, and in one line what it refuses."""

import errno
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from ..errors import StoreError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_ROOM_WORDS = ("os error 28", "os error 27", "os error 122", "No space left", "transport error")


def checksum(path: Path) -> str:
    """SHA-256 of a file, read in blocks. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def one_line_errors(place: object) -> Iterator[None]:
    """Turn what the disk refuses into a StoreError."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StoreError(place, "no room on the disk", _AS_IT_WAS) from error
        reason = error.strerror or str(error).splitlines()[0]
        raise StoreError(place, f"{reason} ({error.filename or 'the disk'})", "see to its permissions") from error
    except pl.exceptions.PolarsError as error:
        if any(words in str(error) for words in _NO_ROOM_WORDS):
            raise StoreError(place, "no room on the disk", _AS_IT_WAS) from error
        raise


@contextmanager
def damage_as_store_error(place: object) -> Iterator[None]:
    """Turn what a file that cannot be read raises into a StoreError."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        reason = f"a file of it is damaged or missing ({first_line(error)[:120]})"
        raise StoreError(place, reason, "cjtrade-tui store verify tells which") from error


def first_line(error: BaseException) -> str:
    """The first line of what an exception says, its kind where it says nothing."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__


_AS_IT_WAS = "nothing was changed: free some and try again"
