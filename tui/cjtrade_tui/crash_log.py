"""What went wrong unexpectedly: one line for the person, the traceback in a file for who mends it.

The file is `errors.log` in the XDG state folder, readable by its owner alone; when it has grown large it becomes
`errors.log.1` and a new one begins. Imported only once something has failed.
"""

import contextlib
import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_state_path

from cjtrade_data.credentials import KEY_VARIABLE, without_credentials, without_key
from cjtrade_data.safe_text import safe_text
from cjtrade_data.store.atomic_write import private_folder
from cjtrade_tui import __version__

LARGEST = 256_000
"""Bytes after which a new file begins."""
_LONGEST_ENTRY = 20_000
_LONGEST_REASON = 160


def report(error: BaseException) -> int:
    """Keep the traceback, say one line on standard error and return the exit status, 1.

    To be called when the terminal is as it was before.
    """
    reason = safe_text(f"{type(error).__name__}: {error}".rstrip(": "))
    if len(reason) > _LONGEST_REASON:
        reason = f"{reason[:_LONGEST_REASON]} ..."
    try:
        details = f"the details are in {record(error)}"
    except OSError as refused:
        details = f"the details could not be kept ({refused.strerror})"
    with contextlib.suppress(OSError, ValueError, AttributeError):
        print(f"cjtrade-tui: failed unexpectedly ({reason}); {safe_text(details)}", file=sys.stderr, flush=True)
    return 1


def record(error: BaseException) -> Path:
    """Add the traceback of `error` to the file and return its path. Raises OSError."""
    path = place()
    private_folder(path.parent)
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size > LARGEST:
            path.replace(path.with_name("errors.log.1"))
    text = "".join(traceback.format_exception(error))
    if len(text) > _LONGEST_ENTRY:
        text = f"{text[: _LONGEST_ENTRY // 2]}\n[...]\n{text[-_LONGEST_ENTRY // 2 :]}"
    text = "\n".join(safe_text(line.expandtabs()) for line in _without_secrets(text).splitlines())
    versions = f"cjtrade-tui {__version__}, Python {platform.python_version()}"
    head = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {versions}: cjtrade-tui {safe_text(_without_secrets(' '.join(sys.argv[1:])))}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    if sys.platform != "win32":
        flags |= os.O_NOFOLLOW
    file = os.open(path, flags, 0o600)
    try:
        if sys.platform != "win32":
            os.fchmod(file, 0o600)
        os.write(file, f"{head.rstrip()}\n{text}\n\n".encode(errors="replace"))
    finally:
        os.close(file)
    return path


def _without_secrets(text: str) -> str:
    """What is kept of a text that may hold the key or an address with a password."""
    return without_key(without_credentials(text), os.environ.get(KEY_VARIABLE, "").strip())


def place() -> Path:
    """Where the tracebacks go."""
    return user_state_path("cjtrade-tui", appauthor=False) / "errors.log"
