"""Clipboard: text goes to the reader's own terminal, so that it reaches the laptop from the far end of SSH.

The way is OSC 52, wrapped for tmux and screen where they would keep it to themselves. A terminal does not say whether
it took the text, so nothing here says more than that it was sent.
"""

import base64
import os
import shutil
import subprocess

LONGEST = 74_994
"""Bytes of base64 that terminals are known to take in one piece."""
_WITHOUT = ("linux", "vt", "dumb", "cons", "ansi", "unknown")
_SCREENS_PIECE = 240
"""GNU screen passes strings of up to 256 bytes on to the terminal."""
_PATIENCE = 2
"""Seconds that tmux has to take the text."""


def can_copy() -> bool:
    """Whether the terminal is of a kind that has a clipboard at all."""
    return not os.environ.get("TERM", "").startswith(_WITHOUT)


def fits(text: str) -> bool:
    """Whether a terminal would take the text in one piece."""
    return (len(text.encode()) + 2) // 3 * 4 <= LONGEST


def sequence(text: str) -> str:
    """The bytes that put `text` on the clipboard of the terminal, through what stands between."""
    plain = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"
    if "TMUX" in os.environ or os.environ.get("TERM", "").startswith("tmux"):
        return plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if "STY" in os.environ:
        pieces = [plain[at : at + _SCREENS_PIECE] for at in range(0, len(plain), _SCREENS_PIECE)]
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return plain


def load_tmux(text: str) -> bool:
    """Hand the text to the tmux this runs in, which keeps it as a buffer and sends it on; False where it did not.

    Unlike OSC 52 this works with the settings tmux comes with.
    """
    if "TMUX" not in os.environ or shutil.which("tmux") is None:
        return False
    try:
        done = subprocess.run(
            ["tmux", "load-buffer", "-w", "-"], input=text.encode(), timeout=_PATIENCE, capture_output=True, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
