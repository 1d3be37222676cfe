"""Parser: every command and its options, from which help, completion and the man page come."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from cjtrade_data.book.code_lists import rows
from cjtrade_tui.cli.output import put
from cjtrade_tui.config import ALLOWED
from cjtrade_tui.kiosk.limits import IDLE, LONGEST_IDLE
from cjtrade_tui.terminal.environment import columns, speaks_utf8

if TYPE_CHECKING:
    from cjtrade_data.book.book import Book
    from cjtrade_data.model.period import Period


class Command(NamedTuple):
    """A command: its module has `add_options(parser)` and `run(options)`, and is imported when it is called for.

    `examples` are what may stand after the name of the program, in commands.csv with a bar between. One that `opens_the_app` hands it in `options.view` what is none of its own options.
    """

    name: str
    summary: str
    examples: tuple[str, ...]
    opens_the_app: bool

    @property
    def module(self) -> ModuleType:
        return import_module(f"cjtrade_tui.cli.{self.name}{'_' * iskeyword(self.name)}")


COMMANDS = tuple(
    Command(name, summary, tuple(examples.split(" | ")), bool(opens))
    for name, summary, examples, opens in rows(Path(__file__).parent, "commands.csv", Command._fields)
)


DESCRIPTION = "Cambodia-Japan trade flows, partners, investment and people."
EXIT_STATUS = (
    "Exit status: 0; 1 nothing found, or an unexpected\nfailure; 2 what is asked for is not there; 130 Ctrl+C."
)


class Parser(argparse.ArgumentParser):
    """argparse, with its refusal in one line instead of a page of usage."""

    has_actions = False

    def add_subparsers(self, **options: Any) -> Any:
        self.has_actions = True
        return super().add_subparsers(**options)

    def error(self, message: str) -> NoReturn:
        raise ValueError(f"{message}; {self._nearest(message)}{self.prog} --help lists what there is")

    def require_known(self, words: Sequence[str]) -> None:
        """Refuse an option that there is not by its name: argparse would take its value for the word that comes first."""
        for word in words[: words.index("--")] if "--" in words else words:
            is_option = word.startswith("--") and " " not in word
            if is_option and word.partition("=")[0] not in self._option_string_actions:
                self.error(f"unrecognized arguments: {word}")

    def _nearest(self, message: str) -> str:
        """The option that a wrong one is spelled most like, as a question; "" where there is none."""
        from difflib import get_close_matches

        wrong = next((word.partition("=")[0].rstrip(":") for word in message.split() if word.startswith("--")), "")
        known = [option for option in self._option_string_actions if option.startswith("--")]
        near = get_close_matches(wrong, known, 1) if wrong and wrong not in known else []
        return f"did you mean {near[0]}? " if near else ""

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """As argparse does, with the choice that a wrong one is spelled most like."""
        if action.choices is None or value in action.choices:
            return
        meant = meant_by(str(value), [str(choice) for choice in action.choices])
        raise argparse.ArgumentError(action, f"there is no '{value}': {meant}")

    def _print_message(self, message: str, file: object = None) -> None:
        """What --help and --version print, said where it cannot be."""
        put(message)


def meant_by(wrong: str, choices: Sequence[str]) -> str:
    """The choice that a wrong word is spelled most like, as a question, or all choices."""
    from difflib import get_close_matches

    near = get_close_matches(wrong, choices, 1)
    return f"did you mean '{near[0]}'?" if near else f"choose {', '.join(choices)}"


def parse(words: Sequence[str]) -> tuple[Command | None, argparse.Namespace]:
    """The command that `words` name, None for the app, and its options. Raises ValueError for a wrong word."""
    if words[:1] == ["help"]:
        words = [*words[1:2], "--help"]
    command = next((c for c in COMMANDS if words[:1] == [c.name]), None)
    if command is None:
        return None, app_options(words)
    parser, rest = parser_of(command), words[1:]
    if command.opens_the_app:
        options, view = parser.parse_known_args(rest)
        options.view = view
        return command, options
    if parser.has_actions:
        return command, parser.parse_args(rest)
    parser.require_known(rest)
    return command, parser.parse_intermixed_args(rest)


def parser_of(command: Command) -> Parser:
    """The parser of one command; its description is the summary where it says nothing more itself."""
    parser = Parser(prog=f"cjtrade-tui {command.name}", allow_abbrev=False, formatter_class=_Help)
    _describe(parser, command)
    return parser


def _describe(parser: Parser, command: Command) -> None:
    """Give a parser the options, the description and the examples of a command."""
    parser.description = f"{command.summary[0].upper()}{command.summary[1:]}."
    command.module.add_options(parser)
    examples = "\n".join(("examples:", *(f"  cjtrade-tui {example}" for example in command.examples)))
    parser.description += f"\n\n{examples}"


class _Help(argparse.HelpFormatter):
    """Wraps a paragraph, and leaves a list of lines as it is."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=columns() - 2)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        parts = text.split("\n\n")
        return "\n\n".join(
            part if "\n" in part else super(_Help, self)._fill_text(part, width, indent) for part in parts
        )


def whole_parser() -> Parser:
    """One parser of all tabs and commands, for what is made of it: completion and the manual page."""
    from cjtrade_data.model.tabs import TABS

    parser = app_parser(with_tab=False)
    parser.epilog = None
    actions = parser.add_subparsers(metavar="TAB|COMMAND", prog="cjtrade-tui", parser_class=Parser)
    for tab in TABS:
        summary = f"open the tab {tab}"
        add_selection_options(actions.add_parser(tab, help=summary, description=f"{summary.capitalize()}."))
    for command in COMMANDS:
        _describe(actions.add_parser(command.name, help=command.summary, formatter_class=_Help), command)
    return parser


