"""`cjtrade-tui [TAB]`: paint the first frame, then import Textual and run the app."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, NamedTuple

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.terminal import environment, first_frame

if TYPE_CHECKING:
    from pathlib import Path

    from cjtrade_data.model.selection import Selection
    from cjtrade_tui.terminal.first_frame import FirstFrame


class Asked(NamedTuple):
    """What a command line asks the app to open.

    `tables` is a folder of tables other than the bundled ones, `store` the place of a store other than the reader's own,
    `theme` a palette other than the fitting one. With `ascii` nothing else is sent. What of the selection is `given`
    must be what is shown first.
    """

    selection: Selection
    given: frozenset[str] = frozenset()
    tables: Path | None = None
    store: str | None = None
    theme: str = ""
    ascii: bool = False


def open_app(asked: Asked) -> int:
    """Run the app and return its exit status. Raises ValueError where what is asked for is not there."""
    shown = first_frame.take(asked.theme or environment.fitting_palette())
    if shown is None:
        return _run(asked, None)
    try:
        return _run(asked, shown)
    finally:
        shown.restore()


def _run(asked: Asked, shown: FirstFrame | None) -> int:
    warnings.simplefilter("ignore")  # what they would be told on is the screen
    opening = None
    if shown is not None:
        from cjtrade_tui.app.opening import paint

        opening = paint(asked, shown)
    from cjtrade_tui.app.app import Explorer

    app = Explorer(*asked, opening=opening)
    app.run()
    if app.failure is not None:
        if shown is not None:
            shown.restore()
        from cjtrade_tui import crash_log

        return crash_log.tell(app.failure)
    if app.error:
        print(f"cjtrade-tui: {safe_text(app.error)}", file=sys.stderr)
        return 2
    return app.return_code or 0
