"""The terminal's two ends: keys in, frames out, and how both end.

Textual's Linux driver writes through a queue of 30 pieces and waits when it is full: a terminal that stops taking bytes
(a dead link, Ctrl+S) would stop the program, signals included. Here the output never waits; a frame is made only
once the one before it has left (see `DiffRenderedApp`), so nothing piles up. A terminal that goes away ends the program.
"""

import os
import selectors
import signal
import sys
import termios
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from cjtrade_tui.terminal.environment import ENDING, has_job_control, is_simple
from cjtrade_tui.terminal.first_frame import EMPTIED
from cjtrade_tui.terminal.input import Background, Bursts, IsGnuScreen, TerminalInput

assert sys.platform != "win32"

_PATIENCE = 0.5
"""Seconds a leaving program gives the terminal to take the last bytes."""
_AHEAD = 512
"""Bytes that may wait for the terminal before the next frame has to."""
_LONGEST_LEAVING = 10
"""Seconds after which the kernel ends a program that was told to leave and has not."""
_MOMENT = 0.05
"""Seconds for all signals that came together to be heard, before what they mean together is acted on."""
_SECOND_ATTRIBUTES = "\x1b[>c"
_ENTERING = frozenset({"\x1b[?1049h", "\x1b[?25l", "\x1b[?7l"})
"""What has been sent already where the first frame is shown."""
_QUESTIONS = frozenset({"\x1b[?2026$p", _SECOND_ATTRIBUTES, "\x1b[>25u", "\x1b[<u"})
"""What a simple terminal would print in part instead of answering; as any would the mouse pointer's shape, OSC 22."""