def app_parser(*, with_tab: bool = True) -> Parser:
    """The parser of the app, whose help lists the commands."""
    listed = "\n".join(f"  {c.name:<10} {c.summary}" for c in COMMANDS)
    parser = Parser(
        prog="cjtrade-tui",
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=DESCRIPTION,
        epilog=f"commands:\n{listed}\n\ncjtrade-tui COMMAND --help says more. {EXIT_STATUS}",
    )
    add_view_options(parser) if with_tab else add_selection_options(parser)
    parser.add_argument("--theme", choices=ALLOWED["theme"], help="colours")
    parser.add_argument(
        "--no-color", dest="theme", action="store_const", const="plain", help="no colours, as with NO_COLOR"
    )
    parser.add_argument(
        "--kiosk", action="store_true", help="for visitors who may look and nothing else: see the README"
    )
    parser.add_argument(
        "--idle", type=float, default=IDLE, metavar="MINUTES", help="without a key, until a kiosk ends; 15"
    )
    parser.add_argument("-V", "--version", action="version", version=_version())
    return parser


def app_options(words: Sequence[str]) -> argparse.Namespace:
    """The options of the app. Raises ValueError, which names the nearest tab or command where there is one."""
    from cjtrade_data.model.tabs import TABS

    names = (*TABS, *(c.name for c in COMMANDS))
    if words and not words[0].startswith("-") and words[0] not in names:
        raise ValueError(f"there is no tab or command '{words[0]}': {meant_by(words[0], names)}")
    parser = app_parser()
    parser.require_known(words)
    return parser.parse_args(words)


def kiosk_options(words: Sequence[str]) -> argparse.Namespace:
    """The options of a kiosk: what opens a view and how it is drawn, but no other data. Raises ValueError."""
    options = app_options(words)
    if options.tables is not None or options.store is not None or options.pair is not None:
        raise ValueError("a kiosk shows the bundled tables")
    if not 0 < options.idle <= LONGEST_IDLE:
        raise ValueError(f"--idle takes minutes, up to {LONGEST_IDLE}")
    return options


def add_view_options(parser: argparse.ArgumentParser) -> None:
    """What a view is opened by: a tab, the fields of a Selection, and where its figures come from."""
    from cjtrade_data.model.tabs import TABS

    parser.add_argument("tab", nargs="?", choices=TABS, default=TABS[0], metavar="TAB", help=", ".join(TABS))
    add_selection_options(parser)
    add_ascii(parser)


def add_selection_options(parser: argparse.ArgumentParser) -> None:
    """The fields of a Selection but its tab, and where the figures come from."""
    from cjtrade_data.model.selection import FREQUENCIES, UNITS, YEARS

    add = parser.add_argument
    add_pair(parser)
    add("--reporter", type=str.upper, metavar="AREA", help="whose figures of the pair: KHM or JPN, or one of --pair")
    add("--frequency", choices=FREQUENCIES, help="year to date, year or month")
    add("--period", type=period, help="2023, 2024-02 or 2024-01/2024-02")
    add("--view", help="one of the tab's views")
    add("--unit", choices=UNITS, help="currency; riel and yen at the average rate of each period")
    add("--years", choices=YEARS, help="charts of years from 2000 on, or of all")
    add("--mirror", action="store_true", default=None, help="the other side's figures beside")
    add("--sort", metavar="COLUMN", help="a column of the table; COLUMN:asc or COLUMN:desc for the other way")
    add("--columns", metavar="KEYS", help="the columns to show, with commas between: exports,imports")
    add("--filter", help="a topic, person, office, organisation, year or subject; a verdict or kind of check")
    add("--compiler", help="whose figures where several organisations publish")
    add("--item", help="the statement, person, source, partner or check to open")
    add("--against", help="the period, reporter or partner to compare with: see compare --help")
    add("--row", help="the key of the row to start on")
    add("--measure", help="the column to start on, such as imports or exports_growth")
    add_store(parser)
    add_tables(parser)


def add_pair(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--pair", type=str.upper, metavar="A:B", help="any two areas of your own imported data, as VNM:JPN"
    )


def add_tables(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tables", type=Path, metavar="FOLDER", help="read the tables from another folder")


def add_ascii(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--ascii",
        action=argparse.BooleanOptionalAction,
        default=not speaks_utf8(),
        help="nothing but ASCII; of itself where the locale is not UTF-8",
    )


def add_json(parser: argparse.ArgumentParser, default: Any = False) -> None:
    parser.add_argument("--json", action="store_true", default=default, help="one JSON document instead of text")


def book_of(options: argparse.Namespace) -> Book | None:
    """The book of the pair and store that are named, None for the bundled tables. Raises ValueError, StoreError."""
    if options.pair is None and options.store is None:
        return None
    from cjtrade_data.book.book import open_book
    from cjtrade_data.model.selection import Selection

    asked = Selection() if options.pair is None else Selection(pair=options.pair)
    return open_book(None, asked.reporters, options.store)


def add_store(parser: argparse.ArgumentParser, default: Any = None) -> None:
    """`default` is argparse.SUPPRESS for an action of a command that has the option itself."""
    parser.add_argument(
        "--store", default=default, metavar="PLACE", help="another store than your own: a folder, or s3://..."
    )


def period(text: str) -> Period:
    """An option's period. Raises ArgumentTypeError, which says how it is written."""
    from cjtrade_data.model.period import Period

    try:
        return Period.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _version() -> str:
    from cjtrade_tui import __version__

    return f"cjtrade-tui {__version__}"
