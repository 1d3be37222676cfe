"""Commands: one object gives a key its binding, its footer text, its help row and its line in the README."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does.

    `action` is the app's method without `action_`; `keys` are Textual's names, the first the one shown as
    `show` in the footer and the help; `footer` is the word beside it there, "" keeps it out of the footer.
    `varies` names the footer word that a page may change, by its `Page.keys`.
    """

    id: str
    keys: tuple[str, ...]
    show: str
    action: str
    help: str
    footer: str = ""
    needs: str = ""


COMMANDS: tuple[Command, ...] = (
    Command("tab", ("1", "2", "3", "4", "5"), "1-5", "", "open a tab by its number"),
    Command("next_tab", ("tab",), "Tab", "next_tab(1)", "the next tab; Shift+Tab the one before"),
    Command("previous_tab", ("shift+tab",), "Shift+Tab", "next_tab(-1)", ""),
    Command("up", ("k", "up"), "k ↑", "move(-1,0)", "move up and down"),
    Command("down", ("j", "down"), "j ↓", "move(1,0)", ""),
    Command("left", ("h", "left"), "h ←", "move(0,-1)", "move from number to number"),
    Command("right", ("l", "right"), "l →", "move(0,1)", ""),
    Command("page_up", ("pageup", "ctrl+b"), "PgUp", "page(-1)", "a page up or down"),
    Command("page_down", ("pagedown", "ctrl+f"), "PgDn", "page(1)", ""),
    Command("first", ("g", "home"), "g", "end(-1)", "to the first and the last line"),
    Command("last", ("G", "end"), "G", "end(1)", ""),
    Command("open", ("enter",), "Enter", "open", "open the line: a person's or a source's figures", "open", "open"),
    Command("reporter", ("r",), "r", "reporter", "whose figures: Cambodia's or Japan's, or another compiler's",
            "whose", "reporter"),
    Command("frequency", ("f",), "f", "frequency", "year to date, years or single months", "freq", "frequency"),
    Command("filter", ("f",), "f", "filter", "keep one topic or organisation", "filter", "filter"),
    Command("view", ("v",), "v", "view", "the tab's next view", "view", "view"),
    Command("period_before", ("left_square_bracket",), "[", "period(-1)", "the period before", "period", "period"),
    Command("period_after", ("right_square_bracket",), "]", "period(1)", "the period after", "", "period"),
    Command("unit", ("u",), "u", "unit", "dollars, riel or yen at the annual average rate", "unit", "unit"),
    Command("mirror", ("m",), "m", "mirror", "show the other side's figures beside", "mirror", "mirror"),
    Command("sort", ("s",), "s", "sort", "sort by the next column", "sort", "sort"),
    Command("theme", ("t",), "t", "theme", "dark or light", "theme"),
    Command("help", ("question_mark",), "?", "help", "this help", "help"),
    Command("back", ("q",), "q", "back(True)", "back; on a tab it leaves", "leave"),
    Command("escape", ("escape",), "Esc", "back(False)", "back"),
    Command("quit", ("Q", "ctrl+c"), "Q", "quit", "leave from anywhere"),
)  # fmt: skip


def footer(needs: frozenset[str]) -> list[tuple[str, str, str]]:
    """(key, word, action) of what the footer shows on a page that offers `needs`."""
    rows = []
    for command in COMMANDS:
        if command.footer and (not command.needs or command.needs in needs):
            key = "[ ]" if command.id == "period_before" else command.show
            rows.append((key, command.footer, command.action))
    return rows
