"""The saved first screen: on the terminal some 30 ms after exec, while Python still imports Textual.

What the program showed first is kept under the XDG cache folder, for this size, palette, terminal, version and these
tables, and written before anything heavy is imported; Textual then takes over and sends only what differs. Nothing
but plain text, colours and cursor moves is ever written from the file, whatever is in it, and a screen of other
tables is never shown, since their checksum is in its name. CJTRADE_FIRST_SCREEN=0 does without.

Only what Python has loaded anyway is imported here; each import would cost the milliseconds this module is for.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder

from cjtrade_tui.terminal import environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ENTER = b"\x1b[?1049h\x1b[?25l\x1b[?7l"
EMPTIED = "\x1b[m\x1b[2J\x1b[H"
"""Before the screen is left: a terminal that has no other one would keep the frame, and the shell write into it."""
_LEAVE = EMPTIED.encode() + b"\x1b[?7h\x1b[?25h\x1b[?1049l\x1b[m"
_FINALS = "mHKJC"
_LARGEST = 100_000
_DATA = "~/Library/Application Support" if sys.platform == "darwin" else "~/.local/share"


class FirstScreen:
    """A first screen that is on the terminal: the text that drew it and the terminal's modes before."""

    def __init__(self, path: str, text: str, modes: list[Any]) -> None:
        self.path, self.text, self.modes = path, text, modes
        self.taken_over = False
        """Set once Textual has the terminal: then it also leaves the screen. Set too when it has been left."""

    def restore(self) -> None:
        """Give the terminal back as it was before `show`."""
        if sys.platform == "win32":
            return
        import termios

        try:
            termios.tcsetattr(0, termios.TCSANOW, self.modes)
            if not self.taken_over:
                self.taken_over = True
                os.write(1, _LEAVE)
        except (OSError, termios.error):
            pass


def show(palette: str) -> FirstScreen | None:
    """Write the saved screen to the terminal; None where there is none that fits, or one that is not clean.

    Echo is switched off, so that keys typed meanwhile do not show; they wait for Textual to read them.
    """
    if sys.platform == "win32" or os.environ.get("CJTRADE_FIRST_SCREEN") == "0":
        return None
    try:
        path = place(palette)
        with open(path, encoding="utf-8", newline="") as file:  # noqa: PTH123  (pathlib is not loaded yet)
            text = file.read(_LARGEST)
        if not is_clean(text):
            return None
        import termios

        modes = termios.tcgetattr(0)
        quiet = [*modes]
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(0, termios.TCSANOW, quiet)
        os.write(1, _ENTER + text.encode())
        return FirstScreen(path, text, modes)
    except (OSError, ValueError, ImportError):
        return None


def save(palette: str, text: str) -> None:
    """Keep `text`, which draws the whole first screen, for the next start; silently not where it cannot be kept."""
    if os.environ.get("CJTRADE_FIRST_SCREEN") == "0" or not is_clean(text):
        return
    try:
        path = place(palette)
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
        _clear_leftovers(os.path.dirname(path))  # noqa: PTH120
        new = f"{path}.{os.getpid()}"
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(new, path)  # noqa: PTH105
    except OSError:
        pass


def _clear_leftovers(folder: str) -> None:
    """Delete what processes that are no more had begun to save."""
    for name in os.listdir(folder):  # noqa: PTH208
        begun, _, process = name.rpartition(".")
        if begun.startswith("first-") and process.isascii() and process.strip("0123456789") == "" != process:
            try:
                os.kill(int(process), 0)
            except ProcessLookupError:
                os.unlink(f"{folder}/{name}")  # noqa: PTH108
            except (OSError, OverflowError):
                pass


def place(palette: str) -> str:
    """The file for this terminal, these tables and this version.

    The description of the tables holds the checksum of each of them; its own goes into the name, with that of
    the first front page, so a changed figure or a new version never finds an old screen. Raises OSError.
    """
    from cjtrade_tui import __version__

    here = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
    terminal = (
        f"{os.environ.get('TERM')} {os.environ.get('COLORTERM')} {environment.speaks_utf8()} {'STY' in os.environ}"
    )
    mark = _sha256(f"{__version__} {terminal} {palette}".encode())
    package = PathFinder.find_spec("cjtrade_data")  # finds without importing
    if package is None or not package.submodule_search_locations:
        raise OSError("the tables are not installed")
    data = next(iter(package.submodule_search_locations))
    with open(f"{data}/tables/datapackage.json", "rb") as file:  # noqa: PTH123
        mark.update(file.read())
    with open(f"{here}/app/front_pages.jsonl", "rb") as file:  # noqa: PTH123
        mark.update(file.readline() + file.readline())
    mark.update(_store().encode())
    columns, rows = os.get_terminal_size(1)
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return f"{cache}/cjtrade-tui/first-{columns}x{rows}-{mark.hexdigest()[:32]}"


def _store() -> str:
    """What changes with every import into the reader's own store; "" where there is none."""
    folder = os.environ.get("XDG_DATA_HOME") or os.path.expanduser(_DATA)  # noqa: PTH111
    try:
        manifest = os.stat(f"{folder}/cjtrade-tui/store/manifest.json")  # noqa: PTH116
    except OSError:
        return ""
    return f"{manifest.st_mtime_ns} {manifest.st_size} {manifest.st_ino}"


def _sha256(content: bytes) -> Any:
    """SHA-256 without hashlib where Python has it apart: OpenSSL takes longer to load than all the rest."""
    for module in ("_sha2", "_sha256", "hashlib"):
        try:
            return __import__(module).sha256(content)
        except ImportError:
            continue
    raise OSError("this Python has no SHA-256")


def is_clean(text: str) -> bool:
    """Whether `text` is nothing but printable characters, line ends, colours, cursor moves and erasures."""
    plain, *sequences = text.split("\x1b")
    if not _printable(plain):
        return False
    for sequence in sequences:
        if sequence[:1] != "[":
            return False
        end = 1
        while end < len(sequence) and sequence[end] in "0123456789;":
            end += 1
        if (
            end > 24
            or sequence[end : end + 1] not in _FINALS
            or not sequence[end:]
            or not _printable(sequence[end + 1 :])
        ):
            return False
    return bool(text)


def _printable(text: str) -> bool:
    return text.isprintable() or text.replace("\r\n", "").isprintable()
