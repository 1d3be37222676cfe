"""Kiosk: the explorer for people who may look but hold no account, made for OpenSSH's ForceCommand.

Nothing outside the program can be read, written, named, run or reached: see `sandbox`. The tray lasts as long as the
session, and what leaves does so by the reader's own clipboard.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from cjtrade_tui.kiosk import sandbox
from cjtrade_tui.terminal.environment import can_draw

assert sys.platform != "win32"

_REFUSED = 2
_OUT_OF_MEMORY = "ended: the session reached its limit of memory"
_WITHOUT = "this is a kiosk: it opens in a terminal (ssh -t) and runs no command"


def run(words: Sequence[str]) -> int:
    """Run a kiosk's session and return the exit status; the last line on standard error says why it ended."""
    sandbox.isolate()
    sandbox.clean_environment()
    last = sandbox.silence_stderr()
    status, farewell = _session(words)
    if farewell:
        os.write(last, f"cjtrade-tui: {farewell}\n".encode())
    return status


def _session(words: Sequence[str]) -> tuple[int, str]:
    """The exit status and the last words, which name nothing of the host."""
    from cjtrade_tui.cli import parser

    try:
        options = parser.kiosk_options(words)
    except ValueError as error:
        return _REFUSED, str(error)
    if not can_draw():
        return _REFUSED, _WITHOUT
    sandbox.set_limits()
    sandbox.restrict()
    try:
        return _explore(options)
    except MemoryError:
        return 1, _OUT_OF_MEMORY
    except Exception as error:
        return 1, f"failed unexpectedly ({type(error).__name__})"


def _explore(options: Namespace) -> tuple[int, str]:
    from cjtrade_tui.cli.view_options import given, selection
    from cjtrade_tui.kiosk.app import Kiosk

    app = Kiosk(selection(options), options.theme or "", options.ascii, options.idle * 60, given(options))
    app.run()
    if isinstance(app.failure, MemoryError):
        return 1, _OUT_OF_MEMORY
    if app.failure is not None:
        return 1, f"failed unexpectedly ({type(app.failure).__name__})"
    return (_REFUSED if app.error else app.return_code or 0), app.farewell
