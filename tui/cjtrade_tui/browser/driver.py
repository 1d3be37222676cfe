"""Textual's driver for the web, with an end: a server or a browser that is gone ends the program."""

import os
import threading
from contextlib import suppress

from textual.drivers.web_driver import WebDriver

_PATIENCE = 5.0
"""Seconds to leave in good order; a program that waits for a pipe nobody reads any more cannot."""


class Browser(WebDriver):
    """What Textual's own driver does, but it does not outlive the server."""

    def write(self, data: str) -> None:
        try:
            super().write(data)
        except OSError:
            self._leave()

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._leave()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        if packet_type == "quit":
            self._leave()
        else:
            super().on_meta(packet_type, payload)

    def stop_application_mode(self) -> None:
        with suppress(OSError):
            super().stop_application_mode()

    def _leave(self) -> None:
        last = threading.Timer(_PATIENCE, os._exit, (0,))
        last.daemon = True
        last.start()
        self._app.call_later(self._app.exit)
