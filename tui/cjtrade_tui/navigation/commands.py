"""Commands: one object gives a key its binding, its footer text, its help row and its line in the README."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from cjtrade_data.book.code_lists import rows
from cjtrade_data.model.tabs import TABS
from cjtrade_data.store.location import has_settings


class KeyCommand(NamedTuple):
    """Something a key does.

    `action` is the app's method without `action_`; `keys` are Textual's names and `show` what the help calls
    them; a command without `help` is listed with the one above it. `footer` is the word beside the key in
    the footer, "" keeps it out; `footer_key` is what the footer calls the key where that is not `show`, and of a
    high `rank` it is there on a wide terminal only. `needs` names what a page must offer (`Page.offered`) for it to
    do something; where it leads nowhere from there, `nothing` is said. The command palette calls it `palette`, or else by its help.
    """

    id: str
    keys: tuple[str, ...]
    show: str
    action: str
    help: str = ""
    footer: str = ""
    needs: str = ""
    rank: int = 0
    footer_key: str = ""
    palette: str = ""
    nothing: str = ""


_ALL_TABS = KeyCommand(
    "tab",
    tuple(map(str, range(1, len(TABS) + 1))),
    f"1-{len(TABS)} Tab",
    "",
    help="open a tab by its number; Tab the next, Shift+Tab the one before",
)
COMMANDS: tuple[KeyCommand, ...] = (
    _ALL_TABS,
    *(
        KeyCommand(id, tuple(keys.split()), show, action, help, footer, needs, int(rank or 0), *more)
        for id, keys, show, action, help, footer, needs, rank, *more in rows(
            Path(__file__).parent, "commands.csv", KeyCommand._fields
        )
    ),
)
"""As the program has them: commands.csv, the keys of a command set apart by blanks."""


@cache
def commands() -> tuple[KeyCommand, ...]:
    """The commands with the keys that the reader's own settings give them.

    Raises ConfigError for a key that does something else already.
    """
    if not has_settings():
        return COMMANDS
    from cjtrade_tui.config import load
    from cjtrade_tui.navigation.key_overrides import with_keys

    return with_keys(COMMANDS, load().keys)


def footer(needs: frozenset[str]) -> list[tuple[str, str, str, int]]:
    """(key, word, action, rank) of what the footer shows on a page that offers `needs`."""
    return [
        (command.footer_key or command.show, command.footer, command.action, command.rank)
        for command in commands()
        if command.footer and (not command.needs or command.needs in needs)
    ]
