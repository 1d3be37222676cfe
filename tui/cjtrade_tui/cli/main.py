"""The command line: `cjtrade-tui` opens the app, `cjtrade-tui COMMAND` does something else and ends."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cjtrade_data.store.location import has_settings
from cjtrade_tui.cli.output import complain, give_up
from cjtrade_tui.terminal.environment import can_draw, speaks_utf8

if TYPE_CHECKING:
    import argparse


def main(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit status: 0, or 2 with one line on standard error."""
    warnings.showwarning = _tell_warning
    words = list(arguments)
    try:
        if not words and can_draw():
            return _open_first_tab()
        from cjtrade_tui.cli.parser import parse

        _take_store(words)

        command, options = parse(words)
        if command is not None:
            return int(command.module.run(options))
        if can_draw():
            return _open(options)
        from cjtrade_tui.cli import show

        return show.run(options)
    except ValueError as error:
        complain(str(error))
        return 2
    except BrokenPipeError:
        give_up()
        return 0
    except KeyboardInterrupt:
        return 130


def _take_store(words: list[str]) -> None:
    """Have every command use the store that the reader's file names, as if the environment named it."""
    if words[:1] == ["doctor"] or not has_settings():
        return  # doctor says what is wrong with the file
    from cjtrade_tui.config import load

    store = load().store
    if store:
        os.environ["CJTRADE_STORE"] = store


def _tell_warning(message: Warning | str, *_: object, **__: object) -> None:
    """Say a library's warning in one line, without the place in its source."""
    complain(" ".join(str(message).split()))


def _open_first_tab() -> int:
    """The app as it opens by itself: the parser, which takes as long to import as the page to build, is not needed."""
    from cjtrade_data.model.selection import Selection
    from cjtrade_tui.cli.open_app import Asked, open_app

    if not has_settings():
        return open_app(Asked(Selection(), ascii=not speaks_utf8()))
    from cjtrade_tui.cli.open_app import first_selection
    from cjtrade_tui.config import load

    config = load()
    store = config.store or None
    return open_app(Asked(first_selection(config), store=store, theme=config.theme, ascii=not speaks_utf8()))


def _open(options: argparse.Namespace) -> int:
    from cjtrade_tui.cli.open_app import Asked, open_app
    from cjtrade_tui.cli.view_options import given, selection
    from cjtrade_tui.config import load

    named, theme = given(options), options.theme or load().theme
    return open_app(Asked(selection(options), named, options.tables, options.store, theme, options.ascii))
