"""One rename puts a new file in the place of the one before."""

from __future__ import annotations

import sys
import time
from pathlib import Path

_TRIES = 20
_PAUSE = 0.05


def put_in_place(new: Path, path: Path) -> None:
    """Rename `new` to `path`. Raises OSError.

    Windows refuses while another program has `path` open, as one that reads it has for a moment: it is asked again.
    """
    for _ in range(_TRIES if sys.platform == "win32" else 0):
        try:
            new.replace(path)
            return
        except PermissionError:
            time.sleep(_PAUSE)
    new.replace(path)
