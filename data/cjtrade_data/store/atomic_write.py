"""Files written whole or not at all, folders of their owner alone, and what a writer that was killed left behind."""

import os
import secrets
import shutil
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o600
SHARED = 0o666
"""Modes of a file: its owner's alone, or what the umask leaves, as of all files that people save."""
_BEGINS, _ENDS = ".cjtrade-", ".new"
_TRIES, _PAUSE = 20, 0.05
_A_DAY = 86_400.0


def private_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner alone. Raises OSError."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)


def write_whole(path: Path, content: bytes, mode: int = PRIVATE, *, replace: bool = True) -> None:
    """Put `content` in the place of `path` at once, on the disk before and after.

    Raises OSError; FileExistsError where there is such a file already and it is not to be replaced. What writers that
    were killed left in the folder is cleared away, a day later.
    """
    clear_leftovers(path.parent)
    new = path.parent / f"{_BEGINS}{secrets.token_hex(6)}{_ENDS}"
    try:
        with open(new, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            _put_in_place(new, path)
        else:
            _link(new, path)
    finally:
        with suppress(OSError):
            new.unlink()
    flush(path.parent)


def save(path: Path, content: bytes, *, replace: bool = False, otherwise: str = "") -> Path:
    """Write a file where a reader asked for it, with the mode that the umask leaves, and return where it is.

    Raises ValueError, in one line, where it cannot be written or there is one and it is not to be replaced; `otherwise`
    says what else the reader may do then.
    """
    try:
        place = path.expanduser().resolve()
        if place.exists() and not place.is_file():
            raise ValueError(f"{path} is no file that could be replaced; name another")
        write_whole(place, content, SHARED, replace=replace)
    except FileExistsError:
        raise ValueError(f"{path} is there already; name another file{otherwise}") from None
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ValueError(f"{path}: {reason}; see to the folder and its permissions") from error
    return place


def _put_in_place(new: Path, path: Path) -> None:
    """Rename. Windows refuses while another program has `path` open, as one that reads it has for a moment: it is asked
    again."""
    for _ in range(_TRIES if sys.platform == "win32" else 0):
        try:
            new.replace(path)
            return
        except PermissionError:
            time.sleep(_PAUSE)
    new.replace(path)


def _link(new: Path, path: Path) -> None:
    """Give a file its name unless there is one of that name."""
    try:
        os.link(new, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(17, "File exists", str(path)) from None
        new.replace(path)


def clear_leftovers(folder: Path, names: str = f"{_BEGINS}*{_ENDS}") -> None:
    """Delete the files and folders of such names that nobody has touched for a day: who made them was killed."""
    for path in folder.glob(names):
        with suppress(OSError):
            found = path.lstat()
            if time.time() - found.st_mtime > _A_DAY:
                if stat.S_ISREG(found.st_mode):
                    path.unlink()
                elif stat.S_ISDIR(found.st_mode):
                    shutil.rmtree(path)


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk. Raises OSError."""
    if path.is_dir():
        if sys.platform == "win32":  # has no such thing
            return
        handle = os.open(path, os.O_RDONLY)
    else:
        handle = os.open(path, os.O_RDWR)  # Windows flushes only what may be written
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
