"""Where the program starts: the saved first screen before anything else is imported, then the command line."""

from __future__ import annotations

import gc
import sys

from cjtrade_tui import environment, first_screen


def main() -> int:
    """Run `cjtrade-tui` and return its exit status."""
    gc.disable()  # importing makes much and drops little: the app collects again after its first frame
    shown = None
    if len(sys.argv) == 1 and environment.can_draw():
        shown = first_screen.show(environment.fitting_palette())
    if sys.argv[1:2] == ["lookup"]:
        return _lookup(sys.argv[2:])
    try:
        from cjtrade_tui import cli

        return cli.main(sys.argv[1:], shown)
    finally:
        if shown is not None:
            shown.restore()


def _lookup(words: list[str]) -> int:
    """The one command that must feel instant: it goes round the command line's parser."""
    try:
        from cjtrade_tui import lookup_command

        return lookup_command.run(words)
    except ValueError as error:
        print(f"cjtrade-tui: {' '.join(str(error).splitlines())}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
