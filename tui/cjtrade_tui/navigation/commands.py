"""Commands: one object gives a key its binding, its footer text, its help row and its line in the README."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cjtrade_data.model.tabs import TABS
from cjtrade_data.store.location import has_settings


class Command(NamedTuple):
    """Something a key does.

    `action` is the app's method without `action_`; `keys` are Textual's names and `show` what the help calls
    them; a command without `help` is listed with the one above it. `footer` is the word beside the key in
    the footer, "" keeps it out; `footer_key` is what the footer calls the key where that is not `show`, and of a
    high `rank` it is there on a wide terminal only. `needs` names what a page must offer (`Page.keys`) for it to
    do something. The command palette calls it `palette`, or else by its help.
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


COMMANDS: tuple[Command, ...] = (
    Command(
        "tab",
        tuple(map(str, range(1, len(TABS) + 1))),
        f"1-{len(TABS)} Tab",
        "",
        help="open a tab by its number; Tab the next, Shift+Tab the one before",
    ),
    Command("next_tab", ("tab",), "", "next_tab(1)"),
    Command("previous_tab", ("shift+tab",), "", "next_tab(-1)"),
    Command("up", ("k", "up"), "h j k l ← ↓ ↑ →", "move(-1,0)", help="move the cursor"),
    Command("down", ("j", "down"), "", "move(1,0)"),
    Command("left", ("h", "left"), "", "move(0,-1)"),
    Command("right", ("l", "right"), "", "move(0,1)"),
    Command(
        "page_up",
        ("pageup", "ctrl+b"),
        "PgUp PgDn",
        "page(-1)",
        help="a page up or down; g G the first and the last line",
    ),
    Command("page_down", ("pagedown", "ctrl+f"), "", "page(1)"),
    Command("first", ("g", "home"), "", "end(-1)"),
    Command("last", ("G", "end"), "", "end(1)"),
    Command(
        "open",
        ("enter",),
        "Enter i",
        "open",
        help="the card of a number, the figures of a name; i the notes in full",
        footer="card",
        footer_key="Enter",
        palette="open what is under the cursor (Enter)",
    ),
    Command("words", ("i",), "", "overlay('words')", palette="the notes below the table in full (i)"),
    Command(
        "reporter",
        ("r",),
        "r",
        "step('reporter')",
        help="reporter: Cambodia's or Japan's figures, or another compiler's",
        footer="whose",
        needs="reporter",
    ),
    Command(
        "frequency",
        ("f",),
        "f",
        "narrow",
        help="year to date, years or single months",
        footer="freq",
        needs="frequency",
    ),
    Command(
        "filter",
        ("f",),
        "f",
        "narrow",
        help="filter: a topic, person, year, verdict ...",
        footer="filter",
        needs="filter",
    ),
    Command("find", ("f",), "f", "narrow", help="filter by the words you type", footer="find", needs="find"),
    Command("rows", ("f",), "f", "narrow", help="find a row by the words you type", footer="find", needs="rows"),
    Command("view", ("v",), "v", "step('view')", help="the tab's next view", footer="view", needs="view"),
    Command(
        "period_before",
        ("left_square_bracket", "comma"),
        "[ ] , .",
        "period(-1)",
        help="the period before and after",
        footer="period",
        needs="period",
        rank=2,
        footer_key="[ ]",
    ),
    Command("period_after", ("right_square_bracket", "full_stop"), "", "period(1)", needs="period"),
    Command(
        "unit",
        ("u",),
        "u",
        "step('unit')",
        help="dollars, riel or yen at the annual average rate",
        footer="unit",
        needs="unit",
        rank=3,
    ),
    Command(
        "mirror",
        ("m",),
        "m",
        "step('mirror')",
        help="show the other side's figures beside",
        footer="mirror",
        needs="mirror",
        rank=3,
    ),
    Command(
        "compare",
        ("d",),
        "d",
        "overlay('compare')",
        help="the difference: side by side with another period, partner or reporter",
        footer="diff",
        needs="compare",
        rank=3,
    ),
    Command("sort", ("s",), "s", "step('sort')", help="sort by the next column", footer="sort", needs="sort", rank=1),
    Command("copy", ("y",), "y", "copy", help="copy the number as a sentence with its citation", footer="copy", rank=2),
    Command("copy_command", ("Y",), "Y", "copy_command", help="copy the command that opens this view again"),
    Command(
        "pin",
        ("p",),
        "p P",
        "pin",
        help="pin the number to the tray; open the tray",
        footer="pin",
        rank=1,
        footer_key="p",
        palette="pin the number (p)",
    ),
    Command("tray", ("P",), "", "overlay('tray')", palette="open the tray (P)"),
    Command(
        "brief", ("b",), "b", "overlay('brief')", help="one page on the pair, with its sources: see it, then save it"
    ),
    Command("export", ("e",), "e", "overlay('export')", help="save this view as Excel, CSV, JSON, Parquet or Markdown"),
    Command(
        "lookup",
        ("slash",),
        "/",
        "overlay('lookup')",
        help="ask in plain words; answers appear as you type",
        footer="ask",
    ),
    Command(
        "claim",
        ("c",),
        "c",
        "overlay('claim_check')",
        help="fact-check a pasted sentence or article against the dataset",
        footer="check",
    ),
    Command(
        "palette",
        ("colon", "ctrl+p"),
        ": Ctrl+P",
        "overlay('palette')",
        help="every action, tab, partner, person and source by name",
        footer="all",
        rank=1,
        footer_key=":",
    ),
    Command(
        "theme",
        ("t",),
        "t ?",
        "theme",
        help="dark, light, high contrast, the terminal's own; this help",
        palette="theme (t)",
    ),
    Command("help", ("question_mark",), "?", "overlay('help')", footer="help", palette="help (?)"),
    Command("suspend", ("ctrl+z",), "Ctrl+Z", "suspend_process", help="suspend to the shell; fg resumes"),
    Command(
        "back",
        ("q",),
        "q Esc Q",
        "step_back(True)",
        help="back; on a tab q quits, Q from anywhere",
        footer="quit",
        footer_key="q",
    ),
    Command("escape", ("escape", "backspace"), "", "step_back(False)"),
    Command("quit", ("Q", "ctrl+c"), "", "quit", palette="leave (Q)"),
    Command("import_file", (), "", "overlay('import_file')", palette="import a file into your own store"),
)
"""As the program has them."""


@cache
def commands() -> tuple[Command, ...]:
    """The commands with the keys that the reader's own settings give them.

    Raises ConfigError for a key that does something else already.
    """
    if not has_settings():
        return COMMANDS
    from cjtrade_tui.config import load
    from cjtrade_tui.navigation.keymap import with_keys

    return with_keys(COMMANDS, load().keys)


def footer(needs: frozenset[str]) -> list[tuple[str, str, str, int]]:
    """(key, word, action, rank) of what the footer shows on a page that offers `needs`."""
    rows = []
    for command in commands():
        if command.footer and (not command.needs or command.needs in needs):
            rows.append((command.footer_key or command.show, command.footer, command.action, command.rank))
    return rows
