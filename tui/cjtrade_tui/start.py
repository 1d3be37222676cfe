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
    try:
        from cjtrade_tui import cli

        return cli.main(sys.argv[1:], shown)
    finally:
        if shown is not None:
            shown.restore()


if __name__ == "__main__":
    sys.exit(main())
