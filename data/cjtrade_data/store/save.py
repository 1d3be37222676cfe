"""Saving a file where a reader asked for it: whole, and never in the place of another unless told to."""

from __future__ import annotations

from pathlib import Path

from .atomic_write import SHARED, write_whole


def save(path: Path, content: bytes, *, replace: bool = False, otherwise: str = "") -> Path:
    """Write the file with the mode that the umask leaves, and return where it is.

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
