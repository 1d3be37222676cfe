"""Which driver the app talks to its terminal by: our own, Textual's, or the one for a browser."""

from __future__ import annotations

import os
import sys

from textual.app import App
from textual.driver import Driver

from cjtrade_tui.terminal.environment import draws_itself, in_browser


class Driven(App[None]):
    """Mixed into the explorer: our own driver where there is a terminal of POSIX and TEXTUAL_DRIVER names no other."""

    def get_driver_class(self) -> type[Driver]:
        """The class of the driver. Raises ValueError where TEXTUAL_DRIVER names none."""
        if in_browser():
            from cjtrade_tui.browser.driver import Browser

            return Browser
        if sys.platform != "win32" and draws_itself():
            from cjtrade_tui.terminal.driver import Terminal

            return Terminal
        try:
            return super().get_driver_class()
        except (ImportError, AttributeError, RuntimeError, ValueError):
            named = os.environ.get("TEXTUAL_DRIVER")
            raise ValueError(f"TEXTUAL_DRIVER names no driver of Textual's ({named}); unset it") from None
