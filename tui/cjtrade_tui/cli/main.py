"""The command line: `cjtrade-tui` opens the app, `cjtrade-tui COMMAND` does something else and ends."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cli.output import give_up
from cjtrade_tui.cli.parser import parse
from cjtrade_tui.terminal.environment import can_draw

if TYPE_CHECKING:
    from cjtrade_tui.terminal.first_frame_cache import FirstScreen


def main(arguments: Sequence[str], shown: FirstScreen | None = None) -> int:
    """Run the command line and return the exit status: 0, or 2 with one line on standard error.

    `shown` is the saved first screen that is on the terminal already, if there is one.
    """
    warnings.showwarning = _tell_warning
    words = list(arguments)
    try:
        command, options = parse(words)
        if command is not None:
            return int(import_module(f"cjtrade_tui.cli.{command.module}").run(options))
        if can_draw():
            return _open(options, shown if words == [] else None)
        from cjtrade_tui.cli import show

        return show.run(options)
    except ValueError as error:
        return _refuse(str(error))
    except BrokenPipeError:
        give_up()
        return 0
    except KeyboardInterrupt:
        return 130


def _tell_warning(message: Warning | str, *_: object, **__: object) -> None:
    """Say a library's warning in one line, without the place in its source."""
    print(f"cjtrade-tui: {safe_text(' '.join(str(message).split()))}", file=sys.stderr)


def _open(options: argparse.Namespace, shown: FirstScreen | None) -> int:
    from cjtrade_tui.app.app import Explorer
    from cjtrade_tui.cli.view_options import given, selection

    opened = selection(options)
    warnings.simplefilter("ignore")  # what they would be told on is the screen
    app = Explorer(opened, options.tables, options.theme or "", shown, options.ascii, options.store, given(options))
    app.run()
    if app.failure is not None:
        if shown is not None:
            shown.restore()
        from cjtrade_tui.cli import crash_log

        return crash_log.tell(app.failure)
    if app.error:
        return _refuse(app.error)
    return app.return_code or 0


def _refuse(reason: str) -> int:
    print(f"cjtrade-tui: {safe_text(reason)}", file=sys.stderr)
    return 2
