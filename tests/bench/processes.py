"""Who was started by whom, as /proc tells it; processes that end meanwhile are passed over."""

import contextlib
import time
from pathlib import Path


def descendants(pid: int) -> list[int]:
    """The processes below one, at any depth."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for path in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in map(int, path.read_text().split()):
                found += [child, *descendants(child)]
    return found


def running(pid: int, word: bytes) -> list[int]:
    """Those below a process that have `word` on their command line."""
    found = []
    for child in descendants(pid):
        with contextlib.suppress(OSError):
            if word in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
                found.append(child)
    return found


def started(pid: int, word: bytes, seconds: float = 20) -> int:
    """The first of those `running`, waited for. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := running(pid, word):
            return found[0]
        time.sleep(0.02)
    raise TimeoutError(f"{word.decode()} did not start")
