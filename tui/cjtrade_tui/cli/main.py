"""The command line: `cjtrade-tui` opens the app, `cjtrade-tui show TAB` prints a tab."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from cjtrade_data.model.period import Period
from cjtrade_data.model.selection import FREQUENCIES, TABS, UNITS, Selection, frequencies_of
from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cli.output import give_up, put
from cjtrade_tui.terminal.environment import can_draw, speaks_utf8

if TYPE_CHECKING:
    from cjtrade_tui.pages.page import Page
    from cjtrade_tui.terminal.first_frame_cache import FirstScreen

_IDLE, _LONGEST_IDLE = 15, 1440
"""Minutes without a key until a kiosk's session ends, and the most that can be asked for."""

_COMMANDS = {"export": "export", "import": "import_", "refresh": "refresh", "serve": "serve", "store": "store"}
"""Commands and their modules, each imported when it is called for."""


def main(arguments: Sequence[str], shown: FirstScreen | None = None) -> int:
    """Run the command line and return the exit status: 0, or 2 with one line on standard error.

    `shown` is the saved first screen that is on the terminal already, if there is one.
    """
    warnings.showwarning = _tell_warning
    words = list(arguments)
    show = words[:1] == ["show"]
    try:
        if words[:1] == ["doctor"]:
            return _doctor(words[1:])
        if words[:1] and words[0] in _COMMANDS:
            return int(import_module(f"cjtrade_tui.cli.{_COMMANDS[words[0]]}").run(words[1:]))
        options = _parser(show).parse_args(words[1:] if show else words)
        opened = selection(options)
        if show or not can_draw():
            return _show(opened, options)
        return _open(opened, options, shown if words == [] else None)
    except ValueError as error:
        return _refuse(str(error))
    except BrokenPipeError:
        give_up()
        return 0
    except KeyboardInterrupt:
        return 130


def app_options(words: Sequence[str]) -> argparse.Namespace:
    """The options of the app. Raises ValueError."""
    return _parser(show=False).parse_args(words)


def _tell_warning(message: Warning | str, *_: object, **__: object) -> None:
    """Say a library's warning in one line, without the place in its source."""
    print(f"cjtrade-tui: {safe_text(' '.join(str(message).split()))}", file=sys.stderr)


def kiosk_options(words: Sequence[str]) -> argparse.Namespace:
    """The options of a kiosk: what opens a view and how it is drawn, but no other data. Raises ValueError."""
    options = app_options(words)
    if options.tables is not None or options.store is not None or options.pair is not None:
        raise ValueError("a kiosk shows the bundled tables")
    if not 0 < options.idle <= _LONGEST_IDLE:
        raise ValueError(f"--idle takes minutes, up to {_LONGEST_IDLE}")
    return options


class Parser(argparse.ArgumentParser):
    """argparse, with its refusal in one line instead of a page of usage."""

    def error(self, message: str) -> NoReturn:
        raise ValueError(f"{message}; {self.prog} --help lists what there is")

    def _print_message(self, message: str, file: object = None) -> None:
        """What --help and --version print, said where it cannot be."""
        put(message)


