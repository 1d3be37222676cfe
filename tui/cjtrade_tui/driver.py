"""The terminal's two ends: keys in, frames out, and how both end.

Textual's Linux driver writes through a queue of 30 pieces and waits when it is full: a terminal that stops taking bytes
(a dead link, Ctrl+S) would stop the program, signals included. Here the output never waits; a frame is made only
once the one before it has left (see `WiredApp`), so nothing piles up. A terminal that goes away ends the program.
"""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import sys
import threading
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from cjtrade_tui.environment import is_simple

assert sys.platform != "win32"

_PATIENCE = 0.5
"""Seconds a leaving program gives the terminal to take the last bytes."""
_AHEAD = 512
"""Bytes that may wait for the terminal before the next frame has to."""
_QUESTIONS = frozenset({"\x1b[?2026$p", "\x1b[?2048$p", "\x1b[>25u", "\x1b[<u"})
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

    def stop(self) -> None:
        """Let what waits go out, for a moment; a terminal that takes nothing is left alone."""
        with self._change:
            self._ended = True
            self._change.notify()
        self.join(_PATIENCE)

    def run(self) -> None:
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
            if then is not None:
                then()
        return True


class Terminal(LinuxDriver):
    """Textual's driver for Linux and macOS, with an output that never waits and an input that notices the end.

    On a terminal that shows the saved first screen (`app.shown`) it does not change to the other screen, which
    would clear it.
    """

    _output: Output | None = None

    def start_application_mode(self) -> None:
        app: Any = self._app
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, app.exit)
        self._output = Output(1)
        self._output.start()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is not None:  # the base class's own, which nothing is written to
            self._writer_thread.stop()
            self._writer_thread = None
        if app.shown is not None:
            app.shown.taken_over = True
            self.attrs_before = app.shown.modes

    def write(self, data: str) -> None:
        if data.startswith("\x1b]22;") or (data in _QUESTIONS and is_simple()):
            return
        shown = self._app.shown  # type: ignore[attr-defined]
        if data == "\x1b[?1049h" and shown is not None and not shown.taken_over:
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

    def resume_application_mode(self) -> None:
        super().resume_application_mode()
        app: Any = self._app
        app.redraw_whole()
        app.refresh(layout=True)

    def _get_terminal_size(self) -> tuple[int, int]:
        """The size the terminal has, whatever COLUMNS and LINES say: what a shell exported is not what a window is now."""
        try:
            columns, rows = os.get_terminal_size(1)
        except OSError:  # it has gone, which the input notices
            return 80, 24
        return columns or 80, rows or 24

    # Input

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:  # the terminal has gone
            self._app.call_later(self._app.exit)
        except Exception as error:
            self._app.call_later(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Hand on what is typed until the driver stops. Raises OSError when the terminal has gone."""
        parser = XTermParser()
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(0.1):
                    data = os.read(self.fileno, 4096)
                    if not data:
                        raise OSError("the terminal has gone")
                    if text := decode(data):
                        for message in parser.feed(text):
                            self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
