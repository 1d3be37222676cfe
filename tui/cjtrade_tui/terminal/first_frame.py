"""The first frame: on the terminal before Textual is imported, which takes over what is shown and sends what differs.

The terminal is taken at once, so that keys typed meanwhile do not show: they wait there for Textual to read them. Until
then a signal that ends the program gives it back, and none stops it.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from cjtrade_tui.terminal import environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cjtrade_tui.painting.runs import Run
    from cjtrade_tui.terminal.diff_renderer import DiffRenderer

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"
ASKED_BACKGROUND = "\x1b]11;?\x1b\\"
EMPTIED = "\x1b[m\x1b[2J\x1b[H"
"""Before the screen is left: a terminal that has no other one would keep the frame, and the shell write into it."""
_LEAVE = EMPTIED + "\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[m"
_SIXTEEN = ("terminal", "plain")
"""Palettes that need no more than sixteen colours."""


class FirstFrame:
    """A terminal that shows what is painted before there is Textual: the modes it had, and the cells that it shows."""

    def __init__(self, modes: list[Any]) -> None:
        self.modes = modes
        self.renderer: DiffRenderer | None = None
        self._is_entered = False
        self.taken_over = False
        """Set once Textual has the terminal: then it also leaves the screen. Set too when it has been left."""

    @property
    def is_shown(self) -> bool:
        """Whether the terminal shows the frame still."""
        return self.renderer is not None

    def lose(self) -> None:
        """Somebody else may have had the terminal, or its size changed: Textual is to show everything anew."""
        self.renderer = None

    def show(self, rows: Sequence[Sequence[Run]], size: tuple[int, int], palette: str, ascii: bool) -> None:
        """Write `rows` of (text, role), or what differs from those before."""
        from cjtrade_tui.terminal.diff_renderer import DiffRenderer, erases_with_background
        from cjtrade_tui.terminal.palettes import looks

        renderer, enter = self.renderer, ""
        if renderer is None:
            renderer, enter = DiffRenderer(erases=erases_with_background(), ascii=ascii), _ENTER
            self.renderer, self._is_entered = renderer, True
            enter += "" if palette in _SIXTEEN or environment.is_simple() or "STY" in os.environ else ASKED_BACKGROUND
        look = looks(palette)
        _write(enter + renderer.frame([[(text, look[role], None) for text, role in row] for row in rows], size))

    def restore(self) -> None:
        """Give the terminal back as it was before it was taken."""
        if sys.platform == "win32":
            return
        import termios

        try:
            termios.tcsetattr(0, termios.TCSANOW, self.modes)
            if self._is_entered and not self.taken_over:
                self.taken_over = True
                _write(_LEAVE)
        except (OSError, termios.error):
            pass


def take(palette: str) -> FirstFrame | None:
    """Take the terminal without showing anything yet; None where nothing is to be shown before Textual does.

    That is on Windows, with another driver than ours, and where the palette has colours that the terminal has not.
    """
    if sys.platform == "win32" or not environment.draws_itself() or os.environ.get("CJTRADE_WIRE") == "0":
        return None
    if palette not in _SIXTEEN and not environment.has_256_colours():
        return None
    import termios

    try:
        frame = FirstFrame(termios.tcgetattr(0))
        _give_back_on_signals(frame)
        quiet = [*frame.modes]
        quiet[0] &= ~termios.ICRNL  # Enter typed meanwhile is to be Enter
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(0, termios.TCSANOW, quiet)
    except (OSError, termios.error):
        return None
    return frame


def _write(text: str) -> None:
    data = text.encode("utf-8", "replace")
    while data:
        data = data[os.write(1, data) :]


def _give_back_on_signals(frame: FirstFrame) -> None:
    """Until Textual has the terminal: give it back where a signal would end at once, and do not stop but for SIGSTOP.

    An exception would not do: what it passes through on its way (a loop that is being made) has words to say of it.
    """
    if sys.platform == "win32":
        return
    import signal

    def leave(number: int, _: object) -> None:
        frame.restore()
        os._exit(128 + number)

    for name in environment.ENDING:
        if name != "SIGINT":  # that is an exception, and 130
            signal.signal(signal.Signals[name], leave)
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    for number in (signal.SIGCONT, signal.SIGWINCH):
        signal.signal(number, lambda *_: frame.lose())
