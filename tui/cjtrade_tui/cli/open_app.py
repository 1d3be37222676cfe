"""`cjtrade-tui [TAB]`: paint the first frame, then import Textual and run the app."""

from __future__ import annotations

import contextlib
import warnings
from typing import TYPE_CHECKING, NamedTuple

from cjtrade_tui.terminal import environment, first_frame

if TYPE_CHECKING:
    from pathlib import Path

    from cjtrade_data.model.period import Period
    from cjtrade_data.model.selection import Selection
    from cjtrade_tui.config import Config
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


def first_selection(config: Config) -> Selection:
    """What the app opens on where no view is named: what is set, at the seed's period, the latest, or where it was left."""
    from cjtrade_data.model.selection import Selection

    if config.opens == "left" and (left := _last_view()) is not None:
        return left
    opened = Selection(**{name: value for name in _SET if (value := getattr(config, name))})
    return opened.with_(period=_latest(opened)) if config.opens == "latest" else opened


_SET = ("unit", "reporter", "frequency")


def _latest(selection: Selection) -> Period:
    """The last period that the tables have of the reporter, of a frequency."""
    from cjtrade_data.book.book import Book
    from cjtrade_data.derivation.pair import pair_flows

    flows = pair_flows(Book(), selection.reporter, selection.frequency)
    return flows[-1].period if flows else selection.period


def _last_view_file() -> Path:
    from platformdirs import user_state_path

    return user_state_path("cjtrade-tui", appauthor=False) / "left.json"


def _last_view() -> Selection | None:
    """The view that the app was left at; None where it was never, or the file tells nothing."""
    import json

    from cjtrade_data.model.selection import Selection

    try:
        return Selection.from_options(json.loads(_last_view_file().read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _save_last_view(selection: Selection) -> None:
    """Keep the view for the next start."""
    import json

    from cjtrade_data.store.atomic_write import private_folder, write_whole

    with contextlib.suppress(OSError):
        private_folder(_last_view_file().parent)
        write_whole(_last_view_file(), json.dumps(selection.options()).encode())


def open_app(asked: Asked, config: Config) -> int:
    """Run the app and return its exit status. Raises ValueError where what is asked for is not there."""
    shown = first_frame.take(asked.theme or environment.fitting_palette())
    try:
        return _run(asked, config, shown)
    finally:
        if shown is not None:
            shown.restore()


def _run(asked: Asked, config: Config, shown: FirstFrame | None) -> int:
    warnings.simplefilter("ignore")  # what they would be told on is the screen
    opening = None
    if shown is not None:
        from cjtrade_tui.app.opening import paint

        opening = paint(asked, shown)
    from cjtrade_tui.app.app import Explorer

    app = Explorer(*asked, opening=opening)
    app.shows_cursor = config.cursor == "cell"
    app.run()
    if app.failure is not None:
        if shown is not None:
            shown.restore()
        from cjtrade_tui import crash_log

        return crash_log.report(app.failure)
    if app.error:
        from cjtrade_tui.cli.output import complain

        complain(app.error)
        return 2
    if config.opens == "left":
        _save_last_view(app.selection)
    return app.return_code or 0
