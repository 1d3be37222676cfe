"""Parser: every command and its options, from which help, completion and the man page come."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from cjtrade_data.book.code_lists import rows
from cjtrade_data.model.digits import is_digits
from cjtrade_data.model.period import Period
from cjtrade_data.model.selection import Selection
from cjtrade_data.model.tabs import TABS
from cjtrade_tui import __version__
from cjtrade_tui.cli.output import put
from cjtrade_tui.kiosk.limits import LONGEST_IDLE
from cjtrade_tui.terminal.environment import columns, speaks_utf8

if TYPE_CHECKING:
    from cjtrade_data.book.book import Book


class Command(NamedTuple):
    """A command: its module has `run(options)`, and is imported when it is called for. `about` and `end` stand above and below
    its options in the help, `usage` instead of what argparse would say.

    `examples` are what may stand after the name of the program, in commands.csv with a bar between; `options` are groups of
    options.csv. One that `opens_the_app` hands it in `options.view` what is none of its own options.
    """

    name: str
    summary: str
    examples: tuple[str, ...]
    opens_the_app: bool
    options: tuple[str, ...]
    about: str
    end: str
    usage: str

    @property
    def module(self) -> ModuleType:
        return import_module(f"cjtrade_tui.cli.{self.name}{'_' * iskeyword(self.name)}")

    @property
    def actions(self) -> list[Command]:
        """What it can be told to do, each under the name of both."""
        return [each for each in _NAMED if each.name.startswith(f"{self.name} ")]


_NAMED = tuple(
    Command(name, summary, tuple(filter(None, examples.split(" | "))), bool(opens), tuple(options.split()), *texts)
    for name, summary, examples, opens, options, *texts in rows(Path(__file__).parent, "commands.csv", Command._fields)
)
COMMANDS = tuple(command for command in _NAMED if " " not in command.name)


DESCRIPTION = "Cambodia-Japan trade flows, partners, investment and people."
EXIT_STATUS = (
    "Exit status: 0; 1 nothing found, or an unexpected\nfailure; 2 what is asked for is not there; 130 Ctrl+C."
)


_OF_VIEW = ("pair", "view", "store", "tables")
"""What a view is opened by: the fields of a Selection but its tab, and where the figures come from."""


class Parser(argparse.ArgumentParser):
    """argparse, with its refusal in one line instead of a page of usage."""

    def error(self, message: str) -> NoReturn:
        """Raises ValueError with the message and where to read more."""
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
    if command.actions:
        return command, parser.parse_args(rest)
    parser.require_known(rest)
    return command, parser.parse_intermixed_args(rest)


def parser_of(command: Command) -> Parser:
    """The parser of one command; its description is the summary where it says nothing more itself."""
    parser = Parser(prog=f"cjtrade-tui {command.name}", allow_abbrev=False, formatter_class=_Help)
    _describe(parser, command)
    return parser


def _describe(parser: Parser, command: Command) -> None:
    """Give a parser the options, the description and the examples of a command, and its actions with theirs."""
    parser.description = command.about or f"{command.summary[0].upper()}{command.summary[1:]}."
    if command.examples:
        examples = "\n".join(("examples:", *(f"  cjtrade-tui {example}" for example in command.examples)))
        parser.description += f"\n\n{examples}"
    parser.epilog, parser.usage = command.end or None, command.usage or None
    add_options(parser, *command.options)
    if command.actions:
        actions = parser.add_subparsers(
            dest="action", metavar="ACTION", prog=f"cjtrade-tui {command.name}", parser_class=Parser
        )
        for action in command.actions:
            name = action.name.removeprefix(f"{command.name} ")
            _describe(actions.add_parser(name, help=action.summary, allow_abbrev=False), action)


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
    parser = app_parser(with_tab=False)
    parser.epilog = None
    actions = parser.add_subparsers(metavar="TAB|COMMAND", prog="cjtrade-tui", parser_class=Parser)
    for tab in TABS:
        summary = f"open the tab {tab}"
        add_options(actions.add_parser(tab, help=summary, description=f"{summary.capitalize()}."), *_OF_VIEW)
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
    add_options(parser, *(("tab", *_OF_VIEW, "ascii") if with_tab else _OF_VIEW), "app")
    parser.add_argument("-V", "--version", action="version", version=f"cjtrade-tui {__version__}")
    return parser


def app_options(words: Sequence[str]) -> argparse.Namespace:
    """The options of the app. Raises ValueError, which names the nearest tab or command where there is one."""
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


def book_of(options: argparse.Namespace) -> Book | None:
    """The book of the pair and store that are named, None for the bundled tables. Raises ValueError, StoreError."""
    if options.pair is None and options.store is None:
        return None
    from cjtrade_data.book.book import open_book

    asked = Selection() if options.pair is None else Selection(pair=options.pair)
    return open_book(None, asked.reporters, options.store)


class Option(NamedTuple):
    """An option, or a word without a name, of each command whose row in commands.csv lists its `group`.

    `type` and `action` are names in `_TYPES` and `_ACTIONS`. `choices` are words, or lists of words by module and name.
    The rest is argparse's own, "" where it is not given, SUPPRESS among it; `help` may name the {choices} and the {default}.
    """

    group: str
    names: str
    type: str
    action: str
    nargs: str
    choices: str
    default: str
    metavar: str
    dest: str
    help: str

    def add_to(self, parser: argparse.ArgumentParser) -> None:
        given = ("nargs", "default", "metavar", "dest")
        told: dict[str, Any] = {name: value for name in given if (value := getattr(self, name))}
        if self.type:
            told["type"] = _TYPES[self.type]
        choices = [each for words in self.choices.split() for each in _listed(words)]
        if choices:
            told["choices"] = choices
        told["help"] = self.help.format(choices=", ".join(choices), default=self.default)
        told |= {name: argparse.SUPPRESS for name, value in told.items() if value == "SUPPRESS"}
        parser.add_argument(*self.names.split(), **_ACTIONS[self.action] | told)


OPTIONS = tuple(Option(*row) for row in rows(Path(__file__).parent, "options.csv", Option._fields))


def add_options(parser: argparse.ArgumentParser, *groups: str) -> None:
    """Give a parser the options of some groups, in their order."""
    for group in groups:
        for option in OPTIONS:
            if option.group == group:
                option.add_to(parser)


def _listed(words: str) -> tuple[str, ...]:
    """The words of a list that is named as module:NAME, or the word itself."""
    module, _, name = words.rpartition(":")
    return tuple(getattr(import_module(module), name)) if module else (words,)


def period(text: str) -> Period:
    """An option's period. Raises ArgumentTypeError, which says how it is written."""
    try:
        return Period.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _whole(told: str, least: int = 0, most: float = float("inf")) -> Callable[[str], int]:
    """What reads a whole number; `told` of any other word."""

    def read(text: str) -> int:
        if not is_digits(text) or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(told.format(text))
        return int(text)

    return read


