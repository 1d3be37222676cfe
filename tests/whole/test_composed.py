"""After every key a terminal shows, cell for cell, what the app composed: no cell of an older screen, none astray."""

import json
import os
import re
import shlex
import subprocess
import sys
import time
import unicodedata

import pyte
import pytest
from pyte.graphics import FG, FG_AIXTERM, FG_BG_256
from terminal import ROOT, Screen, Terminal
from xterm import Xterm

pytestmark = pytest.mark.slow

COLUMNS, ROWS = 100, 30
UP, DOWN, RIGHT, ESCAPE, ENTER, THEME = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b", "\r", "\x1b[15~"
SHORT = ["2", "v", "j", "4", "?", ESCAPE, "1", THEME, "v"]
"""Keys after which REP left cells of older screens in tmux, and one of every other kind."""
LONG = [
    *["j", "j", "k", "f", "f", "v", "v", "v", "v", "u", "u", "m", "m", "[", "]", "r", "s", "l", "h", "G", "g"],
    *[
        "2",
        "v",
        "v",
        "j",
        DOWN,
        ENTER,
        ESCAPE,
        "s",
        "G",
        "3",
        "v",
        "j",
        "l",
        ENTER,
        ESCAPE,
        "4",
        "v",
        "j",
        "v",
        "m",
        "5",
        "j",
        ENTER,
        ESCAPE,
        "f",
        "f",
    ],
    *["6", "j", "v", "f", ENTER, ESCAPE, "7", "j", ENTER, ESCAPE, "1", ENTER, THEME, THEME, THEME, ESCAPE],
    *["p", "P", "j", THEME, ESCAPE, "?", DOWN, THEME, ESCAPE, "/", "mirror gap", " 2016", ENTER, ESCAPE, ESCAPE],
    *[":", "th", "eme", ENTER, "c", ESCAPE, "Y", "Y", ESCAPE, "t", "2", "t", "5", "t", "/", "日本 é e\u0301 –", ESCAPE],
]
COLOURS = [*(FG[30 + n] for n in range(8)), *(FG_AIXTERM[90 + n] for n in range(8)), *FG_BG_256[16:]]


class Emulator:
    """A plain VT emulator: pyte."""

    tells_plain = True

    def __init__(self, folder, command, term, **environment):
        self.terminal = Terminal(command, COLUMNS, ROWS, TERM=term, **environment)

    def press(self, keys):
        os.write(self.terminal.fd, keys.encode())

    def cells(self):
        self.terminal.read(0.1)
        return cells(self.terminal.screen)

    def close(self):
        self.terminal.__exit__()


class GnuScreen(Emulator):
    def __init__(self, folder, command, term):
        (folder / "sockets").mkdir(mode=0o700)
        (folder / "rc").write_text(f"startup_message off\ndefutf8 on\nterm {term}\n")
        self.sockets = {"SCREENDIR": str(folder / "sockets")}
        screen = ["screen", "-U", "-c", str(folder / "rc"), *command]
        super().__init__(folder, screen, "xterm-256color", **self.sockets)

    def close(self):
        subprocess.run(["screen", "-X", "quit"], env=os.environ | self.sockets, check=False, capture_output=True)
        super().close()


class DistantScreen(GnuScreen):
    """GNU screen with a shell on another host in it: there TERM lies and nothing else tells."""

    def __init__(self, folder, command, term):
        super().__init__(folder, ["env", "-u", "STY", *command], term)


class Tmux(Emulator):
    """tmux in an emulator: what its client draws there."""

    def __init__(self, folder, command, term):
        (folder / "conf").write_text("set -g status off\nset -s escape-time 0\n")
        self.server = ["tmux", "-S", str(folder / "tmux"), "-f", str(folder / "conf")]
        words = f"TERM={term} LANG=C.UTF-8 exec {shlex.join(command)}"
        super().__init__(folder, [*self.server, "new-session", words], "xterm-256color", TMUX=None)

    def close(self):
        subprocess.run([*self.server, "kill-server"], check=False, capture_output=True)
        super().close()


class XTerm:
    tells_plain = False
    """It prints what makes a letter bold or coloured, and not where that ends."""

    def __init__(self, folder, command, term):
        self.xterm = Xterm(folder, command, term, COLUMNS="", LINES="")

    def press(self, keys):
        self.xterm.type(keys)

    def cells(self):
        """Blanks that end a line are not printed; of their background the test of pictures speaks."""
        printed = re.sub(rb"\x1b\[[0-9;:]*m", lambda m: m[0].replace(b":", b";"), self.xterm.printed())
        bold = re.sub(rb"(\x1b\[0;1;)(?:38;5;|9(?=\d;))(\d+)", number_of_bold, printed)
        screen = Screen(COLUMNS + 1, ROWS)
        stream = pyte.ByteStream(screen)
        shown = []
        for y, line in enumerate(re.sub(rb"\x1b#5|\r|\xef\xbf\xbf", b"", bold).split(b"\n")[:ROWS]):
            stream.feed(f"\x1b[{y + 1}H".encode() + line)
            end = screen.cursor.x
            shown.append(cells(screen)[y][:end] + [(" ", None, None, None, None)] * (COLUMNS - end))
        return shown

    def close(self):
        self.xterm.close()


def number_of_bold(printed):
    """xterm prints of a bold letter the number of its colour less eight."""
    return printed[1] + b"38;5;%d" % (int(printed[2]) + (8 if b"38;5" in printed[0] else 16))


def cells(screen):
    return [
        [(c.data, c.fg, c.bg, c.bold, c.reverse) for c in (screen.buffer[y][x] for x in range(COLUMNS))]
        for y in range(ROWS)
    ]


def differences(shown, composed, tells_plain):
    """The cells that do not show what was composed for them. Of a blank only the background is seen."""
    found = []
    for y, (row, wanted) in enumerate(zip(shown, composed, strict=True)):
        for x, (cell, expected) in enumerate(zip(row, wanted, strict=True)):
            text, ink, paper, bold, reverse = expected
            if text == "█" and ink is not None and not reverse:
                text, ink, paper = " ", None, ink  # a blank of the colour of a full block is one
            look = (_name(paper), reverse) if not text.strip() else (_name(ink), _name(paper), bold, reverse)
            seen = (cell[2], cell[4]) if not text.strip() else cell[1:]
            if cell[2] is None or (not tells_plain and set(look) <= {"default", False}):
                look, seen = "", ""
            if (cell[0].strip(), seen) != (unicodedata.normalize("NFC", text.strip()), look):
                found.append((y, x, cell, expected))
    return found


def _name(colour):
    return "default" if colour is None else COLOURS[colour]


class Composed:
    """What the app composed last, read from the file that it writes."""

    def __init__(self, folder):
        self.file = folder / "composed"
        self.count = 0

    def settled(self, silence=0.4):
        """The rows, once no more frame has come for a while."""
        since, end = time.monotonic(), time.monotonic() + 60
        while time.monotonic() - since < silence or not self.count:
            assert time.monotonic() < end, "no frame came, or no end of them"
            time.sleep(0.02)
            told = json.loads(self.file.read_text()) if self.file.exists() else {"count": 0}
            if told["count"] != self.count:
                self.count, since = told["count"], time.monotonic()
        return told["rows"]


def tour(kind, folder, monkeypatch, term, keys, *options):
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    composed = Composed(folder)
    terminal = kind(folder, [sys.executable, str(ROOT / "tests/whole/composed.py"), str(composed.file), *options], term)
    try:
        seen = 0
        for key in ["", *keys]:
            if key:
                terminal.press(key)
            for _ in range(10):
                rows = composed.settled()
                found = differences(terminal.cells(), rows, kind.tells_plain)
                if not found:
                    break
            assert not found, (key, found[:8], len(found))
            seen = max(seen, composed.count)
        assert seen > len(keys) / 2
    finally:
        terminal.close()


def test_a_plain_emulator_shows_what_was_composed(tmp_path, monkeypatch):
    tour(Emulator, tmp_path, monkeypatch, "xterm-256color", SHORT)


@pytest.mark.needs("tmux")
@pytest.mark.parametrize("term", ["xterm-256color", "screen-256color", "tmux-256color"])
def test_tmux_shows_what_was_composed(term, tmp_path, monkeypatch):
    tour(Tmux, tmp_path, monkeypatch, term, SHORT)


@pytest.mark.needs("tmux", "screen", "xterm", "Xvfb")
@pytest.mark.parametrize(
    ("kind", "term"),
    [
        (Emulator, "xterm-256color"),
        (Emulator, "xterm"),
        (Tmux, "xterm-256color"),
        (Tmux, "screen-256color"),
        (Tmux, "tmux-256color"),
        (GnuScreen, "screen-256color"),
        (GnuScreen, "xterm-256color"),
        (DistantScreen, "xterm-256color"),
        (XTerm, "xterm-256color"),
    ],
)
def test_after_every_key_of_a_long_tour_each_terminal_shows_what_was_composed(kind, term, tmp_path, monkeypatch):
    tour(kind, tmp_path, monkeypatch, term, LONG)
