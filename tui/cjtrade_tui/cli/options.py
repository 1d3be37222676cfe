"""Options: what stands in options.csv, as argparse takes it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cjtrade_data.book.code_lists import rows
from cjtrade_data.model.digits import is_digits
from cjtrade_tui.terminal.environment import speaks_utf8

if TYPE_CHECKING:
    from cjtrade_data.model.period import Period


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
        """Give a parser this one."""
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
    from cjtrade_data.model.period import Period

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