def _pair(text: str) -> tuple[str, str]:
    sides = re.fullmatch(r"([A-Z]{3}):([A-Z]{3})", text.upper())
    if not sides or sides[1] == sides[2]:
        raise argparse.ArgumentTypeError(f"'{text}' is no pair: write two ISO 3166 codes as KHM:JPN")
    return sides[1], sides[2]


def _year(text: str) -> int:
    from datetime import UTC, datetime

    if not re.fullmatch(r"(19|20)[0-9][0-9]", text) or int(text) > datetime.now(UTC).year:
        raise argparse.ArgumentTypeError(f"'{text}' is no year to start from: write one as 2020")
    return int(text)


_TYPES: dict[str, Callable[[str], Any]] = {
    "upper": str.upper,
    "int": int,
    "float": float,
    "path": Path,
    "own path": lambda word: Path(word).expanduser(),
    "file": lambda word: None if word == "-" else Path(word),
    "answers": _whole("wants a number of answers, not '{}'", 1),
    "import number": _whole("takes the number of an import, not '{}'"),
    "port": _whole("takes 1 to 65535, not {}", 1, 65_535),
    "period": period,
    "pair": _pair,
    "year": _year,
}
_ACTIONS: dict[str, dict[str, Any]] = {
    "": {},
    "flag": {"action": "store_true", "default": None},
    "either": {"action": argparse.BooleanOptionalAction, "default": not speaks_utf8()},
    "plain": {"action": "store_const", "const": "plain"},
}