def _parser(show: bool) -> argparse.ArgumentParser:
    parser = Parser(
        allow_abbrev=False,
        prog="cjtrade-tui show" if show else "cjtrade-tui",
        description="Print a tab as plain text."
        if show
        else "Cambodia-Japan trade flows, partners, investment and people.",
        epilog=None
        if show
        else "cjtrade-tui show TAB prints a tab as plain text, with the same options; cjtrade-tui lookup QUESTION answers one;"
        " cjtrade-tui check holds a sentence, or the figures themselves, against the book; cjtrade-tui export TABLE writes a"
        " table; cjtrade-tui doctor prints what a report of a fault needs; cjtrade-tui refresh fetches this year's figures"
        " from their publishers, and cjtrade-tui import reads files, into your own store, which cjtrade-tui store lists;"
        " cjtrade-tui serve opens the app in a browser.",
    )
    parser.add_argument("tab", nargs="?", choices=TABS, default=TABS[0], metavar="TAB", help=", ".join(TABS))
    parser.add_argument(
        "--pair", type=str.upper, metavar="A:B", help="any two areas of your own imported data, as VNM:JPN"
    )
    parser.add_argument(
        "--reporter", type=str.upper, metavar="AREA", help="whose figures of the pair: KHM or JPN, or one of --pair"
    )
    parser.add_argument("--frequency", choices=FREQUENCIES, help="year to date, year or month")
    parser.add_argument("--period", type=_period, help="2023, 2024-02 or 2024-01/2024-02")
    parser.add_argument("--view", help="one of the tab's views")
    parser.add_argument("--unit", choices=UNITS, help="currency; riel and yen at the average rate of each period")
    parser.add_argument("--mirror", action="store_true", default=None, help="the other side's figures beside")
    parser.add_argument("--sort", help="a column of the table")
    parser.add_argument("--filter", help="a topic or an organisation; a verdict or kind of check")
    parser.add_argument("--compiler", help="whose figures where several organisations publish")
    parser.add_argument("--item", help="the person, source, partner or check to open")
    parser.add_argument("--row", help="the key of the row to start on")
    parser.add_argument("--measure", help="the column to start on, such as imports or exports_growth")
    parser.add_argument(
        "--ascii",
        action=argparse.BooleanOptionalAction,
        default=not speaks_utf8(),
        help="nothing but ASCII; of itself where the locale is not UTF-8",
    )
    parser.add_argument("--store", metavar="PLACE", help="another store than your own: a folder, or s3://...")
    parser.add_argument("--tables", type=Path, metavar="FOLDER", help="read the tables from another folder")
    if show:
        parser.add_argument("--json", action="store_true", help="one JSON document instead of text")
    else:
        parser.add_argument("--theme", choices=("dark", "light", "terminal", "plain"), help="colours")
        parser.add_argument(
            "--kiosk", action="store_true", help="for visitors who may look and nothing else: see the README"
        )
        parser.add_argument(
            "--idle", type=float, default=_IDLE, metavar="MINUTES", help="without a key, until a kiosk ends; 15"
        )
        parser.add_argument("--version", action="version", version=_version())
    return parser


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _version() -> str:
    from cjtrade_tui import __version__

    return f"cjtrade-tui {__version__}"


def selection(options: argparse.Namespace) -> Selection:
    """The selection that the options of a command line describe; a period alone brings the frequency it is of."""
    values = {k: v for k, v in vars(options).items() if k in given(options)}
    made = Selection(**values)
    fitting = frequencies_of(made.period)
    if "period" in values and "frequency" not in values and fitting and made.frequency not in fitting:
        made = made.with_(frequency=fitting[0])
    return made


def given(options: argparse.Namespace) -> frozenset[str]:
    """The fields of the selection that the command line names."""
    return frozenset(k for k, v in vars(options).items() if k in Selection.__dataclass_fields__ and v is not None)


def page_asked(selection: Selection, options: argparse.Namespace) -> tuple[Page, str]:
    """The page of the selection, and what is wrong with the store. Raises ValueError where it is not all asked for."""
    from cjtrade_data.store.location import own_store
    from cjtrade_tui.cli.view_options import require
    from cjtrade_tui.pages import bundled_fallback

    book, trouble = bundled_fallback.opened(options.tables, selection.reporters, options.store or own_store())
    page, _, later = bundled_fallback.built(book, selection, options.tables)
    require(selection, given(options), page)
    return page, trouble or later


def _show(selection: Selection, options: argparse.Namespace) -> int:
    from cjtrade_tui.cli import show

    page, trouble = page_asked(selection, options)
    if trouble:
        print(f"cjtrade-tui: {safe_text(trouble)}; the bundled figures alone are shown", file=sys.stderr)
    at = page.cell_of(selection)
    as_json = getattr(options, "json", False)
    text = show.as_json(page, at) if as_json else show.as_text(page, options.ascii, at)
    put(text)
    return 0


def _doctor(words: list[str]) -> int:
    parser = Parser(
        prog="cjtrade-tui doctor", description="Print what a report of a fault needs; no secrets.", allow_abbrev=False
    )
    parser.add_argument("--json", action="store_true", help="one JSON document instead of text")
    as_json = parser.parse_args(words).json
    from cjtrade_tui.cli import doctor

    return doctor.run(as_json)


def _open(selection: Selection, options: argparse.Namespace, shown: FirstScreen | None) -> int:
    from cjtrade_tui.app.app import Explorer

    warnings.simplefilter("ignore")  # what they would be told on is the screen
    app = Explorer(selection, options.tables, options.theme or "", shown, options.ascii, options.store, given(options))
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