class Output(threading.Thread):
    """Writes to a file descriptor in a thread of its own; `write` never waits and never fails."""

    def __init__(self, file: int) -> None:
        super().__init__(daemon=True, name="terminal-output")
        self._file = file
        self._change = threading.Condition()
        self._waiting = bytearray()
        self._pending = 0
        self._ended = False
        self._then: Callable[[], object] | None = None

    def write(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        with self._change:
            self._waiting += data
            self._pending += len(data)
            self._change.notify()

    def behind(self, then: Callable[[], object]) -> bool:
        """Whether the terminal has still to take what was sent; if so, `then` is called (in this thread) when it has."""
        with self._change:
            if self._pending <= _AHEAD:
                return False
            self._then = then
            return True

    def drain(self) -> None:
        """Let what waits go out, for a moment; a terminal that takes nothing is left alone."""
        with self._change:
            self._change.wait_for(lambda: not self._pending, _PATIENCE)

    def stop(self) -> None:
        """Write what waits, for a moment, and nothing more."""
        with self._change:
            self._ended = True
            self._change.notify()
        self.join(_PATIENCE)

    def run(self) -> None:
        """Write what comes until it is stopped or the terminal is gone."""
        while True:
            with self._change:
                self._change.wait_for(lambda: self._waiting or self._ended)
                data, self._waiting = bytes(self._waiting), bytearray()
            if not data or not self._send(data):
                return

    def _send(self, data: bytes) -> bool:
        """Write all of it; False where the terminal is gone, which the input notices too."""
        while data:
            try:
                count = os.write(self._file, data)
            except OSError:
                return False
            data = data[count:]
            with self._change:
                self._pending -= count
                then = None
                if not self._pending:
                    then, self._then = self._then, None
                    self._change.notify_all()
            if then is not None:
                then()
        return True


class Terminal(LinuxDriver):
    """Textual's driver for Linux and macOS, with an output that never waits and an input that notices the end.

    On a terminal that shows the first frame (`app.shown`) it does not change to the other screen again, which
    would clear it.
    """

    _output: Output | None = None
    _taken = False
    """Whether the terminal is the app's: raw, and on the other screen."""
    _suspended = False
    _is_to_look = False
    """Whether a look at where a SIGCONT leaves us has been arranged."""

    def start_application_mode(self) -> None:
        app: Any = self._app
        if self._output is None:
            for number in ENDING:
                self._loop.add_signal_handler(signal.Signals[number], self._end)
            self._output = Output(1)
            self._output.start()
        self._taken, self._suspended = True, False
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is not None:  # the base class's own, which nothing is written to
            self._writer_thread.stop()
            self._writer_thread = None
        self.write(_SECOND_ATTRIBUTES)
        if app.shown is not None and not app.shown.taken_over:
            app.shown.taken_over = True
            self.attrs_before = app.shown.modes
        if self._key_thread is None or not self._key_thread.is_alive():  # the terminal has gone
            app.call_later(app.exit)

    def stop_application_mode(self) -> None:
        if self._taken:
            self.write(EMPTIED)
        self._taken = False
        super().stop_application_mode()

    def write(self, data: str) -> None:
        if data.startswith("\x1b]22;") or data == "\x1b[?2048$p" or (data in _QUESTIONS and is_simple()):
            return
        shown = self._app.shown  # type: ignore[attr-defined]
        if data in _ENTERING and shown is not None and shown.is_shown and not shown.taken_over:
            return
        if self._output is not None:
            self._output.write(data)

    def behind(self, then: Callable[[], object]) -> bool:
        """Whether the terminal has still to take earlier frames; if so, the app calls `then` when it has."""
        return self._output is not None and self._output.behind(lambda: self._app.call_later(then))

    def close(self) -> None:
        if self._output is not None:
            self._output.stop()
            self._output = None

    def suspend_application_mode(self) -> None:
        self.stop_application_mode()
        if self._output is not None:
            self._output.drain()

    def resume_application_mode(self) -> None:
        super().resume_application_mode()
        self._redraw()

    def _redraw(self) -> None:
        app: Any = self._app
        app.redraw_whole()
        app.refresh(layout=True)

    # Signals: what Python runs in the middle of anything only tells the event loop, which acts between two things

    def _end(self) -> None:
        """Leave as a signal asks, the terminal to whom it belongs: in the background its modes are the shell's."""
        if self._app._exit:
            return
        signal.alarm(_LONGEST_LEAVING)
        if self._in_background():
            for number in (signal.SIGTTOU, signal.SIGTTIN):
                signal.signal(number, signal.SIG_IGN)
            self.attrs_before = None
        self._app.exit()

    def _sigtstp_application(self, *_: object) -> None:
        with suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._suspend)

    def _sigcont_application(self, *_: object) -> None:
        if not self._is_to_look:
            self._is_to_look = True
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._loop.call_later, _MOMENT, self._continued)

    def _suspend(self) -> None:
        if self._taken and not self._app._exit and has_job_control():
            self._suspended = True
            self.suspend_application_mode()
            self._stop()

    def _stop(self) -> None:
        """Stop by the kernel's own rule, which lets a program go on that no shell would bring back."""
        for number in (signal.SIGTSTP, signal.SIGCONT):
            signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._sigtstp_application)
        signal.signal(signal.SIGCONT, self._sigcont_application)
        self._sigcont_application()

    def _continued(self) -> None:
        """After SIGCONT, which comes after a stop that was not ours too, and for no reason: take what is not taken."""
        self._is_to_look = False
        if self._app._exit or not (self._taken or self._suspended):
            return
        if self._in_background():
            if has_job_control():
                self._stop()
            else:
                self._end()
        elif self._taken and self._is_raw():
            self._redraw()
        else:
            if self._taken:
                self.suspend_application_mode()
            self.resume_application_mode()

    def _in_background(self) -> bool:
        try:
            return os.tcgetpgrp(self.fileno) != os.getpgrp()
        except OSError:  # not the terminal that controls us, or it has gone, which the input notices
            return False

    def _is_raw(self) -> bool:
        """Whether the terminal's modes are still ours; a shell leaves others."""
        try:
            return not termios.tcgetattr(self.fileno)[3] & termios.ICANON
        except termios.error:
            return True

    def _get_terminal_size(self) -> tuple[int, int]:
        """The size the terminal has, whatever COLUMNS and LINES say: what a shell exported is not what a window is now."""
        try:
            columns, rows = os.get_terminal_size(1)
        except OSError:  # it has gone, which the input notices
            return 80, 24
        return columns or 80, rows or 24

    # Input

    def process_message(self, message: Message) -> None:
        app: Any = self._app
        if isinstance(message, IsGnuScreen):
            app.call_later(app.erase_plainly)
        elif isinstance(message, Background):
            app.call_later(app.follow_background, message.is_light)
        else:
            super().process_message(message)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:  # the terminal has gone
            self._app.call_later(self._app.exit)
        except Exception as error:
            self._app.call_later(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Hand on what is typed until the driver stops. Raises OSError when the terminal has gone."""
        terminal, bursts = TerminalInput(), Bursts()
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                data = b""
                if selector.select(bursts.patience):
                    data = os.read(self.fileno, 4096)
                    if not data:
                        raise OSError("the terminal has gone")
                for message in bursts.take(terminal.receive(data)):
                    self.process_message(message)
                for message in () if data else bursts.end():
                    self.process_message(message)
