"""The command line: `cjtrade-tui` opens the app, `cjtrade-tui COMMAND` does something else and ends."""

import os
import warnings
from collections.abc import Sequence

from cjtrade_tui.cli.output import complain, discard_output
from cjtrade_tui.config import Config, load
from cjtrade_tui.terminal.environment import can_draw, speaks_utf8


def main(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit status: 0, or 2 with one line on standard error."""
    warnings.showwarning = _tell_warning
    try:
        return _run(list(arguments))
    except ValueError as error:
        complain(str(error))
        return 2
    except BrokenPipeError:
        discard_output()
        return 0
    except KeyboardInterrupt:
        return 130


def _run(words: list[str]) -> int:
    config = Config() if words[:1] == ["doctor"] else load()  # doctor says what is wrong with the file
    if config.store:  # as if the environment named it
        os.environ["CJTRADE_STORE"] = config.store
    if not words and can_draw():  # the parser, which takes as long to import as the page to build, is not needed
        from cjtrade_tui.cli.open_app import Asked, first_selection, open_app

        first = first_selection(config)
        asked = Asked(first, theme=config.theme, ascii=not speaks_utf8())
        return open_app(asked, config)
    from cjtrade_tui.cli.parser import parse

    command, options = parse(words)
    if command is not None:
        return int(command.module.run(options))
    if not can_draw():
        from cjtrade_tui.cli import show

        return show.run(options)
    from cjtrade_tui.cli.open_app import Asked, open_app
    from cjtrade_tui.cli.view_options import given, selection

    theme = options.theme or config.theme
    asked = Asked(selection(options), given(options), options.tables, options.store, theme, options.ascii)
    return open_app(asked, config)


def _tell_warning(message: Warning | str, *_: object, **__: object) -> None:
    """Say a library's warning in one line, without the place in its source."""
    complain(" ".join(str(message).split()))
