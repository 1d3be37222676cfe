"""Help: every key that works on the tab it was called from (`navigation/commands.csv`), and the signs the figures carry."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from cjtrade_tui.navigation.commands import commands
from cjtrade_tui.overlays.base import SheetScreen, bindings, keys_of
from cjtrade_tui.pages.cell import MISSING
from cjtrade_tui.pages.number_format import SIGNS
from cjtrade_tui.pages.page import Page
from cjtrade_tui.painting.runs import Rows, Run, wrap

_KEYS = 10
"""Cells of the keys before what they do."""


class Help(SheetScreen[None]):
    """All keys on one screen; what means back closes it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("close", "scroll", "letters", "help")

    def __init__(self, page: Page | None, without: frozenset[str] = frozenset()) -> None:
        super().__init__("Keys that work here", keys_of("help"))
        self.without = without
        self.offered = page.offered if page else frozenset()

    def rows(self, width: int) -> Rows:
        rows: Rows = []
        for command in commands():
            if command.help and command.id not in self.without and (not command.needs or command.needs in self.offered):
                keys = f"{command.show:<{_KEYS}} "
                for at, words in enumerate(wrap(command.help, width - len(keys))):
                    rows.append([(" " * len(keys) if at else keys, "value"), (words, "")])
        signs = (*SIGNS, (">", "only a limit"), (MISSING, "not published"), ("↑ ↓ →", "rows and columns out of sight"))
        line: list[Run] = [("Signs:", "label")]
        rows.append(line)
        for sign, meaning in signs:
            if sum(len(text) for text, _ in line) + len(sign) + len(meaning) + 3 > width:
                line = [(" " * len("Signs:"), "")]
                rows.append(line)
            line += [(f" {sign} ", "value"), (f"{meaning} ", "")]
        return rows
